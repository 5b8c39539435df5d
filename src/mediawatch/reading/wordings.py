"""The wordings of known claims, and where in a text enough of one's words stand close together.

Every telling word of every wording has a row in one sorted table. Words count by how rare they are among the wordings:
1 for one that stands in a single wording, less the more have it, and little for stop words and for names that are
watched for, which stand in every report. The table is searched for all words of a text at once; stretches of it where a
wording has most of its weight are windows, to be compared word by word (`likeness.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from mediawatch.reading.hashed_words import Row
from mediawatch.reading.phrases import spread_ranges
from mediawatch.reading.stemmed import STOP_FROM, Stemmed

PRIOR: Final = 50
"""Wordings that are assumed beside those that are known, so that in a record of three claims a word that two of them
have is not taken for a common one."""
STOP_WEIGHT: Final = 0.1
"""Of a stop word and of a watched name, where a word that stands in one wording only weighs 1."""
LEAST_WEIGHT: Final = 0.2
"""Of any other word."""
MOST_PLACES: Final = 3
"""Windows of one wording in one text."""
_SLACK: Final = 0.1
"""Of a wording's weight, that stop words and words behind a window's end may add to it."""
_ROOM: Final = 6
"""Words that a window is longer than one and a half wordings."""
_BLOCK: Final = 1 << 12
"""Words of a text that are searched together; it bounds the memory for long ones."""
_MOST_HITS: Final = 1_000_000
"""Rows for the words of one block; past them, words that are frequent in both are passed over."""
_POSITION_BITS: Final = 24
_SHIFT: Final = np.uint64(32)


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
        self._keys = np.zeros(0, dtype=np.uint64)
        self._waiting: dict[int, Row] = {}
        self._gone: set[int] = set()
        self._names: frozenset[int] = frozenset()
        self._settled = True
        self._made: dict[int, Wording] = {}
        self._stems = self._firsts = self._counts = self._slots = np.zeros(0, dtype=np.int64)
        self._weights: Row = np.zeros(0)
        self._totals: Row = np.zeros(0)
        self._least: Row = np.zeros(0)
        self._sizes = self._lengths = np.zeros(0, dtype=np.int64)

    def add(self, slot: int, read: Stemmed) -> None:
        """Take a wording in; the slot is free, or was freed by `remove`."""
        self._rows[slot] = self._waiting[slot] = read.tokens
        self._settled = False

    def remove(self, slot: int) -> None:
        """Take a wording out."""
        del self._rows[slot]
        if self._waiting.pop(slot, None) is None:
            self._gone.add(slot)
        self._settled = False

    def set_names(self, tokens: Iterable[int]) -> None:
        """The tokens of the names that are watched for."""
        self._names = frozenset(tokens)
        self._settled = False

    def get(self, slot: int) -> Wording:
        """A wording with the weights of its words. `settle` has been called."""
        made = self._made.get(slot)
        if made is None:
            tokens = self._rows[slot]
            at = self._stems.searchsorted(tokens)
            at[at == len(self._stems)] = 0
            weights = np.where(self._stems[at] == tokens, self._weights[at], STOP_WEIGHT)
            telling = {token for token in tokens.tolist() if self._is_telling(token)}
            made = self._made[slot] = Wording(tokens.tolist(), weights.tolist(), len(telling))
        return made

    def _is_telling(self, token: int) -> bool:
        return token < STOP_FROM and token not in self._names

    def settle(self, needed: Row) -> None:
        """Bring what came and went into the table. `needed`: for each number of telling words, up to the last, the
        share of its weight that a wording must have in a text."""
        if self._settled:
            return
        # a slot that was freed and taken again first loses its old rows
        if self._gone:
            gone = np.zeros(
                1 + max(*self._gone, int((self._keys & np.uint64(0xFFFFFFFF)).max(initial=0))), bool
            )
            gone[list(self._gone)] = True
            self._keys = self._keys[~gone[(self._keys & np.uint64(0xFFFFFFFF)).astype(np.int64)]]
        if self._waiting:
            added = np.concatenate([self._list_keys(slot, row) for slot, row in self._waiting.items()])
            added.sort()
            self._keys = np.insert(self._keys, self._keys.searchsorted(added), added)
        self._waiting, self._gone, self._made = {}, set(), {}
        self._weigh(needed)
        self._settled = True

    def _list_keys(self, slot: int, tokens: Row) -> Row:
        telling = np.unique(tokens[tokens < STOP_FROM]).astype(np.uint64)
        return (telling << _SHIFT) | np.uint64(slot)

    def _weigh(self, needed: Row) -> None:
        """What each word weighs, and what each wording needs."""
        stems = (self._keys >> _SHIFT).astype(np.int64)
        self._slots = (self._keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        if not len(stems):
            self._stems = self._firsts = self._counts = np.zeros(0, dtype=np.int64)
            self._weights = np.zeros(0)
            return
        self._firsts = np.concatenate(([0], (stems[1:] != stems[:-1]).nonzero()[0] + 1))
        self._counts = np.diff(np.append(self._firsts, len(stems)))
        self._stems = stems[self._firsts]
        most = math.log(len(self._rows) + PRIOR)
        self._weights = np.maximum(1 - np.log(self._counts) / most, LEAST_WEIGHT)
        watched = np.isin(self._stems, np.array(sorted(self._names), dtype=np.int64))
        self._weights[watched] = STOP_WEIGHT
        size = int(self._slots.max()) + 1
        self._totals = np.bincount(self._slots, np.repeat(self._weights, self._counts), size)
        telling = np.bincount(self._slots, np.repeat(~watched, self._counts), size).astype(np.int64)
        self._least = needed[np.minimum(telling, len(needed) - 1)] - _SLACK
        self._sizes = np.zeros(size, dtype=np.int64)
        for slot, row in self._rows.items():
            if slot < size:
                self._sizes[slot] = len(row)
        self._lengths = self._sizes + self._sizes // 2 + _ROOM

    def find_windows(self, read: Stemmed) -> list[Window]:
        """The stretches of a text that have enough of a wording's weight, MOST_PLACES of each at most, those with most
        of it. Linear in the text's length, and in how often its words stand in wordings. `settle` has been called."""
        if not len(self._stems) or not len(read):
            return []
        ahead = int(self._lengths.max())
        found = [
            self._search(read.tokens[low : low + _BLOCK + ahead], low) for low in range(0, len(read), _BLOCK)
        ]
        slots, firsts, shares = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.lexsort((firsts, -shares, slots))
        windows: list[Window] = []
        taken: list[Window] = []
        for slot, first in zip(slots[order].tolist(), firsts[order].tolist(), strict=True):
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
        known = (self._stems[at] == words) & (self._weights[at] > STOP_WEIGHT)
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
