"""The one gate: a body that came, and what was read from it, become a report, a work or evidence.

Everything that brings something in goes through `receive`, in one transaction: document, address,
capture with its bytes, texts, mentions, history. Adding the same thing twice changes nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlite_utils import Database

from mediawatch.archive import warc
from mediawatch.errors import NotAllowed
from mediawatch.journeys.desk import Desk
from mediawatch.model import (
    UNKNOWN_DATE,
    Actor,
    Fetched,
    Medium,
    Mention,
    Outcome,
    PublicationDate,
    Reading,
    Ref,
    Text,
)
from mediawatch.reading.addresses import normalise, outlet_domain
from mediawatch.reading.dates import parse_day
from mediawatch.reading.mentions import find_mentions
from mediawatch.store import documents, names, problems, reports
from mediawatch.store.events import append_event, sha256
from mediawatch.store.rows import select_one, update

Kind = Literal["report", "work", "evidence"]


@dataclass(frozen=True, slots=True)
class AddOptions:
    """What a person says about what is added; what they say wins over what the page says."""

    address: str = ""
    """for a file: where it comes from"""
    retrieved: str = ""
    """for a file: when it was saved, ISO 8601"""
    as_work: bool = False
    ignore_robots: bool = False
    outlet: str = ""
    published: str = ""
    """as typed"""
    title: str = ""
    author: str = ""
    place: str = ""
    """page or time code"""
    medium: Medium | Literal[""] = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class MentionSeen:
    """A mention as it is shown to the person who added the report."""

    name: str
    surface: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of something that was brought in."""

    ref: str
    """"r3" or "w1"; "" for a failed capture"""
    new: bool
    title: str
    outlet: str
    published: PublicationDate
    mentions: tuple[MentionSeen, ...]
    outcome: Outcome
    why: str
    advice: str
    address: str
    new_capture: bool
    capture: int = 0
    """number of the capture that holds the bytes"""
    warnings: tuple[str, ...] = ()


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
    typed_date = parse_day(options.published, today=actor.today) if options.published else None
    if kind == "report" and options.as_work:
        kind = "work"
    places = find_places(fetched, options, is_kept(fetched, reading))
    record = warc.write(fetched)
    with desk.record.write() as db:
        known = document or find_known(db, fetched, places)
        if known:
            there = describe_known(db, known, kind, fetched, reading, places)
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
        return extend(
            db, actor, number, capture, fetched, reading, options, typed_date or reading.facts.published, kind
        )


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
    db: Database, number: int, kind: Kind, fetched: Fetched, reading: Reading, places: list[tuple[str, str]]
) -> Added | None:
    """What to say when there is nothing to record; None when this capture adds something."""
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
    same_bytes = db.execute(
        "SELECT 1 FROM captures WHERE document_id = ? AND body_sha256 = ?", (number, sha256(fetched.raw_body))
    ).fetchone()
    if fetched.how != "fetched" and not same_bytes and not thing["withdrawn_at"]:
        return None
    if thing["article_id"] is None and reading.outcome == "read":
        return None
    return describe_there(db, ref, thing)


def describe_there(db: Database, ref: Ref, thing: dict[str, Any]) -> Added:
    """A report or work that was there before, as an Added with `new` False."""
    outlet = db.execute("SELECT name FROM outlets WHERE id = ?", (thing.get("outlet_id"),)).fetchone()
    warnings = (
        (f"{ref} was withdrawn ({thing['withdrawn_why']}); bring it back with: mediawatch reinstate {ref}",)
        if thing["withdrawn_at"]
        else ()
    )
    return Added(
        ref=str(ref),
        new=False,
        title=thing["title"],
        outlet=outlet[0] if outlet else "",
        published=PublicationDate(
            thing["published"],
            thing["published_precision"],
            thing["published_origin"],
            bool(thing["published_certain"]),
        ),
        mentions=(),
        outcome="read",
        why="",
        advice="",
        address="",
        new_capture=False,
        capture=thing["capture_id"] or 0,
        warnings=warnings,
    )


def find_ref(db: Database, document: int) -> Ref | None:
    """The report or work that extends a document."""
    report = reports.find_report(db, document)
    if report:
        return Ref("r", report)
    work = reports.find_work(db, document)
    return Ref("w", work) if work else None


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


