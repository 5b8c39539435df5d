"""The timeline as JSON, for programs: {"head": …, "entries": […]}, with the strings exactly as recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from mediawatch.exporters.rows import encode
from mediawatch.model import TimelineEntry, TimelineHead

FORMAT = "mediawatch timeline 1"
"""Names the shape. Fields may be added to it; one that is taken away or means something else makes it 2."""


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
    """Write the timeline to `out`, one entry at a time. Fields are those of TimelineHead and TimelineEntry."""
    about = {"format": FORMAT} | asdict(head)
    about["filters"] = [{"name": name, "value": value} for name, value in head.filters]
    out.write('{\n"head": ' + encode(about, indent=1) + ',\n"entries": [')
    separator = "\n"
    for entry in entries:
        out.write(separator + encode(asdict(entry), indent=1))
        separator = ",\n"
    out.write("\n]\n}\n" if separator == ",\n" else "]\n}\n")
