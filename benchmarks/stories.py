"""Telling copies of a report from reports that have something in common, among thousands, beside simpler measures.

    python benchmarks/stories.py [FOLDER] [--seed N] [--originals N] [--reports N] [--show N]

FOLDER holds pages as *.html or *.html.gz (default: ../shared/data/pages). Half of the pages are originals, of which
`edits/syndicated.py` makes copies, one to six of each; the other half are reports by themselves, of which some
quote the same statement, are of one house with the same words above and below, or print a statement of ours. Two
reports are one story when both were made of one original.

- Every report is looked up among all others and compared with those that the index names. Recall: pairs of one story
  that are found. Precision: pairs found that are of one story.
- Not counted, but printed: reports that print a statement without marks which is as long as all the rest.
- The peers (rapidfuzz's token_set_ratio; the share of five-word shingles in both, and in the smaller) get pairs,
not a search: all pairs of one story, all pairs that have something in common, and other pairs at random. Each peer
gets the threshold that is best for it on these very pairs; ours is fixed. - Scores of both sorts are printed:
LEAST_SCORE in `reading/stories.py` stands between them. - The time for a look-up is measured with so many reports
(--reports) in the index.

Ends with exit code 1 when a bar is missed. Takes two to four minutes.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edits import read_words
from edits.sources import list_words, runs, tell_language
from edits.syndicated import COPIES, Material, quote, set_as_block
from rapidfuzz import fuzz
from reuse import Bars
from reused_texts import Paragraphs, make_paragraph, read_pages
from story_costs import measure_cost

from mediawatch.model import Span
from mediawatch.reading.stories import LEAST_SCORE, StoryIndex

HERE = Path(__file__).resolve().parent.parent
BAR = 0.97
FEWEST_WORDS = 120
"""Words of a page that is used."""
LONG_BLOCK = "block as long as the rest"
ALONE = ("quoting", "block", "of a house", "printing ours", LONG_BLOCK)
HOUSES = 4
OF_STATEMENT = 5
"""Reports that quote the same statement, and that print it."""
RANDOM_PAIRS = 20_000
SHINGLE = 5


@dataclass(frozen=True, slots=True)
class Made:
    """A report of the benchmark."""

    text: str
    story: int
    """reports with the same number are one story"""
    how: str
    common: str = ""
    """what it has in common with others, which makes no story of them"""
    ours: tuple[Span, ...] = ()


def make_reports(pages: list[list[str]], rng: random.Random, originals: int) -> list[Made]:
    """Originals with copies, and reports by themselves that have something in common."""
    known = read_words()
    pages = [page for page in pages if len(" ".join(page).split()) >= FEWEST_WORDS and len(page) >= 4]
    rng.shuffle(pages)
    # what is put into reports comes from pages that are none themselves
    fifth = len(pages) // 5
    statements = [_take_statement(page, rng) for page in pages[: fifth // 2]]
    writers = Writers(pages[fifth // 2 : fifth], known, rng)
    pages = pages[fifth:]
    half = min(originals, len(pages) // 2)
    made: list[Made] = []
    for story, page in enumerate(pages[:half]):
        made.append(Made("\n\n".join(page), story, "original"))
        material = writers.give(page)
        for _ in range(rng.randint(1, 6)):
            how = rng.choice(list(COPIES))
            made.append(Made("\n\n".join(COPIES[how](page, material, rng)), story, how))
    for number, page in enumerate(pages[half:]):
        made.append(_make_alone(number, half + number, page, statements, rng))
    return made


class Writers:
    """Write paragraphs in a language: those of some pages, each once, and then such as only sound like them."""

    def __init__(
        self, pages: Sequence[list[str]], known: dict[str, dict[str, Any]], rng: random.Random
    ) -> None:
        self._known = known
        self._rng = rng
        self._texts: dict[str, Paragraphs] = {}
        of_language: dict[str, list[str]] = defaultdict(list)
        for page in pages:
            of_language[tell_language("\n".join(page), known)] += [text for text in page if len(text) > 120]
        for language, paragraphs in of_language.items():
            words = [word for paragraph in paragraphs for word in paragraph.split()]
            chain: dict[str, list[str]] = defaultdict(list)
            for word, following in itertools.pairwise(words):
                chain[word].append(following)
            self._texts[language] = Paragraphs(
                rng.sample(paragraphs, len(paragraphs)), [], dict(chain), words
            )

    def give(self, page: list[str]) -> Material:
        """What is put into copies of a page."""
        texts = self._texts.get(tell_language("\n".join(page), self._known)) or self._texts["en"]

        def write() -> str:
            return (
                texts.works.pop()
                if texts.works
                else make_paragraph(texts, self._rng, self._rng.randint(25, 60))
            )

        return Material(write, [word for paragraph in page for word in paragraph.split()])


def _take_statement(page: list[str], rng: random.Random) -> list[str]:
    """Paragraphs in a row of 60 to 250 words together, or a little more."""
    first = rng.randrange(len(page))
    least = rng.randint(60, 250)
    taken: list[str] = []
    for paragraph in [*page[first:], *page[:first]]:
        taken.append(" ".join(paragraph.split()[:90]))
        if _count(taken) >= least:
            break
    return taken


def _make_alone(
    number: int, story: int, page: list[str], statements: Sequence[list[str]], rng: random.Random
) -> Made:
    """A report by itself, most of them short: quoting, printing a statement without marks, of a house with the same
    words above and below, or printing ours."""
    kind = number % len(ALONE)
    group = number // (len(ALONE) * OF_STATEMENT) % (len(statements) - HOUSES - 1)
    statement = statements[group]
    own = _shorten(page, rng.randint(FEWEST_WORDS, 400))
    name = ALONE[kind]
    if name == "quoting":
        return Made("\n\n".join(quote(own, statement, rng)), story, name, f"{name} {group}")
    if name == "block":
        while _count(own) < min(2 * _count(statement), _count(page)):
            own = page[: len(own) + 1]
        short = _shorten(statement, _count(own) // 2)
        return Made("\n\n".join(set_as_block(own, short, rng)), story, name, f"{name} {group}")
    if name == LONG_BLOCK:
        own = _shorten(page, _count(statement))
        return Made("\n\n".join(set_as_block(own, statement, rng)), story, name, f"{name} {group}")
    if name == "of a house":
        house = statements[-1 - number // len(ALONE) % HOUSES]
        house = _shorten(house, 90)
        return Made("\n\n".join([*house[:1], *own, *house[1:]]), story, name, f"{name} {house[0]}")
    ours = "\n\n".join(statements[-1 - HOUSES])
    text = "\n\n".join(set_as_block(own, [ours], rng))
    start = text.index(ours)
    return Made(text, story, name, "ours", (Span(start, start + len(ours)),))


def _count(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _shorten(paragraphs: list[str], most: int) -> list[str]:
    """The first paragraphs, until there are so many words; the last one cut there."""
    kept: list[str] = []
    for paragraph in paragraphs:
        left = most - _count(kept)
        if left < 8 and kept:
            break
        kept.append(" ".join(paragraph.split()[: max(left, 8)]))
    return kept


def find_pairs(reports: Sequence[Made]) -> tuple[dict[tuple[int, int], float], StoryIndex, int]:
    """The score of every pair that the index names, with the index, and how many pairs were compared."""
    index = StoryIndex()
    for number, report in enumerate(reports):
        index.add(number, report.text, aside=report.ours)
    scores: dict[tuple[int, int], float] = {}
    compared = 0
    for number, report in enumerate(reports):
        found = index.find(report.text, aside=report.ours, ignored=number)
        for candidate in found.candidates:
            other = reports[candidate.report]
            same = index.compare(
                report.text, other.text, aside=report.ours, other_aside=other.ours, common=found.common
            )
            compared += 1
            pair = min(number, candidate.report), max(number, candidate.report)
            score = same.score if same.is_same or same.score < LEAST_SCORE else 0.0
            scores[pair] = max(scores.get(pair, 0.0), score)
    return scores, index, compared


def list_true(reports: Sequence[Made]) -> set[tuple[int, int]]:
    """The pairs of one story."""
    stories: dict[int, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        stories[report.story].append(number)
    return {pair for numbers in stories.values() for pair in itertools.combinations(numbers, 2)}


def list_hard(reports: Sequence[Made]) -> set[tuple[int, int]]:
    """The pairs that have something in common and are no story."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        if report.common and report.how != LONG_BLOCK:
            groups[report.common].append(number)
    return {pair for numbers in groups.values() for pair in itertools.combinations(numbers, 2)}


