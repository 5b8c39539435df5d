"""Stories: reports that tell the same, copied from each other or from one agency. Each stays its own evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.chained import delete_chained, insert_chained, update_chained
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import select, select_one


def find_story(db: Database, report: int) -> int:
    """The story that a report belongs to; 0 for none."""
    row = db.execute("SELECT story_id FROM story_reports WHERE report_id = ?", (report,)).fetchone()
    return int(row[0]) if row else 0


def read_members(db: Database, story: int) -> list[dict[str, Any]]:
    """The reports of a story with their rows there, the one that was published first first."""
    return list(
        select(
            db,
            "SELECT s.*, r.article_id AS text_id, r.title AS title, coalesce(o.name, '') AS outlet "
            "FROM story_reports s JOIN reports r ON r.id = s.report_id LEFT JOIN outlets o ON o.id = r.outlet_id "
            "WHERE s.story_id = ? ORDER BY r.published = '', r.published, r.id",
            (story,),
        )
    )


def make_story(db: Database, actor: Actor, first: int) -> int:
    """A new story that begins with one report; gives its number."""
    story = insert_chained(
        db,
        actor,
        "stories",
        {"first_report_id": first, "made_at": actor.now, "made_by": find_or_add_user(db, actor)},
        verb="made a story",
        ref=Ref("r", first),
    )
    join(db, actor, story, first, 0.0, ())
    return story


def join(
    db: Database, actor: Actor, story: int, report: int, score: float, passages: Sequence[dict[str, Any]]
) -> None:
    """Put a report into a story, from whichever it was in.

    Args:
        score: how much of it stands in the first report, 0 to 1.
        passages: where both are the same: text, start, end, and report, other_text, other_start, other_end.
    """
    columns = {
        "story_id": story,
        "score": score,
        "passages": list(passages),
        "joined_at": actor.now,
        "joined_by": find_or_add_user(db, actor),
    }
    if find_story(db, report):
        update_chained(
            db, actor, "story_reports", {"report_id": report}, columns, verb="grouped", ref=Ref("r", report)
        )
    else:
        row = {"report_id": report, **columns}
        insert_chained(db, actor, "story_reports", row, verb="grouped", ref=Ref("r", report))


def mark_passages(
    db: Database, actor: Actor, report: int, score: float, passages: Sequence[dict[str, Any]]
) -> None:
    """Put other marks in place of those that a report has; nothing happens where they are the same."""
    columns = {"score": score, "passages": list(passages)}
    update_chained(
        db, actor, "story_reports", {"report_id": report}, columns, verb="compared", ref=Ref("r", report)
    )


def set_first(db: Database, actor: Actor, story: int, report: int) -> None:
    """Say which report of a story was published first."""
    update_chained(
        db,
        actor,
        "stories",
        {"id": story},
        {"first_report_id": report},
        verb="made a story",
        ref=Ref("r", report),
    )


def leave(db: Database, actor: Actor, report: int) -> None:
    """Take a report out of its story."""
    delete_chained(db, actor, "story_reports", {"report_id": report}, verb="ungrouped", ref=Ref("r", report))


def end_story(db: Database, actor: Actor, story: int) -> None:
    """Remove a story that no report belongs to."""
    row = select_one(db, "SELECT first_report_id FROM stories WHERE id = ?", (story,))
    if row is not None:
        ref = Ref("r", row["first_report_id"])
        delete_chained(db, actor, "stories", {"id": story}, verb="ended a story", ref=ref)


def read_index(db: Database) -> bytes:
    """The index of stories as it was kept; empty for none."""
    row = db.execute("SELECT data FROM story_index WHERE id = 1").fetchone()
    return bytes(row[0]) if row else b""


def keep_index(db: Database, data: bytes, now: str) -> None:
    """Keep the index of stories in place of the one before. It is no evidence, and so in no history."""
    db.execute(
        "INSERT INTO story_index (id, data, kept_at) VALUES (1, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET data = excluded.data, kept_at = excluded.kept_at",
        (data, now),
    )
