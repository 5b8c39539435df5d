"""The texts of our works as the index holds them: their words, where each stands, and the table of their phrases.

Texts that came or went are brought into the table together, when somebody looks. That takes a copy of the table, and
no sort of more than what came.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np

from mediawatch.citing import Passage
from mediawatch.model import Span
from mediawatch.reading.hashed_words import BREAK, HashedWords, Row
from mediawatch.reading.phrases import LENGTH, STOCK_SHARE, Phrases

_BREAKS: Final = np.full(LENGTH - 1, BREAK, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Shelved:
    """One text of the index."""

    number: int
    """the caller's"""
    work: int
    """the work of which it is a version"""
    size: int
    """its words and breaks"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A text's words and breaks, with where each begins and ends in it."""

    text: Shelved
    words: Row
    starts: Row
    ends: Row


class IndexedTexts:
    """Texts of our works, one after the other."""

    def __init__(
        self,
        texts: Sequence[Shelved],
        words: Row,
        starts: Row,
        ends: Row,
        order: Row,
        stock_share: float = STOCK_SHARE,
    ) -> None:
        """As `list_rows` of another gave them, or empty rows of uint32. `settle` is to be called before anything is
        looked for."""
        self.texts = list(texts)
        self.phrases = Phrases(words, order, stock_share)
        self._starts = starts
        self._ends = ends
        self._bases = _list_bases(self.texts)
        self._waiting: dict[int, _Row] = {}
        self._gone: set[int] = set()
        self._settled = not self.texts

    def list_rows(self) -> tuple[Row, Row, Row, Row]:
        """Words, starts, ends and the order of the phrases, for another one."""
        return self.phrases.words, self._starts, self._ends, self.phrases.order

    def list_numbers(self) -> set[int]:
        """The numbers of its texts."""
        return {text.number for text in self.texts} - self._gone | self._waiting.keys()

    def add(self, number: int, work: int, words: HashedWords, own: Sequence[Span] | None) -> None:
        """Take a text in, or its own passages only. One with its number goes."""
        self.remove(number)
        starts, ends = words.list_starts(), words.list_ends()
        inside = [(0, len(words))] if own is None else words.find_inside(own)
        hashes, begin, end = (
            np.concatenate(
                [part for first, past in inside for part in (row[first:past], _BREAKS)] or [_BREAKS]
            )
            for row in (words.hashes, starts, ends)
        )
        text = Shelved(number, work, len(hashes))
        self._waiting[number] = _Row(
            text, hashes.astype(np.uint32), begin.astype(np.uint32), end.astype(np.uint32)
        )

    def remove(self, number: int) -> None:
        """Take a text out; nothing happens when it is not in."""
        self._waiting.pop(number, None)
        if any(text.number == number for text in self.texts):
            self._gone.add(number)

    def settle(self, learnt: Row) -> None:
        """Bring what came and went into the table. `learnt`: phrases that are stock beside those of many works."""
        if self._settled and not self._waiting and not self._gone:
            return
        if self._gone:
            self._cut()
        if self._waiting:
            self._append()
        self._bases = _list_bases(self.texts)
        works = np.array([text.work for text in self.texts], dtype=np.int64)
        self.phrases.settle(np.array(self._bases, dtype=np.int64), works, learnt)
        self._settled = True

    def _cut(self) -> None:
        """Take out what went."""
        stays = np.repeat(
            np.array([text.number not in self._gone for text in self.texts], dtype=bool),
            [text.size for text in self.texts],
        )
        self.phrases.keep(stays)
        self._starts, self._ends = self._starts[stays], self._ends[stays]
        self.texts = [text for text in self.texts if text.number not in self._gone]
        self._gone = set()

    def _append(self) -> None:
        """Take in what came."""
        rows = list(self._waiting.values())
        self.phrases.append(np.concatenate([row.words for row in rows]))
        self._starts = np.concatenate([self._starts, *(row.starts for row in rows)])
        self._ends = np.concatenate([self._ends, *(row.ends for row in rows)])
        self.texts += [row.text for row in rows]
        self._waiting = {}

    def list_stock(self) -> dict[int, Row]:
        """For each text that has any, which of its words stand in stock phrases: bool, with its breaks. `settle` has
        been called."""
        marked = self.phrases.mark_stock()
        sums = np.concatenate(([0], marked.cumsum()))
        sizes = np.array([text.size for text in self.texts], dtype=np.int64)
        ends = sizes.cumsum()
        having = sums[ends] > sums[ends - sizes]
        return {
            text.number: marked[base : base + text.size]
            for text, base, has in zip(self.texts, self._bases, having.tolist(), strict=True)
            if has
        }

    def find_text(self, word: int) -> Shelved:
        """The text in which a word stands, counted through all texts."""
        return self.texts[bisect_right(self._bases, word) - 1]

    def locate(self, first: int, past: int, share: float = 1.0) -> Passage:
        """Words of one text, counted through all texts, as a passage of it; `past` is one past the last."""
        start, end = int(self._starts[first]), int(self._ends[past - 1])
        return Passage(self.find_text(first).number, start, end, share)


def _list_bases(texts: Sequence[Shelved]) -> list[int]:
    """Where each text begins."""
    return list(accumulate((text.size for text in texts[:-1]), initial=0)) if texts else []
