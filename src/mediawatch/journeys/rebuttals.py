"""Rebuttals: draft, approve, publish, supersede."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import FetchError, InputError, NotAllowed
from mediawatch.journeys.add import add_address
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.desk import Desk
from mediawatch.model import Actor, Level, Ref
from mediawatch.reading.addresses import normalise
from mediawatch.reading.dates import parse_day
from mediawatch.reading.texts import clean_text
from mediawatch.store import rebuttals as rows
from mediawatch.store.documents import add_file, find_document
from mediawatch.store.events import append_event
from mediawatch.store.markings import raise_level
from mediawatch.store.reports import find_or_add_outlet, find_outlet, read_thing
from mediawatch.store.rows import select_one, update


@dataclass(frozen=True, slots=True)
class RebuttalDone:
    """What became of a rebuttal."""

    rebuttal: int
    claims: tuple[int, ...]
    state: str
    """draft, approved, published, superseded, deleted"""
    version: int = 1
    superseded: int = 0
    """the rebuttal that this one takes the place of"""
    warnings: tuple[str, ...] = ()


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
    wanted = tuple(dict.fromkeys(claims))
    if not wanted:
        raise InputError("A rebuttal answers at least one claim.", "Name it: mediawatch rebuttal add 1 …")
    for claim in wanted:
        read_thing(desk.record.db, Ref("c", claim))
    kept, warnings = gather_evidence(desk, evidence)
    actor = desk.actor()
    with desk.record.write() as db:
        for claim in wanted:
            read_thing(db, Ref("c", claim))
        # a draft leaves no line in the history: it may be deleted without trace
        number = rows.insert_draft(db, actor, text, wanted)
        attach(db, actor, number, kept, level)
    return RebuttalDone(number, wanted, "draft", warnings=warnings)


def check_text(text: str) -> str:
    """The text to store; raises InputError when there is none."""
    text = clean_text(text).strip()
    if not text:
        raise InputError("The rebuttal has no text.", "Write it with --text, --text-file FILE or -.")
    return text


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence that was gathered before the transaction."""

    address: str = ""
    name: str = ""
    content: bytes = b""


def gather_evidence(desk: Desk, evidence: Sequence[str]) -> tuple[list[Evidence], tuple[str, ...]]:
    """Read files, and capture addresses; an address that cannot be reached is kept with a warning."""
    kept, warnings = [], []
    for what in evidence:
        if "://" in what:
            normalise(what)
            known = find_document(desk.record.db, normalise(what))
            if not known:
                try:
                    done = add_address(desk, what, AddOptions(), kind="evidence")
                except FetchError as error:
                    warnings.append(f"{what} was noted but not archived: {error}")
                else:
                    if done.why:
                        warnings.append(f"{what} was noted, but what came is no evidence: {done.why}")
            kept.append(Evidence(address=what))
            continue
        path = Path(what)
        try:
            kept.append(Evidence(name=path.name, content=path.read_bytes()))
        except OSError as error:
            raise InputError(
                f"The evidence {what!r} cannot be read ({error.strerror}).",
                "Name a file, or an address that begins with https://.",
            ) from error
    return kept, tuple(warnings)


def attach(db: Database, actor: Actor, rebuttal: int, kept: Sequence[Evidence], level: Level = "") -> None:
    """Note gathered evidence at a rebuttal; its files are marked with a level."""
    for piece in kept:
        if piece.address:
            document = find_document(db, normalise(piece.address))
            rows.add_evidence(db, actor, rebuttal, document=document, address=piece.address)
        else:
            media_type = mimetypes.guess_type(piece.name)[0] or "application/octet-stream"
            file, _ = add_file(db, actor, piece.name, media_type, piece.content)
            rows.add_evidence(db, actor, rebuttal, file=file)
            raise_level(db, actor, Ref("file", file), level)


