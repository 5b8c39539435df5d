"""The record as it is served: read-only, while others write to it, bring back a backup, or bring it up to date."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from datasette.database import Database

from mediawatch.errors import RecordError
from mediawatch.store.connection import BUSY_SECONDS, check_is_record, connect, explained
from mediawatch.store.record import open_record
from mediawatch.store.sqlite import sqlite3

Found = TypeVar("Found")
Place = tuple[int, int]
"""Device and number of a file: another file of the same name has another."""


@dataclass(slots=True)
class Kept:
    """A connection of one thread."""

    place: Place
    schema: int
    """SQLite's schema_version when it was looked at last"""
    connection: Any


class RecordDatabase(Database):  # type: ignore[misc]  # Datasette has no types
    """The record, read-only but not immutable. Connections are Datasette's, one for each thread; one that leads to a
    file which is not there any more, since a backup took its place, is closed and opened anew."""

    is_record = True
    """for web.place, which is asked once for each table of a list"""

    def __init__(self, datasette: Any, path: str) -> None:
        super().__init__(datasette, path=path)
        self._kept = threading.local()

    def connect(self, write: bool = False) -> Any:
        """A read-only connection. Datasette's own breaks on a path with `?`, `#` or `%`."""
        if write:
            raise RuntimeError("the served record is never written to")
        connection = sqlite3.connect(
            f"{Path(self.path).resolve().as_uri()}?mode=ro",
            uri=True,
            check_same_thread=False,
            timeout=BUSY_SECONDS,
        )
        connection.execute("PRAGMA query_only = ON")
        self._all_file_connections.append(connection)
        return connection

    async def execute_fn(self, fn: Callable[[Any], Found]) -> Found:
        """What `fn` gives for a connection, in one of Datasette's threads.

        Raises:
            RecordError: the record is not there, is none, or a newer program has changed it.
            StoreError: another program holds it too long.
        """

        def work() -> Found:
            with explained(Path(self.path)):
                connection = self.find_connection()
            return fn(connection)

        if self.ds.executor is None:
            return work()
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, work)

    def find_connection(self) -> Any:
        """This thread's connection to the record that lies there now."""
        path = Path(self.path)
        place = find_place(path)
        kept: Kept | None = getattr(self._kept, "it", None)
        if kept is not None and kept.place != place:
            self.forget(kept)
            kept = None
        if kept is None:
            # an older record that was brought back still needs today's views
            open_record(path, read_only=True).close()
            connection = self.connect()
            self.ds._prepare_connection(connection, self.name)
            kept = self._kept.it = Kept(place, read_schema(connection), connection)
        elif (schema := read_schema(kept.connection)) != kept.schema:
            check_as_it_is(path)
            kept.schema = schema
        return kept.connection

    def forget(self, kept: Kept) -> None:
        """Close a connection."""
        self._kept.it = None
        self._all_file_connections.remove(kept.connection)
        kept.connection.close()


def find_place(path: Path) -> Place:
    """Which file lies there.

    Raises:
        RecordError: none.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise RecordError(
            "The record is not where it was.",
            "Whoever runs this can bring it back (mediawatch restore); these pages then show it again.",
        ) from error
    return found.st_dev, found.st_ino


def read_schema(connection: Any) -> int:
    """SQLite's number for the tables and views as they are; any change of them changes it."""
    (number,) = connection.execute("PRAGMA schema_version").fetchone()
    return int(number)


def check_as_it_is(path: Path) -> None:
    """Look at a record whose tables or views were changed.

    Raises:
        RecordError: a newer program changed them.
    """
    db = connect(path, read_only=True)
    try:
        check_is_record(db, path)
    finally:
        db.close()
