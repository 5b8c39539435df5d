"""A record with works and reports, brought in as texts: nothing is fetched and nothing extracted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mediawatch.journeys.add import find_citing
from mediawatch.journeys.added import Added, AddOptions
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.receive import receive
from mediawatch.model import Fetched, Link, Name, PageFacts, PublicationDate, Reading, Text
from mediawatch.store.verify import run_checks

NAMES = [
    Name("Harbour Trust", "organisation"),
    Name("Amira Osei", "person"),
    Name("harbour.example", "domain"),
]
WORK = (
    "Every March we publish what happened in our flats.\n"
    "In 2025 we had thirty-seven tenants, and nineteen of them had come to us straight from treatment. "
    "We ended eleven tenancies last year, nine of them because the tenant had found a home of their own, and nobody "
    "was asked to leave without somewhere to go. At no time do we seek to hide any visit by the inspectors.\n"
    "Our accounts were audited in April and can be read by anybody on our website."
)
CARRIER = (
    "The council met on Tuesday in the old hall, and the flats on the quay were on its list again.\n{}\n"
    "It meets in May."
)


@contextmanager
def sit_down(folder: Path) -> Iterator[Desk]:
    """A desk with a new record, or with the one that is in the folder."""
    path = folder / "record.db"
    if not path.exists():
        init_record(
            path, organisation="Harbour Trust", names=NAMES, timezone="Europe/London", by="Amira Osei"
        )
    with open_desk(path, "Amira Osei", environ={}) as desk:
        yield desk


def bring_in(
    desk: Desk,
    text: str,
    *,
    work: bool = False,
    address: str = "",
    day: str = "2026-03-04",
    seen: str = "2026-03-05T09:00:00+00:00",
    links: tuple[tuple[str, str], ...] = (),
    page: str = "",
    title: str = "",
    look: bool = True,
) -> Added:
    """Record a text as a report or a work.

    Args:
        day: of publication; "" for none.
        links: words of the text, and where they lead.
        page: the text of the whole page, where that is another one.
    """
    host = "harbour.example" if work else "paper.example"
    address = address or f"https://{host}/{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    body = text.encode("utf-8", "surrogatepass")
    published = PublicationDate(day, "day", "page") if day else PublicationDate("", "unknown", "none", False)
    placed = tuple(Link(text.index(words), text.index(words) + len(words), target) for words, target in links)
    texts = [Text(text, "article", "test", "1", links=placed)]
    if page:
        texts.append(Text(page, "page", "test", "1"))
    fetched = Fetched(address, address, 200, (("Content-Type", "text/html"),), body, body, seen)
    reading = Reading(
        "read",
        tuple(texts),
        PageFacts(title=title or text.split("\n")[0][:60], published=published),
        media_type="text/html",
    )
    return find_citing(desk, receive(desk, fetched, reading, AddOptions(as_work=work)), look)


def report(words: str) -> str:
    """The text of a report with a sentence in it."""
    return CARRIER.format(words)


def read_failures(desk: Desk) -> list[str]:
    """What `verify` finds wrong."""
    return [line for check in run_checks(desk.record.db) for line in check.failures]


def reread(desk: Desk, text: str, added: Added, *, seen: str) -> Added:
    """A work or report that is fetched again and has another text; a report is read as a renewed file is."""
    address = str(
        desk.record.db.execute(
            "SELECT found FROM addresses a JOIN captures k ON k.document_id = a.document_id WHERE k.id = ?",
            (added.capture,),
        ).fetchone()[0]
    )
    body = text.encode()
    fetched = Fetched(address, address, 200, (("Content-Type", "text/html"),), body, body, seen)
    if added.ref.startswith("r"):
        fetched = replace(fetched, how="given", file_name="saved.html")
    reading = Reading(
        "read", (Text(text, "article", "test", "1"),), PageFacts(title="Again"), media_type="text/html"
    )
    options = AddOptions(
        as_work=added.ref.startswith("w"), address=address if added.ref.startswith("r") else ""
    )
    return find_citing(desk, receive(desk, fetched, reading, options), True)
