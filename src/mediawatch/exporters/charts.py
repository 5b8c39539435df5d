"""Charts of bars as SVG: stacked rows with their numbers; what they say stands in text, and a table holds the same.

The colours differ in lightness too, for a printer without colours and for eyes that see none. A page may set them by
the classes `tone-open`, `tone-answered` and `tone-put-right`; letters take the colour of the text round the chart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from mediawatch.visible import make_visible

Tone = Literal["open", "answered", "put-right"]

COLOURS: Final[Mapping[Tone, str]] = MappingProxyType(
    {"open": "#8f2a10", "answered": "#3f78b5", "put-right": "#8cc5a0"}
)
"""Dark, middle, light: luminance .08, .18, .49 (WCAG 2.2)."""

WIDTH: Final = 640
LABELS: Final = 170
"""Where bars begin; labels stand before it."""
NUMBERS: Final = 50
"""Room behind the longest bar."""
ROW: Final = 26
LONGEST_LABEL: Final = 24
"""Characters of a label in the picture; the table has it whole."""
FONT: Final = "'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart."""

    label: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers in rows, stacked by series."""

    title: str
    says: str
    """what there is to see, in a sentence or two"""
    heading: str
    """what a row is: "Month" """
    series: tuple[Series, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    """label and a number for each series"""

    @property
    def largest(self) -> int:
        """The longest bar; 1 at least."""
        return max([1, *(sum(numbers) for _, numbers in self.rows)])


def draw(chart: Chart) -> str:
    """The chart as an SVG element, to stand in a page or by itself."""
    legend = ROW if len(chart.series) > 1 else 0
    height = legend + ROW * len(chart.rows) + 6
    said = quoteattr(make_visible(f"{chart.title}. {chart.says}"))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-label={said} font-family="{FONT}" font-size="13" fill="currentColor">'
    ]
    x = LABELS
    for series in chart.series if legend else ():
        parts.append(swatch(x, 6, 12, 12, series.tone))
        parts.append(f'<text x="{x + 18}" y="17">{shown(series.label)}</text>')
        x += 40 + 8 * len(series.label)
    for number, (label, values) in enumerate(chart.rows):
        top = legend + ROW * number + 4
        parts.append(f'<text x="{LABELS - 10}" y="{top + 14}" text-anchor="end">{shown(cut(label))}</text>')
        left = float(LABELS)
        for series, value in zip(chart.series, values, strict=True):
            wide = value / chart.largest * (WIDTH - LABELS - NUMBERS)
            if value:
                parts.append(swatch(left, top, wide, ROW - 8, series.tone))
            left += wide
        parts.append(f'<text x="{left + 6:.1f}" y="{top + 14}">{sum(values):,}</text>')
    return "".join([*parts, "</svg>"])


def swatch(x: float, y: float, width: float, height: float, tone: Tone) -> str:
    """A piece of a bar."""
    return (
        f'<rect class="tone-{tone}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}" '
        f'fill="{COLOURS[tone]}" stroke="#ffffff" stroke-width="1"/>'
    )


def cut(label: str) -> str:
    """A label that fits before its bar."""
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def shown(text: str) -> str:
    """A text as SVG holds it."""
    return escape(make_visible(text))
