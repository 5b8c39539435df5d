"""Mend what was recorded: set a field, add a note, withdraw with a reason, reinstate.

A correction is an event; what the machine read stays with the capture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.contact_changes import FIELDS as CONTACT_FIELDS
from mediawatch.journeys.contact_changes import contact_columns
from mediawatch.journeys.contacts import check_stage
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import mark
from mediawatch.journeys.rebuttals import change_rebuttal
from mediawatch.model import Actor, Level, Ref
from mediawatch.reading.dates import parse_day
from mediawatch.reading.texts import clean_text
from mediawatch.store.chained import CHAINED, update_chained
from mediawatch.store.events import append_event, find_or_add_user
from mediawatch.store.markings import select_whole
from mediawatch.store.reports import TABLES, date_columns, find_or_add_outlet, find_outlet, read_thing
from mediawatch.store.rows import insert, update

FIELDS: dict[str, dict[str, str]] = {
    "r": {
        "title": "title", "outlet": "outlet", "published": "published", "author": "authors",
        "place": "place", "language": "language", "medium": "medium",
    },
    "w": {"title": "title", "published": "published", "author": "authors", "language": "language"},
    "c": {"claim": "wording"},
    "b": {"text": "text"},
    "q": {"text": "text", "recipient": "recipient"},
    "k": CONTACT_FIELDS,
}  # fmt: skip
"""What can be set on each kind, and the column that holds it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What was set."""

    ref: Ref
    before: dict[str, Any]
    after: dict[str, Any]


def set_fields(desk: Desk, ref: Ref, fields: Mapping[str, str]) -> Changed:
    """Set fields of a report, work, claim, rebuttal or request.

    Raises:
        InputError: a field that this kind does not have, a date that is none, an empty title.
        NotAllowed: a published rebuttal.
    """
    known = FIELDS.get(ref.letter, {})
    for name in fields:
        if name not in known:
            can = ", ".join(f"--{field}" for field in known) or "nothing"
            raise InputError(f"--{name} cannot be set on {ref}.", f"On {ref} one can set {can}.")
    if not fields:
        raise InputError(
            "There is nothing to set.", f"On {ref} one can set {', '.join(f'--{name}' for name in known)}."
        )
    if ref.letter == "b":
        before = read_thing(desk.record.db, ref)
        change_rebuttal(desk, ref.number, fields["text"])
        return Changed(ref, {"text": before["text"]}, {"text": fields["text"].strip()})
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, ref)
        after: dict[str, Any] = {}
        if ref.letter == "k":
            after = contact_columns(desk, db, row, fields)
        else:
            for name, value in fields.items():
                after |= columns_for(db, name, known[name], value, actor.today)
        before = {column: row[column] for column in after}
        after = {column: value for column, value in after.items() if before[column] != value}
        before = {column: before[column] for column in after}
        if after:
            change(db, actor, ref, after, "set", {"before": before, "after": after})
        if ref.letter == "k":
            check_stage(db, ref.number)
        return Changed(ref, before, after)


def columns_for(db: Database, name: str, column: str, value: str, today: str) -> dict[str, Any]:
    """The columns that a field sets."""
    value = " ".join(clean_text(value).split()) if name != "text" else clean_text(value).strip()
    if name == "published":
        return date_columns(parse_day(value, today=today))
    if name == "outlet":
        return {"outlet_id": (find_outlet(db, value) or find_or_add_outlet(db, value)) if value else None}
    if name == "medium" and value not in ("web", "pdf", "print", "broadcast", "mail", "post"):
        raise InputError(f"{value!r} is no medium.", "There are: web, pdf, print, broadcast, mail, post.")
    if not value and name in ("title", "claim"):
        raise InputError(f"--{name} cannot be empty.")
    return {column: value}


def add_note(desk: Desk, ref: Ref, body: str, level: Level = "") -> int:
    """Write a note beside something; gives its number. Notes are never changed.

    Args:
        level: who may see it.
    """
    body = clean_text(body).strip()
    if not body:
        raise InputError("The note is empty.", "Write it after the reference, or with --text-file FILE.")
    actor = desk.actor()
    with desk.record.write() as db:
        read_thing(db, ref, withdrawn=True)
        number = insert(
            db,
            "notes",
            {"ref": str(ref), "body": body, "added_at": actor.now, "added_by": find_or_add_user(db, actor)},
        )
        append_event(db, actor, "noted", ref, {"note": number, "body": body})
        if level:
            mark(db, actor, Ref("note", number), level)
        return number


def withdraw(desk: Desk, ref: Ref, why: str) -> None:
    """Take something out of lists, counts and exports; it stays in the log and can come back.

    Raises:
        InputError: no reason.
        NotAllowed: it is withdrawn already, or a published rebuttal (supersede it).
    """
    why = " ".join(why.split())
    if not why:
        raise InputError("A withdrawal needs a reason.", 'Say it with --why "added twice".')
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_withdrawable(db, ref, "withdraw")
        if row["withdrawn_at"]:
            raise NotAllowed(f"{ref} is withdrawn already ({row['withdrawn_why']}).", "", "withdraw")
        if (
            ref.letter == "b"
            and db.execute("SELECT 1 FROM deliveries WHERE rebuttal_id = ?", (ref.number,)).fetchone()
        ):
            raise NotAllowed(
                f"{ref} is published: what was said publicly stays in the record.",
                f"Write the one that takes its place: mediawatch rebuttal supersede {ref.number}",
                "withdraw",
            )
        change(db, actor, ref, {"withdrawn_at": actor.now, "withdrawn_why": why}, "withdrew", {"why": why})


def reinstate(desk: Desk, ref: Ref) -> None:
    """Bring back what was withdrawn.

    Raises:
        NotAllowed: it was not withdrawn.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_withdrawable(db, ref, "reinstate")
        if not row["withdrawn_at"]:
            raise NotAllowed(f"{ref} is not withdrawn.", "", "reinstate")
        why = {"was withdrawn because": row["withdrawn_why"]}
        change(db, actor, ref, {"withdrawn_at": None, "withdrawn_why": None}, "reinstated", why)


