"""The public site in a real browser, from a folder: every page is reached by links, at both widths, without a word of
complaint on the console."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desks import sit_down
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.rebuttals import add_rebuttal, approve_rebuttal, publish_rebuttal
from mediawatch.journeys.site import build_site, plan_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one claim and its answer."""
    folder = tmp_path_factory.mktemp("site")
    with sit_down(folder / "record.db") as desk:
        add_claim(desk, 1, "The trust put tenants out.", PinOptions("The Saltmere Trust."))
        add_rebuttal(desk, [1], "Nobody was put out.\n\nAll had asked to move.")
        approve_rebuttal(desk, 1)
        publish_rebuttal(desk, 1, on="2026-03-06", address="https://trust.example/news/1")
        build_site(desk, folder / "out", plan_site(desk))
    return folder / "out"


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_it_works_from_a_file(site: Path, browser: Browser, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="Nobody was put out.").click()
    page.get_by_role("link", name="The trust put tenants out.").click()
    assert page.get_by_role("heading", level=1).inner_text() == "“The trust put tenants out.”"
    page.get_by_role("link", name="The Saltmere Courier", exact=True).first.click()
    page.get_by_role("link", name="Timeline").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert wrong == []
    page.close()
