"""The place of a text that is most like words that do not stand in it: what a person may have meant.

Such a place is offered, never pinned. It is found in three steps, so that a megabyte takes milliseconds:

1. Pieces of the quote are looked up letter by letter: longer ones first, and where none leads anywhere, shorter ones.
   A piece that stands in very many places says little about where.
2. Each hit says where the quote would stand. What stands there is compared with it as a whole: how many of its
   characters come in their order (their longest common subsequence).
3. The ends of what is like it are moved to those borders of words between which most of the quote stands with least
   of other things.

How like a place is comes from the quote alone, and below a floor there is none (`nearness.py`). What stood before and
after it, and where, are scored apart: they choose between places that are near enough, and never make one.

All comparing is rapidfuzz's. edlib would align as fast, but has no wheel for Windows or for Linux on ARM; there a
second way would have to find the very same places, and so little is compared here that it would gain nothing. As
rapidfuzz takes some time to import, whoever needs this file imports it when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import Indel, LCSseq

from mediawatch.model import QuotePart
from mediawatch.reading.folding import FoldedText, fold_words
from mediawatch.reading.nearness import BETWEEN, is_near, least_likeness, rate
from mediawatch.reading.offers import UNKNOWN, Offer, Surroundings
from mediawatch.reading.wording_places import MOST_LEFT_OUT, Chain, Place
from mediawatch.reading.words import BORDER, splits_quote

FLOOR_OF_PART: Final = 0.5
"""Least likeness of another part of a quote near one that was found, where chance has little room. The floor for the
whole quote holds all the same."""

_SURE: Final = 0.85
"""Likeness that no other place reaches by chance, so that the search is soon over."""
_LONGEST: Final = 4000
"""Characters of a part that are compared."""
_PIECES: Final = ((12, 6), (7, 5))
"""Length and greatest number of the pieces, round by round."""
_MOST_HITS: Final = 50
_WORTH_A_LOOK: Final = 0.6
"""Likeness of what a hit points to, before its ends are set, from which on that is tried: other prose has some .5."""
_MORE_PIECES: Final = 2
"""Pieces that are still looked up after one led to a place that is surely like the quote."""
_MOST_LEADS: Final = 6
"""Places of the part that is looked up first from which the other parts are sought."""
_LEAST_SLACK: Final = 24
_MOST_SLACK: Final = 150
"""Characters on either side of where a hit says that the quote begins or ends; half of the quote between these."""
_LONGEST_WORD: Final = 40
"""Characters that an end is moved on at most so as not to cut a word; longer ones are no words."""


def find_nearest(text: FoldedText, parts: Sequence[str], known: Surroundings = UNKNOWN) -> Offer | None:
    """The place most like a quote of these parts; None when nothing in the text is like it.

    Takes a millisecond or so for 100,000 characters. `known` chooses between several places.
    """
    wanted = [folded for part in parts if (folded := fold_words(part).strip(" ")[:_LONGEST])]
    size = sum(map(len, wanted))
    best: Offer | None = None
    for chain, quote in _find_chains(text, wanted, known):
        if len(wanted) > 1 and quote < least_likeness(size):
            continue
        likeness = known.compare(text, chain[0][0], chain[-1][1], quote)
        if best is None or likeness.weighed > best.likeness.weighed:
            best = Offer(tuple(_read(text, *place) for place in chain), likeness)
    return best


def _read(text: FoldedText, start: int, end: int) -> QuotePart:
    span = text.to_original(start, end)
    return QuotePart(span.start, span.end, text.original[span.start : span.end])


@dataclass(frozen=True, slots=True)
class _Alike:
    """A place that is like the words that are sought."""

    likeness: float
    start: int
    end: int


def _find_chains(
    text: FoldedText, wanted: Sequence[str], known: Surroundings
) -> Iterator[tuple[Chain, float]]:
    """Places of all parts in their order, with the likeness of the whole; a part that is not found counts nothing."""
    size = sum(map(len, wanted))
    last = len(wanted) - 1
    for lead in sorted(range(len(wanted)), key=lambda at: -len(wanted[at])):
        beside = Surroundings(
            known.prefix if lead == 0 else "",
            known.suffix if lead == last else "",
            known.start if lead == 0 else -1,
        )
        found = _Search(text, wanted[lead], 0, len(text.text)).run(beside)
        for place in found[:_MOST_LEADS]:
            before = _follow(text, wanted[:lead], place, back=True)
            after = _follow(text, wanted[lead + 1 :], place, back=False)
            chain = [*before, (len(wanted[lead]), place), *after]
            likeness = sum(length * each.likeness for length, each in chain) / size
            yield tuple((each.start, each.end) for _, each in chain), likeness
        if found:
            return


def _follow(text: FoldedText, wanted: Sequence[str], lead: _Alike, *, back: bool) -> list[tuple[int, _Alike]]:
    """The places of the parts before or after one, with the lengths of the parts, in the order of the text."""
    chain: list[tuple[int, _Alike]] = []
    place = lead
    for part in reversed(wanted) if back else wanted:
        reach = MOST_LEFT_OUT + 2 * len(part)
        low, high = (place.start - reach, place.start) if back else (place.end, place.end + reach)
        low, high = max(0, low), min(len(text.text), high)
        found = _Search(text, part, low, high, beside_another=True).run(UNKNOWN)
        if found:
            place = found[0]
            chain.append((len(part), place))
    return chain[::-1] if back else chain


@dataclass(slots=True)
class _Search:
    """What is found of some words between two places of a folded text."""

    text: FoldedText
    wanted: str
    low: int
    high: int
    beside_another: bool = False
    """whether a part of the same quote was found near"""
    found: set[_Alike] = field(default_factory=set)
    best: float = 0.0
    tried: set[int] = field(default_factory=set)
    """starts, by steps of a few words: hits of one place agree but for what was put in or left out"""

    def run(self, known: Surroundings) -> list[_Alike]:
        """Every place that is like the words, the likest first."""
        more = _MORE_PIECES
        for start in self._starts(known):
            self._try(start)
        for length, most in _PIECES:
            everywhere: list[int] = []
            for offset, piece in _cut(self.wanted, length, most):
                hits = self._find(piece)
                if len(hits) == _MOST_HITS:
                    everywhere += [hit - offset for hit in hits[:_MOST_LEADS]]
                    continue
                for hit in hits:
                    self._try(hit - offset)
                if self.best >= _SURE and known == UNKNOWN:
                    more -= 1
                    if more < 0:
                        break
            if not self.found:
                for start in everywhere:
                    self._try(start)
            if self.found:
                break
        return sorted(self.found, key=lambda each: (-each.likeness, each.start))

    def _starts(self, known: Surroundings) -> list[int]:
        """Where the words would stand by what is known of their surroundings."""
        starts = [self.text.from_original(known.start)] if known.start >= 0 else []
        prefix, suffix = fold_words(known.prefix), fold_words(known.suffix)
        if prefix:
            starts += [hit + len(prefix) for hit in self._find(prefix)]
        if suffix:
            starts += [hit - len(self.wanted) for hit in self._find(suffix)]
        return starts

    def _find(self, piece: str) -> list[int]:
        folded = self.text.text
        hits: list[int] = []
        start = folded.find(piece, self.low, self.high)
        while start >= 0 and len(hits) < _MOST_HITS:
            hits.append(start)
            start = folded.find(piece, start + 1, self.high)
        return hits

    def _try(self, start: int) -> None:
        """Take the place about this start, if it is like the words."""
        size = len(self.wanted)
        step = start // max(8, size // 4)
        if step in self.tried:
            return
        self.tried.add(step)
        start, end = max(self.low, start), min(self.high, start + size)
        there = self.text.text[start:end]
        if Indel.normalized_similarity(self.wanted, there, score_cutoff=_WORTH_A_LOOK) < _WORTH_A_LOOK:
            return
        start, end = self._set_ends(start, end)
        there = self.text.text[start:end]
        likeness = rate(self.wanted, there)
        if likeness >= FLOOR_OF_PART if self.beside_another else is_near(self.wanted, there):
            self.found.add(_Alike(likeness, start, end))
            self.best = max(self.best, likeness)

    def _set_ends(self, start: int, end: int) -> Place:
        """The place about these ends that is most like the words, from the border of a word to that of another."""
        folded, size = self.text.text, len(self.wanted)
        slack = min(_MOST_SLACK, max(_LEAST_SLACK, size // 2))
        starts = [at for at in self._borders(start, slack) if at < self.high and folded[at] != " "]
        ends = [at for at in self._borders(end, slack) if at > self.low and folded[at - 1] != " "]
        if not starts or not ends:
            return start, start  # in the middle of what is no words
        start = max(starts, key=lambda at: self._compare(at, end))
        end = max(ends, key=lambda at: self._compare(start, at))
        start = max(starts, key=lambda at: self._compare(at, end))
        low, high = max(self.low, start - _LONGEST_WORD), min(self.high, end + _LONGEST_WORD)
        while start > low and splits_quote(self.text, start):
            start -= 1
        while end < high and splits_quote(self.text, end):
            end += 1
        return start, end

    def _borders(self, about: int, slack: int) -> Iterator[int]:
        folded = self.text.text
        low, high = max(self.low, about - slack), min(self.high, about + slack)
        return (border.start() for border in BORDER.finditer(folded, low, high))

    def _compare(self, start: int, end: int) -> float:
        """What a place has of the words, less what stands between, in characters; for choosing its ends."""
        if start >= end:
            return -1.0
        common: int = LCSseq.similarity(self.wanted, self.text.text[start:end])
        return common - BETWEEN * (end - start - common)


def _cut(wanted: str, length: int, most: int) -> Iterator[tuple[int, str]]:
    """Pieces of some words, spread evenly, with where they begin; the whole where they are no longer than one."""
    if len(wanted) <= length:
        yield 0, wanted
        return
    count = min(most, max(2, len(wanted) // length))
    for number in range(count):
        start = number * (len(wanted) - length) // (count - 1)
        yield start, wanted[start : start + length]
