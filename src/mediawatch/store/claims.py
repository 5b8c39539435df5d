"""Claims and the places where they appear."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Anchor
from mediawatch.store.reports import added
from mediawatch.store.rows import insert, select, select_one


def insert_claim(db: Database, actor: Actor, wording: str) -> int:
    """A new claim in our own wording; gives its number."""
    return insert(db, "claims", {"wording": wording, **added(db, actor)})


def insert_appearance(db: Database, actor: Actor, anchor: Anchor, columns: dict[str, Any]) -> int:
    """Pin a claim to a place; `columns` are claim_id, report_id, capture_id, text_id, role, typed, place,
    speaker, stance, translation."""
    return insert(
        db,
        "appearances",
        {
            **columns,
            "quote": anchor.quote,
            "how": anchor.how,
            "prefix": anchor.prefix,
            "suffix": anchor.suffix,
            "start": anchor.start,
            "end": anchor.end,
            "parts": [asdict(part) for part in anchor.parts],
            **added(db, actor),
        },
    )


def find_appearance(db: Database, claim: int, report: int, text_id: int, start: int, end: int) -> int:
    """The appearance of a claim at exactly that place; 0 when there is none."""
    row = db.execute(
        'SELECT id FROM appearances WHERE claim_id = ? AND report_id = ? AND text_id = ? AND start = ? AND "end" = ? '
        "AND withdrawn_at IS NULL",
        (claim, report, text_id, start, end),
    ).fetchone()
    return int(row[0]) if row else 0


def describe_appearance(db: Database, number: int) -> dict[str, Any]:
    """The columns of an appearance that never change: what is chained."""
    row = select_one(db, "SELECT * FROM appearances WHERE id = ?", (number,)) or {}
    return {key: value for key, value in row.items() if key not in CHANGING}


CHANGING = ("anchor_state", "withdrawn_at", "withdrawn_why", "moved_to", "standing_claim_id")
"""Columns of an appearance that later steps change."""


def read_appearances(db: Database, claim: int, report: int = 0) -> list[dict[str, Any]]:
    """The standing appearances of a claim (in one report), oldest first."""
    only = " AND report_id = ?" if report else ""
    values = (claim, report) if report else (claim,)
    return list(
        select(
            db,
            f"SELECT * FROM appearances WHERE claim_id = ? AND withdrawn_at IS NULL{only} ORDER BY id",
            values,
        )
    )
