"""An editor at a real browser: signs in, reads what waits, sends one back, approves one, judges a claim, signs out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.serving import serving
from desks import sit_down
from mediawatch.journeys import access
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.rebuttals import add_rebuttal, approve_rebuttal, change_rebuttal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NAME, WORDS = "Edda Marlowe", "the words of a test"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    record = tmp_path / "record.db"
    with sit_down(record) as desk:
        add_claim(desk, 1, "The trust put tenants out.", PinOptions("The Saltmere Trust."))
        add_rebuttal(desk, [1], "Nobody was put out.")
        add_rebuttal(desk, [1], "We answered in March.")
        approve_rebuttal(desk, 2)
        change_rebuttal(desk, 2, "We answered in April.")
    access.add_user(record, NAME, "editor", WORDS)
    with serving(record, sign_in=True) as address:
        yield record, address


def press(page: Page, name: str) -> None:
    """Press a button, and wait for what comes of it."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("width", [390, 1280])
def test_an_editor_decides(browser: Browser, served: tuple[Path, str], width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    record, address = served
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    try:
        page.goto(f"{address}rebuttals?state=waiting")
        page.get_by_label("Name").fill(NAME)
        page.get_by_label("Password").fill(WORDS)
        press(page, "Sign in")
        assert page.url == f"{address}rebuttals?state=waiting"

        with page.expect_navigation():
            page.get_by_role("link", name="We answered in April.").click()
        assert page.locator("del").inner_text() == "March"
        page.emulate_media(color_scheme="dark")
        assert Axe().run(page).response["violations"] == []
        page.emulate_media(color_scheme="light")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_label("What has to change").fill("It was in March after all.")
        press(page, "Send back")
        assert "Sent back" in page.locator(".eyebrow").inner_text()
        assert page.get_by_text("It was in March after all.").is_visible()

        page.goto(f"{address}rebuttals/1")
        with open_desk(record, "Noor Whitlock") as desk:
            change_rebuttal(desk, 1, "Nobody was put out, ever.")
        press(page, "Approve these words")
        assert "Noor Whitlock has changed b1" in page.get_by_role("alert").inner_text()
        press(page, "Approve these words")
        assert page.locator(".eyebrow").inner_text().endswith("Approved")

        page.goto(f"{address}claims/1")
        page.get_by_text("Judge this claim").click()
        assert Axe().run(page).response["violations"] == []
        page.get_by_label("We judge it").select_option("misleading")
        page.get_by_label("Because").fill("It leaves out the second half.")
        press(page, "Record this judgement")
        assert "We judge it misleading" in page.locator(".eyebrow").inner_text()
        assert "Nobody was put out, ever." in page.locator("#ours").locator("..").inner_text()

        press(page, "Sign out")
        page.goto(f"{address}rebuttals/1")
        assert "/sign-in" in page.url
        assert [text for text in said if "409" not in text] == []
    finally:
        context.close()
