"""A text in paragraphs, with quotes and mentions marked in it. Pure: values in, values out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_BREAK = re.compile(r"\s*\n\s*")
"""Between two paragraphs: one blank line or one line break (model.Text)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked. Marks may overlap."""

    start: int
    end: int
    quote: int = 0
    """number of the quote it belongs to, from 1; 0 for a mention"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks."""

    text: str
    quotes: tuple[int, ...] = ()
    """numbers of the quotes that hold it, in order"""
    mention: bool = False
    begins: tuple[int, ...] = ()
    """quotes whose first words these are: links lead here"""
    ends: tuple[int, ...] = ()
    """quotes that end here, in order: their number is shown behind it"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and the quotes whose notes stand beside it."""

    pieces: tuple[Piece, ...]
    notes: tuple[int, ...]
    """numbers of the quotes that end in it, in order"""


def split_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph, without the blanks between them."""
    at = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    for gap in _BREAK.finditer(text, at, last):
        yield at, gap.start()
        at = gap.end()
    if at < last:
        yield at, last


def cut(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The pieces of one paragraph, given the marks that touch it; where quotes begin and end is not said yet."""
    edges = {start, end}
    for mark in marks:
        edges.update(edge for edge in (mark.start, mark.end) if start < edge < end)
    places = sorted(edges)
    for left, right in pairwise(places):
        over = [mark for mark in marks if mark.start < right and mark.end > left]
        yield Piece(
            text=text[left:right],
            quotes=tuple(sorted({mark.quote for mark in over if mark.quote})),
            mention=any(not mark.quote for mark in over),
        )


def cut_all(text: str, marks: Iterable[Mark]) -> list[list[Piece]]:
    """The pieces of every paragraph; each mark is looked at only where it reaches."""
    waiting = deque(sorted(marks, key=lambda mark: mark.start))
    reaching: list[Mark] = []
    made = []
    for start, end in split_paragraphs(text):
        while waiting and waiting[0].start < end:
            reaching.append(waiting.popleft())
        reaching = [mark for mark in reaching if mark.end > start]
        made.append(list(cut(text, start, end, reaching)))
    return made


def set_text(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """The paragraphs of a text with its marks.

    A quote of several parts, or over several paragraphs, has its number once: behind its last words. Its note
    stands beside the paragraph in which it ends.
    """
    cut_up = cut_all(text, marks)
    first: dict[int, tuple[int, int]] = {}
    last: dict[int, tuple[int, int]] = {}
    for row, pieces in enumerate(cut_up):
        for column, piece in enumerate(pieces):
            for quote in piece.quotes:
                first.setdefault(quote, (row, column))
                last[quote] = (row, column)
    notes: list[list[int]] = [[] for _ in cut_up]
    for quote in sorted(last):
        notes[last[quote][0]].append(quote)
    return [
        Paragraph(
            pieces=tuple(
                replace(
                    piece,
                    begins=tuple(quote for quote in piece.quotes if first[quote] == (row, column)),
                    ends=tuple(quote for quote in piece.quotes if last[quote] == (row, column)),
                )
                for column, piece in enumerate(pieces)
            ),
            notes=tuple(notes[row]),
        )
        for row, pieces in enumerate(cut_up)
    ]
