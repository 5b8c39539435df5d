"""Exports of commercial monitors come in by the same gate: known by their columns, and shown before all else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from mediawatch.journeys.monitors import FILES, load_monitors

Run = Callable[..., Any]

HEADS = {
    "Meltwater": "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tInfluencer\tCountry\tLanguage\tReach\tAVE",
    "Cision": "Publication Date,Headline,Link,Snippet,Outlet,Author,Article Impact,Language",
    "Muck Rack": "Date,Headline,URL,Snippet,Outlet,Journalist,UVM,Language",
    "Brandwatch": "Query Id,Query Name,Date,Title,Snippet,Url,Domain,Sentiment,Page Type,Language,Author",
    "Talkwalker": "url,indexed,published,title,content,domain_url,lang,extra_source_attributes.name,reach",
}
CELLS = {
    "date": "2026-03-04 09:15:00", "publication date": "2026-03-04", "published": "1772616900000",
    "headline": "Line closes", "title": "Line closes", "source": "The Courier", "outlet": "The Courier",
    "extra_source_attributes.name": "The Courier", "influencer": "Carys Lund", "author": "Carys Lund",
    "journalist": "Carys Lund", "language": "en", "lang": "en", "reach": "120000", "ave": "987.50", "uvm": "120000",
    "hit sentence": "The trust closed its line.", "opening text": "It closed.", "snippet": "The trust closed its line.",
    "content": "The trust closed its line.", "article impact": "High", "domain": "courier.example", "country": "UK",
}  # fmt: skip
ADDRESS = "https://courier.example/line"


def write_export(folder: Path, name: str) -> Path:
    """An export as the service makes it: Meltwater in UTF-16 with tabs, Brandwatch with lines above its heads."""
    heads = HEADS[name]
    cut = "\t" if "\t" in heads else ","
    names = [head.lower() for head in heads.split(cut)]
    cells = [ADDRESS if head in ("url", "link") else CELLS.get(head, "") for head in names]
    text = f"{heads}\n{cut.join(cells)}\n"
    if name == "Brandwatch":
        text = f"Report:,Bulk Mentions Download\nBrand:,Our trust\nFrom:,2026-03-01\nLabel:,\n\n{text}"
    path = folder / f"{name}.csv"
    path.write_bytes(text.encode("utf-16" if name == "Meltwater" else "utf-8-sig"))
    return path


@pytest.mark.parametrize("name", HEADS)
def test_an_export_is_known_by_its_columns_and_comes_in(
    record: Path, mediawatch: Run, tmp_path: Path, name: str
) -> None:
    path = write_export(tmp_path, name)
    said = mediawatch("import", path, "--without-fetching", check=0)
    assert f"It looks like an export of {name} (unverified" in said.stderr
    assert "1 row came in (1 report)" in said.stdout
    (row,) = json.loads(mediawatch("list", "reports", "--json", check=0).stdout)
    assert (row["title"], row["address"], row["published"]) == ("Line closes", ADDRESS, "2026-03-04")
    assert row["outlet"] == ("courier.example" if name == "Brandwatch" else "The Courier")
    assert "987.50" not in json.dumps(row) and "120000" not in json.dumps(row), (
        "no reach and no value in money"
    )
    assert (
        "1 row was in the record already" in mediawatch("import", path, "--without-fetching", check=0).stdout
    )


def test_a_person_s_word_wins_over_what_the_columns_tell(
    record: Path, mediawatch: Run, tmp_path: Path
) -> None:
    path = write_export(tmp_path, "Meltwater")
    told = mediawatch(
        "import", path, "--dry-run", "--map", "title=Opening Text", "--map", "text=", check=0
    ).stderr
    assert "title from 'Opening Text' (you said so)" in told and "text from" not in told
    other = mediawatch("import", path, "--dry-run", "--monitor", "none", check=0).stderr
    assert "It looks like" not in other and "by its name" in other
    assert "is not one of" in mediawatch("import", path, "--monitor", "gossip", check=2).stderr


def test_an_xlsx_of_a_monitor_is_known_too(record: Path, mediawatch: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(HEADS["Muck Rack"].split(","))
    sheet.append(
        ["2026-03-04", "Line closes", ADDRESS, "It closed.", "The Courier", "Carys Lund", 120000, "en"]
    )
    book.save(tmp_path / "a.xlsx")
    said = mediawatch("import", tmp_path / "a.xlsx", "--without-fetching", check=0)
    assert "export of Muck Rack" in said.stderr and "1 row came in" in said.stdout


def test_what_is_known_of_each_monitor_says_where_from() -> None:
    from mediawatch.cli.spreadsheet import MONITORS

    assert (*FILES, "none") == MONITORS
    for monitor in load_monitors():
        assert monitor.status in ("checked", "unverified") and len(monitor.source) > 40
        assert {"address", "title", "published"} <= monitor.columns.keys() and len(monitor.known_by) > 1
