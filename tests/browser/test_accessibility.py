"""Every page that leaders meet, held against the rules of axe-core: both widths, light and dark; keys and zoom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from browser.serving import serving
from command import Mediawatch
from served.records import make_record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

RULES: dict[Any, dict[str, Any]] = {
    "light": {"resultTypes": ["violations"]},
    "dark": {
        "resultTypes": ["violations"],
        "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    },
}
"""Options of axe for light and dark, which differ in nothing but colours."""

FILES = re.compile(r"\.(md|html|csv|jsonl?|atom|xlsx|docx|pdf|ics)$")


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """A page of each kind, of the sample case and of a record with hostile things in it."""
    folder = tmp_path_factory.mktemp("accessible")
    runner = Mediawatch(folder)
    runner("demo", "--no-serve", "--db", folder / "demo.db", check=0)
    hostile = make_record(folder / "hostile.db")
    with serving(folder / "demo.db", "/") as one, serving(hostile, "/") as other:
        yield [one, other]
    runner.close()


def find_pages(page: Page, start: str) -> list[str]:
    """Addresses of each kind of page that links lead to: numbers are one kind, and so are values of filters."""
    waiting = [start, f"{start}no/such/page", f"{start}search?q=the"]
    found: dict[tuple[str, ...], list[str]] = {}
    while waiting:
        address = waiting.pop(0)
        parts = urlsplit(address)
        table = parts.path.startswith("/record/")
        names = sorted({name for name, _ in parse_qsl(parts.query)})
        plain = re.sub(r"\d+", "N", parts.path)
        kind = ("/record/", "filtered") if table and names else (plain, *names)
        # two of a kind: a claim with answers is another page than one without
        known = found.setdefault(kind, [])
        if len(known) >= (1 if table or names else 2) or address in known or FILES.search(parts.path):
            continue
        known.append(address)
        page.goto(address)
        links = page.evaluate("[...document.links].map(link => link.href.split('#')[0])")
        waiting += [link for link in dict.fromkeys(links) if link.startswith(start)]
    return [address for addresses in found.values() for address in addresses]


@pytest.fixture(scope="module")
def pages(browser: Browser, addresses: list[str]) -> list[str]:
    """All of them."""
    page = browser.new_page()
    try:
        found = [address for start in addresses for address in find_pages(page, start)]
    finally:
        page.close()
    assert len(found) >= 60, "the pages were not found"
    return found


@pytest.mark.slow  # sixty pages, four times
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_breaks_a_rule_of_axe(browser: Browser, pages: list[str], width: int) -> None:
    assert find_broken(browser, pages, width) == []


def test_none_of_the_pages_that_leaders_begin_with_does(browser: Browser, addresses: list[str]) -> None:
    begun = [
        f"{addresses[0]}{path}"
        for path in ("", "claims/1", "reports/2", "timeline", "search?q=eleven", "requests")
    ]
    assert find_broken(browser, begun, 390) == []


def find_broken(browser: Browser, pages: list[str], width: int) -> list[str]:
    """What breaks a rule, on each of these pages, light and dark."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    page = browser.new_page(viewport={"width": width, "height": 900})
    broken = []
    try:
        for address in pages:
            page.goto(address)
            for scheme, rules in RULES.items():
                page.emulate_media(color_scheme=scheme)
                broken += [
                    f"{address} ({scheme}): {rule['id']} ({rule['impact']}): {node['html'][:160]}"
                    for rule in axe.run(page, options=rules).response["violations"]
                    for node in rule["nodes"]
                ]
    finally:
        page.close()
    return broken


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page()
    try:
        page.set_content("<html><body><img src='data:,'><p style='color:#aaa'>pale</p></body></html>")
        found = {rule["id"] for rule in Axe().run(page).response["violations"]}
    finally:
        page.close()
    assert {"image-alt", "color-contrast", "html-has-lang"} <= found


@pytest.mark.parametrize(
    "path", ["", "claims/1", "reports/1", "timeline", "search?q=the", "record/claims_overview"]
)
def test_at_twice_the_size_everything_is_there_and_nothing_is_cut_off(
    browser: Browser, addresses: list[str], path: str
) -> None:
    # a window of 1280 at 200 % shows 640 CSS pixels (WCAG 2.2, 1.4.4), at 400 % 320 (1.4.10)
    for width, scale in ((640, 2), (320, 4)):
        context = browser.new_context(viewport={"width": width, "height": 450}, device_scale_factor=scale)
        page = context.new_page()
        try:
            page.goto(addresses[0] + path)
            assert (
                page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                == 0
            )
            cut_off = page.evaluate(
                "[...document.querySelectorAll('main h1, main p, main li, main a, main button')].filter(e => "
                "e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflow === 'hidden').length"
            )
            assert cut_off == 0
        finally:
            context.close()


def test_a_director_finds_the_answer_with_the_keyboard_alone(browser: Browser, addresses: list[str]) -> None:
    page = browser.new_page()
    try:
        page.goto(addresses[0])
        page.keyboard.press("/")
        page.keyboard.type("charity")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?q=charity")
        for _ in range(60):
            page.keyboard.press("Tab")
            place = page.evaluate("document.activeElement.getAttribute('href') || ''")
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            if re.match(r"/(claims|reports)/\d+", place):
                break
        else:
            pytest.fail("no result can be reached by Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/(claims|reports)/\d+"))
        assert page.locator("h1").is_visible()
    finally:
        page.close()
