"""Show one thing with everything that belongs to it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from mediawatch.journeys.correct import read_notes
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.show_rebuttal import Layout, show_rebuttal
from mediawatch.model import Ref
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select, select_one


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing, laid out for a person and as data."""

    ref: str
    title: str
    facts: list[tuple[str, str]]
    """label and value, in the order to show them"""
    sections: list[tuple[str, list[dict[str, Any]] | str]]
    """heading, and rows or a text"""
    data: dict[str, Any] = field(default_factory=dict)
    """the same for a program"""


def show_thing(desk: Desk, ref: Ref) -> Shown:
    """Everything about a report, work, claim, rebuttal or request.

    Raises:
        NotFound: there is none.
    """
    db = desk.record.db
    row = read_thing(db, ref, withdrawn=True)
    show = {"r": show_report, "w": show_work, "c": show_claim, "b": show_rebuttal, "q": show_request}[
        ref.letter
    ]
    title, facts, sections = show(db, ref.number, row)
    if row["withdrawn_at"]:
        facts.insert(0, ("withdrawn", f"{row['withdrawn_at']}: {row['withdrawn_why']}"))
    notes = read_notes(db, ref)
    if notes:
        sections.append(("Notes", notes))
    kept = [(label, value) for label, value in facts if value]
    standing = [(heading, content) for heading, content in sections if content]
    return Shown(
        str(ref),
        title,
        kept,
        standing,
        {
            "ref": str(ref),
            "title": title,
            **dict(kept),
            **{heading.lower(): content for heading, content in standing},
        },
    )


def show_report(db: Database, number: int, row: dict[str, Any]) -> Layout:
    facts, text = describe_document(db, row)
    outlet = select_one(db, "SELECT name FROM outlets WHERE id = ?", (row["outlet_id"],))
    facts = [
        ("outlet", outlet["name"] if outlet else ""),
        ("medium", row["medium"]),
        ("place", row["place"]),
        *facts,
    ]
    mentions = list(
        select(db, "SELECT name, sentence FROM mentions_overview WHERE report = ? ORDER BY start", (number,))
    )
    claims = list(
        select(
            db,
            "SELECT 'c' || claim AS claim, quote, claim_text AS \"in our words\", state, speaker, stance, place "
            "FROM appearances_overview WHERE report = ? ORDER BY start",
            (number,),
        )
    )
    return row["title"], facts, [("Mentions", mentions), ("Claims", claims), ("Text", text)]


def show_work(db: Database, number: int, row: dict[str, Any]) -> Layout:
    facts, text = describe_document(db, row)
    statements = [
        f"b{rebuttal}" for (rebuttal,) in db.execute("SELECT id FROM rebuttals WHERE work_id = ?", (number,))
    ]
    facts.append(("statement", ", ".join(statements)))
    return row["title"], facts, [("Text", text)]


def describe_document(db: Database, row: dict[str, Any]) -> tuple[list[tuple[str, str]], str]:
    """What a report and a work have in common: date, address, capture, text."""
    document = row["document_id"]
    capture = select_one(db, "SELECT * FROM captures WHERE id = ?", (row["capture_id"],)) or {}
    addresses = [
        found
        for (found,) in db.execute(
            "SELECT found FROM addresses WHERE document_id = ? ORDER BY id", (document,)
        )
    ]
    files = [
        f"{name} (SHA-256 {digest})"
        for name, digest in db.execute(
            "SELECT f.name, f.sha256 FROM document_files d JOIN files f ON f.id = d.file_id "
            "WHERE d.document_id = ? ORDER BY f.id",
            (document,),
        )
    ]
    text = select_one(db, "SELECT text FROM texts WHERE id = ?", (row["article_id"],))
    read_by = select_one(
        db,
        "SELECT extractor, version FROM capture_texts WHERE capture_id = ? AND role = 'article'",
        (row["capture_id"],),
    )
    user = select_one(db, "SELECT name FROM users WHERE id = ?", (row["added_by"],)) or {}
    said = json.loads(capture["facts"]) if capture else {}
    guess = "" if row["published_certain"] or not row["published"] else " (a guess)"
    facts = [
        ("published", f"{row['published']}{guess}" if row["published"] else "unknown"),
        ("date from", row["published_origin"] if row["published"] else ""),
        ("authors", row["authors"]),
        ("language", row["language"]),
        ("addresses", "\n".join(addresses)),
        ("files", "\n".join(files)),
        ("captured at", capture.get("retrieved_at", "")),
        ("SHA-256", capture.get("body_sha256", "")),
        ("bytes", str(capture.get("body_length", ""))),
        ("read by", f"{read_by['extractor']} {read_by['version']}" if read_by else "nobody: it has no text"),
        ("corrections it admits", "\n".join(said.get("corrections", []))),
        ("recorded", f"{row['added_at']} by {user.get('name', '')}"),
    ]
    return facts, text["text"] if text else ""


