"""Makes src/mediawatch/sample/report.pdf, the invented campaign report of the sample case.

The PDF is committed, so nobody needs this to test or to build. To make it again:

    SOURCE_DATE_EPOCH=1772524800 uv run --no-project --with reportlab==5.1.0 tests/sample/make_report.py

It uses the fonts that every PDF reader has (Times and Helvetica), so that the file stays small. The date
inside it is the day on which the invented group published it.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

OUT = Path(__file__).parents[2] / "src" / "mediawatch" / "sample" / "report.pdf"

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11.5, leading=16, spaceAfter=8)
HEAD = ParagraphStyle(
    "head", fontName="Helvetica-Bold", fontSize=13, leading=17, spaceBefore=12, spaceAfter=6
)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=28, leading=34, spaceAfter=4)
UNDER = ParagraphStyle("under", fontName="Helvetica", fontSize=13, leading=18, textColor=HexColor("#44546a"))

FIRST_PAGE = [
    Paragraph("Whose Landing?", TITLE),
    Paragraph("What the flats at the Ropewalk cost the town, and whom they help", UNDER),
    Paragraph("Clear Streets Alliance, Saltmere, 3 March 2026", UNDER),
    Spacer(0, 10 * mm),
    Paragraph("1. What this report is about", HEAD),
    Paragraph(
        "Second Landing is a block of twenty-four flats at the Ropewalk in Saltmere. It was opened in 2014 by the "
        "Saltmere Recovery and Housing Trust (SRHT), a charity that says it gives people who are recovering from "
        "addiction a settled place to live.",
        BODY,
    ),
    Paragraph(
        "Our members live around it. We wanted to know what becomes of the people who move in, and what becomes of "
        "the money that is given for them. We read the trust’s own figures and spoke to nine people who live or "
        "work nearby.",
        BODY,
    ),
    Paragraph("2. Who leaves, and why", HEAD),
    Paragraph(
        "A home is meant to last. In 2025 the Saltmere Recovery and Housing Trust put eleven people in recovery out "
        "of their homes, nearly a third of all those it housed that year. We found no sign that any of them was "
        "helped to find another place.",
        BODY,
    ),
    Paragraph(
        "“I saw them carry their things down to the kerb,” said a woman who lives across the canal. “One had only "
        "a lamp and a bag.”",
        BODY,
    ),
]

SECOND_PAGE = [
    Paragraph("3. Where the money goes", HEAD),
    Paragraph(
        "The trust’s income in 2025 was about 1.9 million pounds. By our reading of its accounts, only thirty-one "
        "pence of every pound given to SRHT reaches a tenant. The rest is spent on staff, on the building and on "
        "the office.",
        BODY,
    ),
    Table(
        [
            ["Out of every pound", "2024", "2025"],
            ["Help with rent", "33p", "31p"],
            ["Staff", "52p", "55p"],
            ["Repairs", "9p", "9p"],
            ["Office", "6p", "5p"],
        ],
        colWidths=[70 * mm, 25 * mm, 25 * mm],
        style=TableStyle(
            [
                ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 10),
                ("FONT", (0, 1), (-1, -1), "Helvetica", 10),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor("#44546a")),
                ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
            ]
        ),
        hAlign="LEFT",
        spaceBefore=4,
        spaceAfter=10,
    ),
    Paragraph("4. What we ask for", HEAD),
    Paragraph(
        "We ask the county council to publish what it pays for each flat, and to pay nothing more until the trust "
        "has said where its former tenants are. We ask Ines Calloway, its director, to meet us in public.",
        BODY,
    ),
    Paragraph(
        "Clear Streets Alliance is a members’ group in Saltmere. Everything in this report may be quoted with its "
        "source. Convenor: Gordon Pellow.",
        BODY,
    ),
]


def draw_footer(canvas: Canvas, document: BaseDocTemplate) -> None:
    """The running foot: the group and the page."""
    canvas.setFont("Helvetica", 9)
    canvas.setFillColor(HexColor("#44546a"))
    canvas.drawString(25 * mm, 15 * mm, "Clear Streets Alliance: Whose Landing?")
    canvas.drawRightString(185 * mm, 15 * mm, str(document.page))


def make_report(path: Path) -> None:
    """Write the report to `path`."""
    document = BaseDocTemplate(
        str(path),
        pagesize=A4,
        title="Whose Landing?",
        author="Clear Streets Alliance",
        subject="What the flats at the Ropewalk cost the town, and whom they help",
        lang="en-GB",
    )
    frame = Frame(25 * mm, 28 * mm, 160 * mm, 241 * mm, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame], onPageEnd=draw_footer))
    document.build([*FIRST_PAGE, PageBreak(), *SECOND_PAGE])


if __name__ == "__main__":
    make_report(OUT)
