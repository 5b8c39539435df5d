"""An invented case in each format, to be read side by side with input.json.

What other programs find in a document, a workbook and a PDF stands in `expected.docx.txt` and so on: the files
themselves hold the versions of the libraries that made them. After a change that is meant, write the files anew with
`PYTHONPATH=tests python tests/golden/timeline/test_timeline_golden.py` and read the difference.
"""

from __future__ import annotations

import io
import json
from dataclasses import fields
from pathlib import Path

import pytest

from mediawatch.exporters import BINARY_EXPORTERS, EXPORTERS
from mediawatch.model import TimelineEntry, TimelineHead
from taken_apart import READERS, show_read

HERE = Path(__file__).parent
NOTHING: dict[str, object] = {field.name: "" for field in fields(TimelineEntry)} | {
    "report": 0, "claim": 0, "rebuttal": 0, "request": 0, "contact": 0, "citation": 0,
    "contact_search": 0, "lag_days": None, "certain": True,
}  # fmt: skip


def read_case() -> tuple[TimelineHead, list[TimelineEntry]]:
    case = json.loads((HERE / "input.json").read_text(encoding="utf-8"))
    head = case["head"]
    head["filters"] = tuple((name, value) for name, value in head["filters"])
    head["left_out"] = tuple(head["left_out"])
    return TimelineHead(**head), [TimelineEntry(**(NOTHING | entry)) for entry in case["entries"]]


def export(ending: str) -> bytes:
    head, entries = read_case()
    if ending in BINARY_EXPORTERS:
        made = io.BytesIO()
        BINARY_EXPORTERS[ending](head, iter(entries), made)
        return made.getvalue()
    out = io.StringIO(newline="")
    EXPORTERS[ending](head, iter(entries), out)
    return out.getvalue().encode("utf-8")


def show(ending: str) -> bytes:
    """What is kept beside the input."""
    made = export(ending)
    if ending in READERS:
        return show_read(made, ending)
    return made


def name(ending: str) -> Path:
    return HERE / f"expected.{ending}{'.txt' if ending in READERS else ''}"


def test_there_is_a_reader_for_each_format() -> None:
    assert set(READERS) == set(BINARY_EXPORTERS)


@pytest.mark.parametrize("ending", sorted((*EXPORTERS, *BINARY_EXPORTERS)))
def test_the_invented_case_comes_out_as_it_was_read_and_approved(ending: str) -> None:
    assert show(ending).decode("utf-8") == name(ending).read_bytes().decode("utf-8")


if __name__ == "__main__":
    for each in (*EXPORTERS, *BINARY_EXPORTERS):
        name(each).write_bytes(show(each))
