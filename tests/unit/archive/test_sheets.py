"""Spreadsheets as people and their programs write them are read as rows of words."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook

from mediawatch.archive import sheets
from mediawatch.archive.sheets import Row, read_sheet
from mediawatch.errors import InputError

LINE = 'Datum;Überschrift\r\n4.3.2026;"Die „Linie“ ist zu; sagt man – Größe"\r\n'
CELLS = ("4.3.2026", "Die „Linie“ ist zu; sagt man – Größe")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_in_the_charsets_of_spreadsheet_programs(charset: str) -> None:
    assert read_sheet(LINE.encode(charset), "a.csv").rows[1] == Row(2, CELLS)


@pytest.mark.parametrize("separator", list(sheets.SEPARATORS))
def test_the_separator_is_found(separator: str) -> None:
    content = f"a{separator}b\nx y{separator}z\n".encode()
    assert [row.cells for row in read_sheet(content, "a.csv").rows] == [("a", "b"), ("x y", "z")]


def test_the_separator_that_excel_names_is_taken() -> None:
    assert read_sheet(b"sep=;\na,b;c\n", "a.csv").rows[0].cells == ("a,b", "c")


def test_a_cell_may_hold_several_lines_and_empty_rows_are_left_out() -> None:
    rows = read_sheet(b'a,b\n"one\ntwo",x\n,\n\ny,z\n', "a.csv").rows
    assert [row.cells for row in rows] == [("a", "b"), ("one\ntwo", "x"), ("y", "z")]


def workbook(fill: object) -> bytes:
    book = Workbook()
    fill(book)  # type: ignore[operator]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_xlsx_gives_days_numbers_and_words_and_says_what_a_formula_hides() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["Date", "Pages", "Title"])
        book.active.append([datetime.datetime(2026, 3, 4), 7.0, "Line closed"])
        book.active.append([datetime.datetime(2026, 3, 4, 9, 15), 7.5, "=A1&B1"])

    rows = read_sheet(workbook(fill), "a.xlsx").rows
    assert rows[1] == Row(2, ("2026-03-04", "7", "Line closed"))
    assert rows[2] == Row(3, ("2026-03-04T09:15", "7.5"), frozenset({2})) or rows[2].unknown == {2}


def test_a_sheet_is_chosen_by_name_and_the_others_are_named() -> None:
    def fill(book: Workbook) -> None:
        book.active.title = "2019"
        book.active.append(["a"])
        book.create_sheet("2020").append(["b"])

    content = workbook(fill)
    first = read_sheet(content, "a.xlsx")
    assert (first.name, first.others) == ("2019", ("2020",))
    assert read_sheet(content, "a.xlsx", "2020").rows[0].cells == ("b",)
    with pytest.raises(InputError, match=r"no sheet '2021'.* It has: 2019, 2020"):
        read_sheet(content, "a.xlsx", "2021")


def test_what_is_no_spreadsheet_is_refused_with_a_sentence() -> None:
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    for content, sentence in (
        (b"", "holds no rows"),
        (b"\n\n,,\n", "holds no rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old Excel file"),
        (b"PK\x03\x04 and nothing more", "is broken"),
        (document.getvalue(), "is no spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0", "is no spreadsheet"),
    ):
        with pytest.raises(InputError, match=sentence):
            read_sheet(content, "file.csv")
