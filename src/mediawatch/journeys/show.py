"""Show one thing with everything that belongs to it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import NotFound
from mediawatch.journeys.correct import read_notes
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.show_contacts import (
    describe_right_of_reply,
    show_contact,
    show_contact_search,
    show_file,
    show_note,
)
from mediawatch.model import Ref

# whoever has the record's file sees all of it, so that what a view keeps from others is shown here, with its level
from mediawatch.store.markings import read_level
from mediawatch.store.markings import select_one_whole as select_one
from mediawatch.store.markings import select_whole as select
from mediawatch.store.rebuttals import read_deliveries, read_evidence
from mediawatch.store.reports import read_thing


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
    """Everything about a report, work, claim, rebuttal, request, contact, contact search, note or file.

    Raises:
        NotFound: there is none.
    """
    db = desk.record.db
    row = read_thing(db, ref, withdrawn=True)
    show = {
        "r": show_report, "w": show_work, "c": show_claim, "b": show_rebuttal, "q": show_request, "k": show_contact,
        "note": show_note, "file": show_file, "contact search": show_contact_search,
    }.get(ref.letter)  # fmt: skip
    if show is None:
        raise NotFound(f"{ref} cannot be shown by itself yet.", "See `mediawatch log`.")
    title, facts, sections = show(db, ref.number, row)
    facts.insert(0, ("confidentiality", read_level(db, ref)))
    if row.get("withdrawn_at"):
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


Layout = tuple[str, list[tuple[str, str]], list[tuple[str, list[dict[str, Any]] | str]]]


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
    return (
        row["title"],
        facts,
        [
            ("Right of reply", describe_right_of_reply(db, number)),
            ("Mentions", mentions),
            ("Claims", claims),
            ("Text", text),
        ],
    )


def show_work(db: Database, number: int, row: dict[str, Any]) -> Layout:
    facts, text = describe_document(db, row)
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
            "SELECT 'b' || b.rebuttal AS rebuttal, b.state AS state, b.text AS answer, "
            'b.approved_by AS "approved by", b.published_on AS "published on" FROM rebuttals_overview b '
            "JOIN rebuttal_claims rc ON rc.rebuttal_id = b.rebuttal WHERE rc.claim_id = ? ORDER BY b.rebuttal",
            (number,),
        )
    )
    return row["wording"], facts, [("Appears in", places), ("Answers", answers)]


def show_rebuttal(db: Database, number: int, row: dict[str, Any]) -> Layout:
    overview = select_one(db, "SELECT * FROM rebuttals_overview WHERE rebuttal = ?", (number,)) or {}
    facts = [
        ("state", str(overview.get("state", ""))),
        ("version", str(row["version"])),
        ("written", f"{row['written_at']} by {overview.get('written_by', '')}"),
        (
            "approved",
            f"{row['approved_at']} by {overview.get('approved_by', '')}" if row["approved_at"] else "",
        ),
        ("superseded by", f"b{row['superseded_by']}" if row["superseded_by"] else ""),
    ]
    answers = list(
        select(
            db,
            "SELECT 'c' || c.id AS claim, c.wording AS wording FROM rebuttal_claims rc "
            "JOIN claims c ON c.id = rc.claim_id WHERE rc.rebuttal_id = ? ORDER BY c.id",
            (number,),
        )
    )
    deliveries = [
        {
            "on": d["occurred_on"],
            "to": d["outlet"] or "our site",
            "address": d["address"],
            "version": d["version"],
        }
        for d in read_deliveries(db, number)
    ]
    evidence = [
        {
            "evidence": e["address"] or e["file"],
            "SHA-256": e["sha256"],
            **({"confidentiality": e["confidentiality"]} if e["confidentiality"] else {}),
        }
        for e in read_evidence(db, number, "_counsel")
    ]
    return (
        f"Rebuttal b{number}",
        facts,
        [("Text", row["text"]), ("Answers", answers), ("Delivered", deliveries), ("Evidence", evidence)],
    )


def show_request(db: Database, number: int, row: dict[str, Any]) -> Layout:
    outlet = select_one(db, "SELECT name FROM outlets WHERE id = ?", (row["outlet_id"],))
    facts = [
        ("asked on", row["asked_on"]),
        ("of the", row["addressee"]),
        ("recipient", row["recipient"] or (outlet["name"] if outlet else "")),
    ]
    about = list(
        select(
            db,
            "SELECT 'c' || a.claim_id AS claim, 'r' || a.report_id AS report, a.quote AS quote, ra.outcome AS outcome, "
            "ra.outcome_on AS \"outcome on\", ra.wording AS wording, coalesce(k.body_sha256, f.sha256, '') AS proof "
            "FROM request_appearances ra JOIN appearances a ON a.id = ra.appearance_id "
            "LEFT JOIN captures k ON k.id = ra.proof_capture_id LEFT JOIN files f ON f.id = ra.proof_file_id "
            "WHERE ra.request_id = ? ORDER BY a.id",
            (number,),
        )
    )
    return f"Request q{number}: {row['kind']}", facts, [("Text", row["text"]), ("About", about)]
