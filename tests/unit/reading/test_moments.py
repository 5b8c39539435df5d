"""A moment is what somebody typed, on the clocks of the record, or it is asked back."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from mediawatch.errors import InvalidDate
from mediawatch.reading.moments import Moment, parse_moment

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [
        ("2026-03-03", "2026-03-03", ""),
        ("3 March 2026", "2026-03-03", ""),
        ("2026-03-03 16:02", "2026-03-03", "2026-03-03T16:02:00+00:00"),
        ("2026-03-03T16:02:09", "2026-03-03", "2026-03-03T16:02:09+00:00"),
        ("3 March 2026, 4.30pm", "2026-03-03", "2026-03-03T16:30:00+00:00"),
        ("3 March 2026 12:05 a.m.", "2026-03-03", "2026-03-03T00:05:00+00:00"),
        ("3 March 2026 12:05 pm", "2026-03-03", "2026-03-03T12:05:00+00:00"),
        ("2026-07-01 00:30", "2026-07-01", "2026-06-30T23:30:00+00:00"),
        ("2026-07-01T00:30Z", "2026-07-01", "2026-07-01T00:30:00+00:00"),
        ("2026-06-30T23:30Z", "2026-07-01", "2026-06-30T23:30:00+00:00"),
        ("2026-03-03T16:02-0500", "2026-03-03", "2026-03-03T21:02:00+00:00"),
    ],
)
def test_a_day_or_a_day_with_its_time(typed: str, day: str, at: str) -> None:
    assert parse_moment(typed, LONDON) == Moment(day, at)


def test_a_time_alone_is_one_of_the_day_that_is_meant() -> None:
    assert parse_moment("18:00", LONDON, day="2026-07-03").at == "2026-07-03T17:00:00+00:00"
    with pytest.raises(InvalidDate, match="a time without a day"):
        parse_moment("18:00", LONDON)


def test_what_is_stored_is_as_exact_as_what_is_known() -> None:
    assert parse_moment("2026-03-03", LONDON).stored == "2026-03-03"
    assert parse_moment("2026-03-03 16:02", LONDON).stored == "2026-03-03T16:02:00+00:00"


def test_a_time_that_the_clocks_skip_never_was() -> None:
    with pytest.raises(InvalidDate, match="never was on the clocks of Europe/London"):
        parse_moment("2026-03-29 01:30", LONDON)


def test_a_time_that_the_clocks_show_twice_is_asked_back_and_can_be_said() -> None:
    with pytest.raises(InvalidDate, match=r"twice.*2026-10-25T01:30\+0100 or 2026-10-25T01:30\+0000"):
        parse_moment("2026-10-25 01:30", LONDON)
    assert parse_moment("2026-10-25T01:30+0100", LONDON).at == "2026-10-25T00:30:00+00:00"
    assert parse_moment("2026-10-25T01:30+0000", LONDON).at == "2026-10-25T01:30:00+00:00"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "missing"),
        ("2026-03", "not one day"),
        ("2026", "not one day"),
        ("3/4/2026 10:00", "two ways"),
        ("2026-02-30 10:00", "no day 30"),
        ("2026-03-03 25:00", "no time of day"),
        ("2026-03-03 10:61", "no time of day"),
        ("2026-03-03 13:00 pm", "no 13 pm"),
        ("2026-03-03 10:00+19:00", "no clock has"),
        ("0001-01-01 00:00+14:00", "outside the calendar"),
        ("9999-12-31 23:59-14:00", "outside the calendar"),
        ("yesterday at five", "no date"),
        ("10:00 10:00", "no date"),
        ("²026-03-03 10:00", "no date"),
        ("2026-03-03 10:00" + " " * 5000 + "x", "no date"),
    ],
)
def test_anything_else_is_asked_back(typed: str, said: str) -> None:
    with pytest.raises(InvalidDate, match=said):
        parse_moment(typed, LONDON)


def test_what_has_not_come_yet_is_refused_where_it_must_have_happened() -> None:
    with pytest.raises(InvalidDate, match="in the future"):
        parse_moment("2026-03-04 10:00", LONDON, today="2026-03-03")
    with pytest.raises(InvalidDate, match="in the future"):
        parse_moment("2026-03-04", LONDON, today="2026-03-03")
    # still the day before on the record's clocks
    assert parse_moment("2026-03-04T00:30+02:00", LONDON, today="2026-03-03").day == "2026-03-03"
