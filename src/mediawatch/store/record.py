"""The record's file: made, opened, and written in transactions that begin with BEGIN IMMEDIATE."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from sqlite_utils import Database

from mediawatch.errors import NotAllowed, RecordError
from mediawatch.store.backup import copy_record
from mediawatch.store.connection import APPLICATION_ID, check_is_record, connect, explained
from mediawatch.store.migrations import migrations
from mediawatch.store.standings import keep_anew, keep_standings


class Record:
    """An open record. Read through `db`; write inside `with record.write() as db`."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self.db = db
        self._together = False

    @contextlib.contextmanager
    def write(self) -> Iterator[Database]:
        """One transaction: everything in it is committed together, or nothing is.

        Begins IMMEDIATE, since a deferred transaction that reads first fails at once with "locked"
        when another writer came between (sqlite.org, "BEGIN", upgrade from read to write).

        Raises:
            StoreError: another program holds the record too long, or the disk is full.
        """
        with explained(self.path):
            if self._together:
                with self._part() as db:
                    yield db
                return
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                keep_standings(self.db)
                self.db.execute("COMMIT")
            except BaseException:
                # a full disk may have ended the transaction already
                if self.db.conn.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def together(self) -> Iterator[Database]:
        """One transaction round several journeys: each `write` in it is a part, which is undone by itself when it
        fails, and all is committed at the end or not at all.

        Nothing that waits (a fetch, a person) belongs inside, since other writers wait for it.
        """
        with self.write() as db:
            self._together = True
            try:
                yield db
            finally:
                self._together = False

    @contextlib.contextmanager
    def part(self) -> Iterator[Database]:
        """Inside `together`: several writes that are undone together when one fails."""
        with explained(self.path), self._part() as db:
            yield db

    @contextlib.contextmanager
    def _part(self) -> Iterator[Database]:
        self.db.execute("SAVEPOINT part")
        try:
            yield self.db
        except BaseException:
            if self.db.conn.in_transaction:
                self.db.execute("ROLLBACK TO part")
                self.db.execute("RELEASE part")
            raise
        self.db.execute("RELEASE part")

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_record(path: Path, organisation: str, timezone: str, now: str) -> Record:
    """Make a new record. It appears whole or not at all.

    Raises:
        NotAllowed: there is a file already.
        RecordError: the folder cannot be written to.
    """
    if path.exists():
        raise NotAllowed(f"There is a file at {path} already.", "Choose another with --db.", "init")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
        unfinished.touch(exist_ok=False)
    except OSError as error:
        raise RecordError(
            f"The folder {path.parent} cannot be written to ({error.strerror}).",
            "Choose another place with --db FILE.",
        ) from error
    try:
        with explained(unfinished):
            db = connect(unfinished)
            try:
                db.execute("PRAGMA page_size = 8192")
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrations.apply(db)
                db.execute("BEGIN IMMEDIATE")
                db.execute(
                    "INSERT INTO organisation (id, name, timezone, record_uuid, created_at) "
                    "VALUES (1, ?, ?, ?, ?)",
                    (organisation, timezone, str(uuid.uuid4()), now),
                )
                db.execute("COMMIT")
            finally:
                db.close()
        # a hard link fails where the name is taken: two `init` at once make one record
        try:
            os.link(unfinished, path)
        except FileExistsError as error:
            raise NotAllowed(f"There is a file at {path} already.", "", "init") from error
        except OSError:  # a file system without hard links
            unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return open_record(path)


def open_record(path: Path, *, read_only: bool = False) -> Record:
    """Open a record, bringing an older one up to date (after a backup beside it).

    Raises:
        RecordError: there is none, it is none, or a newer program made it.
        StoreError: another program holds it too long.
    """
    if not path.exists():
        raise RecordError(
            f"There is no record at {path}.",
            "Make one with `mediawatch init --organisation NAME`, or choose another with --db FILE.",
        )
    if path.is_dir():
        raise RecordError(f"{path} is a folder, not a record.", "Name the record's file with --db FILE.")
    with explained(path):
        db = connect(path, read_only=read_only)
        try:
            check_is_record(db, path)
            if read_only and migrations.pending(db):
                # whoever only looks at an older record still needs today's views
                db.close()
                open_record(path).close()
                db = connect(path, read_only=True)
            if not read_only:
                if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
                    raise RecordError(
                        f"The folder of {path} does not allow SQLite's write-ahead log; network drives do not.",
                        "Keep the record on a disk of this machine: --db FILE.",
                    )
                if migrations.pending(db):
                    migrate(db, path)
        except BaseException:
            db.close()
            raise
    return Record(path, db)


def migrate(db: Database, path: Path) -> None:
    """Apply what is pending, after a backup that stands beside the record."""
    names = "-".join(migration.name for migration in migrations.pending(db))[:60]
    copy_record(db, path.with_name(f"{path.stem}.before-{names}{path.suffix}"), replace=True)
    migrations.apply(db)
    with Record(path, db).write():
        keep_anew(db)
