"""Mend what was recorded: set a field, add a note, withdraw with a reason, reinstate.

A correction is an event; what the machine read stays with the capture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.citations import say_work
from mediawatch.journeys.contact_changes import FIELDS as CONTACT_FIELDS
from mediawatch.journeys.contact_changes import contact_columns
from mediawatch.journeys.contacts import check_stage
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.look_after import LOOKED_AFTER, owning_columns
from mediawatch.journeys.look_through import look_through
from mediawatch.journeys.markings import mark
from mediawatch.journeys.rebuttals import change_rebuttal
from mediawatch.journeys.requests import ERASURE, one_day
from mediawatch.journeys.sources import set_source_fields
from mediawatch.journeys.works import change_addresses, read_identifier
from mediawatch.model import Actor, Level, Ref
from mediawatch.reading.dates import parse_day
from mediawatch.reading.references import parse_ref
from mediawatch.reading.texts import clean_text
from mediawatch.store.chained import CHAINED, update_chained
from mediawatch.store.citations import restore_citation
from mediawatch.store.events import append_event, find_or_add_user
from mediawatch.store.markings import select_whole
from mediawatch.store.reports import TABLES, date_columns, find_or_add_outlet, find_outlet, read_thing
from mediawatch.store.rows import insert, update

FIELDS: dict[str, dict[str, str]] = {
    "r": {
        "title": "title", "outlet": "outlet", "published": "published", "author": "authors",
        "place": "place", "language": "language", "medium": "medium", "owner": "owner_id", "due": "due_on",
    },
    "w": {
        "title": "title", "published": "published", "author": "authors", "language": "language",
        "short-title": "short_title", "doi": "doi", "isbn": "isbn", "old-address": "", "no-old-address": "",
    },
    "c": {"claim": "wording", "owner": "owner_id", "due": "due_on"},
    "b": {"text": "text", "title": "title", "claims": "claims"},
    "q": {
        "text": "text", "recipient": "recipient", "person": "person", "their-reference": "their_reference",
        "on": "asked_on",
    },
    "x": {"work": "work_id"},
    "k": CONTACT_FIELDS,
    "s": {
        "title": "title", "outlet": "outlet_id", "selector": "selector", "at-most": "shortest", "at-least": "longest",
    },
}  # fmt: skip
"""What can be set on each kind, and the column that holds it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What was set."""

    ref: Ref
    before: dict[str, Any]
    after: dict[str, Any]


def set_fields(desk: Desk, ref: Ref, fields: Mapping[str, str], *, digest: str = "") -> Changed:
    """Set fields of a report, work, claim, rebuttal, request, citation or source.

    Args:
        digest: of a rebuttal: the words that the change began with, as `show` gives it.

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
        return set_rebuttal(desk, ref, fields, digest)
    if digest:
        raise InputError("--digest goes with a rebuttal.", f"Leave it out for {ref}.")
    if ref.letter == "x":
        return set_work_of_citation(desk, ref, fields["work"])
    if ref.letter == "w":
        return set_work(desk, ref, fields)
    if ref.letter == "s":
        return Changed(ref, *set_source_fields(desk, ref.number, fields))
    return set_columns(desk, ref, fields)


def set_work(desk: Desk, ref: Ref, fields: Mapping[str, str]) -> Changed:
    """Set fields of a work, and look through the reports for what names it by them."""
    places = {name: value for name, value in fields.items() if name in ("old-address", "no-old-address")}
    moved = change_addresses(desk, ref.number, places)
    rest = {name: value for name, value in fields.items() if name not in places}
    changed = set_columns(desk, ref, rest) if rest else Changed(ref, {}, {})
    if moved or changed.after:
        look_through(desk, [ref.number], desk.progress)
    return replace(
        changed, before={**changed.before, **dict.fromkeys(moved)}, after={**changed.after, **moved}
    )


def set_work_of_citation(desk: Desk, ref: Ref, typed: str) -> Changed:
    """Say which work a citation is of, or with "" that the words shall tell; it is graded again."""
    number = parse_ref(typed, letter="w").number if typed.strip() else None
    before, after = say_work(desk, ref.number, number)
    return Changed(ref, {"work": before}, {"work": after})


