"""A statement is published: where it went, and the page on which it stands as a work of ours, in one step.

The page is fetched (or read from a saved file) before the transaction, and what becomes of it never keeps the
publication from being recorded: it did happen. Where the page gives nothing, that is a problem with an advice, and
the same command run again records the page alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from mediawatch import __version__
from mediawatch.archive import warc
from mediawatch.errors import FetchError, InputError, InvalidAddress, MediawatchError, NotAllowed, ReadError
from mediawatch.journeys.add import open_path, read_fetched
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.deliveries import (
    Checked,
    Delivery,
    check_can_go_out,
    check_delivery,
    find_columns,
    find_delivery,
    record_delivery,
)
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.evidence import note_once
from mediawatch.journeys.rebuttal_done import RebuttalDone, describe
from mediawatch.journeys.receive import record_received
from mediawatch.model import Actor, Fetched, PageFacts, Reading, Ref, Text
from mediawatch.reading.folding import fold
from mediawatch.store.documents import read_capture_texts
from mediawatch.store.events import append_event
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import update

SHORTEST_COMPARED = 20
"""Characters of a paragraph that is looked for on the page; shorter ones stand everywhere."""


@dataclass(frozen=True, slots=True)
class Came:
    """The page of a statement, before the transaction."""

    fetched: Fetched | None = None
    reading: Reading | None = None
    record: bytes = b""
    """as WARC records"""
    error: MediawatchError | None = None
    """why nothing came"""


def publish_statement(
    desk: Desk,
    rebuttal: int,
    delivery: Delivery,
    *,
    file: Path | None = None,
    retrieved: str = "",
    text_only: bool = False,
) -> RebuttalDone:
    """Record that a statement was published, and the page on which it stands as a work of ours.

    Run again for a publication that is recorded already, it records the page alone.

    Args:
        delivery: when and where; its address is fetched unless a file is given or `text_only` is said.
        file: the page as somebody saved it, or the file that was handed out.
        retrieved: when the file was saved.
        text_only: the approved text is the work's text: there is no page, or none that can be fetched.

    Raises:
        NotAllowed: no statement, not approved, superseded, or recorded whole; the address is that of a report.
        InputError: a date, time or address that is none; a file that cannot be read.
    """
    actor = desk.actor()
    checked = check_delivery(desk, delivery, actor)
    row = read_thing(desk.record.db, Ref("b", rebuttal))
    check_can_be_published(desk.record.db, row)
    if file is not None and text_only:
        raise InputError("A file and --text-only exclude each other.", "Leave one of them out.")
    came = get_page(desk, row, delivery, actor, file, retrieved, text_only)
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        check_can_be_published(db, row)
        recorded = find_delivery(db, row, checked.day, find_columns(db, delivery))
        if recorded and row["work_id"]:
            raise NotAllowed(f"That publication of b{rebuttal} is recorded already.", "", "publish")
        # recorded before, when its page could not be read
        went = "" if recorded else record_delivery(db, actor, row, checked)
        work, warnings = record_work(desk, db, actor, row, checked, came)
        return describe(
            db,
            read_thing(db, Ref("b", rebuttal)),
            went=went,
            day=checked.day,
            work=work,
            warnings=warnings,
        )


def check_can_be_published(db: Database, row: dict[str, Any]) -> None:
    """Raise NotAllowed for what is no statement, not approved, or superseded."""
    if row["kind"] != "statement":
        raise NotAllowed(
            f"b{row['id']} is an answer, not a statement.",
            f"Record where it went: mediawatch rebuttal publish {row['id']} --url ADDRESS --on DATE",
            "publish",
        )
    check_can_go_out(row)


def get_page(
    desk: Desk,
    row: dict[str, Any],
    delivery: Delivery,
    actor: Actor,
    file: Path | None,
    retrieved: str,
    text_only: bool,
) -> Came:
    """The page of a statement: from a file, from its address, or else its approved text."""
    if file is not None:
        fetched = open_path(desk, file, AddOptions(address=delivery.address, retrieved=retrieved))
        reading = read_fetched(fetched)
        if reading.outcome != "read":
            raise InputError(reading.why or f"{file} has no text.", reading.advice)
        return Came(fetched, reading, warc.write(fetched))
    if text_only or not delivery.address:
        return type_page(desk, row, delivery.address, actor)
    try:
        fetched = desk.door().fetch(delivery.address)
        reading = read_fetched(fetched)
    except (FetchError, ReadError, InvalidAddress) as error:
        return Came(error=error)
    return Came(fetched, reading, warc.write(fetched))


def type_page(desk: Desk, row: dict[str, Any], address: str, actor: Actor) -> Came:
    """The approved text as the page of a statement that has none."""
    content = row["text"].encode("utf-8")
    fetched = Fetched(
        address=address,
        final_address=address,
        status=200,
        headers=(("Content-Type", "text/plain; charset=utf-8"),),
        body=content,
        raw_body=content,
        retrieved_at=actor.now,
        how="typed",
    )
    reading = Reading(
        "read",
        (Text(row["text"], "article", f"typed by {desk.by}", __version__),),
        PageFacts(title=row["title"]),
        media_type="text/plain",
    )
    return Came(fetched, reading, warc.write(fetched))


def record_work(
    desk: Desk, db: Database, actor: Actor, row: dict[str, Any], checked: Checked, came: Came
) -> tuple[str, tuple[str, ...]]:
    """Record the page as a work, and the statement as published there; gives the work ("" for none) and warnings."""
    address = checked.told.address
    later = "Run the same command again when it can be read, or with --file SAVED.html or --text-only."
    if came.fetched is None or came.reading is None:
        error = came.error or FetchError(f"{address} gave nothing.")
        note_once(db, actor, address, error)
        return "", (f"The page is not recorded as a work: {error.message} {later}",)
    added = record_received(
        desk,
        db,
        actor,
        came.fetched,
        came.reading,
        came.record,
        AddOptions(address=address, title=row["title"], published=checked.day, as_work=True),
        kind="work",
        again=True,
    )
    if not added.ref:
        return "", (f"The page is not recorded as a work: {added.why} {later}",)
    work = int(added.ref[1:])
    if not row["work_id"]:
        update(db, "rebuttals", row["id"], {"work_id": work})
        append_event(db, actor, "recorded as", Ref("b", row["id"]), {"work": work})
    missing = find_missing(db, row["text"], added.capture)
    return added.ref, (*added.warnings, *say_missing(row, added.ref, missing))


def find_missing(db: Database, text: str, capture: int) -> tuple[list[str], int]:
    """Paragraphs that were approved and do not stand on the page, whatever their typography; and how many there are."""
    page = [fold(row["text"]).text for row in read_capture_texts(db, capture)]
    paragraphs = [
        line.strip().lstrip("-•*– ") for line in text.splitlines() if len(line.strip()) >= SHORTEST_COMPARED
    ]
    missing = [line for line in paragraphs if not any(fold(line).text in there for there in page)]
    return missing, len(paragraphs)


def say_missing(row: dict[str, Any], work: str, found: tuple[list[str], int]) -> tuple[str, ...]:
    """A sentence where the page does not say what was approved."""
    missing, paragraphs = found
    if not missing:
        return ()
    first = missing[0] if len(missing[0]) <= 90 else missing[0][:90].rsplit(" ", 1)[0] + " …"
    return (
        f"{len(missing)} of {paragraphs} paragraphs that were approved do not stand on that page word for word, "
        f"first: “{first}” Compare: mediawatch diff b{row['id']} {work}",
    )
