"""Counting keeps its promises for any day, any length and any nation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays as package
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from deadline_rules import make_basis, make_rule, make_start, make_subject
from mediawatch.deadlines import NATIONS, Length
from mediawatch.journeys.rules import load_bank_holidays
from mediawatch.reading.counting import DaysOff, count, day_of
from mediawatch.reading.deadlines import can_press, find_reach, is_pressing, make_deadlines

HOLIDAYS = load_bank_holidays()
CODES = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
ORACLE = {
    nation: package.country_holidays("GB", subdiv=code, years=range(2000, 2046))
    for nation, code in CODES.items()
}

DAYS = st.dates(date(2000, 1, 1), date(2044, 6, 30))
NATION_SETS = st.lists(st.sampled_from(NATIONS), min_size=1, unique=True).map(tuple)
LENGTHS = st.one_of(
    st.builds(Length, st.integers(1, 400), st.just("days")),
    st.builds(Length, st.integers(1, 200), st.just("working days")),
    st.builds(Length, st.integers(1, 60), st.just("months")),
    st.builds(Length, st.integers(1, 20), st.just("years")),
)
ZONES = st.sampled_from(
    ["Europe/London", "America/New_York", "Asia/Dubai", "Pacific/Apia", "Australia/Lord_Howe", "UTC"]
)


def last(start: date, length: Length, off: DaysOff, *, start_counts: bool = False) -> date:
    return count(start, length, start_counts=start_counts, off=off).last


@given(DAYS, LENGTHS, NATION_SETS, st.booleans(), st.booleans())
def test_a_later_start_never_ends_earlier(
    start: date, length: Length, nations: tuple[str, ...], in_all: bool, start_counts: bool
) -> None:
    off = DaysOff(HOLIDAYS, nations, in_all)
    first = last(start, length, off, start_counts=start_counts)
    assert first <= last(start + timedelta(days=1), length, off, start_counts=start_counts)
    assert first >= start


@given(DAYS, LENGTHS, NATION_SETS, st.booleans())
def test_a_longer_time_ends_later_and_one_that_begins_with_the_day_never_later(
    start: date, length: Length, nations: tuple[str, ...], in_all: bool
) -> None:
    off = DaysOff(HOLIDAYS, nations, in_all)
    ends = last(start, length, off)
    assert ends < last(start, Length(length.number + 1, length.unit), off)
    assert last(start, length, off, start_counts=True) <= ends


@given(DAYS, st.integers(1, 200), st.sampled_from(NATIONS))
def test_working_days_are_counted_one_by_one_and_end_on_one(start: date, number: int, nation: str) -> None:
    off = DaysOff(HOLIDAYS, (nation,), True)
    counted = count(start, Length(number, "working days"), start_counts=False, off=off)
    between = [start + timedelta(days=step) for step in range(1, (counted.last - start).days + 1)]
    worked = [day for day in between if day.weekday() < 5 and day not in ORACLE[nation]]
    assert len(worked) == number
    assert worked[-1] == counted.last
    assert [day for day, _ in counted.left_out] == [
        day for day in between if day.weekday() < 5 and day in ORACLE[nation]
    ]


@given(DAYS, st.integers(1, 200), NATION_SETS)
def test_of_several_nations_ours_is_never_the_longest_and_theirs_never_the_shortest(
    start: date, number: int, nations: tuple[str, ...]
) -> None:
    length = Length(number, "working days")
    alone = [last(start, length, DaysOff(HOLIDAYS, (nation,), True)) for nation in nations]
    assert last(start, length, DaysOff(HOLIDAYS, nations, True)) <= min(alone)
    assert last(start, length, DaysOff(HOLIDAYS, nations, False)) >= max(alone)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 240))
def test_months_and_years_are_those_of_an_independent_calendar(start: date, number: int) -> None:
    off = DaysOff(HOLIDAYS, ("England",), True)
    counted = count(start, Length(number, "months"), start_counts=False, off=off)
    assert counted.last == start + relativedelta(months=number)
    assert last(start, Length(number, "years"), off) == start + relativedelta(years=number)
    assert bool(counted.no_such_day) == (counted.last.day != start.day)
    if counted.no_such_day:
        assert (counted.last + timedelta(days=1)).day == 1


@given(st.datetimes(datetime(2000, 1, 1), datetime(2044, 1, 1), timezones=st.just(UTC)), ZONES, LENGTHS)
def test_the_clocks_going_on_or_back_shift_no_day(moment: datetime, zone: str, length: Length) -> None:
    clock = ZoneInfo(zone)
    day = day_of(moment, clock)
    # whatever the hour of that local day at which it happened, the last day is the same
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=clock)
    off = DaysOff(HOLIDAYS, ("England",), True)
    assert day_of(noon.astimezone(UTC), clock) == day
    assert last(day_of(noon.astimezone(UTC), clock), length, off) == last(day, length, off)
    assert abs((day - moment.date()).days) <= 1


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), DAYS)
def test_a_day_that_has_come_never_goes_back(moment: datetime, start: date) -> None:
    order = ["upcoming", "due", "passed"]
    states = [
        make_deadlines(
            make_rule(20), make_start(start.isoformat()), make_subject(), make_basis(when.isoformat())
        )[0].state
        for when in (moment, moment + timedelta(hours=1), moment + timedelta(days=2))
    ]
    assert [order.index(state) for state in states] == sorted(order.index(state) for state in states)


@given(st.integers(2000, 2040), st.integers(1, 12), LENGTHS, NATION_SETS)
def test_a_month_allows_what_any_of_its_days_gives(
    year: int, month: int, length: Length, nations: tuple[str, ...]
) -> None:
    rule = make_rule(lengths=(length,), bank_holidays=nations if length.unit == "working days" else ())
    (of_month,) = make_deadlines(rule, make_start(f"{year}-{month:02}"), make_subject(), make_basis())
    day = date(year, month, 1)
    while day.month == month:
        (of_day,) = make_deadlines(rule, make_start(day.isoformat()), make_subject(), make_basis())
        assert of_month.due_on <= of_day.due_on <= of_month.latest_on
        day += timedelta(days=1)


@given(DAYS, LENGTHS, NATION_SETS)
def test_every_day_that_is_shown_is_explained(start: date, length: Length, nations: tuple[str, ...]) -> None:
    rule = make_rule(lengths=(length,), bank_holidays=nations if length.unit == "working days" else ())
    (deadline,) = make_deadlines(rule, make_start(start.isoformat()), make_subject(), make_basis())
    due = date.fromisoformat(deadline.due_on)
    assert f"{start.day} " in deadline.counted
    assert f"{due.day} {due:%B} {due.year}" in deadline.counted
    assert "publication date of r12" in deadline.counted


@given(DAYS, DAYS, LENGTHS, NATION_SETS, st.sampled_from(["day", "month"]))
def test_what_may_still_press_is_never_passed_over(
    start: date, today: date, length: Length, nations: tuple[str, ...], precision: str
) -> None:
    value = start.isoformat()[: 10 if precision == "day" else 7]
    rule = make_rule(lengths=(length,), bank_holidays=nations, whose="ours")
    basis = make_basis(f"{today}T12:00:00+00:00")
    begun = make_start(value=value, precision=precision)
    (deadline,) = make_deadlines(rule, begun, make_subject(), basis)
    if is_pressing(deadline):
        assert can_press([begun], find_reach([rule], today - timedelta(days=1)))
