"""Finding known claims in new reports: how many of those that are repeated, with how many false finds, and how fast.

    python benchmarks/repeats.py [FOLDER] [--seed N] [--claims N] [--planted N] [--unrelated N] [--show N]

FOLDER holds pages as *.html or *.html.gz (default: ../shared/data/pages). Claims are taken from half of each page;
`repeated_texts.py` says what the reports are made of, and `edits/rewritten.py` how claims are edited in them.

- A planted claim is found when a find of that claim covers half of its place. A find is right when it touches a place
  of its claim; every other one is false. All finds count, paraphrases too. Stock phrases are known from the claims, and
  from some hundred earlier reports that repeat nothing.
- Reversals come from `edits`: a negation put in or taken away, a number changed. Of those that are found, each must be
  shown with what was turned round.
- Paraphrases were written by hand (`edits/paraphrases.toml`), all about one organisation.
- Times are those of this process on one core.

Ends with exit code 1 when a bar is missed. Takes three to five minutes.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from edits import WAYS, Editor, make_edit, read_words
from edits.sources import Source, read_folder
from repeated_texts import (
    HEAVILY,
    LIGHTLY,
    TOPIC,
    Claim,
    Planted,
    Pool,
    Report,
    make_earlier,
    make_pool,
    make_reports,
)
from reuse import Bars, touches

from mediawatch.model import Span
from mediawatch.reading.repeats import RepeatIndex
from mediawatch.suggesting import Repeat

HERE = Path(__file__).resolve().parent.parent
SAMPLE = HERE / "src" / "mediawatch" / "sample"
BAR = 0.97
MILLISECONDS = 20.0
SMALL = 50
EARLIER = 4000
BANDS = ((8, 12), (13, 20), (21, 80))
REPORT_CHARACTERS = 8000
TIMED = 200
REVERSALS = 400


@dataclass(slots=True)
class Tally:
    """What became of the claims that were planted, and of the finds."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    called: Counter[str] = field(default_factory=Counter)
    false: list[tuple[Repeat, str]] = field(default_factory=list)
    missed: list[tuple[Planted, str]] = field(default_factory=list)
    finds: int = 0

    def add(self, report: Report, repeats: Sequence[Repeat]) -> None:
        """Count what was found in a report."""
        for planted in report.planted:
            right = any(
                repeat.claim == planted.claim and touches(repeat.span, planted.place) for repeat in repeats
            )
            band = next(f"{low} to {high} words" for low, high in BANDS if planted.words <= high)
            for name in ("all", planted.how, band):
                self.planted[name] += 1
                self.found[name] += right
            if not right:
                self.missed.append((planted, report.text[planted.place.start : planted.place.end]))
        for repeat in repeats:
            self.finds += 1
            if not any(_is_right(repeat, planted) for planted in report.planted):
                self.false.append((repeat, report.text[repeat.span.start : repeat.span.end]))
            else:
                self.called[repeat.how] += 1

    @property
    def recall(self) -> float:
        return self.found["all"] / self.planted["all"]

    @property
    def precision(self) -> float:
        return 1 - len(self.false) / self.finds if self.finds else 0.0


def _is_right(repeat: Repeat, planted: Planted) -> bool:
    return (
        repeat.claim == planted.claim
        and repeat.span.start < planted.place.end
        and planted.place.start < repeat.span.end
    )


def make_index(claims: Sequence[Claim], earlier: Sequence[str] = ()) -> RepeatIndex:
    """The index over some claims, which has seen some reports."""
    index = RepeatIndex()
    for claim in claims:
        index.add(claim.number, [claim.text])
    for report in earlier:
        index.learn_report(report)
    index.find("")
    return index


def measure(
    name: str,
    pool: Pool,
    index: RepeatIndex,
    hows: Sequence[str],
    options: argparse.Namespace,
    rng: random.Random,
    bars: Bars,
    bar: float | None,
) -> None:
    """Recall and precision over reports with claims edited in these ways."""
    reports = make_reports(pool, hows, rng, planted=options.planted)
    tally = Tally()
    for report in reports:
        tally.add(report, index.find(report.text))
    passages = sum(report.passages for report in reports)
    print(
        f"\n{name}: {tally.planted['all']:,} claims of {len(pool.claims):,} planted among {passages:,} unrelated"
        f" passages in {len(reports):,} reports"
    )
    bars.show("recall", tally.recall, bar, least=True)
    false = len(tally.false)
    bars.show(f"precision ({false} of {tally.finds:,} finds false)", tally.precision, bar, least=True)
    for kind in [*hows, *(f"{low} to {high} words" for low, high in BANDS)]:
        if tally.planted[kind]:
            share = tally.found[kind] / tally.planted[kind]
            bars.show(f"  found, {kind} ({tally.planted[kind]:,})", share, None, least=True)
    print("    called " + ", ".join(f"{how} {count:,}" for how, count in tally.called.most_common()))
    for repeat, text in tally.false[: options.show]:
        print(f"    false: {repeat.how} {repeat.score} {text[:200]!r}\n      {repeat.claim}: {repeat.reason}")
    for planted, text in tally.missed[: options.show]:
        print(f"    missed ({planted.how}): {text!r}\n      {pool.claims[planted.claim - 1].text!r}")


