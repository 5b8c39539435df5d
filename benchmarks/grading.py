"""Are quotations of our works found and graded right? Edits of known kind in real texts, and words never ours.

    python benchmarks/grading.py [FOLDER] [--seed N] [--each N] [--never N] [--near N] [--show N]

FOLDER (default: ../shared/data, or $MEDIAWATCH_SHARED) holds pages/labels.json, whose "text" is used, and any *.txt;
those named "statement…" are works, as are those of the package's sample case. In every language half of the other
texts are works too, and the rest report. Benchmarks/edits makes --each quotations of every kind, --never passages
that were never ours and --near near misses, and puts them into reports in marks of five styles. What is measured is
how `mediawatch citation find` grades: find_quotations -> PassageIndex.find_quoted -> Comparison.compare. English,
German, French and Spanish works are quoted; texts in other languages only report.

Prints every figure beside its bar, a table of kinds made and grades given, and with --show N of the misses of each
sort. The last line is a summary; exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edits import PRECEDENCE, Edit, make_edits, read_words
from edits.planting import STYLES, Planted, Quoting, Report, plant
from edits.sources import Source, count_words, read_folder
from edits.strangers import LEAST, Ours, Stranger, make_strangers

from mediawatch.citing import GRADES, Graded, Quotation, Version, Work
from mediawatch.model import Span
from mediawatch.reading.catalogue import Catalogue, compile_catalogue
from mediawatch.reading.compared import Comparison
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.quotations import find_quotations

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src" / "mediawatch" / "sample"
RIGHT_BAR = 0.98
KIND_BAR = 0.95
REVERSED_BAR = 1.0
NEVER_BAR = 0.002
IN_ONE_REPORT = 5
TRIES = 4
"""Rounds in which quotations that found no place (a short report, no style of marks that fits) are tried again."""
NOT_FOUND = Graded("not found")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Our works, ready to be compared."""

    index: PassageIndex
    catalogue: Catalogue
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one quotation."""

    graded: Graded
    work: int
    """number of the work that it was graded against; 0 for none"""
    marked: bool
    """whether exactly its words were found as one quotation"""
    style: str
    report: str


def main(arguments: argparse.Namespace) -> int:
    started = time.perf_counter()
    words = read_words()
    rng = random.Random(arguments.seed)
    works, outside = divide(*read_folder(arguments.folder, SAMPLE, words), rng)
    edits = make_edits(works, arguments.each, rng)
    never, near = make_strangers(outside, works, words, arguments.never, arguments.near, rng)
    reports = put_into_reports(edits, [*never, *near], outside, words, rng)
    shelf = put_on_shelf(works)
    print(
        f"Seed {arguments.seed}: {len(works)} works, {len(outside)} texts that report, {len(reports)} reports made,"
        f" {len(edits)} edits, {len(never)} passages never ours, {len(near)} near misses."
        f" Made in {time.perf_counter() - started:.0f} s."
    )
    outcomes: dict[int, Outcome] = {}
    slowest = 0.0
    reading = time.perf_counter()
    for report in reports:
        begun = time.perf_counter()
        outcomes |= read_report(report, shelf)
        slowest = max(slowest, time.perf_counter() - begun)
    seconds = time.perf_counter() - reading
    each = seconds / len(reports) * 1000
    print(f"Read in {seconds:.0f} s: {each:.1f} ms a report, the slowest {slowest * 1000:.0f} ms.")
    of_edits = [(edit, outcomes[number]) for number, edit in enumerate(edits) if number in outcomes]
    strangers = [
        (one, outcomes[len(edits) + n]) for n, one in enumerate([*never, *near]) if len(edits) + n in outcomes
    ]
    unplaced = len(edits) + len(never) + len(near) - len(outcomes)
    print(f"Not placed, since no style of marks fits their words: {unplaced}.")
    met = [
        *print_kinds(of_edits),
        *print_reversals(of_edits),
        *print_strangers(strangers, len(never), carriers_own(outside, works, shelf)),
    ]
    print_rest(of_edits)
    if arguments.show:
        show_misses(of_edits, strangers, arguments.show)
    print(
        f"Grading, seed {arguments.seed}: {sum(met)} of {len(met)} bars met in {time.perf_counter() - started:.0f} s:"
        f" {'met' if all(met) else 'MISSED'}"
    )
    return 0 if all(met) else 1


def divide(
    ours: Sequence[Source], others: Sequence[Source], rng: random.Random
) -> tuple[list[Source], list[Source]]:
    """Works, and texts that report: of each language half; the only one of its language is a work."""
    works, outside = list(ours), []
    for language in sorted({source.language for source in others}):
        of_language = [source for source in others if source.language == language]
        rng.shuffle(of_language)
        half = (len(of_language) + 1) // 2 if language else 0
        works += of_language[:half]
        outside += of_language[half:]
    if not outside:
        raise ValueError("These texts leave none to report: two of one language are wanted at least.")
    return works, outside


def put_into_reports(
    edits: Sequence[Edit],
    strangers: Sequence[Stranger],
    outside: Sequence[Source],
    words: Mapping[str, Mapping[str, Any]],
    rng: random.Random,
) -> list[Report]:
    """Reports that bear all of these, mostly in their own language, a few at a time."""
    waiting = [Quoting(n, edit.parts, edit.between, edit.language) for n, edit in enumerate(edits)]
    waiting += [
        Quoting(n, (one.words,), "", one.language) for n, one in enumerate(strangers, start=len(edits))
    ]
    rng.shuffle(waiting)
    reports: list[Report] = []
    for language in sorted({quoting.language for quoting in waiting}):
        of_language = [quoting for quoting in waiting if quoting.language == language]
        carriers = [source for source in outside if source.language == language] or list(outside)
        for _ in range(TRIES):
            for first in range(0, len(of_language), IN_ONE_REPORT):
                few = of_language[first : first + IN_ONE_REPORT]
                reports.append(plant(rng.choice(carriers), few, words, rng))
            planted = {one.item for report in reports for one in report.planted}
            of_language = [quoting for quoting in of_language if quoting.item not in planted]
    return [report for report in reports if report.planted]


def read_report(report: Report, shelf: Shelf) -> dict[int, Outcome]:
    """What becomes of each quotation that was put into a report."""
    quotations = find_quotations(report.text)
    return {
        planted.item: judge(report, planted, find_planted(quotations, planted), shelf)
        for planted in report.planted
    }


def find_planted(quotations: Sequence[Quotation], planted: Planted) -> Quotation | None:
    """The quotation that shares most with the planted words and has least besides."""
    best, most = None, 0
    for quotation in quotations:
        shared = sum(
            max(0, min(part.end, end) - max(part.start, start))
            for part in quotation.parts
            for start, end in planted.spans
        )
        score = 2 * shared - sum(part.end - part.start for part in quotation.parts)
        if shared and (best is None or score > most):
            best, most = quotation, score
    return best


def judge(
    report: Report,
    planted: Planted,
    quotation: Quotation | None,
    shelf: Shelf,
) -> Outcome:
    """Grade one quotation against the works that the index names."""
    if quotation is None:
        return Outcome(NOT_FOUND, 0, False, planted.style, report.text)
    marked = [(part.start, part.end) for part in quotation.parts] == list(planted.spans)
    graded, work = grade_quotation(report.text, quotation.parts, shelf)
    return Outcome(graded, work, marked, planted.style, report.text)


def put_on_shelf(works: Sequence[Source]) -> Shelf:
    """The works, all of each ours, in one version."""
    index = PassageIndex()
    for work in works:
        index.add(work.number, work.text, own=None)
    catalogue = compile_catalogue(
        [Work(work.number) for work in works], [Version(work.number, work.number) for work in works], []
    )
    return Shelf(index, catalogue, {work.number: work.text for work in works})


def grade_quotation(text: str, parts: Sequence[Span], shelf: Shelf) -> tuple[Graded, int]:
    """The grade against the work where it is best, of those that the index names, and the number of that work."""
    comparison = Comparison(text, shelf.catalogue, shelf.texts, "")
    compared = comparison.compare(parts, shelf.index.find_quoted(text, parts))
    return (compared.graded, compared.version.work) if compared else (NOT_FOUND, 0)


def is_right(edit: Edit, outcome: Outcome) -> bool:
    """Whether all its words were found and the grade is the kind made, against the work that it was made from."""
    return (
        outcome.marked and outcome.graded.grade in {edit.kind, *edit.as_right} and outcome.work == edit.work
    )


def carriers_own(outside: Sequence[Source], works: Sequence[Source], shelf: Shelf) -> tuple[int, list[str]]:
    """How many quotations of six words and more the reporting texts have by themselves that were never ours, and
    which of them were called ours."""
    ours = Ours(works)
    number, called = 0, []
    for source in outside:
        for quotation in find_quotations(source.text):
            words = " ".join(source.text[part.start : part.end] for part in quotation.parts)
            if ours.has(words) or count_words(words) < LEAST:
                continue
            number += 1
            graded, work = grade_quotation(source.text, quotation.parts, shelf)
            if graded.grade != "not found":
                called.append(f"[{graded.grade}, work {work}] {words}")
    return number, called


def print_bar(what: str, right: int, number: int, bar: float, *, at_most: bool = False) -> bool:
    """One figure beside its bar; whether it is met."""
    share = right / number if number else 0.0
    met = number > 0 and (share <= bar if at_most else share >= bar)
    sign = "≤" if at_most else "≥"
    print(
        f"  {what:<44} {right:>5} of {number:<5} {share:.4f}  (bar {sign} {bar:g}): {'met' if met else 'MISSED'}"
    )
    return met


def print_kinds(outcomes: Sequence[tuple[Edit, Outcome]]) -> list[bool]:
    """The table of kinds and grades, and the figures for grade right."""
    print("\nKind made (rows) and grade given (columns):")
    print(f"  {'':<20}" + "".join(f"{name[:11]:>13}" for name in GRADES))
    for kind in PRECEDENCE:
        given = Counter(outcome.graded.grade for edit, outcome in outcomes if edit.kind == kind)
        print(f"  {kind:<20}" + "".join(f"{given[name] or '·':>13}" for name in GRADES))
    print("\nGrade right:")
    right = [(edit, is_right(edit, outcome)) for edit, outcome in outcomes]
    met = [print_bar("all kinds", sum(good for _, good in right), len(right), RIGHT_BAR)]
    for kind in PRECEDENCE:
        of_kind = [good for edit, good in right if edit.kind == kind]
        met.append(print_bar(kind, sum(of_kind), len(of_kind), KIND_BAR))
    return met


def print_reversals(outcomes: Sequence[tuple[Edit, Outcome]]) -> list[bool]:
    """Whether reversed meaning is flagged, and for information the other flags."""
    print("\nFlagged, of those where it must be:")
    ways = sorted({edit.how for edit, _ in outcomes if edit.reverses})
    reversing = [(edit, outcome) for edit, outcome in outcomes if edit.reverses]
    met = [print_bar("reversed meaning, all", sum(map(_is_flagged, reversing)), len(reversing), REVERSED_BAR)]
    for way in ways:
        of_way = [pair for pair in reversing if pair[0].how == way]
        print_bar(way, sum(map(_is_flagged, of_way)), len(of_way), REVERSED_BAR)
    print("\nFlagged besides (no bar):")
    for way in sorted({edit.how for edit, _ in outcomes if edit.flags and not edit.reverses}):
        of_way = [pair for pair in outcomes if pair[0].how == way]
        print(f"  {way:<44} {sum(map(_is_flagged, of_way)):>5} of {len(of_way)}")
    kept = [outcome for edit, outcome in outcomes if edit.kind in ("exact", "normalised")]
    flagged = sum(bool(one.graded.flags) for one in kept)
    print(f"  {'exact or normalised, with any flag':<44} {flagged:>5} of {len(kept)}")
    return met


def _is_flagged(pair: tuple[Edit, Outcome]) -> bool:
    return bool(pair[0].flags.intersection(pair[1].graded.flags))


def print_strangers(
    outcomes: Sequence[tuple[Stranger, Outcome]], never: int, own: tuple[int, list[str]]
) -> list[bool]:
    """How many passages that were never ours were called ours."""
    print("\nNever ours, called ours:")
    ways = ("a sentence", "two sentences", "part of a sentence")
    plain = [pair for pair in outcomes if pair[0].how in ways]
    near = [pair for pair in outcomes if pair[0].how not in ways]
    met = [
        print_bar("passages of others", _count_called(plain), len(plain), NEVER_BAR, at_most=True),
        print_bar("near misses", _count_called(near), len(near), NEVER_BAR, at_most=True),
        print_bar("what the reports quote by themselves", len(own[1]), own[0], NEVER_BAR, at_most=True),
    ]
    for how in sorted({one.how for one, _ in outcomes}):
        of_way = [pair for pair in outcomes if pair[0].how == how]
        print(f"    {how:<42} {_count_called(of_way):>5} of {len(of_way)}")
    for line in own[1]:
        print(f"    own quotation called ours: {line[:300]}")
    return met


def _count_called(outcomes: Iterable[tuple[Stranger, Outcome]]) -> int:
    return sum(outcome.graded.grade != "not found" for _, outcome in outcomes)


def print_rest(outcomes: Sequence[tuple[Edit, Outcome]]) -> None:
    """Grade right by the way it was made, style of marks and language, and what else is known: no bars."""
    print("\nGrade right by how it was made, style and language (no bars):")
    groups: dict[str, list[bool]] = defaultdict(list)
    for edit, outcome in outcomes:
        for group in (f"{edit.kind}: {edit.how}", f"marks: {outcome.style}", f"language: {edit.language}"):
            groups[group].append(is_right(edit, outcome))
    order = [*(f"marks: {style}" for style in STYLES), *sorted(groups)]
    for group in dict.fromkeys(order):
        if groups[group]:
            right, number = sum(groups[group]), len(groups[group])
            print(f"  {group:<56} {right:>5} of {number:<5} {right / number:.3f}")
    besides = [(edit, outcome) for edit, outcome in outcomes if edit.besides and is_right(edit, outcome)]
    listed = sum(edit.besides <= set(outcome.graded.others) for edit, outcome in besides)
    print(f"  other kinds that hold are listed: {listed} of {len(besides)}")
    marked = sum(outcome.marked for _, outcome in outcomes)
    print(f"  exactly the words found as one quotation: {marked} of {len(outcomes)}")
    away = sum(outcome.work not in (0, edit.work) for edit, outcome in outcomes)
    print(f"  graded against another work: {away} of {len(outcomes)}\n")


def show_misses(
    edits: Sequence[tuple[Edit, Outcome]], strangers: Sequence[tuple[Stranger, Outcome]], most: int
) -> None:
    """Some misses of each sort, with what they made of it and what stands in the work."""
    sorts: dict[str, list[str]] = defaultdict(list)
    for edit, outcome in edits:
        unflagged = edit.reverses and not _is_flagged((edit, outcome))
        if is_right(edit, outcome) and not unflagged:
            continue
        what = "not flagged" if is_right(edit, outcome) else f"{edit.kind} -> {outcome.graded.grade}"
        place = outcome.report.find(edit.parts[0])
        sorts[f"{what} ({edit.how})"].append(
            f"  [{edit.language}, {outcome.style}, work {edit.work} graded against {outcome.work},"
            f" others {outcome.graded.others}, flags {outcome.graded.flags}, found as quoted: {outcome.marked}]\n"
            f"    theirs: {' ## '.join(edit.parts)}\n    ours:   {edit.ours!r}\n"
            f"    report: {outcome.report[max(0, place - 60) : place + 20]!r}"
        )
    for one, outcome in strangers:
        if outcome.graded.grade != "not found":
            sorts[f"never ours -> {outcome.graded.grade} ({one.how})"].append(
                f"  work {outcome.work}: {one.words}"
            )
    for sort in sorted(sorts, key=lambda sort: -len(sorts[sort])):
        print(f"{sort}: {len(sorts[sort])}")
        print("\n".join(sorts[sort][:most]))


def read_arguments() -> argparse.Namespace:
    shared = os.environ.get("MEDIAWATCH_SHARED")
    default = Path(shared) if shared else ROOT.parent / "shared" / "data"
    parser = argparse.ArgumentParser(description="Are quotations of our works found and graded right?")
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=760, help="quotations of each of the seven kinds")
    parser.add_argument("--never", type=int, default=2200, help="passages that were never ours")
    parser.add_argument("--near", type=int, default=550, help="near misses")
    parser.add_argument("--show", type=int, default=0, help="misses of each sort to print")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main(read_arguments()))
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
