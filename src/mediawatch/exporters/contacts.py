"""Contacts, and searches for them, in sentences that somebody understands who was not there.

Everything here is raw: the strings of strangers are escaped by the format that writes them.
"""

from __future__ import annotations

import json
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from mediawatch.exporters.moments import MONTHS, say_day
from mediawatch.model import TimelineEntry

THEY = "they contacted us"
WE = "we contacted them"
CONTACTS = (THEY, WE)
NONE_FOUND = "no contact found"
FOUND = "contact found"
SEARCHES = (NONE_FOUND, FOUND)
"""Kinds of the timeline that are told here."""

_THEY_DID = {
    "mail": "wrote to us by mail",
    "letter": "wrote to us by letter",
    "telephone": "rang us",
    "in person": "spoke to us in person",
    "message": "sent us a message",
    "form": "wrote to us through a form",
}
_WE_DID = {
    "mail": "We wrote to {} by mail",
    "letter": "We wrote to {} by letter",
    "telephone": "We rang {}",
    "in person": "We spoke to {} in person",
    "message": "We sent {} a message",
    "form": "We wrote to {} through a form",
}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One contact, as much of it as a sentence needs."""

    incoming: bool
    channel: str
    outlet: str
    them: str
    """who there"""
    us: str
    """who of us"""
    occurred_on: str
    """ISO day"""
    occurred_at: str
    """UTC time, or "" """
    deadline: str
    """day or UTC time by which an answer was wanted, or "" """
    stage: str
    """before, after, unknown"""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class LookedFor:
    """One search for an approach before publication."""

    outlet: str
    searched_on: str
    """ISO day"""
    searched_from: str
    searched_to: str
    searched_by: str
    places: Sequence[str]
    found: bool
    contact: int
    """the first approach before publication that is recorded; 0 where none is"""


def read_exchange(entry: TimelineEntry) -> Exchange:
    """The contact that an entry of the timeline tells of."""
    more = _read(entry.particulars)
    return Exchange(
        incoming=entry.kind == THEY,
        channel=_text(more, "channel"),
        outlet=entry.outlet,
        them=_text(more, "them"),
        us=_text(more, "us"),
        occurred_on=entry.occurred_on,
        occurred_at=entry.occurred_at,
        deadline=_text(more, "deadline"),
        stage=_text(more, "stage"),
        subject=_text(more, "subject"),
    )


def read_search(entry: TimelineEntry) -> LookedFor:
    """The search that an entry of the timeline tells of."""
    more = _read(entry.particulars)
    places = more.get("places")
    contact = more.get("contact")
    return LookedFor(
        outlet=entry.outlet,
        searched_on=entry.occurred_on,
        searched_from=_text(more, "searched_from"),
        searched_to=_text(more, "searched_to"),
        searched_by=_text(more, "searched_by"),
        places=[str(place) for place in places] if isinstance(places, list) else [],
        found=entry.kind == FOUND,
        contact=contact if isinstance(contact, int) else 0,
    )


def exchange_of(row: Mapping[str, Any]) -> Exchange:
    """The contact in a row of `contacts_overview`."""
    return Exchange(
        incoming=row["direction"] == "in",
        channel=row["channel"],
        outlet=row["outlet"],
        them=row["them"],
        us=row["us"],
        occurred_on=row["occurred_on"],
        occurred_at=row["occurred_at"],
        deadline=row["deadline"],
        stage=row["stage"],
        subject=row["subject"],
    )


def search_of(row: Mapping[str, Any]) -> LookedFor:
    """The search in a row of `contact_searches_overview`."""
    return LookedFor(
        outlet=row["outlet"],
        searched_on=row["searched_on"],
        searched_from=row["searched_from"],
        searched_to=row["searched_to"],
        searched_by=row["searched_by"],
        places=json.loads(row["places"]),
        found=bool(row["found"]),
        contact=row["contact"],
    )


def say_entry(entry: TimelineEntry, zone: zoneinfo.ZoneInfo) -> str:
    """What an entry of one of the kinds that are told here says, in one sentence without its full stop."""
    if entry.kind in CONTACTS:
        return say_exchange(read_exchange(entry), zone)
    return say_search(read_search(entry))


def say_exchange(exchange: Exchange, zone: zoneinfo.ZoneInfo) -> str:
    """ "The Saltmere Courier asked us on 3 March 2026, 16:02, for an answer by 18:00 the same day (1 hour 58 minutes),
    before publication": without its full stop."""
    who = exchange.outlet or exchange.them or ("Somebody" if exchange.incoming else "somebody")
    when = say_when(exchange, zone)
    stage = {"before": ", before publication", "after": ", after publication"}.get(exchange.stage, "")
    if exchange.deadline:
        asked = f"{who} asked us" if exchange.incoming else f"We asked {who}"
        comma = "," if exchange.occurred_at else ""
        return f"{asked} on {when}{comma} for an answer {say_deadline(exchange, zone)}{stage}"
    if exchange.incoming:
        did = f"{who} {_THEY_DID.get(exchange.channel, 'contacted us')}"
    else:
        did = _WE_DID.get(exchange.channel, "We contacted {}").replace("{}", who)
    return f"{did} on {when}{stage}"


