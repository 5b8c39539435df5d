"""The pages as people see them: a real browser, both widths, hostile texts, no JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.serving import serving
from served.records import make_record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = {"desk": 1280, "phone": 390}

PATHS = (
    "", "reports", "reports/1", "reports/2", "reports/3", "reports/4", "claims", "claims/1", "claims/2", "claims/5",
    "timeline", "search?q=heating", "search?q=zebra", "works/1", "about", "record", "record/claims_overview",
    "record/timeline",
)  # fmt: skip

WATCH = """
window.trouble = [];
document.addEventListener("securitypolicyviolation", (event) => window.trouble.push(event.violatedDirective));
window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
  .observe({ type: "layout-shift", buffered: true });
window.alert = () => window.trouble.push("alert");
"""

Open = Callable[..., AbstractContextManager["Page"]]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("browser") / "record.db")


@pytest.fixture(scope="module")
def address(record: Path) -> Iterator[str]:
    with serving(record, "/") as found:
        yield found


@pytest.fixture
def open_page(browser: Browser, address: str) -> Open:
    """`with open_page("claims", width=390) as page:`; fails where the page complained or asked elsewhere."""

    @contextmanager
    def opened(path: str, *, width: int = 1280, at: str = "", **options: object) -> Iterator[Page]:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        page = context.new_page()
        page.add_init_script(WATCH)
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((at or address) + path)
        try:
            yield page
            assert complaints == []
            if options.get("java_script_enabled", True):
                assert page.evaluate("window.trouble") == []
            assert [url for url in asked if not url.startswith(at or address)] == []
        finally:
            context.close()

    return opened


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_its_width_breaks_no_rule_and_runs_nothing_of_strangers(
    open_page: Open, path: str, width: int
) -> None:
    with open_page(path, width=width) as page:
        sideways = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert sideways == 0
        assert page.title() != "ran"
        assert page.evaluate("getComputedStyle(document.querySelector('.brand')).fontWeight") == "700"
        live = page.evaluate(
            "[...document.links].map(link => link.protocol).filter(p => !['http:', 'https:'].includes(p))"
        )
        assert live == []
        assert page.evaluate("window.shift") == 0, "nothing moves while a page is drawn"


@pytest.mark.parametrize("path", PATHS)
def test_every_field_has_a_label_and_headings_come_in_order(open_page: Open, path: str) -> None:
    with open_page(path) as page:
        nameless = page.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden]), select')]"
            ".filter(field => !field.labels.length).map(field => field.outerHTML)"
        )
        assert nameless == []
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4')].map(h => Number(h.tagName[1]))"
        )
        shown = levels[:-1]  # without the list of keys
        assert shown[:1] == [1]
        assert all(after - before <= 1 for before, after in pairwise(shown))


def test_on_a_desk_the_answer_stands_beside_the_text(open_page: Open) -> None:
    with open_page("reports/1") as page:
        text = page.locator(".noted .para").first.bounding_box()
        note = page.locator("#note-1").bounding_box()
        assert text is not None
        assert note is not None
        assert note["x"] >= text["x"] + text["width"]
        assert abs(note["y"] - text["y"]) < text["height"] + 40
        boxes = [page.locator(f"#note-{number}").bounding_box() for number in (1, 2, 3, 4)]
        for above, below in pairwise(boxes):
            assert above is not None
            assert below is not None
            assert above["y"] + above["height"] <= below["y"], "notes must not lie on each other"


def test_on_a_phone_the_answer_follows_its_paragraph_and_needs_no_javascript(open_page: Open) -> None:
    with open_page("reports/1", width=390, java_script_enabled=False) as page:
        text = page.locator(".noted .para").first.bounding_box()
        note = page.locator("#note-1").bounding_box()
        following = page.locator(".noted .para").nth(1).bounding_box()
        assert text is not None
        assert note is not None
        assert following is not None
        assert text["y"] + text["height"] <= note["y"] < note["y"] + note["height"] <= following["y"]


def test_the_number_in_the_text_leads_to_the_note_and_back(open_page: Open) -> None:
    with open_page("reports/1", java_script_enabled=False) as page:
        page.get_by_role("link", name="Quote 2: Correction refused").click()
        assert page.url.endswith("#note-2")
        page.get_by_role("link", name="Back to quote 2").click()
        assert page.url.endswith("#quote-2")


def test_a_filter_is_used_without_javascript(open_page: Open) -> None:
    with open_page("timeline", java_script_enabled=False) as page:
        page.get_by_label("Outlet").select_option("Tenants Watch")
        page.get_by_role("main").get_by_role("button", name="Show").click()
        assert page.get_by_text("Tenants Watch corrected it").is_visible()
        assert page.get_by_text("The Saltmarsh Courier published").count() == 0


def test_the_first_key_leads_past_the_navigation_and_focus_is_seen(open_page: Open) -> None:
    with open_page("claims") as page:
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the content")
        assert skip.evaluate("link => document.activeElement === link")
        box = skip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_keys_search_and_are_listed(open_page: Open) -> None:
    with open_page("reports/1") as page:
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"
        page.keyboard.type("n?/")
        assert page.input_value("#find") == "n?/", "keys are letters where one types"
        page.locator("h1").click()
        page.keyboard.press("?")
        assert page.get_by_role("dialog").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.textContent") == "2"


def test_it_is_dark_for_those_who_want_that_and_plain_on_paper(open_page: Open) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    with open_page("", color_scheme="dark") as page:
        assert page.evaluate(background) == "rgb(24, 23, 21)"
    with open_page("claims/1") as page:
        page.emulate_media(media="print")
        assert page.evaluate(background) == "rgb(255, 255, 255)"
        assert not page.get_by_role("navigation", name="Pages").is_visible()
        assert page.get_by_text("An engineer went to 71 per cent").first.is_visible()


def test_it_works_behind_a_prefix(open_page: Open, record: Path) -> None:
    with serving(record, "/mw/") as address:
        assert address.endswith("/mw/")
        with open_page("", at=address) as page:
            page.get_by_role("link", name="4 claims").click()
            assert page.url == f"{address}claims?state=open"
            page.fill("#find", "heating")
            page.keyboard.press("Enter")
            page.wait_for_url("**/search?q=heating")
            assert page.get_by_role("heading", level=1).inner_text() == "5 results for “heating”"
            with page.expect_download() as download:
                page.goto(f"{address}timeline")
                page.get_by_role("link", name="CSV").click()
            assert download.value.suggested_filename.endswith(".csv")
