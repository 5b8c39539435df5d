"""Every phrase of our works in one sorted table, so that any run of words is found in all of them at once.

The table has one row for each word of our works: the phrase of four words that begins there, as 64 bits. The first
two words take 20 bits each, the other two 12, so that the rows of one word, of two and of three words also lie side
by side. What the bits cannot tell apart is told apart by comparing the words themselves: no place leaves this file
unless every word agrees.

A phrase that stands in many works is a stock phrase: it is found when somebody quotes it, but shared use of it
shows nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from mediawatch.reading.hashed_words import BREAK, Row

LENGTH: Final = 4
"""Words of a phrase. Measured on news: three give ten times as many chance hits to look at, five lose one in twenty
misquoted passages of 15 words."""
FEWEST_WORKS: Final = 5
"""A phrase is never stock that stands in fewer works than this."""
STOCK_SHARE: Final = 0.01
"""It is stock when it stands in this share of our works, or of the reports that the index has learnt from."""
MOST_ROWS: Final = 1000
"""A phrase that stands more often is passed over, whatever the number of works."""
MOST_HITS: Final = 200_000
"""Hits that one report may have; past them its most frequent phrases are passed over. A report without repetition
has a few hits for each of its words."""

_STEPS: Final = np.arange(LENGTH)
_SHIFTS: Final = (0, 44, 24, 12, 0)
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_SLOTS_PER_ROW: Final = 16
_FEWEST_SLOTS: Final = 1 << 12
_MOST_SLOTS: Final = 1 << 25


class Phrases:
    """The words of our works one after the other, and the table of their phrases."""

    def __init__(self, words: Row, order: Row, stock_share: float = STOCK_SHARE) -> None:
        """`words`: uint32, every text followed by at least three BREAKs; `order`: uint32, where each phrase begins,
        sorted by phrase and then by place. Both as another table gave them, or empty."""
        self._stock_share = stock_share
        self.words = words
        self.order = order
        self._keys = _make_keys(words)[order] if len(order) else np.zeros(0, dtype=np.uint64)
        self._stock = np.zeros(len(order), dtype=bool)
        self._slots = np.zeros(_FEWEST_SLOTS, dtype=bool)
        self._slot_shift = np.uint64(64 - 12)

    def __len__(self) -> int:
        return len(self.order)

    def append(self, words: Row) -> None:
        """Take further texts in, each followed by three BREAKs. Costs a copy of the table, not a sort."""
        base = len(self.words)
        keys = _make_keys(words)
        places = (words != BREAK).nonzero()[0]
        places = places[np.argsort(keys[places], kind="stable")]
        keys = keys[places]
        at = np.searchsorted(self._keys, keys, side="right")
        self.words = np.concatenate((self.words, words))
        self.order = np.insert(self.order, at, (places + base).astype(np.uint32))
        self._keys = np.insert(self._keys, at, keys)

    def keep(self, stays: Row) -> None:
        """Keep the words for which `stays` is true, which are whole texts; those behind the others move up."""
        places = stays.cumsum() - 1
        rows = stays[self.order]
        self.order = places[self.order[rows]].astype(np.uint32)
        self._keys = self._keys[rows]
        self.words = self.words[stays]

    def settle(self, bases: Row, works: Row, learnt: Row) -> None:
        """Say which phrases are stock, after texts came or went. Linear in the number of words.

        `bases`: where each text begins; `works`: the work it belongs to; `learnt`: phrases (`list_keys`) that are
        stock for another reason, sorted.
        """
        self._stock = self._find_stock(bases, works)
        self.add_stock(learnt)
        bits = int(min(max(len(self) * _SLOTS_PER_ROW, _FEWEST_SLOTS), _MOST_SLOTS) - 1).bit_length()
        self._slot_shift = np.uint64(64 - bits)
        self._slots = np.zeros(1 << bits, dtype=bool)
        self._slots[(self._keys[~self._stock] * _SPREAD) >> self._slot_shift] = True

    def add_stock(self, keys: Row) -> None:
        """Take these phrases, sorted, as stock from now on."""
        if not len(keys) or not len(self):
            return
        lows = np.searchsorted(self._keys, keys, "left").tolist()
        highs = np.searchsorted(self._keys, keys, "right").tolist()
        for low, high in zip(lows, highs, strict=True):
            self._stock[low:high] = True

    def list_frequent(self, most: int) -> Row:
        """The phrases that stand more often than `most` times, sorted, each once."""
        later = self._keys[most:]
        frequent: Row = np.unique(later[later == self._keys[: len(later)]])
        return frequent

    def mark_stock(self) -> Row:
        """Which of our words stand in a stock phrase: bool, one for each word and break."""
        marked = np.zeros(len(self.words) + LENGTH, dtype=bool)
        starts = self.order[self._stock].astype(np.int64)
        for step in range(LENGTH):
            marked[starts + step] = True
        return marked[: len(self.words)]

    def _find_stock(self, bases: Row, works: Row) -> Row:
        stock = np.zeros(len(self), dtype=bool)
        if not len(self):
            return stock
        firsts = np.concatenate(([0], (self._keys[1:] != self._keys[:-1]).nonzero()[0] + 1))
        sizes = np.diff(np.append(firsts, len(self)))
        fewest = max(FEWEST_WORKS, math.ceil(self._stock_share * len(np.unique(works))))
        groups = (sizes >= fewest).nonzero()[0]
        if not len(groups):
            return stock
        rows = spread_ranges(firsts[groups], sizes[groups])
        group = np.repeat(groups, sizes[groups])
        work = works[np.searchsorted(bases, self.order[rows], "right") - 1]
        by_work = np.lexsort((work, group))
        group, work = group[by_work], work[by_work]
        first_of_work = np.concatenate(([True], (group[1:] != group[:-1]) | (work[1:] != work[:-1])))
        counts = np.bincount(group[first_of_work], minlength=len(sizes))
        return np.repeat((counts >= fewest) | (sizes > MOST_ROWS), sizes)

    def find_hits(self, words: Row) -> tuple[Row, Row]:
        """Every phrase of a text that stands in our works and is not stock: the place of its first word in the text,
        and in our words. int64, sorted by the first."""
        nothing = np.zeros(0, dtype=np.int64)
        if len(words) < LENGTH or not len(self):
            return nothing, nothing
        keys = _join_words(words[:-3], words[1:-2], words[2:-1], words[3:])
        maybe = self._slots.take(((keys * _SPREAD) >> self._slot_shift).view(np.int64)).nonzero()[0]
        if not maybe.size:
            return nothing, nothing
        wanted = keys[maybe]
        lows = self._keys.searchsorted(wanted, "left")
        lows[lows == len(self)] = 0
        there = (self._keys[lows] == wanted) & ~self._stock[lows]
        maybe, wanted, lows = maybe[there], wanted[there], lows[there]
        counts = self._count_rows(wanted, lows)
        if int(counts.sum()) > MOST_HITS:
            rarest = counts.argsort(kind="stable")
            rarest = np.sort(rarest[: int(counts[rarest].cumsum().searchsorted(MOST_HITS))])
            maybe, lows, counts = maybe[rarest], lows[rarest], counts[rarest]
        theirs = maybe.repeat(counts)
        ours = self.list_rows(lows, counts)
        same = (words[theirs[:, None] + _STEPS] == self.words[ours[:, None] + _STEPS]).all(axis=1)
        return theirs[same], ours[same]

    def _count_rows(self, keys: Row, lows: Row) -> Row:
        """How many rows of the table have these phrases, of which the first rows are given."""
        following = lows + 1
        following[following == len(self)] = 0
        if (self._keys[following] == keys).any():
            return self._keys.searchsorted(keys, "right") - lows
        return np.ones(len(keys), dtype=np.int64)

    def list_keys(self, words: Row, places: Row) -> Row:
        """The phrases that begin at these places of a text, sorted, each once: uint64."""
        return np.unique(_join_words(words[places], words[places + 1], words[places + 2], words[places + 3]))

    def count(self, *columns: Row) -> tuple[Row, Row]:
        """For runs of one to four words, the first words of all of them, then the second words, and so on: the first
        row of the table that begins with each run, and how many do."""
        filled = [*columns, *[np.zeros(len(columns[0]), np.uint32)] * (LENGTH - len(columns))]
        keys = _join_words(filled[0], filled[1], filled[2], filled[3])
        lows = self._keys.searchsorted(keys, "left")
        keys |= np.uint64((1 << _SHIFTS[len(columns)]) - 1)
        return lows, self._keys.searchsorted(keys, "right") - lows

    def list_rows(self, lows: Row, counts: Row) -> Row:
        """The places of several stretches of the table, one after the other: int64. Words whose 20 bits agree with
        others' come with them."""
        return self.order[spread_ranges(lows, counts)].astype(np.int64)

    def list_places(self, run: Sequence[int], low: int, count: int) -> Row:
        """Where a run of words stands, of the rows that `count` gave for it: int64, in order."""
        places = np.sort(self.order[low : low + count]).astype(np.int64)
        for at, word in enumerate(run):
            places = places[self.words[places + at] == word]
        return places


def _make_keys(words: Row) -> Row:
    """The phrase that begins at each word: uint64. The last three have BREAKs behind them."""
    padded = np.concatenate((words, np.full(LENGTH - 1, BREAK, dtype=np.uint32)))
    return _join_words(padded[:-3], padded[1:-2], padded[2:-1], padded[3:])


def _join_words(first: Row, second: Row, third: Row, fourth: Row) -> Row:
    """Phrases of four words as 64 bits: the upper 20 of the first two, the upper 12 of the others."""
    keys = (first >> np.uint32(12)).astype(np.uint64)
    keys <<= np.uint64(20)
    keys |= second >> np.uint32(12)
    keys <<= np.uint64(12)
    keys |= third >> np.uint32(20)
    keys <<= np.uint64(12)
    keys |= fourth >> np.uint32(20)
    return keys


def spread_ranges(firsts: Row, sizes: Row) -> Row:
    """The numbers of several ranges, one range after the other: int64."""
    past = sizes.cumsum()
    spread: Row = np.arange(int(past[-1]) if len(past) else 0) + np.repeat(firsts - (past - sizes), sizes)
    return spread
