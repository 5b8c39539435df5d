"""The log: who did what when, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mediawatch.journeys.desk import Desk
from mediawatch.model import Ref
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select

QUIET = frozenset(
    ("by", "capture", "document_id", "capture_id", "article_id", "text", "row", "appearances", "note")
)
"""Entries of a payload that say nothing to a person; `--json` has them all."""


def read_log(desk: Desk, ref: Ref | None = None, limit: int = 0) -> Iterator[dict[str, Any]]:
    """The history, oldest first; with `limit`, the newest so many.

    Each has event, at, by, standing, verb, ref, `what` (in words) and payload (all that was recorded). What
    happened to a claim includes where it was pinned; to a report or work, what was captured of it.
    Raises NotFound for a reference to nothing.
    """
    condition = ""
    named: dict[str, Any] = {}
    if ref is not None:
        read_thing(desk.record.db, ref, withdrawn=True)
        condition = " WHERE e.ref = :ref OR (e.verb = 'pinned' AND p.payload ->> 'claim' = :ref)"
        named["ref"] = str(ref)
        if ref.letter in "rw":
            table = "reports" if ref.letter == "r" else "works"
            condition += (
                f" OR e.ref IN (SELECT 'capture ' || k.id FROM captures k JOIN {table} t "
                "ON t.document_id = k.document_id WHERE t.id = :number)"
            )
            named["number"] = ref.number
    newest = f" ORDER BY e.id DESC LIMIT {int(limit)}" if limit > 0 else ""
    rows = select(
        desk.record.db,
        f"""SELECT * FROM (
            SELECT e.id AS event, e.at AS at, u.name AS by, u.standing AS standing, e.verb AS verb, e.ref AS ref,
                   p.payload AS payload, e.hash AS hash
            FROM events e JOIN users u ON u.id = e.user_id LEFT JOIN event_payloads p ON p.event_id = e.id
            {condition}{newest}) ORDER BY event""",
        named,
    )
    for row in rows:
        payload = json.loads(row["payload"]) if row["payload"] is not None else {}
        yield {**row, "payload": payload, "what": describe(row["verb"], payload)}


def describe(verb: str, payload: Mapping[str, Any]) -> str:
    """What an event did, in a few words."""
    if verb == "captured":
        capture = payload.get("capture", {})
        where = capture.get("requested_address") or capture.get("file_name") or "a typed text"
        overridden = ", robots.txt overridden" if capture.get("robots") == "overridden" else ""
        return f"{where}: {capture.get('outcome', '')}, {capture.get('body_length', 0):,} bytes{overridden}"
    if verb == "set" and "after" in payload and isinstance(payload["after"], dict):
        before = payload["before"]
        return "; ".join(f"{key}: {before.get(key)!r} → {value!r}" for key, value in payload["after"].items())
    if verb == "pinned":
        place = payload.get("appearance", {})
        return f"{payload.get('claim', '')} in r{place.get('report_id')}: “{place.get('quote', '')}”"
    if verb == "approved":
        row = payload.get("row") or {}
        wrote = json.loads(row.get("writers") or "[]")
        by = f", written by {' and '.join(wrote)}" if wrote else ""
        return f"version {row.get('version')}{by}: {row.get('text', '')}"
    if verb == "delivered":
        row = payload.get("row") or {}
        went = payload.get("went") or payload.get("to") or row.get("address") or "published by us"
        return f"{row.get('occurred_on')} {went}"
    if verb == "answers":
        before, after = (" ".join(f"c{number}" for number in payload[key]) for key in ("before", "claims"))
        return f"{before} → {after}"
    if verb == "recorded as":
        return f"w{payload.get('work')}"
    if verb == "checked":
        return "; ".join(f"{row['address']}: {row['found']}" for row in payload.get("evidence", ()))
    if verb == "asked":
        request = payload.get("request", {})
        return f"{request.get('kind')} of the {request.get('addressee')} on {request.get('asked_on')}"
    if verb in ("cited", "graded", "assessed", "rejected", "checked", "stood at", "never stood at"):
        return describe_citing(verb, (payload.get("rows") or payload.get("removed") or [{}])[0])
    if verb == "kept":
        file = payload.get("file", {})
        return f"{file.get('name')}, SHA-256 {file.get('sha256')}"
    said = [
        f"{key.replace('_', ' ')}: {value}"
        for key, value in payload.items()
        if key not in QUIET and value not in ("", None, [], 0, False) and not isinstance(value, (dict, list))
    ]
    return "; ".join(said)


def describe_citing(verb: str, row: Mapping[str, Any]) -> str:
    """What an event did to a citation or to a work, by the row that it left."""
    if verb == "cited":
        quote = f": “{row.get('quote', '')}”" if row.get("quote") else ""
        return f"{row.get('kind', '')} in r{row.get('report_id')}, {row.get('found', '')}{quote}"
    if verb == "graded":
        others = [*json.loads(row.get("others") or "[]"), *json.loads(row.get("flags") or "[]")]
        of = f" beside w{row['work_id']}" if row.get("work_id") else ""
        return (
            f"{', '.join([row.get('grade') or 'not compared', *others])}{of} (rules {row.get('rules', '')})"
        )
    if verb == "assessed":
        return f"{row.get('verdict', '')}: {row.get('reason', '')}"
    if verb == "rejected":
        return str(row.get("rejected_why") or "")
    if verb == "checked":
        return f"stands as in capture {row.get('capture_id')} (status {row.get('status')})"
    return str(row.get("address", ""))
