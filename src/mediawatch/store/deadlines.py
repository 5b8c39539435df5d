"""What deadlines are counted from, and what people say of them: outlets' regulators, own rules, marks.

Nothing that is counted is stored: a deadline is worked out each time from reports, requests and rules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor
from mediawatch.store.chained import delete_chained, insert_chained, update_chained
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import select, select_one


def read_record_uuid(db: Database) -> str:
    """The UUID that the record was given when it was made."""
    return str(db.execute("SELECT record_uuid FROM organisation").fetchone()[0])


def read_claimed_reports(db: Database) -> list[dict[str, Any]]:
    """Reports in which a claim was ever pinned, withdrawn ones too."""
    return list(
        select(
            db,
            """SELECT r.id AS report, r.title, r.medium, r.published, r.published_precision, r.published_certain,
                      r.withdrawn_at, r.outlet_id, coalesce(o.name, '') AS outlet
               FROM reports r LEFT JOIN outlets o ON o.id = r.outlet_id
               WHERE r.id IN (SELECT a.report_id FROM appearances a) ORDER BY r.id""",
        )
    )


def read_standing_appearances(db: Database) -> list[dict[str, Any]]:
    """Appearances that stand, each with its claim, as merged and split, and the claim's newest verdict."""
    return list(
        select(
            db,
            """SELECT a.id AS appearance, a.report_id AS report, a.stance, c.id AS claim,
                      coalesce(v.verdict, '') AS verdict
               FROM appearances a
               JOIN claims c ON c.id = coalesce(a.standing_claim_id, a.moved_to, a.claim_id) AND c.withdrawn_at IS NULL
               LEFT JOIN assessments_overview v ON v.ref = 'c' || c.id
               WHERE a.withdrawn_at IS NULL ORDER BY a.id""",
        )
    )


def read_requests(db: Database) -> list[dict[str, Any]]:
    """Every request with its level of confidentiality ("" for none), withdrawn ones too."""
    return list(
        select(
            db,
            """SELECT q.id AS request, q.kind, q.addressee, q.asked_on, q.withdrawn_at, q.outlet_id,
                      coalesce(o.name, '') AS outlet, coalesce(m.level, '') AS level
               FROM requests q LEFT JOIN outlets o ON o.id = q.outlet_id
               LEFT JOIN markings m ON m.ref = 'q' || q.id ORDER BY q.id""",
        )
    )


def read_asked_appearances(db: Database) -> list[dict[str, Any]]:
    """What each request is about, in the order in which it was pinned, with the outcome there."""
    return list(
        select(
            db,
            """SELECT ra.request_id AS request, ra.appearance_id AS appearance, a.report_id AS report,
                      ra.outcome, ra.outcome_on
               FROM request_appearances ra JOIN appearances a ON a.id = ra.appearance_id
               ORDER BY ra.request_id, ra.appearance_id""",
        )
    )


def read_steps(db: Database) -> list[dict[str, Any]]:
    """The steps of all requests that stand."""
    return list(
        select(
            db,
            """SELECT id AS number, request_id AS request, step, occurred_on FROM request_steps
               WHERE withdrawn_at IS NULL ORDER BY request_id, occurred_on, id""",
        )
    )


def read_regulators(db: Database, outlet: int = 0) -> list[dict[str, Any]]:
    """Who regulates which outlet (or this one), by medium and time."""
    only = " WHERE outlet_id = ?" if outlet else ""
    return list(
        select(
            db,
            f"SELECT * FROM outlet_regulators{only} ORDER BY outlet_id, medium, since, id",
            (outlet,) if outlet else (),
        )
    )


def read_marks(db: Database) -> list[dict[str, Any]]:
    """What people said of deadlines, with their names."""
    return list(
        select(
            db,
            """SELECT m.uid, m.state, m.marked_on, m.why, u.name AS marked_by
               FROM deadline_marks m JOIN users u ON u.id = m.marked_by ORDER BY m.uid""",
        )
    )


def read_own_rules(db: Database) -> list[dict[str, Any]]:
    """The organisation's own rules, as `rule` the table of its TOML; for a rule of the program an empty one."""
    rows = select(db, "SELECT key, rule, retired_at FROM deadline_rules ORDER BY added_at, key")
    return [{**row, "rule": json.loads(row["rule"])} for row in rows]


def read_changes(db: Database) -> dict[str, tuple[int, str]]:
    """The last event about each report, claim, request and outlet: its number, and when it was."""
    return {
        ref: (int(number), at)
        for ref, number, at in db.execute(
            "SELECT ref, max(id), at FROM events WHERE ref GLOB '[rcq][0-9]*' OR ref GLOB 'outlet [0-9]*' GROUP BY ref"
        )
    }


def write_regulator(db: Database, actor: Actor, row: Mapping[str, Any], number: int = 0) -> None:
    """Say who regulates an outlet: a new row, or row `number` changed. `row` has all columns but `id`."""
    ref = f"outlet {row['outlet_id']}"
    if number:
        update_chained(db, actor, "outlet_regulators", {"id": number}, row, verb="regulator", ref=ref)
    else:
        insert_chained(db, actor, "outlet_regulators", row, verb="regulator", ref=ref)


def delete_regulator(db: Database, actor: Actor, number: int, outlet: int) -> None:
    """Take back that an outlet has a regulator."""
    delete_chained(
        db, actor, "outlet_regulators", {"id": number}, verb="regulator unknown", ref=f"outlet {outlet}"
    )


def write_rule(db: Database, actor: Actor, key: str, rule: Mapping[str, Any], retired_at: str | None) -> None:
    """Add a rule, or change it: its table, and whether it is retired."""
    verb = "retired" if retired_at else "ruled"
    ref = f"rule {key}"
    if select_one(db, "SELECT key FROM deadline_rules WHERE key = ?", (key,)):
        columns = {"rule": dict(rule), "retired_at": retired_at}
        update_chained(db, actor, "deadline_rules", {"key": key}, columns, verb=verb, ref=ref)
    else:
        row = {
            "key": key,
            "rule": dict(rule),
            "added_at": actor.now,
            "added_by": find_or_add_user(db, actor),
            "retired_at": retired_at,
        }
        insert_chained(db, actor, "deadline_rules", row, verb=verb, ref=ref)


def write_mark(db: Database, actor: Actor, uid: str, mark: Mapping[str, Any], *, verb: str, ref: str) -> None:
    """Say of a deadline that it was met or waived; `mark` has state, marked_on and why."""
    said = {**mark, "marked_at": actor.now, "marked_by": find_or_add_user(db, actor)}
    if select_one(db, "SELECT uid FROM deadline_marks WHERE uid = ?", (uid,)):
        update_chained(db, actor, "deadline_marks", {"uid": uid}, said, verb=verb, ref=ref)
    else:
        insert_chained(db, actor, "deadline_marks", {"uid": uid, **said}, verb=verb, ref=ref)


def delete_mark(db: Database, actor: Actor, uid: str, *, verb: str, ref: str) -> None:
    """Take back what was said of a deadline."""
    delete_chained(db, actor, "deadline_marks", {"uid": uid}, verb=verb, ref=ref)
