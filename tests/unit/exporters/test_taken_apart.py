"""The timeline as a workbook and as a document, read by other programs."""

from __future__ import annotations

import datetime
import io
import json
import pickle
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace

import docx
import feedparser
import openpyxl
import pytest

from mediawatch.exporters import BINARY_EXPORTERS, EXPORTERS
from mediawatch.exporters.workbook import COLUMNS, CUT, LONGEST, write_list
from mediawatch.model import TimelineEntry, TimelineHead
from taken_apart import read_words

HEAD = TimelineHead(
    "Harbour Lane & <Sons>", "Europe/London", (("since", "2026-01-01"),), "2026-06-30T14:05:00+00:00",
    "Ada Okafor", ("3 reports were withdrawn.",), "5d1c0f7d", 1204, "0.1.0", "6f3a7a3e-0d0c-4f53-9b51-1d6a7cf3a001",
)  # fmt: skip
ENTRY = TimelineEntry(
    kind="answered", occurred_on="2026-03-06", precision="day", occurred_at="", report=12, claim=1, rebuttal=2,
    recorded_at="2026-07-06T09:12:00+00:00", request=0, outlet="", title="", by="Ada Okafor", detail="",
    address="https://harbour-lane.example/news", quote="They turned\npeople away.", claim_text="We turned away 300.",
    answer="Nobody was turned away.", captured_at="2026-03-05T08:20:00+00:00", digest="ab" * 32, lag_days=2,
)  # fmt: skip
FORMULAS = [
    f"{start}HYPERLINK(1)" for start in ("=", "+", "-", "@", "\t=", "\r=", " =", "＝", "=cmd|' /C calc'!")
]


def export(ending: str, *entries: TimelineEntry, head: TimelineHead = HEAD) -> bytes:
    out = io.BytesIO()
    BINARY_EXPORTERS[ending](head, iter(entries), out)
    return out.getvalue()


@pytest.mark.parametrize("ending", BINARY_EXPORTERS)
def test_cover_texts_and_end_are_in_every_format(ending: str) -> None:
    made = read_words(export(ending, ENTRY), ending)
    for said in (
        "Harbour Lane & <Sons>", "Ada Okafor", "2026-01-01", "They turned", "people away.", "Nobody was turned away.",
        "We turned away 300.", "https://harbour-lane.example/news", "3 reports were withdrawn.", "5d1c0f7d",
        "1,204 events", "ab" * 32,
    ):  # fmt: skip
        assert said in made, said
    assert export(ending, ENTRY)[:2] == (b"%P" if ending == "pdf" else b"PK")


@pytest.mark.parametrize("ending", BINARY_EXPORTERS)
def test_a_timeline_of_nothing_is_still_whole(ending: str) -> None:
    made = read_words(export(ending, head=replace(HEAD, filters=(), left_out=(), chain_length=0)), ending)
    assert "Nothing was left out." in made and "no history yet" in made and "5d1c0f7d" not in made


def test_a_workbook_has_typed_cells_a_head_that_stays_and_filters() -> None:
    guess = replace(ENTRY, occurred_on="2026-03", precision="month", lag_days=None, claim=0)
    book = openpyxl.load_workbook(
        io.BytesIO(export("xlsx", ENTRY, guess, replace(ENTRY, occurred_on="0001-01-01")))
    )
    sheet = book["Timeline"]
    names = [name for name, _ in COLUMNS]
    rows = [dict(zip(names, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in sheet[1]] == names and sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:U{len(rows) + 1}"
    assert rows[0]["Day"] == datetime.datetime(2026, 3, 6) and rows[0]["Days after"] == 2
    assert rows[0]["Recorded"] == datetime.datetime(2026, 7, 6, 10, 12), "on the record's clocks: summer time"
    assert (rows[1]["Day"], rows[1]["Days after"], rows[1]["Claim"]) == ("March 2026", None, None)
    assert rows[2]["Day"] == "1 January 0001", "a day that no workbook has stays words"


@pytest.mark.parametrize("formula", FORMULAS)
def test_nothing_that_a_stranger_wrote_is_a_formula(formula: str) -> None:
    made = export(
        "xlsx", replace(ENTRY, quote=formula, title=formula, outlet=formula, answer=formula, by=formula)
    )
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        sheets = "".join(package.read(name).decode() for name in package.namelist() if "sheet" in name)
    assert not re.search(r"<f[ >]", sheets)
    assert "HYPERLINK(1)" in read_words(made, "xlsx") or "calc" in read_words(made, "xlsx")


def test_any_list_is_a_workbook_with_days_and_numbers() -> None:
    rows = [
        {
            "claim": 7,
            "claim_text": "=1+1",
            "first_published": "2026-03-04",
            "parts": [1],
            "certain": True,
            "none": None,
        },
        {
            "claim": 8,
            "claim_text": "Said.",
            "first_published": "2026-03",
            "parts": {},
            "certain": False,
            "none": "",
        },
    ]
    out = io.BytesIO()
    assert write_list("Harbour Lane: claims", tuple(rows[0]), rows, out) == 2
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    first, second = list(book["List"].iter_rows(min_row=2, values_only=True))
    assert first == (7, "=1+1", datetime.datetime(2026, 3, 4), "[1]", "yes", None)
    assert second[2] == "2026-03" and book["List"]["B2"].data_type == "s"
    assert book["List"].auto_filter.ref == "A1:F3" and book["List"].freeze_panes == "B2"


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export("xlsx", replace(ENTRY, quote="x" * 40_000))))["Timeline"]
    value = str(sheet["C2"].value)
    assert len(value) == LONGEST and value.endswith(CUT)