def read_withdrawable(db: Database, ref: Ref, step: str) -> dict[str, Any]:
    """The row of a thing that can be withdrawn.

    Raises:
        NotAllowed: a note or a file, which stay.
    """
    row = read_thing(db, ref, withdrawn=True)
    if "withdrawn_at" not in row:
        raise NotAllowed(
            f"A {ref.letter} is not withdrawn: it stays as it was kept.",
            f"Mark it where not everybody may see it: mediawatch set {ref.typed} --confidential",
            step,
        )
    return row


def change(
    db: Database, actor: Actor, ref: Ref, columns: dict[str, Any], verb: str, payload: dict[str, Any]
) -> None:
    """Change columns of a thing and chain that: the whole row where its table is chained so, else the payload."""
    table = TABLES[ref.letter]
    if table in CHAINED:
        update_chained(db, actor, table, {"id": ref.number}, columns, verb=verb, ref=ref)
    else:
        update(db, table, ref.number, columns)
        append_event(db, actor, verb, ref, payload)


def read_notes(db: Database, ref: Ref) -> list[dict[str, Any]]:
    """The notes beside something, oldest first, with their numbers; those that not everybody may see say so."""
    rows = select_whole(
        db,
        "SELECT n.id AS number, n.body AS note, u.name AS by, n.added_at AS at, n.confidentiality AS confidentiality "
        "FROM seen_notes n JOIN users u ON u.id = n.added_by WHERE n.ref = ? ORDER BY n.id",
        (str(ref),),
    )
    return [
        {key: value for key, value in row.items() if value != "" or key != "confidentiality"} for row in rows
    ]
