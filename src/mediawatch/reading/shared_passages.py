"""Two reports laid beside each other: the passages that both have, and how much of each report's own words they are.

The passages are those that `reuse.py` finds between a report and a work: runs of eight words and more that are the
same, and what is nearly the same between and beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mediawatch.model import Span
from mediawatch.reading.hashed_words import BREAK, HashedWords, Row
from mediawatch.reading.phrases import LENGTH, Phrases
from mediawatch.reading.reuse import Match, find_matches
from mediawatch.suggesting import SharedPassage

MOST_TIMES: Final = 4
"""A phrase that stands more often than this in one report says nothing about what it was copied from."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The words of a report, and which of them are its own."""

    words: HashedWords
    own: Row
    """bool, one for each word: not quoted, not ours, not what many reports have"""

    def put_aside(self, spans: Sequence[Span]) -> OwnWords:
        """The same without what stands in these spans."""
        own = self.own.copy()
        for first, past in self.words.find_touched(spans) if spans else ():
            own[first:past] = False
        return OwnWords(self.words, own)


@dataclass(frozen=True, slots=True)
class Shared:
    """What two reports have in common."""

    passages: tuple[SharedPassage, ...]
    """in the order of the first report, without overlaps in it"""
    words: int
    """own words of the shorter report that are also own words of the longer one, in long runs"""
    of: int
    """own words of the shorter report"""


def share(here: OwnWords, there: OwnWords, common: Sequence[Span]) -> Shared:
    """The passages that two reports share. `common`: passages of the first that are nobody's own, in both."""
    if not len(here.words) or not len(there.words):
        return Shared((), 0, 0)
    phrases = Phrases(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint32))
    phrases.append(np.concatenate((there.words.hashes, np.full(LENGTH - 1, BREAK, dtype=np.uint32))))
    one = np.zeros(1, dtype=np.int64)
    phrases.settle(one, one, phrases.list_frequent(MOST_TIMES))
    theirs, ours = phrases.find_hits(here.words.hashes)
    matches = find_matches(here.words.hashes, phrases.words, theirs, ours)
    partner, reverse = _pair(len(here.words), len(there.words), theirs, ours, matches)
    aside = np.zeros(len(here.words), dtype=bool)
    for first, past in here.words.find_touched(common) if common else ():
        aside[first:past] = True
    own_here = here.own & ~aside
    own_there = there.own & ~((reverse >= 0) & aside[reverse])
    both_here = own_here & (partner >= 0) & own_there[partner]
    both_there = own_there & (reverse >= 0) & own_here[reverse]
    words, of = min(
        (int(both_here.sum()), int(own_here.sum())),
        (int(both_there.sum()), int(own_there.sum())),
        key=lambda side: side[1],
    )
    return Shared(_list_passages(here.words, there.words, matches), words, of)


def _pair(size: int, other: int, theirs: Row, ours: Row, matches: Sequence[Match]) -> tuple[Row, Row]:
    """For each word of the first report its place in the second, and the other way round; -1 for none."""
    partner, reverse = np.full(size, -1), np.full(other, -1)
    for match in matches:
        low, high = theirs.searchsorted(match.theirs[0]), theirs.searchsorted(match.theirs[1])
        within = (ours[low:high] >= match.ours[0]) & (ours[low:high] < match.ours[1])
        here, there = theirs[low:high][within], ours[low:high][within]
        for step in range(LENGTH):
            partner[here + step] = there + step
            reverse[there + step] = here + step
    return partner, reverse


def _list_passages(
    here: HashedWords, there: HashedWords, matches: Sequence[Match]
) -> tuple[SharedPassage, ...]:
    """The matches as passages, the longest first where two overlap in the first report."""
    taken = np.zeros(len(here), dtype=bool)
    kept = []
    for match in sorted(matches, key=lambda match: (-match.same, match.theirs, match.ours)):
        if not taken[match.theirs[0] : match.theirs[1]].any():
            taken[match.theirs[0] : match.theirs[1]] = True
            kept.append(match)
    kept.sort(key=lambda match: match.theirs)
    return tuple(
        SharedPassage(
            here.place(match.theirs[0], match.theirs[1] - 1),
            there.place(match.ours[0], match.ours[1] - 1),
            match.same,
        )
        for match in kept
    )