def measure_copies(
    pool: Pool, index: RepeatIndex, options: argparse.Namespace, rng: random.Random, bars: Bars
) -> None:
    """Whether what was not edited at all is found, and called so."""
    reports = make_reports(pool, ("verbatim", "typeset"), rng, planted=options.planted // 3)
    tally = Tally()
    called: Counter[tuple[str, bool]] = Counter()
    for report in reports:
        repeats = index.find(report.text)
        tally.add(report, repeats)
        for planted in report.planted:
            hows = {repeat.how for repeat in repeats if _is_right(repeat, planted)}
            called[planted.how, bool(hows & {"verbatim", "folded"})] += 1
    print(f"\nNot edited: {tally.planted['all']:,} claims")
    for how in ("verbatim", "typeset"):
        share = tally.found[how] / tally.planted[how]
        bars.show(f"found, {how} ({tally.planted[how]:,})", share, 1.0, least=True)
        right = called[how, True] / tally.planted[how]
        bars.show("  called verbatim or folded", right, 0.99, least=True)


def measure_reversals(folder: Path, rng: random.Random, options: argparse.Namespace, bars: Bars) -> None:
    """Whether claims that were turned round are found, and shown as turned."""
    words = read_words()
    ours, others = read_folder(folder.parent, SAMPLE, words)
    editor = Editor([*ours, *others], words, rng)
    ways = [way for way in WAYS if way not in ("French negation dropped",)]
    edits = []
    tries = 0
    while len(edits) < REVERSALS and tries < 200 * REVERSALS:
        tries += 1
        edit = make_edit(editor, rng.choice(ways))
        if edit is not None and edit.reverses and len(edit.parts) == 1:
            edits.append(edit)
    index = RepeatIndex()
    for number, edit in enumerate(edits):
        index.add(number, [edit.ours])
    found: Counter[str] = Counter()
    turned: Counter[str] = Counter()
    unmarked = []
    for number, edit in enumerate(edits):
        carrier: Source = rng.choice(others)
        report = f"{carrier.text[:400]}\n\n{edit.parts[0]}\n\n{carrier.text[-400:]}"
        place = Span(report.index(edit.parts[0]), report.index(edit.parts[0]) + len(edit.parts[0]))
        hits = [one for one in index.find(report) if one.claim == number and touches(one.span, place)]
        found[edit.how] += bool(hits)
        right = any(turn.kind in edit.flags for one in hits for turn in one.turns)
        turned[edit.how] += right
        if hits and not right:
            unmarked.append((edit, hits[0]))
    print(f"\nClaims turned round: {len(edits):,} from {len(Counter(edit.how for edit in edits))} ways")
    bars.show("found", found.total() / len(edits), BAR, least=True)
    bars.show("shown as turned, of those found", turned.total() / max(1, found.total()), 1.0, least=True)
    for edit, one in unmarked[: options.show]:
        print(f"    unmarked ({edit.how}): {edit.parts[0]!r}\n      {edit.ours!r}\n      {one.reason}")


def measure_paraphrases(options: argparse.Namespace, bars: Bars) -> None:
    """How many hand-written paraphrases are found, each in a report of its own among unrelated ones on the topic."""
    path = Path(__file__).with_name("edits") / "paraphrases.toml"
    pairs = tomllib.loads(path.read_text(encoding="utf-8"))["pair"]
    claims = list(dict.fromkeys(pair["claim"] for pair in pairs))
    index = RepeatIndex()
    index.set_names(TOPIC[:1])
    for number, claim in enumerate(claims):
        index.add(number, [claim])
    found: Counter[str] = Counter()
    written: Counter[str] = Counter()
    false = 0
    missed = []
    for pair in pairs:
        repeats = index.find(pair["said"])
        right = any(claims[repeat.claim] == pair["claim"] for repeat in repeats)
        written[pair["near"]] += 1
        found[pair["near"]] += right
        false += sum(claims[repeat.claim] != pair["claim"] for repeat in repeats)
        if not right:
            missed.append(pair)
    print(f"\nParaphrases written by hand, {len(claims)} claims about one organisation")
    for near in ("light", "free"):
        bars.show(f"found, {near} ({written[near]})", found[near] / written[near], None, least=True)
    bars.show("finds of another claim", false, None, least=False, form="d")
    for pair in missed[: options.show]:
        print(f"    missed ({pair['near']}): {pair['said']!r}\n      {pair['claim']!r}")


def measure_cost(pool: Pool, index: RepeatIndex, rng: random.Random, bars: Bars) -> None:
    """The time for one report, for starting up and for a claim that came and went."""
    reports = []
    for _ in range(TIMED):
        pieces = [claim.text for claim in rng.sample(pool.claims, 3)]
        while sum(map(len, pieces)) < REPORT_CHARACTERS:
            pieces.append(rng.choice(pool.unrelated))
        rng.shuffle(pieces)
        reports.append("\n\n".join(pieces))
    took, finds = [], 0
    for report in reports:
        began = time.process_time()
        finds += len(index.find(report))
        took.append(1000 * (time.process_time() - began))
    took.sort()
    size = statistics.mean(map(len, reports))
    print(
        f"\n{len(index):,} claims; {TIMED} reports of {size:,.0f} characters, {finds / TIMED:.1f} finds in each"
    )
    bars.show("milliseconds for a report, mean", statistics.mean(took), MILLISECONDS, least=False, form=".1f")
    bars.show("  95 of 100 within", took[int(0.95 * TIMED)], None, least=False, form=".1f")
    began = time.process_time()
    make_index(pool.claims)
    bars.show("milliseconds to start", 1000 * (time.process_time() - began), None, least=False, form=".0f")
    began = time.process_time()
    index.add(0, ["This claim came in today, and it says that the roof of the night shelter leaks."])
    index.find("")
    bars.show(
        "milliseconds when a claim came", 1000 * (time.process_time() - began), None, least=False, form=".1f"
    )
    began = time.process_time()
    index.remove(0)
    index.find("")
    bars.show(
        "milliseconds when it went", 1000 * (time.process_time() - began), None, least=False, form=".1f"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent / "shared" / "data" / "pages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--claims", type=int, default=5000)
    parser.add_argument("--planted", type=int, default=3000)
    parser.add_argument("--unrelated", type=int, default=20_000)
    parser.add_argument("--show", type=int, default=0, help="misses and false finds of each sort to print")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    try:
        pool = make_pool(
            options.folder, rng, claims=options.claims, unrelated=options.unrelated, earlier=EARLIER
        )
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(
        f"seed {options.seed}; {len(pool.claims):,} claims in {len(pool.languages)} languages; {len(pool.unrelated):,}"
        f" unrelated passages, {pool.paragraphs:,} of them paragraphs of pages"
    )
    bars = Bars()
    began = time.process_time()
    index = make_index(pool.claims)
    made = time.process_time() - began
    earlier = make_earlier(pool)
    for report in earlier:
        index.learn_report(report)
    learnt = time.process_time() - began - made
    print(f"index made in {made:.2f} s; {len(earlier)} earlier reports learnt in {learnt:.2f} s")
    measure("1 to 15 % edited", pool, index, LIGHTLY, options, rng, bars, BAR)
    measure("15 to 40 % edited", pool, index, HEAVILY, options, rng, bars, None)
    measure_copies(pool, index, options, rng, bars)
    small = Pool(pool.claims[:SMALL], pool.unrelated, pool.earlier, pool.paragraphs, pool.languages)
    few = argparse.Namespace(**{**vars(options), "planted": options.planted // 3})
    measure(
        f"1 to 15 % edited, {SMALL} claims",
        small,
        make_index(small.claims, earlier),
        LIGHTLY,
        few,
        rng,
        bars,
        BAR,
    )
    measure_reversals(options.folder, rng, options, bars)
    measure_paraphrases(options, bars)
    measure_cost(pool, index, rng, bars)
    print("\n" + (f"Missed: {'; '.join(bars.missed)}." if bars.missed else "Every bar is held."))
    return 1 if bars.missed else 0


if __name__ == "__main__":
    sys.exit(main())
