"""Show one thing with everything that belongs to it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlite_utils import Database

from mediawatch.cited import Cited
from mediawatch.errors import NotFound
from mediawatch.journeys.citation_read import read_row
from mediawatch.journeys.correct import read_notes
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.show_contacts import (
    describe_right_of_reply,
    show_contact,
    show_contact_search,
    show_file,
    show_note,
)
from mediawatch.journeys.show_desk import describe_owner, read_story, read_suggestions, show_claim
from mediawatch.journeys.show_rebuttal import Layout, show_rebuttal
from mediawatch.model import Ref
from mediawatch.reading.spans import say_span
from mediawatch.store.claims import STANDING

# whoever has the record's file sees all of it, so that what a view keeps from others is shown here, with its level
from mediawatch.store.markings import read_level
from mediawatch.store.markings import select_one_whole as select_one
from mediawatch.store.markings import select_whole as select
from mediawatch.store.reports import read_thing
from mediawatch.store.works import read_versions


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
    citation: Cited | None = None
    """for a citation: everything about it, to be set out in a way of its own"""


def show_thing(desk: Desk, ref: Ref) -> Shown:
    """Everything about a report, work, claim, rebuttal, request, contact, citation, contact search, note or file.

    Raises:
        NotFound: there is none.
    """
    db = desk.record.db
    row = read_thing(db, ref, withdrawn=True)
    if ref.letter == "x":
        return show_citation(db, ref, row)
    show = {
        "r": show_report, "w": show_work, "c": show_claim, "b": show_rebuttal, "q": show_request, "k": show_contact,
        "s": show_source,
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


def show_source(db: Database, number: int, row: dict[str, Any]) -> Layout:
    """A source: how it goes, and when it was read."""
    told = select_one(db, "SELECT * FROM sources_overview WHERE source = ?", (number,)) or {}
    facts = [
        (name.replace("_", " "), str(told[name]))
        for name in (
            "kind",
            "address",
            "selector",
            "outlet",
            "state",
            "why",
            "read_at",
            "yielded_at",
            "due_at",
            "listed",
        )
        if told.get(name)
    ]
    facts += [("read again after", say_span(told["interval"])), ("leads", f"{told['leads']:,}")]
    facts += [
        ("reports", f"{told['reports']:,}"),
        ("added", f"{told['recorded_at']} by {told['recorded_by']}"),
    ]
    columns = "read_at, outcome, listed, new, why"
    reads = list(
        select(
            db,
            f"SELECT {columns} FROM source_reads_overview WHERE source = ? ORDER BY source_read DESC LIMIT 10",
            (number,),
        )
    )
    return row["title"] or row["address"], facts, [("Last reads", reads)]


def show_citation(db: Database, ref: Ref, row: dict[str, Any]) -> Shown:
    """A citation, whole."""
    cited = read_row(db, row, "_counsel")
    notes = read_notes(db, ref)
    data = {"ref": str(ref), "headline": cited.headline, **asdict(cited)}
    return Shown(
        str(ref), cited.headline, [], [("Notes", notes)] if notes else [], {**data, "notes": notes}, cited
    )


Sections = list[tuple[str, list[dict[str, Any]] | str]]


def show_report(db: Database, number: int, row: dict[str, Any]) -> Layout:
    facts, text = describe_document(db, row)
    outlet = select_one(db, "SELECT name FROM outlets WHERE id = ?", (row["outlet_id"],))
    facts = [
        ("outlet", outlet["name"] if outlet else ""),
        ("medium", row["medium"]),
        ("place", row["place"]),
        ("decided", row["triage"]),
        *describe_owner(db, row),
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
    sections: Sections = [
        ("Right of reply", describe_right_of_reply(db, number)),
        ("Quotes that changed", read_changes(db, number)),
        ("What its publisher says", read_notices(db, number)),
        ("Looked at again", read_looks(db, number)),
        ("Same story", read_story(db, number)),
        ("Suggestions", read_suggestions(db, "report", number)),
        ("Mentions", mentions),
        ("Claims", claims),
        ("Citations", read_citations(db, "report", number)),
        ("Text", text),
    ]
    return row["title"], facts, sections


def read_changes(db: Database, number: int) -> list[dict[str, Any]]:
    """The quotes of a report that do not stand any more as they stood."""
    sql = (
        "SELECT 'c' || claim AS claim, state, quote AS was, wording AS now, checked_on AS seen "
        "FROM anchor_changes WHERE report = ? ORDER BY appearance"
    )
    return list(select(db, sql, (number,)))


def read_notices(db: Database, number: int) -> list[dict[str, Any]]:
    """What a publisher says of its own corrections."""
    sql = "SELECT noticed_on AS seen, words FROM notices_overview WHERE report = ? ORDER BY notice"
    return list(select(db, sql, (number,)))


def read_looks(db: Database, number: int) -> list[dict[str, Any]]:
    """The last times that a report was looked at again."""
    sql = (
        'SELECT checked_on AS "on", outcome, status, why, title_before, title_after FROM report_checks_overview '
        "WHERE report = ? ORDER BY report_check DESC LIMIT 5"
    )
    return list(select(db, sql, (number,)))


def read_citations(db: Database, about: str, number: int) -> list[dict[str, Any]]:
    """The citations of a report, or those of a work, each in a few lines."""
    return list(
        select(
            db,
            "SELECT 'x' || citation AS citation, 'r' || report AS report, outlet, published, kind, "
            "CASE WHEN work > 0 THEN 'w' || work ELSE '' END AS work, grade, flags, quote, "
            'left_out AS "left out", assessment, '
            "CASE WHEN since_changed THEN 'yes' ELSE '' END AS \"changed since\", "
            "CASE first WHEN 'theirs' THEN 'they were' ELSE '' END AS \"who was first\" "
            f"FROM citations_overview WHERE {about} = ? ORDER BY report, start, citation",
            (number,),
        )
    )


def show_work(db: Database, number: int, row: dict[str, Any]) -> Layout:
    facts, text = describe_document(db, row)
    old = [
        address
        for (address,) in db.execute(
            "SELECT address FROM old_addresses WHERE work_id = ? ORDER BY id", (number,)
        )
    ]
    statements = [
        f"b{rebuttal}" for (rebuttal,) in db.execute("SELECT id FROM rebuttals WHERE work_id = ?", (number,))
    ]
    facts = [
        ("also called", row["short_title"]),
        ("DOI", row["doi"]),
        ("ISBN", row["isbn"]),
        ("retired on", row["retired_on"]),
        ("retired because", row["retired_why"]),
        ("stood once at", "\n".join(old)),
        *facts,
        ("statement", ", ".join(statements)),
    ]
    versions = [
        {
            "version": version["turn"],
            "seen from": version["first_seen_at"],
            "seen until": version["last_seen_at"],
            "replaced by": version["replaced_at"],
            "capture": version["capture"],
        }
        for version in read_versions(db, number)
    ]
    sections: Sections = [
        ("Versions", versions if len(versions) > 1 else []),
        ("Citations", read_citations(db, "work", number)),
        ("Text", text),
    ]
    return row["title"], facts, sections


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
            f"SELECT 'c' || {STANDING} AS claim, "
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
