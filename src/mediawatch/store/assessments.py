"""A person's judgements of claims and citations, with name and reason, and what they rest on. The newest counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.chained import insert_all_chained, insert_chained
from mediawatch.store.events import find_or_add_user
from mediawatch.store.markings import Audience, seen_by
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


def read_assessments(db: Database, ref: Ref, audience: Audience = "") -> list[dict[str, Any]]:
    """Every judgement of a claim or citation, newest first: verdict, reason, by, on, at, and `evidence` as a list of
    addresses and names of files that somebody may see."""
    rows = list(
        select(
            db,
            "SELECT a.id AS assessment, a.verdict AS verdict, a.reason AS reason, u.name AS by, "
            'a.assessed_on AS "on", a.assessed_at AS at FROM assessments a JOIN users u ON u.id = a.assessed_by '
            "WHERE a.ref = ? ORDER BY a.id DESC",
            (str(ref),),
        )
    )
    evidence = seen_by(
        db,
        "SELECT CASE WHEN e.address <> '' THEN e.address ELSE f.name END FROM assessment_evidence e "
        "LEFT JOIN seen_files f ON f.id = e.file_id "
        "WHERE e.assessment_id = ? AND (e.file_id IS NULL OR f.id IS NOT NULL) ORDER BY e.id",
        audience,
    )
    for row in rows:
        row["evidence"] = [found[0] for found in db.execute(evidence, (row["assessment"],))]
    return rows
