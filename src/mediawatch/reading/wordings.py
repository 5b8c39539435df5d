"""The wordings of known claims, and where in a text enough of one's words stand close together.

Every telling word of every wording has a row in one sorted table. Words count by how rare they are among the claims:
1 for one that a single claim has, less the more have it, and little for stop words, for words of stock phrases,
and for names that are watched for, which stand in every report. The table is searched for all words of a text at once;
stretches where a wording has most of its weight are windows, to be compared word by word (`likeness.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from mediawatch.reading.hashed_words import Row
from mediawatch.reading.phrases import spread_ranges
from mediawatch.reading.stemmed import STOP_FROM, Stemmed

PRIOR: Final = 50
"""Claims that are assumed beside those that are known, so that in a record of three a word that two of them have is not
taken for a common one."""
STOCK_WEIGHT: Final = 0.02
"""Of a word in a stock phrase, which may be missing without a loss."""
STOP_WEIGHT: Final = 0.1
"""Of a stop word and of a watched name, where a word that one claim has weighs 1."""
LEAST_WEIGHT: Final = 0.2
"""Of any other word."""
MOST_PLACES: Final = 3
"""Windows of one wording in one text."""
_SLACK: Final = 0.1
"""Of a wording's weight, that stop words and words behind a window's end may add to it."""
_MOST_LOOKED_AT: Final = 4 * MOST_PLACES
"""Windows of one wording from which MOST_PLACES are chosen that do not overlap."""
_ROOM: Final = 6
"""Words that a window is longer than one and a half wordings."""
_BLOCK: Final = 1 << 11
"""Words of a text that are searched together; it bounds the memory for long ones."""
_MOST_HITS: Final = 250_000
"""Rows for the words of one block, five times as many as a report has with 5,000 claims on its topic; past them, words
that are frequent in both are passed over."""
_POSITION_BITS: Final = 24
_SLOT_BITS: Final = 30
_NOTHING: Final = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording, ready for being compared."""

    tokens: list[int]
    weights: list[float]
    """of each word"""
    telling: int
    """different words that are neither stop words nor watched names"""


@dataclass(frozen=True, slots=True)
class Window:
    """Words of a text, from the first to before `past`, that have much of a wording."""

    slot: int
    first: int
    past: int


