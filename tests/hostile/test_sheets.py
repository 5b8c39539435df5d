"""A spreadsheet that means harm costs a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from mediawatch.archive import sheets
from mediawatch.archive.sheets import read_sheet
from mediawatch.errors import InputError


def rewritten(part: str, content: bytes) -> bytes:
    """An .xlsx in which one part was put in place of the honest one."""
    book = Workbook()
    book.active.append(["Title", "URL"])
    honest = io.BytesIO()
    book.save(honest)
    out = io.BytesIO()
    with zipfile.ZipFile(honest) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in package.namelist():
            made.writestr(name, content if name == part else package.read(name))
    return out.getvalue()


SHEET = (
    '<?xml version="1.0"?>{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def test_entities_are_refused_before_anything_is_parsed() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    content = rewritten("xl/worksheets/sheet1.xml", SHEET.format(head=bomb, rows="").encode())
    with pytest.raises(InputError, match="declares entities"):
        read_sheet(content, "bomb.xlsx")


def test_a_zip_bomb_is_refused_by_what_it_states(monkeypatch: pytest.MonkeyPatch) -> None:
    content = rewritten("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    assert len(content) < 100_000
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 20_000_000)
    with pytest.raises(InputError, match="unpack to more"):
        read_sheet(content, "bomb.xlsx")


def test_a_row_far_down_and_a_cell_far_right_cost_nothing() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row>'
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
    content = rewritten("xl/worksheets/sheet1.xml", SHEET.format(head="", rows=rows + far).encode())
    with pytest.raises(InputError, match="more than"):
        read_sheet(content, "bomb.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<", b"<a/>", b"\xff\xfe\x00"])
def test_a_broken_part_is_a_sentence(part: str, content: bytes) -> None:
    with pytest.raises(InputError, match=r"broken\.xlsx"):
        read_sheet(rewritten(part, content), "broken.xlsx")


def test_a_csv_with_more_rows_than_a_person_reads_is_refused() -> None:
    with pytest.raises(InputError, match=r"more than 200,000 rows"):
        read_sheet(b"a,b\n" * 200_001, "long.csv")


def test_a_quotation_mark_that_never_ends_is_a_sentence() -> None:
    with pytest.raises(InputError, match="breaks off at row"):
        read_sheet(b'a,b\n"' + b"x" * 1_100_000, "open.csv")
