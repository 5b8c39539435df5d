"""An invented case in each format, to be read side by side with input.json.

After a change that is meant, write the files anew with `python tests/golden/timeline/test_timeline_golden.py`
and read the difference.
"""

from __future__ import annotations

import io
import json
from dataclasses import fields
from pathlib import Path

import pytest

from mediawatch.exporters import EXPORTERS
from mediawatch.model import TimelineEntry, TimelineHead

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
    out = io.StringIO(newline="")
    EXPORTERS[ending](head, iter(entries), out)
    return out.getvalue().encode("utf-8")


@pytest.mark.parametrize("ending", sorted(EXPORTERS))
def test_the_invented_case_comes_out_as_it_was_read_and_approved(ending: str) -> None:
    assert export(ending).decode("utf-8") == (HERE / f"expected.{ending}").read_bytes().decode("utf-8")


if __name__ == "__main__":
    for name in EXPORTERS:
        (HERE / f"expected.{name}").write_bytes(export(name))
