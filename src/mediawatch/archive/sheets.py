"""Spreadsheets as rows of words: CSV in any of the charsets and separators that people use, and .xlsx.

A file of a stranger costs no more than its limits: rows and cells are counted, what an .xlsx would unpack to is
checked before it is opened, and one with a document type declaration (an entity bomb needs one) is refused.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mediawatch.archive.extract.charset import decode
from mediawatch.errors import InputError

MOST_ROWS = 200_000
"""Rows of a sheet; more belong into several files."""
MOST_COLUMNS = 500
LONGEST_CELL = 1_000_000
"""Characters; Excel's own limit is 32,767, and a CSV cell may hold a whole article."""
MOST_UNPACKED = 600 * 1024 * 1024
"""Bytes of all parts of an .xlsx once unpacked; 100,000 rows of twenty columns have some 120 MB."""
MOST_STRINGS = 200 * 1024 * 1024
"""Bytes of its table of words, which is held in memory."""
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]|\ufffd[^\\n]{0,20}\ufffd")
"""Characters that no spreadsheet program writes into CSV."""
SEPARATORS = ",;\t|"
SAVE_AGAIN = "Open it in a spreadsheet program, save it as .xlsx or as CSV in UTF-8, and import that."


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet."""

    number: int
    """as the spreadsheet program counts it, from 1"""
    cells: tuple[str, ...]
    """what stands in each cell; dates as ISO days or times"""
    unknown: frozenset[int] = frozenset()
    """columns, from 0, whose cell is a formula without a stored result"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its rows, empty ones left out."""

    name: str
    """of the sheet in its file; "" for CSV"""
    others: tuple[str, ...]
    """the file's other sheets"""
    rows: tuple[Row, ...]


def read_sheet(content: bytes, file_name: str, sheet: str = "") -> Sheet:
    """The rows of a spreadsheet.

    Args:
        sheet: which sheet of an .xlsx; "" takes the first.

    Raises:
        InputError: it is no spreadsheet, is too large, holds nothing, or has no such sheet.
    """
    if content[:4] == b"PK\x03\x04":
        return read_xlsx(content, file_name, sheet)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise InputError(f"{file_name} is an old Excel file, or one with a password.", SAVE_AGAIN)
    if sheet:
        raise InputError("A CSV file has no sheets.", "Leave --sheet away.")
    return read_csv(content, file_name)


def read_csv(content: bytes, file_name: str) -> Sheet:
    """The rows of a CSV file (RFC 4180, and what spreadsheet programs make of it in other countries)."""
    text = decode(content, "").text.lstrip("\ufeff")
    if _BINARY.search(text[:4096]):
        raise InputError(f"{file_name} is no spreadsheet.", SAVE_AGAIN)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], rest
    else:
        separator = find_separator(text)
    csv.field_size_limit(LONGEST_CELL)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, cells in enumerate(reader, start=1):
            check_size(number, len(cells), file_name)
            if any(cell.strip() for cell in cells):
                rows.append(Row(number, tuple(cells)))
    except csv.Error as error:
        raise InputError(f"{file_name} breaks off at row {reader.line_num} ({error}).", SAVE_AGAIN) from error
    if not rows:
        raise InputError(f"{file_name} holds no rows.", "Check that it is the right file.")
    return Sheet("", (), tuple(rows))


