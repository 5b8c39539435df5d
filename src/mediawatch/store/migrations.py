"""Named changes of the schema, each committed together with its own record.

A migration's SQL lies in `schema/`. The last one that is applied makes triggers and views anew, since
sqlite-utils' `transform()` drops triggers without a word and a view may read a changed table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import resources

from sqlite_utils import Database, Migrations

from mediawatch.store.sqlite import sqlite3
from mediawatch.store.stale import stale_triggers

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
    "assessments": ("id",),
    "assessment_evidence": ("id",),
    "citation_grades": ("id",),
    "work_checks": ("id",),
    "report_checks": ("id",),
    "anchor_checks": ("id",),
    "report_notices": ("id",),
    "revisits": ("check_id",),
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
    made.update(stale_triggers())
    for statement in statements(read_script("triggers.sql")):
        sql = "\n".join(line for line in statement.splitlines() if not line.startswith("--")).strip()
        made[sql.split()[2]] = sql.rstrip(";").strip()
    return made


VIEW_SCRIPTS = (
    "views.sql",
    "desk_views.sql",
    "citation_views.sql",
    "watching_views.sql",
    "rechecking_views.sql",
    "telling_views.sql",
    "timeline.sql",
)
"""Where the views stand. SQLite resolves the names in a view when it is asked, so that their order is free."""

AUDIENCES: dict[str, tuple[str, ...]] = {
    "": ("",),
    "_staff": ("", "confidential"),
    "_counsel": ("", "confidential", "privileged"),
}
"""What stands behind the name of a view for each of those who read it, and the levels of confidentiality they see."""

LEVELS = re.compile(r"/\*levels\*/ \(''\)")
"""What a view says where it looks at the level of a thing."""

READERS = "/*audience*/ ''"
"""What a view says where it reads what is kept for one of AUDIENCES."""


def expected_views() -> dict[str, str]:
    """Every view by name, with its SQL. One that reads something which may be confidential is there once for each of
    AUDIENCES, with the same columns."""
    made = {}
    for script in VIEW_SCRIPTS:
        for statement in statements(read_script(script)):
            sql = "\n".join(line for line in statement.splitlines() if not line.startswith("--")).strip()
            made[sql.split()[2]] = sql.rstrip(";")
    apart = {name for name, sql in made.items() if LEVELS.search(sql)}
    while True:
        readers = {name for name, sql in made.items() if apart & set(re.findall(r"\w+", sql))}
        if readers <= apart:
            break
        apart |= readers
    names = re.compile(rf"\b({'|'.join(sorted(apart))})\b")
    for ending, levels in AUDIENCES.items():
        if ending:
            seen = ", ".join(f"'{level}'" for level in levels)
            for name in sorted(apart):
                sql = LEVELS.sub(f"({seen})", made[name]).replace(READERS, f"'{ending}'")
                made[name + ending] = names.sub(rf"\g<1>{ending}", sql)
    return made


def remake_triggers_and_views(db: Database) -> None:
    """Drop what there is and make today's triggers and views."""
    for kind in ("trigger", "view"):
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,)).fetchall():
            db.execute(f"DROP {kind.upper()} [{name}]")
    for sql in (*expected_triggers().values(), *expected_views().values()):
        db.execute(sql)


def step(change: Callable[[Database], None]) -> Callable[[Database], None]:
    """Register a change under the name of its function. The last of all makes triggers and views anew."""

    def apply(db: Database) -> None:
        change(db)
        if migrations._migrations[-1].name == change.__name__:
            remake_triggers_and_views(db)

    migrations(name=change.__name__)(apply)
    return change


def run_script(db: Database, name: str) -> None:
    """Run the statements of one file in `schema/`."""
    for statement in statements(read_script(name)):
        db.execute(statement)


def forget_deleted_words(db: Database, *indexes: str) -> None:
    """Have indexes leave no words of a deleted row behind (sqlite.org, FTS5, "secure-delete")."""
    for index in indexes:
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1)")


def widen_check(db: Database, table: str, old: str, new: str) -> None:
    """Put another condition in place of one in a table's definition.

    SQLite has no ALTER for that; for a change that leaves the stored rows as they are its documentation gives this
    way ("ALTER TABLE", "Making Other Kinds Of Table Schema Changes").
    """
    (sql,) = db.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()
    if sql.count(old) != 1:
        raise ValueError(f"{table} does not say {old!r} once")
    (version,) = db.execute("PRAGMA schema_version").fetchone()
    db.execute("PRAGMA writable_schema = ON")
    db.execute(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", (sql.replace(old, new), table)
    )
    db.execute(f"PRAGMA schema_version = {version + 1}")
    db.execute("PRAGMA writable_schema = OFF")


@step
def backbone(db: Database) -> None:
    """Documents, captures, texts, mentions, claims, rebuttals, requests, history, search."""
    run_script(db, "tables.sql")
    forget_deleted_words(db, "texts_index", "claims_index", "rebuttals_index", "titles_index")


@step
def desk(db: Database) -> None:
    """Triage, suggestions, stories, contacts, steps of requests, deadlines, confidential things."""
    run_script(db, "desk.sql")
    widen_check(db, "requests", "'apology', 'removal')", "'apology', 'removal', 'right to erasure')")
    forget_deleted_words(db, "contacts_index", "rebuttals_index")


@step
def citations(db: Database) -> None:
    """Citations with their grades; what works are called."""
    run_script(db, "citations.sql")
    forget_deleted_words(db, "citations_index")


@step
def standings(db: Database) -> None:
    """How each claim stands, kept beside it."""
    run_script(db, "standings.sql")


@step
def watching(db: Database) -> None:
    """Sources, what they list, and what became of it."""
    run_script(db, "watching.sql")


@step
def rechecking(db: Database) -> None:
    """What became of known reports when they were read again."""
    run_script(db, "rechecking.sql")


@step
def quote_parts(db: Database) -> None:
    """Of a quote that still stands, its unbroken parts with their places, as in appearances."""
    db.execute("ALTER TABLE anchor_checks ADD COLUMN parts TEXT NOT NULL DEFAULT '[]'")


@step
def telling(db: Database) -> None:
    """Who is told what, and what each has been told."""
    run_script(db, "telling.sql")


@step
def copies(db: Database) -> None:
    """Where web archives have copies of what is listed."""
    run_script(db, "copies.sql")


@step
def first_captures(db: Database) -> None:
    """The day on which each document was first read, kept beside it."""
    run_script(db, "first_captures.sql")


@step
def signing_in(db: Database) -> None:
    """Only views change: the log says of each event whether whoever did it had signed in, and what failed with
    evidence of a privileged request is for counsel alone."""


@step
def lately(db: Database) -> None:
    """Indexes of what was verified and what has gone."""
    run_script(db, "lately.sql")


@step
def counted_apart(db: Database) -> None:
    """Only views change: an address is looked up where one is asked for, and names are counted by their numbers."""
