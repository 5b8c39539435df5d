"""Searches for an approach before publication: that we looked, where, by whom, and whether there was one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.exporters.contacts import say_search, search_of
from mediawatch.journeys.contacts import one_line, read_contacts
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import mark
from mediawatch.model import Level, Ref
from mediawatch.reading.dates import parse_day
from mediawatch.store import contacts as rows
from mediawatch.store.markings import select_one_whole, select_whole
from mediawatch.store.reports import read_thing


@dataclass(frozen=True, slots=True)
class SearchGiven:
    """A search as a person types it in."""

    places: Sequence[str]
    """mailboxes, call log, …"""
    since: str
    """first day that was looked at, as typed"""
    until: str = ""
    """last day; "" is the day of publication"""
    on: str = ""
    """day of the search; "" is today"""
    searched_by: str = ""
    """"" is whoever records it"""
    found: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SearchDone:
    """What became of a search."""

    search: int
    new: bool
    said: str
    """the search in one sentence, without its full stop"""
    level: Level = ""
    warnings: tuple[str, ...] = ()

    @property
    def ref(self) -> Ref:
        return Ref("contact search", self.search)


def add_search(desk: Desk, report: int, given: SearchGiven, level: Level = "") -> SearchDone:
    """Record that somebody looked for an approach before a report was published. The same one is recorded once.

    Raises:
        NotFound: no such report.
        InputError: nowhere was looked, days in the wrong order, or a publication whose day is not known.
        NotAllowed: nothing was found, and an approach is recorded, or may be.
    """
    actor = desk.actor()
    places = list(dict.fromkeys(place for place in map(one_line, given.places) if place))
    if not places:
        raise InputError(
            "It is not said where was looked.", "Name each place: --where mailboxes --where 'call log'"
        )
    searched_on = one_day(given.on, actor.today) if given.on else actor.today
    with desk.record.write() as db:
        row = read_thing(db, Ref("r", report))
        known = row["published_certain"] and row["published_precision"] == "day"
        if not given.until and not known:
            raise InputError(
                f"The day on which r{report} was published is not known, so it is not clear up to when was looked.",
                f"Say --to DAY, or the day of publication: mediawatch set r{report} --published DATE",
            )
        columns = {
            "report_id": report,
            "since": one_day(given.since, actor.today),
            "until": one_day(given.until, actor.today) if given.until else row["published"],
            "places": json.dumps(places, ensure_ascii=False),
            "searched_on": searched_on,
            "searched_by": one_line(given.searched_by) or actor.name,
            "found": int(given.found),
            "remark": one_line(given.remark),
        }
        check_days(columns, row)
        if not given.found:
            check_none_recorded(db, report)
        number = rows.find_same_search(db, columns)
        new = not number
        if new:
            number = rows.insert_search(db, actor, columns)
        if level:
            mark(db, actor, Ref("contact search", number), level)
        return describe_search(db, number, row, new=new)


def one_day(typed: str, today: str) -> str:
    """A day as typed, ISO 8601."""
    day = parse_day(typed, today=today)
    if day.precision != "day":
        raise InputError(f"{typed!r} is not one day.", "Write it as 2026-03-04.")
    return day.value


def check_days(columns: dict[str, Any], report: dict[str, Any]) -> None:
    """Raise InputError for days that cannot be so."""
    since, until, on = columns["since"], columns["until"], columns["searched_on"]
    if since > until:
        raise InputError(
            f"The days searched end ({until}) before they begin ({since}).", "Check --from and --to."
        )
    if on < until:
        raise InputError(
            f"A search on {on} cannot have looked at days up to {until}.", "Check --on and --to."
        )
    published = report["published"]
    if report["published_certain"] and published and since[: len(published)] > published:
        raise InputError(
            f"The days searched begin ({since}) after r{report['id']} was published ({published}).",
            "Look at the days before publication: --from DAY",
        )


def check_none_recorded(db: Database, report: int) -> None:
    """Raise NotAllowed where "none found" would contradict what is recorded, or might."""
    for contact in read_contacts(db, report):
        if contact["direction"] != "in" or contact["stage"] == "after":
            continue
        name = f"k{contact['contact']} ({contact['occurred_on']}: {contact['summary'][:60]})"
        if contact["stage"] == "before":
            raise NotAllowed(
                f"They did contact us before r{report} was published: {name}.",
                f"Say --found, or correct that contact if it is wrong: mediawatch show k{contact['contact']}",
                "none-found",
            )
        raise NotAllowed(
            f"They contacted us on the day r{report} was published, or its day is not known: {name}.",
            "Say first whether that came before or after: mediawatch set "
            f"k{contact['contact']} --stage before (or after)",
            "none-found",
        )


def describe_search(db: Database, number: int, report: dict[str, Any], *, new: bool) -> SearchDone:
    """A search as it now is, with what a person has to know about it."""
    row = select_one_whole(db, "SELECT * FROM contact_searches_overview WHERE contact_search = ?", (number,))
    if row is None:  # its report is withdrawn
        return SearchDone(number, new, f"contact search {number}")
    warnings = []
    if report["published_certain"] and row["searched_to"] < report["published"]:
        warnings.append(
            f"The days searched end on {row['searched_to']}, before r{report['id']} was published "
            f"({report['published']}): what came in between was not looked for."
        )
    if not row["found"]:
        warnings += list_doubts(db, row)
    elif not row["contact"]:
        warnings.append(
            f"What was found is not recorded yet: mediawatch contact add --in --report {report['id']} --before …"
        )
    return SearchDone(number, new, say_search(search_of(row)), row["confidentiality"], tuple(warnings))


def list_doubts(db: Database, search: dict[str, Any]) -> list[str]:
    """A sentence for each contact that makes one doubt that there was no approach."""
    doubts = [
        f"k{contact['contact']} went out to them before publication: was it an answer?"
        for contact in read_contacts(db, search["report"])
        if contact["direction"] == "out" and contact["stage"] == "before"
    ]
    if search["outlet"]:
        doubts += [
            f"k{contact['contact']} came from {search['outlet']} on {contact['occurred_on']} and is about no report: "
            f"if it is about this one: mediawatch set k{contact['contact']} --report {search['report']}"
            for contact in select_whole(
                db,
                "SELECT contact, occurred_on FROM contacts_overview WHERE report = 0 AND direction = 'in' "
                "AND outlet = ? AND occurred_on BETWEEN ? AND ? ORDER BY contact",
                (search["outlet"], search["searched_from"], search["searched_to"]),
            )
        ]
    return doubts
