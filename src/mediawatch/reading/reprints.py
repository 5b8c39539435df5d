"""When many finds are one: a passage of ours in which we quote somebody, and a statement of ours printed whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.citing import Found, Passage
from mediawatch.model import Span
from mediawatch.reading.folding import fold_words
from mediawatch.reading.passages import Reuse
from mediawatch.reading.words import WORD

REPRINTED: Final = 0.8
"""Share of a report's words, or of a work's, from which on it is a reprint: the rest is a headline, a date, a line
about the sender."""
LEAST_REPRINTED: Final = 50
"""Words; a shorter statement is a quotation like others."""
MOST_BETWEEN: Final = 600
"""Characters between two pieces of one passage: somebody else's words that we quote there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a report without marks, with the places where they stand with us."""

    span: Span
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Reprint:
    """A stretch of a report that is a work of ours."""

    span: Span
    passage: Passage


def join_pieces(text: str, reuses: Sequence[Reuse], texts: Mapping[int, str]) -> list[Piece]:
    """Reuse in the order of the report, those pieces as one between which the same words stand there and with us."""
    pieces: list[Piece] = []
    for reuse in reuses:
        if pieces and (passages := _go_on(text, pieces[-1], reuse, texts)):
            pieces[-1] = Piece(Span(pieces[-1].span.start, reuse.span.end), passages)
        else:
            pieces.append(Piece(reuse.span, reuse.passages))
    return pieces


def _go_on(text: str, piece: Piece, reuse: Reuse, texts: Mapping[int, str]) -> tuple[Passage, ...]:
    """The places of a piece with a further one, in the works that have both with the same words between."""
    between = text[piece.span.end : reuse.span.start]
    if len(between) > MOST_BETWEEN:
        return ()
    words = WORD.findall(fold_words(between))
    joined = []
    for first in piece.passages:
        for second in reuse.passages:
            if first.work != second.work or not 0 <= second.start - first.end <= 2 * MOST_BETWEEN:
                continue
            if WORD.findall(fold_words(texts[first.work][first.end : second.start])) == words:
                joined.append(Passage(first.work, first.start, second.end))
    return tuple(joined)


def find_reprints(
    found: Sequence[Found],
    total: int,
    count: Callable[[Sequence[Span]], int],
    size_of: Callable[[int], int],
) -> list[Reprint]:
    """The stretches of a report that are hardly more than a work of ours.

    Args:
        found: quotations and reuse, in the order of the report.
        total: words of the report.
        count: how many words some spans of the report have.
        size_of: how many words of ours a text has.
    """
    by_version: dict[int, list[Found]] = {}
    for one in found:
        if one.version:
            by_version.setdefault(one.version, []).append(one)
    reprints: list[Reprint] = []
    for version, some in by_version.items():
        words = count([part for one in some for part in one.parts])
        whole = Span(some[0].start, max(one.end for one in some))
        alone = words >= REPRINTED * total
        in_a_row = words >= REPRINTED * max(size_of(version), count([whole]))
        quotation = len(some) == 1 and some[0].kind == "quotation"
        if words < LEAST_REPRINTED or not (alone or in_a_row) or quotation:
            continue
        if any(whole.start < other.span.end and other.span.start < whole.end for other in reprints):
            continue
        passages = [passage for one in some if one.graded for passage in one.graded.passages]
        low, high = min(span.start for span in passages), max(span.end for span in passages)
        reprints.append(Reprint(whole, Passage(version, low, high)))
    return reprints
