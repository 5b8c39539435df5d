"""Named changes of the schema, each committed together with its own record.

A migration's SQL lies in `schema/`. Triggers and views are made anew by every migration, since
sqlite-utils' `transform()` drops triggers without a word and a view may read a changed table.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from sqlite_utils import Database, Migrations

from mediawatch.store.sqlite import sqlite3

migrations = Migrations("mediawatch")

APPEND_ONLY: dict[str, tuple[str, ...]] = {
    "captures": ("id",),
    "archived": ("capture_id",),
    "texts": ("id",),
    "capture_texts": ("capture_id", "role"),
    "files": ("id",),
    "rebuttal_versions": ("rebuttal_id", "version"),
    "deliveries": ("id",),
    "notes": ("id",),
    "events": ("id",),
    "event_payloads": ("event_id",),
}
"""Tables whose rows are never changed, with their keys."""

SECOND_KEYS: dict[str, str] = {"texts": "sha256", "files": "sha256", "events": "hash"}
"""Further unique columns by which REPLACE could remove a row."""


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript() would commit the open transaction."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        raise ValueError(f"the script ends in mid-statement: {pending.strip()[:80]}")


def append_only_triggers() -> dict[str, str]:
    """Name and SQL of each trigger that keeps a table append-only.

    A raw connection's REPLACE passes UPDATE and DELETE triggers (sqlite.org, "REPLACE": delete triggers
    fire only with recursive_triggers), hence the third trigger on keys that are there.
    """
    made = {}
    for table, key in APPEND_ONLY.items():
        for action in ("UPDATE", "DELETE"):
            name = f"{table}_never_{action.lower()}"
            made[name] = (
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        same = " AND ".join(f'"{column}" = new."{column}"' for column in key)
        if table in SECOND_KEYS:
            second = SECOND_KEYS[table]
            same = f'({same}) OR "{second}" = new."{second}"'
        name = f"{table}_never_replace"
        made[name] = (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN "
            f"SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    return made


def read_script(name: str) -> str:
    """The text of one file in `schema/`."""
    return (resources.files("mediawatch.store") / "schema" / name).read_text(encoding="utf-8")


def expected_triggers() -> dict[str, str]:
    """Every trigger that the record must have, by name, with its SQL; `verify` compares."""
    made = dict(append_only_triggers())
    for statement in statements(read_script("triggers.sql")):
        sql = "\n".join(line for line in statement.splitlines() if not line.startswith("--")).strip()
        made[sql.split()[2]] = sql.rstrip(";").strip()
    return made


def remake_triggers_and_views(db: Database) -> None:
    """Drop what there is and make today's triggers and views."""
    for kind in ("trigger", "view"):
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,)).fetchall():
            db.execute(f"DROP {kind.upper()} [{name}]")
    for sql in expected_triggers().values():
        db.execute(sql)
    for statement in statements(read_script("views.sql")):
        db.execute(statement)


@migrations()
def backbone(db: Database) -> None:
    """Documents, captures, texts, mentions, claims, rebuttals, requests, history, search."""
    for statement in statements(read_script("tables.sql")):
        db.execute(statement)
    for index in ("texts_index", "claims_index", "rebuttals_index", "titles_index"):
        # a deleted draft must leave no words behind in the index (sqlite.org, FTS5, "secure-delete")
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1)")
    remake_triggers_and_views(db)
