"""Where a sentence of ours begins and ends, for judging whether a quotation was cut.

What a person says in our text is quoted by others as a sentence of its own: behind a colon or comma and an opening
mark a sentence begins, and at the closing mark one ends, whatever our own sentence does (Ms Roe said: “We never
close.”). A bullet or a number before a sentence does not belong to it.
"""

from __future__ import annotations

import re
from typing import Final

from mediawatch.model import Span
from mediawatch.reading.sentences import end_of_sentence, start_of_sentence

_NUMBERED: Final = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]\)?\s+\W*", re.IGNORECASE)
_SPEECH_BEGINS: Final = re.compile(r"[:,]\s*[\"“„«‘'»][\s(\[]*\Z")
_SPEECH_ENDS: Final = re.compile(r"(?:[.,!?…]+\s?[\"”»“’'«]|[\"”»“«][.,])")
_GOES_ON: Final = re.compile(r"[\s,][\"“„«‘]\s?[a-z]")
_OPENING: Final = re.compile(r"(?:\A|[\s(\[])[\"“„«‘](\S)")
_TAIL: Final = re.compile(r"[.!?…]+")


def begins_sentence(text: str, sentence: Span, place: int) -> bool:
    """Whether the word at `place` is the first of its sentence, or of what somebody says in it."""
    before = text[sentence.start : place]
    if not any(map(str.isalnum, before)) or _NUMBERED.fullmatch(before):
        return True
    return text[place].isupper() and bool(_SPEECH_BEGINS.search(before))


def ends_sentence(text: str, sentence: Span, place: int) -> bool:
    """Whether the word that ends at `place` is the last of its sentence, or of what somebody says in it."""
    after = text[place : sentence.end]
    if not any(map(str.isalnum, after)):
        return True
    if not _SPEECH_ENDS.match(after) or _GOES_ON.search(after):
        return False
    opened = _OPENING.findall(text, sentence.start, place)
    return not opened or opened[-1].isupper()


def with_stop(text: str, place: int) -> int:
    """`place`, behind the stop that follows there."""
    found = _TAIL.match(text, place)
    return found.end() if found else place


def add_neighbours(text: str, whole: Span) -> Span:
    """A stretch of sentences with the sentence before it and the one after it."""
    before, after = whole.start - 1, whole.end
    while before >= 0 and text[before].isspace():
        before -= 1
    while after < len(text) and text[after].isspace():
        after += 1
    start = start_of_sentence(text, before) if before >= 0 else whole.start
    end = end_of_sentence(text, after + 1) if after < len(text) else whole.end
    return Span(min(start, whole.start), max(end, whole.end))
