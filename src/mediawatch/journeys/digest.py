"""The digest: what came in while nobody looked, what changed, what waits, what runs out, and what is broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from mediawatch.exporters.digest import Digest, Line, Section
from mediawatch.exporters.moments import say_day
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import Disclosed
from mediawatch.journeys.source_health import check_sources
from mediawatch.journeys.timeline import count_kept_back
from mediawatch.journeys.today import Days, due_deadlines
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.rows import select

SHOWN = 8
"""Things of a kind that are told; the commands list them all."""
AHEAD = 14
"""Days within which a deadline is told."""

MENTIONED = """
SELECT r.report AS report, r.title AS title, r.outlet AS outlet, r.published AS published,
       r.published_precision AS precision, r.published_certain AS certain,
       coalesce((SELECT m.sentence FROM mentions_overview m WHERE m.report = r.report ORDER BY m.kind = 'link', m.start
                 LIMIT 1), '') AS sentence
FROM reports_overview r
WHERE r.added_on >= :since AND r.mentions > 0 AND r.triage <> 'about someone else' ORDER BY r.report DESC
"""

REPEATED = """
SELECT a.claim AS claim, a.claim_text AS wording, a.report AS report, a.outlet AS outlet, a.quote AS quote
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
SELECT kind, occurred_on, claim, outlet, claim_text AS wording, request FROM timeline
WHERE kind IN ('corrected', 'clarified', 'replied', 'apologised', 'removed', 'refused', 'no answer')
  AND occurred_on >= :since ORDER BY occurred_on DESC, request DESC
