"""Rows that are chained whole agree with the history, whatever was done to them by our own functions."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor
from mediawatch.store.chained import (
    agrees,
    delete_chained,
    find_unchained,
    insert_all_chained,
    insert_chained,
    update_chained,
)
from mediawatch.store.events import find_or_add_user
from mediawatch.store.record import Record


def marking(db: Database, actor: Actor, ref: str) -> dict[str, Any]:
    user = find_or_add_user(db, actor)
    return {"ref": ref, "level": "confidential", "marked_at": actor.now, "marked_by": user}


def test_what_is_added_changed_and_removed_is_what_the_history_tells(record: Record, actor: Actor) -> None:
    with record.write() as db:
        insert_chained(db, actor, "markings", marking(db, actor, "q1"), verb="marked", ref="q1")
        rows = [marking(db, actor, "q2"), marking(db, actor, "q3")]
        insert_all_chained(db, actor, "markings", rows, verb="marked", ref="record")
        before = update_chained(
            db, actor, "markings", {"ref": "q2"}, {"level": "privileged"}, verb="marked", ref="q2"
        )
        delete_chained(db, actor, "markings", {"ref": "q3"}, verb="unmarked", ref="q3")
    assert before == {"level": "confidential"}
    assert find_unchained(record.db) == (2, [])


def test_a_change_that_changes_nothing_is_no_event(record: Record, actor: Actor) -> None:
    with record.write() as db:
        insert_chained(db, actor, "markings", marking(db, actor, "q1"), verb="marked", ref="q1")
        count = db.execute("SELECT count(*) FROM events").fetchone()
        level = {"level": "confidential"}
        assert update_chained(db, actor, "markings", {"ref": "q1"}, level, verb="marked", ref="q1") == {}
        delete_chained(db, actor, "markings", {"ref": "q9"}, verb="unmarked", ref="q9")
        assert insert_all_chained(db, actor, "markings", [], verb="marked", ref="record") == []
        assert db.execute("SELECT count(*) FROM events").fetchone() == count


def test_a_row_that_was_made_before_its_table_had_a_column_still_agrees() -> None:
    assert agrees({"ref": "q1", "level": "privileged", "later": ""}, {"ref": "q1", "level": "privileged"})
    assert not agrees(
        {"ref": "q1", "level": "privileged", "later": "x"}, {"ref": "q1", "level": "privileged"}
    )
    assert not agrees({"ref": "q1", "level": "confidential"}, {"ref": "q1", "level": "privileged"})
