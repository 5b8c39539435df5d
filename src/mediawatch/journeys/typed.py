"""Add what has no address and no text of its own: a print cutting, a broadcast, a scan."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, replace
from pathlib import Path

from mediawatch import __version__
from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.add import parse_time
from mediawatch.journeys.added import Added, AddOptions
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.receive import receive
from mediawatch.model import Fetched, Medium, PageFacts, Reading, Ref, Text
from mediawatch.reading.texts import clean_text
from mediawatch.store import reports


@dataclass(frozen=True, slots=True)
class TypedReport:
    """What a person typed from a page, a programme or a scan."""

    text: str
    outlet: str = ""
    published: str = ""
    title: str = ""
    author: str = ""
    place: str = ""
    """page ("page 7") or time code ("00:12:40")"""
    medium: Medium = "print"
    scan: Path | None = None
    """a scan or recording, kept as a file by its digest"""
    address: str = ""
    retrieved: str = ""
    """when it was found, ISO 8601; "" is now"""
    language: str = ""
    report: int = 0
    """a report that is there without a text: a scanned PDF, a picture"""


def add_typed(desk: Desk, typed: TypedReport) -> Added:
    """Record a typed text as a report, or as the text of a report that had none.

    Raises:
        InputError: no text, no outlet or date for a new report, a scan that cannot be read.
        NotAllowed: the report has a text already.
    """
    text = clean_text(typed.text).strip()
    if not text:
        raise InputError(
            "There is no text to record.", "Type the passage: --text-file FILE, or - for standard input."
        )
    document = 0
    if typed.report:
        row = reports.read_thing(desk.record.db, Ref("r", typed.report))
        if row["article_id"] is not None:
            raise NotAllowed(
                f"r{typed.report} has a text already.",
                "A typed text is for a report without one, such as a scanned PDF.",
                "type",
            )
        document = row["document_id"]
    else:
        if not typed.outlet.strip():
            raise InputError("A cutting needs to say who published it.", "Add --outlet NAME.")
        if not typed.published.strip():
            raise InputError("A cutting needs its date.", "Add --published 2026-03-04 (or 2026-03, or 2026).")
    actor = desk.actor()
    content = text.encode("utf-8")
    fetched = Fetched(
        address=typed.address,
        final_address=typed.address,
        status=200,
        headers=(("Content-Type", "text/plain; charset=utf-8"),),
        body=content,
        raw_body=content,
        retrieved_at=(
            parse_time(typed.retrieved, desk).isoformat(timespec="seconds") if typed.retrieved else actor.now
        ),
        how="typed",
    )
    reading = Reading(
        "read",
        (Text(text, "article", f"typed by {desk.by}", __version__),),
        PageFacts(title=typed.title or first_line(text)),
        media_type="text/plain",
    )
    options = AddOptions(
        address=typed.address,
        outlet=typed.outlet,
        published=typed.published,
        title=typed.title,
        author=typed.author,
        place=typed.place,
        medium=typed.medium,
        language=typed.language,
    )
    added = receive(desk, fetched, reading, options, document=document, scan=read_scan(typed.scan))
    return replace(added, address=typed.address)


def first_line(text: str) -> str:
    """A title for a text that has none: its first line, cut at a word."""
    line = text.strip().splitlines()[0].strip()
    return line if len(line) <= 90 else line[:90].rsplit(" ", 1)[0] + " …"


def read_scan(path: Path | None) -> tuple[str, str, bytes] | None:
    """Name, media type and bytes of a scan."""
    if path is None:
        return None
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The scan {path} cannot be read ({error.strerror}).", "Check its name and permissions."
        ) from error
    return path.name, mimetypes.guess_type(path.name)[0] or "application/octet-stream", content
