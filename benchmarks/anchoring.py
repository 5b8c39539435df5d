"""How well quotes are pinned or, where their words do not stand, the nearest place is offered; and how fast.

    python benchmarks/anchoring.py [FOLDER] [--seed N] [--quotes N]

FOLDER holds pages as *.html or *.html.gz (default: ../shared/data/pages), of which documents of 10 kB, 100 kB and 1 MB
are made, with N quotes (default 120) of each kind for each size (quote_variants.py says how they are made). A quote is
right when the place that was pinned or offered and the true place have four fifths of their union in common, and wrong
when it stands in several places or none is given. An absent quote is anchored when any place is given, if only offered.

Beside it, in the same run: edlib over the whole document, with as many edits as three in ten characters of the quote,
and rapidfuzz's partial ratio, from 70 of 100. Both are given the folded text and the folded quote, edlib as bytes.
Times are of this process, without the folding of the document, which is done once for each text and shown apart; of
three passes over each quote the fastest counts. edlib is no requirement of mediawatch, and comes with the tools for
its development: pip install --group dev, or pip install edlib.

Ends with exit code 1 when a bar is missed. Takes some four minutes.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from quote_variants import ABSENT, KINDS, Quote, make_document
from rapidfuzz import fuzz
from reused_texts import read_paragraphs

from mediawatch.errors import InputError, QuoteNotFound
from mediawatch.model import Span
from mediawatch.reading.anchoring import find_quote
from mediawatch.reading.folding import FoldedText, fold, fold_words
from mediawatch.reading.nearest import find_nearest
from mediawatch.reading.wording_places import split_at_omissions

try:
    import edlib
except ImportError:
    edlib = None

HERE = Path(__file__).resolve().parent.parent
SIZES = {"10 kB": (10_000, 20), "100 kB": (100_000, 4), "1 MB": (1_000_000, 2)}
"""Characters of a document, and how many documents the quotes are spread over."""
RIGHT_BARS = {"10 kB": 0.95, "100 kB": 0.95, "1 MB": 0.92}
SPEED_BAR = 1.0
"""Milliseconds for 100,000 characters; a shorter document may take as long."""
EDLIB_BAR = 0.5
COMMON = 0.8
EDITS = 0.3
PARTIAL = 70
PASSES = 3

Place = tuple[int, int] | None
"""In the folded text."""


@dataclass
class Tally:
    """What was counted for documents of one size."""

    characters: int = 0
    folding: float = 0.0
    number: Counter[str] = field(default_factory=Counter)
    right: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """by who looked, then by kind; for absent quotes, those that were anchored"""
    seconds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    pinned: Counter[str] = field(default_factory=Counter)
    false_pins: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def mean(self, who: str, kinds: tuple[str, ...]) -> float:
        """Milliseconds for a quote, every kind counting alike."""
        return sum(1000 * self.seconds[who][kind] / self.number[kind] for kind in kinds) / len(kinds)

    def share(self, who: str, kinds: tuple[str, ...]) -> float:
        """Right of all, or anchored of the absent."""
        return sum(self.right[who][kind] for kind in kinds) / sum(self.number[kind] for kind in kinds)


class Edlib:
    """edlib over a whole document. Of its characters the 255 most frequent are told apart."""

    def __init__(self, text: FoldedText) -> None:
        ranked = [character for character, _ in Counter(text.text).most_common(255)]
        self.codes = {ord(character): number for number, character in enumerate(ranked)}
        self.target = self.encode(text.text)

    def encode(self, folded: str) -> bytes:
        return bytes(self.codes.get(ord(character), 255) for character in folded)

    def find(self, query: bytes) -> Place:
        found = edlib.align(query, self.target, mode="HW", task="locations", k=int(EDITS * len(query)))
        return (found["locations"][0][0], found["locations"][0][1] + 1) if found["locations"] else None


def find_ratio(text: FoldedText, quote: str) -> Place:
    found = fuzz.partial_ratio_alignment(quote, text.text, score_cutoff=PARTIAL)
    return (found.dest_start, found.dest_end) if found else None


def find_ours(text: FoldedText, quote: str) -> tuple[Span | None, str]:
    """The place that mediawatch pins, with its words, or that it offers, with none."""
    try:
        anchor = find_quote(text, quote)
        return Span(anchor.start, anchor.end), anchor.quote
    except QuoteNotFound as error:
        offer = find_nearest(text, split_at_omissions(quote)) or find_nearest(text, [quote])
        assert (offer.words if offer else "") == error.best
        return (offer.span if offer else None), ""
    except InputError:
        return None, ""


def look(text: FoldedText, quote: str) -> None:
    """What is timed: all that a person waits for after typing a quote."""
    try:
        find_quote(text, quote)
    except InputError:
        return


def clock(look: Callable[[], object]) -> float:
    """Seconds of this process; the fastest of some passes, since other programs disturb."""
    times = []
    for _ in range(PASSES):
        began = time.process_time_ns()
        look()
        times.append(time.process_time_ns() - began)
    return min(times) / 1e9


def is_right(found: Span | None, place: Span) -> bool:
    if found is None:
        return False
    common = min(found.end, place.end) - max(found.start, place.start)
    return common >= COMMON * (max(found.end, place.end) - min(found.start, place.start))


def only_words(words: str) -> str:
    """The folded words without white space and the marks that may be typed round or within a quote."""
    return re.sub(r"[\s\"'.…\[\]()]+", "", fold_words(words))


def measure(text: FoldedText, quotes: tuple[Quote, ...], tally: Tally) -> None:
    """Let everybody look for every quote in one document."""
    peer = Edlib(text) if edlib else None
    for quote in quotes:
        tally.number[quote.kind] += 1
        wanted = fold_words(quote.words).strip(" ")
        span, words = find_ours(text, quote.words)
        finds = {"ours": span}
        tally.seconds["ours"][quote.kind] += clock(lambda: look(text, quote.words))  # noqa: B023
        if words:
            tally.pinned[quote.kind] += 1
            if only_words(words) != only_words(quote.words):
                tally.false_pins.append(f"{quote.words!r} on {words!r}")
        if peer:
            query = peer.encode(wanted)
            finds["edlib"] = to_span(text, peer.find(query))
            tally.seconds["edlib"][quote.kind] += clock(lambda: peer.find(query))  # noqa: B023
        began = time.process_time_ns()
        finds["ratio"] = to_span(text, find_ratio(text, wanted))
        tally.seconds["ratio"][quote.kind] += (time.process_time_ns() - began) / 1e9
        for who, found in finds.items():
            right = found is not None if quote.place is None else is_right(found, quote.place)
            tally.right[who][quote.kind] += right
            if who == "ours" and right != (quote.place is not None):
                there = text.original[found.start : found.end] if found else ""
                tally.misses.append(f"{quote.kind}: {quote.words!r}: {there!r}")


def to_span(text: FoldedText, place: Place) -> Span | None:
    return text.to_original(*place) if place else None


class Bars:
    """The figures beside their bars, and which were missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def hold(self, what: str, value: float, bar: float, *, least: bool, note: str = "") -> None:
        held = value >= bar if least else value <= bar
        sign = ">=" if least else "<="
        print(f"  {what:46} {value:8.3f}   bar {sign} {bar:.2f}   {'held' if held else 'MISSED'}{note}")
        if not held:
            self.missed.append(what)


