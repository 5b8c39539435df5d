"""The layout of a statement that answers a report point by point, and what is left in it for a person to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_PLACEHOLDER: Final = re.compile(r"\[FILL IN\b[^\[\]]*\]", re.IGNORECASE)
_LONGEST_SHOWN: Final = 120
"""Characters of a placeholder that an error shows."""

OPENING: Final = "[FILL IN: in one or two sentences, what this is about and what we say to it]"
CLOSING: Final = "[FILL IN: whom to ask for more, with telephone and mail]"


@dataclass(frozen=True, slots=True)
class Said:
    """Where somebody said it, word for word."""

    quote: str
    outlet: str
    """"" when unknown"""
    day: str
    """as people say it: "4 March 2026", "March 2026 (a guess)", "date unknown" """
    title: str
    """of the report"""
    address: str
    """of the report; "" for a cutting"""
    place: str = ""
    """page or time code"""
    speaker: str = ""
    """who said it, where it is not the author"""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One claim, and what is known to answer it."""

    wording: str
    """the claim in our own sentence"""
    said: tuple[Said, ...]
    """where it was said; the first is quoted whole, the others are listed"""
    answer: str = ""
    """an approved answer to it; "" when there is none"""
    same_as: int = 0
    """an earlier point, counted from 1, that the same answer answers; 0 for none"""
    evidence: tuple[str, ...] = ()
    """names of files and addresses that support the answer"""


def lay_out(points: Sequence[Point]) -> str:
    """The text of a statement: for each point what they said, word for word with its place, then what is true.

    What nobody has written yet stands there as a placeholder, `[FILL IN: …]`. The claim in our own words is in
    placeholders only: a statement that repeats a false claim as a heading spreads it.
    """
    parts = [OPENING]
    for number, point in enumerate(points, 1):
        parts += [f"{number}. What was said", *(_quote(said) for said in point.said[:1])]
        if len(point.said) > 1:
            parts.append("\n".join(["The same was said here too:", *map(_list, point.said[1:])]))
        parts += ["What is true", _answer(point)]
        if point.evidence:
            parts.append("\n".join(["Evidence:", *(f"- {piece}" for piece in point.evidence)]))
        elif not point.same_as:
            parts.append(f"[FILL IN: the evidence for point {number}, or take this line out]")
    return "\n\n".join([*parts, CLOSING])


def find_placeholders(text: str) -> list[str]:
    """What is left to fill in, in order, each as one line of at most some 120 characters."""
    return [_shorten(found.group()) for found in _PLACEHOLDER.finditer(text)]


def _answer(point: Point) -> str:
    if point.same_as:
        return f"See point {point.same_as}."
    wording = " ".join(point.wording.replace("[", "(").replace("]", ")").split())
    return point.answer or f"[FILL IN: what is true, with figure, date and source; they claim: {wording}]"


def _quote(said: Said) -> str:
    lines = [_in_marks(said.quote)]
    if said.translation:
        lines.append(f"In translation: {_in_marks(said.translation)}")
    lines.append(f"({_source(said)})")
    return "\n".join(lines)


def _list(said: Said) -> str:
    return f"- {_in_marks(' '.join(said.quote.split()))} ({_source(said)})"


def _source(said: Said) -> str:
    parts = (
        f"{said.speaker} in" if said.speaker else "",
        _joined((said.outlet or "outlet unknown", _in_marks(said.title) if said.title else "", said.place)),
    )
    return _joined((" ".join(part for part in parts if part), said.day, said.address))


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _in_marks(words: str) -> str:
    """Words between quotation marks other than those that they hold."""
    return f"‘{words}’" if "“" in words or "”" in words else f"“{words}”"


def _shorten(placeholder: str) -> str:
    line = " ".join(placeholder.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 2].rstrip() + "…]"
