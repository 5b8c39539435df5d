"""Days counted from a day: calendar days, working days, months and years.

"Within N days of an event" is counted as English law counts it: the day of the event is left out, the last day is
in (Lester v Garland, 1808; Marren v Dawson Bentley, 1961). A month ends on the day with the same number, and
where a month has no such day, on its last (Dodds v Walker, 1981, House of Lords). Regulators' pages say nothing
else, and mostly nothing at all. A rule may say instead that it begins "with the day"; that day is then the first.
A last day is never moved on to the next working day: whoever acts by it is in time either way.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from mediawatch.deadlines import BankHolidays, Length, Nation
from mediawatch.errors import InputError
from mediawatch.reading.dates import MONTHS

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Not from the locale, as MONTHS."""

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """A last day, and what was passed over on the way to it."""

    start: date
    last: date
    left_out: tuple[tuple[date, str], ...] = ()
    """bank holidays that were left out, in order, with their names"""
    no_such_day: str = ""
    """ "31 February 2026", where the month of the last day has no day with that number"""


def count(start: date, length: Length, *, start_counts: bool, off: DaysOff) -> Counted:
    """The last day of a time that runs from `start`.

    Raises:
        InputError: beyond the years whose bank holidays are known, or beyond the calendar.
    """
    try:
        if length.unit == "days":
            return Counted(start, start + timedelta(days=length.number - start_counts))
        if length.unit == "working days":
            return count_working_days(start, length.number, start_counts=start_counts, off=off)
        months = length.number * (12 if length.unit == "years" else 1)
        counted = add_months(start, months)
        if start_counts and not counted.no_such_day:
            # a month that begins with the 4th ends with the 3rd; one that has no such day ends with its last
            return Counted(start, counted.last - _DAY)
        return counted
    except (OverflowError, ValueError) as error:
        raise InputError("The last day lies beyond the calendar.") from error


def add_months(start: date, months: int) -> Counted:
    """The day with the same number so many months later, or the last of that month where there is none.

    Raises:
        ValueError: beyond the year 9999.
    """
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    if year > date.max.year:
        raise ValueError(year)
    longest = monthrange(year, month)[1]
    if start.day <= longest:
        return Counted(start, date(year, month, start.day))
    return Counted(start, date(year, month, longest), no_such_day=f"{start.day} {MONTHS[month - 1]} {year}")


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Which days are not worked: Saturdays, Sundays, and bank holidays of one nation or of several.

    Where a rule names several nations, nobody said whose holidays count. For our own time only a day off in all of
    them is left out, for theirs a day off in any: so the day that is shown is never later than ours, and never
    earlier than theirs.
    """

    holidays: BankHolidays
    nations: tuple[Nation, ...]
    in_all: bool

    def name(self, day: date) -> str:
        """The name of the bank holiday on that day, or "".

        Raises:
            InputError: the holidays of that year are not known.
        """
        if not self.holidays.first_year <= day.year <= self.holidays.last_year:
            raise InputError(
                f"Bank holidays are known from {self.holidays.first_year} to {self.holidays.last_year} only."
            )
        names = [self.holidays.days[nation].get(day, "") for nation in self.nations]
        if (all if self.in_all else any)(names):
            return next(name for name in names if name)
        return ""

    def is_weekend(self, day: date) -> bool:
        return day.weekday() >= _SATURDAY


def count_working_days(start: date, number: int, *, start_counts: bool, off: DaysOff) -> Counted:
    """The `number`-th working day after `start`; with `start_counts` the start is the first, if it is one.

    Raises:
        InputError: beyond the years whose bank holidays are known.
        OverflowError: beyond the calendar.
        ValueError: `number` is less than 1.
    """
    if number < 1:
        raise ValueError(number)
    left_out: list[tuple[date, str]] = []
    day = start if start_counts else start + _DAY
    while True:
        if not off.is_weekend(day):
            if name := off.name(day):
                left_out.append((day, name))
            else:
                number -= 1
        if number == 0:
            return Counted(start, day, tuple(left_out))
        day += _DAY


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The day of a moment on the clocks of a time zone, summer time and all."""
    return moment.astimezone(zone).date()


def spread(value: str) -> tuple[date, date]:
    """The first and the last day that an ISO day or month can mean.

    Raises:
        ValueError: it is neither.
    """
    if len(value) == 7:
        year, month = (int(part) for part in value.split("-"))
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    day = date.fromisoformat(value)
    return day, day


def weekday_before(day: date) -> date:
    """The day itself, or the Friday before it when it is a Saturday or Sunday."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def say_day(day: date, *, weekday: bool = False) -> str:
    """ "3 March 2026", or "Tuesday 3 March 2026"."""
    said = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {said}" if weekday else said


def say_left_out(left_out: Sequence[tuple[date, str]], last: date) -> str:
    """ "3 April (Good Friday) and 6 April (Easter Monday)"; a year is said where it is not that of the last day."""
    said = [
        f"{day.day} {MONTHS[day.month - 1]}{'' if day.year == last.year else f' {day.year}'} ({name})"
        for day, name in left_out
    ]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
