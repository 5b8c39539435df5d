"""What is new and what waits, one after another: what the digest tells whole, and notify tells each person once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from mediawatch.exporters.digest import Line
from mediawatch.exporters.moments import say_day
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.source_health import Trouble, check_sources
from mediawatch.journeys.today import Days, due_deadlines
from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.rows import select

AHEAD = 14
"""Days within which a deadline is told."""
NEAR = 2
"""Days within which it is told once more."""
TROUBLE = "trouble "
"""How the keys of sources in trouble begin."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of news."""

    heading: str
    everything: str
    """the command that lists them all"""
    summed: str = ""
    """how it stands in the sentence that says it all; {n} and {s}; "" where it does not"""


KINDS = MappingProxyType(
    {
        "reports": Kind("New reports that name us", "mediawatch inbox", "{n} new report{s} about us"),
        "changes": Kind(
            "Altered, corrected, gone", "mediawatch recheck", "{n} change{s} in what was published"
        ),
        "repeats": Kind("Claims that were made again", "mediawatch list claims", "{n} claim{s} made again"),
        "outcomes": Kind("What came of our requests", "mediawatch list requests"),
        "deadlines": Kind("Deadlines", "mediawatch deadlines", "{n} deadline{s} within two weeks"),
        "waiting": Kind(
            "Claims without an answer of ours",
            "mediawatch list claims --status open",
            "{n} claim{s} without an answer",
        ),
        "suggestions": Kind("Suggestions to decide", "mediawatch list suggestions"),
        "sources": Kind("Sources in trouble", "mediawatch source check", "{n} source{s} in trouble"),
    }
)
"""In the order of their urgency."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is new, or waits."""

    kind: str
    """a key of KINDS"""
    key: str
    """the same for the same thing at every time"""
    line: Line
    on: str = ""
    """the day since which it is so; "" for what waits, whenever it began"""
    reports: tuple[int, ...] = ()
    """what it concerns"""
    claims: tuple[int, ...] = ()


MENTIONED = """
SELECT r.report AS report, r.title AS title, r.outlet AS outlet, r.published AS published,
       r.published_precision AS precision, r.published_certain AS certain, r.added_on AS "on",
       coalesce((SELECT m.sentence FROM mentions_overview m WHERE m.report = r.report ORDER BY m.kind = 'link', m.start
                 LIMIT 1), '') AS sentence
FROM reports_overview r
WHERE r.added_on >= :since AND r.mentions > 0 AND r.triage <> 'about someone else' ORDER BY r.report DESC
"""

REPEATED = """
SELECT a.appearance AS appearance, a.claim AS claim, a.claim_text AS wording, a.report AS report, a.outlet AS outlet,
       a.quote AS quote, a.recorded_at AS recorded_at
FROM appearances_overview a
WHERE a.recorded_at >= :since
  AND a.appearance > (SELECT min(b.appearance) FROM appearances_overview b WHERE b.claim = a.claim)
ORDER BY a.appearance DESC
"""

OUTSTANDING = """
SELECT claim, claim_text AS wording, waiting_since, appearances FROM claims_overview
WHERE state = 'open' ORDER BY waiting_since, claim
"""

OUTCOMES = """
SELECT kind, occurred_on AS "on", claim, outlet, claim_text AS wording, request, report FROM timeline
WHERE kind IN ('corrected', 'clarified', 'replied', 'apologised', 'removed', 'refused', 'no answer')
  AND occurred_on >= :since ORDER BY occurred_on DESC, request DESC
"""

BECAME = MappingProxyType(
    {"altered": "was altered", "moved": "stands elsewhere in the text", "gone": "is not there any more"}
)


def list_news(desk: Desk, since: str, audience: Audience) -> Iterator[Item]:
    """Everything that is new from a day on and everything that waits, as its readers may see it, kind by kind.

    Args:
        since: an ISO day, month or year.
    """
    db = desk.record.db
    for row in read(db, MENTIONED, since, audience):
        line = Line(f"r{row['report']}", say_report(row), row["sentence"])
        yield Item("reports", f"report {row['report']}", line, row["on"], (row["report"],))
    yield from list_changes(db, since, audience)
    for row in read(db, REPEATED, since, audience):
        said = f"{row['wording']} (r{row['report']}{comma(row['outlet'])})"
        line = Line(f"c{row['claim']}", said, f"“{row['quote']}”")
        key = f"appearance {row['appearance']}"
        yield Item("repeats", key, line, row["recorded_at"][:10], (row["report"],), (row["claim"],))
    for row in read(db, OUTCOMES, since, audience):
        said = f"{row['kind']}{comma(row['outlet'])}: {row['wording']}"
        key = f"outcome q{row['request']} {row['kind']} r{row['report']} c{row['claim']} {row['on']}"
        line = Line(f"q{row['request']}", said, say_day(row["on"], "day"))
        yield Item("outcomes", key, line, row["on"], (row["report"],), (row["claim"],))
    yield from list_deadlines(desk, audience)
    for row in read(db, OUTSTANDING, since, audience):
        detail = f"waits since {row['waiting_since']}, {say_places(row['appearances'])}"
        line = Line(f"c{row['claim']}", row["wording"], detail)
        yield Item("waiting", f"waiting c{row['claim']} {row['waiting_since']}", line, claims=(row["claim"],))
    noticed = (
        "SELECT kind, count(*) AS number, max(suggestion) AS newest FROM suggestions_overview "
        "WHERE state = 'open' GROUP BY kind"
    )
    for row in read(db, noticed, since, audience):
        line = Line("", f"{row['number']:,} × {row['kind']}")
        yield Item("suggestions", f"suggestion {row['kind']} {row['newest']}", line)
    for trouble in check_sources(desk):
        line = Line(f"s{trouble.source}", f"{trouble.title}: {trouble.said}", trouble.advice)
        yield Item("sources", trouble_key(trouble), line)


