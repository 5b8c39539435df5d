"""Days as people type them, and days counted."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from mediawatch.errors import InvalidDate
from mediawatch.model import Precision, PublicationDate

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_ISO: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAY_FIRST: Final = re.compile(
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\.?,?\s+([0-9]{4})", re.IGNORECASE
)
_MONTH_FIRST: Final = re.compile(r"([a-z]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{4}|[0-9]{2})")
END_OF_TIME: Final = "9999-12-31"
"""For `today`, where a day to come makes sense: a filter may say "until the end of the year"."""
_WRITE: Final = "Write it as 2026-03-04, 4 March 2026, March 2026 or 2026."


def parse_day(typed: str, *, today: str) -> PublicationDate:
    """The day, month or year that a person typed, with origin "typed in".

    Takes 2026-03-04, 2026-03, 2026, 4 March 2026, 4 Mar 2026, March 4, 2026 and March 2026, with English
    month names. `today` is an ISO day in the record's time zone. Raises InvalidDate for anything else:
    3/4/2026 is asked back with both of its readings and never guessed, a day that no calendar has is
    refused, and so is one after `today`.
    """
    words = " ".join(typed.split())[:60]
    year, month, day = _read_parts(words)
    precision: Precision
    if month is None:
        value, precision = year, "year"
    elif day is None:
        value, precision = f"{year}-{month:02}", "month"
    else:
        value, precision = f"{year}-{month:02}-{day:02}", "day"
    _check_calendar(words, int(year), month or 1, day or 1)
    if value > today[: len(value)]:
        raise InvalidDate(
            f"{words!r} is in the future: today is {today}.", "Write the day on which it happened."
        )
    return PublicationDate(value, precision, "typed in")


def days_between(first: str, second: str) -> int | None:
    """Whole days from `first` to `second`, negative when it is earlier; None unless both are ISO days."""
    if len(first) != 10 or len(second) != 10:
        return None
    try:
        return (date.fromisoformat(second) - date.fromisoformat(first)).days
    except ValueError:
        return None


def _read_parts(words: str) -> tuple[str, int | None, int | None]:
    """Year (four digits), month and day as typed; the month and the day may be missing."""
    if found := _ISO.fullmatch(words):
        return found[1], int(found[2]) if found[2] else None, int(found[3]) if found[3] else None
    if found := _DAY_FIRST.fullmatch(words):
        return found[3], _month_of(found[2], words), int(found[1]) if found[1] else None
    if found := _MONTH_FIRST.fullmatch(words):
        return found[3], _month_of(found[1], words), int(found[2])
    if found := _NUMBERS.fullmatch(words):
        raise _ask_back(words, int(found[1]), int(found[2]), int(found[3]))
    if not words:
        raise InvalidDate("A date is missing.", _WRITE)
    raise InvalidDate(f"{words!r} is no date that can be read.", _WRITE)


def _month_of(name: str, words: str) -> int:
    """1 to 12 for an English month name, or its first three letters or more."""
    wanted = name.lower()
    if len(wanted) >= 3:
        for number, month in enumerate(MONTHS, start=1):
            if month.lower().startswith(wanted):
                return number
    raise InvalidDate(f"{words!r} is no date that can be read: {name!r} is no English month.", _WRITE)


def _check_calendar(words: str, year: int, month: int, day: int) -> None:
    """Raises InvalidDate for 31 February, for a month 13 and for the year 0."""
    if not 1 <= month <= 12:
        raise InvalidDate(f"{words!r} is no date: there is no month {month}.", _WRITE)
    try:
        date(year, month, day)
    except ValueError as error:
        what = f"{MONTHS[month - 1]} {year} has no day {day}" if year else "there is no year 0"
        raise InvalidDate(f"{words!r} is no date: {what}.", "Look at the source again.") from error


def _ask_back(words: str, first: int, second: int, year: int) -> InvalidDate:
    """The error for a date in numbers only, with each reading that the calendar allows."""
    full_year = year if year > 99 else 2000 + year
    readings = {}
    for day, month in ((first, second), (second, first)):
        try:
            readings[date(full_year, month, day).isoformat()] = f"{day} {MONTHS[month - 1]} {full_year}"
        except (ValueError, IndexError):
            continue  # this order of the numbers is no date; the other one may be
    if not readings:
        return InvalidDate(f"{words!r} is no date in any order of its numbers.", _WRITE)
    listed = ", ".join(f"{spoken} is {value}" for value, spoken in readings.items())
    if len(readings) == 1:
        return InvalidDate(f"{words!r} is read differently in different countries: {listed}.", "Write that.")
    return InvalidDate(f"{words!r} can be read in two ways: {listed}.", "Write one of them.")
