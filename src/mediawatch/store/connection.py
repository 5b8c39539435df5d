"""Connections to a record's file: how they are opened, whether it is one, and SQLite's errors as ours."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from mediawatch.errors import RecordError, StoreError
from mediawatch.store.migrations import migrations
from mediawatch.store.sqlite import sqlite3

APPLICATION_ID = 0x6D777463
"""`PRAGMA application_id` of a record: the letters "mwtc"."""

BUSY_SECONDS = 15
"""How long a writer waits for another before it gives up."""


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """SQLite's errors as ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise StoreError(
                f"Another program is writing to {path} and did not finish within {BUSY_SECONDS} seconds.",
                "Try again when it is done; nothing was changed.",
            ) from error
        if "full" in said or "disk I/O" in said:
            raise StoreError(
                f"The disk that holds {path} is full or failing ({said}).",
                "Make room and try again; nothing was changed.",
            ) from error
        if "readonly" in said or "unable to open" in said:
            raise RecordError(
                f"{path} cannot be written to ({said}).",
                "Check the permissions of the file and its folder, or choose another with --db.",
            ) from error
        raise
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise RecordError(
                f"{path} is no mediawatch record, or it is damaged ({error}).",
                "Choose the right file with --db, or bring back a backup with `mediawatch restore FILE`.",
            ) from error
        raise


def connect(path: Path, *, read_only: bool = False) -> Database:
    """A connection as the record needs it: WAL, synchronous FULL, foreign keys, a patient writer."""
    uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rw'}"
    # the statement cache spares parsing the same few hundred statements again
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=512
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
    except BaseException:
        connection.close()
        raise
    return Database(connection, execute_plugins=False)


def check_is_record(db: Database, path: Path) -> None:
    """Raise RecordError unless this is a record that this program understands."""
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise RecordError(
            f"{path} is a database, but no mediawatch record.", "Choose the right file with --db FILE."
        )
    known = {migration.name for migration in migrations.pending(db)} | {
        migration.name for migration in migrations.applied(db)
    }
    applied = [
        name
        for (name,) in db.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (migrations.name,)
        ).fetchall()
    ]
    ours = {migration.name for migration in migrations._migrations}
    newer = [name for name in applied if name not in ours]
    if newer or not known:
        raise RecordError(
            f"{path} was made by a newer mediawatch (it has the change {', '.join(newer)!r}).",
            "Update mediawatch to open it; nothing was changed.",
        )
