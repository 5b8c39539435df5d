"""The timeline as CSV: a row for each entry with every field, and a last row that says what the file is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import TextIO

from mediawatch.exporters import story
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.rows import write_csv
from mediawatch.model import TimelineEntry, TimelineHead

COLUMNS = tuple(field.name for field in fields(TimelineEntry))
END = "end of timeline"
"""`kind` of the last row. A file without it was cut short."""

NUMBERS = ("report", "claim", "rebuttal", "request", "contact", "citation", "contact_search")
"""Columns that are empty, not 0, where there is none."""


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
    """Write the timeline to `out`, one entry at a time, with a byte order mark for Excel."""
    write_csv(COLUMNS, _make_rows(head, entries), out, for_excel=True)


def _make_rows(head: TimelineHead, entries: Iterable[TimelineEntry]) -> Iterator[dict[str, object]]:
    for entry in entries:
        # asdict would copy each value
        row = {column: getattr(entry, column) for column in COLUMNS}
        yield row | {column: row[column] or None for column in NUMBERS}
    yield dict.fromkeys(COLUMNS) | {"kind": END, "detail": _say_end(head)}


def _say_end(head: TimelineHead) -> str:
    """Cover and end of the other formats, a line each."""
    zone = find_zone(head.timezone)
    lines = [story.TITLE, *(f"{fact.label}: {fact.value}" for fact in story.introduce(head, zone))]
    lines += [f"{story.LEFT_OUT}: {said}" for said in story.say_left_out(head)] or [story.NOTHING_LEFT_OUT]
    if story.has_history(head):
        lines.append(f"Head of the record's chain: {head.chain_head}")
    return "\n".join([*lines, *story.say_chain(head)])
