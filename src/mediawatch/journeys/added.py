"""What a person says about something they add, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from mediawatch.journeys.cite import Seen
from mediawatch.model import UNKNOWN_DATE, Fetched, Medium, Outcome, PublicationDate, Reading, Ref

Kind = Literal["report", "work", "evidence"]


@dataclass(frozen=True, slots=True)
class AddOptions:
    """What a person says about what is added; what they say wins over what the page says."""

    address: str = ""
    """for a file: where it comes from"""
    retrieved: str = ""
    """for a file: when it was saved, ISO 8601"""
    as_work: bool = False
    ignore_robots: bool = False
    outlet: str = ""
    published: str = ""
    """as typed"""
    title: str = ""
    author: str = ""
    place: str = ""
    """page or time code"""
    medium: Medium | Literal[""] = ""
    language: str = ""
    listed: PublicationDate = UNKNOWN_DATE
    """what a feed says of the date; it counts where the page says nothing"""


@dataclass(frozen=True, slots=True)
class MentionSeen:
    """A mention as it is shown to the person who added the report."""

    name: str
    surface: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """Something noticed, as it is shown to the person who added a report or a claim."""

    suggestion: int
    kind: str
    report: int
    claim: int
    """for a repeat, else 0"""
    other_report: int
    """the report that it is like, or 0"""
    passage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of something that was brought in."""

    ref: str
    """"r3" or "w1"; "" for a failed capture"""
    new: bool
    title: str
    outlet: str
    published: PublicationDate
    mentions: tuple[MentionSeen, ...]
    outcome: Outcome
    why: str
    advice: str
    address: str
    new_capture: bool
    capture: int = 0
    """number of the capture that holds the bytes"""
    warnings: tuple[str, ...] = ()
    citations: tuple[Seen, ...] = ()
    """what it cites of our works; for a work, where reports cite it"""
    looked_through: int = 0
    """for a work: how many reports were looked through for citations of it"""
    checked: bool = False
    """for a work that was there: whether it was looked at and stands as it did"""
    suggestions: tuple[Suggested, ...] = ()
    """what was noticed in it, for a person to confirm or reject"""


def describe_there(db: Database, ref: Ref, thing: dict[str, Any]) -> Added:
    """A report or work that was there before, as an Added with `new` False."""
    outlet = db.execute("SELECT name FROM outlets WHERE id = ?", (thing.get("outlet_id"),)).fetchone()
    warnings = (
        (f"{ref} was withdrawn ({thing['withdrawn_why']}); bring it back with: mediawatch reinstate {ref}",)
        if thing["withdrawn_at"]
        else ()
    )
    return Added(
        ref=str(ref),
        new=False,
        title=thing["title"],
        outlet=outlet[0] if outlet else "",
        published=PublicationDate(
            thing["published"],
            thing["published_precision"],
            thing["published_origin"],
            bool(thing["published_certain"]),
        ),
        mentions=(),
        outcome="read",
        why="",
        advice="",
        address="",
        new_capture=False,
        capture=thing["capture_id"] or 0,
        warnings=warnings,
    )


def seen_as(ref: str, reading: Reading, fetched: Fetched, capture: int, *, new: bool) -> Added:
    """An Added that says only what was read."""
    return Added(
        ref=ref,
        new=new,
        title=reading.facts.title,
        outlet=reading.facts.outlet,
        published=reading.facts.published,
        mentions=(),
        outcome=reading.outcome,
        why=reading.why,
        advice=reading.advice,
        address=fetched.address or fetched.file_name,
        new_capture=True,
        capture=capture,
    )
