"""Twenty texts that want to run, in everything that strangers write: no page and no handed-over file runs one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.serving import serving
from desks import sit_down
from hostile.test_exports import SCRIPTS as HOSTILE
from mediawatch.exporters.summary import write_html
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.contacts import ContactGiven, ContactPlace, add_contact
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.look import Filters, list_things
from mediawatch.journeys.rebuttals import add_rebuttal, approve_rebuttal
from mediawatch.journeys.requests import RequestOptions, add_request
from mediawatch.journeys.summary import read_summary
from mediawatch.journeys.things import write_things
from mediawatch.journeys.timeline import TimelineFilters, save_timeline
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.visible import make_visible

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SCRIPTS = [text.replace("\ud83d", "\ufffd") for text in HOSTILE]
"""As a record can hold them."""

WATCH = """
window.trouble = [];
document.addEventListener("securitypolicyviolation", (event) => window.trouble.push(event.violatedDirective));
window.alert = () => window.trouble.push("alert");
"""
PLACES = (
    "", "reports", "claims", "rebuttals", "citations", "outlets", "requests", "timeline", "timeline?page=2",
    "search?q=alert", "search?q=trap", "about", "works", "sources", "record", "record/claims_overview",
    "record/appearances_overview", "record/reports_overview", "record/contacts_overview", "record/requests_overview",
    "record/timeline",
)  # fmt: skip
FOREIGN = (
    "script:not([src]), iframe, base, object, embed, math, img, svg, style, [onload], [onerror], [onclick]"
)
"""Elements that none of our pages has, and that a text which got through would make."""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("payloads") / "record.db"
    with sit_down(path) as desk:
        for number, text in enumerate(SCRIPTS, 2):
            body = f"The Saltmere Trust is the subject. They said {text} and no more."
            add_typed(
                desk,
                TypedReport(body, title=text, outlet=f"{text} {number}", published="2026-03-04", author=text),
            )
            claim = number - 1
            add_claim(desk, number, f"{text} ({claim})", PinOptions("They said"))
            add_rebuttal(desk, [claim], f"{text} is our answer.")
            approve_rebuttal(desk, claim)
            add_request(
                desk,
                [str(claim)],
                RequestOptions(kind="correction", addressee="publisher", recipient=text),
                on="2026-03-05",
                text=text,
            )
            add_contact(
                desk,
                ContactPlace(report=number),
                ContactGiven(direction="in", channel="mail", on="2026-03-03", summary=text, them=text),
            )
    return path


@pytest.fixture(scope="module")
def address(record: Path) -> Iterator[str]:
    with serving(record) as found:
        yield found


def watch(browser: Browser, start: str, places: list[str]) -> tuple[list[str], dict[str, str]]:
    """What went wrong on these pages, and what each says."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    trouble: list[str] = []
    said: dict[str, str] = {}
    page.on("dialog", lambda dialog: (trouble.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: trouble.append(f"console {message.text}"))
    page.on("pageerror", lambda error: trouble.append(f"error {error}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith((start, "data:")) else trouble.append(request.url),
    )
    try:
        for place in places:
            page.goto(start + place)
            trouble += [f"{place}: {each}" for each in page.evaluate("window.trouble")]
            trouble += [
                f"{place}: {each}"
                for each in page.eval_on_selector_all(FOREIGN, "found => found.map(each => each.outerHTML)")
                if 'class="bar' not in each and "<rect" not in each and not each.startswith("<style>")
            ]
            said[place] = page.inner_text("body")
    finally:
        context.close()
    return trouble, said


@pytest.mark.slow
def test_no_page_runs_any_of_it_and_each_shows_it(browser: Browser, address: str) -> None:
    first, last = 1, len(SCRIPTS)
    numbered = [f"{kind}/{number}" for number in range(first, last + 1) for kind in ("claims", "requests")]
    numbered += [f"{kind}/{number}" for number in range(first, last + 2) for kind in ("reports", "outlets")]
    trouble, said = watch(browser, address, [*PLACES, *numbered])
    assert trouble == []
    for number, text in enumerate(SCRIPTS, 2):
        shown = " ".join(make_visible(text).split())
        assert shown in " ".join(said[f"reports/{number}"].split()), text
        assert shown in " ".join(said[f"claims/{number - 1}"].split()), text


def test_no_file_that_is_handed_over_runs_any_of_it(browser: Browser, record: Path, tmp_path: Path) -> None:
    with open_desk(record, "Noor Whitlock", read_only=True) as desk:
        save_timeline(desk, TimelineFilters(), "html", tmp_path / "timeline.html")
        for noun in ("claims", "requests"):
            with (tmp_path / f"{noun}.html").open("w", encoding="utf-8", newline="") as out:
                write_things(desk, noun, list_things(desk, noun, Filters()), (), "html", out)
        with (tmp_path / "summary.html").open("w", encoding="utf-8", newline="") as out:
            write_html(read_summary(desk, "2026-03"), out)
    places = [f"{name}.html" for name in ("timeline", "claims", "requests", "summary")]
    trouble, said = watch(browser, f"{tmp_path.as_uri()}/", places)
    assert trouble == []
    assert "alert(1)" in said["timeline.html"]
