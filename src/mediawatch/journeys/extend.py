"""Make a report or a work of a document: title, outlet, date, mentions."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlite_utils import Database

from mediawatch.journeys.added import Added, AddOptions, Kind, MentionSeen, describe_there
from mediawatch.model import Actor, Fetched, Medium, Mention, PublicationDate, Reading, Ref, Text
from mediawatch.reading.addresses import outlet_domain
from mediawatch.reading.mentions import find_mentions
from mediawatch.store import documents, names, reports
from mediawatch.store.events import append_event
from mediawatch.store.rows import update


def find_ref(db: Database, document: int) -> Ref | None:
    """The report or work that extends a document."""
    report = reports.find_report(db, document)
    if report:
        return Ref("r", report)
    work = reports.find_work(db, document)
    return Ref("w", work) if work else None


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
        append_event(db, actor, "read again", ref, {"capture": capture, "text": text_id})
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
        # what was read and what was not: pages of pictures in a PDF, attachments of a mail
        warnings=(reading.why,) if reading.outcome == "read" and reading.why else (),
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
        taken = bool(reports.find_outlet_by_domain(db, domain))
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
