"""Copies of the record by SQLite's backup interface: whole, also while others write."""

from __future__ import annotations

import os
from pathlib import Path

from sqlite_utils import Database

from mediawatch.errors import IntegrityError, NotAllowed, RecordError
from mediawatch.store.connection import BUSY_SECONDS, check_is_record, explained
from mediawatch.store.sqlite import sqlite3


def copy_record(db: Database, target: Path, *, replace: bool = False) -> None:
    """Copy an open record to a file, which appears whole or not at all, and check the copy.

    Raises:
        NotAllowed: there is a file of that name.
        RecordError: the folder cannot be written to.
        IntegrityError: the copy does not pass SQLite's own check.
    """
    if target.exists() and not replace:
        raise NotAllowed(f"There is a file at {target} already.", "Choose another name; nothing was written.")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with explained(target):
            copy = sqlite3.connect(str(unfinished), timeout=BUSY_SECONDS, isolation_level=None)
            try:
                db.conn.backup(copy)
                # one plain file: no write-ahead log beside a backup
                copy.execute("PRAGMA journal_mode = DELETE")
                said = copy.execute("PRAGMA integrity_check").fetchone()[0]
            finally:
                copy.close()
        if said != "ok":
            raise IntegrityError(f"The copy at {target} does not pass SQLite's check: {said}.")
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise RecordError(
            f"{target} cannot be written ({error.strerror}).", "Choose another place."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def open_copy(path: Path) -> Database:
    """Open a backup for reading, without changing anything beside it.

    Raises:
        RecordError: it is no record, or a newer program made it.
    """
    if not path.is_file():
        raise RecordError(f"There is no file at {path}.", "Name a backup made by `mediawatch backup FILE`.")
    with explained(path):
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
        db = Database(connection, execute_plugins=False)
        try:
            check_is_record(db, path)
        except BaseException:
            db.close()
            raise
    return db
