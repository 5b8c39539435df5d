"""Requests to publishers, regulators and courts, with an outcome and proof for each appearance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.claims import STANDING, find_standing
from mediawatch.store.events import append_event, find_or_add_user
from mediawatch.store.rows import insert, select, update


def insert_request(db: Database, actor: Actor, columns: dict[str, Any], appearances: Sequence[int]) -> int:
    """A request about these appearances; `columns` are kind, addressee, recipient, outlet_id, text,
    asked_on, person, their_reference."""
    number = insert(
        db,
        "requests",
        {**columns, "recorded_at": actor.now, "recorded_by": find_or_add_user(db, actor)},
    )
    for appearance in appearances:
        insert(db, "request_appearances", {"request_id": number, "appearance_id": appearance})
    return number


def read_request_appearances(
    db: Database, request: int, report: int = 0, claim: int = 0
) -> list[dict[str, Any]]:
    """The standing appearances that a request is about (in one report, of one claim), with their outcomes.

    `claim` of a row is the claim to which the appearance belongs after merges and splits.
    """
    return list(
        select(
            db,
            f"SELECT ra.*, {STANDING} AS claim, a.report_id, a.quote "
            "FROM request_appearances ra JOIN appearances a ON a.id = ra.appearance_id "
            "WHERE ra.request_id = :request AND a.withdrawn_at IS NULL "
            "AND :report IN (0, a.report_id) "
            f"AND :claim IN (0, {STANDING}) ORDER BY ra.appearance_id",
            {"request": request, "report": report, "claim": find_standing(db, claim) if claim else 0},
        )
    )


def read_steps(db: Database, request: int) -> list[dict[str, Any]]:
    """The standing steps of a request, in the order in which they happened."""
    return list(
        select(
            db,
            "SELECT * FROM request_steps WHERE request_id = ? AND withdrawn_at IS NULL ORDER BY occurred_on, id",
            (request,),
        )
    )


def set_column(db: Database, actor: Actor, request: dict[str, Any], column: str, value: str) -> None:
    """Change one column of a request, with its event; nothing happens where it says that already."""
    if request[column] != value:
        update(db, "requests", request["id"], {column: value})
        change = {"before": {column: request[column]}, "after": {column: value}}
        append_event(db, actor, "set", Ref("q", request["id"]), change)


def set_outcome(
    db: Database, actor: Actor, request: int, appearances: Sequence[int], columns: dict[str, Any]
) -> None:
    """Note what became of a request; `columns` are outcome, outcome_on, wording, place, prominence,
    proof_capture_id, proof_file_id."""
    row = {**columns, "outcome_at": actor.now, "outcome_by": find_or_add_user(db, actor)}
    changes = ", ".join(f"{column} = ?" for column in row)
    for appearance in appearances:
        db.execute(
            f"UPDATE request_appearances SET {changes} WHERE request_id = ? AND appearance_id = ?",
            (*row.values(), request, appearance),
        )
