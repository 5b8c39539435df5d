"""What belongs to an answer from its approval on, held against the history.

A draft leaves no trace, so what belongs to it is in no event. Approving tells everything at once: the words, the
claims it answers, its evidence and the comments beside it. From then on each change of these is told by the event of
that change, and `find_untold` finds what is not as it was told.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from mediawatch.store.chained import agrees
from mediawatch.store.rebuttals import read_claims_of
from mediawatch.store.rows import select

KEPT: dict[str, str] = {"evidence": "evidence", "comments": "rebuttal_comments"}
"""What is told row by row: the word in an event, and the table."""


def tell_all(db: Database, rebuttal: int) -> dict[str, Any]:
    """What an approval says besides the words: claims, evidence, comments."""
    return {
        "claims": read_claims_of(db, rebuttal),
        **{word: tell_rows(db, word, rebuttal) for word in KEPT},
    }


def tell_rows(
    db: Database, word: str, rebuttal: int, only: Sequence[int] | None = None
) -> list[dict[str, Any]]:
    """The rows of a rebuttal's evidence or comments, whole; or only those with these numbers."""
    rows = select(db, f"SELECT * FROM {KEPT[word]} WHERE rebuttal_id = ? ORDER BY id", (rebuttal,))
    return [row for row in rows if only is None or row["id"] in only]


@dataclass(slots=True)
class Told:
    """What the history says of one rebuttal."""

    whole: bool = False
    """its approval told everything: it did not before mediawatch kept comments"""
    claims: list[int] | None = None
    rows: dict[str, dict[int, dict[str, Any]]] = field(default_factory=lambda: {word: {} for word in KEPT})
    row: dict[str, Any] = field(default_factory=dict)
    """columns of the rebuttal itself"""


def find_untold(db: Database) -> tuple[int, list[str]]:
    """How many answers were held against the history, and a sentence for each thing that it does not tell."""
    told = read_told(db)
    failures: list[str] = []
    checked = 0
    for row in select(
        db,
        "SELECT b.*, v.title AS approved_title, v.version IS NOT NULL AS kept FROM rebuttals b "
        "LEFT JOIN rebuttal_versions v ON v.rebuttal_id = b.id AND v.version = b.version "
        "WHERE EXISTS (SELECT 1 FROM rebuttal_versions n WHERE n.rebuttal_id = b.id)",
    ):
        checked += 1
        ref = f"b{row['id']}"
        said = told.get(ref, Told())
        if row["kept"] and (not row["approved_at"] or row["title"] != row["approved_title"]):
            failures.append(f"{ref} is not what was approved")
        nothing = {"work_id": None, "superseded_on": None, "withdrawn_at": None, "withdrawn_why": None}
        failures += [
            f"{column} of {ref} is not what the history tells"
            for column, value in {**nothing, **said.row}.items()
            if row[column] != value
        ]
        if said.claims is not None and read_claims_of(db, row["id"]) != said.claims:
            failures.append(f"{ref} does not answer the claims that the history tells")
        for word in KEPT:
            failures += compare(ref, word, said, tell_rows(db, word, row["id"]))
    return checked, failures


def compare(ref: str, word: str, said: Told, rows: list[dict[str, Any]]) -> list[str]:
    """A sentence for each row of a rebuttal's evidence or comments that is not as it was told."""
    recorded = dict(said.rows[word])
    failures = []
    for row in rows:
        before = recorded.pop(row["id"], None)
        if before is None:
            if said.whole:
                failures.append(f"{word} {row['id']} of {ref} is not in the history")
        elif not agrees(row, before):
            failures.append(f"{word} {row['id']} of {ref} is not what was recorded")
    return failures + [f"{word} {number} of {ref} is gone" for number in recorded]


def read_told(db: Database) -> dict[str, Told]:
    """What the events say of each rebuttal, by reference."""
    told: dict[str, Told] = {}
    for verb, ref, at, payload in db.execute(
        "SELECT e.verb, e.ref, e.at, p.payload FROM events e JOIN event_payloads p ON p.event_id = e.id "
        "WHERE e.ref GLOB 'b[0-9]*' ORDER BY e.id"
    ):
        said = json.loads(payload)
        answer = told.setdefault(ref, Told())
        if verb == "approved":
            answer.whole = answer.whole or "claims" in said
        elif verb == "superseded":
            answer.row["superseded_on"] = said["on"]
        elif verb == "withdrew":
            answer.row |= {"withdrawn_at": at, "withdrawn_why": said["why"]}
        elif verb == "reinstated":
            answer.row |= {"withdrawn_at": None, "withdrawn_why": None}
        elif verb == "recorded as":
            answer.row["work_id"] = said["work"]
        if "claims" in said:
            answer.claims = said["claims"]
        for word in KEPT:
            for row in said.get(word, ()):
                answer.rows[word][row["id"]] = row
    return told