def find_separator(text: str) -> str:
    """What stands between the cells: the sign that cuts the first lines into the same number of cells, and most."""
    lines = [line[:LONGEST_CELL] for line in text[: 50 * 2000].splitlines(keepends=True)[:50]]

    def rank(separator: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        usual = max(set(widths), key=widths.count) if widths else 1
        return (widths.count(usual) * (usual > 1), usual)

    return max(SEPARATORS, key=rank)


def read_xlsx(content: bytes, file_name: str, sheet: str) -> Sheet:
    """The rows of one sheet of an .xlsx file (ECMA-376), with the stored results of formulas."""
    formulas = check_package(content, file_name)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        names = book.sheetnames
        if sheet and sheet not in names:
            raise InputError(f"{file_name} has no sheet {sheet!r}.", f"It has: {', '.join(names)}.")
        wanted = sheet or names[0]
        written = load_workbook(io.BytesIO(content), read_only=True, keep_links=False) if formulas else None
        rows = list(pair_rows(book[wanted], written[wanted] if written else None, file_name))
    except InputError:
        raise
    except Exception as error:
        # a broken part shows up as whatever openpyxl was doing with it
        raise InputError(
            f"{file_name} cannot be read ({type(error).__name__}: {error}).", SAVE_AGAIN
        ) from error
    if not rows:
        raise InputError(
            f"The sheet {wanted!r} of {file_name} holds no rows.", "Choose another with --sheet."
        )
    return Sheet(wanted, tuple(name for name in names if name != wanted), tuple(rows))


def check_package(content: bytes, file_name: str) -> bool:
    """Raise InputError for a package that would unpack to too much or brings a document type; gives whether any
    sheet has formulas.

    The sizes are those that the package states; Python's zipfile never unpacks more of a part than that.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if "xl/workbook.xml" not in {part.filename for part in parts}:
                raise InputError(f"{file_name} is no spreadsheet.", SAVE_AGAIN)
            strings = sum(
                part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml")
            )
            if sum(part.file_size for part in parts) > MOST_UNPACKED or strings > MOST_STRINGS:
                raise InputError(f"{file_name} would unpack to more than mediawatch takes.", SAVE_AGAIN)
            formulas = False
            for part in parts:
                if part.filename.lower().endswith(".xml"):
                    with package.open(part) as opened:
                        begin = opened.read(4096)
                        if b"<!DOCTYPE" in begin or b"<!ENTITY" in begin:
                            raise InputError(
                                f"{file_name} is no honest spreadsheet: it declares entities.", SAVE_AGAIN
                            )
                        if part.filename.startswith("xl/worksheets/") and not formulas:
                            formulas = has_formula(begin, opened)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(f"{file_name} is broken ({error}).", SAVE_AGAIN) from error
    return formulas


def has_formula(begin: bytes, rest: Any) -> bool:
    """Whether the XML of a sheet has an element `f`, read piece by piece."""
    tail = begin
    while tail:
        if b"<f>" in tail or b"<f " in tail or b"<f/" in tail:
            return True
        more = rest.read(1 << 20)
        tail = tail[-3:] + more if more else b""
    return False


def pair_rows(results: Any, written: Any, file_name: str) -> Iterator[Row]:
    """Rows with the results of their cells, and which cells are formulas without one."""
    formulas = written.iter_rows(values_only=True) if written is not None else None
    for number, cells in enumerate(results.iter_rows(values_only=True), start=1):
        check_size(number, len(cells), file_name)
        said = next(formulas, ()) if formulas is not None else ()
        words = tuple(say_cell(cell) for cell in cells)
        unknown = frozenset(
            column
            for column, cell in enumerate(said)
            if isinstance(cell, str) and cell.startswith("=") and column < len(words) and not words[column]
        )
        if unknown or any(word.strip() for word in words):
            yield Row(number, trim(words), unknown)


def trim(words: Sequence[str]) -> tuple[str, ...]:
    """The cells up to the last one that holds something."""
    last = max((column for column, word in enumerate(words) if word), default=-1)
    return tuple(words[: last + 1])


def say_cell(value: object) -> str:
    """What stands in a cell, as words: a day as an ISO day, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def check_size(rows: int, columns: int, file_name: str) -> None:
    """Raise InputError for a sheet with too many rows or columns."""
    if rows > MOST_ROWS:
        raise InputError(f"{file_name} has more than {MOST_ROWS:,} rows.", "Cut it into several files.")
    if columns > MOST_COLUMNS:
        raise InputError(
            f"{file_name} has more than {MOST_COLUMNS} columns.", "Take out those that are not needed."
        )
