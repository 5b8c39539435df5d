"""A row that may be changed is what the history of its changes adds up to, withdrawn or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from affair import Affair, make_record
from mediawatch.journeys.correct import reinstate, withdraw
from mediawatch.journeys.desk import open_desk
from mediawatch.model import Ref
from mediawatch.store.replay import find_unexplained


@pytest.fixture
def affair(tmp_path: Path) -> Iterator[Affair]:
    with open_desk(make_record(tmp_path / "record.db"), "Ada Okafor", environ={}) as desk:
        made = Affair(desk)
        made.request(made.claim(made.report("2026-03-04")), "2026-03-10")
        yield made


@pytest.mark.parametrize("ref", [Ref("q", 1), Ref("c", 1), Ref("r", 1)], ids=str)
def test_what_was_withdrawn_and_brought_back_is_what_the_history_tells(affair: Affair, ref: Ref) -> None:
    db = affair.desk.record.db
    withdraw(affair.desk, ref, "added twice")
    assert find_unexplained(db)[1] == []
    reinstate(affair.desk, ref)
    assert find_unexplained(db)[1] == []


def test_a_day_of_withdrawal_that_somebody_else_wrote_shows(affair: Affair) -> None:
    db = affair.desk.record.db
    withdraw(affair.desk, Ref("r", 1), "added twice")
    db.execute("UPDATE reports SET withdrawn_at = '2026-01-01T00:00:00+00:00'")
    assert find_unexplained(db)[1] == ["withdrawn_at of r1 is not what the history tells"]
