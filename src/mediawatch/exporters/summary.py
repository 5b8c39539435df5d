"""A month for the board, on about two pages: as HTML (one file), Markdown, a document (.docx) and a PDF."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, TextIO
from xml.sax.saxutils import quoteattr

from mediawatch.exporters import document, markdown, page, pdf, story
from mediawatch.exporters.charts import COLOURS, Chart, draw
from mediawatch.exporters.moments import find_zone
from mediawatch.model import TimelineHead
from mediawatch.visible import make_visible

TITLE: Final = "Summary"
BLOCKS: Final = 20
"""Block characters of the longest bar in a document."""
LABEL, BAR, NUMBER = 2650, 2950, 1150
"""Widths of columns in a document, in twentieths of a point; 9,070 are there."""
STYLE: Final = """
.chart { display: block; width: 100%; height: auto; font-family: inherit; margin: .75rem 0; }
table { border-collapse: collapse; font: .9rem/1.4 system-ui, -apple-system, "Segoe UI", sans-serif; }
th, td { text-align: start; padding: .15rem .9rem .15rem 0; border-bottom: 1px solid var(--line); }
th[scope=row] { font-weight: 400; } td { text-align: end; font-variant-numeric: tabular-nums; }
.lead { font-size: 1.2rem; line-height: 1.45; }
.lines { padding-inline-start: 1.2rem; } .lines li { margin-bottom: .5rem; } .lines small { color: var(--soft); }
@media screen and (prefers-color-scheme: dark) {
  .tone-open { fill: #e07a5c; } .tone-answered { fill: #6ea6e0; } .tone-put-right { fill: #b5e6c6; }
  .chart rect { stroke: var(--ground); }
}
@media print { section { break-inside: avoid; } }
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing."""

    ref: str
    said: str
    """words of the record"""
    detail: str


@dataclass(frozen=True, slots=True)
class Section:
    """Things of a kind."""

    title: str
    lines: tuple[Line, ...]
    total: int
    """how many there are; more than lines where only the first are told"""
    empty: str
    """what is said where there are none"""

    @property
    def more(self) -> str:
        """What is not told; "" for nothing."""
        left = self.total - len(self.lines)
        return f"And {left:,} more." if left > 0 else ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A month."""

    head: TimelineHead
    month: str
    """in words"""
    sentence: str
    charts: tuple[Chart, ...]
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        return f"{story.one_line(self.head.organisation)}: {self.month}"


def write_html(summary: Summary, out: TextIO) -> None:
    """One file that needs no other."""
    page.write_start(TITLE, summary.title, out, style=STYLE)
    out.write(f"<header>\n<h1>{page.escape(summary.title)}</h1>\n")
    out.write(f'<p class="lead">{page.escape(summary.sentence)}</p>\n</header>\n<main>\n')
    for chart in summary.charts:
        out.write(f"<section>\n<h2>{page.escape(chart.title)}</h2>\n<p>{page.escape(chart.says)}</p>\n")
        if chart.rows:
            heads = "".join(f'<th scope="col">{page.escape(each.label)}</th>' for each in chart.series)
            out.write(f"{draw(chart)}\n<table>\n<thead><tr>")
            out.write(f'<th scope="col">{page.escape(chart.heading)}</th>{heads}</tr></thead>\n<tbody>\n')
            for label, numbers in chart.rows:
                cells = "".join(f"<td>{number:,}</td>" for number in numbers)
                out.write(f'<tr><th scope="row">{page.escape(label)}</th>{cells}</tr>\n')
            out.write("</tbody>\n</table>\n")
        out.write("</section>\n")
    for section in summary.sections:
        out.write(f"<section>\n<h2>{page.escape(section.title)}</h2>\n")
        lines = "".join(
            f"<li>{page.escape(line.said)}<br><small>{page.escape(line.detail)} ({line.ref})</small></li>\n"
            for line in section.lines
        )
        out.write(f'<ul class="lines">\n{lines}</ul>\n' if lines else f"<p>{section.empty}</p>\n")
        out.write(f"<p>{section.more}</p>\n" if section.more else "")
        out.write("</section>\n")
    out.write("</main>\n")
    page.write_facts(story.introduce(summary.head, find_zone(summary.head.timezone)), out)
    page.write_end(summary.head, out)


def write_markdown(summary: Summary, out: TextIO) -> None:
    """For a mail or a wiki; a chart is its table."""
    out.write(f"# {markdown.escape(summary.title)}\n\n{markdown.escape(summary.sentence)}\n")
    for chart in summary.charts:
        out.write(f"\n## {markdown.escape(chart.title)}\n\n{markdown.escape(chart.says)}\n")
        if chart.rows:
            out.write(f"\n| {chart.heading} | {' | '.join(each.label for each in chart.series)} |\n")
            out.write(f"|---{'|---:' * len(chart.series)}|\n")
            for label, numbers in chart.rows:
                out.write(
                    f"| {markdown.escape(label)} | {' | '.join(f'{number:,}' for number in numbers)} |\n"
                )
    for section in summary.sections:
        out.write(f"\n## {markdown.escape(section.title)}\n\n")
        for line in section.lines:
            out.write(f"- {markdown.escape(line.said)}\n  {markdown.escape(line.detail)} ({line.ref})\n")
        out.write("" if section.lines else f"{section.empty}\n")
        out.write(f"\n{section.more}\n" if section.more else "")
    out.write("\n## About this summary\n\n")
    for fact in story.introduce(summary.head, find_zone(summary.head.timezone)):
        out.write(f"- {fact.label}: {markdown.escape(fact.value)}\n")
    for said in story.say_left_out(summary.head):
        out.write(f"- {story.LEFT_OUT}: {markdown.escape(said)}\n")
    if story.has_history(summary.head):
        out.write(f"- Head of the record's chain: {markdown.show_code(summary.head.chain_head)}\n")


def write_document(summary: Summary, out: BinaryIO) -> None:
    """A document in which a chart is a table with bars of blocks, so that it is text to everybody."""
    author = story.one_line(summary.head.made_by)
    document.write_body(f"{TITLE}: {summary.title}", author, tell(summary), out)


def tell(summary: Summary) -> Iterator[str]:
    """The document's body."""
    text, paragraph, heading = document.text, document.paragraph, document.heading
    yield paragraph(text(summary.title), "Title")
    yield paragraph(text(summary.sentence))
    for chart in summary.charts:
        yield heading(1, chart.title)
        yield paragraph(text(chart.says))
        if chart.rows:
            yield from tell_chart(chart)
            yield paragraph("")
    for section in summary.sections:
        yield heading(1, section.title)
        for line in section.lines:
            yield paragraph(text(f"{line.said}\n") + text(f"{line.detail} ({line.ref})", SMALL), "ListBullet")
        if not section.lines:
            yield paragraph(text(section.empty))
        if section.more:
            yield paragraph(text(section.more))
    yield heading(1, "About this summary")
    for fact in story.introduce(summary.head, find_zone(summary.head.timezone)):
        yield document.show_fact(fact)
    yield from document.tell_end(summary.head)


SMALL: Final = '<w:rPr><w:color w:val="595959"/><w:sz w:val="19"/></w:rPr>'


BOLD: Final = "<w:rPr><w:b/></w:rPr>"
BLOCK: Final = '<w:rPr><w:color w:val="{}"/><w:sz w:val="15"/></w:rPr>'


def tell_chart(chart: Chart) -> Iterator[str]:
    """A table with a bar in each row; what it says stands in its description, for those who do not see it."""
    text = document.text
    widths = [LABEL, BAR, *(NUMBER for _ in chart.series)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCaption w:val={quoteattr(make_visible(chart.title))}/>'
        f"<w:tblDescription w:val={quoteattr(make_visible(chart.says))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    heads = [chart.heading, "", *(each.label for each in chart.series)]
    yield row([text(each, BOLD) for each in heads], widths, "<w:tblHeader/>")
    for label, numbers in chart.rows:
        bars = "".join(
            text("█" * round(number / chart.largest * BLOCKS), BLOCK.format(COLOURS[each.tone][1:]))
            for each, number in zip(chart.series, numbers, strict=True)
        )
        yield row([text(label), bars, *(text(f"{number:,}") for number in numbers)], widths, "<w:cantSplit/>")
    yield "</w:tbl>"


def row(cells: Sequence[str], widths: Sequence[int], properties: str) -> str:
    """A row of a table."""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{document.paragraph(content, "Facts")}</w:tc>'
        for content, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def write_pdf(summary: Summary, out: BinaryIO) -> None:
    """A tagged PDF.

    Raises:
        InputError: typst is not installed.
        MediawatchError: it could not be set.
    """
    pdf.check_there()
    zone = find_zone(summary.head.timezone)
    told = {
        "title": summary.title,
        "author": story.one_line(summary.head.made_by),
        "sentence": summary.sentence,
        "charts": [{**asdict(chart), "svg": draw(chart)} for chart in summary.charts],
        "sections": [{**asdict(section), "more": section.more} for section in summary.sections],
        "cover": [asdict(fact) for fact in story.introduce(summary.head, zone)],
        "ends": list(pdf.tell_ends(summary.head)),
    }
    with tempfile.TemporaryDirectory(prefix="mediawatch-pdf-") as place:
        folder = Path(place)
        (folder / "data.json").write_text(json.dumps(pdf.show(told), ensure_ascii=False), encoding="utf-8")
        pdf.set_pages(folder, "summary.typ", summary.head.made_at)
        with (folder / "made.pdf").open("rb") as made:
            shutil.copyfileobj(made, out)


SUMMARIES: Final[Mapping[str, Callable[[Summary, TextIO], None]]] = MappingProxyType(
    {"html": write_html, "md": write_markdown}
)
BINARY_SUMMARIES: Final[Mapping[str, Callable[[Summary, BinaryIO], None]]] = MappingProxyType(
    {"docx": write_document, "pdf": write_pdf}
)
"""By the ending of the file."""
