"""Who looks after an outlet depends on the medium and on the day."""

from __future__ import annotations

import pytest

from mediawatch.reading.regulators import Term, find_regulator, name_regulator

TERMS = [
    Term("IPSO", "", "2014-09-08", "2025-06-30", 1),
    Term("none", "", "2025-07-01", "", 2),
    Term("Ofcom", "broadcast", "", "", 3),
]


@pytest.mark.parametrize(
    ("medium", "day", "regulator"),
    [
        ("web", "2025-06-30", "IPSO"),
        ("web", "2025-07-01", "none"),
        ("web", "2014-09-07", ""),
        ("print", "2026-03-04", "none"),
        ("broadcast", "2014-01-01", "Ofcom"),
        ("broadcast", "2026-03-04", "Ofcom"),
        ("web", "2025-06", "IPSO"),
        ("web", "2025", "none"),  # both held in that year: the later one
        ("web", "2024", "IPSO"),
        ("web", "", "none"),
    ],
)
def test_the_medium_and_the_day_decide(medium: str, day: str, regulator: str) -> None:
    assert find_regulator(TERMS, medium, day) == regulator


def test_where_nobody_said_anything_it_is_not_known() -> None:
    assert find_regulator([], "web", "2026-03-04") == ""
    assert find_regulator([Term("Ofcom", "broadcast", "", "")], "web", "2026-03-04") == ""


@pytest.mark.parametrize(
    ("typed", "named"),
    [("ipso", "IPSO"), (" Bbc ", "BBC"), ("NONE", "none"), ("Press  Council", "Press Council"), ("", "")],
)
def test_a_regulator_is_written_in_one_way(typed: str, named: str) -> None:
    assert name_regulator(typed) == named
