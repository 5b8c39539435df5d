"""What is confidential or privileged, and queries for those who may see it.

One table says it, by reference. Views leave out what is not for their readers (see AUDIENCES in migrations): whoever
queries a view by its own name sees what everybody may see. `seen_by` turns such a query into the same one for others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from sqlite_utils import Database

from mediawatch.model import Actor, Level, Ref
from mediawatch.store.chained import delete_chained, insert_chained, update_chained
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import select, select_one

Audience = Literal["", "_staff", "_counsel"]
"""Who reads: everybody; staff, who see what is confidential; counsel, who see what is privileged too."""

RANK: dict[str, int] = {"": 0, "confidential": 1, "privileged": 2}
"""The higher, the fewer may see it."""

MARKABLE = ("k", "q", "contact search", "note", "file")
"""Kinds that can be marked, as their references begin."""


def read_level(db: Database, ref: Ref) -> Level:
    """Who may see a thing."""
    row = db.execute("SELECT level FROM markings WHERE ref = ?", (str(ref),)).fetchone()
    level: Level = row[0] if row else ""
    return level


def set_level(db: Database, actor: Actor, ref: Ref, level: Level) -> Level:
    """Say who may see a thing; "" opens it for everybody. Gives what was said before; no event where it is the same."""
    before = read_level(db, ref)
    if before == level:
        return before
    key = {"ref": str(ref)}
    if not level:
        delete_chained(db, actor, "markings", key, verb="opened", ref=ref)
        return before
    columns = {"level": level, "marked_at": actor.now, "marked_by": find_or_add_user(db, actor)}
    if before:
        update_chained(db, actor, "markings", key, columns, verb="marked", ref=ref)
    else:
        insert_chained(db, actor, "markings", {**key, **columns}, verb="marked", ref=ref)
    return before


def raise_level(db: Database, actor: Actor, ref: Ref, level: Level) -> Level:
    """Mark a thing unless it is marked as high already; gives the level that it now has."""
    before = read_level(db, ref)
    if RANK[before] >= RANK[level]:
        return before
    set_level(db, actor, ref, level)
    return level


def seen_by(db: Database, sql: str, audience: Audience) -> str:
    """A query over the views as somebody else sees them: each view's name with the ending of its audience."""
    return as_seen(sql, find_apart(db, audience), audience) if audience else sql


def find_apart(db: Any, audience: Audience) -> tuple[str, ...]:
    """The views that are kept apart for an audience, by the names that they have for everybody.

    Args:
        db: anything with an `execute` as SQLite's connections have it.
    """
    if not audience:
        return ()
    listed = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'view' AND substr(name, -length(:ending)) = :ending",
        {"ending": audience},
    )
    return tuple(name.removesuffix(audience) for (name,) in listed)


def as_seen(sql: str, apart: Sequence[str], audience: Audience) -> str:
    """A query with the ending of its audience at each of these names."""
    if not apart:
        return sql
    return re.sub(rf"\b(?:{'|'.join(apart)})\b", lambda found: found.group() + audience, sql)


def select_whole(
    db: Database, sql: str, values: Sequence[Any] | dict[str, Any] = ()
) -> Iterator[dict[str, Any]]:
    """The rows of a query with what is confidential and privileged in them: for whoever has the record's file."""
    return select(db, seen_by(db, sql, "_counsel"), values)


def select_one_whole(
    db: Database, sql: str, values: Sequence[Any] | dict[str, Any] = ()
) -> dict[str, Any] | None:
    """The first row of such a query, or None."""
    return select_one(db, seen_by(db, sql, "_counsel"), values)


def list_marked(db: Database) -> list[tuple[str, Level]]:
    """The contacts, requests and contact searches that stand and are marked: reference and level."""
    return list(
        db.execute(
            """SELECT * FROM (
                SELECT 'k' || contact AS ref, confidentiality AS level FROM contacts_overview_counsel
                UNION ALL SELECT 'q' || id, confidentiality FROM seen_requests_counsel
                UNION ALL SELECT 'contact search ' || contact_search, confidentiality
                          FROM contact_searches_overview_counsel
            ) WHERE level <> ''"""
        ).fetchall()
    )


def find_file(db: Database, prefix: str) -> list[int]:
    """The numbers of the files whose SHA-256 begins so; two at most."""
    return [
        number
        for (number,) in db.execute(
            "SELECT id FROM files WHERE sha256 >= ? AND sha256 < ? ORDER BY id LIMIT 2",
            (prefix.lower(), prefix.lower() + "g"),
        )
    ]


def list_uses(db: Database, file: int) -> list[str]:
    """What a file belongs to: references of contacts, rebuttals and requests, and words for the rest."""
    return [
        use
        for (use,) in db.execute(
            """SELECT 'k' || contact_id FROM contact_files WHERE file_id = :file
               UNION SELECT 'b' || rebuttal_id FROM evidence WHERE file_id = :file
               UNION SELECT 'q' || request_id FROM request_appearances WHERE proof_file_id = :file
               UNION SELECT 'q' || request_id FROM request_steps WHERE proof_file_id = :file
               UNION SELECT a.ref FROM assessment_evidence e JOIN assessments a ON a.id = e.assessment_id
                     WHERE e.file_id = :file
               UNION SELECT 'x' || id FROM citations WHERE file_id = :file
               UNION SELECT coalesce('r' || r.id, 'w' || w.id, 'document ' || d.document_id) FROM document_files d
                     LEFT JOIN reports r ON r.document_id = d.document_id
                     LEFT JOIN works w ON w.document_id = d.document_id WHERE d.file_id = :file
               ORDER BY 1""",
            {"file": file},
        )
    ]
