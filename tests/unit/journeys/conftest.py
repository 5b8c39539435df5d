"""A record with two claims in two cuttings, and desks at it for several users."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.model import Name
from world import WORLD_NETWORK

GAZETTE = """\
Harbour Lane Trust turned away three hundred people last winter, the Gazette has learned.

Its director earns £180,000 a year, more than the Prime Minister. “We were never told,” said a trustee."""

COURIER = "Three hundred people were turned away by Harbour Lane Trust, says a report."

SitDown = Callable[[str], Desk]


@pytest.fixture
def sit_down(tmp_path: Path) -> Iterator[SitDown]:
    """`sit_down("Ama")`: a desk at the record for a user; claim 1 stands in reports 1 and 2, claim 2 in report 1."""
    path = tmp_path / "record.db"
    init_record(
        path,
        organisation="Harbour Lane Trust",
        names=[Name("harbourlane.example", "domain")],
        timezone="Europe/London",
        by="Ama",
    )
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(open_desk(path, "Ama", environ={}))
        add_typed(first, TypedReport(GAZETTE, "The Gazette", "2026-03-04", "Turned away", place="page 7"))
        add_typed(first, TypedReport(COURIER, "The Courier", "2026-03-05", "Report on Harbour Lane"))
        turned_away = PinOptions("turned away three hundred people last winter")
        add_claim(first, 1, "We turned three hundred people away.", turned_away)
        pin_claim(first, 1, 2, PinOptions("Three hundred people were turned away", speaker="a report"))
        add_claim(first, 1, "The director earns £180,000.", PinOptions("Its director earns £180,000 a year"))
        environ = {"MEDIAWATCH_ALLOW_NETWORKS": WORLD_NETWORK}
        yield lambda name: stack.enter_context(open_desk(path, name, environ=environ))


@pytest.fixture
def ama(sit_down: SitDown) -> Desk:
    """The desk of the officer who writes."""
    return sit_down("Ama")


@pytest.fixture
def ines(sit_down: SitDown) -> Desk:
    """The desk of the director."""
    return sit_down("Ines")
