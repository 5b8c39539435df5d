"""Deliveries: an approved rebuttal goes out, to our own site or to somebody, and a claim is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.rebuttal_done import RebuttalDone, describe
from mediawatch.model import Actor, Ref
from mediawatch.reading.addresses import host_of, is_within, normalise
from mediawatch.reading.dates import parse_day
from mediawatch.reading.texts import clean_text
from mediawatch.store import rebuttals as rows
from mediawatch.store.events import append_event
from mediawatch.store.reports import find_or_add_outlet, find_outlet, read_thing
from mediawatch.store.rows import select_one, update

CHANNELS = ("our site", "mail", "letter", "telephone", "in person", "post", "form")
"""How an answer goes out; a post is one on social media, a form one on somebody's site."""

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where an answer went, as somebody tells it."""

    on: str
    """the day, as typed"""
    at: str = ""
    """the time of that day on the record's clocks ("16:05"); "" when nobody knows"""
    address: str = ""
    """where it stands"""
    outlet: str = ""
    """to which outlet it went, by name"""
    to: str = ""
    """to whom it went: a person, a desk, a mail address"""
    channel: str = ""
    """one of CHANNELS; "" when nobody says"""
    contact: int = 0
    """the contact of which it was part"""
    request: int = 0
    """the request with which it went"""


@dataclass(frozen=True, slots=True)
class Checked:
    """A delivery whose words could be read."""

    told: Delivery
    day: str
    """ISO 8601"""
    moment: str
    """UTC, ISO 8601; "" when the time is not known"""


def publish_rebuttal(
    desk: Desk,
    rebuttal: int,
    *,
    on: str,
    address: str = "",
    to: str = "",
    at: str = "",
    channel: str = "",
) -> RebuttalDone:
    """Note that a rebuttal went out: on our site, with its address where there is one, or to an outlet.

    Raises:
        NotAllowed, InputError: see deliver_rebuttal.
    """
    return deliver_rebuttal(desk, rebuttal, Delivery(on, at, address, outlet=to, channel=channel))


def deliver_rebuttal(desk: Desk, rebuttal: int, delivery: Delivery) -> RebuttalDone:
    """Note where an approved rebuttal went; what it takes the place of is superseded from that day on.

    Raises:
        NotAllowed: it is not approved, or superseded, or that delivery is recorded.
        NotFound: no such contact or request.
        InputError: a date or time that is none, a channel that is none or does not fit.
    """
    actor = desk.actor()
    checked = check_delivery(desk, delivery, actor)
    with desk.record.write() as db:
        row = read_thing(db, Ref("b", rebuttal))
        check_can_go_out(row)
        went = record_delivery(db, actor, row, checked)
        return describe(db, read_thing(db, Ref("b", rebuttal)), went=went, day=checked.day)


def check_delivery(desk: Desk, delivery: Delivery, actor: Actor) -> Checked:
    """A delivery with its day and time read.

    Raises:
        InputError: see deliver_rebuttal.
    """
    day = parse_day(delivery.on, today=actor.today)
    if day.precision != "day":
        raise InputError(f"{delivery.on!r} is not one day.", "Write the day of the delivery as 2026-03-04.")
    if delivery.channel and delivery.channel not in CHANNELS:
        raise InputError(f"{delivery.channel!r} is no channel.", f"There are: {', '.join(CHANNELS)}.")
    if delivery.channel == "our site" and (delivery.outlet or delivery.to):
        raise InputError(
            "What goes on our own site goes to nobody in particular.",
            "Record the two as two deliveries: one on our site, one to the outlet.",
        )
    if delivery.address:
        normalise(delivery.address)
    return Checked(delivery, day.value, parse_clock(delivery.at, day.value, desk, actor))


