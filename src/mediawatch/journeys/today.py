"""Today: what falls due, what waits longest, what is new, and who waits for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from mediawatch.journeys.desk import Desk
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.store.rows import select

AHEAD = 14
"""Days ahead of which something falls due: two working weeks."""

BEHIND = 30
"""Days for which a rule's deadline is told that has passed: it may be waived, or have been met and not marked."""

SHOWN = 8
"""Rows of each kind; the lists have them all."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that has its day."""

    on: str
    """ISO day"""
    ref: str
    what: str
    """in a few words: the title of a report, the wording of a claim, the name of a rule"""
    owner: str = ""
    whose: str = ""
    """of a rule's deadline, whose time it is: ours, theirs, discretion"""
    rule: str = ""
    """key of the rule that gives the day; "" where a person set it"""
    detail: str = ""
    """how the day was counted, how far our answer is"""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind, and how many there are in all."""

    total: int
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Today:
    """A day's work."""

    day: str
    since: str
    """what came in from this day on is new"""
    owner: str
    """only what this person looks after; "" for everything"""
    due: tuple[Due, ...]
    """by day, what is overdue first"""
    inbox: Part
    """what waits longest to be looked at"""
    claims: Part
    """claims without an answer, those that wait longest first"""
    new_reports: Part
    new_claims: Part
    outcomes: Part
    """what became of requests since then"""
    suggestions: Part
    """kinds of open suggestions, with their counts"""
    drafts: Part
    """rebuttals that wait for approval"""
    unsent: Part
    """approved ones that went nowhere yet"""
    asked: Part
    """requests without an outcome, those that wait longest first"""


@dataclass(frozen=True, slots=True)
class Days:
    """The days that one looks at."""

    since: str
    """what passed before this day is past helping"""
    until: str
    audience: str
    """a key of store.migrations.AUDIENCES"""


Source = Callable[[Desk, Days], Iterator[Due]]
"""Gives what falls due in those days, and what is overdue."""


def due_reports(desk: Desk, days: Days) -> Iterator[Due]:
    """Reports that somebody set a day for and that wait to be looked at."""
    for row in select(
        desk.record.db,
        "SELECT r.report AS report, r.title AS title, r.owner AS owner, r.due_on AS due_on FROM reports_overview r "
        "WHERE r.due_on <> '' AND r.due_on <= ? AND r.triage IN ('', 'later') AND r.claims = 0",
        (days.until,),
    ):
        yield Due(row["due_on"], f"r{row['report']}", row["title"], row["owner"])


def due_claims(desk: Desk, days: Days) -> Iterator[Due]:
    """Claims that somebody set a day for and that have no answer."""
    for row in select(
        desk.record.db,
        "SELECT claim, claim_text, owner, due_on, answer FROM claims_overview "
        "WHERE due_on <> '' AND due_on <= ? AND answer <> 'delivered'",
        (days.until,),
    ):
        said = {"drafted": "an answer is drafted", "approved": "an answer is approved, not sent"}
        yield Due(
            row["due_on"],
            f"c{row['claim']}",
            row["claim_text"],
            row["owner"],
            detail=said.get(row["answer"], ""),
        )


def due_deadlines(desk: Desk, days: Days) -> Iterator[Due]:
    """Days that the rules of regulators and courts give, ours and theirs, as far as they still run."""
    from mediawatch.journeys.deadlines import find_deadlines

    owners = dict(
        desk.record.db.execute(
            "SELECT 'r' || report, owner FROM reports_overview WHERE owner <> ''"
        ).fetchall()
    )
    for deadline in find_deadlines(desk, audience=days.audience).deadlines:
        if deadline.cancelled or deadline.state in ("met", "waived", "no date"):
            continue
        if days.since <= deadline.due_on <= days.until:
            about = deadline.subject
            yield Due(
                deadline.due_on,
                about.ref,
                f"{deadline.rule.name}: {about.title}" if about.title else deadline.rule.name,
                owners.get(about.ref, ""),
                deadline.whose,
                deadline.rule.key,
                deadline.counted,
            )


DUE: tuple[Source, ...] = (due_reports, due_claims, due_deadlines)
"""Everything that can fall due."""


def read_today(desk: Desk, *, owner: str = "", since: str = "", audience: str = "") -> Today:
    """What today has in store.

    Args:
        owner: only what this person looks after.
        since: the day from which on something is new, as typed; "" is yesterday.
        audience: who sees it, a key of AUDIENCES: "_staff" sees confidential requests too.

    Raises:
        InvalidDate: a date that is none.
    """
    actor = desk.actor()
    today = date.fromisoformat(actor.today)
    first = parse_day(since, today=END_OF_TIME).value if since else (today - timedelta(days=1)).isoformat()
    days = Days(
        (today - timedelta(days=BEHIND)).isoformat(), (today + timedelta(days=AHEAD)).isoformat(), audience
    )
    wanted = owner.casefold()
    due = [one for source in DUE for one in source(desk, days) if not owner or one.owner.casefold() == wanted]
    db = desk.record.db
    mine, values = ("owner = ? COLLATE NOCASE", (owner,)) if owner else ("1", ())
    return Today(
        day=actor.today,
        since=first,
        owner=owner,
        due=tuple(sorted(due, key=lambda one: (one.on, one.ref))),
        inbox=read_part(db, f"inbox{audience} WHERE {mine}", "triage = 'later', report", values),
        claims=read_part(
            db, f"claims_overview WHERE state = 'open' AND {mine}", "waiting_since, claim", values
        ),
        new_reports=read_part(
            db, f"reports_overview WHERE added_on >= ? AND {mine}", "report DESC", (first, *values)
        ),
        new_claims=read_part(
            db, f"claims_overview WHERE added_on >= ? AND {mine}", "claim DESC", (first, *values)
        ),
        outcomes=read_part(db, OUTCOMES.format(audience), "occurred_on DESC, request DESC", (first,)),
        suggestions=read_part(
            db,
            f"(SELECT kind, count(*) AS suggestions FROM suggestions_overview{audience} "
            "WHERE state = 'open' GROUP BY kind)",
            "kind",
            (),
        ),
        drafts=read_part(db, "rebuttals_overview WHERE state = 'draft'", "written_on, rebuttal", ()),
        unsent=read_part(db, "rebuttals_overview WHERE state = 'approved'", "approved_on, rebuttal", ()),
        asked=read_part(
            db, f"requests_overview{audience} WHERE answered < appearances", "asked_on, request", ()
        ),
    )


OUTCOMES = (
    "(SELECT kind, occurred_on, claim, report, request, outlet, claim_text, detail FROM timeline{} "
    "WHERE kind IN ('corrected', 'clarified', 'replied', 'apologised', 'removed', 'refused', 'no answer')) "
    "WHERE occurred_on >= ?"
)
"""What became of requests, from the timeline."""


def read_part(db: Database, source: str, order: str, values: tuple[Any, ...]) -> Part:
    """The first rows of something, and how many it has."""
    total = int(db.execute(f"SELECT count(*) FROM {source}", values).fetchone()[0])
    rows = select(db, f"SELECT * FROM {source} ORDER BY {order} LIMIT {SHOWN}", values) if total else ()
    return Part(total, tuple(rows))
