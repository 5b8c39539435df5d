"""An invented case in each format, to be read side by side with input.json.

What other programs find in a document, a workbook and a PDF stands in `expected.docx.txt` and so on: the files
themselves hold the versions of the libraries that made them. After a change that is meant, write the files anew with
`python tests/golden/timeline/test_timeline_golden.py` and read the difference.
"""

from __future__ import annotations

import io
import json
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest

from mediawatch.exporters import BINARY_EXPORTERS, EXPORTERS
from mediawatch.model import TimelineEntry, TimelineHead

HERE = Path(__file__).parent
NOTHING: dict[str, object] = {field.name: "" for field in fields(TimelineEntry)} | {
    "report": 0, "claim": 0, "rebuttal": 0, "request": 0, "contact": 0, "citation": 0,
    "contact_search": 0, "lag_days": None, "certain": True,
}  # fmt: skip


def read_case() -> tuple[TimelineHead, list[TimelineEntry]]:
    case = json.loads((HERE / "input.json").read_text(encoding="utf-8"))
    head = case["head"]
    head["filters"] = tuple((name, value) for name, value in head["filters"])
    head["left_out"] = tuple(head["left_out"])
    return TimelineHead(**head), [TimelineEntry(**(NOTHING | entry)) for entry in case["entries"]]


def export(ending: str) -> bytes:
    head, entries = read_case()
    if ending in BINARY_EXPORTERS:
        made = io.BytesIO()
        BINARY_EXPORTERS[ending](head, iter(entries), made)
        return made.getvalue()
    out = io.StringIO(newline="")
    EXPORTERS[ending](head, iter(entries), out)
    return out.getvalue().encode("utf-8")


def read_document(content: bytes) -> Iterator[str]:
    """Each paragraph with its style, as python-docx reads it."""
    document: Any = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    yield f"title: {document.core_properties.title}"
    for part, paragraphs in (
        ("header", section.header.paragraphs),
        ("", document.paragraphs),
        ("footer", section.footer.paragraphs),
    ):
        for paragraph in paragraphs:
            words = paragraph.text.replace("\n", " / ")
            yield f"{part or paragraph.style.name}: {words}"


def read_workbook(content: bytes) -> Iterator[str]:
    """Each cell that holds something, with its type, as openpyxl reads it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    yield f"title: {book.properties.title}"
    for sheet in book:
        yield f"sheet: {sheet.title}, frozen at {sheet.freeze_panes}, filtered {sheet.auto_filter.ref}"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    words = str(cell.value).replace("\n", " / ")
                    yield f"{cell.coordinate} {cell.data_type}: {words}"


def read_pages(content: bytes) -> Iterator[str]:
    """The title and the words in order, as PDFium reads them.

    Which signs are shown as numbers depends on the fonts of a machine, and with it where lines and pages end; so each
    sign beyond those of the typesetter's own font is told as its number, and heads and feet of pages are left out.
    """
    read = pypdfium2.PdfDocument(content)
    title = read.get_metadata_dict()["Title"]
    yield f"title: {title}"
    lines: list[str] = []
    for page in read:
        found = page.get_textpage().get_text_bounded().replace("\r", "").split("\n")
        lines += [line for line in found if not re.fullmatch(r"Page \d+ of \d+|Rebuttal timeline · .*", line)]
    words = re.sub(r"[ .]{8,} ?\d*", " … ", " ".join(lines))
    words = " ".join(words.split())
    words = re.sub(r"\d+ characters? (are|is) shown as numbers.*?characters themselves\.", "", words)
    words = re.sub(r"[\u2100-\U0010ffff]", lambda sign: f"[U+{ord(sign[0]):04X}]", words)
    yield from textwrap.wrap(
        words.replace("][U+", " U+"), 110, break_long_words=False, break_on_hyphens=False
    )


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "docx": read_document,
    "xlsx": read_workbook,
    "pdf": read_pages,
}


def show(ending: str) -> bytes:
    """What is kept beside the input."""
    made = export(ending)
    if ending in READERS:
        return "".join(f"{line.rstrip()}\n" for line in READERS[ending](made)).encode()
    return made


def name(ending: str) -> Path:
    return HERE / f"expected.{ending}{'.txt' if ending in READERS else ''}"


def test_there_is_a_reader_for_each_format() -> None:
    assert set(READERS) == set(BINARY_EXPORTERS)


@pytest.mark.parametrize("ending", sorted((*EXPORTERS, *BINARY_EXPORTERS)))
def test_the_invented_case_comes_out_as_it_was_read_and_approved(ending: str) -> None:
    assert show(ending).decode("utf-8") == name(ending).read_bytes().decode("utf-8")


if __name__ == "__main__":
    for each in (*EXPORTERS, *BINARY_EXPORTERS):
        name(each).write_bytes(show(each))
