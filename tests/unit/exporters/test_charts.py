"""Charts say in text what they show, hold no markup of strangers, and stay apart without colours."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

from mediawatch.exporters.charts import COLOURS, LABELS, NUMBERS, WIDTH, Chart, Series, draw

STATES = (Series("No answer", "open"), Series("Answered", "answered"), Series("Put right", "put-right"))
SVG = "{http://www.w3.org/2000/svg}"


def make(*rows: tuple[str, tuple[int, ...]]) -> Chart:
    return Chart("Claims by outlet", "The Courier has made most.", "Outlet", STATES, rows)


def test_bars_are_as_long_as_their_numbers_and_never_leave_the_picture() -> None:
    root = ET.fromstring(draw(make(("The Courier", (3, 2, 1)), ("Echo", (0, 3, 0)))))
    bars = [rect for rect in root.iter(f"{SVG}rect") if float(rect.attrib["height"]) > 12]
    widths = [float(bar.attrib["width"]) for bar in bars]
    whole = WIDTH - LABELS - NUMBERS
    assert [round(width / whole, 2) for width in widths] == [0.5, 0.33, 0.17, 0.5]
    assert all(float(bar.attrib["x"]) + float(bar.attrib["width"]) <= WIDTH for bar in bars)
    said = [text.text for text in root.iter(f"{SVG}text")]
    assert said == ["No answer", "Answered", "Put right", "The Courier", "6", "Echo", "3"]
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "Claims by outlet. The Courier has made most."


def test_what_strangers_wrote_is_text() -> None:
    evil = '</text><script>alert(1)</script>"\u202e\x00'
    root = ET.fromstring(draw(make((evil, (1, 0, 0)))))
    assert not list(root.iter(f"{SVG}script"))
    assert "</text><script>" in [text.text or "" for text in root.iter(f"{SVG}text")][3]


def test_nothing_is_a_chart_of_nothing() -> None:
    ET.fromstring(draw(make()))
    ET.fromstring(draw(make(("Echo", (0, 0, 0)))))


def test_the_colours_differ_in_lightness() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lights = [luminance(colour) for colour in COLOURS.values()]
    for dark, light in pairwise(lights):
        assert (light + 0.05) / (dark + 0.05) >= 1.7
