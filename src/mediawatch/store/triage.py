"""What somebody decided about a report in the inbox, and which words round a name meant someone else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.chained import insert_all_chained, update_chained
from mediawatch.store.events import append_event, find_or_add_user
from mediawatch.store.rows import select, select_one, update

DECISION = ("triage", "triaged_at", "triaged_by")
"""The columns of a report that hold a decision."""

REMEMBERED = 300
"""Places of a name that are looked at to judge a new one: the newest so many of others, and of ours."""


def write_decision(
    db: Database,
    actor: Actor,
    report: dict[str, Any],
    triage: str,
    *,
    together: Sequence[int] = (),
    said: str = "",
) -> dict[str, Any]:
    """Note what was decided about a report; gives the columns as they now are.

    Args:
        report: its row.
        together: the reports about which it was decided at once.
        said: more about it, for the log.
    """
    after = {
        "triage": triage,
        "triaged_at": actor.now if triage else None,
        "triaged_by": find_or_add_user(db, actor) if triage else None,
    }
    change_decision(db, actor, report, after, {"together": list(together), "said": said})
    return after


def change_decision(
    db: Database, actor: Actor, report: dict[str, Any], after: dict[str, Any], payload: dict[str, Any]
) -> None:
    """Put other values in place of a decision, and chain that."""
    before = {column: report[column] for column in DECISION}
    update(db, "reports", report["id"], after)
    append_event(db, actor, "triaged", Ref("r", report["id"]), {"before": before, "after": after, **payload})


def read_last_decision(db: Database, report: dict[str, Any]) -> dict[str, Any] | None:
    """The event that made a report's decision what it is: before, after, together; None where the history has none.

    A decision that was taken back is no step that one could take back once more.
    """
    for (payload,) in db.execute(
        "SELECT p.payload FROM events e JOIN event_payloads p ON p.event_id = e.id "
        "WHERE e.ref = ? AND e.verb = 'triaged' ORDER BY e.id DESC",
        (f"r{report['id']}",),
    ):
        said: dict[str, Any] = json.loads(payload)
        if not said.get("undo") and all(said["after"][column] == report[column] for column in DECISION):
            return said
    return None


def read_mates(db: Database, report: int) -> list[int]:
    """Other reports of the same story that wait to be looked at."""
    return [
        number
        for (number,) in db.execute(
            "SELECT m.report_id FROM story_reports s JOIN story_reports m ON m.story_id = s.story_id "
            "JOIN reports r ON r.id = m.report_id WHERE s.report_id = ? AND m.report_id <> s.report_id "
            "AND r.withdrawn_at IS NULL AND r.triage IN ('', 'later') AND NOT EXISTS (SELECT 1 FROM appearances a "
            "WHERE a.report_id = r.id AND a.withdrawn_at IS NULL) ORDER BY m.report_id",
            (report,),
        )
    ]


def count_appearances(db: Database, report: int) -> int:
    """Appearances of claims in a report that stand."""
    return int(
        db.execute(
            "SELECT count(*) FROM appearances WHERE report_id = ? AND withdrawn_at IS NULL", (report,)
        ).fetchone()[0]
    )


def read_named(db: Database, report: int) -> list[dict[str, Any]]:
    """Places of a report where a name stands: name_id, surface, sentence; start and end in that sentence."""
    return list(
        select(
            db,
            "SELECT name_id, surface, sentence, start - sentence_start AS start, "
            '"end" - sentence_start AS "end" FROM mentions WHERE report_id = ? AND kind = \'text\' ORDER BY id',
            (report,),
        )
    )


def remember_someone_else(db: Database, actor: Actor, report: int, rows: Sequence[dict[str, Any]]) -> int:
    """Keep the words round names that meant someone else; `rows` are name_id, surface, words. Gives how many."""
    user = find_or_add_user(db, actor)
    numbers = insert_all_chained(
        db,
        actor,
        "someone_else",
        [{**row, "report_id": report, "decided_at": actor.now, "decided_by": user} for row in rows],
        verb="remembered",
        ref=Ref("r", report),
    )
    return len(numbers)


def forget_someone_else(db: Database, actor: Actor, report: int) -> None:
    """Take back what was remembered of a report."""
    for (number,) in db.execute(
        "SELECT id FROM someone_else WHERE report_id = ? AND withdrawn_at IS NULL", (report,)
    ).fetchall():
        update_chained(
            db,
            actor,
            "someone_else",
            {"id": number},
            {"withdrawn_at": actor.now},
            verb="forgot",
            ref=Ref("r", report),
        )


def read_someone_else(db: Database, name: int) -> list[dict[str, Any]]:
    """The newest places of a name in reports about someone else: report, surface, words."""
    return list(
        select(
            db,
            "SELECT e.report_id AS report, e.surface AS surface, e.words AS words FROM someone_else e "
            "JOIN reports r ON r.id = e.report_id AND r.withdrawn_at IS NULL "
            "WHERE e.name_id = ? AND e.withdrawn_at IS NULL ORDER BY e.id DESC LIMIT ?",
            (name, REMEMBERED),
        )
    )


def read_ours(db: Database, name: int) -> list[dict[str, Any]]:
    """The newest places of a name in reports that a person took to be about us, as `read_named` gives them."""
    return list(
        select(
            db,
            "SELECT m.name_id, m.surface, m.sentence, m.start - m.sentence_start AS start, "
            'm."end" - m.sentence_start AS "end", m.report_id AS report '
            "FROM mentions m JOIN reports r ON r.id = m.report_id "
            "WHERE m.name_id = ? AND m.kind = 'text' AND r.withdrawn_at IS NULL "
            "AND (r.triage IN ('claim', 'only a mention') OR EXISTS ("
            "SELECT 1 FROM appearances a WHERE a.report_id = r.id AND a.withdrawn_at IS NULL)) "
            "ORDER BY m.id DESC LIMIT ?",
            (name, REMEMBERED),
        )
    )


def read_user(db: Database, number: int | None) -> str:
    """The name of a user; "" for none."""
    row = select_one(db, "SELECT name FROM users WHERE id = ?", (number,))
    return str(row["name"]) if row else ""
