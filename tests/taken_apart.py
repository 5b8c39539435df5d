"""Everything that a handed-over file of bytes says, as one text."""

from __future__ import annotations

import io
import re

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
