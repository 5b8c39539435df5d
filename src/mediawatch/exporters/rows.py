"""Rows as CSV and as JSON, for `list --csv`, `list --json` and the timeline; written as they come."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from mediawatch.visible import UNSEEN, make_visible

BYTE_ORDER_MARK = "\ufeff"
"""Excel takes a CSV file without it for the machine's old code page, and shows "â€œ" for a quotation mark."""

FORMULA_STARTS = "=+-@＝﹦⁼₌⩵⩶＋﹢⁺₊﬩－﹣−⁻₋＠﹫"
"""What begins a formula in a spreadsheet (OWASP, "CSV Injection"), with everything that NFKC folds to it,
since Japanese and Chinese editions take the full-width signs for the plain ones; and the minus sign."""

_ACTIVE = re.compile(
    # at the start, and wherever a reader who is set to other separators begins a new cell: LibreOffice ticks
    # semicolon and tab beside the comma, Excel on the Continent expects the semicolon
    r"(^|[;|\t\r\n])"
    # what readers skip, or shed as quotation marks, before they look
    "((?:[^\\S\\t\\r\\n]|[\"'\xad\u034f\u115f\u1160\u17b4\u17b5])*)"
    f"(?=[{re.escape(FORMULA_STARTS)}])"
)


def write_csv(
    columns: Sequence[str], rows: Iterable[Mapping[str, object]], out: TextIO, *, for_excel: bool = False
) -> None:
    """Write a header and a row for each mapping, as RFC 4180 has it: CR LF, quotes doubled.

    No cell is a formula in a spreadsheet: an apostrophe stands before what could begin one. Control and
    bidirectional characters are shown. None is empty, True "yes", False "no"; lists and mappings are JSON.
    `for_excel` puts a byte order mark first: for files that people open; not for what a program reads.

    Raises:
        KeyError: a row lacks a column.
    """
    if for_excel:
        out.write(BYTE_ORDER_MARK)
    # strings all in quotes: a semicolon inside them then splits no cell in LibreOffice
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([neutralise(column) for column in columns])
    for row in rows:
        writer.writerow([_make_cell(row[column]) for column in columns])


def write_json(rows: Iterable[Mapping[str, object]], out: TextIO) -> None:
    """Write one array, a row to a line. The strings come back exactly when read, and nothing unseen stands raw."""
    separator = "\n"
    out.write("[")
    for row in rows:
        out.write(separator + encode(row))
        separator = ",\n"
    out.write("\n]\n" if separator == ",\n" else "]\n")


def neutralise(text: str) -> str:
    """The text with an apostrophe before anything that a spreadsheet could take for a formula."""
    return _ACTIVE.sub(r"\1\2'", make_visible(text, keep_newlines=True))


def encode(value: object, *, indent: int | None = None) -> str:
    """The value as JSON (RFC 8259) in readable letters, control, bidi and other unseen characters escaped.

    Raises:
        TypeError: something in it has no form in JSON.
        ValueError: a number is infinite or none.
    """
    return UNSEEN.sub(_escape, json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent))


def _escape(found: re.Match[str]) -> str:
    # json.dumps has escaped those inside strings: what is left is its own layout
    return "\n" if found.group() == "\n" else json.dumps(found.group())[1:-1]


def _make_cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    return neutralise(value if isinstance(value, str) else encode(value))
