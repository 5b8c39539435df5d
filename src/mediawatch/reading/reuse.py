"""Runs of words that a report shares with our works, from the four-word phrases that both have.

Phrases that follow each other in both texts make a run. Runs that follow each other in both, with a few words
between, make a match, since somebody who takes a passage over changes words of it. A match is then compared word by
word, and counts as reuse when

- FEWEST_WORDS or more of its words stand in a row exactly as we wrote them; or
- it has at least FEWEST_SAME of our words in their order, and they are LEAST_SHARE or more of it.

A shared run in which hardly a phrase is not stock, and one that is the name of something, are no reuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mediawatch.reading.hashed_words import BLANK, BREAK, Row
from mediawatch.reading.phrases import LENGTH

FEWEST_WORDS: Final = 8
"""Words in a row, word for word, that are reuse by themselves."""
FEWEST_SAME: Final = 10
LEAST_SHARE: Final = 0.7
"""Of a passage with words changed. Measured: with one word in ten changed at random, passages of 15 words keep 80 % or
more in 94 of 100 cases and 70 % in 99; unrelated texts on one topic hardly ever come to 50 %."""
FEWEST_OWN: Final = 3
"""Phrases of a match that are not stock. A stock phrase with a name before it has one or two."""

_GAP: Final = 12
"""Words between two runs of one match, in either text."""
_OVERLAP: Final = 3
"""Two runs may share this many words, where a word was dropped that stood twice."""
_LONE_RUN: Final = 6
"""A run of fewer words with no other near it is chance."""
_SKIPPED: Final = 3
_LOOKED_BACK: Final = 12
_STRETCH: Final = 32


@dataclass(frozen=True, slots=True)
class Match:
    """Words of a report beside words of ours. Places count words; the second is one past the last."""

    theirs: tuple[int, int]
    ours: tuple[int, int]
    """in the row of all our words"""
    same: int
    """words that stand in both in the same order"""
    longest: int
    """most words in a row that are the same"""
    own: int
    """phrases of the report in it that are not stock"""

    def move(self, by: int) -> Match:
        """The match with its place in the report counted from elsewhere."""
        return replace(self, theirs=(self.theirs[0] + by, self.theirs[1] + by))

    @property
    def is_reuse(self) -> bool:
        """Whether it is more than chance and stock phrases."""
        if self.own < FEWEST_OWN:
            return False
        size = max(self.theirs[1] - self.theirs[0], self.ours[1] - self.ours[0])
        return self.longest >= FEWEST_WORDS or (self.same >= FEWEST_SAME and self.same >= LEAST_SHARE * size)


@dataclass(slots=True)
class _Run:
    """Words in a row that are the same in both; in a chain, the runs so far."""

    theirs: int
    ours: int
    size: int


def find_matches(report: Row, works: Row, theirs: Row, ours: Row) -> list[Match]:
    """The matches between a report and our works, from hits as Phrases.find_hits gives them, in no order.

    The time is linear in the hits, and in the words that match.
    """
    return [
        match
        for chain in _chain_runs(report, works, _find_runs(theirs, ours))
        if (match := _compare(report, works, chain)).is_reuse
    ]


def _find_runs(theirs: Row, ours: Row) -> list[_Run]:
    """Hits that follow each other in both texts, as runs; without those that are short and alone."""
    if len(theirs) < 2:
        return []
    span = int(theirs[-1]) + 2
    line = (ours - theirs + span) * span + theirs
    line.sort()
    firsts = np.concatenate(([0], (line[1:] != line[:-1] + 1).nonzero()[0] + 1))
    sizes = np.diff(firsts, append=len(line)) + (LENGTH - 1)
    diagonals, starts = np.divmod(line[firsts], span)
    places = diagonals - span + starts
    order = places.argsort(kind="stable")
    columns = (starts[order].tolist(), places[order].tolist(), sizes[order].tolist())
    return _drop_lone([_Run(*values) for values in zip(*columns, strict=True)])


def _drop_lone(runs: list[_Run]) -> list[_Run]:
    """The runs, in the order of our words, that are long or have another near them in both texts."""
    kept = [run.size >= _LONE_RUN for run in runs]
    for at, run in enumerate(runs):
        end, their_end = run.ours + run.size, run.theirs + run.size
        for further in range(at + 1, min(at + _LOOKED_BACK, len(runs))):
            other = runs[further]
            if other.ours - end > _GAP:
                break
            if other.ours - end >= -_OVERLAP and -_OVERLAP <= other.theirs - their_end <= _GAP:
                kept[at] = kept[further] = True
    return [run for run, keep in zip(runs, kept, strict=True) if keep]


def _chain_runs(report: Row, works: Row, runs: Iterable[_Run]) -> list[list[_Run]]:
    """Runs, in the order of our words, as chains of those that follow each other in both texts."""
    chains: list[list[_Run]] = []
    for run in runs:
        best: tuple[int, list[_Run]] | None = None
        for chain in chains[-_LOOKED_BACK:]:
            last = chain[-1]
            gap, their_gap = run.ours - last.ours - last.size, run.theirs - last.theirs - last.size
            if -_OVERLAP <= gap <= _GAP and -_OVERLAP <= their_gap <= _GAP:
                drift = abs(gap - their_gap)
                if (best is None or drift < best[0]) and not _has_border(report, works, last, run):
                    best = (drift, chain)
        if best is None:
            chains.append([run])
        else:
            best[1].append(run)
    return chains


def _has_border(report: Row, works: Row, last: _Run, run: _Run) -> bool:
    """Whether words that were left out, or the end of a passage of ours, stand between two runs."""
    blank = (report[last.theirs + last.size : run.theirs] == BLANK).any()
    return bool(blank or (works[last.ours + last.size : run.ours] == BREAK).any())


def _compare(report: Row, works: Row, chain: Sequence[_Run]) -> Match:
    """The chain compared word by word, and as far as the words go on to be the same on either side."""
    from rapidfuzz.distance import LCSseq  # only a report that shares something needs it

    first, last = chain[0], chain[-1]
    own = same = longest = 0
    past_theirs, past_ours = first.theirs, first.ours
    row = 0
    for run in chain:
        own += run.size - (LENGTH - 1)
        overlap = max(0, past_theirs - run.theirs, past_ours - run.ours)
        theirs, ours, size = run.theirs + overlap, run.ours + overlap, run.size - overlap
        if size <= 0:
            continue
        between = report[past_theirs:theirs].tolist(), works[past_ours:ours].tolist()
        row = row + size if between == ([], []) else size
        longest = max(longest, row)
        if between[0] and between[1]:
            same += int(LCSseq.similarity(*between))
        same += size
        past_theirs, past_ours = theirs + size, ours + size
    after = _go_on(report[past_theirs:], works[past_ours:])
    before = _go_on(report[: first.theirs][::-1], works[: first.ours][::-1])
    if len(chain) == 1:
        longest += after[3] + before[3]
    else:
        longest = max(longest, first.size + before[3], last.size + after[3])
    return Match(
        (first.theirs - before[0], past_theirs + after[0]),
        (first.ours - before[1], past_ours + after[1]),
        same + after[2] + before[2],
        longest,
        own,
    )


def _go_on(theirs: Row, ours: Row) -> tuple[int, int, int, int]:
    """How far two rows of words are the same from their beginning, over changes of up to _SKIPPED words that two
    same words follow: words of theirs, of ours, those that are the same, and those in a row at the beginning."""
    at = direct = _count_same(theirs, ours)
    our_at = same = at
    while True:
        near = theirs[at : at + _SKIPPED + 2].tolist()
        our_near = ours[our_at : our_at + _SKIPPED + 2].tolist()
        skip = _find_skip(near, our_near)
        if skip is None:
            return at, our_at, same, direct
        at, our_at = at + skip[0], our_at + skip[1]
        run = _count_same(theirs[at:], ours[our_at:])
        at, our_at, same = at + run, our_at + run, same + run


_SKIPS: Final = sorted(
    ((theirs, ours) for theirs in range(_SKIPPED + 1) for ours in range(_SKIPPED + 1) if theirs or ours),
    key=lambda skip: (max(skip), skip),
)


def _find_skip(theirs: list[int], ours: list[int]) -> tuple[int, int] | None:
    """The fewest words to leave out so that two same words follow; never a border, nor what was blanked."""
    for skipped, our_skipped in _SKIPS:
        pair = theirs[skipped : skipped + 2]
        if len(pair) == 2 and pair == ours[our_skipped : our_skipped + 2]:
            crosses = BLANK in theirs[:skipped] or BREAK in ours[:our_skipped]
            return None if crosses else (skipped, our_skipped)
    return None


def _count_same(theirs: Row, ours: Row) -> int:
    """How many words are the same from the beginning of two rows on."""
    count = 0
    while True:
        size = min(len(theirs) - count, len(ours) - count, _STRETCH)
        if size <= 0 or theirs[count] != ours[count]:
            return count
        differ = (theirs[count : count + size] != ours[count : count + size]).nonzero()[0]
        if differ.size:
            return count + int(differ[0])
        count += size
