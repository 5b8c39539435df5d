"""What other programs find in a handed-over file of bytes."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import docx
import openpyxl
import pypdfium2


def unfold(calendar: str) -> str:
    """What an iCalendar file says, without the folds of its lines (RFC 5545, 3.1) and the signs of its values."""
    said = re.sub(r"\r?\n[ \t]", "", calendar)
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], said)


def read_words(content: bytes, ending: str) -> str:
    """The words of a .docx, .xlsx or .pdf, header and properties too, as another program reads them."""
    if ending == "pdf":
        read = pypdfium2.PdfDocument(content)
        pages = [page.get_textpage().get_text_bounded() for page in read]
        said = read.get_metadata_dict()
        # a line of the page ends where the paper does
        return "\n".join([said["Title"], said["Author"], *(" ".join(page.split()) for page in pages)])
    if ending == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
        cells = (str(cell) for row in rows for cell in row if cell is not None)
        return "\n".join([str(book.properties.title), str(book.properties.creator), *cells])
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    parts = (*section.header.paragraphs, *document.paragraphs, *section.footer.paragraphs)
    core = document.core_properties
    return "\n".join([core.title, core.author, *(part.text for part in parts)])


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
    head = re.escape(title.partition(":")[0])
    lines: list[str] = []
    for page in read:
        found = page.get_textpage().get_text_bounded().replace("\r", "").split("\n")
        lines += [line for line in found if not re.fullmatch(rf"Page \d+ of \d+|{head} · .*", line)]
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
"""By the ending of the file."""


def show_read(content: bytes, ending: str) -> bytes:
    """What is kept of a file of bytes beside the input of a golden test."""
    return "".join(f"{line.rstrip()}\n" for line in READERS[ending](content)).encode()
