"""What a page weighs and how it is drawn, at the width of a telephone and of a desktop: `make measure`.

Weight is what comes over the line for the page, its style sheet, script and mark, as the server sends it, a report's
own text apart; largest paint and layout shift are Chromium's (W3C, Largest Contentful Paint; Layout Instability).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from browser.pictures import PAGES, WIDTHS
from browser.serving import serving
from command import Mediawatch
from conftest import CHROMIUM_ARGUMENTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEAVIEST: Final = 60_000
"""Bytes of a page."""
SHIFT: Final = 0.0
WATCH: Final = """
window.paint = 0; window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.paint = entry.startTime; }))
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""
TEXT: Final = "[...document.querySelectorAll('.para')].reduce((sum, each) => sum + each.outerHTML.length, 0)"


def measure(browser: Browser, address: str, width: int) -> dict[str, tuple[int, float, float]]:
    """Bytes, milliseconds to the largest paint, and layout shift, by the page's name."""
    found = {}
    for name, (path, _) in PAGES.items():
        if "{" in path:
            continue
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.add_init_script(WATCH)
        came: list[int] = []
        page.on("response", lambda response, came=came: came.append(len(response.body())))
        page.goto(address + path)
        page.wait_for_timeout(150)
        text = page.evaluate(TEXT) if name == "report" else 0
        found[name] = (sum(came) - text, page.evaluate("window.paint"), page.evaluate("window.shift"))
        context.close()
    return found


def main() -> int:
    """Print the figures beside their bars; gives the code to end with."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not installed (Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    missed = 0
    heaviest, slowest = 0, 0.0
    with tempfile.TemporaryDirectory() as place:
        runner = Mediawatch(Path(place))
        runner("demo", "--no-serve", "--db", Path(place) / "record.db", check=0)
        runner.close()
        with serving(Path(place) / "record.db") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_ARGUMENTS))
            for width, pixels in WIDTHS.items():
                print(
                    f"{width}, {pixels} px{'':<18} kB (≤ {HEAVIEST / 1000:.0f})   largest paint   shift (= 0)"
                )
                for name, (weight, paint, shift) in measure(browser, address, pixels).items():
                    bad = weight > HEAVIEST or shift > SHIFT
                    missed += bad
                    heaviest, slowest = max(heaviest, weight), max(slowest, paint)
                    print(
                        f"  {name:<28} {weight / 1000:9.1f} {paint:14.0f} ms {shift:12.3f}{'  MISSED' if bad else ''}"
                    )
            browser.close()
    print(
        f"{'held' if not missed else f'{missed} missed'}: the heaviest page has {heaviest / 1000:.1f} kB, the slowest "
        f"largest paint came after {slowest:.0f} ms"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
