"""Approval: who may give it, what exactly is approved, comments beside a text, and sending it back."""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.rebuttal_done import RebuttalDone, describe, say_names
from mediawatch.model import Actor, Ref
from mediawatch.reading.dates import parse_day
from mediawatch.reading.statements import find_placeholders
from mediawatch.reading.texts import clean_text
from mediawatch.store import rebuttals as rows
from mediawatch.store.answers import tell_all, tell_rows
from mediawatch.store.events import append_event
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select_one
from mediawatch.store.settings import read_settings


def approve_rebuttal(
    desk: Desk, rebuttal: int, *, on: str = "", version: int = 0, digest: str = ""
) -> RebuttalDone:
    """Approve the words that were read; they are kept as a version that never changes.

    Args:
        on: the day on which it was approved, for what is entered later; "" is today.
        version: the version that was read; 0 is whichever stands.
        digest: of the words that were read, as `show` gives it; "" is those that stand when this begins.

    Raises:
        NotAllowed: it is approved already, its words were changed since they were read, something is left to fill
            in, or this user may not approve it.
        InputError: a date that is not one day.
    """
    actor = desk.actor()
    day = parse_day(on, today=actor.today) if on else None
    if day is not None and day.precision != "day":
        raise InputError(f"{on!r} is not one day.", "Write the day of the approval as 2026-03-04.")
    digest = digest or rows.digest_words(read_thing(desk.record.db, Ref("b", rebuttal)))
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        check_unchanged(db, row, digest, version)
        if row["approved_at"]:
            raise NotAllowed(f"b{rebuttal} is approved already.", next_step(row), "approve")
        check_complete(row)
        check_may_approve(db, row, actor)
        rows.approve(db, actor, row, day.value if day else actor.today)
        kept = select_one(
            db,
            "SELECT * FROM rebuttal_versions WHERE rebuttal_id = ? AND version = ?",
            (rebuttal, row["version"]),
        )
        append_event(db, actor, "approved", Ref("b", rebuttal), {"row": kept, **tell_all(db, rebuttal)})
        return describe(db, read_thing(db, Ref("b", rebuttal)))


def check_unchanged(db: Database, row: dict[str, Any], digest: str, version: int = 0) -> None:
    """Raise NotAllowed where the words are not those that somebody read."""
    read_it = f"Read it again: mediawatch show b{row['id']}"
    if version and version != row["version"]:
        raise NotAllowed(
            f"b{row['id']} is at version {row['version']} now, not {version}; nothing was changed.",
            read_it,
            "read",
        )
    if digest and digest.lower() != rows.digest_words(row):
        (by,) = db.execute("SELECT name FROM users WHERE id = ?", (row["written_by"],)).fetchone()
        raise NotAllowed(
            f"{by} has changed b{row['id']} since these words were read; nothing was changed.",
            read_it,
            "read",
        )


def check_complete(row: dict[str, Any]) -> None:
    """Raise NotAllowed while something is left for a person to fill in."""
    places = find_placeholders(f"{row['title']}\n{row['text']}")
    if places:
        many = f"{len(places)} places are" if len(places) > 1 else "1 place is"
        raise NotAllowed(
            f"b{row['id']} is not finished: {many} left to fill in, first: {places[0]}",
            f"Fill in what is missing: mediawatch set b{row['id']}",
            "approve",
        )
    if row["kind"] == "statement" and not row["title"]:
        raise NotAllowed(
            f"The statement b{row['id']} has no title.",
            f'Give it one: mediawatch set b{row["id"]} --title "…"',
            "approve",
        )


def check_may_approve(db: Database, row: dict[str, Any], actor: Actor) -> None:
    """Raise NotAllowed where the record's settings want somebody else to approve this text."""
    settings = read_settings(db)
    approvers = split_names(settings.get("approvers", ""))
    writers = rows.read_writers(db, row["id"])
    others_only = settings.get("approval", "") == "another-person"
    wrote = [name for name in writers if others_only]
    if same_name(actor.name, wrote):
        may = [name for name in approvers if not same_name(name, wrote)]
        raise NotAllowed(
            f"b{row['id']} was written by {say_names(wrote)}, and in this record an answer is approved by somebody "
            "who did not write it.",
            say_who_may(row, approvers, may),
            "approve",
        )
    if approvers and not same_name(actor.name, approvers):
        raise NotAllowed(
            f"{actor.name} may not approve here: in this record {say_names(approvers)} may.",
            say_who_may(row, approvers, [name for name in approvers if not same_name(name, wrote)]),
            "approve",
        )


def say_who_may(row: dict[str, Any], approvers: list[str], may: list[str]) -> str:
    """What to do where somebody else has to approve."""
    how = f"mediawatch --by NAME rebuttal approve {row['id']}"
    if not approvers:
        return f"Anybody else may: {how}"
    if may:
        return f"Ask {say_names(may, 'or')}: {how}"
    return "None of those who may approve did not write it; name another: mediawatch settings approvers"


def split_names(names: str) -> list[str]:
    """The names in a setting, which stand between semicolons."""
    return [" ".join(name.split()) for name in names.split(";") if name.strip()]


def same_name(name: str, among: list[str]) -> bool:
    """Whether a name is one of these, however it is spaced and in whichever case: names are typed."""
    return level_name(name) in {level_name(other) for other in among}


def level_name(name: str) -> str:
    """A name as it is compared."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def next_step(row: dict[str, Any]) -> str:
    """What follows approval."""
    if row["kind"] == "statement":
        return f"Next: mediawatch statement publish {row['id']} --url ADDRESS --on DATE"
    return f"Next: mediawatch rebuttal publish {row['id']} --on DATE --url ADDRESS (or --to OUTLET)"


def comment_on_rebuttal(desk: Desk, rebuttal: int, body: str) -> RebuttalDone:
    """Write a remark beside the version as it stands. It is in no export, and goes with a draft that is deleted.

    Raises:
        InputError: an empty comment.
    """
    body = check_comment(body)
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        number = rows.insert_comment(db, actor, row, body)
        if rows.was_approved(db, rebuttal):
            told = {"comments": tell_rows(db, "comments", rebuttal, [number])}
            append_event(db, actor, "commented", Ref("b", rebuttal), told)
        return describe(db, row)


def check_comment(body: str) -> str:
    """The comment to store; raises InputError where there is none."""
    body = clean_text(body).strip()
    if not body:
        raise InputError("The comment is empty.", "Write it with --text, --text-file FILE or -.")
    return body


def send_back(desk: Desk, rebuttal: int, body: str, *, digest: str = "") -> RebuttalDone:
    """Send a text back to whoever writes it, with what has to change. An approved one needs approval again.

    Args:
        digest: of the words that were read; "" is whichever stand.

    Raises:
        InputError: no comment that says what has to change.
        NotAllowed: it is published, or its words were changed since they were read.
    """
    body = check_comment(body)
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        check_unchanged(db, row, digest)
        state = rows.read_state(db, row)
        if state in ("published", "superseded"):
            raise NotAllowed(
                f"b{rebuttal} is {state}, so it cannot be sent back.",
                f"Write the one that takes its place: mediawatch rebuttal supersede {rebuttal}",
                "send back",
            )
        number = rows.insert_comment(db, actor, row, body)
        rows.send_back(db, actor, row)
        after = read_thing(db, Ref("b", rebuttal))
        if rows.was_approved(db, rebuttal):
            told = {"comments": tell_rows(db, "comments", rebuttal, [number])}
            append_event(db, actor, "sent back", Ref("b", rebuttal), {"version": after["version"], **told})
        return describe(db, after)
