"""Days and times as people write them, as exactly as they are known and no more."""

from __future__ import annotations

import datetime
import re
import zoneinfo

from mediawatch.errors import InputError
from mediawatch.model import Precision

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Not from the locale: the same record gives the same file on every machine."""

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def say_day(value: str, precision: Precision, *, certain: bool = True) -> str:
    """ "4 March 2026", "March 2026", "2026" or "date unknown"; a guess says that it is one.

    `value` is an ISO day, month or year. What is none is given as it stands, never corrected.
    """
    if precision == "unknown" or not value:
        return "date unknown"
    match = _DAY.fullmatch(value)
    if match is None or not 1 <= int(match[2] or 1) <= 12:
        said = value
    elif match[3] and precision == "day":
        said = f"{int(match[3])} {MONTHS[int(match[2]) - 1]} {match[1]}"
    elif match[2] and precision in ("day", "month"):
        said = f"{MONTHS[int(match[2]) - 1]} {match[1]}"
    else:
        said = match[1]
    return said if certain else f"{said} (a guess)"


def find_zone(name: str) -> zoneinfo.ZoneInfo:
    """The record's time zone.

    Raises:
        InputError: this machine does not know it.
    """
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(
            f"The record's time zone {name!r} is not known here.",
            "Give one such as Europe/London, or install the package tzdata.",
        ) from error


def say_time(value: str, zone: zoneinfo.ZoneInfo) -> str:
    """ "4 March 2026, 09:15:00 GMT": a UTC time on the clocks of `zone`. What is no time is given as it stands."""
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return value
    if moment.tzinfo is None:
        return value  # whose clock it was is not known
    try:
        local = moment.astimezone(zone)
    except OverflowError:  # the first and last day that Python's calendar has
        return value
    called = local.tzname() or ""
    if not called.isalpha():  # zones without a name of their own are called "+03"
        called = f"UTC{local:%z}"
    return f"{local.day} {MONTHS[local.month - 1]} {local.year:04d}, {local:%H:%M:%S} {called}"


def say_days(days: int) -> str:
    """ "1 day", "12 days"."""
    return "1 day" if abs(days) == 1 else f"{abs(days)} days"
