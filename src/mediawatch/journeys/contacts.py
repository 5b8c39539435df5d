"""Contacts with outlets: what they asked us and we them, by mail, letter, telephone, in person, before and after."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.exporters.contacts import exchange_of, say_exchange
from mediawatch.exporters.moments import find_zone
from mediawatch.journeys.add import MAX_FILE_BYTES
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import mark
from mediawatch.model import Actor, Channel, Direction, Level, Ref, Stage
from mediawatch.reading.moments import Moment, parse_moment
from mediawatch.reading.texts import clean_text
from mediawatch.store import contacts as rows
from mediawatch.store.markings import RANK, read_level, select_one_whole, select_whole
from mediawatch.store.reports import find_or_add_outlet, find_outlet, read_thing

CHOICES: dict[str, tuple[str, ...]] = {
    "direction": get_args(Direction), "channel": get_args(Channel), "stage": get_args(Stage),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContactPlace:
    """What a contact is about, and who may see it."""

    report: int = 0
    request: int = 0
    outlet: str = ""
    exchange: int = 0
    """an earlier contact that it belongs with; it takes report, request and outlet over where they are not given"""
    level: Level = ""
    stage: Stage = "unknown"
    """before or after publication, where the day does not tell"""


@dataclass(frozen=True, slots=True)
class ContactGiven:
    """A contact as a person types it in."""

    direction: Direction
    channel: Channel
    on: str
    """when, as typed: a day, or a day and a time"""
    summary: str
    them: str = ""
    us: str = ""
    deadline: str = ""
    """as typed: a time of that day, a day, or both"""
    subject: str = ""
    text: str = ""
    files: Sequence[str] = ()
    """paths"""


@dataclass(frozen=True, slots=True)
class ContactDone:
    """What became of a contact."""

    contact: int
    new: bool
    said: str
    """the contact in one sentence, without its full stop"""
    level: Level = ""
    warnings: tuple[str, ...] = field(default=())


def add_contact(desk: Desk, place: ContactPlace, given: ContactGiven) -> ContactDone:
    """Record one exchange with an outlet. One that says exactly the same is not recorded again.

    Raises:
        InputError: nothing that it is about, no summary, a time that is none, a file that cannot be read.
        NotAllowed: what is said of before and after contradicts the day of publication.
    """
    summary = clean_text(given.summary).strip()
    if not summary:
        raise InputError(
            "A contact needs a few words on what it was about.",
            "Write them with --summary or --summary-file FILE.",
        )
    for name in ("direction", "channel"):
        check_choice(name, getattr(given, name))
    files = read_files(given.files)
    actor = desk.actor()
    when = parse_moment(given.on, find_zone(desk.timezone), today=actor.today)
    check_not_to_come(when, actor.now)
    columns: dict[str, Any] = {
        "direction": given.direction,
        "channel": given.channel,
        "them": one_line(given.them),
        "us": one_line(given.us) or actor.name,
        "occurred_on": when.day,
        "occurred_at": when.at,
        "deadline": read_deadline(desk, given.deadline, when),
        "subject": one_line(given.subject),
        "summary": summary,
        "text": clean_text(given.text).strip(),
    }
    with desk.record.write() as db:
        columns |= find_place(db, place)
        if not (columns["report_id"] or columns["request_id"] or columns["outlet_id"]):
            raise InputError(
                "It is not said with whom or about what this was.",
                "Name the report, the request or the outlet: --report 12, --request 4, --outlet NAME.",
            )
        if known := rows.find_same(db, columns):
            return describe_contact(desk, db, known, new=False)
        return record_contact(desk, db, actor, columns, place, files)


def record_contact(
    desk: Desk,
    db: Database,
    actor: Actor,
    columns: Mapping[str, Any],
    place: ContactPlace,
    files: Sequence[tuple[str, str, bytes]] = (),
    *,
    references: Sequence[str] = (),
    level: Level = "",
    warnings: Sequence[str] = (),
) -> ContactDone:
    """Write a contact, its files and its marking, inside an open transaction.

    Args:
        level: what the rest of its exchange is; it is marked as high as this and as `place` says.
    """
    said: list[str] = list(warnings)
    if place.exchange:
        columns = {**columns, **join_exchange(db, actor, place.exchange)}
        level = higher(level, read_level(db, Ref("k", place.exchange)))
    number = rows.insert_contact(db, actor, columns)
    rows.attach_files(db, actor, number, files)
    rows.note_references(db, actor, number, references)
    wanted = higher(level, place.level)
    if wanted:
        marked = mark(db, actor, Ref("k", number), wanted)
        said += [f"{file} belongs to something open too, and stays open." for file in marked.shared]
        said += [
            f"{contact} of the same exchange may quote it and is not {wanted}: mediawatch set {contact} --{wanted}"
            for contact in marked.beside
        ]
        if wanted != place.level:
            said.append(
                f"k{number} is {wanted}, as the rest of its exchange is. Open it: mediawatch set k{number} --open"
            )
    check_stage(db, number)
    done = describe_contact(desk, db, number, new=True)
    return ContactDone(number, True, done.said, wanted, (*said, *done.warnings))


def higher(one: Level, other: Level) -> Level:
    """The level that fewer may see."""
    return one if RANK[one] >= RANK[other] else other


def find_place(db: Database, place: ContactPlace) -> dict[str, Any]:
    """The columns report_id, request_id, outlet_id and stage.

    The outlet is kept where it was said; else it is that of the report, also when that is corrected later.

    Raises:
        NotFound: there is no such report, request or contact.
        InputError: the request is about nothing in the report.
    """
    before = read_thing(db, Ref("k", place.exchange)) if place.exchange else {}
    report = place.report or before.get("report_id") or 0
    request = place.request or (0 if place.report else before.get("request_id") or 0)
    if report:
        read_thing(db, Ref("r", report))
    if request:
        read_thing(db, Ref("q", request))
        about = [
            number
            for (number,) in db.execute(
                "SELECT DISTINCT a.report_id FROM request_appearances ra JOIN appearances a ON a.id = ra.appearance_id "
                "WHERE ra.request_id = ? ORDER BY 1",
                (request,),
            )
        ]
        if report and about and report not in about:
            raise InputError(
                f"q{request} is about nothing in r{report}.", f"See `mediawatch show q{request}`."
            )
        report = report or (about[0] if len(about) == 1 else 0)
    name = one_line(place.outlet)
    outlet = (find_outlet(db, name) or find_or_add_outlet(db, name)) if name else before.get("outlet_id")
    return {
        "report_id": report or None,
        "request_id": request or None,
        "outlet_id": outlet,
        "stage": place.stage,
    }


def join_exchange(db: Database, actor: Actor, contact: int) -> dict[str, Any]:
    """The thread of an earlier contact, which gets one by its own reference where it has none."""
    before = read_thing(db, Ref("k", contact))
    if not before["thread"]:
        rows.join_thread(db, actor, contact, f"k{contact}")
    return {"thread": before["thread"] or f"k{contact}"}


def check_stage(db: Database, contact: int) -> None:
    """Raise NotAllowed where the day of publication contradicts what was said of before and after."""
    row = db.execute(
        "SELECT k.stage, g.stage, k.occurred_on, r.published, r.id FROM contacts k "
        "JOIN contact_stages g ON g.contact = k.id LEFT JOIN reports r ON r.id = k.report_id WHERE k.id = ?",
        (contact,),
    ).fetchone()
    said, found, day, published, report = row
    if said != "unknown" and said != found:
        raise NotAllowed(
            f"The contact was on {day}, {found} r{report} was published ({published}), and not {said} it.",
            f"Leave --{said} away, or correct the day: mediawatch set r{report} --published DATE",
            "stage",
        )


def describe_contact(desk: Desk, db: Database, contact: int, *, new: bool) -> ContactDone:
    """A contact as it now is; a new one with what a person has to decide about it."""
    row = select_one_whole(db, "SELECT * FROM contacts_overview WHERE contact = ?", (contact,))
    if row is None:  # withdrawn, or its report is
        return ContactDone(contact, new, f"k{contact}")
    said = say_exchange(exchange_of(row), find_zone(desk.timezone))
    if not new:
        return ContactDone(contact, False, said, row["confidentiality"])
    warnings = []
    if row["report"] and row["stage"] == "unknown":
        warnings.append(
            f"Whether k{contact} came before or after r{row['report']} was published does not follow from the days: "
            f"mediawatch set k{contact} --stage before (or after)."
        )
    if row["direction"] == "in" and row["stage"] == "before":
        for (search,) in db.execute(
            "SELECT contact_search FROM contact_searches_overview_counsel WHERE report = ? AND found = 0 "
            "ORDER BY contact_search",
            (row["report"],),
        ).fetchall():
            warnings.append(
                f"Contact search {search} had found no approach before r{row['report']} was published. Pages and "
                "exports no longer say so."
            )
    return ContactDone(contact, True, said, row["confidentiality"], tuple(warnings))


def read_deadline(desk: Desk, typed: str, when: Moment) -> str:
    """The deadline that was given, as a day or a UTC time; "" for none.

    Raises:
        InputError: it lies before the contact.
    """
    if not typed.strip():
        return ""
    zone = find_zone(desk.timezone)
    deadline = parse_moment(typed, zone, day=when.day).stored
    check_deadline(deadline, when, zone)
    return deadline


def check_deadline(deadline: str, when: Moment, zone: ZoneInfo) -> None:
    """Raise InputError for a deadline that lies before the contact in which it was given."""
    if not deadline:
        return
    if "T" not in deadline:
        early = deadline < when.day
    elif when.at:
        early = deadline < when.at  # both UTC, whole seconds: they sort as text
    else:
        early = datetime.fromisoformat(deadline).astimezone(zone).date().isoformat() < when.day
    if early:
        raise InputError(f"The deadline ({deadline}) lies before the contact ({when.stored}).", "Check both.")


def check_not_to_come(when: Moment, now: str) -> None:
    """Raise InputError for a time that has not come yet."""
    if when.at > now:
        raise InputError(f"{when.at} has not come yet.", "Write when it happened.")


def check_choice(name: str, value: str) -> None:
    """Raise InputError for a word that is none of those that can be said."""
    if value not in CHOICES[name]:
        raise InputError(
            f"{value!r} cannot be said with --{name}.", f"There are: {', '.join(CHOICES[name])}."
        )


def read_files(paths: Sequence[str]) -> list[tuple[str, str, bytes]]:
    """Name, media type and bytes of each file.

    Raises:
        InputError: one that cannot be read, or that is too large.
    """
    found = []
    for named in paths:
        path = Path(named)
        try:
            size = path.stat().st_size
            if size > MAX_FILE_BYTES:
                raise InputError(
                    f"{named} is larger than {MAX_FILE_BYTES // 1024 // 1024} MB.",
                    "Keep it elsewhere, and say where in the summary.",
                )
            content = path.read_bytes()
        except OSError as error:
            raise InputError(
                f"The file {named!r} cannot be read ({error.strerror}).", "Check its name and permissions."
            ) from error
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        found.append((clean_text(path.name), media_type, content))
    return found


def one_line(text: str) -> str:
    """A text that can be stored, on one line."""
    return " ".join(clean_text(text).split())


def read_contacts(db: Database, report: int) -> list[dict[str, Any]]:
    """The contacts about a report, oldest first, those that not everybody may see among them."""
    return list(
        select_whole(
            db,
            "SELECT * FROM contacts_overview WHERE report = ? ORDER BY occurred_on, occurred_at, contact",
            (report,),
        )
    )
