"""Filters by outlet, where there are few to choose from and where there are many."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from affair import Affair, make_record
from mediawatch.journeys.desk import open_desk
from mediawatch.web.offered import MOST_OFFERED
from mediawatch.web.serve import build

Ask = Callable[[str], Any]
PAGES = ("/reports", "/claims", "/citations", "/timeline")


def serve(path: Path, outlets: int) -> Ask:
    with open_desk(make_record(path), "Ada Okafor") as desk:
        affair = Affair(desk)
        for number in range(outlets):
            affair.report("2026-03-04", outlet=f"Gazette {number:03}")
        affair.report("2026-03-05", outlet="Tidewater <Post> & “Son”")
    site = build(path)
    return lambda address: asyncio.run(site.client.get(address))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return serve(tmp_path_factory.mktemp("few") / "record.db", 3)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    return serve(tmp_path_factory.mktemp("many") / "record.db", MOST_OFFERED)


@pytest.mark.parametrize("page", PAGES)
def test_one_chooses_among_few_and_types_among_many(few: Ask, many: Ask, page: str) -> None:
    assert '<select id="outlet"' in few(page).text
    typed = many(page).text
    assert '<select id="outlet"' not in typed
    offered = typed.partition('<datalist id="outlets">')[2].partition("</datalist>")[0]
    assert offered.count("<option") == MOST_OFFERED
    assert 'value="Tidewater' in many(f"{page}?outlet=Tidewater+%3CPost%3E+%26+%E2%80%9CSon%E2%80%9D").text


def test_a_typed_name_narrows_whatever_its_capitals(many: Ask) -> None:
    found = many("/reports?outlet=gazette+007").text
    assert "1 report" in found and "Gazette 007" in found and 'role="note"' not in found


@pytest.mark.parametrize("page", PAGES)
def test_a_name_that_no_outlet_has_is_said(few: Ask, many: Ask, page: str) -> None:
    for ask in (few, many):
        answer = ask(f"{page}?outlet=Nobody+%3Cb%3E")
        assert answer.status_code == 200
        assert 'class="notes"' in answer.text and "Nobody &lt;b&gt;" in answer.text


@pytest.mark.parametrize("page", ["/reports", "/claims", "/citations"])
def test_names_like_it_are_given(few: Ask, page: str) -> None:
    said = few(f"{page}?outlet=gazette").text
    assert "Did you mean “Gazette 000”, “Gazette 001” or “Gazette 002”?" in said
    assert '<option value="gazette" selected>' in said
