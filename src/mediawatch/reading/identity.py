"""Which citation of a report was found before: the same words, or nearly the same place.

A report that is read again has another text, in which the same words stand elsewhere; and rules that change can make
a find a word longer or shorter. In both cases it is the same citation, and what a person said of it stays with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.reading.folding import fold_words
from mediawatch.reading.words import WORD

LEAST_OVERLAP: Final = 0.5
"""Share of the shorter of two places that must be common to both."""


@dataclass(frozen=True, slots=True)
class Known:
    """A citation that is there, or a find."""

    number: int
    kind: str
    text: int
    """number of the text in which it stands"""
    start: int
    end: int
    key: str
    """as make_key gives it"""


def make_key(kind: str, words: str, *, address: str = "", work: int = 0) -> str:
    """What makes a find the same in another text: its words, or for a link where it leads, and for the name of a work
    that we know, that work."""
    if kind == "link":
        return f"link\n{address}"
    if kind == "named" and work:
        return f"named\nw{work}"
    beginning = "named\n" if kind == "named" else "words\n"
    return beginning + " ".join(WORD.findall(fold_words(words)))


def match_finds(known: Sequence[Known], finds: Sequence[Known]) -> list[int]:
    """For each find the number of the citation that it is; 0 for a new one. No citation is given twice.

    The same key in the same place goes first, then the same key in the order of the text, then words that overlap.
    """
    taken: set[int] = set()
    given = [0] * len(finds)

    def give(at: int, candidates: Iterable[Known]) -> None:
        chosen = next((one.number for one in candidates if one.number not in taken), 0)
        if chosen:
            taken.add(chosen)
            given[at] = chosen

    for at, find in enumerate(finds):
        give(
            at,
            (
                one
                for one in known
                if one.key == find.key and (one.text, one.start) == (find.text, find.start)
            ),
        )
    for at, find in enumerate(finds):
        if not given[at]:
            give(at, (one for one in known if one.key == find.key))
    for at, find in enumerate(finds):
        if not given[at] and find.key.startswith("words\n"):
            give(at, (one for one in known if _overlap(one, find)))
    return given


def _overlap(one: Known, other: Known) -> bool:
    if one.text != other.text or not one.key.startswith("words\n"):
        return False
    common = min(one.end, other.end) - max(one.start, other.start)
    return common > 0 and common >= LEAST_OVERLAP * min(one.end - one.start, other.end - other.start)
