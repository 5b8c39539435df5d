"""An old spreadsheet comes in row by row: shown first, listed where it cannot, and never twice."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

Run = Callable[..., Any]

COVERAGE = """\
Coverage of the trust,,,,,,,
Date,Paper,Headline,Link,What they wrote,Allegation,Our response,Date of response
25/03/2026,The Courier,Line closes,,The trust closed its telephone line,The trust closed its line.,Open.,26/03/2026
3/4/2026,The Gazette,Line closed,,It closed its telephone line in March,The trust closed its line.,Open.,
4/4/2026,The Gazette,A new line,,,,,
soon,The Gazette,Undated,,,,,
5/4/2026,The Gazette,No words,,,A claim without words,,
"""


def rows(mediawatch: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(mediawatch("list", *words, "--json", check=0).stdout)
    return found


@pytest.fixture
def coverage(tmp_path: Path) -> str:
    path = tmp_path / "coverage.csv"
    path.write_bytes(COVERAGE.encode("cp1252"))
    return str(path)


def test_a_dry_run_says_what_would_come_in_and_records_nothing(
    record: Path, mediawatch: Run, coverage: str
) -> None:
    before = mediawatch("log", "--json", check=0).stdout
    said = mediawatch("import", coverage, "--without-fetching", "--dry-run", check=1)
    assert "outlet from 'Paper' (by its name), as in: The Courier" in said.stderr
    assert said.stdout == "3 rows would come in (3 reports, 1 claim, 2 quotes, 1 answer).\n"
    assert "row 6: 'soon' is no date that can be read." in said.stderr
    assert "row 7: The row has a claim and no quote" in said.stderr
    assert mediawatch("log", "--json", check=0).stdout == before
    assert rows(mediawatch, "reports") == []


@pytest.mark.slow
def test_rows_become_reports_claims_and_answers_and_come_in_once(
    record: Path, mediawatch: Run, coverage: str
) -> None:
    said = mediawatch("import", coverage, "--without-fetching", check=1)
    assert said.stdout == "3 rows came in (3 reports, 1 claim, 2 quotes, 1 answer).\n"
    assert [row["published"] for row in rows(mediawatch, "reports")] == [
        "2026-03-25",
        "2026-04-03",
        "2026-04-04",
    ]
    (claim,) = rows(mediawatch, "claims")
    assert (claim["appearances"], claim["state"], claim["first_answered_on"]) == (2, "answered", "2026-03-26")
    assert [row["state"] for row in rows(mediawatch, "rebuttals")] == ["published"]
    events = mediawatch("log", "--json", check=0).stdout
    again = mediawatch("import", coverage, "--without-fetching", check=1)
    assert again.stdout.startswith("0 rows came in.\n3 rows were in the record already.\n")
    assert len(rows(mediawatch, "reports")) == 3
    assert "imported" in events
    mediawatch("verify", check=0)


def test_pages_are_fetched_and_a_quote_that_is_not_there_leaves_the_report(
    record: Path, mediawatch: Run, world: Any, tmp_path: Path
) -> None:
    page = world.page(
        "/a",
        "<html lang=en><head><title>Line closed</title></head><body><article><h1>Line closed</h1><p>The Saltmere "
        "Recovery and Housing Trust closed its telephone line last winter, a campaigner said on Tuesday at the "
        "town hall, where some forty people had come to hear what the council had to say about it.</p>"
        "</article></body></html>",
    )
    path = tmp_path / "links.csv"
    path.write_text(
        "url,outlet,published,quote,claim\n"
        f"{page},The Courier,2026-03-04,closed its telephone line last winter,The trust closed its line.\n"
        f"{page},The Courier,2026-03-04,closed its front door,The trust closed its door.\n"
        f"{world.page('/gone', 'x', status=404)},The Courier,2026-03-04,,\n",
        encoding="utf-8",
    )
    done = mediawatch("import", str(path), "--json", check=1)
    first, second, third = json.loads(done.stdout)
    assert (first["fate"], first["ref"], first["made"]) == ("added", "r1", ["r1", "c1"])
    assert (second["fate"], second["ref"]) == ("refused", "r1")
    assert "These words do not stand in r1." in second["why"]
    assert "The report itself is in the record as r1." in second["why"]
    assert (third["fate"], third["ref"]) == ("refused", "")
    assert "answered 404" in third["why"]
    assert [row["claim_text"] for row in rows(mediawatch, "claims")] == ["The trust closed its line."]


def test_an_xlsx_with_merged_heads_and_formulas_is_read(
    record: Path, mediawatch: Run, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Article", None, None, "Ours", None])
    sheet.merge_cells("A1:C1")
    sheet.append(["Title", "Outlet", "Date", "Notes", "Sum"])
    sheet.append(["Line closed", "The Courier", "2026-03-04", "rang the editor", "=1+1"])
    sheet.append(["=A3&A3", "The Courier", "2026-03-05", "", ""])
    book.save(tmp_path / "old.xlsx")
    said = mediawatch("import", str(tmp_path / "old.xlsx"), "--without-fetching", check=1)
    assert said.stdout == "1 row came in (1 report).\n"
    assert "row 4: The cell under 'Title' is a formula without a stored result." in said.stderr
    assert [row["note"] for row in rows(mediawatch, "notes")] == ["rang the editor"]


def test_what_was_listed_comes_in_the_same_elsewhere(
    record: Path, mediawatch: Run, coverage: str, tmp_path: Path, init_arguments: tuple[str, ...]
) -> None:
    mediawatch("import", coverage, "--without-fetching", check=1)
    mediawatch("list", "appearances", "-o", str(tmp_path / "out.csv"), check=0)
    other = ("--db", str(tmp_path / "other.db"))
    mediawatch(*init_arguments, *other, check=0)
    mediawatch("import", str(tmp_path / "out.csv"), "--without-fetching", *other, check=0)
    mediawatch("list", "appearances", "-o", str(tmp_path / "again.csv"), *other, check=0)

    def read(name: str) -> list[dict[str, str]]:
        text = (tmp_path / name).read_text(encoding="utf-8-sig")
        kept = ("address", "title", "outlet", "published", "authors", "medium", "language", "quote", "claim_text",
                "speaker", "stance", "place", "translation")  # fmt: skip
        return [{column: row[column] for column in kept} for row in csv.DictReader(io.StringIO(text))]

    assert read("again.csv") == read("out.csv")
    assert len(read("out.csv")) == 2


@pytest.mark.parametrize(
    ("content", "words", "sentence"),
    [
        ("", (), "holds no rows"),
        ("a,b\n1,2\n", (), "No column of bad.csv is known"),
        ("Title\nx\n", ("--map", "title=Nowhere"), "There is no column 'Nowhere'"),
        ("Title\nx\n", ("--map", "headline=Title"), "says no field"),
        ("Title\nx\n", ("--sheet", "1"), "A CSV file has no sheets"),
    ],
)
def test_bad_input_is_a_sentence(
    record: Path, mediawatch: Run, tmp_path: Path, content: str, words: tuple[str, ...], sentence: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(content, encoding="utf-8")
    said = mediawatch("import", str(path), *words, check=2)
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr


def test_a_file_that_is_not_there_is_a_sentence(record: Path, mediawatch: Run) -> None:
    assert "cannot be read" in mediawatch("import", "nowhere.csv", check=2).stderr


def test_a_row_that_fails_in_the_middle_leaves_nothing_behind(
    record: Path, mediawatch: Run, tmp_path: Path
) -> None:
    path = tmp_path / "half.csv"
    path.write_text(
        "title,outlet,published,text,quote,claim,answer,answered on\n"
        "Line closed,The Courier,2026-03-04,The line was closed.,never written,The line.,No.,2026-03-05\n"
        "Line open,The Courier,2026-03-04,The line was open again.,was open again,The line.,Yes.,2030-01-01\n",
        encoding="utf-8",
    )
    said = mediawatch("import", str(path), "--without-fetching", check=1)
    assert said.stdout.startswith("0 rows came in.")
    assert "row 2: These words do not stand" in said.stderr
    assert "row 3: '2030-01-01' is in the future" in said.stderr
    for noun in ("reports", "claims", "rebuttals"):
        assert rows(mediawatch, noun) == []
    mediawatch("verify", check=0)
