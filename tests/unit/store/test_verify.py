"""Whoever changes the file with a tool of their own is found out."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from looks import look_again
from mediawatch.model import UNKNOWN_DATE, Actor, Anchor, QuotePart, Span
from mediawatch.store import claims, reports
from mediawatch.store.answers import tell_all
from mediawatch.store.backup import copy_record
from mediawatch.store.chained import insert_chained
from mediawatch.store.citations import Place, insert_citation
from mediawatch.store.documents import add_file, insert_document
from mediawatch.store.events import append_event
from mediawatch.store.evidence import add_evidence
from mediawatch.store.rebuttals import approve, insert_comment, insert_delivery, insert_draft
from mediawatch.store.record import Record
from mediawatch.store.rows import select_one
from mediawatch.store.sqlite import sqlite3
from mediawatch.store.verify import run_checks
from mediawatch.store.works import insert_check


@pytest.fixture
def full(record: Record, actor: Actor, capture: int) -> Record:
    with record.write() as db:
        text = select_one(
            db, "SELECT text_id, document_id FROM capture_texts JOIN captures ON id = capture_id"
        )
        assert text
        columns = {
            "document_id": text["document_id"],
            "medium": "web",
            "title": "Closed",
            "authors": "",
            "language": "en",
            "capture_id": capture,
            "article_id": text["text_id"],
        }
        report = reports.insert_report(db, actor, columns, UNKNOWN_DATE)
        append_event(db, actor, "added", f"r{report}", {**columns, "published": asdict(UNKNOWN_DATE)})
        about = {name: columns[name] for name in ("title", "authors", "language", "capture_id", "article_id")}
        about["document_id"] = insert_document(db, "work", actor.now)
        work = reports.insert_work(db, actor, about, UNKNOWN_DATE)
        append_event(db, actor, "added", f"w{work}", {**about, "published": asdict(UNKNOWN_DATE)})
        insert_check(db, actor, work, capture, 200, "0" * 64)
        claim = claims.insert_claim(db, actor, "They say we closed.")
        append_event(db, actor, "claimed", f"c{claim}", {"wording": "They say we closed."})
        number = claims.insert_appearance(
            db,
            actor,
            Anchor((QuotePart(14, 29, "closed the line"),), "Harbour Trust ", ".", "exact"),
            {
                "claim_id": claim,
                "report_id": report,
                "capture_id": capture,
                "text_id": text["text_id"],
                "role": "article",
                "typed": "closed the line",
                "place": "",
                "speaker": "",
                "stance": "asserts",
                "translation": "",
            },
        )
        append_event(
            db, actor, "pinned", f"appearance {number}",
            {"claim": f"c{claim}", "appearance": claims.describe_appearance(db, number)},
        )  # fmt: skip
        (words,) = db.execute("SELECT text FROM texts WHERE id = ?", (text["text_id"],)).fetchone()
        place = Place(report, capture, text["text_id"], "article", words, (Span(14, 29),))
        insert_citation(db, actor, place, kind="quotation", found="by hand", key="closed the line")
        add_file(db, actor, "letter.pdf", "application/pdf", b"%PDF")
        rebuttal = insert_draft(db, actor, "We did not.", [claim], kind="statement", title="Open")
        row = select_one(db, "SELECT * FROM rebuttals WHERE id = ?", (rebuttal,))
        assert row
        insert_comment(db, actor, row, "Give the figure.")
        add_evidence(db, actor, rebuttal, address="https://register.example/1234")
        approve(db, actor, row, "2026-03-06")
        version = select_one(db, "SELECT * FROM rebuttal_versions")
        append_event(db, actor, "approved", f"b{rebuttal}", {"row": version, **tell_all(db, rebuttal)})
        insert_delivery(db, actor, {"id": rebuttal, "version": 1}, "2026-03-06", "", 0)
        append_event(
            db, actor, "delivered", f"b{rebuttal}", {"row": select_one(db, "SELECT * FROM deliveries")}
        )
        place = Place(
            report, capture, text["text_id"], "article", "Harbour Trust closed the line.", (Span(14, 29),)
        )
        insert_citation(db, actor, place, kind="link", found="by machine", key="link")
        look_again(db, actor, report, number, capture)
        insert_chained(
            db, actor, "markings", {"ref": "q4", "level": "privileged", "marked_at": actor.now, "marked_by": 1},
            verb="marked", ref="q4",
        )  # fmt: skip
    return record


def failures(record: Record) -> list[str]:
    return [failure for check in run_checks(record.db) for failure in check.failures]


def test_an_untouched_record_agrees_with_itself(full: Record) -> None:
    assert failures(full) == []
    assert [check.name for check in run_checks(full.db) if not check.checked] == [], (
        "every check looked at something"
    )


TAMPERING = {
    "the text of a report": ("texts", "UPDATE texts SET text = 'Harbour Trust saved the line.'"),
    "the time of a capture": ("captures", "UPDATE captures SET retrieved_at = '2026-03-01T00:00:00+00:00'"),
    "the address of a capture": ("captures", "UPDATE captures SET final_address = 'https://other.example/'"),
    "the archived bytes": ("archived", "UPDATE archived SET record = x'00'"),
    "the extractor": ("capture_texts", "UPDATE capture_texts SET extractor = 'typed by somebody'"),
    "a file": ("files", "UPDATE files SET content = x'00'"),
    "the name of a file": ("files", "UPDATE files SET name = 'other.pdf'"),
    "a quote": ("", "UPDATE appearances SET quote = 'saved the line'"),
    "the speaker of a quote": ("", "UPDATE appearances SET speaker = 'A director'"),
    "an approved answer": ("rebuttal_versions", "UPDATE rebuttal_versions SET text = 'We did.'"),
    "the day of a delivery": ("deliveries", "UPDATE deliveries SET occurred_on = '2026-03-05'"),
    "an event": ("events", "UPDATE events SET at = '2026-01-01T00:00:00+00:00' WHERE id = 2"),
    "the last event": ("events", "UPDATE events SET verb = 'x' WHERE id = (SELECT max(id) FROM events)"),
    "what an event says": ("event_payloads", "UPDATE event_payloads SET payload = '{}' WHERE event_id = 1"),
    "the title of a report": ("", "UPDATE reports SET title = 'Open'"),
    "the date of a report": ("", "UPDATE reports SET published = '2026-03-01'"),
    "the wording of a claim": ("", "UPDATE claims SET wording = 'They praise us.'"),
    "who wrote an approved answer": (
        "rebuttal_versions",
        "UPDATE rebuttal_versions SET writers = '[\"Somebody\"]'",
    ),
    "the title of an approved statement": ("", "UPDATE rebuttals SET title = 'Closed'"),
    "an approval that was taken back": ("", "UPDATE rebuttals SET approved_at = NULL"),
    "a work that a statement was never published as": ("", "UPDATE rebuttals SET work_id = 1"),
    "an answer that was never superseded": ("", "UPDATE rebuttals SET superseded_on = '2026-03-07'"),
    "an answer that was never withdrawn": (
        "",
        "UPDATE rebuttals SET withdrawn_at = '2026-03-07T09:00:00+00:00', withdrawn_why = 'x'",
    ),
    "the claims that an answer answers": ("", "DELETE FROM rebuttal_claims"),
    "a comment": ("", "UPDATE rebuttal_comments SET body = 'Fine by me.'"),
    "a comment too few": ("", "DELETE FROM rebuttal_comments"),
    "a comment too many": (
        "",
        "INSERT INTO rebuttal_comments (rebuttal_id, version, body, said_at, said_by) "
        "SELECT rebuttal_id, version, 'More.', said_at, said_by FROM rebuttal_comments",
    ),
    "the address of evidence": ("", "UPDATE evidence SET address = 'https://other.example/'"),
    "what evidence was found to be": ("", "UPDATE evidence SET found = 'gone'"),
    "evidence too few": ("", "DELETE FROM evidence"),
    "the channel of a delivery": ("deliveries", "UPDATE deliveries SET channel = 'letter'"),
    "the time of a delivery": (
        "deliveries",
        "UPDATE deliveries SET occurred_at = '2026-03-06T16:05:00+00:00'",
    ),
    "the text that was approved": ("", "UPDATE rebuttals SET text = 'We did.'"),
    "the owner of a claim": ("", "UPDATE claims SET owner_id = 1"),
    "a row that is chained whole": ("", "UPDATE markings SET level = 'confidential'"),
    "a row too many": ("", "INSERT INTO markings SELECT 'q5', level, marked_at, marked_by FROM markings"),
    "a row too few": ("", "DELETE FROM markings"),
    "the words that a quote became": ("anchor_checks", "UPDATE anchor_checks SET wording = 'Trust'"),
    "where a quote stands now": ("anchor_checks", "UPDATE anchor_checks SET start = 2"),
    "what became of a quote": ("", "UPDATE appearances SET anchor_state = 'anchored'"),
    "what was found when a report was read again": (
        "report_checks",
        "UPDATE report_checks SET outcome = 'gone'",
    ),
    "what a publisher says": ("report_notices", "UPDATE report_notices SET words = 'Nothing was wrong.'"),
    "a revisit": ("revisits", "UPDATE revisits SET record = x'00'"),
    "a revisit too few": ("revisits", "DELETE FROM revisits"),
    "when something was first read": ("", "UPDATE first_captures SET retrieved_on = '2020-01-01'"),
    "a missing event": ("events", "DELETE FROM events WHERE id = 2"),
    "a missing capture": ("captures", "DELETE FROM captures"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_shows(full: Record, what: str) -> None:
    table, statement = TAMPERING[what]
    raw = sqlite3.connect(str(full.path))
    dropped = raw.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
    ).fetchall()
    for name, _ in dropped:
        raw.execute(f"DROP TRIGGER {name}")
    assert raw.execute(statement).rowcount > 0
    for _, sql in dropped:
        raw.execute(sql)
    raw.commit()
    raw.close()
    assert failures(full), f"{what} was changed and nobody noticed"


def test_a_missing_or_weakened_trigger_shows(full: Record) -> None:
    full.db.execute("DROP TRIGGER texts_never_update")
    full.db.execute("DROP TRIGGER files_never_delete")
    full.db.execute("CREATE TRIGGER files_never_delete BEFORE DELETE ON files BEGIN SELECT 1; END")
    said = failures(full)
    assert any("texts_never_update is missing" in line for line in said)
    assert any("files_never_delete was changed" in line for line in said)


def test_a_copy_is_the_record(full: Record, tmp_path: Path) -> None:
    copy_record(full.db, tmp_path / "copy.db")
    shutil.copy(tmp_path / "copy.db", tmp_path / "again.db")
    from mediawatch.store.record import open_record

    with open_record(tmp_path / "again.db") as copy:
        assert failures(copy) == []
        for table in ("events", "texts", "archived", "deliveries"):
            sql = f"SELECT * FROM {table}"
            assert copy.db.execute(sql).fetchall() == full.db.execute(sql).fetchall()
