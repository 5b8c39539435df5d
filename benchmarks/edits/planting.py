"""Reports that quote: real texts with quotations put into them at random places, in marks of five styles.

Where a reader could not tell which mark closes a quotation, it is not made: none of the words bears the marks of its
own style, and between single curly marks no word ends in an apostrophe ("tenants’").
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

from edits.sources import Source, has_marks, marks_are_paired

Between = Literal["", "attribution", "paragraphs", "stop outside", "comma inside"]
STYLES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        "straight": (('"', '"'),),
        "curly double": (("“", "”"),),
        "curly single": (("‘", "’"),),
        "German": (("„", "“"),),
        "guillemets": (("«", "»"), ("«\u202f", "\u202f»"), ("«\xa0", "\xa0»"), ("»", "«")),
    }
)
_STOP: Final = re.compile(r"[^\W\d_]{4,}[.!?](?= [^\W\d_])")


@dataclass(frozen=True, slots=True)
class Planted:
    """A quotation in a report."""

    item: int
    """which of those that were to be put in"""
    style: str
    spans: tuple[tuple[int, int], ...]
    """where its words stand in the report, without marks"""


@dataclass(frozen=True, slots=True)
class Report:
    text: str
    carrier: int
    """number of the source that it was made from"""
    planted: tuple[Planted, ...]


@dataclass(frozen=True, slots=True)
class Quoting:
    """What is to be quoted."""

    item: int
    parts: tuple[str, ...]
    between: Between
    language: str


def choose_style(quoting: Quoting, rng: random.Random) -> str | None:
    """A style whose marks do not stand in the words, or None where each does."""
    fitting = [style for style in STYLES if _fits(style, quoting)]
    return rng.choice(fitting) if fitting else None


def plant(
    carrier: Source, quoted: Sequence[Quoting], words: Mapping[str, Mapping[str, Any]], rng: random.Random
) -> Report:
    """The carrier with each of `quoted` at a place of its own.

    A place is the end of a paragraph (as a paragraph of its own, or in the same) or the end of a sentence in a
    paragraph without marks; never inside a quotation that the carrier has. Two may follow each other directly.
    Those for which there is no place or no style are left out.
    """
    places = _find_places(carrier.text)
    chosen = sorted(rng.sample(places, min(len(places), len(quoted))))
    pieces: list[str] = []
    planted: list[Planted] = []
    length = position = 0
    for (offset, joint), quoting in zip(chosen, quoted, strict=False):
        style = choose_style(quoting, rng)
        if style is None:
            continue
        said, spans = _write(quoting, style, words[quoting.language], rng)
        pieces += [carrier.text[position:offset], joint, said]
        length += offset - position + len(joint)
        planted.append(Planted(quoting.item, style, tuple((length + a, length + b) for a, b in spans)))
        length += len(said)
        position = offset
    pieces.append(carrier.text[position:])
    return Report("".join(pieces), carrier.number, tuple(planted))


def _fits(style: str, quoting: Quoting) -> bool:
    words = " ".join(quoting.parts)
    if quoting.between == "paragraphs" and style == "guillemets":
        return False  # what stands at the head of the second paragraph differs from house to house
    if style == "curly single":
        return "‘" not in words and "‚" not in words and not re.search(r"’(?!\w)|(?<!\w)’", words)
    marks = {mark.strip() for pair in STYLES[style] for mark in pair}
    return not any(mark in words for mark in marks)


def _write(
    quoting: Quoting, style: str, words: Mapping[str, Any], rng: random.Random
) -> tuple[str, list[tuple[int, int]]]:
    """The quotation with its marks and what is said round it, and where its words stand in that."""
    opening, closing = rng.choice(STYLES[style])
    first, last = quoting.parts[0], quoting.parts[-1]
    if quoting.between == "attribution":
        said = f"\0{first}\1{rng.choice(words['inside'])}\0{last}\1"
    elif quoting.between == "paragraphs":
        said = f"\0{first}\n\n{opening}\2{last}\1"
    elif quoting.between in ("stop outside", "comma inside"):
        said = rng.choice(words["stop_outside"]).format(q=f"\0{first}\1")
        if quoting.between == "comma inside":
            said = said.replace("\1,", "\1")
    else:
        said = rng.choice(words[rng.choice(["before", "before", "after"])]).format(q=f"\0{first}\1")
        if said.endswith("\1") and first[-1] not in ".!?":
            said += "."
    text = ""
    spans: list[tuple[int, int]] = []
    for piece in re.split("([\0\1\2])", said):
        text += {"\0": opening, "\1": closing, "\2": ""}.get(piece, piece)
        if piece in ("\0", "\2"):
            part = quoting.parts[len(spans)]
            spans.append((len(text), len(text) + len(part)))
    return text, spans


def _find_places(text: str) -> list[tuple[int, str]]:
    """Where a quotation can be put in, and what goes before it."""
    places: list[tuple[int, str]] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        words = paragraph.group()
        marked = has_marks(words)
        if marked and not marks_are_paired(words):
            continue
        places.append((paragraph.end(), "\n\n"))
        if words.rstrip()[-1:] in ".!?" and not marked:
            places += [(paragraph.start() + stop.end(), " ") for stop in _STOP.finditer(words)]
            places.append((paragraph.end(), " "))
    return [place for number, place in enumerate(places) if number == 0 or place[0] != places[number - 1][0]]
