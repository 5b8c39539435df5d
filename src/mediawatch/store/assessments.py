"""A person's judgements of claims and citations, with name and reason, and what they rest on. The newest counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.chained import insert_all_chained, insert_chained
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import select

CLAIM_VERDICTS = ("true", "partly true", "misleading", "false", "not checkable", "opinion", "none")
"""What can be said of a claim; "none" takes a judgement back."""


@dataclass(frozen=True, slots=True)
class Support:
    """One thing that an assessment rests on."""

    file: int = 0
    """number of a file, 0 for none"""
    document: int = 0
    """number of a captured document, 0 for none"""
    address: str = ""


def insert_assessment(
    db: Database,
    actor: Actor,
    ref: Ref,
    verdict: str,
    reason: str,
    support: Sequence[Support] = (),
    *,
    on: str = "",
) -> int:
    """Judge a claim or a citation; gives the number of the judgement. Those before it stay.

    Args:
        on: the day on which it was made, for what is entered later; "" is today.
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
            "assessed_on": on or actor.today,
            "assessed_by": find_or_add_user(db, actor),
        },
        verb="assessed",
        ref=ref,
    )
    rows = [
        {
            "assessment_id": number,
            "file_id": each.file or None,
            "document_id": each.document or None,
            "address": each.address,
        }
        for each in support
    ]
    insert_all_chained(db, actor, "assessment_evidence", rows, verb="supported", ref=ref)
    return number


def read_assessments(db: Database, ref: Ref) -> list[dict[str, Any]]:
    """Every judgement of a claim or citation, newest first: verdict, reason, by, on, at, and `evidence` as a list of
    addresses and names of files."""
    rows = list(
        select(
            db,
            "SELECT a.id AS assessment, a.verdict AS verdict, a.reason AS reason, u.name AS by, "
            'a.assessed_on AS "on", a.assessed_at AS at FROM assessments a JOIN users u ON u.id = a.assessed_by '
            "WHERE a.ref = ? ORDER BY a.id DESC",
            (str(ref),),
        )
    )
    for row in rows:
        row["evidence"] = [
            found[0]
            for found in db.execute(
                "SELECT CASE WHEN e.address <> '' THEN e.address ELSE f.name END FROM assessment_evidence e "
                "LEFT JOIN files f ON f.id = e.file_id WHERE e.assessment_id = ? ORDER BY e.id",
                (row["assessment"],),
            )
        ]
    return rows
