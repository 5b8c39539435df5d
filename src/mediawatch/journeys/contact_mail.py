"""Contacts from mail files: each mail with its attachments, in its exchange and about its report."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from mediawatch.archive.mail_reader import Mail, MailReader, too_large
from mediawatch.archive.mails import MailFound, holds_many, open_mails
from mediawatch.errors import InputError, ReadError
from mediawatch.exporters.moments import find_zone
from mediawatch.journeys.contact_offers import list_offers, list_without_report
from mediawatch.journeys.contacts import (
    ContactDone,
    ContactPlace,
    describe_contact,
    find_place,
    higher,
    one_line,
    read_deadline,
    record_contact,
)
from mediawatch.journeys.desk import Desk
from mediawatch.model import Actor, Direction, Level, Ref
from mediawatch.reading.addresses import is_within
from mediawatch.reading.exchanges import choose_thread
from mediawatch.reading.mail_words import summarise_mail
from mediawatch.reading.moments import Moment, parse_moment
from mediawatch.reading.texts import clean_text
from mediawatch.store import contacts as rows
from mediawatch.store.events import sha256
from mediawatch.store.markings import read_level
from mediawatch.store.names import read_names
from mediawatch.store.reports import find_outlet_by_domain

PEOPLE_SHOWN = 3
"""Recipients that are named; the mail itself has them all."""
MAX_PARTICIPANTS = 50
"""Addresses of a mail by which another one may be found to be like it."""
MAIL = "message/rfc822"


@dataclass(frozen=True, slots=True)
class MailGiven:
    """What a person says about mails, besides what they say themselves."""

    direction: Direction | None = None
    """None: by whose addresses are at our domains"""
    on: str = ""
    """when, as typed, for a mail that has no date"""
    them: str = ""
    us: str = ""
    deadline: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class MailDone:
    """What became of one mail."""

    name: str
    """its file, and its number there where there are several"""
    done: ContactDone | None
    """None: it was not recorded"""
    why: str = ""
    """why not"""


@dataclass(slots=True)
class MailsDone:
    """What became of all of them."""

    added: int = 0
    known: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.added + self.known + self.failed


def add_mails(
    desk: Desk,
    paths: Sequence[Path],
    place: ContactPlace,
    given: MailGiven,
    tell: Callable[[MailDone], None] = lambda done: None,
) -> MailsDone:
    """Record every mail in these files, each in a transaction of its own; one that cannot be is told and passed over.

    Args:
        tell: called with what became of each, as soon as it is known.

    Raises:
        InputError: a file that is not there or no mail file; raised before anything is read.
        NotFound: a report, request or contact that is not there.
        StoreError: the record could not be written.
    """
    find_place(desk.record.db, replace(place, outlet=""))
    for path in paths:
        if not path.is_file():
            raise InputError(
                f"There is no file {str(path)!r}.", "Name a file with one mail (.eml) or many (.mbox)."
            )
    if (given.summary or given.deadline) and (len(paths) > 1 or holds_many(paths[0])):
        raise InputError(
            "A summary and a deadline are those of one mail, and there may be several here.",
            "Add that mail by itself, or set them afterwards: mediawatch set k9 --deadline 18:00",
        )
    total = MailsDone()
    with MailReader() as reader:
        for path in paths:
            for found in open_mails(path):
                name = path.name if found.number == 1 else f"{path.name}, mail {found.number}"
                try:
                    done = MailDone(name, add_mail(desk, reader, found, path, place, given))
                except (InputError, ReadError) as error:
                    done = MailDone(name, None, str(error))
                if done.done is None:
                    total.failed += 1
                elif done.done.new:
                    total.added += 1
                else:
                    total.known += 1
                tell(done)
    return total


def add_mail(
    desk: Desk, reader: MailReader, found: MailFound, path: Path, place: ContactPlace, given: MailGiven
) -> ContactDone:
    """Record one mail, or say that it is in the record.

    Raises:
        ExtractionError: it cannot be read.
        InputError: it has no date, or it is not clear who wrote to whom.
        NotAllowed: what is said of before and after contradicts the day of publication.
    """
    if found.length and not found.content:
        raise too_large()
    mail = reader.read(found.content)
    actor = desk.actor()
    when = find_moment(desk, actor, mail, found.stamp, given)
    columns = describe_mail(desk, mail, when, given)
    files = [
        (name_mail(path, mail), MAIL, mail.raw),
        *((each.name, each.media_type, each.content) for each in mail.attachments),
    ]
    with desk.record.write() as db:
        known, remarks = find_known(db, mail, columns)
        if known is not None:
            if known["withdrawn_at"]:
                raise InputError(
                    f"This mail is in the record as k{known['id']}, which was withdrawn ({known['withdrawn_why']}).",
                    f"Bring it back with `mediawatch reinstate k{known['id']}`.",
                )
            return describe_contact(desk, db, known["id"], new=False)
        if remarks:
            columns["message_id"] = ""
        exchange = rows.find_exchange(db, columns["message_id"], mail.references)
        thread = choose_thread(
            columns["message_id"], mail.references, [contact["thread"] for contact in exchange]
        )
        for contact in exchange:
            rows.join_thread(db, actor, contact["id"], thread)
        place = follow(place, exchange)
        columns |= {**find_place(db, place), "thread": thread}
        if not (columns["report_id"] or columns["request_id"] or columns["outlet_id"]):
            columns["outlet_id"] = find_outlet_of(db, mail, columns["direction"])
        level = highest_level(db, exchange)
        remarks += mail.remarks
        done = record_contact(
            desk, db, actor, columns, place, files, references=mail.references, level=level, warnings=remarks
        )
        offers = [*list_offers(db, mail, columns, done.contact), *list_without_report(exchange, columns)]
        return replace(done, warnings=(*done.warnings, *offers))


def name_mail(path: Path, mail: Mail) -> str:
    """The name under which the mail itself is kept: that of its own file, else after its subject."""
    if path.suffix.lower() == ".eml":
        return clean_text(path.name)
    subject = " ".join(re.split(r"[\s/\\]+", clean_text(mail.subject)))[:100].strip(" .")
    return f"{subject or 'mail'}.eml"


def find_moment(desk: Desk, actor: Actor, mail: Mail, stamp: str, given: MailGiven) -> Moment:
    """When a mail was sent: by its headers, else by the line before it in an mbox, else as a person says.

    Raises:
        InputError: nothing says when.
    """
    at = mail.sent_at or (stamp if "" < stamp <= actor.now else "")
    if at:
        return Moment(desk.day_of(at), at)
    if given.on:
        return parse_moment(given.on, find_zone(desk.timezone), today=actor.today)
    raise InputError(
        "The mail has no date that can be one.",
        "Say when it was sent: --on 2026-03-03, or --on '2026-03-03 16:02' with its time.",
    )


def describe_mail(desk: Desk, mail: Mail, when: Moment, given: MailGiven) -> dict[str, Any]:
    """The columns of the contact that a mail is, but for what it is about."""
    direction = given.direction or find_direction(desk.record.db, mail)
    sender, recipients = say_people([mail.sender]), say_people(mail.recipients)
    them, us = (sender, recipients) if direction == "in" else (recipients, sender)
    return {
        "direction": direction,
        "channel": "mail",
        "them": one_line(given.them) or them,
        "us": one_line(given.us) or us,
        "occurred_on": when.day,
        "occurred_at": when.at,
        "deadline": read_deadline(desk, given.deadline, when),
        "subject": one_line(mail.subject),
        "summary": clean_text(given.summary).strip() or summarise_mail(mail.subject, mail.text),
        "text": mail.text,
        "message_id": mail.message_id,
        "participants": list_participants(mail),
    }


def find_direction(db: Database, mail: Mail) -> Direction:
    """Who wrote to whom, by the domains that are watched as ours.

    Raises:
        InputError: neither the sender nor a recipient is at one of them.
    """
    ours = [name.form for name in read_names(db) if name.kind == "domain"]
    if is_at(mail.sender[1], ours):
        return "out"
    if any(is_at(address, ours) for _, address in mail.recipients):
        return "in"
    known = f"none of its addresses is at {', '.join(ours)}" if ours else "no domain of ours is watched"
    raise InputError(
        f"It is not clear whether they wrote this mail or we did: {known}.",
        "Say --in or --out, or watch the domain: mediawatch name add DOMAIN --kind domain",
    )


def is_at(address: str, domains: Sequence[str]) -> bool:
    """Whether a mail address is at one of these domains."""
    return any(is_within(address.rpartition("@")[2], domain) for domain in domains)


def say_people(people: Sequence[tuple[str, str]]) -> str:
    """Names, or addresses of those that have none, the first few."""
    named = [one_line(name) or one_line(address) for name, address in people]
    shown = ", ".join(named[:PEOPLE_SHOWN])
    more = len(named) - PEOPLE_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def list_participants(mail: Mail) -> list[str]:
    """The addresses of everybody in a mail, each once."""
    found = dict.fromkeys(address for _, address in (mail.sender, *mail.recipients) if "@" in address)
    return [clean_text(address) for address in list(found)[:MAX_PARTICIPANTS]]


def find_known(db: Database, mail: Mail, columns: dict[str, Any]) -> tuple[dict[str, Any] | None, list[str]]:
    """The contact that this mail is already; or None, with a sentence where another mail has its Message-ID.

    A Message-ID is only what its sender wrote: a mail that claims another's is not taken for it, or one could keep a
    mail out of the record by sending one before it.
    """
    same = rows.find_message(db, mail.message_id)
    if same is None and mail.message_id:
        return None, []
    if same is not None:
        copies = {file["sha256"] for file in rows.read_files(db, same["id"])}
        if sha256(mail.raw) in copies or (
            same["occurred_at"] == columns["occurred_at"]
            and "".join(same["text"].split()) == "".join(columns["text"].split())
        ):
            return same, []
    again = rows.find_by_file(db, sha256(mail.raw))
    if again is not None and not again["message_id"]:
        return again, []
    if same is None:
        return None, []
    return None, [
        f"It has the Message-ID of k{same['id']}, which says something else: one of them is not genuine."
    ]


def follow(place: ContactPlace, exchange: Sequence[dict[str, Any]]) -> ContactPlace:
    """What a mail is about where nobody says: what the contact before it in its exchange is about."""
    standing = [contact for contact in exchange if contact["withdrawn_at"] is None]
    about = [
        contact
        for contact in standing
        if contact["report_id"] or contact["request_id"] or contact["outlet_id"]
    ]
    if place.exchange or not standing:
        return place
    return replace(place, exchange=(about or standing)[-1]["id"])


def find_outlet_of(db: Database, mail: Mail, direction: str) -> int | None:
    """The outlet at whose domain the other side has its address."""
    others = [mail.sender] if direction == "in" else mail.recipients
    for _, address in others:
        outlet = find_outlet_by_domain(db, address.rpartition("@")[2])
        if outlet:
            return outlet
    return None


def highest_level(db: Database, exchange: Sequence[dict[str, Any]]) -> Level:
    """Who may see the most secret of these contacts: a reply quotes what it answers."""
    level: Level = ""
    for contact in exchange:
        level = higher(level, read_level(db, Ref("k", contact["id"])))
    return level