class Wordings:
    """Wordings by slot, a small number that the caller gives them."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._claims: dict[int, int] = {}
        self._parts: set[int] = set()
        self._names: Row = _NOTHING
        self._made: dict[int, Wording] = {}
        # the words of all wordings one after the other, and by slot where each begins and how many it has
        self._tokens = self._firsts_of = self._sizes = self._lengths = _NOTHING
        self._telling: Row = np.zeros(0, dtype=bool)
        self._stocked: Row = np.zeros(0, dtype=bool)
        # the table: for each stem its first row, how many it has, and the slots of all rows
        self._stems = self._firsts = self._counts = self._slots = _NOTHING
        self._weights: Row = np.zeros(0)
        # by slot: the weight of a wording, its telling words, and the share that it must have in a text
        self._counted = _NOTHING
        self._totals: Row = np.zeros(0)
        self._least: Row = np.zeros(0)

    def add(self, slot: int, tokens: Row, claim: int, *, is_part: bool = False) -> None:
        """Take a wording in, or a part of one, at a slot that is free. `settle` is to be called before anything is
        looked for."""
        self._rows[slot] = tokens
        self._claims[slot] = claim
        if is_part:
            self._parts.add(slot)

    def remove(self, slot: int) -> None:
        """Take a wording out. `settle` is to be called before anything is looked for."""
        del self._rows[slot], self._claims[slot]
        self._parts.discard(slot)

    def set_names(self, tokens: Iterable[int]) -> None:
        """The tokens of the names that are watched for. `settle` is to be called before anything is looked for."""
        self._names = np.array(sorted(tokens), dtype=np.int64)

    def settle(self, needed: Row, stock: Mapping[int, Row]) -> None:
        """Make the table anew, in time linear in the number of words but for a sort of them.

        `needed`: for each number of telling words, up to the last, the share of its weight that a wording must have
        in a text. `stock`: which words of a wording stand in stock phrases, which anybody uses: they weigh hardly
        anything. A wording that has no other words is looked for all the same; a part of one is not.
        """
        self._made = {}
        rows = sorted(self._rows.items())
        size = rows[-1][0] + 1 if rows else 0
        self._sizes = np.zeros(size, dtype=np.int64)
        self._sizes[[slot for slot, _ in rows]] = [len(row) for _, row in rows]
        self._lengths = self._sizes + self._sizes // 2 + _ROOM
        self._firsts_of = np.concatenate(([0], self._sizes.cumsum()))
        self._tokens = np.concatenate([_NOTHING, *(row for _, row in rows)])
        of = np.arange(size).repeat(self._sizes)
        self._telling, self._stocked = self._find_telling(of, stock)
        table = _sort_apart((self._tokens[self._telling] << _SLOT_BITS) | of[self._telling])
        self._slots = table & ((1 << _SLOT_BITS) - 1)
        stems = table >> _SLOT_BITS
        self._firsts = _find_firsts(stems)
        self._counts = np.diff(self._firsts, append=len(stems))
        self._stems = stems[self._firsts]
        self._weights = np.maximum(self._find_rarity(), LEAST_WEIGHT)
        self._totals = np.bincount(self._slots, self._weights.repeat(self._counts), size)
        self._counted = np.bincount(self._slots, minlength=size)
        self._least = needed[np.minimum(self._counted, len(needed) - 1)] - _SLACK

    def _find_rarity(self) -> Row:
        """For each stem, from 1 where one claim has it to 0 where all have it. Wordings of one claim count once."""
        numbers = {claim: at for at, claim in enumerate(sorted(set(self._claims.values())))}
        claims = np.zeros(len(self._sizes), dtype=np.int64)
        claims[list(self._claims)] = [numbers[claim] for claim in self._claims.values()]
        stems = np.arange(len(self._stems)).repeat(self._counts)
        pairs = _sort_apart((stems << _SLOT_BITS) | claims[self._slots])
        having = np.bincount(pairs >> _SLOT_BITS, minlength=len(self._stems))
        rarity: Row = 1 - np.log(having) / math.log(len(numbers) + PRIOR)
        return rarity

    def _find_telling(self, of: Row, stock: Mapping[int, Row]) -> tuple[Row, Row]:
        """Which words of the wordings tell what they are about, and which stand in stock phrases beside others that do:
        bool. `of`: the slot of each word."""
        telling: Row = (self._tokens < STOP_FROM) & ~np.isin(self._tokens, self._names)
        stocked = np.zeros(len(telling), dtype=bool)
        for slot, marked in stock.items():
            stocked[self._firsts_of[slot] : self._firsts_of[slot + 1]] = marked[: self._sizes[slot]]
        own = telling & ~stocked
        settled = np.bincount(of[own], minlength=len(self._sizes)) > 0
        settled[list(self._parts)] = True
        return np.where(settled[of], own, telling), stocked & settled[of]

    def get(self, slot: int) -> Wording:
        """A wording with the weights of its words."""
        made = self._made.get(slot)
        if made is None:
            place = slice(self._firsts_of[slot], self._firsts_of[slot + 1])
            tokens, telling = self._tokens[place], self._telling[place]
            weights = np.where(self._stocked[place], STOCK_WEIGHT, STOP_WEIGHT)
            weights[telling] = self._weights[self._stems.searchsorted(tokens[telling])]
            made = Wording(tokens.tolist(), weights.tolist(), int(self._counted[slot]))
            self._made[slot] = made
        return made

    def find_windows(self, read: Stemmed) -> list[Window]:
        """The stretches of a text that have enough of a wording's weight, MOST_PLACES of each at most, those with most
        of it. Linear in the text's length, and in how often its words stand in wordings. `settle` has been called."""
        if not len(self._stems) or not len(read):
            return []
        ahead = int(self._lengths.max())
        found = [
            self._search(read.tokens[low : low + _BLOCK + ahead], low) for low in range(0, len(read), _BLOCK)
        ]
        rows = [np.concatenate(column) for column in zip(*found, strict=True)]
        slots, firsts = _thin(rows[0], rows[1], rows[2], self._lengths)
        windows: list[Window] = []
        taken: list[Window] = []
        for slot, first in zip(slots.tolist(), firsts.tolist(), strict=True):
            if taken and taken[0].slot != slot:
                taken = []
            length = int(self._lengths[slot])
            if len(taken) < MOST_PLACES and all(abs(first - other.first) >= length for other in taken):
                taken.append(Window(slot, first, min(first + length, len(read))))
                windows.append(taken[-1])
        return windows

    def _search(self, tokens: Row, low: int) -> tuple[Row, Row, Row]:
        """The windows that begin in a block: slot, first word, share of the wording's weight."""
        words, places = np.unique(tokens, return_inverse=True)
        at = self._stems.searchsorted(words)
        at[at == len(self._stems)] = 0
        known = self._stems[at] == words
        counts = np.where(known, self._counts[at], 0)
        counts = _pass_over(counts, places)
        rows = counts[places]
        here = rows.nonzero()[0]
        hits = self._slots[spread_ranges(self._firsts[at][places[here]], rows[here])]
        hits <<= _POSITION_BITS
        hits |= here.repeat(rows[here])
        hits.sort()
        slots, positions = hits >> _POSITION_BITS, hits & ((1 << _POSITION_BITS) - 1)
        lengths = self._lengths[slots]
        weights = self._weights[at][places][positions]
        # of a word that is repeated, the first in each cell counts; a copy of the wording still has all its weight in
        # the window that begins with the first that counts, since a cell is half as long as the wording
        cells = np.maximum(self._sizes[slots] // 2, 1)
        weights *= _find_last(places)[positions] // cells < positions // cells
        sums = np.concatenate(([0.0], weights.cumsum()))
        shares = (sums[hits.searchsorted(hits + lengths)] - sums[:-1]) / self._totals[slots]
        enough = (shares >= self._least[slots]) & (positions < _BLOCK)
        return slots[enough], positions[enough] + low, shares[enough]


def _thin(slots: Row, firsts: Row, shares: Row, lengths: Row) -> tuple[Row, Row]:
    """Of the windows of a wording that begin within a length of each other the one with most of its weight, and of all
    these the few with most; by slot, and within one the best first."""
    stretches = firsts // np.maximum(lengths[slots], 1)
    order = np.lexsort((firsts, -shares, stretches, slots))
    slots, firsts, shares, stretches = (row[order] for row in (slots, firsts, shares, stretches))
    best = np.ones(len(slots), dtype=bool)
    best[1:] = (slots[1:] != slots[:-1]) | (stretches[1:] != stretches[:-1])
    slots, firsts, shares = slots[best], firsts[best], shares[best]
    order = np.lexsort((firsts, -shares, slots))
    slots, firsts = slots[order], firsts[order]
    begins = _find_firsts(slots)
    rank = np.arange(len(slots)) - begins.repeat(np.diff(begins, append=len(slots)))
    few = rank < _MOST_LOOKED_AT
    return slots[few], firsts[few]


def _sort_apart(row: Row) -> Row:
    """The values of a row in order, each once."""
    row.sort()
    return row[_find_firsts(row)]


def _find_firsts(row: Row) -> Row:
    """Where in a sorted row each value stands first."""
    if not len(row):
        return _NOTHING
    return np.concatenate(([0], (row[1:] != row[:-1]).nonzero()[0] + 1))


def _pass_over(counts: Row, places: Row) -> Row:
    """Without the words that have most rows, where all have too many together."""
    rows = counts * np.bincount(places, minlength=len(counts))
    if int(rows.sum()) <= _MOST_HITS:
        return counts
    fewest = rows.argsort(kind="stable")
    kept = fewest[: int(rows[fewest].cumsum().searchsorted(_MOST_HITS))]
    left = np.zeros_like(counts)
    left[kept] = counts[kept]
    return left


def _find_last(places: Row) -> Row:
    """For each word of a block, where the same one stood last before it; far off for the first."""
    order = places.argsort(kind="stable")
    same = places[order][1:] == places[order][:-1]
    last = np.full(len(places), -(1 << _POSITION_BITS), dtype=np.int64)
    last[order[1:][same]] = order[:-1][same]
    return last
