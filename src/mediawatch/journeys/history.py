"""The log: who did what when, in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mediawatch.journeys.desk import Desk
from mediawatch.model import Ref
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select

QUIET = frozenset(
    ("by", "capture", "document_id", "capture_id", "article_id", "text", "row", "appearances", "note")
)
"""Entries of a payload that say nothing to a person; `--json` has them all."""


ROWS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "contacts": lambda row: (
        f"{row['direction']}, {row['channel']}, {row['occurred_at'] or row['occurred_on']}, {row['them']}: "
        f"{row['summary']}"
    ),
    "contact_files": lambda row: f"file {row['file_id']}",
    "contact_references": lambda row: str(row["message_id"]),
    "contact_searches": lambda row: (
        f"r{row['report_id']}, {row['since']} to {row['until']}, {', '.join(json.loads(row['places']))}: "
        f"{'found' if row['found'] else 'none found'}"
    ),
    "markings": lambda row: str(row["level"]),
}
"""What an event says of a row that is chained whole, by its table."""


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


def find_changed(payload: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The columns that changed in a row that is chained whole, with their new values."""
    (row,) = payload["rows"]
    return [(column, row.get(column)) for column in payload["before"]]


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
    if payload.get("table") in ROWS:
        say = ROWS[payload["table"]]
        if verb in ("withdrew", "reinstated"):
            return str(payload["rows"][0]["withdrawn_why"] or "")
        if payload.get("before"):
            return "; ".join(
                f"{key}: {payload['before'][key]!r} → {value!r}" for key, value in find_changed(payload)
            )
        return "; ".join(say(row) for row in (*payload.get("rows", ()), *payload.get("removed", ())) if row)
    if verb == "approved":
        row = payload.get("row") or {}
        return f"version {row.get('version')}: {row.get('text', '')}"
    if verb == "delivered":
        row = payload.get("row") or {}
        return f"{row.get('occurred_on')} {payload.get('to') or row.get('address') or 'published by us'}"
    if verb == "asked":
        request = payload.get("request", {})
        return f"{request.get('kind')} of the {request.get('addressee')} on {request.get('asked_on')}"
    if verb == "kept":
        file = payload.get("file", {})
        return f"{file.get('name')}, SHA-256 {file.get('sha256')}"
    said = [
        f"{key.replace('_', ' ')}: {value}"
        for key, value in payload.items()
        if key not in QUIET and value not in ("", None, [], 0, False) and not isinstance(value, (dict, list))
    ]
    return "; ".join(said)
