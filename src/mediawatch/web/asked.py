"""What an address asks for: filters read from its query, nonsense left out with a word about it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PAGE_SIZE = 25
"""Things on one page of a list."""

LONGEST_WORDS = 300
"""Characters of a search or a filter that are read; more than people type."""

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pager:
    """Which part of a list is shown."""

    number: int
    """from 1"""
    total: int
    """things in the whole list"""
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Number of the first thing shown, from 1."""
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


class Asked:
    """The query of one request. `notes` collects a sentence for each thing that could not be used."""

    def __init__(self, arguments: Any) -> None:
        self._arguments = arguments
        self.notes: list[str] = []

    def words(self, name: str) -> str:
        """The text of a field, without blanks round it; "" where it is missing."""
        return str(self._arguments.get(name) or "").strip()[:LONGEST_WORDS]

    def one_of(self, name: str, allowed: Mapping[str, Any] | tuple[str, ...]) -> str:
        """A value out of a few; "" where it is missing or another."""
        value = self.words(name)
        if value and value not in allowed:
            self.notes.append(f"“{value}” is not one of: {', '.join(allowed)}. It was left out.")
            return ""
        return value

    def number(self, name: str, letter: str = "") -> int:
        """A whole number, with or without the letter of its kind (12, c12); 0 where it is missing or none."""
        value = self.words(name)
        bare = value.lower().removeprefix(letter) if letter else value
        if bare.isascii() and bare.isdigit() and len(bare) <= 15:
            return int(bare)
        if value:
            self.notes.append(f"“{value}” is no number. It was left out.")
        return 0

    def day(self, name: str) -> str:
        """An ISO day, month or year that exists; "" where it is missing or none."""
        value = self.words(name)
        if not value:
            return ""
        if _DAY.fullmatch(value):
            try:
                datetime.date.fromisoformat(f"{value}-01-01"[:10])
            except ValueError:
                pass
            else:
                return value
        self.notes.append(f"“{value}” is no date. Write it as 2026-03-04; it was left out.")
        return ""

    def pager(self, total: int, size: int = PAGE_SIZE) -> Pager:
        """The page asked for, kept within what there is."""
        pager = Pager(max(1, self.number("page")), total, size)
        return pager if pager.number <= pager.pages else Pager(pager.pages, total, size)
