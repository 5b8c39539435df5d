"""Desks at invented records, for journeys that are tested without the command line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import desks
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.receive import receive
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.model import Fetched, Name, PageFacts, Reading, Text
from mediawatch.store.verify import run_checks
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


AddReport = Callable[..., int]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An open, empty record of the invented Saltmere Trust, at which Ada sits."""
    path = tmp_path / "record.db"
    init_record(
        path,
        organisation="Saltmere Trust",
        names=[Name("Ines Calloway", "person")],
        timezone="Europe/London",
        by="Ada",
    )
    with open_desk(path, "Ada") as opened:
        yield opened
        assert [line for check in run_checks(opened.record.db) for line in check.failures] == []


@pytest.fixture
def add_report(desk: Desk) -> AddReport:
    """Types in a report: `add_report("text", outlet=…, published=…)` gives its number."""

    def add(
        text: str, *, outlet: str = "Northfold Gazette", published: str = "2026-03-04", title: str = ""
    ) -> int:
        typed = TypedReport(text=text, outlet=outlet, published=published, title=title)
        return int(add_typed(desk, typed).ref[1:])

    return add


def retype(desk: Desk, report: int, text: str) -> None:
    """The report is read anew: a later capture of it has another text."""
    (document,) = desk.record.db.execute("SELECT document_id FROM reports WHERE id = ?", (report,)).fetchone()
    body = text.encode()
    fetched = Fetched(
        address="",
        final_address="",
        status=200,
        headers=(),
        body=body,
        raw_body=body,
        retrieved_at="2026-03-09T09:15:00+00:00",
        how="given",
    )
    reading = Reading("read", (Text(text, "article", "plain", "1"),), PageFacts(), media_type="text/plain")
    receive(desk, fetched, reading, AddOptions(), document=document)


@pytest.fixture
def courier_desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of the same trust with a report by a paper that the record knows, see `desks.sit_down`."""
    with desks.sit_down(tmp_path / "record.db") as made:
        yield made
        assert [line for check in run_checks(made.record.db) for line in check.failures] == []
