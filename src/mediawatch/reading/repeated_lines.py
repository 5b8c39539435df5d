"""Which lines stand in many of our works, kept up to date while works come: a site's furniture, mostly.

It gives what `own_passages.list_repeated` gives, without reading all works again for each that comes. What is kept of
a line is a digest and the first few works that have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Final

from mediawatch.reading.own_passages import FEWEST_WORKS, list_lines

_DIGEST_BYTES: Final = 8
"""Two of a million lines have the same digest with a chance of one in thirty million."""


class RepeatedLines:
    """The lines of our works, and which of them are repeated."""

    def __init__(self, works: Mapping[str, Iterable[int]] | None = None) -> None:
        """As `to_dict` of another gave it, or none."""
        self._works = {line: list(numbers) for line, numbers in (works or {}).items()}

    def add(self, work: int, text: str) -> set[int]:
        """Take in a version of a work; gives the works of which a line has become furniture by that, itself aside."""
        changed: set[int] = set()
        for line in list_lines(text):
            known = self._works.setdefault(_digest(line), [])
            if work in known or len(known) >= FEWEST_WORKS:
                continue
            known.append(work)
            if len(known) == FEWEST_WORKS:
                changed |= set(known)
        return changed - {work}

    def list_repeated(self, text: str) -> frozenset[str]:
        """The lines of a text, folded, that stand in FEWEST_WORKS works or more."""
        return frozenset(
            line for line in list_lines(text) if len(self._works.get(_digest(line), ())) >= FEWEST_WORKS
        )

    def to_dict(self) -> dict[str, list[int]]:
        """What the constructor takes."""
        return self._works


def _digest(line: str) -> str:
    return blake2b(line.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()
