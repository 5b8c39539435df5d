"""Subscriptions: who is told what, how telling goes, and what each person has been told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import NotFound
from mediawatch.model import Actor, Ref
from mediawatch.store.chained import insert_chained, update_chained
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import insert, select, select_one

LETTER = "subscription"


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """What somebody wants to be told, and where."""

    person: str
    mail: str = ""
    place: str = ""
    """name of a place; one of mail and place is given"""
    pace: str = "daily"
    """at once, daily"""
    hour: int = 7
    """of the record's clock, for a daily one"""
    kinds: tuple[str, ...] = ()
    """kinds of news; empty for all"""
    outlet_id: int = 0
    name: str = ""
    stance: str = ""
    needs_answer: bool = False
    confidential: bool = False


def insert_subscription(db: Database, actor: Actor, new: NewSubscription) -> int:
    """Add a subscription; gives its number."""
    row = {
        "person": new.person, "mail": new.mail, "place": new.place, "pace": new.pace, "hour": new.hour,
        "kinds": list(new.kinds), "outlet_id": new.outlet_id or None, "name": new.name, "stance": new.stance,
        "needs_answer": int(new.needs_answer), "confidential": int(new.confidential), "added_at": actor.now,
        "added_on": actor.today, "added_by": find_or_add_user(db, actor),
    }  # fmt: skip
    number = insert_chained(db, actor, "subscriptions", row, verb="subscribed")
    insert(db, "subscription_states", {"subscription_id": number})
    return number


def read_subscription(db: Database, number: int) -> dict[str, Any]:
    """A subscription with how it goes.

    Raises:
        NotFound: there is none of that number.
    """
    row = select_one(
        db,
        "SELECT s.*, t.due_at, t.told_on, t.failures, t.why FROM subscriptions s "
        "JOIN subscription_states t ON t.subscription_id = s.id WHERE s.id = ?",
        (number,),
    )
    if row is None:
        raise NotFound(f"There is no subscription {number}.", "See `mediawatch list subscriptions`.")
    return row


def list_running(db: Database) -> list[dict[str, Any]]:
    """The subscriptions that have not ended, with how they go."""
    return list(
        select(
            db,
            "SELECT s.*, t.due_at, t.told_on, t.failures, t.why, coalesce(o.name, '') AS outlet FROM subscriptions s "
            "JOIN subscription_states t ON t.subscription_id = s.id LEFT JOIN outlets o ON o.id = s.outlet_id "
            "WHERE s.ended_at IS NULL ORDER BY s.id",
        )
    )


def end_subscription(db: Database, actor: Actor, number: int, why: str) -> None:
    """End a subscription; what was told stays."""
    columns = {"ended_at": actor.now, "ended_why": why}
    update_chained(db, actor, "subscriptions", {"id": number}, columns, verb="ended", ref=Ref(LETTER, number))


def set_telling(db: Database, number: int, **columns: Any) -> None:
    """Note how telling goes."""
    sets = ", ".join(f"{name} = ?" for name in columns)
    db.execute(
        f"UPDATE subscription_states SET {sets} WHERE subscription_id = ?", (*columns.values(), number)
    )


def read_told(db: Database, person: str) -> set[str]:
    """Keys of what a person has been told."""
    return {row[0] for row in db.execute("SELECT item FROM told WHERE person = ?", (person,))}


def keep_told(db: Database, person: str, items: Iterable[str], at: str, subscription: int) -> None:
    """A person was told these."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO told VALUES (?, ?, ?, ?)", [(person, item, at, subscription) for item in items]
    )


def forget_over(db: Database, prefix: str, still: Iterable[str]) -> None:
    """What is over and begins again is told again: forget what begins so and is not there any more."""
    there = set(still)
    rows = db.execute("SELECT DISTINCT item FROM told WHERE item LIKE ? || '%'", (prefix,)).fetchall()
    for (item,) in rows:
        if item not in there:
            db.execute("DELETE FROM told WHERE item = ?", (item,))