def read_state(db: Database, rebuttal: dict[str, Any]) -> str:
    """draft, approved, published or superseded."""
    if rebuttal["superseded_by"] and rebuttal["superseded_on"]:
        return "superseded"
    if rows.read_deliveries(db, rebuttal["id"]):
        return "published"
    return "approved" if rebuttal["approved_at"] else "draft"


def change_rebuttal(desk: Desk, rebuttal: int, text: str = "", evidence: Sequence[str] = ()) -> RebuttalDone:
    """Change the text of a draft or an approved rebuttal (which then needs approval again), or add evidence.

    Raises:
        NotAllowed: it is published; a published rebuttal is superseded, never edited.
    """
    kept, warnings = gather_evidence(desk, evidence)
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        state = read_state(db, row)
        if text:
            text = check_text(text)
            if state in ("published", "superseded"):
                raise NotAllowed(
                    f"b{rebuttal} is {state}: what was said publicly is not edited.",
                    f"Write the one that takes its place: mediawatch rebuttal supersede {rebuttal}",
                    "edit",
                )
            if text != row["text"]:
                rows.change_text(db, actor, row, text)
                if state == "approved":
                    append_event(db, actor, "reopened", Ref("b", rebuttal), {"version": row["version"] + 1})
        attach(db, actor, rebuttal, kept)
        row = read_thing(db, Ref("b", rebuttal))
        return done(db, row, warnings)


def delete_rebuttal(desk: Desk, rebuttal: int) -> RebuttalDone:
    """Delete a draft without trace.

    Raises:
        NotAllowed: it was approved once.
    """
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal), withdrawn=True)
        if select_one(db, "SELECT 1 FROM rebuttal_versions WHERE rebuttal_id = ?", (rebuttal,)):
            raise NotAllowed(
                f"b{rebuttal} was approved, so it stays in the record.",
                f"Withdraw it with a reason: mediawatch withdraw b{rebuttal} --why …",
                "delete",
            )
        claims = tuple(rows.read_claims_of(db, rebuttal))
        rows.delete_draft(db, rebuttal)
        return RebuttalDone(rebuttal, claims, "deleted", row["version"])


def approve_rebuttal(desk: Desk, rebuttal: int, *, on: str = "") -> RebuttalDone:
    """Approve the text as it stands; it is kept as a version that never changes.

    Args:
        on: the day on which it was approved, for what is entered later; "" is today.

    Raises:
        NotAllowed: it is approved already.
        InputError: a date that is not one day.
    """
    actor = desk.actor()
    day = parse_day(on, today=actor.today) if on else None
    if day is not None and day.precision != "day":
        raise InputError(f"{on!r} is not one day.", "Write the day of the approval as 2026-03-04.")
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        if row["approved_at"]:
            raise NotAllowed(f"b{rebuttal} is approved already.", next_step(rebuttal), "approve")
        rows.approve(db, actor, row, day.value if day else actor.today)
        version = select_one(
            db,
            "SELECT * FROM rebuttal_versions WHERE rebuttal_id = ? AND version = ?",
            (rebuttal, row["version"]),
        )
        append_event(db, actor, "approved", Ref("b", rebuttal), {"row": version})
        return done(db, read_thing(db, Ref("b", rebuttal)))


def next_step(rebuttal: int) -> str:
    """What follows approval."""
    return f"Next: mediawatch rebuttal publish {rebuttal} --on DATE --url ADDRESS (or --to OUTLET)"


