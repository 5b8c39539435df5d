"""Rebuttals: write, change, delete and supersede them. Approving and delivering are journeys of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.approval import approve_rebuttal, check_unchanged
from mediawatch.journeys.deliveries import publish_rebuttal
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.evidence import attach, gather_evidence, tell_evidence
from mediawatch.journeys.forms import (
    OpenedForm,
    editing_form,
    read_form_text,
    rebuttal_form,
    superseding_form,
)
from mediawatch.journeys.rebuttal_done import RebuttalDone, describe
from mediawatch.model import Actor, Level, Ref
from mediawatch.reading.texts import clean_text
from mediawatch.store import rebuttals as rows
from mediawatch.store.events import append_event
from mediawatch.store.evidence import name_evidence, read_evidence
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select_one, update

__all__ = [
    "RebuttalDone",
    "add_rebuttal",
    "approve_rebuttal",
    "change_rebuttal",
    "delete_rebuttal",
    "open_draft",
    "open_successor",
    "publish_rebuttal",
    "read_form_text",
    "rebuttal_form",
    "supersede_rebuttal",
]


def add_rebuttal(
    desk: Desk, claims: Sequence[int], text: str, evidence: Sequence[str] = (), level: Level = ""
) -> RebuttalDone:
    """Write a draft that answers one or more claims.

    Args:
        level: who may see the files among the evidence.

    Raises:
        NotFound: no such claim.
        InputError: an empty text, evidence that is neither a file nor an address.
    """
    text = check_text(text)
    wanted = check_claims(desk.record.db, claims)
    kept, warnings = gather_evidence(desk, evidence, citations=True)
    actor = desk.actor()
    with desk.record.write() as db:
        check_claims(db, wanted)
        # a draft leaves no line in the history: it may be deleted without trace
        number = rows.insert_draft(db, actor, text, wanted)
        attach(db, actor, number, kept, level)
        return describe(db, read_thing(db, Ref("b", number)), warnings=warnings)


def check_text(text: str) -> str:
    """The text to store; raises InputError when there is none."""
    text = clean_text(text).strip()
    if not text:
        raise InputError("The rebuttal has no text.", "Write it with --text, --text-file FILE or -.")
    return text


def check_title(title: str) -> str:
    """The title to store: one line."""
    return " ".join(clean_text(title).split())


def check_claims(db: Database, claims: Sequence[int]) -> tuple[int, ...]:
    """The claims to answer, each once.

    Raises:
        InputError: none.
        NotFound: no such claim, or it was withdrawn.
    """
    wanted = tuple(dict.fromkeys(claims))
    if not wanted:
        raise InputError("A rebuttal answers at least one claim.", "Name it: mediawatch rebuttal add 1 …")
    for claim in wanted:
        read_thing(db, Ref("c", claim))
    return wanted


def change_rebuttal(
    desk: Desk,
    rebuttal: int,
    text: str | None = None,
    evidence: Sequence[str] = (),
    *,
    title: str | None = None,
    claims: Sequence[int] | None = None,
    digest: str = "",
) -> RebuttalDone:
    """Change the words of what is not published, the claims that it answers, or add evidence.

    Changed words of an approved rebuttal need approval again. The claims of a published one may be put right too,
    which is a line in its history: its words stay.

    Args:
        digest: of the words that the change began with, as `digest_words` gives it; other words mean that
            somebody else changed them since.

    Raises:
        NotAllowed: the words of a published rebuttal, or somebody else changed them since.
        NotFound: no such claim.
    """
    kept, warnings = gather_evidence(desk, evidence, citations=True)
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        check_unchanged(db, row, digest)
        changed = [
            *change_words(db, actor, row, text, title),
            *(change_claims(db, actor, row, claims) if claims is not None else ()),
        ]
        made = attach(db, actor, rebuttal, kept)
        tell_evidence(db, actor, rebuttal, "supported", made)
        row = read_thing(db, Ref("b", rebuttal))
        return describe(
            db, row, warnings=warnings, changed=tuple([*changed, "evidence"] if made else changed)
        )


def change_words(
    db: Database, actor: Actor, row: dict[str, Any], text: str | None, title: str | None
) -> list[str]:
    """Change text and title where they differ; gives which did."""
    words = {}
    if title is not None:
        if row["kind"] != "statement":
            raise InputError(f"b{row['id']} is an answer; only a statement has a title.")
        words["title"] = check_title(title)
    if text is not None:
        words["text"] = check_text(text)
    words = {name: value for name, value in words.items() if value != row[name]}
    if not words:
        return []
    check_words_may_change(db, row)
    rows.change_words(db, actor, row, words)
    if row["approved_at"]:
        append_event(db, actor, "reopened", Ref("b", row["id"]), {"version": row["version"] + 1})
    return list(words)


def check_words_may_change(db: Database, row: dict[str, Any]) -> None:
    """Raise NotAllowed for what is published: it is superseded, never edited."""
    state = rows.read_state(db, row)
    if state in ("published", "superseded"):
        raise NotAllowed(
            f"b{row['id']} is {state}: what was said publicly is not edited.",
            advise_successor(db, row),
            "edit",
        )


def open_draft(desk: Desk, rebuttal: int) -> OpenedForm:
    """The form with the words of what is not published.

    Raises:
        NotFound: there is no such rebuttal.
        NotAllowed: it is published.
    """
    check_words_may_change(desk.record.db, read_thing(desk.record.db, Ref("b", rebuttal)))
    return editing_form(desk, rebuttal)


def open_successor(desk: Desk, rebuttal: int) -> OpenedForm:
    """The form for what takes the place of something published.

    Raises:
        NotFound: there is no such rebuttal.
        NotAllowed: it is not published, or another takes its place already.
    """
    check_can_be_superseded(desk.record.db, read_thing(desk.record.db, Ref("b", rebuttal)))
    return superseding_form(desk, rebuttal)


def change_claims(db: Database, actor: Actor, row: dict[str, Any], claims: Sequence[int]) -> list[str]:
    """Have a rebuttal answer these claims and no others; an event, where a version of it was approved."""
    wanted = sorted(check_claims(db, claims))
    before = rows.read_claims_of(db, row["id"])
    if wanted == before:
        return []
    rows.set_claims(db, row["id"], wanted)
    if rows.was_approved(db, row["id"]):
        append_event(db, actor, "answers", Ref("b", row["id"]), {"claims": wanted, "before": before})
    return ["claims"]


def delete_rebuttal(desk: Desk, rebuttal: int) -> RebuttalDone:
    """Delete a draft without trace, with its comments. What was kept as evidence for it stays, and is said.

    Raises:
        NotAllowed: it was approved once.
    """
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal), withdrawn=True)
        if rows.was_approved(db, rebuttal):
            raise NotAllowed(
                f"b{rebuttal} was approved, so it stays in the record.",
                f"Withdraw it with a reason: mediawatch withdraw b{rebuttal} --why …",
                "delete",
            )
        deleted = describe(db, row, warnings=tuple(find_left_behind(db, rebuttal)))
        rows.delete_draft(db, rebuttal)
        return replace(deleted, state="deleted")


def find_left_behind(db: Database, rebuttal: int) -> list[str]:
    """A sentence for each thing of a draft that stays in the record when it is deleted."""
    left = []
    kept = [name_evidence(piece) for piece in read_evidence(db, rebuttal, "_counsel")]
    if kept:
        left.append(f"What was kept as evidence for it stays in the record: {', '.join(kept)}.")
    (notes,) = db.execute("SELECT count(*) FROM notes WHERE ref = ?", (f"b{rebuttal}",)).fetchone()
    if notes:
        left.append(f"Notes beside it stay in the log ({notes}); comments do not.")
    return left


def supersede_rebuttal(
    desk: Desk,
    rebuttal: int,
    text: str,
    evidence: Sequence[str] = (),
    *,
    title: str | None = None,
    level: Level = "",
) -> RebuttalDone:
    """Write the draft that will take a published rebuttal's place when it is published itself.

    Args:
        title: of a statement; None is the one that it had.
        level: who may see the files among the evidence.

    Raises:
        NotAllowed: it is not published (edit it instead), or another takes its place already.
    """
    text = check_text(text)
    kept, warnings = gather_evidence(desk, evidence, citations=True)
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        check_can_be_superseded(db, row)
        if title is not None and row["kind"] != "statement":
            raise InputError(f"b{rebuttal} is an answer; only a statement has a title.")
        number = rows.insert_draft(
            db,
            actor,
            text,
            rows.read_claims_of(db, rebuttal),
            kind=row["kind"],
            title=row["title"] if title is None else check_title(title),
        )
        attach(db, actor, number, kept, level)
        update(db, "rebuttals", rebuttal, {"superseded_by": number})
        draft = read_thing(db, Ref("b", number))
        return describe(db, draft, superseded=rebuttal, warnings=warnings)


def check_can_be_superseded(db: Database, row: dict[str, Any]) -> None:
    """Raise NotAllowed unless it is published and nothing takes its place yet."""
    state = rows.read_state(db, row)
    if state == "superseded" or find_successor(db, row):
        raise NotAllowed(
            f"b{row['id']} is {state} already."
            if state == "superseded"
            else f"b{row['superseded_by']} is being written to take the place of b{row['id']}.",
            advise_successor(db, row),
            "supersede",
        )
    if state != "published":
        raise NotAllowed(
            f"b{row['id']} is {state}, so nothing has to take its place.",
            f"Change it: mediawatch set b{row['id']} --text …",
            "supersede",
        )


def advise_successor(db: Database, row: dict[str, Any]) -> str:
    """What to do instead of changing something published: write, change or supersede what takes its place."""
    successor = find_successor(db, row)
    if not successor:
        return f"Write the one that takes its place: mediawatch rebuttal supersede {row['id']}"
    if rows.read_state(db, successor) in ("published", "superseded"):
        return f"b{successor['id']} took its place: mediawatch rebuttal supersede {successor['id']}"
    return f"Change the one that takes its place: mediawatch set b{successor['id']} --text …"


def find_successor(db: Database, row: dict[str, Any]) -> dict[str, Any] | None:
    """The rebuttal that takes a rebuttal's place, or will; one that was withdrawn takes nobody's."""
    return select_one(
        db, "SELECT * FROM rebuttals WHERE id = ? AND withdrawn_at IS NULL", (row["superseded_by"],)
    )
