"""Judgements of claims and citations by people: never changed, the newest stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.chained import insert_all_chained, insert_chained
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import select

CLAIM_VERDICTS = ("true", "partly true", "misleading", "false", "not checkable", "opinion", "none")
"""What can be said of a claim; "none" takes a judgement back."""


def insert_assessment(
    db: Database,
    actor: Actor,
    ref: Ref,
    verdict: str,
    reason: str,
    on: str,
    evidence: Sequence[dict[str, Any]],
) -> int:
    """A judgement with its reason; gives its number.

    Args:
        on: the day on which it was made.
        evidence: columns of assessment_evidence: file_id, document_id, address.
    """
    number = insert_chained(
        db,
        actor,
        "assessments",
        {
            "ref": str(ref),
            "verdict": verdict,
            "reason": reason,
            "assessed_at": actor.now,
            "assessed_on": on,
            "assessed_by": find_or_add_user(db, actor),
        },
        verb="assessed",
        ref=ref,
    )
    insert_all_chained(
        db,
        actor,
        "assessment_evidence",
        [{"assessment_id": number, **piece} for piece in evidence],
        verb="gave evidence",
        ref=ref,
    )
    return number


def read_assessments(db: Database, ref: Ref | str) -> list[dict[str, Any]]:
    """Every judgement of something, the newest first, with the name of who made it."""
    return list(
        select(
            db,
            "SELECT a.*, u.name AS by FROM assessments a JOIN users u ON u.id = a.assessed_by "
            "WHERE a.ref = ? ORDER BY a.id DESC",
            (str(ref),),
        )
    )


def read_assessment_evidence(db: Database, assessment: int) -> list[dict[str, Any]]:
    """The evidence of a judgement: address, file name and digest."""
    return list(
        select(
            db,
            "SELECT e.id, e.address, coalesce(f.name, '') AS file, coalesce(f.sha256, '') AS sha256, e.document_id "
            "FROM assessment_evidence e LEFT JOIN files f ON f.id = e.file_id "
            "WHERE e.assessment_id = ? ORDER BY e.id",
            (assessment,),
        )
    )
