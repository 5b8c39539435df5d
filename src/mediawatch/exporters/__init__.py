"""The timeline as a file, in one of several formats.

A new format is one function `write(head, entries, out)` in one new file and one line in EXPORTERS, or where it writes
bytes in BINARY_EXPORTERS. It reads the entries once, in the order given (oldest first), keeps none of them, asks no
clock, and writes nothing that is not in its input. `out` should be opened with `encoding="utf-8", newline=""`: each
format decides its own line ends (CSV and iCalendar have CR LF, RFC 4180 and 5545; the others LF).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import BinaryIO, TextIO, cast

from mediawatch.model import TimelineEntry, TimelineHead

__all__ = ["BINARY_EXPORTERS", "EXPORTERS", "BinaryExporter", "Exporter"]

Exporter = Callable[[TimelineHead, Iterable[TimelineEntry], TextIO], None]
BinaryExporter = Callable[[TimelineHead, Iterable[TimelineEntry], BinaryIO], None]


def _in(module: str) -> Exporter:
    """The `write` of a module that is imported only when needed: `--help` costs no exporter."""

    def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
        found = import_module(f"{__name__}.{module}")
        cast("Exporter", found.write)(head, entries, out)

    return write


def _in_binary(module: str) -> BinaryExporter:
    """The same for one that writes bytes."""

    def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: BinaryIO) -> None:
        found = import_module(f"{__name__}.{module}")
        cast("BinaryExporter", found.write)(head, entries, out)

    return write


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {
        "md": _in("markdown"),
        "html": _in("page"),
        "csv": _in("table"),
        "json": _in("data"),
        "jsonl": _in("lines"),
        "atom": _in("atom"),
        "ics": _in("calendar"),
    }
)
"""Formats of `timeline --format` that are text, by the ending of the file."""

BINARY_EXPORTERS: Mapping[str, BinaryExporter] = MappingProxyType(
    {
        "xlsx": _in_binary("workbook"),
        "docx": _in_binary("document"),
        "pdf": _in_binary("pdf"),
    }
)
"""Formats that are bytes, as a program opens them."""
