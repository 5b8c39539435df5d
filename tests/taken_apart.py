"""Everything that a handed-over file of bytes says, as one text."""

from __future__ import annotations

import io

import docx
import openpyxl


def read_words(content: bytes, ending: str) -> str:
    """The words of a .docx or .xlsx, header and properties too, as another program reads them."""
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
