"""A statement, its deliveries and its evidence on the pages; and nothing of what is not approved."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mediawatch.journeys.approval import approve_rebuttal, comment_on_rebuttal, send_back
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.deliveries import Delivery, deliver_rebuttal
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.publication import publish_statement
from mediawatch.journeys.rebuttals import add_rebuttal
from mediawatch.journeys.statements import add_statement, lay_out_statement
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.model import Name
from mediawatch.store.evidence import add_evidence
from mediawatch.store.rows import update
from mediawatch.web.serve import build
from served.pages import Page
from served.records import ORGANISATION

TITLE = "What the <i>heating</i> figures say"
PATHS = (
    "/", "/claims", "/claims/1", "/claims/2", "/reports/1", "/timeline", "/timeline.md", "/timeline.html",
    "/timeline.csv", "/timeline.json", "/works", "/works/1", "/search?q=zymurgical", "/about",
    "/record/rebuttals_overview",
    "/record/rebuttals_overview.json", "/record/deliveries_overview", "/record/timeline",
)  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Claim 1 is answered by a statement that is a work; of claim 2 there are a draft and a text that was sent back."""
    path = tmp_path_factory.mktemp("statements") / "record.db"
    init_record(
        path,
        organisation=ORGANISATION,
        names=[Name("harbourlane.example", "domain")],
        timezone="Europe/London",
        by="Amira Dent",
    )
    with open_desk(path, "Amira Dent", environ={}) as desk:
        text = "Harbour Lane Trust left its tenants in the cold. Nobody was asked."
        add_typed(desk, TypedReport(text, "The Courier", "2026-03-04", "In the cold"))
        add_claim(desk, 1, "We left them in the cold.", PinOptions("left its tenants in the cold"))
        add_claim(desk, 1, "We asked nobody.", PinOptions("Nobody was asked"))
        add_statement(desk, lay_out_statement(desk, claims=[1], title=TITLE), text="Every boiler was warm.")
        comment_on_rebuttal(desk, 1, "A zymurgical remark.")
        approve_rebuttal(desk, 1)
        letter = Delivery("2026-03-06", "16:05", "", "The Courier", "the <b>editor</b>", "letter")
        deliver_rebuttal(desk, 1, letter)
        site = Delivery("2026-03-07", address="https://www.harbourlane.example/heating")
        publish_statement(desk, 1, site, text_only=True)
        with desk.record.write() as db:
            piece = add_evidence(db, desk.actor(), 1, address="https://register.example/1234", found="gone")
            assert piece == 1
        add_statement(desk, lay_out_statement(desk, claims=[2], title="A zymurgical title"), text="A draft.")
        add_rebuttal(desk, [2], "A zymurgical text that goes back.")
        send_back(desk, 3, "A zymurgical reason.")
        with desk.record.write() as db:
            update(db, "rebuttals", 2, {"written_on": "2026-03-07"})
    site = build(path)
    return lambda path: asyncio.run(site.client.get(path))


def test_a_statement_stands_at_its_claim_with_its_title_its_page_and_where_it_went(ask: Any) -> None:
    page = Page(ask("/claims/1").text)
    assert page.wrong == []
    assert TITLE in page.text
    assert "/works/1" in page.links
    assert "Sent to The Courier (the <b>editor</b>) by letter, 6 March 2026 +2 days" in page.text
    assert "Published on our site, 7 March 2026 +3 days" in page.text
    assert "statement 1" in page.text
    assert "https://register.example/1234 No longer there" in page.text


def test_the_timeline_names_the_statement(ask: Any) -> None:
    text = Page(ask("/timeline").text).text
    assert "We answered: sent to The Courier (the <b>editor</b>) by letter +2 days" in text
    assert "Published on our site too +3 days" in text
    assert "Statement approved" in text
    assert TITLE in text
    entries = [entry for entry in ask("/timeline.json").json()["entries"] if entry["rebuttal"]]
    assert {entry["title"] for entry in entries} == {TITLE}
    assert {entry["occurred_at"] for entry in entries if entry["kind"] == "answered"} == {
        "2026-03-06T16:05:00+00:00"
    }


def test_a_report_shows_the_title_beside_the_quote(ask: Any) -> None:
    text = Page(ask("/reports/1").text).text
    assert f"{TITLE} Every boiler was warm." in text
    assert "sent to The Courier (the <b>editor</b>) by letter, 6 March 2026 (+2 days)" in text


def test_the_search_finds_it_by_its_title(ask: Any) -> None:
    assert "Statement b1: What the" in Page(ask("/search?q=figures").text).text


@pytest.mark.parametrize("path", PATHS)
def test_comments_and_what_is_not_approved_are_on_no_page_and_in_no_export(ask: Any, path: str) -> None:
    answer = ask(path)
    assert answer.status_code == 200, path
    assert "A zymurgical" not in answer.text


@pytest.mark.parametrize(
    "table", ["rebuttals", "rebuttal_comments", "rebuttal_writers", "rebuttal_versions", "deliveries"]
)
def test_the_tables_behind_them_are_closed(ask: Any, table: str) -> None:
    assert ask(f"/record/{table}").status_code == 403


def test_about_counts_what_was_sent_back(ask: Any) -> None:
    assert "Rebuttals, sent back (not shown) 1" in Page(ask("/about").text).text
