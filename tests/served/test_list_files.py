"""Lists as files: what the page is filtered to, all of it, and nothing that its readers may not see."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mediawatch.exporters import things
from mediawatch.store.sqlite import sqlite3
from mediawatch.web.serve import build
from served.pages import Page
from served.records import HOSTILE_TITLE, make_record
from taken_apart import read_words, unfold

THEIRS = "SELECT claim FROM standing_places WHERE outlet = 'Tenants Watch'"
Ask = Callable[[str], Any]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("lists") / "record.db")


@pytest.fixture(scope="module")
def ask(record: Path) -> Ask:
    site = build(record)
    return lambda address: asyncio.run(site.client.get(address))


def read_numbers(answer: Any, ending: str, column: str) -> list[int]:
    if ending == "csv":
        return [
            int(row[column])
            for row in csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline=""))
        ]
    if ending == "xlsx":
        head, *rows = openpyxl.load_workbook(io.BytesIO(answer.content))["List"].iter_rows(values_only=True)
        return [int(str(row[head.index(column)])) for row in rows]
    rows = answer.json() if ending == "json" else [json.loads(line) for line in answer.text.splitlines()]
    return [row[column] for row in rows]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "jsonl"])
@pytest.mark.parametrize(
    ("noun", "query", "where"),
    [
        ("claims", "", "1"),
        ("claims", "?state=open", "state = 'open'"),
        ("claims", "?outlet=Tenants+Watch", f"claim IN ({THEIRS})"),
        ("reports", "?since=2026-03-01&shown=claims", "published >= '2026-03-01' AND claims > 0"),
        ("citations", "", "1"),
        ("requests", "", "1"),
    ],
)  # fmt: skip
def test_a_file_has_what_the_page_is_filtered_to(
    ask: Ask, record: Path, noun: str, query: str, where: str, ending: str
) -> None:
    column = noun[:-1]
    answer = ask(f"/{noun}.{ending}{query}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith(
        f'attachment; filename="{noun}-harbour-lane-trust-'
    )
    db = sqlite3.connect(str(record))
    wanted = sorted(row[0] for row in db.execute(f"SELECT {column} FROM {noun}_overview WHERE {where}"))
    db.close()
    assert sorted(read_numbers(answer, ending, column)) == wanted


def test_the_page_offers_them_with_its_filters(ask: Ask) -> None:
    links = Page(ask("/claims?state=open").text).links
    assert {"/claims.xlsx?state=open", "/claims.csv?state=open", "/claims.json?state=open"} <= set(links)


def test_a_filter_that_cannot_be_used_stops_it(ask: Ask) -> None:
    answer = ask("/claims.csv?state=nonsense")
    assert answer.status_code == 400
    assert "“nonsense” is not one of" in answer.text
    assert ask("/reports.json?since=yesterday").status_code == 400


def test_no_cell_of_a_stranger_s_is_a_formula(ask: Ask) -> None:
    assert HOSTILE_TITLE[:20] in ask("/reports.json").text or "script" in ask("/reports.json").text
    for row in csv.reader(io.StringIO(ask("/reports.csv").text.removeprefix("\ufeff"), newline="")):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "@", "\t", "\r")]


@pytest.mark.parametrize("ending", things.FORMS)
@pytest.mark.parametrize(
    ("noun", "query", "there", "not_there"),
    [
        ("claims", "", ("Claims and answers", "Where it stands", "two thirds of heating"), ()),
        ("claims", "?state=open", ("No answer yet",), (", published on",)),
        ("claims", "?outlet=Tenants+Watch", ("Filters: outlet: Tenants Watch",), ()),
        ("citations", "", ("How we are quoted",), ()),
        ("requests", "", ("What we asked for",), ()),
    ],
)
def test_a_list_to_be_read_says_what_the_page_is_filtered_to(
    ask: Ask, noun: str, query: str, there: tuple[str, ...], not_there: tuple[str, ...], ending: str
) -> None:
    answer = ask(f"/{noun}.{ending}{query}")
    assert answer.status_code == 200
    assert f".{ending}" in answer.headers["content-disposition"]
    said = read_words(answer.content, ending) if things.FORMS[ending].binary else unfold(answer.text)
    said = re.sub(r"<[^>]+>|[\\*_]", " " if ending == "html" else "", said)
    plain = " ".join(html.unescape(said).split())
    plain = plain.replace("Filters outlet", "Filters: outlet")
    assert [words for words in there if words.casefold() not in plain.casefold()] == []
    assert [words for words in not_there if words in plain] == []
    assert "Harbour Lane Trust" in plain


def test_a_page_offers_them_to_be_read(ask: Ask) -> None:
    for noun in ("claims", "requests"):
        links = Page(ask(f"/{noun}").text).links
        assert {f"/{noun}.{ending}" for ending in things.FORMS} <= set(links), noun
    assert not [
        link for link in Page(ask("/reports").text).links if link.endswith((".docx", ".pdf", ".ics", ".atom"))
    ]
    for ending in ("docx", "ics", "atom"):
        assert ask(f"/reports.{ending}").status_code == 404


def test_a_thing_is_taken_away_alone_from_its_page(ask: Ask) -> None:
    assert "/requests.docx?request=1" in Page(ask("/requests/1").text).links
    words = read_words(ask("/requests.docx?request=1").content, "docx")
    assert "Filters: request: q1" in words
    assert words.count("In the record: q") == 1
    assert read_words(ask("/requests.docx?request=99").content, "docx").count("In the record: q") == 0
    assert ask("/requests.docx?request=x").status_code == 400