def publish_rebuttal(desk: Desk, rebuttal: int, *, on: str, address: str = "", to: str = "") -> RebuttalDone:
    """Note a delivery: on our site, with its address where there is one, or to an outlet.

    Raises:
        NotAllowed: it is not approved, or superseded, or that delivery is recorded.
        InputError: a date that is none.
    """
    actor = desk.actor()
    day = parse_day(on, today=actor.today)
    if day.precision != "day":
        raise InputError(f"{on!r} is not one day.", "Write the day of the delivery as 2026-03-04.")
    if address:
        normalise(address)
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        if not row["approved_at"]:
            raise NotAllowed(
                f"b{rebuttal} is not approved yet, so it cannot go out.",
                f"First: mediawatch rebuttal approve {rebuttal}",
                "publish",
            )
        if row["superseded_by"] and row["superseded_on"]:
            raise NotAllowed(
                f"b{rebuttal} was superseded by b{row['superseded_by']}.", "Publish that one.", "publish"
            )
        outlet = (find_outlet(db, to) or find_or_add_outlet(db, to)) if to.strip() else 0
        twice = select_one(
            db,
            "SELECT id FROM deliveries WHERE rebuttal_id = ? AND version = ? AND occurred_on = ? "
            "AND address = ? AND coalesce(outlet_id, 0) = ?",
            (rebuttal, row["version"], day.value, address, outlet),
        )
        if twice:
            raise NotAllowed(f"That delivery of b{rebuttal} is recorded already.", "", "publish")
        number = rows.insert_delivery(db, actor, row, day.value, address, outlet)
        delivery = select_one(db, "SELECT * FROM deliveries WHERE id = ?", (number,))
        append_event(db, actor, "delivered", Ref("b", rebuttal), {"row": delivery, "to": to})
        for (old,) in db.execute(
            "SELECT id FROM rebuttals WHERE superseded_by = ? AND superseded_on IS NULL", (rebuttal,)
        ).fetchall():
            update(db, "rebuttals", old, {"superseded_on": day.value})
            append_event(
                db, actor, "superseded", Ref("b", old), {"by_rebuttal": f"b{rebuttal}", "on": day.value}
            )
        return done(db, read_thing(db, Ref("b", rebuttal)))


def supersede_rebuttal(desk: Desk, rebuttal: int, text: str, evidence: Sequence[str] = ()) -> RebuttalDone:
    """Write the draft that will take a published rebuttal's place when it is published itself.

    Raises:
        NotAllowed: it is not published (edit it instead), or another takes its place already.
    """
    text = check_text(text)
    kept, warnings = gather_evidence(desk, evidence)
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        state = read_state(db, row)
        if state not in ("published",):
            advice = (
                f"Go on with b{row['superseded_by']}."
                if row["superseded_by"]
                else f"Change it: mediawatch set b{rebuttal} --text …"
            )
            raise NotAllowed(
                f"b{rebuttal} is {state}, so nothing has to take its place.", advice, "supersede"
            )
        if row["superseded_by"]:
            raise NotAllowed(
                f"b{row['superseded_by']} is being written to take the place of b{rebuttal}.",
                f"Change that one: mediawatch set b{row['superseded_by']} --text …",
                "supersede",
            )
        claims = tuple(rows.read_claims_of(db, rebuttal))
        number = rows.insert_draft(db, actor, text, claims)
        attach(db, actor, number, kept)
        update(db, "rebuttals", rebuttal, {"superseded_by": number})
        return RebuttalDone(number, claims, "draft", superseded=rebuttal, warnings=warnings)


def done(db: Database, row: dict[str, Any], warnings: tuple[str, ...] = ()) -> RebuttalDone:
    """A rebuttal as it now is."""
    return RebuttalDone(
        row["id"], tuple(rows.read_claims_of(db, row["id"])), read_state(db, row), row["version"], 0, warnings
    )


def rebuttal_form(desk: Desk, claims: Sequence[int]) -> str:
    """The form that opens in the editor, with what they said beside it."""
    lines = ["", "# Write the answer above. Lines that begin with # are not read.", "#"]
    for claim in claims:
        row = read_thing(desk.record.db, Ref("c", claim))
        lines.append(f"# c{claim}: {row['wording']}")
        for (quote,) in desk.record.db.execute(
            "SELECT quote FROM appearances WHERE claim_id = ? AND withdrawn_at IS NULL", (claim,)
        ):
            lines.append(f"#   they said: {' '.join(quote.split())}")
    return "\n".join(lines) + "\n"


def read_form_text(form: str) -> str:
    """What somebody wrote into a form: every line that does not begin with #."""
    return "\n".join(line for line in form.splitlines() if not line.startswith("#")).strip()
