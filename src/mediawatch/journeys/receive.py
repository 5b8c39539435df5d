"""The one gate: a body that came, and what was read from it, become a report, a work or evidence.

Everything that brings something in goes through `receive`, in one transaction: document, address,
capture with its bytes, texts, mentions, history. Adding the same thing twice changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from mediawatch.archive import warc
from mediawatch.errors import NotAllowed
from mediawatch.journeys.added import Added, AddOptions, Kind, describe_there, seen_as
from mediawatch.journeys.cite import MOST_SEARCHED, find_in_report
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.extend import extend, find_ref
from mediawatch.journeys.suggest import notice
from mediawatch.model import Actor, Fetched, Reading, Ref
from mediawatch.reading.addresses import normalise
from mediawatch.reading.dates import parse_day
from mediawatch.store import documents, problems, reports
from mediawatch.store.events import sha256
from mediawatch.store.rows import select_one
from mediawatch.store.works import insert_check, read_text


def is_kept(fetched: Fetched, reading: Reading) -> bool:
    """Whether a body becomes a report: it has a text, or it is a scan that somebody can type from."""
    if reading.outcome == "read":
        return True
    picture = fetched.how == "given" and reading.media_type.startswith("image/")
    return reading.outcome == "no text" and (reading.media_type == "application/pdf" or picture)


def receive(
    desk: Desk,
    fetched: Fetched,
    reading: Reading,
    options: AddOptions,
    *,
    kind: Kind = "report",
    document: int = 0,
    scan: tuple[str, str, bytes] | None = None,
) -> Added:
    """Record what came, whole or not at all.

    Args:
        document: the document that it belongs to, where that is known; else it is found by its address.
        scan: name, media type and bytes of a file that belongs to it.

    Raises:
        NotAllowed: what is there as a report is added as a work, or the other way round.
        InvalidDate: the date that was typed is none.
        StoreError: the record could not be written.
    """
    actor = desk.actor()
    record = warc.write(fetched)
    with desk.record.write() as db:
        return record_received(
            desk, db, actor, fetched, reading, record, options, kind=kind, document=document, scan=scan
        )


def record_received(
    desk: Desk,
    db: Database,
    actor: Actor,
    fetched: Fetched,
    reading: Reading,
    record: bytes,
    options: AddOptions,
    *,
    kind: Kind = "report",
    document: int = 0,
    scan: tuple[str, str, bytes] | None = None,
    again: bool = False,
) -> Added:
    """The same inside an open transaction, for a journey that records more together with it.

    Args:
        record: what came as WARC records, made before the transaction since packing takes time.
        again: a page that is there and now says something else is read again, as its newest text.
    """
    typed_date = parse_day(options.published, today=actor.today) if options.published else None
    if kind == "report" and options.as_work:
        kind = "work"
    places = find_places(fetched, options, is_kept(fetched, reading))
    known = document or find_known(db, fetched, places)
    if known:
        there = describe_known(db, actor, known, kind, fetched, reading, places, again=again)
        if there is not None:
            return there
    number = known or documents.insert_document(db, kind, actor.now)
    for found, normalised in places:
        documents.add_address(db, number, found, normalised, actor.now)
    capture = documents.insert_capture(
        db, actor, number, fetched, reading, record, desk.day_of(fetched.retrieved_at)
    )
    if scan is not None:
        file, _ = documents.add_file(db, actor, *scan)
        documents.attach_file(db, number, file)
    if not is_kept(fetched, reading):
        return record_failure(db, actor, number, capture, fetched, reading)
    for found, _ in places:
        problems.solve_problems(db, found, actor.now)
    if kind == "evidence":
        return seen_as("", reading, fetched, capture, new=not known)
    read_date = reading.facts.published if reading.facts.published.value else options.listed
    former = reports.find_article(db, number)
    done = extend(db, actor, number, capture, fetched, reading, options, typed_date or read_date, kind)
    if done.ref.startswith("r") and reading.texts:
        report = int(done.ref[1:])
        done = replace(
            done,
            citations=find_in_report(desk, db, actor, report),
            suggestions=notice(desk, db, actor, report, former_text=former),
        )
        if len(reading.texts[0].text) > MOST_SEARCHED:
            told = f"Only the first {MOST_SEARCHED:,} characters were compared with our works."
            done = replace(done, warnings=(*done.warnings, told))
    return done


def find_places(fetched: Fetched, options: AddOptions, kept: bool) -> list[tuple[str, str]]:
    """The addresses that serve the document, as found and normalised. A failure names only what was asked."""
    found = [options.address or fetched.address]
    if kept and fetched.how == "fetched":
        found.append(fetched.final_address)
    places = {normalise(address): address for address in found if address}
    return [(address, normalised) for normalised, address in places.items()]


def find_known(db: Database, fetched: Fetched, places: list[tuple[str, str]]) -> int:
    """The document that is there already for this address or, without one, for these bytes; 0 for none."""
    for _, normalised in places:
        number = documents.find_document(db, normalised)
        if number:
            return number
    return 0 if places else documents.find_document_by_body(db, sha256(fetched.raw_body))


def describe_known(
    db: Database,
    actor: Actor,
    number: int,
    kind: Kind,
    fetched: Fetched,
    reading: Reading,
    places: list[tuple[str, str]],
    *,
    again: bool = False,
) -> Added | None:
    """What to say when there is no capture to record; None when this capture adds something."""
    row = select_one(db, "SELECT kind FROM documents WHERE id = ?", (number,)) or {}
    if kind == "evidence" or row.get("kind") == "evidence":
        return None
    ref = find_ref(db, number)
    if ref is not None and row["kind"] != kind:
        raise NotAllowed(
            f"{places[0][0] if places else fetched.file_name} is in the record as a {row['kind']} ({ref}).",
            f"Withdraw {ref} first if it was added as the wrong kind: mediawatch withdraw {ref} --why …",
        )
    if ref is None:
        # earlier captures failed, so nothing was made of it yet
        if row["kind"] != kind:
            db.execute("UPDATE documents SET kind = ? WHERE id = ?", (kind, number))
        return None
    thing = reports.read_thing(db, ref, withdrawn=True)
    if ref.letter == "w" and fetched.how == "fetched" and not thing["withdrawn_at"]:
        return describe_work(db, actor, ref, thing, fetched, reading)
    same_bytes = db.execute(
        "SELECT 1 FROM captures WHERE document_id = ? AND body_sha256 = ?", (number, sha256(fetched.raw_body))
    ).fetchone()
    if (again or fetched.how != "fetched") and not same_bytes and not thing["withdrawn_at"]:
        return None
    if thing["article_id"] is None and reading.outcome == "read":
        return None
    return describe_there(db, ref, thing)


def describe_work(
    db: Database, actor: Actor, ref: Ref, thing: dict[str, Any], fetched: Fetched, reading: Reading
) -> Added | None:
    """A work of ours that was looked at again and stands as it did; None where it changed, or nothing was to be had.

    Pages bear marks that differ with every visit, so what counts is the text, not the bytes.
    """
    stands = read_text(db, thing["article_id"] or 0)
    if reading.outcome != "read" or not reading.texts or reading.texts[0].text != stands:
        return None
    insert_check(db, actor, ref.number, thing["capture_id"], fetched.status, sha256(fetched.raw_body))
    return replace(describe_there(db, ref, thing), checked=True)


def record_failure(
    db: Database, actor: Actor, document: int, capture: int, fetched: Fetched, reading: Reading
) -> Added:
    """A failed capture has no text; a problem says what to do."""
    problems.insert_problem(
        db,
        actor,
        address=fetched.address or fetched.file_name,
        kind=reading.outcome,
        message=reading.why,
        advice=reading.advice,
        document=document,
    )
    return seen_as("", reading, fetched, capture, new=False)
