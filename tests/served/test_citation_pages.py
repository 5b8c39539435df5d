"""What a director finds of citations in the browser: their words beside ours, and what was left out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mediawatch.journeys.add import add_file
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.citations import assess_citation
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.model import Name
from mediawatch.web.headers import CONTENT_SECURITY_POLICY
from mediawatch.web.serve import build
from served.pages import Page
from taken_apart import read_words

TRUST = "Saltmere Recovery and Housing Trust"
CUT = "“We ended eleven tenancies last year”, the Saltmere Recovery and Housing Trust admits on its website."
REVERSED = (
    "The Saltmere Recovery and Housing Trust says: “A tenancy at Second Landing has no fixed end. A relapse does end "
    "it either.” Tenants are afraid."
)
HOSTILE = (
    "<img src=x onerror=alert(1)> \u202eThe trust\u202c says: “Nine pence <b>went</b> into repairs and five pence into "
    "running the office.”"
)
PAGES = (
    "/citations", "/citations?grade=cut%20off", "/citations?flag=negation&work=1", "/works/1", "/reports/1",
    "/reports/3",
)  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Callable[[str], Any]:
    record = tmp_path_factory.mktemp("cited") / "record.db"
    init_record(
        record, organisation=TRUST, names=[Name("SRHT", "alias")], timezone="Europe/London", by="Ada Okafor"
    )
    with open_desk(record, "Ada Okafor") as desk:
        add_file(
            desk, sample / "statement.html",
            AddOptions(address="https://www.saltmere-trust.example/news/second-landing-2025", as_work=True),
        )  # fmt: skip
        for outlet, text in (
            ("The Courier", CUT),
            ("The Gazette", REVERSED),
            ("<script>alert(1)</script>", HOSTILE),
        ):
            add_typed(desk, TypedReport(text, outlet=outlet, published="2026-03-05", title=f"{text[:40]}"))
        assess_citation(desk, 1, "misleading", "The rest of our sentence says why they moved.")
    site = build(record)
    return lambda path: asyncio.run(site.client.get(path))


def citation_of(ask: Callable[[str], Any], report: int) -> str:
    page = Page(ask(f"/reports/{report}").text)
    return next(link for link in page.links if link.startswith("/citations/"))


def test_the_list_shows_how_well_each_quotes_us_and_narrows(ask: Callable[[str], Any]) -> None:
    text = Page(ask("/citations").text).text
    assert "“We ended eleven tenancies last year”" in text
    assert "Cut off" in text
    assert "Changed: negation" in text
    assert "We say: misleading" in text
    only = Page(ask("/citations?grade=cut%20off&outlet=The%20Courier").text).text
    assert "We ended eleven" in only
    assert "relapse" not in only.lower()
    assert "is not one of" in Page(ask("/citations?grade=nonsense").text).text
    assert "No citation fits these filters" in Page(ask("/citations?outlet=Nobody").text).text


def test_one_citation_shows_what_was_left_out_of_our_sentence(ask: Callable[[str], Any]) -> None:
    answer = ask(citation_of(ask, 1))
    page = Page(answer.text)
    assert "What they print" in page.text
    assert "nine of them because the tenant had found a home of their own" in page.text
    left_out = answer.text.split('<ins class="left-out">', 1)[1].split("</ins>")[0]
    assert "nine of them because" in left_out
    assert "without showing it" in page.text
    assert "Misleading The rest of our sentence says why they moved." in page.text
    assert "Who had the words first We did" in page.text


def test_a_word_that_denies_and_was_dropped_is_said_first(ask: Callable[[str], Any]) -> None:
    page = Page(ask(citation_of(ask, 2)).text)
    assert "Changed: negation" in page.text
    assert "it may now say the opposite" in page.text


def test_the_page_of_a_work_says_where_and_how_well_it_is_cited(ask: Callable[[str], Any]) -> None:
    answer = ask("/works/1")
    page = Page(answer.text)
    assert "Where it is cited, and how well" in page.text
    assert 'href="#note-1" aria-label="Passage 1: ' in answer.text
    assert "The Gazette" in page.text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_and_hostile_words_stay_words(ask: Callable[[str], Any], path: str) -> None:
    answer = ask(path)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.wrong == []
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert not [attributes for tag, attributes in page.tags if "onerror" in attributes]
    for tag, attributes in page.tags:
        assert tag != "script" or attributes["src"].startswith("/-/static-plugins/mediawatch/")
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for link in page.links:
        if link.startswith("/"):
            assert ask(link.partition("#")[0]).status_code == 200, link
        elif link.startswith("#"):
            assert link[1:] in ids, link


@pytest.mark.parametrize("number", ["0", "99", "x", "1e9", "9" * 40, "%00", "-1"])
def test_a_citation_that_is_not_there_is_said(ask: Callable[[str], Any], number: str) -> None:
    answer = ask(f"/citations/{number}")
    assert answer.status_code == 404
    assert "citation" in Page(answer.text).text.lower()


def test_the_search_finds_a_citation_by_its_words(ask: Callable[[str], Any]) -> None:
    page = Page(ask("/search?q=eleven+tenancies&kind=citation").text)
    assert "/citations/1" in page.links
    assert "Citations of ours" in page.text and "Citation 1 · The Courier" in page.text
    assert (
        "/citations/1"
        not in Page(ask("/search?q=eleven+tenancies&kind=citation&outlet=The+Gazette").text).links
    )


def test_a_citation_is_taken_away_alone_from_its_page(ask: Callable[[str], Any]) -> None:
    assert "/citations.docx?citation=1" in Page(ask("/citations/1").text).links
    words = read_words(ask("/citations.docx?citation=1").content, "docx")
    assert "Filters: citation: x1" in words and words.count("In the record: x") == 1
    assert "What was left out: “" in words
    table = ask("/citations.md?citation=1").text
    assert "What they quoted" in table and "(x1)" in table and "(x2)" not in table


def test_the_timeline_says_how_they_quoted_us_and_leads_to_both_wordings(ask: Callable[[str], Any]) -> None:
    page = Page(ask("/timeline").text)
    assert page.wrong == []
    assert "The Courier quoted us (cut off)" in page.text
    assert "“We ended eleven tenancies last year”" in page.text
    assert "/citations/1" in page.links
