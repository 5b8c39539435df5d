"""`/timeline.md`, `.docx`, `/claims.csv` and the rest: exactly what the page is filtered to, as a file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from mediawatch.errors import InputError
from mediawatch.exporters import BINARY_EXPORTERS
from mediawatch.exporters.rows import write_csv
from mediawatch.journeys.deadlines import describe, find_deadlines, write_calendar
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import Disclosed
from mediawatch.journeys.timeline import write_timeline
from mediawatch.store.markings import Audience
from mediawatch.web.asked import Asked
from mediawatch.web.headers import HEADERS
from mediawatch.web.lists import NOBODY, Selection, write_selection, write_whole
from mediawatch.web.reader import Reader
from mediawatch.web.requests import find_running
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

CHUNK = 2**16
DEADLINE_COLUMNS = (
    "due_on", "latest_on", "whose", "name", "ref", "title", "outlet", "confidentiality", "counted", "doubts", "means",
    "regulator", "status", "source", "address", "uid",
)  # fmt: skip
"""Of journeys.deadlines.describe, what somebody wants in a table."""


def name_file(organisation: str, today: str, format: str, noun: str = "timeline") -> str:
    """A file name that every system takes: "timeline-northfield-trust-2026-03-04.md"."""
    plain = re.sub(r"[^a-z0-9]+", "-", organisation.lower()).strip("-")[:60].strip("-")
    return "-".join(part for part in (noun, plain, today) if part) + f".{format}"


def read_chunks(out: IO[Any]) -> Iterator[bytes]:
    """The export as bytes, some at a time."""
    while chunk := out.read(CHUNK):
        yield chunk if isinstance(chunk, bytes) else chunk.encode("utf-8")


def read_confidential(reader: Reader, asked: Asked) -> bool:
    """Whether what is confidential goes into a file: where staff ask for it, and never by itself.

    Raises:
        InputError: somebody else asks for it, or in words that are not understood.
    """
    asked_for = asked.words("confidential")
    if asked_for not in ("", "1"):
        raise InputError(
            f"“{asked_for}” says nothing about what is confidential.",
            "With confidential=1 a file holds it, without confidential it does not.",
        )
    if asked_for and not reader.staff:
        raise InputError("What is confidential is for staff who are signed in.", "Leave confidential=1 out.")
    return bool(asked_for)


async def export_timeline(reader: Reader, asked: Asked, format: str) -> Any:
    """The answer: a file to be saved.

    Raises:
        NotFound, InvalidDate: a filter that cannot be used; an export never leaves one out in silence.
    """
    filters = read_filters(asked)
    disclosed = Disclosed(confidential=read_confidential(reader, asked))

    def write(desk: Desk, out: Any) -> None:
        write_timeline(desk, filters, format, out, disclosed)

    out = await make_file(reader, write, binary=format in BINARY_EXPORTERS)
    return answer_with(reader, out, "timeline", format)


async def export_list(reader: Reader, asked: Asked, select: Callable[[Asked], Selection], format: str) -> Any:
    """The same for a list.

    Raises:
        InputError: a filter that cannot be used.
    """
    selection = select(asked)
    out = await asyncio.to_thread(
        write_selection,
        Path(reader.database.path),
        selection,
        format,
        asked.notes,
        by=reader.who or NOBODY,
        audience="_staff" if read_confidential(reader, asked) else "",
    )
    return answer_with(reader, out, selection.noun, format)


async def export_deadlines(reader: Reader, asked: Asked, format: str) -> Any:
    """What runs out: a calendar of all that have a day, or a table of those that run."""
    audience: Audience = "_staff" if read_confidential(reader, asked) else ""

    def write(desk: Desk, out: Any) -> None:
        if format == "ics":
            write_calendar(desk, find_deadlines(desk, audience=audience), out)
            return
        running = (
            {**describe(each), "doubts": " ".join(each.doubts)} for each in find_running(desk, audience)
        )
        write_csv(DEADLINE_COLUMNS, running, out, for_excel=True)

    return answer_with(reader, await make_file(reader, write, binary=False), "deadlines", format)


async def make_file(reader: Reader, write: Callable[[Desk, Any], object], *, binary: bool) -> IO[Any]:
    """The whole of an export, made beside the answers to others."""
    path, by = Path(reader.database.path), reader.who or NOBODY
    return await asyncio.to_thread(write_whole, path, by, write, binary=binary)


def answer_with(reader: Reader, out: IO[Any], noun: str, format: str) -> Any:
    """A file to be saved, sent in pieces and then closed."""
    from datasette.utils.asgi import AsgiStream

    async def stream(writer: Any) -> None:
        with out:
            for chunk in read_chunks(out):
                # AsgiWriter's own write() takes text alone
                await writer.send({"type": "http.response.body", "body": chunk, "more_body": True})

    name = name_file(reader.organisation, reader.today().isoformat(), format, noun)
    return AsgiStream(
        stream,
        headers={
            **dict(HEADERS),
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "private, no-cache",
        },
        content_type=CONTENT_TYPES[format],
    )
