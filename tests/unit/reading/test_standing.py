"""Dates known to the day, month or year: what overlaps decides nothing."""

from __future__ import annotations

import pytest

from mediawatch.citing import Version
from mediawatch.reading.standing import sort_by_age, sort_by_nearness, tell_first, tell_standing


@pytest.mark.parametrize(
    ("ours", "theirs", "first"),
    [
        ("2024-03-01", "2024-03-02", "ours"),
        ("2024-03-02", "2024-03-01", "theirs"),
        ("2024-03-01", "2024-03-01", "unknown"),
        ("2024-02", "2024-03-01", "ours"),
        ("2024-03", "2024-03-01", "unknown"),
        ("2024-03", "2024-03-31", "unknown"),
        ("2024", "2024-12-31", "unknown"),
        ("2023", "2024-01", "ours"),
        ("2024", "2023", "theirs"),
        ("", "2024-03-01", "unknown"),
        ("2024-03-01", "", "unknown"),
    ],
)
def test_who_published_first(ours: str, theirs: str, first: str) -> None:
    assert tell_first(ours, theirs) == first


def test_what_was_only_seen_late_may_be_older() -> None:
    assert tell_first("2024-03-02", "2024-03-01", seen_only=True) == "unknown"
    assert tell_first("2024-02-28", "2024-03-01", seen_only=True) == "ours"


@pytest.mark.parametrize(
    ("since", "until", "day", "standing"),
    [
        ("2024-01-01", "2024-06-01", "2024-03-01", "then"),
        ("2024-01-01", "2024-06-01", "2024-06-01", "then"),
        ("2024-01-01", "2024-06-01", "2024-06-02", "before"),
        ("2024-01-01", "2024-06-01", "2024-06", "then"),
        ("2024-01-01", "", "2025", "then"),
        ("2024-06-01", "", "2024-03-01", "after"),
        ("2024-06", "", "2024-06-15", "then"),
        ("", "2024-06-01", "2020-01-01", "then"),
        ("", "", "2020-01-01", "unknown"),
        ("2024-01-01", "", "", "unknown"),
    ],
)
def test_when_a_version_stood(since: str, until: str, day: str, standing: str) -> None:
    assert tell_standing(Version(1, 1, since, until), day) == standing


def test_what_was_first_seen_after_a_report_may_have_stood_before_it() -> None:
    assert tell_standing(Version(1, 1, "2024-06-01", "", seen_only=True), "2024-03-01") == "unknown"


def test_versions_come_in_the_order_in_which_a_report_may_have_read_them() -> None:
    first, second, third, last = versions = [
        Version(1, 1, "2020-01-01", "2021-01-01"),
        Version(2, 1, "2021-01-01", "2022-01-01"),
        Version(3, 1, "2022-01-01", "2023-01-01"),
        Version(4, 1, "2023-01-01"),
    ]
    assert sort_by_age(reversed(versions)) == versions
    assert sort_by_nearness(versions, "2022-06-01") == [third, second, first, last]
    assert sort_by_nearness(versions, "2019") == versions
    assert sort_by_nearness(versions, "") == [last, third, second, first]
    assert sort_by_nearness(versions, "2022-01-01") == [third, second, first, last]
    # on the day of a change both versions stood
