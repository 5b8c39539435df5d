"""What is counted for the timeline's page is what the timeline has: `timeline_listed` row by row against `timeline`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from command import Mediawatch
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.timeline import TimelineFilters
from mediawatch.web import timeline
from mediawatch.web.timeline import NEWEST_FIRST, read_part
from served.records import make_record

CUT_BY = "occurred_on, report, claim, request, outlet"


@pytest.fixture(scope="module", params=["sample case", "served record"])
def record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("listed")
    if request.param == "served record":
        return make_record(folder / "record.db")
    runner = Mediawatch(folder)
    made: subprocess.CompletedProcess[str] = runner("demo", "--no-serve", "--db", folder / "demo.db", check=0)
    assert made.stdout
    runner.close()
    return folder / "demo.db"


def test_it_has_the_rows_of_the_timeline_and_no_others(record: Path) -> None:
    with open_desk(record, "Reader", read_only=True) as desk:
        db = desk.record.db
        for ending in ("", "_staff", "_counsel"):
            found, wanted = (
                sorted(db.execute(f"SELECT {CUT_BY} FROM {view}{ending}").fetchall())
                for view in ("timeline_listed", "timeline")
            )
            assert len(wanted) > 10
            assert found == wanted


def test_pages_are_parts_of_the_whole_in_its_order(record: Path) -> None:
    with open_desk(record, "Reader", read_only=True) as desk:
        outlets = [
            name
            for (name,) in desk.record.db.execute("SELECT DISTINCT outlet FROM timeline WHERE outlet <> ''")
        ]
        whole = desk.record.db.execute(
            f"SELECT kind, occurred_on, report, claim FROM timeline ORDER BY {NEWEST_FIRST}"
        ).fetchall()
        for filters in (
            TimelineFilters(),
            *(TimelineFilters(outlet=name) for name in outlets),
            *(TimelineFilters(outlet=name, since="2026-01", until="2026-03-20") for name in outlets),
            TimelineFilters(claim=1),
            TimelineFilters(report=1),
            TimelineFilters(since="2026-03"),
        ):
            all_of_it = read_part(desk, filters, page=1, size=10_000, newest_first=True)
            assert all_of_it.total == len(all_of_it.entries)
            pieces = []
            for page in range(1, -(-all_of_it.total // 3) + 1):
                pieces += read_part(desk, filters, page=page, size=3, newest_first=True).entries
            assert tuple(pieces) == all_of_it.entries
            if filters == TimelineFilters():
                assert [(e.kind, e.occurred_on, e.report, e.claim) for e in pieces] == whole


def test_what_is_over_the_most_that_is_counted_is_still_reached(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(record, "Reader", read_only=True) as desk:
        whole = read_part(desk, TimelineFilters(), page=1, size=10_000, newest_first=True).entries
        monkeypatch.setattr(timeline, "MOST_COUNTED", 5)
        first = read_part(desk, TimelineFilters(), page=1, size=3, newest_first=True)
        assert first.total == 6, "one more than is counted: there is a next page"
        pieces, page = list(first.entries), 1
        while len(pieces) < len(whole):
            page += 1
            part = read_part(desk, TimelineFilters(), page=page, size=3, newest_first=True)
            assert part.total >= min(len(whole), page * 3)
            pieces += part.entries
        assert tuple(pieces) == whole
