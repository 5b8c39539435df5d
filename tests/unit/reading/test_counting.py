"""Days are counted as the courts count them, and nothing is counted that is not known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mediawatch.deadlines import BankHolidays, Length
from mediawatch.errors import InputError
from mediawatch.journeys.rules import load_bank_holidays
from mediawatch.reading.counting import (
    DaysOff,
    count,
    count_working_days,
    day_of,
    say_day,
    say_left_out,
    spread,
    weekday_before,
)

HOLIDAYS = load_bank_holidays()


def off(*nations: str, in_all: bool = True, holidays: BankHolidays = HOLIDAYS) -> DaysOff:
    return DaysOff(holidays, nations or ("England",), in_all)  # type: ignore[arg-type]


def last_day(
    start: str, number: int, unit: str, *, start_counts: bool = False, days_off: DaysOff | None = None
) -> str:
    length = Length(number, unit)  # type: ignore[arg-type]
    return count(
        date.fromisoformat(start), length, start_counts=start_counts, off=days_off or off()
    ).last.isoformat()


@pytest.mark.parametrize(
    ("start", "number", "unit", "last"),
    [
        ("2026-03-03", 28, "days", "2026-03-31"),
        ("2026-02-20", 14, "days", "2026-03-06"),
        ("2028-02-20", 14, "days", "2028-03-05"),  # a leap year
        ("2026-12-20", 28, "days", "2027-01-17"),
        ("2026-03-03", 4, "months", "2026-07-03"),
        ("2025-10-31", 4, "months", "2026-02-28"),
        ("2027-10-31", 4, "months", "2028-02-29"),
        ("1978-09-30", 4, "months", "1979-01-30"),  # Dodds v Walker itself
        ("2026-08-31", 1, "months", "2026-09-30"),
        ("2025-09-15", 4, "months", "2026-01-15"),
        ("2025-12-31", 12, "months", "2026-12-31"),
        ("2026-03-03", 1, "years", "2027-03-03"),
        ("2024-02-29", 1, "years", "2025-02-28"),
        ("2024-02-29", 4, "years", "2028-02-29"),
        ("2023-02-28", 1, "years", "2024-02-28"),
    ],
)
def test_days_months_and_years(start: str, number: int, unit: str, last: str) -> None:
    assert last_day(start, number, unit) == last


@pytest.mark.parametrize(
    ("start", "number", "unit", "last"),
    [
        ("2026-03-03", 28, "days", "2026-03-30"),
        ("2026-03-03", 1, "days", "2026-03-03"),
        ("2026-03-03", 1, "working days", "2026-03-03"),
        ("2026-03-01", 1, "working days", "2026-03-02"),  # begins with a Sunday
        ("2026-03-03", 4, "months", "2026-07-02"),
        ("2026-03-01", 1, "months", "2026-03-31"),
        ("2025-10-31", 4, "months", "2026-02-28"),
        ("2026-03-03", 1, "years", "2027-03-02"),
    ],
)
def test_beginning_with_the_day_ends_a_day_earlier(start: str, number: int, unit: str, last: str) -> None:
    assert last_day(start, number, unit, start_counts=True) == last


def test_a_month_without_such_a_day_is_named() -> None:
    assert (
        count(date(2025, 10, 31), Length(4, "months"), start_counts=False, off=off()).no_such_day
        == "31 February 2026"
    )
    assert count(date(2025, 10, 28), Length(4, "months"), start_counts=False, off=off()).no_such_day == ""


def test_working_days_leave_out_what_lies_between_and_name_it() -> None:
    counted = count_working_days(date(2026, 3, 30), 5, start_counts=False, off=off())
    assert counted.last == date(2026, 4, 8)
    assert counted.left_out == ((date(2026, 4, 3), "Good Friday"), (date(2026, 4, 6), "Easter Monday"))


@pytest.mark.parametrize(
    ("nation", "last"),
    [
        ("England", "2026-04-08"),
        ("Wales", "2026-04-08"),
        ("Northern Ireland", "2026-04-08"),
        ("Scotland", "2026-04-07"),
    ],
)
def test_scotland_works_on_easter_monday(nation: str, last: str) -> None:
    assert last_day("2026-03-30", 5, "working days", days_off=off(nation)) == last


def test_substitute_days_are_days_off() -> None:
    # Christmas 2027 falls on a Saturday
    assert last_day("2027-12-24", 1, "working days") == "2027-12-29"


def test_of_several_nations_our_time_is_never_longer_and_theirs_never_shorter_than_in_any() -> None:
    nations = ("England", "Scotland", "Northern Ireland")
    alone = [last_day("2026-03-10", 20, "working days", days_off=off(nation)) for nation in nations]
    assert alone == ["2026-04-09", "2026-04-08", "2026-04-10"]
    assert last_day("2026-03-10", 20, "working days", days_off=off(*nations)) == min(alone)
    assert last_day("2026-03-10", 20, "working days", days_off=off(*nations, in_all=False)) == max(alone)


@pytest.mark.parametrize("start", ["2045-12-20", "1999-12-20"])
def test_outside_the_years_that_are_known_nothing_is_counted(start: str) -> None:
    with pytest.raises(InputError, match="known from 2000 to 2045 only"):
        last_day(start, 20, "working days")


@pytest.mark.parametrize("unit", ["days", "months", "years"])
def test_beyond_the_calendar_nothing_is_counted(unit: str) -> None:
    with pytest.raises(InputError, match="beyond the calendar"):
        last_day("9999-12-31", 1, unit)


def test_no_working_days_are_no_time() -> None:
    with pytest.raises(ValueError, match="0"):
        count_working_days(date(2026, 3, 3), 0, start_counts=False, off=off())


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-06-30T22:59:59+00:00", "Europe/London", "2026-06-30"),
        ("2026-06-30T23:00:00+00:00", "Europe/London", "2026-07-01"),  # summer time
        ("2026-12-31T23:59:59+00:00", "Europe/London", "2026-12-31"),  # winter time
        ("2026-03-29T00:30:00+00:00", "Europe/London", "2026-03-29"),  # the hour before the clocks go on
        ("2026-10-25T00:30:00+00:00", "Europe/London", "2026-10-25"),  # an hour that comes twice
        ("2026-03-03T20:30:00+00:00", "Asia/Dubai", "2026-03-04"),
        ("2026-03-03T04:30:00+00:00", "America/New_York", "2026-03-02"),
    ],
)
def test_a_moment_has_the_day_of_the_clock_that_is_asked(moment: str, zone: str, day: str) -> None:
    assert day_of(datetime.fromisoformat(moment).astimezone(UTC), ZoneInfo(zone)).isoformat() == day


def test_a_month_means_any_of_its_days() -> None:
    assert spread("2028-02") == (date(2028, 2, 1), date(2028, 2, 29))
    assert spread("2026-03-03") == (date(2026, 3, 3), date(2026, 3, 3))
    for value in ("2026", "2026-13", "2026-02-30", ""):
        with pytest.raises(ValueError):
            spread(value)


def test_a_weekend_sends_back_to_friday() -> None:
    days = [date(2026, 2, day) for day in (26, 27, 28)] + [date(2026, 3, 1), date(2026, 3, 2)]
    assert [weekday_before(day).day for day in days] == [26, 27, 27, 27, 2]


def test_days_are_said_in_english_whatever_the_machine_speaks() -> None:
    assert say_day(date(2026, 3, 3)) == "3 March 2026"
    assert say_day(date(2026, 3, 3), weekday=True) == "Tuesday 3 March 2026"


def test_days_left_out_say_their_year_where_it_is_another() -> None:
    left_out = ((date(2026, 12, 28), "Boxing Day"), (date(2027, 1, 1), "New Year's Day"))
    assert (
        say_left_out(left_out, date(2027, 1, 8))
        == "28 December 2026 (Boxing Day) and 1 January (New Year's Day)"
    )
    assert say_left_out(left_out[1:], date(2027, 1, 8)) == "1 January (New Year's Day)"
