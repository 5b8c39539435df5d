"""Whatever stands in a list of appearances comes back the same from its own export."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediawatch.exporters.rows import write_csv
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.look import list_things
from mediawatch.journeys.spreadsheets import ImportOptions, plan_import, run_import
from mediawatch.store.record import create_record

KEPT = ("title", "outlet", "published", "quote", "claim_text", "speaker", "stance", "translation")
WORDS = (
    "trust",
    "line",
    "closed",
    "Größe",
    "“quoted”",
    "a; b",
    "x, y",
    "été",
    "1/2",
    "'s",
    "مدينة",
    "third half",
)
STANCES = ("asserts", "repeats", "reports", "disputes", "retracts")


def sentences(least: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=6).map(" ".join)


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "title": sentences(2),
            "outlet": st.sampled_from(("The Courier", "Die Zeitung", "Ø News")),
            "published": st.sampled_from(("2026-03-04", "2026-03", "2025")),
            "quote": sentences(3),
            "claim_text": sentences(2),
            "speaker": sentences(0),
            "stance": st.sampled_from(STANCES),
            "translation": sentences(0),
        }
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row["title"],
)


def import_rows(folder: Path, name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    out = io.StringIO(newline="")
    write_csv(KEPT, rows, out, for_excel=True)
    path = folder / f"{name}.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    record = folder / f"{name}.db"
    create_record(record, "The trust", "Europe/London", "2026-04-01T09:00:00+00:00").close()
    with open_desk(record, "Ada") as desk:
        done = run_import(desk, plan_import(path, ImportOptions(fetch=False)))
        assert [row.why for row in done.rows if row.fate == "refused"] == []
        again = run_import(desk, plan_import(path, ImportOptions(fetch=False)))
        assert {row.fate for row in again.rows} == {"known"}
        return [{column: row[column] for column in KEPT} for row in list_things(desk, "appearances")]


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS)
def test_an_export_of_an_import_is_the_import(rows: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = import_rows(Path(folder), "first", rows)
        assert sorted(map(str, first)) == sorted(
            str({c: " ".join(row[c].split()) for c in KEPT}) for row in rows
        )
        assert import_rows(Path(folder), "second", first) == first
