"""Documents, their addresses, captures and texts: the evidence."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Fetched, PageFacts, Reading
from mediawatch.store.events import append_event, find_or_add_user, sha256
from mediawatch.store.rows import insert, select, select_one


def insert_document(db: Database, kind: str, now: str) -> int:
    """A new document of that kind: report, work or evidence."""
    return insert(db, "documents", {"kind": kind, "first_seen_at": now})


def find_document(db: Database, normalised: str) -> int:
    """The document that an address serves now; 0 when none does."""
    row = db.execute(
        "SELECT document_id FROM addresses WHERE normalised = ? AND until IS NULL", (normalised,)
    ).fetchone()
    return int(row[0]) if row else 0


def read_address(db: Database, document: int) -> str:
    """The address at which a document stands now, as found; "" for none."""
    row = db.execute("SELECT address FROM document_addresses WHERE document_id = ?", (document,)).fetchone()
    return str(row[0]) if row else ""


def find_document_by_body(db: Database, body_sha256: str) -> int:
    """A document without an address whose capture has exactly these bytes; 0 when there is none."""
    row = db.execute(
        """SELECT document_id FROM captures k WHERE body_sha256 = ? AND outcome IN ('read', 'no text')
           AND NOT EXISTS (SELECT 1 FROM addresses a WHERE a.document_id = k.document_id) ORDER BY id LIMIT 1""",
        (body_sha256,),
    ).fetchone()
    return int(row[0]) if row else 0


def add_address(db: Database, document: int, found: str, normalised: str, now: str) -> None:
    """Note that an address serves a document; nothing happens when it is known to."""
    if find_document(db, normalised) == document:
        return
    insert(
        db,
        "addresses",
        {"document_id": document, "found": found, "normalised": normalised, "since": now},
    )


def find_or_add_text(db: Database, text: str) -> int:
    """The number of a text; equal texts are stored once."""
    digest = sha256(text)
    row = db.execute("SELECT id FROM texts WHERE sha256 = ?", (digest,)).fetchone()
    return int(row[0]) if row else insert(db, "texts", {"sha256": digest, "text": text})


def insert_capture(
    db: Database,
    actor: Actor,
    document: int,
    fetched: Fetched,
    reading: Reading,
    record: bytes,
    retrieved_on: str,
) -> int:
    """Store a capture with its archived bytes and texts, and chain their digests; gives its number.

    Args:
        record: the WARC records of the fetch, as archive.warc.write gives them.
        retrieved_on: the day of the fetch in the record's time zone.
    """
    capture = insert(
        db,
        "captures",
        {
            "document_id": document,
            "how": fetched.how,
            "requested_address": fetched.address,
            "final_address": fetched.final_address,
            "redirects": [asdict(hop) for hop in fetched.hops],
            "retrieved_at": fetched.retrieved_at,
            "retrieved_on": retrieved_on,
            "recorded_at": actor.now,
            "recorded_by": find_or_add_user(db, actor),
            "status": fetched.status,
            "outcome": reading.outcome,
            "why": reading.why,
            "media_type": reading.media_type,
            "body_sha256": sha256(fetched.raw_body),
            "body_length": len(fetched.raw_body),
            "file_name": fetched.file_name,
            "robots": fetched.robots,
            "proxy": fetched.proxy,
            "networks": list(fetched.networks),
            "facts": facts_json(reading.facts),
        },
    )
    insert(db, "archived", {"capture_id": capture, "record": record})
    for text in reading.texts:
        insert(
            db,
            "capture_texts",
            {
                "capture_id": capture,
                "role": text.role,
                "text_id": find_or_add_text(db, text.text),
                "extractor": text.extractor,
                "version": text.version,
                "pages": list(text.pages),
                "links": [[link.start, link.end, link.address] for link in text.links],
            },
        )
    append_event(db, actor, "captured", f"capture {capture}", describe_capture(db, capture))
    return capture


def facts_json(facts: PageFacts) -> dict[str, Any]:
    """What a page says about itself, as it is stored; empty entries are left out."""
    return {key: value for key, value in asdict(facts).items() if value}


def describe_capture(db: Database, capture: int) -> dict[str, Any]:
    """Every column of a capture, with the digests of its archived bytes and texts: what is chained."""
    row = select_one(db, "SELECT * FROM captures WHERE id = ?", (capture,)) or {}
    archived = db.execute("SELECT record FROM archived WHERE capture_id = ?", (capture,)).fetchone()
    texts = select(
        db,
        """SELECT ct.role, t.sha256, ct.extractor, ct.version, ct.pages, ct.links
           FROM capture_texts ct JOIN texts t ON t.id = ct.text_id WHERE ct.capture_id = ? ORDER BY ct.role""",
        (capture,),
    )
    return {"capture": row, "archived": sha256(archived[0]) if archived else "", "texts": list(texts)}


def add_file(db: Database, actor: Actor, name: str, media_type: str, content: bytes) -> tuple[int, str]:
    """Keep a file by its digest; gives its number and digest. The same bytes are kept once."""
    digest = sha256(content)
    row = db.execute("SELECT id FROM files WHERE sha256 = ?", (digest,)).fetchone()
    if row:
        return int(row[0]), digest
    number = insert(
        db,
        "files",
        {
            "sha256": digest,
            "name": name,
            "media_type": media_type,
            "length": len(content),
            "content": content,
            "added_at": actor.now,
            "added_by": find_or_add_user(db, actor),
        },
    )
    append_event(db, actor, "kept", f"file {number}", describe_file(db, number))
    return number, digest


def describe_file(db: Database, number: int) -> dict[str, Any]:
    """Every column of a file but its bytes, which its digest stands for: what is chained."""
    row = select_one(
        db,
        "SELECT id, sha256, name, media_type, length, added_at, added_by FROM files WHERE id = ?",
        (number,),
    )
    return {"file": row}


def attach_file(db: Database, document: int, file: int) -> None:
    """Note that a file belongs to a document (the scan of a cutting)."""
    db.execute("INSERT OR IGNORE INTO document_files (document_id, file_id) VALUES (?, ?)", (document, file))


def read_capture_texts(db: Database, capture: int) -> list[dict[str, Any]]:
    """The texts of a capture with text_id, role, text, pages; the article first."""
    rows = list(
        select(
            db,
            """SELECT ct.role AS role, ct.text_id AS text_id, t.text AS text, ct.pages AS pages
               FROM capture_texts ct JOIN texts t ON t.id = ct.text_id WHERE ct.capture_id = ? ORDER BY ct.role""",
            (capture,),
        )
    )
    for row in rows:
        row["pages"] = json.loads(row["pages"])
    return rows