def set_columns(desk: Desk, ref: Ref, fields: Mapping[str, str]) -> Changed:
    """Set columns of a thing."""
    known = FIELDS[ref.letter]
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, ref)
        after: dict[str, Any] = {}
        if ref.letter == "k":
            after = contact_columns(desk, db, row, fields)
        else:
            for name, value in fields.items():
                if name in LOOKED_AFTER:
                    after |= owning_columns(db, actor, ref, row, name, value)
                else:
                    after |= columns_for(db, name, known[name], value, actor.today)
        if ref.letter == "q":
            check_request(db, row, after)
        before = {column: row[column] for column in after}
        after = {column: value for column, value in after.items() if before[column] != value}
        before = {column: before[column] for column in after}
        if after:
            change(db, actor, ref, after, "set", {"before": before, "after": after})
        if ref.letter == "k":
            check_stage(db, ref.number)
        return Changed(ref, before, after)


def check_request(db: Database, request: dict[str, Any], after: dict[str, Any]) -> None:
    """Raise InputError for a day behind what followed, and for a person where there is none, or none where one is."""
    day = after.get("asked_on", "")
    later = db.execute(
        "SELECT min(day) FROM (SELECT occurred_on AS day FROM request_steps WHERE request_id = :request "
        "AND withdrawn_at IS NULL UNION ALL SELECT outcome_on FROM request_appearances "
        "WHERE request_id = :request AND outcome_on <> '')",
        {"request": request["id"]},
    ).fetchone()[0]
    if day and later and day > later:
        raise InputError(
            f"q{request['id']} cannot have been made on {day}: something happened to it on {later}.",
            "Check the dates.",
        )
    if "person" in after and bool(after["person"]) != (request["kind"] == ERASURE):
        raise InputError(
            "A right to erasure names the person whose right it is, and no other request names one.",
            f"q{request['id']} is a request for {request['kind']}.",
        )


def set_rebuttal(desk: Desk, ref: Ref, fields: Mapping[str, str], digest: str) -> Changed:
    """Set text, title or claims of a rebuttal; what it was before is not told, since a draft leaves no trace."""
    claims = None
    if "claims" in fields:
        typed = re.split(r"[\s,;]+", fields["claims"].strip())
        claims = [parse_ref(claim, letter="c").number for claim in typed if claim]
    done = change_rebuttal(
        desk, ref.number, fields.get("text"), title=fields.get("title"), claims=claims, digest=digest
    )
    return Changed(ref, dict.fromkeys(done.changed), {name: fields[name] for name in done.changed})


def columns_for(db: Database, name: str, column: str, value: str, today: str) -> dict[str, Any]:
    """The columns that a field sets."""
    if name == "short-title":
        lines = (" ".join(clean_text(line).split()) for line in value.split("\n"))
        return {column: "\n".join(line for line in lines if line)}
    value = " ".join(clean_text(value).split()) if name != "text" else clean_text(value).strip()
    if name in ("doi", "isbn"):
        return {column: read_identifier(name, value)}
    if name == "published":
        return date_columns(parse_day(value, today=today))
    if name == "on":
        return {column: one_day(value, today)}
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
        if ref.letter == "c" and row["merged_into"]:
            raise NotAllowed(
                f"{ref} is another wording of c{row['stands_as']}, so it goes and comes with that one.",
                f"Take it out first: mediawatch claim split {ref.number}",
                "withdraw",
            )
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
    """Bring back what was withdrawn, or a citation that was rejected.

    Raises:
        NotAllowed: it was not withdrawn.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_withdrawable(db, ref, "reinstate")
        if ref.letter == "x" and row["rejected_at"]:
            restore_citation(db, actor, ref.number)
            if not row["withdrawn_at"]:
                return
        if not row["withdrawn_at"]:
            raise NotAllowed(f"{ref} is not withdrawn.", "", "reinstate")
        why = {"was withdrawn because": row["withdrawn_why"]}
        change(db, actor, ref, {"withdrawn_at": None, "withdrawn_why": None}, "reinstated", why)


def read_withdrawable(db: Database, ref: Ref, step: str) -> dict[str, Any]:
    """The row of a thing that can be withdrawn.

    Raises:
        NotAllowed: a note or a file, which stay; a source, which is retired.
    """
    row = read_thing(db, ref, withdrawn=True)
    if ref.letter == "s":
        raise NotAllowed(
            f"{ref} is retired rather than withdrawn; what it gave stays.",
            f"mediawatch source retire {ref} --why …, and mediawatch source resume {ref} to watch it again.",
            step,
        )
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
