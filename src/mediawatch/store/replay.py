"""Rows that may be changed, held against the history of their changes.

Captures, texts and approved answers never change, so `verify` compares them whole. A report's title or a
claim's wording may be corrected: each correction is an event, so the row must be what the events add up to.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from sqlite_utils import Database

from mediawatch.store.claims import find_misplaced
from mediawatch.store.rows import select

DATE = {
    "published": "value",
    "published_precision": "precision",
    "published_origin": "origin",
    "published_certain": "certain",
}
"""Columns of a publication date, and the fields of the payload that hold them."""

TABLES = {"r": "reports", "w": "works", "c": "claims", "q": "requests"}

SET_LATER = (
    "owner_id", "due_on", "triage", "triaged_at", "triaged_by", "merged_into", "person",
    "their_reference", "short_title", "doi", "isbn", "retired_on", "retired_why",
)  # fmt: skip
"""Columns that hold nothing until an event sets them. (`stands_as` follows from `merged_into`: `find_misplaced`.)"""

PLACING = ("moved_to", "withdrawn_at", "withdrawn_why")
"""Columns of an appearance that hold nothing until an event sets them."""


def find_unexplained(db: Database) -> tuple[int, list[str]]:
    """How many rows were held against the history, and a sentence for each column that it does not explain."""
    told = replay(db)
    failures = []
    checked = 0
    for letter, table in TABLES.items():
        for row in select(db, f"SELECT * FROM {table}"):
            checked += 1
            ref = f"{letter}{row['id']}"
            if ref not in told:
                failures.append(f"{ref} is not in the history")
                continue
            untold = (column for column in SET_LATER if column in row and column not in told[ref])
            failures += [f"{column} of {ref} is not in the history" for column in untold if row[column]]
            failures += [
                f"{column} of {ref} is not what the history tells"
                for column, value in told[ref].items()
                if column in row and row[column] != value
            ]
    for row in select(
        db,
        "SELECT b.id AS id, b.text AS text, v.text AS approved FROM rebuttals b LEFT JOIN rebuttal_versions v "
        "ON v.rebuttal_id = b.id AND v.version = b.version WHERE b.approved_at IS NOT NULL",
    ):
        checked += 1
        if row["text"] != row["approved"]:
            failures.append(f"the text of b{row['id']} is not the one that was approved")
    failures += find_unexplained_outcomes(db)
    failures += find_unexplained_places(db)
    failures += find_misplaced(db)
    return checked, failures


def replay(db: Database) -> dict[str, dict[str, Any]]:
    """What the events say about each report, work, claim and request, by reference and column."""
    told: dict[str, dict[str, Any]] = defaultdict(dict)
    for verb, ref, at, payload in db.execute(
        "SELECT e.verb, e.ref, e.at, p.payload FROM events e JOIN event_payloads p ON p.event_id = e.id "
        "WHERE e.verb IN ('added', 'claimed', 'asked', 'read again', 'withdrew', 'reinstated') "
        "OR p.payload LIKE '{\"after\":{%' ORDER BY e.id"
    ):
        if ref[:1] not in TABLES or not ref[1:].isdigit():
            continue
        told[ref] |= changes(verb, at, json.loads(payload))
    return told


def changes(verb: str, at: str, payload: dict[str, Any]) -> dict[str, Any]:
    """The columns that one event sets; `at` is when it was recorded."""
    if "after" in payload:
        # whatever set it: a correction, the inbox, a merge
        return dict(payload["after"])
    if verb == "withdrew":
        return {"withdrawn_at": at, "withdrawn_why": payload["why"]}
    if verb == "reinstated":
        return {"withdrawn_at": None, "withdrawn_why": None}
    if verb == "asked":
        return {**payload["request"], "withdrawn_why": None}
    if verb == "read again":
        return {"capture_id": payload["capture"], "article_id": payload["text"]}
    columns = {
        key: value for key, value in payload.items() if key not in ("by", "signed_in", "published", "address")
    }
    if "published" in payload:
        columns |= {column: payload["published"][field] for column, field in DATE.items()}
        columns["published_certain"] = int(columns["published_certain"])
    return {**columns, "withdrawn_at": None, "withdrawn_why": None}


def find_unexplained_outcomes(db: Database) -> list[str]:
    """A sentence for each outcome of a request that is not the last one in the history."""
    told: dict[tuple[str, int], dict[str, Any]] = {}
    for ref, payload in db.execute(
        "SELECT e.ref, p.payload FROM events e JOIN event_payloads p ON p.event_id = e.id "
        "WHERE e.verb = 'outcome' ORDER BY e.id"
    ):
        said = json.loads(payload)
        for appearance in said.pop("appearances"):
            told[(ref, appearance)] = said
    failures = []
    for row in select(db, "SELECT * FROM request_appearances"):
        nothing = dict.fromkeys(("outcome", "wording", "place", "prominence"), "")
        said = nothing | told.get((f"q{row['request_id']}", row["appearance_id"]), {})
        if any(row[column] != value for column, value in said.items() if column in row):
            failures.append(f"the outcome of q{row['request_id']} is not what the history tells")
    return failures


def find_unexplained_places(db: Database) -> list[str]:
    """A sentence for each appearance that was moved, or taken out, otherwise than the history tells."""
    told: dict[str, dict[str, Any]] = defaultdict(dict)
    for ref, payload in db.execute(
        "SELECT e.ref, p.payload FROM events e JOIN event_payloads p ON p.event_id = e.id "
        "WHERE e.ref LIKE 'appearance %' AND p.payload LIKE '{\"after\":{%' ORDER BY e.id"
    ):
        told[ref] |= json.loads(payload)["after"]
    failures = []
    for row in select(db, f"SELECT id, claim_id, {', '.join(PLACING)} FROM appearances"):
        said = told[f"appearance {row['id']}"]
        failures += [
            f"{column} of appearance {row['id']} of c{row['claim_id']} is not what the history tells"
            for column in PLACING
            if row[column] != said.get(column)
        ]
    return failures
