"""What presses is found without counting what is over, and is the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from affair import Affair, make_record
from mediawatch.journeys.correct import withdraw
from mediawatch.journeys.deadlines import find_deadlines
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.look import list_things
from mediawatch.journeys.outlets import set_regulator
from mediawatch.model import Ref
from mediawatch.reading.deadlines import is_pressing


@pytest.fixture
def affair(tmp_path: Path) -> Iterator[Affair]:
    with open_desk(make_record(tmp_path / "record.db"), "Ada Okafor", environ={}) as desk:
        yield Affair(desk)


def test_those_that_press_are_found_without_counting_the_others(affair: Affair) -> None:
    for published in ("2019-05-06", "2024-11", "2025-10-01", "2026", "2026-02-27", "2026-03-04"):
        affair.claim(affair.report(published))
    set_regulator(affair.desk, "The Courier", "IPSO")
    every = find_deadlines(affair.desk).deadlines
    pressing = find_deadlines(affair.desk, pressing=True).deadlines
    assert pressing == tuple(deadline for deadline in every if is_pressing(deadline))
    assert 0 < len(pressing) < len(every)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_known_of_the_days_none_that_presses_is_passed_over(affair: Affair, seed: int) -> None:
    chance = random.Random(seed)
    days = (
        "2018",
        "2019-05",
        "2019-05-06",
        "2024",
        "2025-03",
        "2025-12-31",
        "2026",
        "2026-01",
        "2026-03-04",
    )
    claims: list[int] = []
    for number in range(9):
        medium = chance.choice(("print", "broadcast"))
        outlet = chance.choice(("The Courier", "The Gazette"))
        report = affair.report(chance.choice(days), outlet, medium, words=f"number {number}")
        if claims and chance.random() < 0.6:
            affair.pin(chance.choice(claims), report)
        else:
            claims.append(affair.claim(report, stance=chance.choice(("asserts", "asserts", "disputes"))))
        if chance.random() < 0.2:
            withdraw(affair.desk, Ref("r", report), "entered twice")
    for outlet in {row["outlet"] for row in list_things(affair.desk, "reports")}:
        set_regulator(affair.desk, str(outlet), "IPSO")
    every = find_deadlines(affair.desk).deadlines
    pressing = find_deadlines(affair.desk, pressing=True).deadlines
    assert pressing == tuple(deadline for deadline in every if is_pressing(deadline))


def test_a_day_that_hangs_on_a_first_publication_of_which_the_year_is_known_presses(affair: Affair) -> None:
    older, newer = affair.report("2019"), affair.report("2019-05-06")
    affair.pin(affair.claim(older), newer)
    set_regulator(affair.desk, "The Courier", "IPSO")
    pressing = find_deadlines(affair.desk, pressing=True).deadlines
    assert f"r{newer}" in {deadline.subject.ref for deadline in pressing}
    assert pressing == tuple(d for d in find_deadlines(affair.desk).deadlines if is_pressing(d))
