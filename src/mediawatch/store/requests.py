"""Requests to publishers, regulators and courts, with an outcome and proof for each appearance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor
from mediawatch.store.claims import STANDING
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import insert, select


def insert_request(db: Database, actor: Actor, columns: dict[str, Any], appearances: Sequence[int]) -> int:
    """A request about these appearances; `columns` are kind, addressee, recipient, outlet_id, text, asked_on."""
    number = insert(
        db,
        "requests",
        {**columns, "recorded_at": actor.now, "recorded_by": find_or_add_user(db, actor)},
    )
    for appearance in appearances:
        insert(db, "request_appearances", {"request_id": number, "appearance_id": appearance})
    return number


def read_request_appearances(db: Database, request: int, report: int = 0) -> list[dict[str, Any]]:
    """The appearances that a request is about (in one report), with their outcomes."""
    only = " AND a.report_id = ?" if report else ""
    return list(
        select(
            db,
            f"SELECT ra.*, {STANDING} AS claim_id, a.report_id, a.quote FROM request_appearances ra "
            f"JOIN appearances a ON a.id = ra.appearance_id "
            f"WHERE ra.request_id = ? AND a.withdrawn_at IS NULL{only} ORDER BY ra.appearance_id",
            (request, report) if report else (request,),
        )
    )


def set_outcome(
    db: Database, actor: Actor, request: int, appearances: Sequence[int], columns: dict[str, Any]
) -> None:
    """Note what became of a request; `columns` are outcome, outcome_on, wording, proof_capture_id, proof_file_id."""
    row = {**columns, "outcome_at": actor.now, "outcome_by": find_or_add_user(db, actor)}
    changes = ", ".join(f"{column} = ?" for column in row)
    for appearance in appearances:
        db.execute(
            f"UPDATE request_appearances SET {changes} WHERE request_id = ? AND appearance_id = ?",
            (*row.values(), request, appearance),
        )