"""

BECAME = {"altered": "was altered", "moved": "stands elsewhere in the text", "gone": "is not there any more"}


def read_digest(desk: Desk, *, since: str = "", confidential: bool = False) -> Digest:
    """What is new since a day, and what waits.

    Args:
        since: as typed; "" is yesterday.
        confidential: also confidential requests and their deadlines.

    Raises:
        InvalidDate: a date that is none.
    """
    actor = desk.actor()
    first = parse_day(since, today=END_OF_TIME).value if since else yesterday(actor.today)
    audience: Audience = "_staff" if confidential else ""
    sections = [section for section in list_sections(desk, first, actor.today, audience) if section.total]
    return Digest(
        organisation=desk.organisation,
        sentence=say_all(desk.organisation, sections),
        since=say_day(first, "day" if len(first) == 10 else "month" if len(first) == 7 else "year"),
        sections=tuple(sections),
        left_out=tuple(count_kept_back(desk.record.db, Disclosed(confidential=confidential))),
    )


def yesterday(today: str) -> str:
    """The day before an ISO day."""
    return (date.fromisoformat(today) - timedelta(days=1)).isoformat()


def list_sections(desk: Desk, since: str, today: str, audience: Audience) -> Iterator[Section]:
    """Every section in the order of its urgency, empty ones too."""
    db = desk.record.db
    mentioned = read(db, MENTIONED, since, audience)
    yield make(
        "New reports that name us",
        [Line(f"r{row['report']}", say_report(row), row["sentence"]) for row in mentioned],
        "mediawatch inbox",
    )
    yield make("Altered, corrected, gone", list(list_changes(db, since, audience)), "mediawatch recheck")
    repeated = read(db, REPEATED, since, audience)
    yield make(
        "Claims that were made again",
        [
            Line(
                f"c{row['claim']}",
                f"{row['wording']} (r{row['report']}{comma(row['outlet'])})",
                f"“{row['quote']}”",
            )
            for row in repeated
        ],
        "mediawatch list claims",
    )
    outcomes = read(db, OUTCOMES, since, audience)
    yield make(
        "What came of our requests",
        [
            Line(
                f"q{row['request']}",
                f"{row['kind']}{comma(row['outlet'])}: {row['wording']}",
                say_day(row["occurred_on"], "day"),
            )
            for row in outcomes
        ],
        "mediawatch list requests",
    )
    yield make("Deadlines", list(list_deadlines(desk, today, audience)), "mediawatch deadlines")
    waiting = read(db, OUTSTANDING, since, audience)
    yield make(
        "Claims without an answer of ours",
        [
            Line(
                f"c{row['claim']}",
                row["wording"],
                f"waits since {row['waiting_since']}, {say_places(row['appearances'])}",
            )
            for row in waiting
        ],
        "mediawatch list claims --status open",
    )
    noticed = read(
        db,
        "SELECT kind, count(*) AS number FROM suggestions_overview WHERE state = 'open' GROUP BY kind",
        since,
        audience,
    )
    yield make(
        "Suggestions to decide",
        [Line("", f"{row['number']:,} × {row['kind']}") for row in noticed],
        "mediawatch list suggestions",
    )
    troubles = check_sources(desk)
    yield make(
        "Sources in trouble",
        [Line(f"s{one.source}", f"{one.title}: {one.said}", one.advice) for one in troubles],
        "mediawatch source check",
    )


def list_changes(db: Database, since: str, audience: Audience) -> Iterator[Line]:
    """Quotes that do not stand as they did, notices of correction, changed titles, removed reports."""
    for row in read(
        db,
        "SELECT * FROM anchor_changes WHERE checked_on >= :since ORDER BY recorded_at DESC",
        since,
        audience,
    ):
        now = f" Now: “{row['wording']}”" if row["wording"] and row["state"] != "moved" else ""
        yield Line(
            f"r{row['report']}",
            f"A quote {BECAME[row['state']]}{comma(row['outlet'])}: “{row['quote']}”",
            now.strip(),
        )
    for row in read(
        db, "SELECT * FROM notices_overview WHERE noticed_on >= :since ORDER BY notice DESC", since, audience
    ):
        yield Line(
            f"r{row['report']}", f"The publisher says{comma(row['outlet'])}: “{row['words']}”", row["title"]
        )
    for row in read(
        db, "SELECT * FROM removals WHERE gone_on >= :since ORDER BY gone_on DESC", since, audience
    ):
        yield Line(f"r{row['report']}", f"Removed{comma(row['outlet'])}: {row['title']}")
    titles = (
        "SELECT * FROM report_checks_overview WHERE title_after <> '' AND checked_on >= :since "
        "ORDER BY report_check DESC"
    )
    for row in read(db, titles, since, audience):
        yield Line(
            f"r{row['report']}",
            f"Title changed{comma(row['outlet'])}: “{row['title_after']}”",
            f"was “{row['title_before']}”",
        )


def list_deadlines(desk: Desk, today: str, audience: Audience) -> Iterator[Line]:
    """What runs out within AHEAD days."""
    until = (date.fromisoformat(today) + timedelta(days=AHEAD)).isoformat()
    whose = {"ours": "our last day", "theirs": "their time to answer", "discretion": "at their discretion"}
    found = sorted(due_deadlines(desk, Days(today, until, audience)), key=lambda one: (one.on, one.ref))
    for one in found:
        yield Line(one.ref, f"{say_day(one.on, 'day')}: {one.what}", whose.get(one.whose, one.whose))


def read(db: Database, sql: str, since: str, audience: Audience) -> list[dict[str, Any]]:
    """The rows of a query as its readers may see them."""
    asked = seen_by(db, sql, audience)
    return list(select(db, asked, {"since": since} if ":since" in asked else {}))


def make(heading: str, lines: Sequence[Line], everything: str) -> Section:
    """A section with the first of its lines."""
    return Section(heading, tuple(lines[:SHOWN]), len(lines), everything)


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


def say_all(organisation: str, sections: Sequence[Section]) -> str:
    """The whole in one sentence."""
    totals = {section.heading: section.total for section in sections}
    said = [
        words.format(n=f"{totals[heading]:,}", s="" if totals[heading] == 1 else "s")
        for heading, words in SENTENCE
        if totals.get(heading)
    ]
    if not said:
        return f"Nothing is new about {organisation}, and nothing waits."
    together = said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]
    return f"{together[0].upper()}{together[1:]}."


SENTENCE = (
    ("New reports that name us", "{n} new report{s} about us"),
    ("Altered, corrected, gone", "{n} change{s} in what was published"),
    ("Claims that were made again", "{n} claim{s} made again"),
    ("Deadlines", "{n} deadline{s} within two weeks"),
    ("Claims without an answer of ours", "{n} claim{s} without an answer"),
    ("Sources in trouble", "{n} source{s} in trouble"),
)
"""How each kind stands in the sentence."""