def say_when(exchange: Exchange, zone: zoneinfo.ZoneInfo) -> str:
    """ "3 March 2026, 16:02", on the clocks of the record; without the time where it is not known."""
    day = say_day(exchange.occurred_on, "day")
    local = _local(exchange.occurred_at, zone)
    return f"{day}, {local:%H:%M}" if local else day


def say_deadline(exchange: Exchange, zone: zoneinfo.ZoneInfo) -> str:
    """ "by 18:00 the same day (1 hour 58 minutes)": by when, and how long that was."""
    start, end = _local(exchange.occurred_at, zone), _local(exchange.deadline, zone)
    day = end.date().isoformat() if end else exchange.deadline[:10]
    if end is None:
        said = "the same day" if day == exchange.occurred_on else f"by {say_day(day, 'day')}"
    elif day == exchange.occurred_on:
        said = f"by {end:%H:%M} the same day"
    else:
        said = f"by {end:%H:%M} on {end.day} {MONTHS[end.month - 1]} {end.year:04d}"
    if start and end:
        # in UTC: between two times with one and the same zone Python takes the clocks' difference (PEP 495)
        span = end.astimezone(UTC) - start.astimezone(UTC)
        return f"{said} ({say_span(int(span.total_seconds()))})"
    days = _days_between(exchange.occurred_on, day)
    return f"{said} ({_count(days, 'day')})" if days > 0 else said


def say_span(seconds: int) -> str:
    """ "1 hour 58 minutes", "3 days 2 hours": at most two units, and nothing smaller than a minute."""
    minutes = max(0, seconds) // 60
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [_count(number, unit) for number, unit in ((days, "day"), (hours, "hour")) if number]
    if minutes and not days:
        parts.append(_count(minutes, "minute"))
    return " ".join(parts) or "less than a minute"


def say_search(search: LookedFor) -> str:
    """ "The Saltmere Courier did not contact us before publication; searched on 5 March 2026: mailboxes, call log"."""
    day = say_day(search.searched_on, "day")
    where = ", ".join(search.places)
    who = search.outlet or "the publisher"
    if search.found:
        missing = "" if search.contact else "; the contact itself is not recorded"
        return f"A search on {day} found that {who} had contacted us before publication: {where}{missing}"
    if search.contact:
        return f"A search on {day} found no contact by {who} before publication: {where}; one was recorded besides"
    who = search.outlet or "The publisher"
    return f"{who} did not contact us before publication; searched on {day}: {where}"


def say_period(search: LookedFor) -> str:
    """ "1 February 2026 to 4 March 2026": the days that were looked through."""
    first, last = say_day(search.searched_from, "day"), say_day(search.searched_to, "day")
    return first if first == last else f"{first} to {last}"


def _read(particulars: str) -> dict[str, object]:
    try:
        found = json.loads(particulars) if particulars else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _text(more: dict[str, object], name: str) -> str:
    value = more.get(name)
    return value if isinstance(value, str) else ""


def _local(moment: str, zone: zoneinfo.ZoneInfo) -> datetime | None:
    """A UTC time on the clocks of the zone; None for a day, for nothing, and for what is no time."""
    if "T" not in moment:
        return None
    try:
        read = datetime.fromisoformat(moment)
        return read.astimezone(zone) if read.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _days_between(first: str, second: str) -> int:
    try:
        return (date.fromisoformat(second) - date.fromisoformat(first)).days
    except ValueError:
        return 0


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
