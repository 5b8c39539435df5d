"""Whatever the record holds, an export is made, and gives it back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, fields
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.exporters import EXPORTERS
from mediawatch.exporters.rows import write_csv, write_json
from mediawatch.model import TimelineEntry, TimelineHead
from mediawatch.visible import make_visible

WORDS = st.text(st.characters(), max_size=40)
NUMBERS = st.integers(0, 2**53)
KINDS = st.sampled_from(
    [
        "published",
        "found",
        "claim made",
        "approved",
        "answered",
        "sent",
        "published by us",
        "asked",
        "corrected",
    ]
)


def make_values(kind: Any) -> st.SearchStrategy[Any]:
    return {"int": NUMBERS, "int | None": st.none() | st.integers(-9999, 9999), "bool": st.booleans()}.get(
        kind, WORDS
    )


ENTRIES = st.builds(
    TimelineEntry,
    **{field.name: make_values(field.type) for field in fields(TimelineEntry)}
    | {
        "kind": KINDS | WORDS,
        "precision": st.sampled_from(["day", "month", "year", "unknown"]),
        "occurred_on": st.dates().map(str) | WORDS,
        "recorded_at": st.datetimes().map(str)
        | st.datetimes().map(lambda at: f"{at.isoformat()}+00:00")
        | WORDS,
    },
)
HEADS = st.builds(
    TimelineHead, organisation=WORDS, timezone=st.sampled_from(["Europe/London", "Asia/Kathmandu", "UTC"]),
    filters=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple), made_at=WORDS, made_by=WORDS,
    left_out=st.lists(WORDS, max_size=2).map(tuple), chain_head=WORDS, chain_length=NUMBERS, version=WORDS,
)  # fmt: skip
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS
ROWS = st.lists(
    st.fixed_dictionaries({"a": VALUES, "b": st.lists(VALUES, max_size=2), "c": WORDS}), max_size=4
)


def export(ending: str, head: TimelineHead, entries: list[TimelineEntry]) -> str:
    out = io.StringIO(newline="")
    EXPORTERS[ending](head, iter(entries), out)
    out.getvalue().encode("utf-8")
    return out.getvalue()


@settings(deadline=None)
@given(HEADS, st.lists(ENTRIES, max_size=3))
def test_every_entry_can_be_told_in_every_format(head: TimelineHead, entries: list[TimelineEntry]) -> None:
    assert export("md", head, entries).count("\n### ") == len(entries)
    assert export("html", head, entries).count("<article>") == len(entries)
    table = list(csv.DictReader(io.StringIO(export("csv", head, entries).removeprefix("\ufeff"), newline="")))
    assert len(table) == len(entries) + 1
    data = json.loads(export("json", head, entries))
    assert data["entries"] == [asdict(entry) for entry in entries]
    assert data["head"]["left_out"] == list(head.left_out)


@given(ROWS)
def test_rows_come_back_from_json_the_same(rows: list[dict[str, object]]) -> None:
    out = io.StringIO(newline="")
    write_json(rows, out)
    assert json.loads(out.getvalue()) == rows


@given(ROWS)
def test_rows_come_back_from_csv_as_shown(rows: list[dict[str, object]]) -> None:
    out = io.StringIO(newline="")
    write_csv(["a", "b", "c"], rows, out)
    read = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    shown = [make_visible(str(row["c"]), keep_newlines=True).replace("'", "") for row in rows]
    assert [row["c"].replace("'", "") for row in read] == shown
