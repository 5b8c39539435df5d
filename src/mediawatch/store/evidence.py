"""Evidence: the files and addresses that support rebuttals."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor
from mediawatch.store.events import find_or_add_user
from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.rows import insert, select, select_one, update


def add_evidence(
    db: Database,
    actor: Actor,
    rebuttal: int,
    *,
    file: int = 0,
    document: int = 0,
    address: str = "",
    citation: int = 0,
    found: str = "",
) -> int:
    """Note a file, an address or a citation that supports a rebuttal; `found` is what the address just gave."""
    return insert(
        db,
        "evidence",
        {
            "rebuttal_id": rebuttal,
            "file_id": file or None,
            "document_id": document or None,
            "address": address,
            "citation_id": citation or None,
            "added_at": actor.now,
            "added_by": find_or_add_user(db, actor),
            "checked_at": actor.now if found else None,
            "found": found,
            "capture_id": find_last_read(db, document) if document else None,
        },
    )


def find_last_read(db: Database, document: int) -> int | None:
    """The newest capture of a document from which a text was read, or None."""
    row = db.execute(
        "SELECT max(id) FROM captures WHERE document_id = ? AND outcome = 'read'", (document,)
    ).fetchone()
    return int(row[0]) if row[0] else None


def find_evidence(db: Database, rebuttal: int, *, file: int = 0, address: str = "", citation: int = 0) -> int:
    """The row of a file, an address or a citation that supports a rebuttal already; 0 for none."""
    row = select_one(
        db,
        "SELECT id FROM evidence WHERE rebuttal_id = ? AND coalesce(file_id, 0) = ? AND address = ? "
        "AND coalesce(citation_id, 0) = ?",
        (rebuttal, file, address, citation),
    )
    return int(row["id"]) if row else 0


def read_evidence(db: Database, rebuttal: int, audience: Audience = "") -> list[dict[str, Any]]:
    """The evidence of a rebuttal that somebody may see: id, address, document, file (number, name, digest, who may see
    it), citation with its quote, when checked, what was found."""
    return list(
        select(
            db,
            seen_by(
                db,
                "SELECT e.id, e.address, coalesce(f.name, '') AS file, coalesce(f.sha256, '') AS sha256, "
                "e.document_id, e.capture_id, e.file_id, coalesce(e.checked_at, '') AS checked_at, e.found, "
                "coalesce(e.citation_id, 0) AS citation, coalesce(x.quote, '') AS quote, "
                "coalesce(f.confidentiality, '') AS confidentiality "
                "FROM evidence e LEFT JOIN citations x ON x.id = e.citation_id "
                "LEFT JOIN seen_files f ON f.id = e.file_id "
                "WHERE e.rebuttal_id = ? AND (e.file_id IS NULL OR f.id IS NOT NULL) ORDER BY e.id",
                audience,
            ),
            (rebuttal,),
        )
    )


def name_evidence(piece: dict[str, Any]) -> str:
    """What a piece of evidence is called: its address, its file's name, or their words that are cited."""
    if piece["citation"]:
        return f"x{piece['citation']}: “{piece['quote']}”"
    return str(piece["address"] or piece["file"])


def drop_evidence(db: Database, number: int) -> None:
    """Take a piece of evidence from a draft."""
    db.execute("DELETE FROM evidence WHERE id = ?", (number,))


def mark_checked(db: Database, actor: Actor, number: int, found: str) -> None:
    """Note what the address of a piece of evidence gave just now."""
    update(db, "evidence", number, {"checked_at": actor.now, "found": found})
