"""Watched names and the mentions found by them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Link, Mention, Name, Text
from mediawatch.store.rows import insert, select


def read_names(db: Database, *, retired: bool = False) -> list[Name]:
    """The names that are watched now; with `retired`, those that were."""
    rows = select(
        db,
        f"SELECT id, form, kind, case_sensitive, near, not_near FROM names "
        f"WHERE retired_at IS {'NOT NULL' if retired else 'NULL'} ORDER BY id",
    )
    return [
        Name(
            form=row["form"],
            kind=row["kind"],
            case_sensitive=bool(row["case_sensitive"]),
            near=tuple(json.loads(row["near"])),
            not_near=tuple(json.loads(row["not_near"])),
            id=row["id"],
        )
        for row in rows
    ]


def insert_name(db: Database, name: Name, now: str) -> int:
    """Watch a name; gives its number."""
    return insert(
        db,
        "names",
        {
            "form": name.form,
            "kind": name.kind,
            "case_sensitive": int(name.case_sensitive),
            "near": list(name.near),
            "not_near": list(name.not_near),
            "added_at": now,
        },
    )


def retire_name_row(db: Database, name_id: int, now: str) -> None:
    """Stop watching a name. Its number stays taken."""
    db.execute("UPDATE names SET retired_at = ? WHERE id = ?", (now, name_id))


def replace_mentions(db: Database, report: int, text_id: int, text: str, mentions: Sequence[Mention]) -> None:
    """Put the mentions of a report's text in place of those that were there."""
    db.execute("DELETE FROM mentions WHERE report_id = ?", (report,))
    for mention in mentions:
        insert(
            db,
            "mentions",
            {
                "report_id": report,
                "text_id": text_id,
                "name_id": mention.name_id,
                "kind": mention.kind,
                "start": mention.start,
                "end": mention.end,
                "surface": mention.surface,
                "sentence": text[mention.sentence.start : mention.sentence.end],
                "sentence_start": mention.sentence.start,
                "address": mention.address,
            },
        )
    db.execute("UPDATE reports SET mention_count = ? WHERE id = ?", (len(mentions), report))


def read_report_texts(db: Database) -> Iterator[tuple[int, int, Text, str]]:
    """Each report's article text: report, number of the text, the text with its links, its address."""
    for row in select(
        db,
        """SELECT r.id AS report, t.id AS text_id, t.text AS text, ct.extractor AS extractor,
                  ct.version AS version, ct.links AS links, ct.pages AS pages, k.final_address AS address
           FROM reports r
           JOIN capture_texts ct ON ct.capture_id = r.capture_id AND ct.text_id = r.article_id
           JOIN texts t ON t.id = r.article_id
           JOIN captures k ON k.id = r.capture_id
           ORDER BY r.id""",
    ):
        yield row["report"], row["text_id"], text_from(row), row["address"]


def text_from(row: dict[str, Any]) -> Text:
    """A stored article text as it was read."""
    return Text(
        text=row["text"],
        role="article",
        extractor=row["extractor"],
        version=row["version"],
        pages=tuple(json.loads(row["pages"])),
        links=tuple(Link(*link) for link in json.loads(row["links"])),
    )
