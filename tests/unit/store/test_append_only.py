"""Evidence cannot be changed by SQL, whatever the connection."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from looks import look_again
from mediawatch.model import UNKNOWN_DATE, Actor
from mediawatch.store.claims import insert_claim
from mediawatch.store.documents import add_file, insert_document
from mediawatch.store.events import append_event, find_or_add_user
from mediawatch.store.migrations import APPEND_ONLY
from mediawatch.store.rebuttals import approve, delete_draft, insert_delivery, insert_draft
from mediawatch.store.record import Record
from mediawatch.store.reports import insert_work
from mediawatch.store.rows import insert, select_one
from mediawatch.store.sqlite import sqlite3
from mediawatch.store.works import insert_check

REPORT_WORDS = ("medium", "title", "authors", "language", "published", "published_origin")
CITATION_WORDS = ("quote", "prefix", "suffix", "fingerprint", "added_at", "added_on")


def report_of(db: Database, actor: Actor, user: int) -> dict[str, object]:
    """The columns of a report that are no mere words."""
    document = select_one(db, "SELECT document_id FROM captures")
    assert document
    return {
        **document, "published_precision": "unknown", "published_certain": 0, "added_at": actor.now,
        "added_on": actor.today, "added_by": user,
    }  # fmt: skip


@pytest.fixture
def full(record: Record, actor: Actor, capture: int) -> Record:
    with record.write() as db:
        add_file(db, actor, "letter.pdf", "application/pdf", b"%PDF")
        claim = insert_claim(db, actor, "They say we closed.")
        rebuttal = insert_draft(db, actor, "We did not.", [claim])
        approve(db, actor, select_one(db, "SELECT * FROM rebuttals WHERE id = ?", (rebuttal,)), "2026-03-06")
        insert_delivery(db, actor, {"id": rebuttal, "version": 1}, "2026-03-06", "", 0)
        insert(
            db,
            "notes",
            {"ref": "c1", "body": "a note", "added_at": actor.now, "added_by": find_or_add_user(db, actor)},
        )
        append_event(db, actor, "noted", "c1", {})
        user = find_or_add_user(db, actor)
        judged = {"assessed_at": actor.now, "assessed_on": actor.today, "assessed_by": user}
        insert(db, "assessments", {"ref": "c1", "verdict": "false", "reason": "The line runs.", **judged})
        insert(db, "assessment_evidence", {"assessment_id": 1, "address": "https://courier.example/b"})
        report = insert(db, "reports", dict.fromkeys(REPORT_WORDS, "") | report_of(db, actor, user))
        place = {"capture_id": capture, "start": 0, "end": 13, "parts": []}
        citation = insert(
            db,
            "citations",
            dict.fromkeys(CITATION_WORDS, "")
            | {
                **place,
                "report_id": report,
                "role": "article",
                "kind": "link",
                "found": "by hand",
                "added_by": user,
            },
        )
        work = insert(
            db,
            "works",
            dict.fromkeys(("title", "authors", "language", "published", "published_origin"), "")
            | report_of(db, actor, user),
        )
        check = {"checked_at": actor.now, "status": 200, "body_sha256": "", "checked_by": user}
        insert(db, "work_checks", {"work_id": work, "capture_id": capture, **check})
        offsets = dict.fromkeys(("work_start", "work_end", "whole_start", "whole_end"), 0)
        lists = dict.fromkeys(("others", "flags", "passages", "left_out", "differences", "also"), "[]")
        insert(
            db,
            "citation_grades",
            {
                **place, **offsets, **lists, "citation_id": citation, "context_start": 0, "context_end": 0, "grade": "",
                "first": "unknown", "rules": "1", "graded_at": actor.now, "graded_by": user,
            },
        )  # fmt: skip
        about = dict.fromkeys(("title", "authors", "language"), "")
        work = insert_work(
            db, actor, {**about, "document_id": insert_document(db, "work", actor.now)}, UNKNOWN_DATE
        )
        insert_check(db, actor, work, capture, 200, "0" * 64)
        look_again(db, actor, report, pin(db, actor, report, claim, capture), capture)
    return record


def pin(db: Database, actor: Actor, report: int, claim: int, capture: int) -> int:
    """A quote pinned in a report; its number."""
    (text,) = db.execute("SELECT max(text_id) FROM capture_texts").fetchone()
    words = dict.fromkeys(("typed", "quote", "prefix", "suffix", "place", "speaker", "translation"), "")
    return insert(
        db,
        "appearances",
        {
            **words, "claim_id": claim, "report_id": report, "capture_id": capture, "text_id": text,
            "role": "article", "how": "exact", "start": 0, "end": 5, "parts": [], "stance": "asserts",
            "added_at": actor.now, "added_on": actor.today, "added_by": find_or_add_user(db, actor),
        },
    )  # fmt: skip


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("way", ["update", "delete", "replace", "upsert"])
def test_no_row_is_changed_removed_or_replaced(full: Record, table: str, way: str) -> None:
    # a plain connection, as anybody's own tool would open it: no pragmas of ours
    raw = sqlite3.connect(str(full.path))
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    before = raw.execute(f"SELECT * FROM {table}").fetchall()
    assert before, f"the fixture puts no row into {table}"
    names = ", ".join(f'"{column}"' for column in columns)
    statements = {
        "update": f"UPDATE {table} SET \"{columns[-1]}\" = 'x'",
        "delete": f"DELETE FROM {table}",
        "replace": f"REPLACE INTO {table} SELECT * FROM {table}",
        "upsert": f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE true "
        f"ON CONFLICT DO UPDATE SET \"{columns[-1]}\" = 'x'",
    }
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        raw.execute(statements[way])
    raw.rollback()
    assert raw.execute(f"SELECT * FROM {table}").fetchall() == before
    raw.close()


def test_replace_by_another_key_is_refused_too(full: Record) -> None:
    raw = sqlite3.connect(str(full.path))
    digest = raw.execute("SELECT sha256 FROM texts").fetchone()[0]
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        raw.execute("REPLACE INTO texts (id, sha256, text) VALUES (999, ?, 'other words')", (digest,))
    raw.close()


def test_a_draft_goes_without_a_trace_and_an_approved_answer_stays(record: Record, actor: Actor) -> None:
    with record.write() as db:
        claim = insert_claim(db, actor, "They say we closed.")
        rebuttal = insert_draft(db, actor, "An unspeakable zymurgical draft.", [claim])
    with record.write() as db:
        delete_draft(db, rebuttal)
    record.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"zymurgical" not in record.path.read_bytes()
    with record.write() as db:
        second = insert_draft(db, actor, "Said and done.", [claim])
        assert second == rebuttal + 1, "a number is never used again"
        approve(db, actor, select_one(db, "SELECT * FROM rebuttals WHERE id = ?", (second,)), "2026-03-06")
    with pytest.raises(sqlite3.IntegrityError, match="never deleted"), record.write() as db:
        delete_draft(db, second)
