"""`/timeline.md`, `.html`, `.csv`, `.docx` and the rest: exactly what the page is filtered to, as a file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from mediawatch.exporters import BINARY_EXPORTERS
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.timeline import TimelineFilters, write_timeline
from mediawatch.web.asked import Asked
from mediawatch.web.headers import HEADERS
from mediawatch.web.reader import Reader
from mediawatch.web.timeline import read_filters

CONTENT_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "atom": "application/atom+xml; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
}
"""RFC 7763 for Markdown, RFC 7111 for CSV, RFC 4287 for Atom, RFC 5545 for ICS, ECMA-376 for what ends in x."""

KEPT_IN_MEMORY = 4 * 2**20
"""Bytes of an export before it goes to a temporary file."""

CHUNK = 2**16

NOBODY = "a reader of the pages"
"""Who made an export, as long as nobody signs in."""


def name_file(organisation: str, today: str, format: str) -> str:
    """A file name that every system takes: "timeline-northfield-trust-2026-03-04.md"."""
    plain = re.sub(r"[^a-z0-9]+", "-", organisation.lower()).strip("-")[:60].strip("-")
    return "-".join(part for part in ("timeline", plain, today) if part) + f".{format}"


def make_export(path: Path, filters: TimelineFilters, format: str) -> IO[Any]:
    """The whole export, at its beginning: an error in the middle must not leave half a file with a reader."""
    # closed by whoever streams it
    how: dict[str, Any] = (
        {"mode": "w+b"} if format in BINARY_EXPORTERS else {"mode": "w+", "encoding": "utf-8", "newline": ""}
    )
    out: IO[Any] = SpooledTemporaryFile(KEPT_IN_MEMORY, **how)  # noqa: SIM115
    try:
        with open_desk(path, NOBODY, read_only=True) as desk:
            write_timeline(desk, filters, format, out)  # type: ignore[arg-type]  # it has all that these need
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out


def read_chunks(out: IO[Any]) -> Iterator[bytes]:
    """The export as bytes, some at a time."""
    while chunk := out.read(CHUNK):
        yield chunk if isinstance(chunk, bytes) else chunk.encode("utf-8")


async def export_timeline(reader: Reader, asked: Asked, format: str) -> Any:
    """The answer: a file to be saved.

    Raises:
        NotFound, InvalidDate: a filter that cannot be used; an export never leaves one out in silence.
    """
    from datasette.utils.asgi import AsgiStream

    filters = read_filters(asked)
    out = await asyncio.to_thread(make_export, Path(reader.database.path), filters, format)

    async def stream(writer: Any) -> None:
        with out:
            for chunk in read_chunks(out):
                # AsgiWriter's own write() takes text alone
                await writer.send({"type": "http.response.body", "body": chunk, "more_body": True})

    name = name_file(reader.organisation, reader.today().isoformat(), format)
    return AsgiStream(
        stream,
        headers={
            **dict(HEADERS),
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "private, no-cache",
        },
        content_type=CONTENT_TYPES[format],
    )