def show_claim(db: Database, number: int, row: dict[str, Any]) -> Layout:
    overview = select_one(db, "SELECT * FROM claims_overview WHERE claim = ?", (number,)) or {}
    user = select_one(db, "SELECT name FROM users WHERE id = ?", (row["added_by"],)) or {}
    lag = overview.get("lag_days")
    facts = [
        ("state", str(overview.get("state", ""))),
        ("first published", str(overview.get("first_published", ""))),
        ("first answered", str(overview.get("first_answered_on", ""))),
        ("days to the answer", "" if lag is None else str(lag)),
        ("recorded", f"{row['added_at']} by {user.get('name', '')}"),
    ]
    places = list(
        select(
            db,
            "SELECT 'r' || report AS report, outlet, title, published, quote, translation, speaker, stance, place, "
            "state, anchor_state AS anchor FROM appearances_overview WHERE claim = ? ORDER BY appearance",
            (number,),
        )
    )
    answers = list(
        select(
            db,
            "SELECT 'b' || b.rebuttal AS rebuttal, b.kind AS kind, b.state AS state, b.title AS title, "
            'b.text AS answer, b.approved_by AS "approved by", b.published_on AS "published on" '
            "FROM rebuttals_overview b JOIN answered_claims rc ON rc.rebuttal_id = b.rebuttal "
            "WHERE rc.standing_claim = ? ORDER BY b.rebuttal",
            (number,),
        )
    )
    return row["wording"], facts, [("Appears in", places), ("Answers", answers)]


def show_request(db: Database, number: int, row: dict[str, Any]) -> Layout:
    outlet = select_one(db, "SELECT name FROM outlets WHERE id = ?", (row["outlet_id"],))
    facts = [
        ("asked on", row["asked_on"]),
        ("of the", row["addressee"]),
        ("recipient", row["recipient"] or (outlet["name"] if outlet else "")),
        ("for", row["person"]),
        ("their reference", row["their_reference"]),
    ]
    steps = list(
        select(
            db,
            'SELECT p.step AS step, p.occurred_on AS "on", p.detail AS detail, '
            "CASE WHEN p.contact_id IS NULL THEN '' ELSE 'k' || p.contact_id END AS contact, "
            "coalesce(k.body_sha256, f.sha256, '') AS proof FROM request_steps p "
            "LEFT JOIN captures k ON k.id = p.proof_capture_id LEFT JOIN files f ON f.id = p.proof_file_id "
            "WHERE p.request_id = ? AND p.withdrawn_at IS NULL ORDER BY p.occurred_on, p.id",
            (number,),
        )
    )
    about = list(
        select(
            db,
            "SELECT 'c' || coalesce(a.standing_claim_id, a.moved_to, a.claim_id) AS claim, "
            "'r' || a.report_id AS report, "
            'a.quote AS quote, ra.outcome AS outcome, ra.outcome_on AS "outcome on", ra.wording AS wording, '
            "ra.place AS place, ra.prominence AS prominence, coalesce(k.body_sha256, f.sha256, '') AS proof "
            "FROM request_appearances ra JOIN appearances a ON a.id = ra.appearance_id "
            "LEFT JOIN captures k ON k.id = ra.proof_capture_id LEFT JOIN files f ON f.id = ra.proof_file_id "
            "WHERE ra.request_id = ? ORDER BY a.id",
            (number,),
        )
    )
    return (
        f"Request q{number}: {row['kind']}",
        facts,
        [("Text", row["text"]), ("Steps", steps), ("About", about)],
    )
