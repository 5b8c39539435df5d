"""The inbox: reports that name us and that nobody has looked at, each with the sentences that do."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.journeys.desk import Desk
from mediawatch.journeys.triage import Seen, see
from mediawatch.model import PublicationDate, Ref
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.store.markings import select_one_whole as select_one
from mediawatch.store.markings import select_whole as select
from mediawatch.store.reports import read_thing

ORDER = "triage = 'later', due_on = '', due_on, report"
"""What is due first, then what waits longest; what was put off comes last."""


@dataclass(frozen=True, slots=True)
class InboxFilters:
    """What the inbox is narrowed to; "" means everything."""

    owner: str = ""
    outlet: str = ""
    since: str = ""
    """the day, month or year from which on it came in, as typed"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that names us."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """where in it: start and end, code points"""
    names: tuple[str, ...]
    """as they are watched"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One report in the inbox as whoever looks at it sees it."""

    report: int
    title: str
    outlet: str
    published: PublicationDate
    address: str
    text: int
    """number of its text, 0 for none"""
    owner: str
    due_on: str
    also: tuple[int, ...]
    """other reports of the same story that wait"""
    sentences: tuple[Sentence, ...]
    suggestions: tuple[dict[str, Any], ...]
    """the open ones about it, rows of suggestions_overview"""
    seen: Seen
    """to be given back with the decision"""


def list_inbox(desk: Desk, filters: InboxFilters | None = None) -> Iterator[dict[str, Any]]:
    """The rows of the inbox, one for each story, in the order in which to look at them; each with `ref`.

    Raises:
        InvalidDate: a date that is none. Raised at the call, not later.
    """
    where, values = narrow(filters or InboxFilters())
    rows = select(desk.record.db, f"SELECT * FROM inbox WHERE {where} ORDER BY {ORDER}", values)
    return ({"ref": f"r{row['report']}", **row} for row in rows)


def narrow(filters: InboxFilters) -> tuple[str, list[str]]:
    """The condition for some filters, and its values."""
    conditions, values = ["1"], []
    for name in ("owner", "outlet"):
        if getattr(filters, name):
            conditions.append(f"{name} = ? COLLATE NOCASE")
            values.append(getattr(filters, name))
    if filters.since:
        conditions.append("added_on >= ?")
        values.append(parse_day(filters.since, today=END_OF_TIME).value)
    return " AND ".join(conditions), values


def next_waiting(
    desk: Desk, filters: InboxFilters | None = None, *, passed: Collection[int] = ()
) -> Waiting | None:
    """The next report to look at, as the record is now; None where nothing is left.

    Args:
        passed: reports that were looked at already.
    """
    where, values = narrow(filters or InboxFilters())
    rows = select(desk.record.db, f"SELECT report FROM inbox WHERE {where} ORDER BY {ORDER}", values)
    number = next((row["report"] for row in rows if row["report"] not in passed), 0)
    return read_waiting(desk, number) if number else None


def count_waiting(desk: Desk, filters: InboxFilters | None = None) -> int:
    """How many rows the inbox has."""
    where, values = narrow(filters or InboxFilters())
    return int(desk.record.db.execute(f"SELECT count(*) FROM inbox WHERE {where}", values).fetchone()[0])


def read_waiting(desk: Desk, report: int) -> Waiting:
    """A report as somebody looks at it who decides about it, whether it is in the inbox or not.

    Raises:
        NotFound: there is none.
    """
    db = desk.record.db
    seen = see(db, report)
    row = read_thing(db, Ref("r", report))
    overview = select_one(db, "SELECT * FROM reports_overview WHERE report = ?", (report,)) or {}
    mates = select_one(db, "SELECT also FROM inbox WHERE report = ?", (report,)) or {"also": ""}
    return Waiting(
        report=report,
        title=row["title"],
        outlet=overview.get("outlet", ""),
        published=PublicationDate(
            row["published"],
            row["published_precision"],
            row["published_origin"],
            bool(row["published_certain"]),
        ),
        address=overview.get("address", ""),
        text=row["article_id"] or 0,
        owner=overview.get("owner", ""),
        due_on=row["due_on"],
        also=tuple(int(mate.removeprefix("r")) for mate in mates["also"].split()),
        sentences=tuple(read_sentences(db, report)),
        suggestions=tuple(
            select(
                db,
                "SELECT * FROM suggestions_overview WHERE report = ? AND state = 'open' ORDER BY suggestion",
                (report,),
            )
        ),
        seen=seen,
    )


def read_sentences(db: Database, report: int) -> list[Sentence]:
    """The sentences of a report that name us, each once, with every place in it."""
    found: dict[tuple[int, str], list[tuple[int, int, str]]] = {}
    for row in select(
        db,
        'SELECT m.sentence AS sentence, m.sentence_start AS at, m.start AS start, m."end" AS "end", n.form AS name '
        "FROM mentions m JOIN names n ON n.id = m.name_id WHERE m.report_id = ? ORDER BY m.start",
        (report,),
    ):
        places = found.setdefault((row["at"], row["sentence"]), [])
        places.append((row["start"] - row["at"], row["end"] - row["at"], row["name"]))
    return [
        Sentence(
            text,
            tuple((start, end) for start, end, _ in places if 0 <= start < end <= len(text)),
            tuple(dict.fromkeys(name for _, _, name in places)),
        )
        for (_, text), places in found.items()
    ]
