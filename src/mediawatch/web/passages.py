"""A quote with the words round it, cut out of its text without reading the whole of it into a page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from mediawatch.web.marks import Mark, Paragraph, set_text
from mediawatch.web.reader import Reader
from mediawatch.web.states import tone_of

WORDS_AROUND = 240
"""Characters of the text shown before and after a quote, at most up to the paragraph's ends."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote with the words round it."""

    appearance: dict[str, Any]
    paragraphs: tuple[Paragraph, ...]
    cut_before: bool
    """the paragraph goes on before what is shown"""
    cut_after: bool

    @property
    def tone(self) -> str:
        """The style of its mark."""
        return tone_of(self.appearance["state"])


def frame_quote(window: str, start: int, end: int) -> tuple[str, int, bool, bool]:
    """Trim the words round a quote to its paragraphs, or to whole words where those go on.

    Gives the text to show, where it begins in `window`, and whether anything of the paragraph was left out
    before and after it.
    """
    left = window.rfind("\n", 0, start) + 1
    cut_before = left == 0 and start >= WORDS_AROUND
    if cut_before:
        left = window.find(" ", 0, start) + 1
    right = window.find("\n", end)
    cut_after = right < 0 and len(window) - end >= WORDS_AROUND
    if cut_after:
        right = window.rfind(" ", end)
    if right < 0:
        right = len(window)
    return window[left:right], left, cut_before, cut_after


async def read_passage(reader: Reader, appearance: dict[str, Any], number: int = 1) -> Passage:
    """An appearance in its paragraph; its quote is marked with `number`."""
    first = max(0, appearance["start"] - WORDS_AROUND)
    found = await reader.row(
        "SELECT substr(text, :first + 1, :length) AS window FROM texts WHERE id = :text",
        {
            "text": appearance["text"],
            "first": first,
            "length": appearance["end"] + WORDS_AROUND - first,
        },
    )
    window = found["window"] if found else ""
    shown, left, cut_before, cut_after = frame_quote(
        window, appearance["start"] - first, appearance["end"] - first
    )
    marks = [
        Mark(part["start"] - first - left, part["end"] - first - left, number)
        for part in json.loads(appearance["parts"])
    ]
    return Passage(appearance, tuple(set_text(shown, marks)), cut_before, cut_after)
