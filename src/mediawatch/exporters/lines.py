"""The timeline as JSON Lines (jsonlines.org), for programs that read one thing after another: the head, each entry, an
end with their number; a file without the end was cut short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TextIO

from mediawatch.exporters.data import describe
from mediawatch.exporters.rows import encode
from mediawatch.model import TimelineEntry, TimelineHead


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
    """Write the timeline to `out`, one entry at a time. Each line is an object with one key: head, entry or end."""
    out.write(encode({"head": describe(head)}) + "\n")
    number = 0
    for number, entry in enumerate(entries, 1):  # noqa: B007 - the count outlives the loop
        out.write(encode({"entry": asdict(entry)}) + "\n")
    out.write(encode({"end": {"entries": number}}) + "\n")
