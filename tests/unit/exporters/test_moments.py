"""Days and times say what is known and no more."""

import zoneinfo

import pytest

from mediawatch.errors import InputError
from mediawatch.exporters.moments import find_zone, say_day, say_days, say_time

LONDON = zoneinfo.ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("value", "precision", "said"),
    [
        ("2026-03-04", "day", "4 March 2026"),
        ("2026-12-31", "day", "31 December 2026"),
        ("2026-03", "month", "March 2026"),
        ("2026-03-04", "month", "March 2026"),
        ("2026-03-04", "year", "2026"),
        ("2026", "year", "2026"),
        ("2026", "day", "2026"),
        ("2026-03", "day", "March 2026"),
        ("", "day", "date unknown"),
        ("2026-03-04", "unknown", "date unknown"),
        ("4/3/2026", "day", "4/3/2026"),
        ("2026-13-04", "day", "2026-13-04"),
        ("2026-00-04", "day", "2026-00-04"),
    ],
)
def test_a_day_is_said_as_exactly_as_it_is_known(value: str, precision: str, said: str) -> None:
    assert say_day(value, precision) == said  # type: ignore[arg-type]


def test_a_guess_says_so_and_an_unknown_day_is_no_guess() -> None:
    assert say_day("2026-03-04", "day", certain=False) == "4 March 2026 (a guess)"
    assert say_day("", "unknown", certain=False) == "date unknown"


@pytest.mark.parametrize(
    ("value", "zone", "said"),
    [
        ("2026-03-04T09:15:00+00:00", "Europe/London", "4 March 2026, 09:15:00 GMT"),
        ("2026-06-30T23:30:00+00:00", "Europe/London", "1 July 2026, 00:30:00 BST"),
        ("2026-06-30T23:30:00+00:00", "Asia/Dubai", "1 July 2026, 03:30:00 UTC+0400"),
        ("2026-06-30", "Europe/London", "2026-06-30"),
        ("yesterday", "Europe/London", "yesterday"),
        ("0001-01-01T00:00:00+00:00", "America/New_York", "0001-01-01T00:00:00+00:00"),
    ],
)
def test_a_time_is_shown_on_the_record_s_clock(value: str, zone: str, said: str) -> None:
    assert say_time(value, find_zone(zone)) == said


@pytest.mark.parametrize("name", ["Europe/Lundun", "../../etc/passwd", ""])
def test_a_time_zone_that_is_none_is_refused_with_advice(name: str) -> None:
    with pytest.raises(InputError, match="tzdata"):
        find_zone(name)


def test_one_day_is_not_days() -> None:
    assert [say_days(days) for days in (0, 1, 2, -1)] == ["0 days", "1 day", "2 days", "1 day"]
