"""Who regulates an outlet is said, changed, ended and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from affair import Affair, make_record
from mediawatch.errors import InputError, NotFound
from mediawatch.journeys.deadlines import find_deadlines
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.outlets import set_regulator
from mediawatch.store.deadlines import read_regulators
from mediawatch.store.verify import run_checks


@pytest.fixture
def affair(tmp_path: Path) -> Iterator[Affair]:
    with open_desk(make_record(tmp_path / "record.db"), "Ada Okafor", environ={}) as desk:
        yield Affair(desk)
        assert [failure for check in run_checks(desk.record.db) for failure in check.failures] == []


def test_who_regulates_is_said_once_changed_and_taken_back(affair: Affair) -> None:
    affair.claim(affair.report("2026-03-04"))
    assert set_regulator(affair.desk, "the courier", "ipso").regulator == "IPSO"
    assert not set_regulator(affair.desk, "The Courier", "IPSO").changed
    assert set_regulator(affair.desk, "The Courier", "Impress").changed
    assert [name for name in affair.days() if "ipso" in name] == []
    assert set_regulator(affair.desk, "The Courier", "unknown").changed
    assert not set_regulator(affair.desk, "The Courier", "unknown").changed
    assert find_deadlines(affair.desk).unknown == (("The Courier", ("r1",)),)
    with pytest.raises(NotFound, match="no outlet 'The Carrier'"):
        set_regulator(affair.desk, "The Carrier", "IPSO")
    with pytest.raises(InputError, match="before it begins"):
        set_regulator(affair.desk, "The Courier", "IPSO", since="2026-02-01", until="2026-01-31")
    with pytest.raises(InputError, match="no medium"):
        set_regulator(affair.desk, "The Courier", "IPSO", medium="smoke")


def test_a_term_that_had_ended_is_not_made_longer_by_the_next(affair: Affair) -> None:
    affair.report("2026-03-04")
    set_regulator(affair.desk, "The Courier", "IPSO", since="2014-09-08", until="2020-01-31")
    set_regulator(affair.desk, "The Courier", "Impress", since="2025-01-01")
    terms = [(row["regulator"], row["since"], row["until"]) for row in read_regulators(affair.desk.record.db)]
    assert terms == [("IPSO", "2014-09-08", "2020-01-31"), ("Impress", "2025-01-01", "")]
