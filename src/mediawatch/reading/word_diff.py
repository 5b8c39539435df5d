"""Two wordings side by side, word by word: what stayed, what was changed, put in, left out.

Words and punctuation marks are compared folded (`folding.py`), so that a curly quotation mark or a line break is no
change. The pieces of each wording, put together, are that wording to the character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from mediawatch.reading.folding import fold
from mediawatch.reading.words import WORD

_TOKEN: Final = re.compile(rf"{WORD.pattern}|\.+|\S")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of both wordings."""

    kind: Literal["same", "changed", "inserted", "omitted"]
    """same: but for its typography; inserted: only in the new wording; omitted: only in the old one"""
    old: str
    """with the white space that follows it; "" where it was put in"""
    new: str


def diff_words(old: str, new: str) -> tuple[Change, ...]:
    """The stretches of two wordings in their order. Neighbours differ in kind. None when neither has words."""
    from rapidfuzz.distance import Indel  # only where there is something to compare

    olds, news = _read(old), _read(new)
    left, right = [word for word, _ in olds], [word for word, _ in news]
    changes: list[Change] = []
    for step in Indel.opcodes(left, right):
        before = "".join(words for _, words in olds[step.src_start : step.src_end])
        after = "".join(words for _, words in news[step.dest_start : step.dest_end])
        same = step.tag == "equal"
        if not same and changes and changes[-1].kind != "same":
            last = changes.pop()
            before, after = last.old + before, last.new + after
        changes.append(Change("same" if same else _name(before, after), before, after))
    return tuple(changes)


def _name(old: str, new: str) -> Literal["changed", "inserted", "omitted"]:
    if old and new:
        return "changed"
    return "omitted" if old else "inserted"


def _read(wording: str) -> list[tuple[str, str]]:
    """Words and marks, folded, each with the stretch of the wording from where it begins to where the next one does."""
    folded = fold(wording)
    words: list[str] = []
    starts: list[int] = []
    end = 0
    for found in _TOKEN.finditer(folded.text):
        span = folded.to_original(*found.span())
        if (
            span.start < end
        ):  # of one character of the wording, such as a fraction or a letter with its accent
            words[-1] += found.group()
        else:
            words.append(found.group())
            starts.append(span.start)
        end = span.end
    if starts:
        starts[0] = 0
    ends = [*starts[1:], len(wording)]
    return [(word, wording[start:stop]) for word, start, stop in zip(words, starts, ends, strict=False)]
