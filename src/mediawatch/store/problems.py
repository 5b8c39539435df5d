"""Runs and the problems that happened in them."""

from __future__ import annotations

from sqlite_utils import Database

from mediawatch.model import Actor
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import insert, update


def start_run(db: Database, actor: Actor, kind: str, *, alone: bool = False) -> int:
    """Note that a run began.

    Args:
        alone: no two runs of that kind go on at once (store/lock.py), so that one without an end broke off.
    """
    if alone:
        db.execute("UPDATE runs SET ended_at = started_at WHERE kind = ? AND ended_at IS NULL", (kind,))
    return insert(
        db, "runs", {"kind": kind, "started_at": actor.now, "started_by": find_or_add_user(db, actor)}
    )


def end_run(db: Database, actor: Actor, run: int, done: int, failed: int) -> None:
    """Note how a run ended."""
    update(db, "runs", run, {"ended_at": actor.now, "done": done, "failed": failed})


def insert_problem(
    db: Database,
    actor: Actor,
    *,
    address: str,
    kind: str,
    message: str,
    advice: str,
    document: int = 0,
    run: int = 0,
    source: int = 0,
) -> int:
    """Note what failed, for `list problems`."""
    return insert(
        db,
        "problems",
        {
            "run_id": run or None,
            "document_id": document or None,
            "source_id": source or None,
            "address": address,
            "kind": kind,
            "message": message,
            "advice": advice,
            "noticed_at": actor.now,
            "noticed_by": find_or_add_user(db, actor),
        },
    )


def solve_problems(db: Database, address: str, now: str) -> None:
    """An address that failed was read: its problems are solved."""
    db.execute("UPDATE problems SET solved_at = ? WHERE address = ? AND solved_at IS NULL", (now, address))


def has_problem(db: Database, *, source: int = 0, document: int = 0) -> bool:
    """Whether something is wrong with a source or a document already, and not solved."""
    column, number = ("source_id", source) if source else ("document_id", document)
    sql = f"SELECT 1 FROM problems WHERE {column} = ? AND solved_at IS NULL"
    return db.execute(sql, (number,)).fetchone() is not None


def solve_source(db: Database, source: int, now: str) -> None:
    """A source that failed was read: its problems are solved."""
    db.execute("UPDATE problems SET solved_at = ? WHERE source_id = ? AND solved_at IS NULL", (now, source))
