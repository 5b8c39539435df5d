"""What was found when known reports were read again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.chained import insert_all_chained, insert_chained
from mediawatch.store.events import find_or_add_user, sha256
from mediawatch.store.rows import insert, select

DUE = """
SELECT r.id AS report, r.title AS title, r.document_id AS document, r.capture_id AS capture, r.article_id AS article,
       r.published AS published, r.added_on AS added_on, k.body_sha256 AS body_sha256, k.retrieved_at AS retrieved_at,
       d.address AS address, coalesce(s.missing, 0) AS missing, coalesce(s.missing_since, '') AS missing_since,
       coalesce(s.gone_on, '') AS gone_on, coalesce(s.due_at, '') AS due_at,
       EXISTS (SELECT 1 FROM appearances a JOIN request_appearances q ON q.appearance_id = a.id
               WHERE a.report_id = r.id AND a.withdrawn_at IS NULL AND q.outcome = '') AS requested
FROM reports r
JOIN captures k ON k.id = r.capture_id
JOIN document_addresses d ON d.document_id = r.document_id
LEFT JOIN recheck_states s ON s.report_id = r.id
WHERE r.withdrawn_at IS NULL AND r.article_id IS NOT NULL AND d.address LIKE 'http%'
"""


def list_due(
    db: Database, now: str, wanted: Sequence[int] = (), *, every: bool = False
) -> list[dict[str, Any]]:
    """The reports that are due (or those that are wanted, or every one), with what a reading again needs to know."""
    if wanted:
        only = f" AND r.id IN ({', '.join(map(str, wanted))})"
    else:
        only = "" if every else " AND coalesce(s.due_at, '') <= :now"
    return list(select(db, f"{DUE}{only} ORDER BY coalesce(s.due_at, ''), r.id", {"now": now}))


def insert_check(
    db: Database, actor: Actor, report: int, run: int, columns: dict[str, Any], revisit: bytes = b""
) -> int:
    """Note that a report was looked at again; gives the number of that look."""
    row = {
        "report_id": report, "run_id": run, "checked_at": actor.now, "checked_on": actor.today,
        "checked_by": find_or_add_user(db, actor), **columns, "revisit_sha256": sha256(revisit) if revisit else "",
    }  # fmt: skip
    number = insert_chained(db, actor, "report_checks", row, verb="looked again", ref=Ref("r", report))
    if revisit:
        insert(db, "revisits", {"check_id": number, "record": revisit})
    return number


def insert_anchors(db: Database, actor: Actor, report: int, rows: Sequence[dict[str, Any]]) -> None:
    """Keep what became of the quotes, and say it of each appearance."""
    insert_all_chained(db, actor, "anchor_checks", rows, verb="quotes looked for", ref=Ref("r", report))
    for row in rows:
        db.execute(
            "UPDATE appearances SET anchor_state = ? WHERE id = ?", (row["state"], row["appearance_id"])
        )


def insert_notices(
    db: Database, actor: Actor, check: int, report: int, capture: int, words: Sequence[str]
) -> list[str]:
    """Keep what a publisher says of its corrections; gives what was not known before."""
    known = {
        row["words"] for row in select(db, "SELECT words FROM report_notices WHERE report_id = ?", (report,))
    }
    new = [each for each in dict.fromkeys(words) if each not in known]
    rows = [{"check_id": check, "report_id": report, "capture_id": capture, "words": each} for each in new]
    insert_all_chained(db, actor, "report_notices", rows, verb="correction noticed", ref=Ref("r", report))
    return new


def set_state(db: Database, report: int, due_at: str, missing: int, missing_since: str, gone_on: str) -> None:
    """When a report is due again, and whether it is there."""
    db.execute(
        "INSERT INTO recheck_states VALUES (?, ?, ?, ?, ?) ON CONFLICT (report_id) DO UPDATE SET "
        "due_at = excluded.due_at, missing = excluded.missing, missing_since = excluded.missing_since, "
        "gone_on = excluded.gone_on",
        (report, due_at, missing, missing_since, gone_on),
    )


def read_pinned(db: Database, report: int) -> list[dict[str, Any]]:
    """The standing appearances in a report, as they were pinned."""
    return list(
        select(
            db,
            "SELECT * FROM appearances WHERE report_id = ? AND withdrawn_at IS NULL ORDER BY id",
            (report,),
        )
    )


def find_open_requests(db: Database, appearance: int) -> list[dict[str, Any]]:
    """Requests about an appearance that have no outcome yet."""
    return list(
        select(
            db,
            "SELECT q.id AS request, q.kind AS kind FROM request_appearances ra "
            "JOIN requests q ON q.id = ra.request_id "
            "WHERE ra.appearance_id = ? AND ra.outcome = '' AND q.withdrawn_at IS NULL ORDER BY q.id",
            (appearance,),
        )
    )


def read_texts(db: Database, capture: int) -> dict[str, tuple[int, str]]:
    """The texts of a capture by role: number and text."""
    rows = select(
        db,
        "SELECT c.role, t.id, t.text FROM capture_texts c JOIN texts t ON t.id = c.text_id WHERE c.capture_id = ?",
        (capture,),
    )
    return {row["role"]: (row["id"], row["text"]) for row in rows}
