"""A desk with an invented record, for journeys that are tested without the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.model import Name
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
