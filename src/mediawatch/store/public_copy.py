"""The public record: a SQLite file made by copying what is public into tables that have room for nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

TABLES: Mapping[str, Mapping[str, type]] = {
    "about": {"organisation": str, "address": str, "made_at": str, "says": str},
    "claims": {"claim": int, "wording": str, "places": int, "put_right": int, "page": str},
    "answers": {
        "answer": int, "title": str, "text": str, "published_on": str, "address": str, "superseded": int,
        "superseded_by": int, "page": str,
    },
    "claim_answers": {"claim": int, "answer": int},
    "outlets": {"outlet": int, "name": str, "page": str},
    "places": {
        "place": int, "claim": int, "outlet": int, "title": str, "address": str, "published": str,
        "published_precision": str, "published_certain": int, "quote": str, "outcome": str, "outcome_on": str,
    },
}  # fmt: skip
"""Tables and their columns."""

KEYS: Mapping[str, str | Sequence[str]] = {
    "claims": "claim",
    "answers": "answer",
    "claim_answers": ("claim", "answer"),
    "outlets": "outlet",
    "places": "place",
}
LINKS: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "claim_answers": (("claim", "claims", "claim"), ("answer", "answers", "answer")),
    "places": (("claim", "claims", "claim"), ("outlet", "outlets", "outlet")),
}
SEARCHED: Mapping[str, Sequence[str]] = {
    "claims": ("wording",),
    "answers": ("title", "text"),
    "places": ("title", "quote"),
}
"""What can be searched, by table."""


def write_public_copy(path: Path, rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """Make the file at `path`, where there is none yet.

    Args:
        rows: for each of TABLES its rows, with exactly its columns.
    """
    db = Database(path)
    try:
        for table, columns in TABLES.items():
            db.table(table).create(dict(columns), pk=KEYS.get(table), foreign_keys=LINKS.get(table, ()))
            made = [{name: row[name] for name in columns} for row in rows[table]]
            db.table(table).insert_all(made)
        for table, searched in SEARCHED.items():
            db.table(table).enable_fts(list(searched), tokenize="unicode61 remove_diacritics 2")
        db.vacuum()
    finally:
        db.close()
