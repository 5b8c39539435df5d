"""Our own publications: their versions, the looks at them, what else names them, and the index over their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.chained import delete_chained, insert_chained
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import select, select_one


def read_versions(db: Database, work: int = 0) -> list[dict[str, Any]]:
    """The versions of a work, or of all standing works, by work and then oldest first: the columns of the view
    work_versions, and `modified`, the day of the last change that the page gave, or ""."""
    only = " WHERE v.work = ?" if work else ""
    return list(
        select(
            db,
            "SELECT v.*, coalesce(substr(json_extract(k.facts, '$.modified'), 1, 10), '') AS modified "
            "FROM work_versions v JOIN captures k ON k.id = v.capture"
            f"{only} ORDER BY v.work, v.first_seen_at, v.capture",
            (work,) if work else (),
        )
    )


def read_works(db: Database) -> list[dict[str, Any]]:
    """The standing works, oldest first, each with `addresses`: where it stands and where it stood, as found."""
    addresses: dict[int, list[str]] = {}
    for work, address in db.execute(
        "SELECT w.id, a.found FROM works w JOIN addresses a ON a.document_id = w.document_id "
        "UNION ALL SELECT work_id, address FROM old_addresses"
    ):
        addresses.setdefault(work, []).append(address)
    return [
        {**row, "addresses": addresses.get(row["id"], [])}
        for row in select(db, "SELECT * FROM works WHERE withdrawn_at IS NULL ORDER BY id")
    ]


def read_text(db: Database, text_id: int) -> str:
    """A stored text; "" for number 0."""
    row = db.execute("SELECT text FROM texts WHERE id = ?", (text_id,)).fetchone()
    return str(row[0]) if row else ""


def insert_check(db: Database, actor: Actor, work: int, capture: int, status: int, body_sha256: str) -> int:
    """Note that a work was looked at and that the text of a capture still stood there."""
    return insert_chained(
        db,
        actor,
        "work_checks",
        {
            "work_id": work,
            "capture_id": capture,
            "checked_at": actor.now,
            "status": status,
            "body_sha256": body_sha256,
            "checked_by": find_or_add_user(db, actor),
        },
        verb="checked",
        ref=Ref("w", work),
    )


def add_old_address(db: Database, actor: Actor, work: int, address: str, normalised: str) -> bool:
    """Note that a work stood at an address once; False where that is known."""
    if select_one(db, "SELECT 1 FROM old_addresses WHERE work_id = ? AND normalised = ?", (work, normalised)):
        return False
    row = {
        "work_id": work,
        "address": address,
        "normalised": normalised,
        "added_at": actor.now,
        "added_by": find_or_add_user(db, actor),
    }
    insert_chained(db, actor, "old_addresses", row, verb="stood at", ref=Ref("w", work))
    return True


def remove_old_address(db: Database, actor: Actor, work: int, normalised: str) -> bool:
    """Take an old address back that was noted by mistake; False where it was not noted."""
    row = select_one(
        db, "SELECT id FROM old_addresses WHERE work_id = ? AND normalised = ?", (work, normalised)
    )
    if row is None:
        return False
    delete_chained(db, actor, "old_addresses", {"id": row["id"]}, verb="never stood at", ref=Ref("w", work))
    return True


def find_works_at(db: Database, normalised: str) -> list[int]:
    """The works that stand or stood at an address."""
    return [
        row[0]
        for row in db.execute(
            "SELECT w.id FROM works w JOIN addresses a ON a.document_id = w.document_id WHERE a.normalised = ?1 "
            "UNION SELECT work_id FROM old_addresses WHERE normalised = ?1",
            (normalised,),
        )
    ]


def read_newest_change(db: Database) -> tuple[int, int]:
    """The last events that can have changed anything about works and about names: what is made of them is up to date
    while these are the same."""
    works, names = (
        db.execute("SELECT coalesce(max(id), 0) FROM events WHERE ref >= ? AND ref < ?", bounds).fetchone()[0]
        for bounds in (("w", "x"), ("name ", "name!"))
    )
    return int(works), int(names)


@dataclass(frozen=True, slots=True)
class StoredIndex:
    """The index over our works as it lies in the record. It is derived, so that it is no part of the history."""

    state: str
    """what its names were made of"""
    learned: int
    """the last report whose phrases are counted"""
    counts: bytes
    packed: bytes
    lines: str
    """JSON; needed only when a work comes, so that reading the index leaves it "" """


def read_index(db: Database) -> StoredIndex | None:
    """The stored index without its lines; None for none."""
    row = db.execute("SELECT state, learned, counts, packed FROM passage_index").fetchone()
    return StoredIndex(str(row[0]), int(row[1]), bytes(row[2]), bytes(row[3]), "") if row else None


def read_lines(db: Database) -> str:
    """The lines of our works as they were stored with the index, JSON; "" for none."""
    row = db.execute("SELECT lines FROM passage_index").fetchone()
    return str(row[0]) if row else ""


def keep_index(db: Database, index: StoredIndex) -> None:
    """Put the index in place of the one before. Lines that are "" keep those that are there."""
    db.execute(
        "INSERT INTO passage_index (id, state, learned, counts, packed, lines) VALUES (1, ?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (id) DO UPDATE SET state = ?1, learned = ?2, counts = ?3, packed = ?4, "
        "lines = CASE WHEN ?5 = '' THEN lines ELSE ?5 END",
        (index.state, index.learned, index.counts, index.packed, index.lines),
    )


def keep_counts(db: Database, learned: int, counts: bytes) -> None:
    """Put what was counted of reports in place of what was."""
    db.execute("UPDATE passage_index SET learned = ?, counts = ?", (learned, counts))


def read_texts_after(db: Database, report: int, limit: int) -> Iterator[tuple[int, str]]:
    """Article texts of the reports behind a number, in the order of their numbers."""
    for row in db.execute(
        "SELECT r.id, t.text FROM reports r JOIN texts t ON t.id = r.article_id WHERE r.id > ? ORDER BY r.id LIMIT ?",
        (report, limit),
    ).fetchall():
        yield int(row[0]), str(row[1])
