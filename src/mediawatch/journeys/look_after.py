"""Who looks after a report or claim, and until when: the fields that `set` gives to a person's day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InvalidDate, NotAllowed
from mediawatch.model import Actor, Ref
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.reading.texts import clean_text
from mediawatch.store.events import find_or_add_user

LOOKED_AFTER = ("owner", "due")
"""Fields that are set here."""


def owning_columns(
    db: Database, actor: Actor, ref: Ref, row: dict[str, Any], name: str, value: str
) -> dict[str, Any]:
    """The columns that an owner or a day sets; an empty value clears them.

    Raises:
        InvalidDate: no day, not one day, or one that has passed.
        NotAllowed: a claim that is another wording of one.
    """
    if row.get("merged_into"):
        raise NotAllowed(
            f"{ref} is another wording of c{row['stands_as']}; that one is looked after.",
            f"mediawatch set c{row['stands_as']} --{name} …",
            "set",
        )
    value = " ".join(clean_text(value).split())
    if name == "owner":
        return {"owner_id": find_owner(db, actor, value) if value else None}
    if not value:
        return {"due_on": ""}
    day = parse_day(value, today=END_OF_TIME)
    if day.precision != "day":
        raise InvalidDate(f"{value!r} is not one day.", "Write the day as 2026-03-04.")
    if day.value < actor.today and day.value != row["due_on"]:
        raise InvalidDate(
            f"{day.value} has passed: today is {actor.today}.", "Write the day on which it is to be done."
        )
    return {"due_on": day.value}


def find_owner(db: Database, actor: Actor, name: str) -> int:
    """The user of that name, case aside; somebody who never acted here yet is added as stated."""
    row = db.execute("SELECT id FROM users WHERE name = ? COLLATE NOCASE ORDER BY id", (name,)).fetchone()
    return int(row[0]) if row else find_or_add_user(db, replace(actor, name=name))
