"""Each outlet's record with us, as leadership sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mediawatch.store.sqlite import sqlite3
from mediawatch.web.serve import build
from served.pages import Page
from served.records import make_record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("outlets") / "record.db")


@pytest.fixture(scope="module")
def ask(record: Path) -> Callable[[str], Any]:
    site = build(record)
    return lambda address: asyncio.run(site.client.get(address))


def number_of(record: Path, outlet: str) -> int:
    db = sqlite3.connect(str(record))
    try:
        (number,) = db.execute(
            "SELECT outlet_number FROM outlets_listed WHERE outlet = ?", (outlet,)
        ).fetchone()
        return int(number)
    finally:
        db.close()


def test_the_list_counts_claims_requests_and_what_was_put_right(ask: Callable[[str], Any]) -> None:
    page = Page(ask("/outlets").text)
    for said in ("Outlets", "Tenants Watch", "The Saltmarsh Courier", "Came to us first"):
        assert said in page.text


def test_an_outlet_s_page_says_it_in_sentences_and_lists_the_rest(
    ask: Callable[[str], Any], record: Path
) -> None:
    page = Page(ask(f"/outlets/{number_of(record, 'Tenants Watch')}").text)
    assert "something was put right, after 10 days" in page.text
    assert "corrected" in page.text
    assert any(link.startswith("/timeline?outlet=Tenants") for link in page.links), "Export this"


def test_confidential_approaches_are_not_counted(ask: Callable[[str], Any], record: Path) -> None:
    db = sqlite3.connect(str(record))
    told = {
        row[0]
        for row in db.execute(
            "SELECT outlet FROM contacts_overview WHERE direction = 'in' AND stage = 'before' AND report <> 0"
        )
    }
    db.close()
    for (outlet,) in [(name,) for name in told]:
        page = Page(ask(f"/outlets/{number_of(record, outlet)}").text)
        assert "came to us first" in page.text


@pytest.mark.parametrize("nonsense", ["0", "999", "x", "1e9", "-1", "9" * 40, "%00"])
def test_what_is_no_outlet_gets_a_page_that_says_so(ask: Callable[[str], Any], nonsense: str) -> None:
    answer = ask(f"/outlets/{nonsense}")
    assert answer.status_code == 404
    assert "Look through the outlets" in answer.text
