"""`/timeline`: what happened, by month, the newest first; the same filters serve the page and every export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError
from mediawatch.exporters.moments import say_day
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.timeline import COLUMNS, Cut, TimelineFilters, narrow
from mediawatch.model import TimelineEntry
from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.rows import select
from mediawatch.web.asked import Asked
from mediawatch.web.offered import offer_outlets
from mediawatch.web.reader import Page, Reader

TIMELINE_PAGE = 50
"""Things that happened on one page."""

MOST_COUNTED = 10_000
"""What happened is counted up to here; to count all of a hundred thousand reports takes longer than to show a page."""

OLDEST_FIRST = (
    "occurred_on = '', occurred_on, step, occurred_at, report, claim, rebuttal, request, recorded_at"
)
NEWEST_FIRST = (
    "occurred_on = '', occurred_on DESC, step DESC, occurred_at DESC, report DESC, claim DESC, rebuttal DESC, "
    "request DESC, recorded_at DESC"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the timeline."""

    filters: TimelineFilters
    """those that could be used"""
    notes: tuple[str, ...]
    """a sentence for each that could not"""
    total: int
    """things that happened, under the filters; counted to MOST_COUNTED, or to one after this page"""
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: an answer to three claims is three rows of the view, and one happening."""

    entry: TimelineEntry
    also: tuple[TimelineEntry, ...]
    """the same for further claims"""

    @property
    def all(self) -> tuple[TimelineEntry, ...]:
        return (self.entry, *self.also)


def gather(entries: Sequence[TimelineEntry]) -> list[Happening]:
    """Put together what happened to several claims at once, in the order given."""
    together: dict[tuple[object, ...], list[TimelineEntry]] = {}
    for number, entry in enumerate(entries):
        once = (
            entry.kind, entry.occurred_on, entry.rebuttal, entry.request, entry.outlet, entry.address, entry.answer,
            entry.detail, entry.contact,
        )  # fmt: skip
        key = once if entry.rebuttal or entry.request else (number,)
        together.setdefault(key, []).append(entry)
    return [Happening(rows[0], tuple(rows[1:])) for rows in together.values()]


def read_filters(asked: Asked) -> TimelineFilters:
    """The filters of the page and of every export."""
    return TimelineFilters(
        claim=asked.number("claim", "c"),
        report=asked.number("report", "r"),
        outlet=asked.words("outlet"),
        since=asked.words("since"),
        until=asked.words("until"),
    )


def sort_out(
    desk: Desk, filters: TimelineFilters, audience: Audience
) -> tuple[TimelineFilters, tuple[str, ...]]:
    """The filters that can be used, and a sentence for each that cannot."""
    usable = TimelineFilters()
    notes = []
    for field in fields(filters):
        value = getattr(filters, field.name)
        if not value:
            continue
        one: Mapping[str, Any] = {field.name: value}
        try:
            narrow(desk, TimelineFilters(**one), audience)
        except InputError as error:
            notes.append(f"{error.message} That filter was left out.")
        else:
            usable = replace(usable, **one)
    return usable, tuple(notes)


def read_part(
    desk: Desk,
    filters: TimelineFilters,
    *,
    page: int,
    size: int,
    newest_first: bool,
    audience: Audience = "",
) -> Part:
    """One page of the timeline as somebody sees it, kept within what there is."""
    usable, notes = sort_out(desk, filters, audience)
    cut = narrow(desk, usable, audience)
    values = dict(cut.values)
    db = desk.record.db
    most = max(MOST_COUNTED, page * size) + 1
    listed = f"SELECT count(*) FROM (SELECT 1 FROM ({cut.query('1', 'timeline_listed')}) LIMIT {most})"
    total = int(db.execute(seen_by(db, listed, audience), values).fetchone()[0])
    page = max(1, min(page, -(-total // size)))
    reach = find_reach(db, usable, cut, page * size) if newest_first else ""
    columns = ", ".join(COLUMNS)
    within = cut.query(f"{columns}, step", "timeline", *(["occurred_on >= :reach"] if reach else []))
    ordered = f"SELECT {columns} FROM ({within}) ORDER BY {NEWEST_FIRST if newest_first else OLDEST_FIRST}"
    rows = select(
        db,
        f"{seen_by(db, ordered, audience)} LIMIT :size OFFSET :offset",
        {**values, "reach": reach, "size": size, "offset": (page - 1) * size},
    )
    entries = tuple(TimelineEntry(**{**row, "certain": bool(row["certain"])}) for row in rows)
    return Part(usable, notes, total, entries)


def find_reach(db: Database, filters: TimelineFilters, cut: Cut, rows: int) -> str:
    """A day since which at least so many things happened, so that the newest of them need no older ones; "" where
    none is known.

    Each report is a row of its own on the day on which it was published. So it is enough to go back through reports,
    which stand in an index by day.
    """
    if filters.claim or filters.report:
        return ""
    conditions = ["published <> ''"]
    conditions += [
        f"published {sign} :{name}" for name, sign in (("since", ">="), ("until", "<=")) if name in cut.values
    ]
    if filters.outlet:
        conditions.append("outlet_number = (SELECT id FROM outlets WHERE name = :outlet COLLATE NOCASE)")
    found = db.execute(
        f"SELECT published FROM reports_listed WHERE {' AND '.join(conditions)} "
        "ORDER BY published DESC LIMIT 1 OFFSET :before",
        {**cut.values, "before": rows - 1},
    ).fetchone()
    return str(found[0]) if found else ""


def month_of(entry: TimelineEntry) -> str:
    """The heading under which an entry stands: "March 2026", "2026" or "Date unknown"."""
    return say_day(entry.occurred_on[:7], "month") if entry.occurred_on else "Date unknown"


async def show_timeline(reader: Reader, asked: Asked) -> Page:
    """The page."""
    filters = read_filters(asked)
    page = max(1, asked.number("page"))
    part = await reader.read(
        lambda desk: read_part(
            desk, filters, page=page, size=TIMELINE_PAGE, newest_first=True, audience=reader.audience
        )
    )
    kept = {field.name: getattr(part.filters, field.name) for field in fields(part.filters)}
    return Page(
        "timeline.html",
        {
            "months": [(month, gather(list(group))) for month, group in groupby(part.entries, month_of)],
            "filters": kept,
            "filtered": any(kept.values()),
            "outlets": await offer_outlets(reader),
            "pager": asked.pager(part.total, TIMELINE_PAGE),
            "most_counted": MOST_COUNTED,
            "notes": [*asked.notes, *part.notes],
        },
    )