def report(name: str, tally: Tally, bars: Bars) -> None:
    """Print the figures of one size."""
    hundreds = max(1.0, tally.characters / 100_000)
    print(f"\n{name}: {tally.characters:,} characters, folded once in {1000 * tally.folding:.1f} ms")
    print(f"  {'':24} {'number':>6}  {'right, or anchored':^24}  {'pinned':>6}  {'ms a quote':^24}")
    print(
        f"  {'':24} {'':6}  {'ours':>7} {'edlib':>7} {'ratio':>8}  {'':6}  {'ours':>7} {'edlib':>7} {'ratio':>8}"
    )
    for kind in (*KINDS, *ABSENT):
        right = [tally.share(who, (kind,)) if tally.right[who] else 0.0 for who in ("ours", "edlib", "ratio")]
        taken = [tally.mean(who, (kind,)) for who in ("ours", "edlib", "ratio")]
        print(
            f"  {kind:24} {tally.number[kind]:6}  {right[0]:7.3f} {right[1]:7.3f} {right[2]:8.3f}  "
            f"{tally.pinned[kind] / tally.number[kind]:6.2f}  {taken[0]:7.3f} {taken[1]:7.3f} {taken[2]:8.3f}"
        )
    every = (*KINDS, *ABSENT)
    bars.hold(f"{name}: right", tally.share("ours", KINDS), RIGHT_BARS[name], least=True)
    for who in ("edlib", "ratio"):
        if tally.right[who]:
            print(f"  {f'{name}: right, {who}':46} {tally.share(who, KINDS):8.3f}")
    anchored = sum(tally.right["ours"][kind] for kind in ABSENT)
    bars.hold(f"{name}: absent quotes anchored", anchored, 0, least=False)
    bars.hold(f"{name}: pinned to other words", len(tally.false_pins), 0, least=False)
    slowest = max(every, key=lambda kind: tally.mean("ours", (kind,)))
    note = f"  ({slowest}: {tally.mean('ours', (slowest,)) / hundreds:.3f})"
    bars.hold(
        f"{name}: ms for 100 kB", tally.mean("ours", every) / hundreds, SPEED_BAR, least=False, note=note
    )
    if name == "1 MB" and edlib:
        ratios = {kind: tally.mean("ours", (kind,)) / tally.mean("edlib", (kind,)) for kind in every}
        slowest = max(every, key=lambda kind: ratios[kind])
        note = f"  ({slowest}: {ratios[slowest]:.2f})"
        ratio = tally.mean("ours", every) / tally.mean("edlib", every)
        bars.hold(f"{name}: time beside edlib over the whole", ratio, EDLIB_BAR, least=False, note=note)
    for miss in tally.misses:
        print(f"    {miss[:300]}")


def main(folder: Path, seed: int, number: int) -> int:
    rng = random.Random(seed)
    texts = read_paragraphs(folder, rng)
    if len(texts.works) < 20 or len(texts.documents) < 5:
        print(f"{folder} has too few pages: give a folder with some dozens of *.html.gz or *.html.")
        return 1
    warm = fold("These words are here so that nobody is charged for an import.")
    look(warm, "These words were not here")
    bars = Bars()
    for name, (size, documents) in SIZES.items():
        tally = Tally()
        for _ in range(documents):
            document = make_document(texts, rng, size, max(1, number // documents))
            tally.folding += clock(lambda: fold(document.text)) / documents  # noqa: B023
            tally.characters += len(document.text) // documents
            measure(fold(document.text), document.quotes, tally)
        report(name, tally, bars)
    if edlib is None:
        print("\nedlib is not installed: pip install --group dev, or pip install edlib")
        bars.missed.append("1 MB: time beside edlib over the whole (not measured)")
    print(
        f"\nanchoring, seed {seed}: {'all bars held' if not bars.missed else 'MISSED: ' + '; '.join(bars.missed)}"
    )
    return 1 if bars.missed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How well and how fast quotes are anchored.")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent / "shared" / "data" / "pages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quotes", type=int, default=120, help="of each kind, for each size")
    arguments = parser.parse_args()
    sys.exit(main(arguments.folder, arguments.seed, arguments.quotes))
