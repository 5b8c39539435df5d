"""The desk at which a user works: an open record, and who acts."""

from __future__ import annotations

import contextlib
import getpass
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mediawatch.errors import InputError
from mediawatch.model import Actor
from mediawatch.store.record import Record, open_record

if TYPE_CHECKING:
    from mediawatch.archive.fetch import Door
    from mediawatch.journeys.copies import Stories
    from mediawatch.journeys.shelf import Shelf
    from mediawatch.journeys.suggest import Memory


def ignore(done: int, total: int) -> None:
    """The progress that nobody watches."""


@dataclass
class Desk:
    """An open record and the user who works on it."""

    record: Record
    by: str
    """name of the user; every change is recorded under it"""
    organisation: str
    timezone: str
    """IANA name; days are counted in it"""
    environ: Mapping[str, str] = field(default_factory=dict)
    signed_in: bool = False
    """whether the user has signed in; else the name is as somebody stated it"""
    _door: Door | None = None
    progress: Callable[[int, int], None] = ignore
    """told how far a longer piece of work is: how many are done, and of how many"""
    shelf: Shelf | None = None
    """our works as journeys.shelf opened them last, so that a list of reports opens them once"""
    memory: Memory | None = None
    """the known claims as journeys.suggest read them last, so that a list of reports reads them once"""
    stories: Stories | None = None
    """the index of stories as journeys.copies opened it"""

    def actor(self) -> Actor:
        """Who acts, at this moment."""
        now = datetime.now(UTC)
        return Actor(self.by, now.isoformat(timespec="seconds"), self.day_of(now), self.signed_in)

    def day_of(self, moment: datetime | str) -> str:
        """The day of a time in the record's time zone."""
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment)
        return moment.astimezone(ZoneInfo(self.timezone)).date().isoformat()

    def minute_of(self, moment: str) -> str:
        """ "2026-03-04 09:15": a recorded time on the record's clocks; what is no time stays as it is."""
        try:
            return f"{datetime.fromisoformat(moment).astimezone(ZoneInfo(self.timezone)):%Y-%m-%d %H:%M}"
        except ValueError:
            return moment

    def door(self) -> Door:
        """The one door through which addresses are fetched, opened when it is first needed."""
        if self._door is None:
            from mediawatch.archive.fetch import Door, settings_from_environment
            from mediawatch.store.settings import read_settings

            kept = read_settings(self.record.db)
            self._door = Door(
                settings_from_environment(
                    self.environ, contact=kept.get("contact", ""), proxy=kept.get("proxy", "")
                )
            )
        return self._door

    def close(self) -> None:
        if self._door is not None:
            self._door.close()
        self.record.close()


def default_path(environ: Mapping[str, str], folder: Path) -> Path:
    """Where the record lies: MEDIAWATCH_DB, else db/ of a checkout, else the user's data folder."""
    if environ.get("MEDIAWATCH_DB"):
        return Path(environ["MEDIAWATCH_DB"]).expanduser()
    for place in (folder, *folder.parents):
        if (place / "src" / "mediawatch").is_dir() and (place / "db").is_dir():
            return place / "db" / "mediawatch.db"
    from platformdirs import user_data_path

    return user_data_path("mediawatch", appauthor=False) / "mediawatch.db"


def default_user(environ: Mapping[str, str]) -> str:
    """Who acts when nobody is named: MEDIAWATCH_USER, else the name of the account."""
    if environ.get("MEDIAWATCH_USER", "").strip():
        return environ["MEDIAWATCH_USER"].strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:  # an account without a name, as in some containers
        raise InputError(
            "This account has no name, so the record cannot say who acts.",
            "Say it with --by NAME or set MEDIAWATCH_USER.",
        ) from error


@contextlib.contextmanager
def open_desk(
    path: Path,
    by: str = "",
    *,
    environ: Mapping[str, str] | None = None,
    read_only: bool = False,
    signed_in: bool = False,
) -> Iterator[Desk]:
    """Open a record to work on it.

    Args:
        by: who works; "" is as default_user finds it.
        signed_in: whether it is known that it is them.

    Raises:
        RecordError: there is none, it is none, or a newer program made it.
        StoreError: another program holds it too long.
    """
    import os

    environ = os.environ if environ is None else environ
    record = open_record(path, read_only=read_only)
    try:
        name, timezone = record.db.execute("SELECT name, timezone FROM organisation").fetchone()
        desk = Desk(record, by.strip() or default_user(environ), name, timezone, environ, signed_in)
    except BaseException:
        record.close()
        raise
    try:
        yield desk
    finally:
        desk.close()
