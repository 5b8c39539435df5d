"""RIS, as reference managers exchange it: a tag of two letters, two spaces, a hyphen, a space; lines end in CR LF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from mediawatch.cited import Cited, CitedWork
from mediawatch.exporters.cited.bibliography import Item, list_items
from mediawatch.model import TimelineHead


def write(head: TimelineHead, cited: Iterable[Cited], works: Iterable[CitedWork], out: TextIO) -> None:
    """Write a record for each item."""
    for item in list_items(head.organisation, cited, works):
        for tag, value in list_tags(item):
            out.write(f"{tag}  - {value}\r\n")
        out.write("ER  - \r\n\r\n")


def list_tags(item: Item) -> Iterator[tuple[str, str]]:
    """The tags of a record that hold something. Values are on one line already, so that none begins a tag."""
    yield "TY", "NEWS" if item.report else "RPRT"
    yield "ID", item.key
    yield "TI", item.title
    for name in item.authors:
        yield "AU", name
    if item.publisher:
        yield ("T2" if item.report else "PB"), item.publisher
    if item.date:
        yield "PY", f"{item.date[0]:04}"
        yield "DA", write_date(item.date)
    if item.accessed:
        yield "Y2", write_date(item.accessed)
    if item.address:
        yield "UR", item.address
    if item.doi:
        yield "DO", item.doi
    if item.isbn:
        yield "SN", item.isbn
    for note in item.notes:
        yield "N1", note


def write_date(date: tuple[int, ...]) -> str:
    """Year, month and day with slashes between; what is not known stays empty."""
    year, month, day = (*date, *(0,) * (3 - len(date)))
    return f"{year:04}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}/"
