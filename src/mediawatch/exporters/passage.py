"""What every format of text is made of: one thing that happened or is listed, in plain English, with its words.

Everything here is raw: the strings of strangers are escaped by the format that writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody said, in full, and whose words they are."""

    whose: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of particulars."""

    label: str
    value: str
    kind: Literal["text", "link", "code"] = "text"
    """link: an address that is safe to follow; code: to be shown letter by letter"""


@dataclass(frozen=True, slots=True)
class Entry:
    """How a passage stands in a calendar and in a feed, which know their entries again."""

    key: str
    """what it is called in every export of one record, as long as that lasts"""
    on: date | None
    """its day; None where only the month or the year is known, or nothing"""
    unsure: str
    """"March 2026", "4 March 2026 (a guess)"; "" where the day is known"""
    changed_at: str
    """UTC; "" where nothing says it"""
    kind: str
    """claim, request, corrected, …"""
    revision: int = 0
    """grows whenever something about it changes"""


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing that happened, or that is listed."""

    section: str
    """under which a document puts it: a month, a state"""
    day: str
    """"" for what has no day of its own"""
    happened: str
    """a plain sentence, on one line, without its full stop"""
    words: tuple[Words, ...]
    facts: tuple[Fact, ...]
    entry: Entry

    @property
    def headline(self) -> str:
        """Day and sentence on one line."""
        return f"{self.day}: {self.happened}" if self.day else self.happened

    @property
    def address(self) -> str:
        """Where the first of its particulars leads that is an address safe to follow; "" for none."""
        return next((fact.value for fact in self.facts if fact.kind == "link"), "")