def measure(reports: Sequence[Made], options: argparse.Namespace, bars: Bars) -> dict[tuple[int, int], float]:
    """Recall and precision of what is found among all."""
    began = time.process_time()
    scores, _, compared = find_pairs(reports)
    took = time.process_time() - began
    true, hard = list_true(reports), list_hard(reports)
    said = {pair for pair, score in scores.items() if score >= LEAST_SCORE}
    beyond = {pair for pair in said if any(reports[number].how == LONG_BLOCK for number in pair)}
    said -= beyond
    print(
        f"\n{len(reports):,} reports, {len(true):,} pairs of one story, {len(hard):,} that have something in common;"
        f" {compared:,} comparisons; {took:.1f} s"
    )
    bars.show("recall of pairs", len(true & said) / len(true), BAR, least=True)
    false = said - true
    precision = 1 - len(false) / max(1, len(said))
    bars.show(f"precision ({len(false)} of {len(said):,} false)", precision, BAR, least=True)
    kinds: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for one, other in true:
        for how in {reports[one].how, reports[other].how} - {"original"}:
            if "original" in (reports[one].how, reports[other].how):
                kinds[how] += 1
                found[how] += (one, other) in said
    for how, count in sorted(kinds.items()):
        bars.show(f"  original and copy, {how} ({count:,})", found[how] / count, None, least=True)
    for how in ALONE[:-1]:
        pairs = [pair for pair in hard if reports[pair[0]].how == how]
        wrong = sum(pair in said for pair in pairs)
        share = wrong / max(1, len(pairs))
        bars.show(f"  not one story, called one: {how} ({len(pairs):,})", share, None, least=False)
    longer = [number for number, report in enumerate(reports) if report.how == LONG_BLOCK]
    pairs = [
        pair
        for pair in itertools.combinations(longer, 2)
        if reports[pair[0]].common == reports[pair[1]].common
    ]
    share = len(beyond) / max(1, len(pairs))
    bars.show(f"  beyond what can be told: {LONG_BLOCK} ({len(pairs):,})", share, None, least=False)
    for one, other in sorted(false)[: options.show]:
        print(f"    false {scores[one, other]}: {reports[one].how}, {reports[other].how}")
        print(f"      {reports[one].text[:150]!r}\n      {reports[other].text[:150]!r}")
    for one, other in sorted(true - said)[: options.show]:
        print(f"    missed {scores.get((one, other), 0)}: {reports[one].how}, {reports[other].how}")
        print(f"      {reports[one].text[:150]!r}\n      {reports[other].text[:150]!r}")
    show_scores({pair: score for pair, score in scores.items() if pair not in beyond}, true)
    return scores


