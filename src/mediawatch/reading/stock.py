"""What may be shared without being taken over: phrases that everybody uses, names and titles.

A phrase that stands in many of our works is stock (`phrases.settle`). One that stands in many reports may be so too,
or it may come from a statement of ours that everybody printed. The words round it tell: stock phrases stand alone,
a statement comes whole. So only what a report shares in short runs is counted here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from mediawatch.reading.hashed_words import Row
from mediawatch.reading.phrases import STOCK_SHARE
from mediawatch.reading.reuse import FEWEST_WORDS
from mediawatch.reading.words import WORD

FEWEST_REPORTS: Final = 10
"""A phrase is never stock that stands in fewer reports than this."""
WHOLE_PASSAGE: Final = 25
"""A match of so many words is a passage of ours and no phrase, however many reports have it."""
FEWEST_OUTSIDE_NAMES: Final = 5
"""Words of a find that are part of no name and no title of ours."""
_LONG_WORD: Final = 5
"""Letters. A sentence of eight words has a verb or an adverb so long in lower case, in German too; a name has only
"of", "and", "für", "with"."""
_FEWEST_CAPITALS: Final = 3
_ADDRESS: Final = re.compile(r"://|\bwww\.|[a-z\d-]{2}\.[a-z]{2}", re.IGNORECASE)
_STOPS: Final = ".!?:;"
_ROUND_WORDS: Final = ".,!?:;\"'()[]“”‘’„«»"
_LONGEST_NAME: Final = 16
"""Words; longer finds are never taken for a name."""


class ReportCounts:
    """In how many reports each phrase of ours was found by itself."""

    def __init__(self, reports: int, keys: Row, counts: Row) -> None:
        """`keys`: uint64, sorted, each once; `counts`: uint32 beside them."""
        self.reports = reports
        self.keys = keys
        self.counts = counts

    def add(self, keys: Row) -> Row:
        """Count one more report, which has these phrases, sorted and each once; gives those that are stock now."""
        self.reports += 1
        at = np.searchsorted(self.keys, keys)
        known = np.zeros(len(keys), dtype=bool)
        if len(self.keys):
            known = self.keys[np.minimum(at, len(self.keys) - 1)] == keys
            self.counts[at[known]] += np.uint32(1)
        self.keys = np.insert(self.keys, at[~known], keys[~known])
        self.counts = np.insert(self.counts, at[~known], np.uint32(1))
        return self.list_stock()

    def take(self, other: ReportCounts) -> Row:
        """Take over the counts of phrases that are not counted here; gives those that are stock now."""
        new = ~np.isin(other.keys, self.keys)
        keys = np.concatenate([self.keys, other.keys[new]])
        order = keys.argsort(kind="stable")
        self.keys = keys[order]
        self.counts = np.concatenate([self.counts, other.counts[new]])[order]
        self.reports = max(self.reports, other.reports)
        return self.list_stock()

    def list_stock(self) -> Row:
        """The phrases that stand in so many reports that they are stock, sorted."""
        fewest = max(FEWEST_REPORTS, math.ceil(STOCK_SHARE * self.reports))
        return self.keys[self.counts >= fewest]


class Names:
    """Names and titles, as rows of hashed words."""

    def __init__(self, names: Iterable[tuple[int, ...]]) -> None:
        self.names = tuple(dict.fromkeys(name for name in names if name))
        self._by_first: dict[int, list[tuple[int, ...]]] = {}
        for name in self.names:
            self._by_first.setdefault(name[0], []).append(name)

    def count_outside(self, words: Sequence[int]) -> int:
        """How many of these words are part of no name."""
        outside = at = 0
        while at < len(words):
            longest = 0
            for name in self._by_first.get(words[at], ()):
                if len(name) > longest and tuple(words[at : at + len(name)]) == name:
                    longest = len(name)
            outside += not longest
            at += longest or 1
        return outside


def has_enough_words(text: str) -> bool:
    """Whether a find has FEWEST_WORDS words as people count them: what stands between spaces is one, and an address is
    none. Scripts without spaces have as many as characters."""
    words = 0
    for chunk in text.split():
        if not _ADDRESS.search(chunk):
            words += 1 if chunk.isalpha() and chunk.isascii() else _count_in_chunk(chunk)
            if words >= FEWEST_WORDS:
                return True
    return False


def _count_in_chunk(chunk: str) -> int:
    """One for what has a word; more where words touch, as they do in scripts without spaces only."""
    found = list(WORD.finditer(chunk))
    touching = sum(one.end() == other.start() for one, other in pairwise(found))
    return touching + bool(found)


def reads_as_name(text: str) -> bool:
    """Whether words, as they are written, are somebody's name or a heading: several longer words with a capital, none
    without, and no end of a sentence between. Scripts without capitals have no names here."""
    words = text.split()
    if len(words) > _LONGEST_NAME or any(word[-1] in _STOPS for word in words[:-1]):
        return False
    longer = [letters for word in words if len(letters := word.strip(_ROUND_WORDS)) >= _LONG_WORD]
    return len(longer) >= _FEWEST_CAPITALS and all(word[0].isupper() for word in longer)
