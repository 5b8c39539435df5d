"""Pictures of every page at the width of a telephone and of a desktop, for docs/pictures: `make pictures`.

They show the sample case, worked anew, so that they change where a page does. An editor is signed in, since editors see
most; what only a light page shows, dark ones show too where colours matter.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from browser.serving import serving
from command import Mediawatch
from conftest import CHROMIUM_ARGUMENTS
from mediawatch.journeys import access
from mediawatch.journeys.desk import open_desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAME, WORDS = "Noor Whitlock", "the words of a picture"
QUALITY: Final = 38
"""Of a JPEG: letters stay clear, and the folder small."""
WIDTHS: Final = {"phone": 390, "desktop": 1280}
DARK: Final = ("overview", "report", "claim", "citation")
PAGES: Final[dict[str, tuple[str, str]]] = {
    "overview": ("", "Overview"),
    "reports": ("reports", "Reports"),
    "report": ("reports/2", "A report, its quotes numbered, our answers beside them"),
    "claims": ("claims", "Claims"),
    "claim": ("claims/1", "A claim: what was said beside what we said"),
    "citations": ("citations", "Citations"),
    "citation": ("citations/1", "A citation: their words beside ours, what was left out marked"),
    "works": ("works", "Our publications"),
    "work": ("works/1", "A publication of ours, and how it is cited"),
    "rebuttals": ("rebuttals", "Rebuttals, for staff with drafts"),
    "rebuttal": ("rebuttals/{draft}", "A draft before an editor"),
    "outlets": ("outlets", "Outlets"),
    "outlet": ("outlets/1", "An outlet's record with us"),
    "requests": ("requests", "Requests and deadlines"),
    "request": ("requests/1", "A request and what came of it"),
    "timeline": ("timeline", "Timeline"),
    "search": ("search?q=eleven", "Search"),
    "sources": ("sources", "Sources"),
    "about": ("about", "About this record"),
    "data": ("record", "All the data"),
    "table": ("record/claims_overview", "A view as Datasette's table"),
    "nowhere": ("claims/999", "A page that is not there"),
}
"""Address and what it is, by the name of its picture."""
SIGN_IN: Final = ("sign-in", "Sign in")


def take(browser: Browser, address: str, folder: Path, draft: int) -> None:
    """Take every picture."""
    for width, pixels in WIDTHS.items():
        context = browser.new_context(viewport={"width": pixels, "height": 800}, color_scheme="light")
        page = context.new_page()
        page.goto(f"{address}sign-in")
        page.screenshot(path=folder / f"sign-in-{width}.jpg", type="jpeg", quality=QUALITY, full_page=True)
        page.get_by_label("Name").fill(NAME)
        page.get_by_label("Password").fill(WORDS)
        page.get_by_role("button", name="Sign in").click()
        for name, (path, _) in PAGES.items():
            page.goto(address + path.format(draft=draft))
            for scheme in ("light", "dark") if name in DARK else ("light",):
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                ending = "-dark" if scheme == "dark" else ""
                page.screenshot(
                    path=folder / f"{name}-{width}{ending}.jpg", type="jpeg", quality=QUALITY, full_page=True
                )
            page.emulate_media(color_scheme="light")
        context.close()


def write_index(folder: Path) -> None:
    """README.md beside the pictures."""
    lines = [
        "# Pictures of the pages",
        "",
        "The sample case at 390 and 1,280 pixels, an editor signed in. `make pictures` takes them anew.",
        "",
        "| page | phone | desktop | dark |",
        "|---|---|---|---|",
    ]
    for name, said in {**{name: said for name, (_, said) in PAGES.items()}, "sign-in": SIGN_IN[1]}.items():
        cells = [f"[{width}]({name}-{width}.jpg)" for width in WIDTHS]
        dark = ", ".join(f"[{width}]({name}-{width}-dark.jpg)" for width in WIDTHS) if name in DARK else ""
        lines.append(f"| {said} | {' | '.join(cells)} | {dark} |")
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folder: Path) -> int:
    """Take them into a folder; gives the code to end with."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium")
    if found is None:
        print("Chromium is not installed (Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.jpg"):
        old.unlink()
    with tempfile.TemporaryDirectory() as place:
        runner = Mediawatch(Path(place))
        record = Path(place) / "record.db"
        runner("demo", "--no-serve", "--db", record, check=0)
        runner.close()
        with open_desk(record, NAME, read_only=True) as desk:
            sql = "SELECT rebuttal FROM rebuttals_overview WHERE state = 'draft'"
            (draft,) = desk.record.db.execute(sql).fetchone()
        access.add_user(record, NAME, "editor", WORDS)
        with serving(record, sign_in=True) as address, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=found, args=list(CHROMIUM_ARGUMENTS))
            take(chromium, address, folder, draft)
            chromium.close()
    write_index(folder)
    taken = sorted(folder.glob("*.jpg"))
    print(f"{len(taken)} pictures, {sum(path.stat().st_size for path in taken) / 1e6:.1f} MB, in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
