"""Whether they asked us before they published, what we answered, and how long we were given: for one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from mediawatch.exporters.contacts import exchange_of, say_exchange, say_period, say_search, search_of
from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.rows import select

CONTACTS = "SELECT * FROM contacts_overview WHERE report = :report ORDER BY occurred_on, occurred_at, contact"
SEARCHES = (
    "SELECT * FROM contact_searches_overview WHERE report = :report ORDER BY searched_on, contact_search"
)


@dataclass(frozen=True, slots=True)
class Told:
    """One contact or search in plain English."""

    ref: str
    """k9, contact search 2"""
    said: str
    """a sentence without its full stop"""
    about: str
    """what a contact was about; what was remarked of a search"""
    between: str
    """how, and who for them and for us; who searched, and through which days"""
    level: str
    """"", confidential, privileged"""


@dataclass(frozen=True, slots=True)
class RightOfReply:
    """What is recorded about a report's right of reply, as far as the reader may see it."""

    before: tuple[Told, ...]
    """contacts before publication, oldest first"""
    searches: tuple[Told, ...]
    after: tuple[Told, ...]
    """contacts after publication, and those of which it is not known"""

    def __bool__(self) -> bool:
        return bool(self.before or self.searches or self.after)


def read_right_of_reply(db: Database, report: int, zone: ZoneInfo, audience: Audience = "") -> RightOfReply:
    """What went between us and them about a report, for those who may see so much."""
    values = {"report": report}
    return tell_right_of_reply(
        list(select(db, seen_by(db, CONTACTS, audience), values)),
        list(select(db, seen_by(db, SEARCHES, audience), values)),
        zone,
    )


def tell_right_of_reply(
    contacts: Sequence[dict[str, Any]], searches: Sequence[dict[str, Any]], zone: ZoneInfo
) -> RightOfReply:
    """The same from rows of the two views."""
    told = [(row["stage"], tell_contact(row, zone)) for row in contacts]
    return RightOfReply(
        before=tuple(one for stage, one in told if stage == "before"),
        searches=tuple(tell_search(row) for row in searches),
        after=tuple(one for stage, one in told if stage != "before"),
    )


def tell_contact(row: dict[str, Any], zone: ZoneInfo) -> Told:
    exchange = exchange_of(row)
    named = ((row["them"], "for them"), (row["us"], "for us"))
    return Told(
        ref=f"k{row['contact']}",
        said=say_exchange(exchange, zone),
        about=row["summary"],
        between=", ".join([row["channel"], *(f"{whose} {name}" for name, whose in named if name)]),
        level=row["confidentiality"],
    )


def tell_search(row: dict[str, Any]) -> Told:
    search = search_of(row)
    return Told(
        ref=f"contact search {row['contact_search']}",
        said=say_search(search),
        about=row["remark"],
        between=f"searched by {row['searched_by']} for {say_period(search)}",
        level=row["confidentiality"],
    )
