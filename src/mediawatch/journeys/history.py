"""The log: who did what when, in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from mediawatch.journeys.desk import Desk
from mediawatch.model import Ref
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select

QUIET = frozenset(
    ("by", "capture", "document_id", "capture_id", "article_id", "text", "row", "appearances", "note")
)
"""Entries of a payload that say nothing to a person; `--json` has them all."""


ROWS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "assessments": lambda row: f"{row['verdict']}: {row['reason']}",
    "assessment_evidence": lambda row: row["address"] or f"file {row['file_id']}",
    "suggestions": lambda row: describe_suggestion(row),
    "stories": lambda row: f"that begins with r{row['first_report_id']}",
    "story_reports": lambda row: f"with story {row['story_id']}",
    "someone_else": lambda row: f"“{row['surface']}” with the words round it",
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
    "sources": lambda row: row["retired_why"] or row["paused_why"] or f"{row['kind']} {row['address']}",
    "subscriptions": lambda row: (
        row["ended_why"] or f"{row['person']} at {row['mail'] or row['place']}, {row['pace']}"
    ),
    "report_checks": lambda row: f"{row['outcome']}{': ' + row['why'] if row['why'] else ''}",
    "anchor_checks": lambda row: f"{row['state']} (appearance {row['appearance_id']})",
    "report_notices": lambda row: f"“{row['words']}”",
}
"""What an event says of a row that is chained whole, by its table."""

TOLD_BY_CHANGE = frozenset(("contacts", "contact_searches", "markings"))
"""Tables of which a change is told by the columns that changed; of the others the row tells it."""


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
        condition = (
            " WHERE e.ref = :ref OR (e.verb IN ('pinned', 'unpinned', 'pinned again', 'moved') "
            "AND :ref IN (p.payload ->> 'claim', p.payload ->> 'with', p.payload ->> 'report')) "
            "OR (e.verb IN ('merged', 'split') AND p.payload ->> 'with' = :ref)"
        )
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
        yield {**row, "payload": payload, "what": describe(row["verb"], name_users(desk.record.db, payload))}


def name_users(db: Database, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same payload with the name of who looks after something in place of their number."""
    if not isinstance(payload.get("after"), dict) or "owner_id" not in payload["after"]:
        return payload
    names = dict(db.execute("SELECT id, name FROM users").fetchall())
    said = {
        side: {
            ("owner" if key == "owner_id" else key): (names.get(value) if key == "owner_id" else value)
            for key, value in payload[side].items()
        }
        for side in ("before", "after")
        if isinstance(payload.get(side), dict)
    }
    return {**payload, **said}


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
    if verb in ("merged", "split"):
        if "places" in payload:
            return f"{payload['places']} off to {payload.get('with')}"
        return f"{'with' if verb == 'merged' else 'from'} {payload.get('with')}"
    if verb == "triaged":
        also = f", {payload['said']}" if payload.get("said") else ""
        return f"{payload['after'].get('triage') or 'in the inbox again'}{also}"
    if verb == "moved":
        return f"from {payload.get('claim')} to {payload.get('with')}"
    if payload.get("table") in ROWS:
        say = ROWS[payload["table"]]
        if payload["table"] in TOLD_BY_CHANGE and verb in ("withdrew", "reinstated"):
            return str(payload["rows"][0]["withdrawn_why"] or "")
        if payload["table"] in TOLD_BY_CHANGE and payload.get("before"):
            return "; ".join(
                f"{key}: {payload['before'][key]!r} → {value!r}" for key, value in find_changed(payload)
            )
        return "; ".join(say(row) for row in (*payload.get("rows", ()), *payload.get("removed", ())) if row)
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


def describe_suggestion(row: Mapping[str, Any]) -> str:
    """What was suggested, and why somebody decided so."""
    about = (
        f"c{row['claim_id']}"
        if row["claim_id"]
        else f"r{row['other_report_id']}"
        if row["other_report_id"]
        else ""
    )
    why = f" ({row['why']})" if row["why"] else ""
    return f"{row['id']}: {row['kind']} {about}{why}".replace(" :", ":")