def seen_as(ref: str, reading: Reading, fetched: Fetched, capture: int, *, new: bool) -> Added:
    """An Added that says only what was read."""
    return Added(
        ref=ref,
        new=new,
        title=reading.facts.title,
        outlet=reading.facts.outlet,
        published=reading.facts.published,
        mentions=(),
        outcome=reading.outcome,
        why=reading.why,
        advice=reading.advice,
        address=fetched.address or fetched.file_name,
        new_capture=True,
        capture=capture,
    )


def extend(
    db: Database,
    actor: Actor,
    document: int,
    capture: int,
    fetched: Fetched,
    reading: Reading,
    options: AddOptions,
    published: PublicationDate,
    kind: Kind,
) -> Added:
    """Make a report or work of a document, or give the one that is there its newest text."""
    address = options.address or fetched.final_address or fetched.address
    article = reading.texts[0] if reading.texts else None
    text_id = documents.find_or_add_text(db, article.text) if article else None
    ref = find_ref(db, document)
    if ref is not None:
        update(db, reports.TABLES[ref.letter], ref.number, {"capture_id": capture, "article_id": text_id})
        append_event(db, actor, "read again", ref, {"capture": capture})
        new = False
    else:
        ref = insert_thing(
            db, actor, document, capture, text_id, fetched, reading, options, published, kind, address
        )
        new = True
    mentions: tuple[MentionSeen, ...] = ()
    if ref.letter == "r" and article is not None and text_id is not None:
        mentions = record_mentions(db, ref.number, text_id, article, address)
    thing = describe_there(db, ref, reports.read_thing(db, ref, withdrawn=True))
    return Added(
        ref=str(ref),
        new=new,
        title=thing.title,
        outlet=thing.outlet,
        published=thing.published,
        mentions=mentions,
        outcome=reading.outcome,
        why=reading.why,
        advice=reading.advice,
        address=address,
        new_capture=True,
        capture=capture,
    )


def insert_thing(
    db: Database,
    actor: Actor,
    document: int,
    capture: int,
    text_id: int | None,
    fetched: Fetched,
    reading: Reading,
    options: AddOptions,
    published: PublicationDate,
    kind: Kind,
    address: str,
) -> Ref:
    """The row of a new report or work, and its line in the history."""
    facts = reading.facts
    columns: dict[str, Any] = {
        "document_id": document,
        "title": (options.title or facts.title or fetched.file_name or address or "untitled").strip(),
        "authors": options.author or ", ".join(facts.authors),
        "language": options.language or facts.language,
        "capture_id": capture,
        "article_id": text_id,
    }
    published = published or UNKNOWN_DATE
    if kind == "work":
        ref = Ref("w", reports.insert_work(db, actor, columns, published))
    else:
        outlet = name_outlet(db, options.outlet, facts.outlet, address)
        columns |= {
            "outlet_id": outlet or None,
            "medium": options.medium or find_medium(fetched, reading),
            "place": options.place,
        }
        ref = Ref("r", reports.insert_report(db, actor, columns, published))
    append_event(
        db,
        actor,
        "added",
        ref,
        {
            **columns,
            "published": asdict(published),
            "address": address,
            "ignored robots": fetched.robots == "overridden",
        },
    )
    return ref


def name_outlet(db: Database, typed: str, read: str, address: str) -> int:
    """The outlet of a report: as typed, else by the domain, else as the page calls itself; 0 for none."""
    domain = outlet_domain(address) if address else ""
    if typed:
        number = reports.find_outlet(db, typed)
        taken = domain and db.execute("SELECT 1 FROM outlet_domains WHERE domain = ?", (domain,)).fetchone()
        return number or reports.find_or_add_outlet(db, typed, domain="" if taken else domain)
    if not read and not domain:
        return 0
    return reports.find_or_add_outlet(db, read, domain=domain)


def find_medium(fetched: Fetched, reading: Reading) -> Medium:
    """What kind of thing a report is, by what its bytes are."""
    if fetched.how == "typed":
        return "print"
    if reading.media_type == "application/pdf":
        return "pdf"
    return "mail" if reading.media_type == "message/rfc822" else "web"


def record_mentions(
    db: Database, report: int, text_id: int, article: Text, address: str
) -> tuple[MentionSeen, ...]:
    """Find the watched names in a report's text and store where they stand."""
    watched = names.read_names(db)
    found: list[Mention] = find_mentions(article, watched, base_address=address)
    names.replace_mentions(db, report, text_id, article.text, found)
    forms = {name.id: name.form for name in watched}
    return tuple(
        MentionSeen(
            forms[mention.name_id],
            mention.surface,
            article.text[mention.sentence.start : mention.sentence.end],
        )
        for mention in found
    )
