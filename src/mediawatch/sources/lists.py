"""Lists of sources in a file: OPML 2.0 (opml.org/spec2.opml), as feed readers give it, and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mediawatch.errors import InputError
from mediawatch.sources.xml_tree import name_of, read_tree

COLUMNS: Final = {
    "address": ("address", "url", "link", "xmlurl", "feed"),
    "kind": ("kind", "type"),
    "title": ("title", "name"),
    "outlet": ("outlet", "publication", "newspaper"),
    "selector": ("selector", "css"),
    "at_most": ("at_most", "at most", "shortest"),
    "at_least": ("at_least", "at least", "longest"),
}
"""Columns of a CSV, and what they are called; `list sources --csv` gives them back."""
CATEGORY: Final = "/mediawatch/"
"""How the category of an outline begins that says what kind of source it is."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One source in a list."""

    line: int
    """of a CSV; of an OPML which outline it is, counted from 1"""
    address: str
    kind: str = ""
    """"" where that has to be found out"""
    title: str = ""
    outlet: str = ""
    selector: str = ""
    at_most: str = ""
    at_least: str = ""


def read_list(content: bytes, name: str) -> list[Listed]:
    """The sources in a file.

    Raises:
        InputError: it is neither OPML nor a CSV with addresses, or nothing is in it.
    """
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    found = list(read_opml(content, name) if start == b"<" else read_csv(content, name))
    if not found:
        raise InputError(
            f"{name} lists no source.", "OPML has outlines with xmlUrl; a CSV has a column address."
        )
    return found


def read_opml(content: bytes, name: str) -> Iterator[Listed]:
    """The outlines that are sources, in folders or not."""
    root = read_tree(content, name)
    if name_of(root) != "opml":
        raise InputError(f"{name} is XML, but no OPML.", "Export the list as OPML from your feed reader.")
    number = 0
    for outline in root.iter():
        if name_of(outline) != "outline":
            continue
        told = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        feed, page = told.get("xmlurl", ""), told.get("url", "")
        if feed or page:
            number += 1
            kind = next(
                (one.strip().removeprefix(CATEGORY) for one in told.get("category", "").split(",")
                 if one.strip().startswith(CATEGORY)),
                "feed" if feed else "",
            )  # fmt: skip
            yield Listed(number, feed or page, kind, told.get("title") or told.get("text", ""))


def read_csv(content: bytes, name: str) -> Iterator[Listed]:
    """The rows of a CSV with a heading."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"{name} cannot be read as CSV ({error}).", "Save it again as CSV.") from error
    places = find_columns(rows[0] if rows else [])
    if "address" not in places:
        raise InputError(
            f"{name} has no column with addresses.", f"Call one of its columns {COLUMNS['address'][0]}."
        )
    for number, row in enumerate(rows[1:], 2):
        told: dict[str, Any] = {
            field: row[place].strip() for field, place in places.items() if place < len(row)
        }
        if told.get("address"):
            yield Listed(number, **told)


def find_columns(heading: Sequence[str]) -> dict[str, int]:
    """Which column holds what."""
    called = [cell.strip().lower() for cell in heading]
    return {
        field: next(called.index(word) for word in words if word in called)
        for field, words in COLUMNS.items()
        if any(word in called for word in words)
    }
