"""What is watched and how it goes, as leadership sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desks import sit_down
from mediawatch.store import leads, sources
from mediawatch.store.leads import Listed
from mediawatch.store.problems import start_run
from mediawatch.store.sources import NewSource
from mediawatch.web.serve import build

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """A record with a source that goes well and one that fails; the first listed a report and a hostile title."""
    path: Path = tmp_path_factory.mktemp("sources") / "record.db"
    with sit_down(path) as desk:
        actor = desk.actor()
        with desk.record.write() as db:
            good = NewSource("feed", "https://gazette.example/f", "https://gazette.example/f", "Gazette")
            bad = NewSource("listing", "javascript:alert(1)", "https://echo.example/", EVIL, selector="h3 a")
            for new in (good, bad):
                sources.insert_source(db, actor, new, 3600)
            run = start_run(db, actor, "watch")
            (document,) = db.execute("SELECT document_id FROM reports WHERE id = 1").fetchone()
            places = [
                Listed(
                    f"https://gazette.example/{n}",
                    f"https://gazette.example/{n}",
                    "gazette.example",
                    title,
                    "",
                )
                for n, title in enumerate(("Tenants out", EVIL))
            ]
            leads.keep_leads(db, 1, places, actor.now)
            leads.settle_lead(db, 1, "recorded", actor.now, document=document)
            leads.settle_lead(
                db, 2, "no name", actor.now, why="none of the names stands on the page", how="quick"
            )
            sources.insert_read(db, 1, run, actor.now, "changed", listed=2, new=2)
            sources.set_state(db, 1, read_at=actor.now, listed=2, most_listed=2)
            for _ in range(2):
                sources.insert_read(
                    db, 2, run, actor.now, "failed", why="It lists nothing.", advice="Look at it."
                )
            sources.set_state(db, 2, read_at=actor.now, failures=2)
    site = build(path)
    return lambda address: asyncio.run(site.client.get(address))


def test_sources_show_what_is_wrong_first_and_then_how_each_goes(ask: Any) -> None:
    page = ask("/sources").text
    assert page.index('id="trouble"') < page.index('id="watched"')
    assert "It could not be read 2 times in a row: It lists nothing." in page
    assert "2 addresses listed, 1 report recorded" in page
    assert "<script>alert" not in page


def test_a_source_shows_its_reads_and_what_it_listed(ask: Any) -> None:
    page = ask("/sources/1").text
    assert "2 addresses listed, 2 new" in page and 'href="/reports/1"' in page
    assert "Without a name of ours: none of the names stands on the page" in page
    other = ask("/sources/2").text
    assert 'href="javascript:' not in other and "mediawatch watch s2" in other


def test_leads_are_filtered_by_what_became_of_them(ask: Any) -> None:
    assert "Tenants out" in ask("/leads?state=recorded").text
    assert "Tenants out" not in ask("/leads?state=no+name").text
    assert "was left out" in ask("/leads?state=nonsense").text


def test_runs_are_listed_and_what_is_not_there_is_said(ask: Any) -> None:
    assert "Watch" in ask("/runs").text and "Not ended" in ask("/runs").text
    for number in ("0", "99", "x", "%00", "9" * 40):
        answer = ask(f"/sources/{number}")
        assert answer.status_code == 404 and "Look through the sources" in answer.text


def test_an_empty_record_says_what_to_do(tmp_path: Path) -> None:
    with sit_down(tmp_path / "record.db"):
        pass
    site = build(tmp_path / "record.db")
    for path, said in (
        ("/sources", "mediawatch source add"),
        ("/leads", "mediawatch watch"),
        ("/runs", "mediawatch watch"),
    ):
        assert said in asyncio.run(site.client.get(path)).text
