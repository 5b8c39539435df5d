"""What happens to a request on its way: acknowledged, refused, offered, agreed, ruled, appealed, closed; with proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import mark_along
from mediawatch.journeys.proofs import Proof, keep_proof, record_proof
from mediawatch.journeys.requests import check_word, one_day
from mediawatch.model import Actor, Ref, RequestStep
from mediawatch.store import requests as rows
from mediawatch.store.chained import insert_chained, update_chained
from mediawatch.store.events import find_or_add_user
from mediawatch.store.reports import read_thing

STEPS: Final[tuple[RequestStep, ...]] = get_args(RequestStep)

BEFORE: Final[dict[str, tuple[str, ...]]] = {
    "agreed": ("offered", "acknowledged", "sent", "appealed", "ruled", "refused"),
    "appealed": ("refused", "offered", "ruled", "closed"),
}
"""Steps that need another one before them: one appeals against something, and agrees to something."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step that was recorded, or withdrawn."""

    request: int
    number: int
    """of the step, for withdrawing it"""
    step: str
    occurred_on: str
    proven: bool
    """whether a capture, a file or a contact shows it"""


def add_step(
    desk: Desk,
    request: int,
    step: str,
    *,
    on: str,
    detail: str = "",
    proof: str = "",
    retrieved: str = "",
    contact: int = 0,
    their_reference: str = "",
) -> StepDone:
    """Record a step of a request.

    Args:
        proof: an address, a saved page, or another file: a letter, a mail, a scan.
        contact: the exchange in which it happened.
        their_reference: the number that they gave it; kept with the request.

    Raises:
        NotFound: no such request, or contact.
        NotAllowed: the step lies before the request, or cannot follow what happened before it.
    """
    check_word(step, STEPS, "the step")
    actor = desk.actor()
    day = one_day(on, actor.today)
    ref = Ref("q", request)
    row = read_thing(desk.record.db, ref)
    check_order(row, step, day, rows.read_steps(desk.record.db, request))
    if contact:
        read_thing(desk.record.db, Ref("k", contact))
    kept = keep_proof(desk, proof, retrieved) if proof else Proof()
    with desk.record.write() as db:
        # what another officer recorded while the proof was fetched counts too
        check_order(read_thing(db, ref), step, day, rows.read_steps(db, request))
        capture, file = record_proof(db, actor, kept)
        number = insert_chained(
            db,
            actor,
            "request_steps",
            {
                "request_id": request,
                "step": step,
                "occurred_on": day,
                "detail": detail.strip(),
                "contact_id": contact or None,
                "proof_capture_id": capture or None,
                "proof_file_id": file or None,
                "recorded_at": actor.now,
                "recorded_by": find_or_add_user(db, actor),
            },
            verb=f"request {step}",
            ref=ref,
        )
        if their_reference.strip():
            rows.set_column(db, actor, row, "their_reference", their_reference.strip())
        mark_along(db, actor, ref)
    return StepDone(request, number, step, day, bool(capture or file or contact))


def check_order(request: dict[str, Any], step: str, day: str, steps: Sequence[dict[str, Any]]) -> None:
    """Raise NotAllowed for a step that cannot be: before the request, after its end, twice, out of order."""
    name = f"q{request['id']}"
    if step == "sent":
        raise NotAllowed(
            f"{name} was sent on {request['asked_on']}; that was recorded with it.",
            f"To put the day right: mediawatch set {name} --on {day}",
            "sent",
        )
    if day < request["asked_on"]:
        raise NotAllowed(
            f"{name} was asked on {request['asked_on']}; a step on {day} would lie before it.",
            "Check the dates.",
            step,
        )
    earlier = [row for row in steps if row["occurred_on"] <= day]
    if any(row["step"] == step and row["occurred_on"] == day for row in earlier):
        raise NotAllowed(f"{name} has “{step}” on {day} already.", f"See `mediawatch show {name}`.", step)
    happened = ["sent", *(row["step"] for row in earlier)]
    if happened[-1] == "closed" and step != "appealed":
        raise NotAllowed(
            f"{name} was closed on {earlier[-1]['occurred_on']}.",
            "What is closed can only be appealed; if it was closed by mistake, withdraw that step: "
            f"mediawatch request step {request['id']} closed --withdraw --why …",
            step,
        )
    needed = BEFORE.get(step)
    if needed and not set(needed) & set(happened):
        raise NotAllowed(
            f"{name} cannot be “{step}” yet: nothing of it was {', '.join(needed[:-1])} or {needed[-1]}.",
            f"Record that first: mediawatch request step {request['id']} {needed[0]} --on DATE",
            step,
        )


def withdraw_step(desk: Desk, request: int, step: str, why: str, *, on: str = "") -> StepDone:
    """Take back a step that was recorded by mistake; it stays in the log.

    Args:
        on: its day, where the request has that step more than once.

    Raises:
        NotFound: the request has no such step.
        InputError: no reason, or several steps fit.
    """
    why = " ".join(why.split())
    if not why:
        raise InputError("A withdrawal needs a reason.", 'Say it with --why "entered for another request".')
    actor = desk.actor()
    with desk.record.write() as db:
        read_thing(db, Ref("q", request))
        found = find_step(db, actor, request, step, on)
        update_chained(
            db,
            actor,
            "request_steps",
            {"id": found["id"]},
            {"withdrawn_at": actor.now, "withdrawn_why": why},
            verb="withdrew a step",
            ref=Ref("q", request),
        )
    return StepDone(request, found["id"], step, found["occurred_on"], False)


def find_step(db: Database, actor: Actor, request: int, step: str, on: str) -> dict[str, Any]:
    """The one standing step of that kind (on that day)."""
    day = one_day(on, actor.today) if on else ""
    found = [
        row for row in rows.read_steps(db, request) if row["step"] == step and day in ("", row["occurred_on"])
    ]
    if not found:
        raise NotFound(f"q{request} has no step “{step}”.", f"See `mediawatch show q{request}`.")
    if len(found) > 1:
        days = ", ".join(row["occurred_on"] for row in found)
        raise InputError(f"q{request} has “{step}” more than once: {days}.", "Say which with --on.")
    return found[0]
