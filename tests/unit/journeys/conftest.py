"""A desk with an invented record, for journeys that are tested without the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.receive import receive
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.model import Fetched, Name, PageFacts, Reading, Text
from mediawatch.store.verify import run_checks

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
