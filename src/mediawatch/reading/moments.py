"""Moments as people type them: a day, or a day with a time on the clocks of the record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from mediawatch.errors import InvalidDate
from mediawatch.reading.dates import END_OF_TIME, parse_day

_TIME: Final = re.compile(
    r"(?:(?P<day>.*\S)(?:\s*,\s*|\s+|(?<=[0-9])T(?=[0-9])))?"
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_WRITE: Final = "Write it as 2026-03-03 16:02, or as 2026-03-03 where the time is not known."


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, as exactly as somebody said."""

    day: str
    """ISO day in the record's time zone"""
    at: str = ""
    """UTC, ISO 8601; "" where only the day is known"""

    @property
    def stored(self) -> str:
        """The moment where it is known, else the day."""
        return self.at or self.day


def parse_moment(typed: str, zone: ZoneInfo, *, day: str = "", today: str = END_OF_TIME) -> Moment:
    """A day, with a time where one was typed.

    Takes every day that `parse_day` takes, alone or with a time: 2026-03-03 16:02, 2026-03-03T16:02+01:00,
    3 March 2026, 4.30pm. A time without an offset is one on the clocks of `zone`.

    Args:
        zone: the record's time zone.
        day: ISO day that is meant where a time stands alone ("18:00").
        today: ISO day; what lies after it is refused.

    Raises InvalidDate for what is none, for a month or a year, and for a time that the clocks of the zone skip or show
    twice (the nights in which they change): with its offset it can be said.
    """
    words = " ".join(typed.split())[:80]
    found = _TIME.fullmatch(words)
    if found is None:
        return Moment(_one_day(words, today))
    named = (found["day"] or "").rstrip(" ,")
    if not named and not day:
        raise InvalidDate(f"{words!r} is a time without a day.", _WRITE)
    on = date.fromisoformat(_one_day(named, END_OF_TIME) if named else day)
    try:
        moment = _on_clocks(words, on, found, zone)
        local = moment.astimezone(zone)
    except OverflowError as error:  # the first and last day that Python's calendar has
        raise InvalidDate(f"{words!r} lies outside the calendar.", _WRITE) from error
    if local.date().isoformat() > today:
        raise InvalidDate(f"{words!r} is in the future: today is {today}.", "Write when it happened.")
    return Moment(local.date().isoformat(), moment.isoformat(timespec="seconds"))


def _one_day(words: str, today: str) -> str:
    read = parse_day(words, today=today)
    if read.precision != "day":
        raise InvalidDate(f"{words!r} is not one day.", _WRITE)
    return read.value


def _on_clocks(words: str, on: date, found: re.Match[str], zone: ZoneInfo) -> datetime:
    """The moment in UTC of a time on a day."""
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise InvalidDate(f"{words!r} is no time: there is no {hour} {found['half']}.", _WRITE)
        hour = hour % 12 + (12 if found["half"][0].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise InvalidDate(f"{words!r} is no time of day.", _WRITE)
    wall = datetime(on.year, on.month, on.day, hour, minute, second)  # noqa: DTZ001 - its zone follows
    if found["offset"]:
        return wall.replace(tzinfo=_read_offset(words, found["offset"])).astimezone(UTC)
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early == late:
        return early
    shown = f"{on.isoformat()}T{wall:%H:%M}"
    # a time that is skipped comes back as another one (PEP 495)
    if early.astimezone(zone).replace(tzinfo=None) != wall:
        raise InvalidDate(
            f"{words!r} never was on the clocks of {zone.key}: they were put forward over it.",
            "Check the time.",
        )
    offsets = " or ".join(f"{shown}{moment.astimezone(zone):%z}" for moment in (early, late))
    raise InvalidDate(
        f"{words!r} was twice on the clocks of {zone.key}, which were put back.", f"Write {offsets}."
    )


def _read_offset(words: str, offset: str) -> timezone:
    if offset in ("Z", "z"):
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    if hours > 14 or minutes > 59:
        raise InvalidDate(f"{words!r} has an offset that no clock has.", _WRITE)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if offset[0] == "-" else ahead)
