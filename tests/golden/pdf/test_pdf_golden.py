"""A report in two columns reads as expected.txt says: columns in order, words whole, headings apart."""

from __future__ import annotations

from pathlib import Path

from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.pdf import read
from pdfs import Line, column, make_pdf

HERE = Path(__file__).parent


def test_a_report_in_two_columns_reads_as_its_golden_text() -> None:
    title, *rest = (HERE / "report.txt").read_text(encoding="utf-8").split("\n===\n")
    pages = []
    for number, page in enumerate(rest):
        left, right = (half.strip("\n").split("\n") for half in page.split("\n---\n"))
        head = [Line(60, 790, title.strip(), 20)] if number == 0 else []
        pages.append(
            [*head, *column(left, x=60), *column(right, x=320), Line(280, 40, f"Page {number + 1}", 9)]
        )
    reading = read(Body(make_pdf(*pages)))
    assert reading.texts[0].text == (HERE / "expected.txt").read_text(encoding="utf-8").rstrip("\n")
    assert reading.facts.title == title.strip()