EVIL = '<w:p>]]>&amp;\x00\x1b\u202e\ud83d\ufffe " HYPERLINK "x" 𝔸 \n\tend'


@pytest.mark.parametrize("ending", BINARY_EXPORTERS)
def test_the_words_of_strangers_break_nothing(ending: str) -> None:
    entry = replace(
        ENTRY, quote=EVIL, title=EVIL, outlet=EVIL, address=EVIL, answer=EVIL, by=EVIL, digest=EVIL
    )
    made = read_words(export(ending, entry, head=replace(HEAD, organisation=EVIL, made_by=EVIL)), ending)
    assert "<w:p>]]>&amp;" in made and "\x1b" not in made and "\u202e" not in made


def test_a_document_has_headings_contents_links_and_page_numbers() -> None:
    content = export("docx", ENTRY, replace(ENTRY, occurred_on="2026-04-01"), replace(ENTRY, occurred_on=""))
    document = docx.Document(io.BytesIO(content))
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(str(paragraph.style.name), []).append(paragraph.text)
    months = ["March 2026", "April 2026", "Date unknown"]
    assert by_style["Heading 1"] == [*months, "What was left out", "What this rests on"]
    assert by_style["TOC 1"] == months
    assert by_style["Heading 2"][0] == "6 March 2026: We answered after 2 days"
    assert "They turned\npeople away." in by_style["Quote"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        body = package.read("word/document.xml").decode()
        footer = "".join(package.read(name).decode() for name in package.namelist() if "footer" in name)
    assert 'HYPERLINK "https://harbour-lane.example/news"' in body and 'w:anchor="m1"' in body
    assert " PAGE " in footer and " NUMPAGES " in footer


def test_another_program_reads_the_document_the_same() -> None:
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        pytest.skip("pandoc is not installed (Debian: apt-get install pandoc)")
    done = subprocess.run(
        [pandoc, "--from", "docx", "--to", "json"],
        input=export("docx", ENTRY),
        capture_output=True,
        check=True,
    )
    told = json.loads(done.stdout)
    headings = [block["c"][0] for block in told["blocks"] if block["t"] == "Header"]
    assert headings == [1, 1, 2, 1, 1], "contents, the month, what happened, what was left out, the chain"
    plain = subprocess.run(
        [pandoc, "--from", "docx", "--to", "markdown"],
        input=export("docx", ENTRY),
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert "Nobody was turned away." in plain and "https://harbour-lane.example/news" in plain


def test_the_feed_is_one_that_a_reader_takes_with_an_id_that_stays() -> None:
    def read(*entries: TimelineEntry) -> feedparser.FeedParserDict:
        out = io.StringIO(newline="")
        EXPORTERS["atom"](HEAD, iter(entries), out)
        return feedparser.parse(out.getvalue())

    found = read(ENTRY, replace(ENTRY, quote="Otherwise.", address="javascript:alert(1)"))
    assert not found.bozo and len(found.entries) == 2
    assert found.entries[0].title == "6 March 2026: We answered after 2 days"
    assert "They turned" in found.entries[0].content[0].value
    assert (
        found.entries[0].link == "https://harbour-lane.example/news"
        and "javascript" not in found.entries[1].link
    )
    assert found.entries[0].id == read(ENTRY).entries[0].id != found.entries[1].id


def test_each_line_is_read_by_itself_and_the_last_says_how_many_there_are() -> None:
    out = io.StringIO(newline="")
    EXPORTERS["jsonl"](HEAD, iter([ENTRY, ENTRY]), out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [list(line) for line in lines] == [["head"], ["entry"], ["entry"], ["end"]]
    assert lines[-1]["end"] == {"entries": 2} and lines[1]["entry"]["quote"] == ENTRY.quote


MEASURE = """
import pickle, resource, sys, tempfile
from dataclasses import replace
from mediawatch.exporters import BINARY_EXPORTERS

head, entry, ending = pickle.load(sys.stdin.buffer)

def peak(count):
    with tempfile.TemporaryFile() as out:
        entries = (replace(entry, answer=f"{number} was not turned away." * 30) for number in range(count))
        BINARY_EXPORTERS[ending](head, entries, out)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

print(peak(50), peak(4_000))
"""


@pytest.mark.slow
@pytest.mark.parametrize("ending", BINARY_EXPORTERS)
def test_memory_stays_flat_over_many_entries(ending: str) -> None:
    given = pickle.dumps((HEAD, ENTRY, ending))
    said = subprocess.run(
        [sys.executable, "-c", MEASURE], input=given, capture_output=True, check=True
    ).stdout
    few, many = (int(kilobytes) for kilobytes in said.split())
    assert many - few < 12_000, (
        "the answers alone are 4 MB, and the body is kept in 4 MB before it goes to a file"
    )