def trouble_key(trouble: Trouble) -> str:
    """The key of a source in trouble, while it lasts."""
    return f"{TROUBLE}s{trouble.source} {trouble.kind}"


def list_changes(db: Database, since: str, audience: Audience) -> Iterator[Item]:
    """Quotes that do not stand as they did, notices of correction, changed titles, removed reports."""
    altered = "SELECT * FROM anchor_changes WHERE checked_on >= :since ORDER BY recorded_at DESC"
    for row in read(db, altered, since, audience):
        now = f"Now: “{row['wording']}”" if row["wording"] and row["state"] != "moved" else ""
        said = f"A quote {BECAME[row['state']]}{comma(row['outlet'])}: “{row['quote']}”"
        key = f"quote {row['appearance']} {row['state']} {row['recorded_at']}"
        line = Line(f"r{row['report']}", said, now)
        yield Item("changes", key, line, row["checked_on"], (row["report"],), (row["claim"],))
    notices = "SELECT * FROM notices_overview WHERE noticed_on >= :since ORDER BY notice DESC"
    for row in read(db, notices, since, audience):
        said = f"The publisher says{comma(row['outlet'])}: “{row['words']}”"
        line = Line(f"r{row['report']}", said, row["title"])
        yield Item("changes", f"notice {row['notice']}", line, row["noticed_on"], (row["report"],))
    removed = "SELECT * FROM removals WHERE gone_on >= :since ORDER BY gone_on DESC"
    for row in read(db, removed, since, audience):
        line = Line(f"r{row['report']}", f"Removed{comma(row['outlet'])}: {row['title']}")
        key = f"removal r{row['report']} {row['gone_on']}"
        yield Item("changes", key, line, row["gone_on"], (row["report"],))
    titles = (
        "SELECT * FROM report_checks_overview WHERE title_after <> '' AND checked_on >= :since "
        "ORDER BY report_check DESC"
    )
    for row in read(db, titles, since, audience):
        said = f"Title changed{comma(row['outlet'])}: “{row['title_after']}”"
        line = Line(f"r{row['report']}", said, f"was “{row['title_before']}”")
        yield Item("changes", f"title {row['report_check']}", line, row["checked_on"], (row["report"],))


def list_deadlines(desk: Desk, audience: Audience) -> Iterator[Item]:
    """What runs out within AHEAD days; what runs out within NEAR days has a key of its own."""
    today = desk.actor().today
    until, near = ((date.fromisoformat(today) + timedelta(days=days)).isoformat() for days in (AHEAD, NEAR))
    about = find_subjects(desk.record.db, audience)
    whose = {"ours": "our last day", "theirs": "their time to answer", "discretion": "at their discretion"}
    found = sorted(due_deadlines(desk, Days(today, until, audience)), key=lambda one: (one.on, one.ref))
    for one in found:
        line = Line(one.ref, f"{say_day(one.on, 'day')}: {one.what}", whose.get(one.whose, one.whose))
        key = f"deadline {one.ref} {one.rule} {one.on}{' near' if one.on <= near else ''}"
        reports = (
            (int(one.ref[1:]),) if one.ref[:1] == "r" and one.ref[1:].isdigit() else about.get(one.ref, ())
        )
        yield Item("deadlines", key, line, reports=reports)


def find_subjects(db: Database, audience: Audience) -> dict[str, tuple[int, ...]]:
    """The reports that each request is about."""
    subjects: dict[str, tuple[int, ...]] = {}
    for row in read(db, "SELECT DISTINCT request, report FROM request_places", "", audience):
        ref = f"q{row['request']}"
        subjects[ref] = (*subjects.get(ref, ()), row["report"])
    return subjects


def read(db: Database, sql: str, since: str, audience: Audience) -> list[dict[str, Any]]:
    """The rows of a query as its readers may see them."""
    asked = seen_by(db, sql, audience)
    return list(select(db, asked, {"since": since} if ":since" in asked else {}))


def say_places(number: int) -> str:
    """ "said in 1 place", "said in 3 places"."""
    return f"said in {number:,} {'place' if number == 1 else 'places'}"


def comma(outlet: str) -> str:
    """The name of an outlet after a comma; nothing for none."""
    return f", {outlet}" if outlet else ""


def say_report(row: dict[str, Any]) -> str:
    """A report in one line."""
    day = say_day(row["published"], row["precision"], certain=bool(row["certain"]))
    return f"{row['title']} ({row['outlet'] or 'outlet unknown'}, {day})"
