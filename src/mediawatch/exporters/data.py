"""The timeline as JSON, for programs: {"head": …, "entries": […]}, with the strings exactly as recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from mediawatch.exporters.rows import encode
from mediawatch.model import TimelineEntry, TimelineHead

FORMAT = "mediawatch timeline 1"
"""Names the shape. Fields may be added to it; one that is taken away or means something else makes it 2."""


def describe(head: TimelineHead) -> dict[str, object]:
    """The head as an object; filters are a list of names and values."""
    filters = [{"name": name, "value": value} for name, value in head.filters]
    return {"format": FORMAT, **asdict(head), "filters": filters}


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
    """Write the timeline to `out`, one entry at a time. Fields are those of TimelineHead and TimelineEntry."""
    out.write('{\n"head": ' + encode(describe(head), indent=1) + ',\n"entries": [')
    separator = "\n"
    for entry in entries:
        out.write(separator + encode(asdict(entry), indent=1))
        separator = ",\n"
    out.write("\n]\n}\n" if separator == ",\n" else "]\n}\n")
