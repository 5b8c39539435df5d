"""Where the very words of a quote stand: the same characters after folding, whole words, parts in their order.

- A place begins and ends where words do (`words.splits_quote`). Words that begin or end in punctuation need that
  punctuation in the text, and no word border there.
- An omission mark (… or ..., with or without brackets) splits a quote into parts. Each stands at the nearest place
  after the one before, at most MOST_LEFT_OUT characters on; where the first part stands several times, the tightest
  sequence counts.
- Quotation marks typed round the quote, or round a part, are left off where the text has none there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from mediawatch.model import QuotePart
from mediawatch.reading.folding import DOUBLE_QUOTES, SINGLE_QUOTES, FoldedText, fold_words
from mediawatch.reading.words import splits_quote

MOST_LEFT_OUT: Final = 2000
"""Characters that an omission mark may stand for: three or four paragraphs. Further apart, two passages are no longer
one quotation, and any two phrases of a long report would make one."""
MOST_COUNTED: Final = 10_000
"""Places that are looked at; more are in no text that people read."""
_OMISSION: Final = re.compile(
    r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.{3,}|\.\s\.\s\.)\s*"
)
_ALL_MARKS: Final = DOUBLE_QUOTES + SINGLE_QUOTES

Place = tuple[int, int]
"""Start and end in the folded text."""
Chain = tuple[Place, ...]
"""The place of each part, in order."""


def split_at_omissions(quote: str) -> tuple[str, ...]:
    """The parts of a quote as typed; one, the quote itself, when it has no omission mark inside or at an end."""
    return tuple(part for part in _OMISSION.split(quote.strip()) if part)


def find_places(text: FoldedText, part: str) -> list[Place]:
    """The places of a part, with the quotation marks typed round it if the text has them, else without."""
    wordings = list(_without_marks(fold_words(part).strip(" ")))
    if len(wordings) > 1 and wordings[-1] not in text.text:
        return []
    for wording in wordings:
        if places := _find_wording(text, wording):
            return places
    return []


def stands_at(text: FoldedText, part: QuotePart) -> bool:
    """Whether the words of a stored part stand at its very offsets, whatever their typography."""
    if part.end > len(text.original):
        return False
    place = text.from_original(part.start), text.from_original(part.end)
    return text.text[slice(*place)] == fold_words(part.exact) and _is_whole(text, place)


def stands_exactly(text: FoldedText, place: Place, part: str) -> bool:
    """Whether the original has the very characters of a part at its place, quotation marks at its ends aside."""
    span = text.to_original(*place)
    return text.original[span.start : span.end] in _without_marks(part)


def chain_places(parts: Sequence[Sequence[Place]]) -> list[Chain]:
    """The tightest sequences of places, one of each part in order, from the places of each part."""
    starts = [[start for start, _ in places] for places in parts]
    tightest: dict[Place, Chain] = {}
    for first in parts[0]:
        links = [first]
        for places, begins in zip(parts[1:], starts[1:], strict=True):
            end = links[-1][1]
            following = bisect_left(begins, end)
            if following == len(begins) or begins[following] - end > MOST_LEFT_OUT:
                break
            links.append(places[following])
        else:
            tightest[links[-1]] = tuple(links)  # a later first part with the same last one is nearer to it
    return list(tightest.values())


def _without_marks(wording: str) -> Iterator[str]:
    """The wording as it is, then without the quotation marks at its ends, as few left off as will do.

    A lone single mark may be an apostrophe (the dogs', 'tis) and is left off only where there is one at both ends.
    """
    yield wording
    body = wording.lstrip(_ALL_MARKS)
    opening = wording[: len(wording) - len(body)]
    core = body.rstrip(_ALL_MARKS)
    closing = body[len(core) :]
    if any(mark in DOUBLE_QUOTES for mark in closing):
        yield opening + core
    if any(mark in DOUBLE_QUOTES for mark in opening):
        yield core + closing
    if opening and closing:
        yield core


def _find_wording(text: FoldedText, wording: str) -> list[Place]:
    places = ((start, start + len(wording)) for start in _find_all(text.text, wording))
    return list(islice((place for place in places if _is_whole(text, place)), MOST_COUNTED))


def _find_all(text: str, wording: str) -> Iterator[int]:
    start = text.find(wording) if wording else -1
    while start >= 0:
        yield start
        start = text.find(wording, start + 1)


def _is_whole(text: FoldedText, place: Place) -> bool:
    """Whether a place begins and ends where words do, and letters with their accents."""
    start, end = place
    if splits_quote(text, start) or splits_quote(text, end):
        return False
    span = text.to_original(start, end)
    return text.from_original(span.start) == start and text.from_original(span.end) == end
