"""Sources: the places that are watched, how each goes, and every time that one was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import NotFound
from mediawatch.model import Actor, Ref
from mediawatch.store.chained import told, update_chained
from mediawatch.store.events import append_event, find_or_add_user
from mediawatch.store.rows import insert, select, select_one

NO_END = "9999"


@dataclass(frozen=True, slots=True)
class NewSource:
    """A place to be watched."""

    kind: str
    address: str
    normalised: str
    title: str = ""
    outlet_id: int = 0
    selector: str = ""
    shortest: int = 900
    """seconds between two reads, at least"""
    longest: int = 86_400
    """seconds, at most"""


def insert_source(db: Database, actor: Actor, new: NewSource, interval: int) -> int:
    """Add a source, due at once; gives its number."""
    row = {
        "kind": new.kind, "address": new.address, "normalised": new.normalised, "title": new.title,
        "outlet_id": new.outlet_id or None, "selector": new.selector, "shortest": new.shortest,
        "longest": new.longest, "added_at": actor.now, "added_on": actor.today,
        "added_by": find_or_add_user(db, actor),
    }  # fmt: skip
    number = insert(db, "sources", row)
    append_event(db, actor, "watched", Ref("s", number), told(db, "sources", [{"id": number}]))
    insert(db, "source_states", {"source_id": number, "due_at": actor.now, "interval": interval})
    return number


def find_source(db: Database, normalised: str, selector: str) -> int:
    """The source that is watched at an address; 0 for none."""
    row = select_one(
        db,
        "SELECT id FROM sources WHERE normalised = ? AND selector = ? AND retired_at IS NULL",
        (normalised, selector),
    )
    return int(row["id"]) if row else 0


def read_source(db: Database, number: int) -> dict[str, Any]:
    """A source with how it goes.

    Raises:
        NotFound: there is none of that number.
    """
    row = select_one(
        db,
        "SELECT s.*, t.due_at, t.interval, t.etag, t.last_modified, t.read_at, t.yielded_at, t.listed, t.most_listed, "
        "t.failures FROM sources s JOIN source_states t ON t.source_id = s.id WHERE s.id = ?",
        (number,),
    )
    if row is None:
        raise NotFound(f"There is no source s{number}.", "See `mediawatch list sources`.")
    return row


def set_source(db: Database, actor: Actor, number: int, columns: dict[str, Any], verb: str) -> None:
    """Change what a person says of a source."""
    update_chained(db, actor, "sources", {"id": number}, columns, verb=verb, ref=Ref("s", number))


def set_state(db: Database, number: int, **columns: Any) -> None:
    """Note how a source goes."""
    sets = ", ".join(f"{name} = ?" for name in columns)
    db.execute(f"UPDATE source_states SET {sets} WHERE source_id = ?", (*columns.values(), number))


def list_due(db: Database, now: str, wanted: tuple[int, ...] = ()) -> list[dict[str, Any]]:
    """The sources that are due, the longest waiting first; those that are wanted, whether they are due or not.

    A source that is due later than its longest interval from now was given that day by a clock that has been set
    back since, and is due.
    """
    due = (
        f"s.id IN ({', '.join(map(str, wanted))})"
        if wanted
        else "(t.due_at <= :now OR julianday(t.due_at) > julianday(:now) + s.longest / 86400.0)"
    )
    return list(
        select(
            db,
            "SELECT s.id, s.kind, s.address, s.title, s.selector, s.shortest, s.longest, t.*, coalesce("
            "(SELECT r.read_at FROM source_reads r WHERE r.source_id = s.id AND r.outcome <> 'failed' "
            "ORDER BY r.id DESC LIMIT 1), '') AS since FROM sources s "
            f"JOIN source_states t ON t.source_id = s.id WHERE {due} AND s.retired_at IS NULL AND s.paused_at IS NULL "
            "ORDER BY t.due_at, s.id",
            {"now": now},
        )
    )


def insert_read(
    db: Database, source: int, run: int, at: str, outcome: str, *, listed: int = 0, new: int = 0, why: str = "",
    advice: str = "",
) -> None:  # fmt: skip
    """Note that a source was read."""
    insert(
        db, "source_reads",
        {
            "source_id": source, "run_id": run, "read_at": at, "outcome": outcome, "listed": listed, "new": new,
            "why": why, "advice": advice,
        },
    )  # fmt: skip


def read_reads(db: Database, source: int, limit: int = 20) -> list[dict[str, Any]]:
    """The last times that a source was read, the newest first."""
    return list(
        select(db, "SELECT * FROM source_reads WHERE source_id = ? ORDER BY id DESC LIMIT ?", (source, limit))
    )
