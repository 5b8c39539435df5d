"""Claims and the places where they appear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Anchor
from mediawatch.store.reports import added
from mediawatch.store.rows import insert, select, select_one

STANDING = "coalesce(a.standing_claim_id, a.moved_to, a.claim_id)"
"""The claim to which an appearance `a` belongs after all splits and merges; the index is on this expression."""

ON_THEIR_WAY = """
WITH RECURSIVE up (id, next) AS (
    SELECT id, merged_into FROM claims WHERE id = ?
    UNION SELECT c.id, c.merged_into FROM claims c JOIN up ON c.id = up.next
) SELECT id FROM up WHERE next IS NULL
"""
"""The claim at the end of a chain of merges."""

WORDINGS = """
WITH RECURSIVE below (id) AS (
    SELECT ? UNION SELECT c.id FROM claims c JOIN below b ON c.merged_into = b.id
) SELECT id FROM below ORDER BY id
"""
"""A claim and everything that was merged into it, directly or not."""


def insert_claim(db: Database, actor: Actor, wording: str) -> int:
    """A new claim in our own wording; gives its number."""
    return insert(db, "claims", {"wording": wording, **added(db, actor)})


def insert_appearance(db: Database, actor: Actor, anchor: Anchor, columns: dict[str, Any]) -> int:
    """Pin a claim to a place; `columns` are claim_id, report_id, capture_id, text_id, role, typed, place,
    speaker, stance, translation."""
    standing = find_standing(db, columns["claim_id"])
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
            "standing_claim_id": standing if standing != columns["claim_id"] else None,
            **added(db, actor),
        },
    )


def find_appearance(db: Database, claim: int, report: int, text_id: int, start: int, end: int) -> int:
    """The appearance of a claim, in whichever wording, at exactly that place; 0 when there is none."""
    row = db.execute(
        f"SELECT a.id FROM appearances a WHERE {STANDING} = ? AND a.report_id = ? AND a.text_id = ? AND a.start = ? "
        'AND a."end" = ? AND a.withdrawn_at IS NULL',
        (find_standing(db, claim), report, text_id, start, end),
    ).fetchone()
    return int(row[0]) if row else 0


def describe_appearance(db: Database, number: int) -> dict[str, Any]:
    """The columns of an appearance that never change: what is chained."""
    row = select_one(db, "SELECT * FROM appearances WHERE id = ?", (number,)) or {}
    return {key: value for key, value in row.items() if key not in CHANGING}


CHANGING = ("anchor_state", "withdrawn_at", "withdrawn_why", "moved_to", "standing_claim_id")
"""Columns of an appearance that later steps change."""


def read_appearances(
    db: Database, claim: int, report: int = 0, *, withdrawn: bool = False
) -> list[dict[str, Any]]:
    """The appearances of a claim in all its wordings (in one report), oldest first.

    Args:
        withdrawn: those that were taken out, in place of those that stand.
    """
    only = " AND a.report_id = ?" if report else ""
    standing = find_standing(db, claim)
    return list(
        select(
            db,
            f"SELECT a.*, {STANDING} AS standing FROM appearances a WHERE {STANDING} = ? "
            f"AND a.withdrawn_at IS {'NOT NULL' if withdrawn else 'NULL'}{only} ORDER BY a.id",
            (standing, report) if report else (standing,),
        )
    )


def read_moved(db: Database, claim: int) -> list[dict[str, Any]]:
    """The appearances that were split off to a claim, withdrawn ones too."""
    return list(select(db, "SELECT * FROM appearances WHERE moved_to = ? ORDER BY id", (claim,)))


def find_standing(db: Database, claim: int) -> int:
    """The claim as which a claim stands: the one at the end of its merges, or itself."""
    row = db.execute("SELECT coalesce(stands_as, id) FROM claims WHERE id = ?", (claim,)).fetchone()
    return int(row[0]) if row else claim


def read_wordings(db: Database, claim: int) -> list[int]:
    """The numbers of a claim and of everything that was merged into it, directly or not."""
    return [int(number) for (number,) in db.execute(WORDINGS, (claim,))]


def place_again(db: Database, claims: Iterable[int]) -> None:
    """Work out anew as what these claims, their other wordings, and the appearances of all of them stand.

    To be called after `merged_into` or `moved_to` changed; `find_misplaced` tells where that was forgotten.
    """
    for claim in claims:
        found = db.execute(ON_THEIR_WAY, (claim,)).fetchone()
        if found is None:
            raise ValueError(f"c{claim} is merged into itself")
        top = int(found[0])
        below = f"({', '.join(str(number) for number in read_wordings(db, top))})"
        db.execute(
            f"UPDATE claims SET stands_as = CASE WHEN id = ?1 THEN NULL ELSE ?1 END WHERE id IN {below}",
            (top,),
        )
        db.execute(
            "UPDATE appearances SET standing_claim_id = CASE WHEN coalesce(moved_to, claim_id) = ?1 THEN NULL "
            f"ELSE ?1 END WHERE moved_to IN {below} OR (moved_to IS NULL AND claim_id IN {below})",
            (top,),
        )


def find_misplaced(db: Database) -> list[str]:
    """A sentence for each claim and appearance that does not stand where its merges and splits put it."""
    failures = []
    merged = dict(db.execute("SELECT id, merged_into FROM claims").fetchall())
    tops: dict[int, int] = {}
    for number in merged:
        seen = [number]
        while (into := merged[seen[-1]]) is not None and into not in seen and into in merged:
            seen.append(into)
        if into is not None:
            failures.append(
                f"c{number} is merged into itself" if into in seen else f"c{number} is merged into nothing"
            )
        tops[number] = seen[-1]
    for number, stands_as in db.execute("SELECT id, stands_as FROM claims"):
        if (stands_as or number) != tops[number]:
            failures.append(f"c{number} does not stand where it was merged")
    for number, home, standing in db.execute(
        "SELECT id, coalesce(moved_to, claim_id), standing_claim_id FROM appearances"
    ):
        if (standing or home) != tops.get(home, home):
            failures.append(f"appearance {number} does not stand with the claim that it belongs to")
    return failures
