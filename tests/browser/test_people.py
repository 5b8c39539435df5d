"""A director with a telephone and an officer at a desk, at a real browser on the sample case."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.serving import serving
from command import Mediawatch
from taken_apart import read_words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("people")
    runner = Mediawatch(folder)
    runner("demo", "--no-serve", "--db", folder / "demo.db", check=0)
    runner.close()
    with serving(folder / "demo.db") as served:
        yield served


def check_fits(page: Page) -> None:
    sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(sideways) == 0, page.url


def test_a_director_with_five_minutes_and_a_telephone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.rstrip("/"))
    page = context.new_page()
    try:
        page.goto(address)
        assert page.locator("h1").inner_text() == (
            "1 claim about Saltmere Recovery and Housing Trust has no answer yet."
        )
        check_fits(page)
        page.get_by_role("link", name="No nurse has come").first.tap()
        page.wait_for_url("**/claims/*")
        assert page.locator(".eyebrow").first.inner_text().startswith("Claim")
        assert "days without an answer" in page.locator("header.title").inner_text()
        check_fits(page)

        page.get_by_role("button", name="Copy link").tap()
        page.get_by_text("Copied.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == page.url

        page.locator("figcaption a").first.tap()
        page.wait_for_url("**/reports/*")
        check_fits(page)
        page.locator("a.number").first.tap()
        page.wait_for_url("**#note-1")
        assert page.locator("#note-1").is_visible()

        page.get_by_label("Search the record").fill("eleven tenancies")
        page.get_by_role("button", name="Search", exact=True).tap()
        page.wait_for_url("**/search?q=eleven+tenancies")
        check_fits(page)
        assert page.locator("mark.hit").count() > 3
        page.get_by_role("link", name="Requests and deadlines").tap()
        page.wait_for_url("**/requests")
        check_fits(page)
        page.get_by_text("How it was counted").first.tap()
        assert page.locator("details.why[open] p").first.is_visible()
    finally:
        context.close()


def test_an_officer_at_a_desk_narrows_and_takes_away_what_she_sees(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()

    def take(name: str) -> bytes:
        with page.expect_download() as waiting:
            page.locator(".takeaway").get_by_role("link", name=name).click()
        kept = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(kept)
        return kept.read_bytes()

    try:
        page.goto(f"{address}claims")
        page.get_by_label("Outlet").select_option("Clear Streets Alliance")
        with page.expect_navigation():
            page.get_by_role("button", name="Show").click()
        shown = page.locator("ol.rows > li a.words").all_inner_texts()
        assert len(shown) == 2
        words = read_words(take("a document (.docx)"), "docx")
        assert "Filters: outlet: Clear Streets Alliance" in words
        assert [claim for claim in shown if claim not in words] == []
        rows = list(csv.DictReader(io.StringIO(take("CSV").decode("utf-8-sig"), newline="")))
        assert sorted(row["claim_text"] for row in rows) == sorted(shown)

        page.goto(f"{address}claims/1")
        with page.expect_navigation():
            page.get_by_role("link", name="Export this").click()
        page.get_by_label("From").fill("2026-03-06")
        with page.expect_navigation():
            page.get_by_role("button", name="Show").click()
        assert "claim=1" in page.url and "since=2026-03-06" in page.url
        words = read_words(take("a PDF"), "pdf")
        assert "Filters: claim: c1; since: 2026-03-06" in words
        assert "4 March 2026: Claim made" not in words and "6 March 2026" in words
    finally:
        context.close()