def show_scores(scores: dict[tuple[int, int], float], true: set[tuple[int, int]]) -> None:
    """Where the scores of both sorts lie."""
    of_true = sorted(scores.get(pair, 0.0) for pair in true)
    of_others = sorted((score for pair, score in scores.items() if pair not in true), reverse=True)
    print(f"    scores of one story, from the lowest: {', '.join(f'{s:.2f}' for s in _pick(of_true))}")
    print("      at " + ", ".join(f"{share:.1%}" for share in _SHARES))
    top = [of_others[at] for at in (0, 1, 2, 5, 10, 20, 50) if at < len(of_others)]
    print(
        f"    the highest of others: {', '.join(f'{s:.2f}' for s in top)} (1st, 2nd, 3rd, 6th, 11th, 21st, 51st)"
    )
    for least in (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        said = {pair for pair, score in scores.items() if score >= least}
        recall, right = len(true & said) / len(true), len(true & said) / max(1, len(said))
        print(f"    from {least:.2f}: recall {recall:.4f}, precision {right:.4f}")


_SHARES = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5)


def _pick(scores: Sequence[float]) -> list[float]:
    return [scores[min(len(scores) - 1, int(share * len(scores)))] for share in _SHARES]


def measure_peers(
    reports: Sequence[Made], scores: dict[tuple[int, int], float], rng: random.Random, bars: Bars
) -> None:
    """The same pairs for all: ours with its threshold, the peers with the best for each."""
    true, hard = list_true(reports), list_hard(reports)
    pairs = set(true | hard)
    while len(pairs) < len(true | hard) + RANDOM_PAIRS:
        one, other = sorted(rng.sample(range(len(reports)), 2))
        pairs.add((one, other))
    ordered = sorted(pairs)
    shingles = [frozenset(runs(list_words(report.text), SHINGLE)) for report in reports]

    def resemble(one: int, other: int) -> float:
        return len(shingles[one] & shingles[other]) / max(1, len(shingles[one] | shingles[other]))

    def contain(one: int, other: int) -> float:
        smaller = min(len(shingles[one]), len(shingles[other]))
        return len(shingles[one] & shingles[other]) / max(1, smaller)

    def compare_tokens(one: int, other: int) -> float:
        return float(fuzz.token_set_ratio(reports[one].text, reports[other].text))

    print(f"\n{len(ordered):,} pairs: recall, precision, F1")
    said = {pair for pair in ordered if scores.get(pair, 0.0) >= LEAST_SCORE}
    ours = _rate(len(true & said), len(said), len(true))
    print(f"  {'mediawatch, threshold fixed':58} {ours[0]:.3f} {ours[1]:.3f} {ours[2]:.3f}")
    best = 0.0
    peers: dict[str, Callable[[int, int], float]] = {
        "five-word shingles in both (Jaccard)": resemble,
        "five-word shingles of the smaller": contain,
        "rapidfuzz token_set_ratio": compare_tokens,
    }
    for name, peer in peers.items():
        began = time.process_time()
        rated = sorted(((peer(*pair), pair in true) for pair in ordered), reverse=True)
        took = 1000 * (time.process_time() - began) / len(ordered)
        right, top = 0, (0.0, 0.0, 0.0, 0.0)
        for at, (value, is_true) in enumerate(rated, start=1):
            right += is_true
            rate = _rate(right, at, len(true))
            if rate[2] > top[2] and (at == len(rated) or rated[at][0] < value):
                top = (*rate, value)
        best = max(best, top[2])
        print(
            f"  {name:58} {top[0]:.3f} {top[1]:.3f} {top[2]:.3f}   best at {top[3]:.2f}; {took:.2f} ms a pair"
        )
    bars.show("F1 beyond the best peer's", ours[2] - best, 0.0, least=True)


def _rate(right: int, said: int, true: int) -> tuple[float, float, float]:
    recall, precision = right / true, right / max(1, said)
    return recall, precision, 2 * recall * precision / max(1e-9, recall + precision)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent / "shared" / "data" / "pages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--originals", type=int, default=250)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--show", type=int, default=0, help="misses and false pairs to print")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    reports = make_reports(read_pages(options.folder), rng, options.originals)
    if len(list_true(reports)) < 20:
        print(f"{options.folder} holds too few pages with text.", file=sys.stderr)
        return 2
    print(
        f"seed {options.seed}; "
        + ", ".join(f"{n} {how}" for how, n in Counter(r.how for r in reports).items())
    )
    bars = Bars()
    scores = measure(reports, options, bars)
    measure_peers(reports, scores, rng, bars)
    measure_cost([report.text for report in reports], options.reports, rng, bars)
    print("\n" + (f"Missed: {'; '.join(bars.missed)}." if bars.missed else "Every bar is held."))
    return 1 if bars.missed else 0


if __name__ == "__main__":
    sys.exit(main())
