"""Typed dates are read when they have one reading, and asked back when they have two."""

from __future__ import annotations

import pytest

from mediawatch.errors import InvalidDate
from mediawatch.model import PublicationDate
from mediawatch.reading.dates import days_between, parse_day

TODAY = "2026-11-23"


@pytest.mark.parametrize(
    ("typed", "value", "precision"),
    [
        ("2026-03-04", "2026-03-04", "day"),
        ("2026-03", "2026-03", "month"),
        ("2026", "2026", "year"),
        ("4 March 2026", "2026-03-04", "day"),
        ("04 mar 2026", "2026-03-04", "day"),
        ("4th Sept. 2026", "2026-09-04", "day"),
        ("March 4, 2026", "2026-03-04", "day"),
        ("March  2026", "2026-03", "month"),
        ("29 February 2024", "2024-02-29", "day"),
        (TODAY, TODAY, "day"),
    ],
)
def test_a_date_with_one_reading_is_taken(typed: str, value: str, precision: str) -> None:
    assert parse_day(typed, today=TODAY) == PublicationDate(value, precision, "typed in")  # type: ignore[arg-type]


def test_a_date_with_two_readings_is_asked_back() -> None:
    with pytest.raises(InvalidDate) as caught:
        parse_day("3/4/2026", today=TODAY)
    assert str(caught.value) == (
        "'3/4/2026' can be read in two ways: 3 April 2026 is 2026-04-03, 4 March 2026 is 2026-03-04. "
        "Write one of them."
    )


@pytest.mark.parametrize("typed", ["13/4/2026", "13.4.2026", "4-13-26"])
def test_numbers_with_one_reading_are_asked_back_with_it(typed: str) -> None:
    with pytest.raises(InvalidDate, match="13 April 2026 is 2026-04-13"):
        parse_day(typed, today=TODAY)


@pytest.mark.parametrize(
    "typed", ["31 February 2026", "2026-02-31", "2026-13", "2026-13-01", "0000", "13/14/2026"]
)
def test_a_day_that_no_calendar_has_is_refused(typed: str) -> None:
    with pytest.raises(InvalidDate, match="is no date"):
        parse_day(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["2026-11-24", "2026-12", "December 2026", "2027"])
def test_the_future_is_refused(typed: str) -> None:
    with pytest.raises(InvalidDate, match=f"in the future: today is {TODAY}"):
        parse_day(typed, today=TODAY)


@pytest.mark.parametrize(
    "typed", ["", "yesterday", "4 Mai 2026", "ma 2026", "2026-3-4", "٢٠٢٦", "4 March", "x" * 100_000]
)
def test_what_is_no_date_is_refused_with_the_ways_to_write_one(typed: str) -> None:
    with pytest.raises(InvalidDate, match="Write it as 2026-03-04") as caught:
        parse_day(typed, today=TODAY)
    assert len(str(caught.value)) < 250


def test_days_are_counted_between_whole_days_only() -> None:
    assert days_between("2026-02-27", "2026-03-01") == 2
    assert days_between("2026-03-01", "2026-02-27") == -2
    assert days_between("2026-03", "2026-03-01") is None
    assert days_between("2026-03-01", "") is None
    assert days_between("2026-02-31", "2026-03-01") is None
