"""Texts as rows of tokens: the words of `hashed_words`, each with a number for what it has in common with its kin.

A telling word's token is the number of its stem, so that "claims" and "claimed" are the same token. A stop word's token
is the word itself: "was" and "were" say little, and are told apart.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mediawatch.reading.folding import fold_words
from mediawatch.reading.hashed_words import HashedWords, Row, WordReader
from mediawatch.reading.stems import stem
from mediawatch.reading.stop_words import STOP_WORDS

STOP_FROM: Final = 1 << 32
"""The lowest token of a stop word; those of telling words are lower."""
_MOST_KEPT: Final = 1 << 18
"""Words that are remembered: several times what a language has in common use."""


@dataclass(frozen=True, slots=True)
class Stemmed:
    """The words of a text, and their tokens beside them."""

    words: HashedWords
    tokens: Row
    """int64, one for each word, 1 or more"""

    def __len__(self) -> int:
        return len(self.tokens)


class StemReader:
    """Reads texts into tokens. Remembers the words that it has seen, since texts use the same ones."""

    def __init__(self, reader: WordReader | None = None) -> None:
        """`reader`: one that is there already; it takes some milliseconds to make."""
        self._reader = reader or WordReader()
        self._tokens: dict[int, int] = {}

    def read(self, text: str) -> Stemmed:
        """The words of a text and their tokens. Linear in its length."""
        return self.read_all([text])[0]

    def read_all(self, texts: Sequence[str]) -> list[Stemmed]:
        """The same for many texts, faster for short ones."""
        if len(self._tokens) > _MOST_KEPT:
            self._tokens.clear()
        read = self._reader.read_all(texts)
        return [Stemmed(words, self._look_up(text, words)) for text, words in zip(texts, read, strict=True)]

    def _look_up(self, text: str, words: HashedWords) -> Row:
        known = self._tokens
        hashes = words.hashes.tolist()
        for at, hashed in enumerate(hashes):
            if hashed not in known:
                place = words.place(at, at)
                known[hashed] = _number(fold_words(text[place.start : place.end]), hashed)
        return np.array([known[hashed] for hashed in hashes], dtype=np.int64)


def _number(word: str, hashed: int) -> int:
    """The token of a folded word: the same on every machine."""
    if word in STOP_WORDS:
        return STOP_FROM + hashed
    return zlib.crc32(stem(word).encode()) or 1
