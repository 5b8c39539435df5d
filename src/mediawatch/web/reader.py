"""The record as a page reads it: rows of views, links that work behind a prefix, dates on its own clocks."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from mediawatch.errors import MediawatchError
from mediawatch.exporters.moments import find_zone
from mediawatch.journeys.access import Role
from mediawatch.journeys.desk import Desk
from mediawatch.store.markings import Audience, as_seen, find_apart
from mediawatch.store.record import Record
from mediawatch.store.sqlite import sqlite3

Found = TypeVar("Found")

STAFF: Final[tuple[Role, ...]] = ("staff", "editor")
"""Who sees what is confidential."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a route answers with: a template of ours, and what it shows."""

    template: str
    """file name in templates/mediawatch"""
    context: Mapping[str, Any]
    status: int = 200


class Missing(Exception):
    """There is no such thing in the record; the message says so and what to do."""


class Moved(Exception):
    """What was asked for is part of something else; the message is the path of that page of ours."""


@dataclass(frozen=True, slots=True)
class Reader:
    """An open record, for one request."""

    datasette: Any
    database: Any
    """Datasette's database, read-only"""
    root: str
    """what stands before the path of our pages, without base_url"""
    organisation: str
    zone: zoneinfo.ZoneInfo
    """in which days are counted and times are shown"""
    who: str = ""
    """who is signed in; "" where nobody has to"""
    role: str = ""
    audience: Audience = ""
    """which views are read: staff see what is confidential"""
    apart: tuple[str, ...] = ()
    """the views that are others for this audience"""

    @property
    def editor(self) -> bool:
        """Whether this reader may approve, send back and judge on the pages."""
        return self.role == "editor"

    @property
    def staff(self) -> bool:
        """Whether this reader sees what is confidential."""
        return self.audience == "_staff"

    def seen(self, sql: str) -> str:
        """A query over the views as this reader sees them."""
        return as_seen(sql, self.apart, self.audience)

    async def rows(self, sql: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """All rows of a query, as this reader sees the views in it; values are bound by name."""
        found = await self.database.execute(self.seen(sql), dict(values or {}))
        return [dict(row) for row in found.rows]

    async def row(self, sql: str, values: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
        """The first row, or None."""
        found = await self.rows(sql, values)
        return found[0] if found else None

    async def count(self, sql: str, values: Mapping[str, Any] | None = None) -> int:
        """The first number of the first row; 0 where it is NULL."""
        found = await self.database.execute(self.seen(sql), dict(values or {}))
        return int(found.first()[0] or 0)

    async def read(self, work: Callable[[Desk], Found]) -> Found:
        """What `work` reads at a read-only desk, in one of Datasette's threads and within its time limit."""
        from datasette.database import QueryInterrupted
        from datasette.utils import sqlite_timelimit
        from sqlite_utils import Database

        def limited(connection: Any) -> Found:
            record = Record(Path(self.database.path), Database(connection, execute_plugins=False))
            desk = Desk(record, "", self.organisation, str(self.zone))
            try:
                with sqlite_timelimit(connection, self.datasette.sql_time_limit_ms):
                    return work(desk)
            except sqlite3.OperationalError as error:
                if error.args == ("interrupted",):
                    raise QueryInterrupted(error, "", {}) from error
                raise

        found: Found = await self.database.execute_fn(limited)
        return found

    def link(self, path: str, **query: Any) -> str:
        """The address of one of our pages; parts of the query that are empty are left out."""
        asked = urlencode({name: value for name, value in query.items() if value not in ("", None, 0)})
        return str(self.datasette.urls.path(f"{self.root}{path}")) + (f"?{asked}" if asked else "")

    def today(self) -> datetime.date:
        """Today on the record's clocks."""
        return datetime.datetime.now(self.zone).date()

    def days_since(self, day: str) -> int | None:
        """Whole days from an ISO day to today; None where it is a month, a year or nothing."""
        try:
            return (self.today() - datetime.date.fromisoformat(day)).days if len(day) == 10 else None
        except ValueError:
            return None


async def open_anyway(datasette: Any, actor: Mapping[str, Any] | None = None) -> Reader:
    """The same; where the record cannot be read a reader of nothing, for a page that says so."""
    from mediawatch.web.place import find_root

    try:
        return await open_reader(datasette, actor)
    except (MediawatchError, sqlite3.Error):
        pass
    # the first of all is Datasette's own, in memory
    database = next(each for each in datasette.databases.values() if each.path)
    return Reader(datasette, database, find_root(datasette), "your organisation", find_zone("UTC"))


async def open_reader(datasette: Any, actor: Mapping[str, Any] | None = None) -> Reader:
    """The record that this Datasette serves, for whoever asks.

    Args:
        actor: Datasette's word for them; None where nobody is signed in.

    Raises:
        Missing: it serves none.
    """
    from mediawatch.web.place import find_record, find_root

    database = await find_record(datasette)
    if database is None:
        raise Missing("No mediawatch record is served here.")
    found = (await database.execute("SELECT name, timezone FROM organisation")).first()
    role = str((actor or {}).get("role", ""))
    audience: Audience = "_staff" if role in STAFF else ""
    apart = await database.execute_fn(lambda connection: find_apart(connection, audience)) if audience else ()
    return Reader(
        datasette=datasette,
        database=database,
        root=find_root(datasette),
        organisation=found["name"],
        zone=find_zone(found["timezone"]),
        who=str((actor or {}).get("name", "")),
        role=role,
        audience=audience,
        apart=apart,
    )
