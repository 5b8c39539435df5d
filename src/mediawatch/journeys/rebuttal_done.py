"""What became of a rebuttal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.reading.statements import find_placeholders
from mediawatch.store import rebuttals as rows


@dataclass(frozen=True, slots=True)
class RebuttalDone:
    """What became of a rebuttal."""

    rebuttal: int
    claims: tuple[int, ...]
    state: str
    """draft, sent back, approved, published, superseded, deleted"""
    version: int = 1
    superseded: int = 0
    """the rebuttal that this one takes the place of"""
    warnings: tuple[str, ...] = ()
    kind: str = "answer"
    """answer or statement"""
    title: str = ""
    """of a statement"""
    went: str = ""
    """after a delivery: where it went, in words ("sent to The Gazette by letter")"""
    day: str = ""
    """after a delivery: its day, ISO 8601"""
    changed: tuple[str, ...] = ()
    """after a change: what was changed (text, title, claims, evidence)"""
    to_fill: int = 0
    """places in title and text that are left for a person to fill in"""
    work: str = ""
    """after a statement's publication: the work as which it is recorded ("w2")"""


def describe(db: Database, row: dict[str, Any], **more: Any) -> RebuttalDone:
    """A rebuttal as it now is; `more` are further fields."""
    return RebuttalDone(
        rebuttal=row["id"],
        claims=tuple(rows.read_claims_of(db, row["id"])),
        state=rows.read_state(db, row),
        version=row["version"],
        kind=row["kind"],
        title=row["title"],
        to_fill=len(find_placeholders(f"{row['title']}\n{row['text']}")),
        **more,
    )


def say_names(names: list[str] | tuple[str, ...], last: str = "and") -> str:
    """ "Ama", "Ama and Bea", "Ama, Bea or Cleo"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
