"""What of a claim is looked for by itself: its wordings, and of long ones each sentence, and what … sets apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from mediawatch.model import Span
from mediawatch.reading.hashed_words import Row
from mediawatch.reading.sentences import sentence_around
from mediawatch.reading.stemmed import STOP_FROM, Stemmed, StemReader

FEWEST_WORDS: Final = 3
FEWEST_TELLING: Final = 2
"""Different words that are neither stop words nor watched names. What has fewer stands everywhere."""
ENOUGH_WORDS: Final = 6
"""With so many words one telling word is enough: they are found where they stand as they are."""
MOST_WORDS: Final = 400
"""Of a longer wording only the beginning is compared word by word; runs of its words are found all the same."""
FEWEST_OF_PART: Final = 8
"""Words of a sentence, or of a part between omissions, that is looked for by itself."""

_OMISSION: Final = re.compile(r"[\[(]\s?(?:\.\s?\.\s?\.|…)\s?[\])]|\.(?:\s?\.){2,}|…")
_STOP: Final = re.compile("[.!?…\n\u061f\u06d4\u0964\u0965\u3002\uff01\uff1f\uff61]")
"""What ends a sentence, or stands for an omission."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A wording of a claim, or a part of one."""

    claim: int
    number: int
    """which of the claim's wordings"""
    text: str
    """the whole wording"""
    read: Stemmed
    """its words"""
    first: int
    past: int
    """which of them are the piece's"""
    leads: bool
    """whether it is the first piece of its wording: all of it, or of a very long one the beginning"""

    @property
    def is_whole(self) -> bool:
        """Whether it has all words of its wording."""
        return self.past - self.first == len(self.read)

    @property
    def tokens(self) -> Row:
        return self.read.tokens[self.first : self.past]

    @property
    def hashes(self) -> Row:
        return self.read.words.hashes[self.first : self.past]

    @property
    def span(self) -> Span:
        """In the wording, from the first word to the last."""
        return self.read.words.place(self.first, self.past - 1)


def cut(claim: int, number: int, text: str, read: Stemmed, names: frozenset[int]) -> Iterator[Piece]:
    """The pieces of a wording, the whole first; none where it is too short to be looked for."""
    if not has_enough(read.tokens, names):
        return
    most = min(len(read), MOST_WORDS)
    yield Piece(claim, number, text, read, 0, most, True)
    last = read.words.place(most - 1, most - 1)
    if most <= FEWEST_OF_PART or not _STOP.search(text, 0, last.start):
        return
    ranges = read.words.find_inside(list(_list_parts(text[: last.end])))
    if len(ranges) > 1:
        for first, past in ranges:
            if past - first >= FEWEST_OF_PART and has_enough(read.tokens[first:past], names):
                yield Piece(claim, number, text, read, first, past, False)


def _list_parts(text: str) -> Iterator[Span]:
    """The sentences between omissions."""
    at = 0
    for border in [*(found.span() for found in _OMISSION.finditer(text)), (len(text), len(text))]:
        while at < border[0]:
            end = min(sentence_around(text, at, at + 1).end, border[0])
            yield Span(at, end)
            at = max(end, at + 1)
            while at < border[0] and text[at].isspace():
                at += 1
        at = border[1]


def has_enough(tokens: Row, names: frozenset[int]) -> bool:
    """Whether words are enough, and enough of them tell something, for being looked for."""
    fewest = 1 if len(tokens) >= ENOUGH_WORDS else FEWEST_TELLING
    return len(tokens) >= FEWEST_WORDS and count_telling(tokens, names) >= fewest


def count_telling(tokens: Row, names: frozenset[int]) -> int:
    """How many different words are neither stop words nor watched names."""
    return len({token for token in np.unique(tokens).tolist() if token < STOP_FROM} - names)


def read_names(reader: StemReader, names: Iterable[str]) -> frozenset[int]:
    """The tokens of the words of names, stop words aside."""
    return frozenset(
        token for read in reader.read_all(list(names)) for token in read.tokens.tolist() if token < STOP_FROM
    )


def can_be_found(wording: str, *, names: Iterable[str] = ()) -> bool:
    """Whether a wording has enough words of its own to be looked for in reports."""
    reader = StemReader()
    return has_enough(reader.read(wording).tokens, read_names(reader, names))
