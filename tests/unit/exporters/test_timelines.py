"""What every format promises, and what each adds."""

from __future__ import annotations

import csv
import io
import json
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import pytest

from mediawatch.exporters import EXPORTERS, rows, table
from mediawatch.model import TimelineEntry, TimelineHead

HEAD = TimelineHead(
    "Harbour Lane Advice Centre", "Europe/London", (("since", "2026-01-01"),), "2026-06-30T14:05:00+00:00",
    "Ada Okafor", ("3 reports were withdrawn.",), "5d1c0f7d", 1204, "0.1.0",
)  # fmt: skip
ENTRY = TimelineEntry(
    kind="answered", occurred_on="2026-03-06", precision="day", occurred_at="", report=0, claim=1, rebuttal=2,
    recorded_at="2026-03-06T09:12:00+00:00", request=0, outlet="", title="", by="Ada Okafor", detail="",
    address="https://harbour-lane.example/news", quote="They turned people away.", claim_text="We turned away 300.",
    answer="Nobody was turned away.", captured_at="", digest="", lag_days=2,
)  # fmt: skip
FORMATS = sorted(EXPORTERS)


def export(ending: str, entries: list[TimelineEntry], head: TimelineHead = HEAD) -> str:
    out = io.StringIO(newline="")
    EXPORTERS[ending](head, iter(entries), out)
    return out.getvalue()


def unfold(made: str) -> str:
    """A calendar's lines whole again (RFC 5545, 3.1); other formats as they are."""
    return made.replace("\r\n ", "") if made.startswith("BEGIN:VCALENDAR") else made


@pytest.mark.parametrize("ending", FORMATS)
def test_cover_texts_and_end_are_in_every_format(ending: str) -> None:
    made = unfold(export(ending, [ENTRY]))
    for said in (
        "Harbour Lane Advice Centre", "Ada Okafor", "2026-01-01", "They turned people away.",
        "Nobody was turned away.", "We turned away 300.", "https://harbour-lane.example/news",
        "3 reports were withdrawn.", "5d1c0f7d",
    ):  # fmt: skip
        assert said in made


@pytest.mark.parametrize("ending", FORMATS)
def test_a_timeline_of_nothing_is_still_whole(ending: str) -> None:
    made = export(ending, [], replace(HEAD, filters=(), left_out=(), chain_head="0" * 64, chain_length=0))
    made = unfold(made)
    assert "Harbour Lane Advice Centre" in made
    if ending == "json":
        assert json.loads(made)["entries"] == []
    elif ending == "jsonl":
        assert made.splitlines()[1:] == ['{"end": {"entries": 0}}']
    else:
        assert "Nothing was left out." in made
        assert "no history yet" in made
        assert "0" * 64 not in made


@pytest.mark.parametrize("ending", ["md", "html", "csv"])
def test_a_filtered_timeline_never_says_that_nothing_was_left_out(ending: str) -> None:
    made = export(ending, [ENTRY], replace(HEAD, left_out=()))
    assert "Nothing was left out." not in made
    assert "Whatever does not fit the filters" in made


@pytest.mark.parametrize("ending", FORMATS)
def test_entries_are_written_as_they_come_in_the_order_given(ending: str) -> None:
    out = io.StringIO(newline="")
    lengths = []

    def come() -> Iterator[TimelineEntry]:
        for number in range(1, 6):
            lengths.append(len(out.getvalue()))
            yield replace(ENTRY, answer=f"answer {number}")

    EXPORTERS[ending](HEAD, come(), out)
    assert lengths == sorted(set(lengths))
    assert re.findall(r"answer (\d)", unfold(out.getvalue())) == list("12345")


MEASURE = """
import os, pickle, resource, sys
from dataclasses import replace
from mediawatch.exporters import EXPORTERS

head, entry, ending = pickle.load(sys.stdin.buffer)

def peak(count):
    with open(os.devnull, "w", encoding="utf-8", newline="") as out:
        entries = (replace(entry, answer=f"{number} was not turned away." * 30) for number in range(count))
        EXPORTERS[ending](head, entries, out)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

print(peak(50), peak(10_000))
"""


@pytest.mark.parametrize("ending", FORMATS)
def test_memory_stays_flat_over_ten_thousand_entries(ending: str) -> None:
    given = pickle.dumps((HEAD, ENTRY, ending))
    said = subprocess.run(
        [sys.executable, "-c", MEASURE], input=given, capture_output=True, check=True
    ).stdout
    few, many = (int(kilobytes) for kilobytes in said.split())
    assert many - few < 3_000  # the answers alone are 9 MB


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_input_gives_the_same_file(ending: str) -> None:
    assert export(ending, [ENTRY]) == export(ending, [ENTRY])


@pytest.mark.parametrize("ending", FORMATS)
def test_a_line_feed_is_the_line_s_end_but_in_csv_and_calendars(ending: str) -> None:
    made = export(ending, [ENTRY])
    assert made.endswith("\r\n" if ending in ("csv", "ics") else "\n")
    assert ("\r" in made) == (ending in ("csv", "ics"))


def test_a_format_is_imported_only_when_it_is_used() -> None:
    script = (
        "import sys, mediawatch.exporters as e; "
        "print([name for name in sys.modules if name.startswith('mediawatch.exporters.')])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


def test_csv_has_a_row_for_each_entry_with_every_field_and_a_last_row() -> None:
    made = export("csv", [ENTRY, replace(ENTRY, lag_days=None, report=12)])
    assert made.startswith(rows.BYTE_ORDER_MARK)
    read = list(csv.DictReader(io.StringIO(made.removeprefix(rows.BYTE_ORDER_MARK), newline="")))
    assert list(read[0]) == list(asdict(ENTRY))
    assert [row["kind"] for row in read] == ["answered", "answered", table.END]
    assert (read[0]["report"], read[0]["claim"], read[0]["lag_days"]) == ("", "1", "2")
    assert (read[1]["report"], read[1]["lag_days"]) == ("12", "")
    assert "5d1c0f7d" in read[-1]["detail"]


def test_json_gives_every_field_back_exactly() -> None:
    entry = replace(ENTRY, quote="a\u202e\x00<b>\r\n\u2028", title="\ud83d")
    read = json.loads(export("json", [entry, ENTRY]))
    assert read["entries"] == [asdict(entry), asdict(ENTRY)]
    head: dict[str, Any] = asdict(HEAD)
    assert read["head"] == head | {
        "format": "mediawatch timeline 1",
        "filters": [{"name": "since", "value": "2026-01-01"}],
        "left_out": ["3 reports were withdrawn."],
    }


def test_a_day_is_said_once_for_all_that_happened_on_it() -> None:
    entries = [ENTRY, replace(ENTRY, rebuttal=3), replace(ENTRY, occurred_on="2026-03-07")]
    assert export("md", entries).count("## 6 March 2026\n") == 1
    assert export("html", entries).count("<h2>6 March 2026</h2>") == 1
    assert export("html", entries).count("<section>") == export("html", entries).count("</section>") == 4
