"""Rebuttals: drafts that leave no trace, approved versions that stay, and where they went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor
from mediawatch.store.events import find_or_add_user
from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.rows import insert, select, update


def insert_draft(db: Database, actor: Actor, text: str, claims: Sequence[int]) -> int:
    """A draft that will answer these claims; gives its number."""
    number = insert(
        db,
        "rebuttals",
        {
            "text": text,
            "written_at": actor.now,
            "written_on": actor.today,
            "written_by": find_or_add_user(db, actor),
        },
    )
    for claim in claims:
        insert(db, "rebuttal_claims", {"rebuttal_id": number, "claim_id": claim})
    return number


def delete_draft(db: Database, number: int) -> None:
    """Remove a draft whole; the record's triggers refuse it for one that was approved."""
    db.execute("UPDATE rebuttals SET superseded_by = NULL WHERE superseded_by = ?", (number,))
    db.execute("DELETE FROM rebuttals WHERE id = ?", (number,))


def approve(db: Database, actor: Actor, rebuttal: dict[str, Any], on: str) -> None:
    """Keep the text, approved on that day, as a version that never changes."""
    user = find_or_add_user(db, actor)
    insert(
        db,
        "rebuttal_versions",
        {
            "rebuttal_id": rebuttal["id"],
            "version": rebuttal["version"],
            "text": rebuttal["text"],
            "approved_at": actor.now,
            "approved_on": on,
            "approved_by": user,
        },
    )
    update(
        db,
        "rebuttals",
        rebuttal["id"],
        {"approved_at": actor.now, "approved_on": on, "approved_by": user},
    )


def change_text(db: Database, actor: Actor, rebuttal: dict[str, Any], text: str) -> None:
    """A new text; where the old one was approved it becomes the next version, not approved yet."""
    row: dict[str, Any] = {
        "text": text,
        "written_at": actor.now,
        "written_on": actor.today,
        "written_by": find_or_add_user(db, actor),
    }
    if rebuttal["approved_at"]:
        row |= {
            "version": rebuttal["version"] + 1,
            "approved_at": None,
            "approved_on": None,
            "approved_by": None,
        }
    update(db, "rebuttals", rebuttal["id"], row)


def insert_delivery(
    db: Database, actor: Actor, rebuttal: dict[str, Any], on: str, address: str, outlet: int
) -> int:
    """Note where an approved rebuttal went; gives the delivery's number."""
    return insert(
        db,
        "deliveries",
        {
            "rebuttal_id": rebuttal["id"],
            "version": rebuttal["version"],
            "occurred_on": on,
            "address": address,
            "outlet_id": outlet or None,
            "recorded_at": actor.now,
            "recorded_by": find_or_add_user(db, actor),
        },
    )


def read_deliveries(db: Database, rebuttal: int) -> list[dict[str, Any]]:
    """Where a rebuttal went, oldest first, with the outlet's name."""
    return list(
        select(
            db,
            "SELECT d.*, coalesce(o.name, '') AS outlet FROM deliveries d "
            "LEFT JOIN outlets o ON o.id = d.outlet_id WHERE d.rebuttal_id = ? ORDER BY d.occurred_on, d.id",
            (rebuttal,),
        )
    )


def read_claims_of(db: Database, rebuttal: int) -> list[int]:
    """The claims that a rebuttal answers."""
    return [
        row["claim_id"]
        for row in select(
            db, "SELECT claim_id FROM rebuttal_claims WHERE rebuttal_id = ? ORDER BY claim_id", (rebuttal,)
        )
    ]


def add_evidence(
    db: Database, actor: Actor, rebuttal: int, *, file: int = 0, document: int = 0, address: str = ""
) -> int:
    """Note a file or an address that supports a rebuttal."""
    return insert(
        db,
        "evidence",
        {
            "rebuttal_id": rebuttal,
            "file_id": file or None,
            "document_id": document or None,
            "address": address,
            "added_at": actor.now,
            "added_by": find_or_add_user(db, actor),
        },
    )


def read_evidence(db: Database, rebuttal: int, audience: Audience = "") -> list[dict[str, Any]]:
    """The evidence of a rebuttal that somebody may see: address, file name and digest, and who may see it."""
    return list(
        select(
            db,
            seen_by(
                db,
                "SELECT e.id, e.address, coalesce(f.name, '') AS file, coalesce(f.sha256, '') AS sha256, "
                "e.document_id, coalesce(f.confidentiality, '') AS confidentiality "
                "FROM evidence e LEFT JOIN seen_files f ON f.id = e.file_id "
                "WHERE e.rebuttal_id = ? AND (e.file_id IS NULL OR f.id IS NOT NULL) ORDER BY e.id",
                audience,
            ),
            (rebuttal,),
        )
    )
