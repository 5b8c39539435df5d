"""What `show` says of the desk's work: a claim in all its wordings, who looks after it, what was noticed and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from mediawatch.model import Ref
from mediawatch.store.assessments import read_assessments
from mediawatch.store.claims import read_wordings
from mediawatch.store.markings import select_one_whole as select_one
from mediawatch.store.markings import select_whole as select

if TYPE_CHECKING:
    from mediawatch.journeys.show_rebuttal import Layout


def show_claim(db: Database, number: int, row: dict[str, Any]) -> Layout:
    overview = select_one(db, "SELECT * FROM claims_overview WHERE claim = ?", (number,)) or {}
    user = select_one(db, "SELECT name FROM users WHERE id = ?", (row["added_by"],)) or {}
    standing = select_one(db, "SELECT id, wording FROM claims WHERE id = ?", (row["stands_as"],))
    lag = overview.get("lag_days")
    judged = read_assessments(db, Ref("c", number), "_counsel")
    facts = [
        ("another wording of", f"c{standing['id']} {standing['wording']}" if standing else ""),
        ("state", str(overview.get("state", ""))),
        ("judged", str(overview.get("assessment", ""))),
        *describe_owner(db, row),
        ("first published", str(overview.get("first_published", ""))),
        ("first answered", str(overview.get("first_answered_on", ""))),
        ("days to the answer", "" if lag is None else str(lag)),
        ("recorded", f"{row['added_at']} by {user.get('name', '')}"),
    ]
    wordings = read_wordings(db, number)
    others = [
        {"claim": f"c{other}", "in other words": wording}
        for other, wording in db.execute(
            f"SELECT id, wording FROM claims WHERE id IN ({', '.join(map(str, wordings))}) AND id <> ? ORDER BY id",
            (number,),
        )
    ]
    places = list(
        select(
            db,
            "SELECT o.appearance AS appearance, 'r' || o.report AS report, o.outlet, o.title, o.published, o.quote, "
            "o.translation, o.speaker, o.stance, o.place, o.state, o.anchor_state AS anchor "
            "FROM appearances a JOIN appearances_overview o ON o.appearance = a.id "
            f"WHERE coalesce(a.moved_to, a.claim_id) IN ({', '.join(map(str, wordings))}) ORDER BY o.appearance",
        )
    )
    answers = list(
        select(
            db,
            "SELECT 'b' || b.rebuttal AS rebuttal, b.kind AS kind, b.state AS state, b.title AS title, "
            'b.text AS answer, b.approved_by AS "approved by", b.published_on AS "published on" '
            "FROM rebuttals_overview b JOIN answered_claims rc "
            "ON rc.rebuttal_id = b.rebuttal WHERE rc.standing_claim = ? ORDER BY b.rebuttal",
            (number,),
        )
    )
    return (
        row["wording"],
        facts,
        [
            ("Other wordings", others),
            ("Appears in", places),
            ("Answers", answers),
            ("Judgements", [describe_assessment(one) for one in judged]),
            ("Suggestions", read_suggestions(db, "claim", number)),
        ],
    )


def describe_owner(db: Database, row: dict[str, Any]) -> list[tuple[str, str]]:
    """Who looks after a report or claim, and until when."""
    owner = select_one(db, "SELECT name FROM users WHERE id = ?", (row["owner_id"],))
    return [("owner", owner["name"] if owner else ""), ("due on", row["due_on"])]


def describe_assessment(row: dict[str, Any]) -> dict[str, Any]:
    """One judgement with its evidence, for a person."""
    return {
        "judged": "taken back" if row["verdict"] == "none" else row["verdict"],
        "reason": row["reason"],
        "on": row["on"],
        "by": row["by"],
        "evidence": "\n".join(row["evidence"]),
    }


def read_suggestions(db: Database, about: str, number: int) -> list[dict[str, Any]]:
    """The open suggestions about a report or claim."""
    return list(
        select(
            db,
            "SELECT suggestion, kind, CASE WHEN report > 0 THEN 'r' || report ELSE '' END AS report, "
            "CASE WHEN claim > 0 THEN 'c' || claim ELSE '' END AS claim, "
            "CASE WHEN other_report > 0 THEN 'r' || other_report ELSE '' END AS \"other report\", passage, reason "
            f"FROM suggestions_overview WHERE {about} = ? AND state = 'open' ORDER BY suggestion",
            (number,),
        )
    )


def read_story(db: Database, report: int) -> list[dict[str, Any]]:
    """The other reports of a report's story, the one that was published first first."""
    return list(
        select(
            db,
            "SELECT 'r' || r.report AS report, r.outlet AS outlet, r.title AS title, r.published AS published, "
            "CASE WHEN m.first_report = m.report THEN 'published first' ELSE '' END AS remark "
            "FROM story_members s JOIN story_members m ON m.story = s.story AND m.report <> s.report "
            "JOIN reports_overview r ON r.report = m.report WHERE s.report = ? "
            "ORDER BY r.published = '', r.published, r.report",
            (report,),
        )
    )
