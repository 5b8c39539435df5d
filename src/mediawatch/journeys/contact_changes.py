"""What `set` does to a contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError
from mediawatch.exporters.moments import find_zone
from mediawatch.journeys.contacts import (
    CHOICES,
    check_choice,
    check_deadline,
    check_not_to_come,
    join_exchange,
    one_line,
    read_deadline,
)
from mediawatch.journeys.desk import Desk
from mediawatch.model import Actor
from mediawatch.reading.moments import Moment, parse_moment
from mediawatch.reading.references import parse_ref
from mediawatch.reading.texts import clean_text
from mediawatch.store import contacts as rows
from mediawatch.store.reports import find_or_add_outlet, find_outlet, read_thing

FIELDS = {
    "direction": "direction", "channel": "channel", "them": "them", "us": "us", "on": "occurred_on",
    "deadline": "deadline", "stage": "stage", "subject": "subject", "summary": "summary", "text": "text",
    "report": "report_id", "request": "request_id", "outlet": "outlet_id", "exchange": "thread",
}  # fmt: skip
"""What can be set of a contact, and the column that holds it."""


def contact_columns(
    desk: Desk, db: Database, row: Mapping[str, Any], fields: Mapping[str, str]
) -> dict[str, Any]:
    """The columns that `set` gives a contact.

    Raises:
        InputError: a value that cannot be one.
        NotFound: a report, request or contact that is not there.
    """
    made: dict[str, Any] = {}
    actor = desk.actor()
    zone = find_zone(desk.timezone)
    for name, value in fields.items():
        if name in CHOICES:
            check_choice(name, value)
            made[name] = value
        elif name in ("report", "request"):
            ref = parse_ref(value, letter=name[0] if name == "report" else "q") if value.strip() else None
            if ref is not None:
                read_thing(db, ref)
            made[FIELDS[name]] = ref.number if ref else None
        elif name == "outlet":
            plain = one_line(value)
            made["outlet_id"] = (find_outlet(db, plain) or find_or_add_outlet(db, plain)) if plain else None
        elif name == "exchange":
            made |= choose_exchange(db, actor, row, value)
        elif name == "on":
            when = parse_moment(value, zone, today=actor.today)
            check_not_to_come(when, actor.now)
            made |= {"occurred_on": when.day, "occurred_at": when.at}
        elif name in ("text", "summary"):
            made[name] = clean_text(value).strip()
        elif name != "deadline":
            made[FIELDS[name]] = one_line(value)
    after = {**row, **made}
    when = Moment(after["occurred_on"], after["occurred_at"])
    if "deadline" in fields:
        made["deadline"] = read_deadline(desk, fields["deadline"], when)
    else:
        check_deadline(after["deadline"], when, zone)
    if not made.get("summary", "x"):
        raise InputError("--summary cannot be empty.")
    if not (after["report_id"] or after["request_id"] or after["outlet_id"] or after["message_id"]):
        raise InputError("A contact is about a report, a request or an outlet.", "Leave one of them.")
    return made


def choose_exchange(db: Database, actor: Actor, row: Mapping[str, Any], value: str) -> dict[str, Any]:
    """The thread that a contact gets, with all that belong to its own: that of another contact; or its own again."""
    if not value.strip():
        return {"thread": row["message_id"]}
    other = parse_ref(value, letter="k")
    if other.number == row["id"]:
        raise InputError(f"k{row['id']} cannot belong with itself.", "Name an earlier contact.")
    chosen = join_exchange(db, actor, other.number)
    if row["thread"]:
        for (number,) in db.execute(
            "SELECT id FROM contacts WHERE thread = ? AND id <> ?", (row["thread"], row["id"])
        ).fetchall():
            rows.join_thread(db, actor, number, chosen["thread"])
    return chosen