def parse_clock(typed: str, day: str, desk: Desk, actor: Actor) -> str:
    """A time of day on the record's clocks as a UTC time, ISO 8601; "" for none.

    Raises:
        InputError: it is none, lies in the future, or the clocks were changed over it.
    """
    if not typed.strip():
        return ""
    found = _CLOCK.fullmatch(typed.strip())
    if not found:
        raise InputError(f"{typed!r} is no time of day.", "Write it as 16:05.")
    zone = ZoneInfo(desk.timezone)
    local = datetime.combine(date.fromisoformat(day), time(int(found[1]), int(found[2])), zone)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        # a time that the clocks skipped, or showed twice (PEP 495)
        raise InputError(
            f"The clocks were changed that night, so {typed} is not one moment.", "Leave the time out."
        )
    moment = local.astimezone(UTC).isoformat(timespec="seconds")
    if moment > actor.now:
        raise InputError(f"{typed} on {day} lies in the future.", "Say when it went out.")
    return moment


def check_can_go_out(row: dict[str, Any]) -> None:
    """Raise NotAllowed for what is not approved, or superseded."""
    if not row["approved_at"]:
        raise NotAllowed(
            f"b{row['id']} is not approved yet, so it cannot go out.",
            f"First: mediawatch rebuttal approve {row['id']}",
            "publish",
        )
    if row["superseded_by"] and row["superseded_on"]:
        raise NotAllowed(
            f"b{row['id']} was superseded by b{row['superseded_by']}.", "Publish that one.", "publish"
        )


def record_delivery(db: Database, actor: Actor, row: dict[str, Any], checked: Checked) -> str:
    """Record a delivery inside an open transaction; gives where it went, in words.

    Raises:
        NotAllowed: that delivery is recorded.
        NotFound: no such contact or request.
    """
    told = checked.told
    for letter, number in (("k", told.contact), ("q", told.request)):
        if number:
            read_thing(db, Ref(letter, number))
    columns = find_columns(db, told)
    if find_delivery(db, row, checked.day, columns):
        raise NotAllowed(f"That delivery of b{row['id']} is recorded already.", "", "publish")
    number = rows.insert_delivery(
        db, actor, row, checked.day, at=checked.moment, contact=told.contact, request=told.request, **columns
    )
    delivery = select_one(db, "SELECT * FROM deliveries WHERE id = ?", (number,))
    (went,) = db.execute("SELECT went FROM deliveries_overview WHERE delivery = ?", (number,)).fetchone()
    append_event(db, actor, "delivered", Ref("b", row["id"]), {"row": delivery, "went": went})
    for old in rows.find_superseded(db, row["id"]):
        update(db, "rebuttals", old, {"superseded_on": checked.day})
        append_event(
            db, actor, "superseded", Ref("b", old), {"by_rebuttal": f"b{row['id']}", "on": checked.day}
        )
    return str(went)


def find_columns(db: Database, told: Delivery) -> dict[str, Any]:
    """Address, outlet (0 for none), channel and recipient as they are recorded; an outlet may be new."""
    to = " ".join(clean_text(told.to).split())
    name = " ".join(clean_text(told.outlet).split())
    outlet = (find_outlet(db, name) or find_or_add_outlet(db, name)) if name else 0
    if to and not outlet and (known := find_outlet(db, to)):
        outlet, to = known, ""
    return {
        "address": told.address,
        "outlet": outlet,
        "channel": told.channel or find_channel(db, told),
        "recipient": to,
    }


def find_channel(db: Database, told: Delivery) -> str:
    """Our own site, where the address says so; else nobody said."""
    if told.outlet or told.to or not told.address:
        return ""
    host = host_of(told.address)
    domains = db.execute("SELECT form FROM names WHERE kind = 'domain' AND retired_at IS NULL")
    return "our site" if any(is_within(host, domain) for (domain,) in domains) else ""


def find_delivery(db: Database, row: dict[str, Any], day: str, columns: dict[str, Any]) -> int:
    """The same delivery, where it is recorded; 0 where it is not."""
    found = select_one(
        db,
        "SELECT id FROM deliveries WHERE rebuttal_id = :rebuttal AND version = :version AND occurred_on = :day "
        "AND address = :address AND coalesce(outlet_id, 0) = :outlet AND channel = :channel "
        "AND recipient = :recipient",
        {"rebuttal": row["id"], "version": row["version"], "day": day, **columns},
    )
    return int(found["id"]) if found else 0
