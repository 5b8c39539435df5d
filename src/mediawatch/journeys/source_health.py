"""Silence is a failure: which sources give less than they used to, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Any

from sqlite_utils import Database

from mediawatch.journeys.desk import Desk
from mediawatch.reading.spans import say_span
from mediawatch.sources import BY_TIME
from mediawatch.store.rows import select
from mediawatch.store.sources import read_reads

FAILURES = 2
"""Reads in a row that have to fail before it is told: a server may be down for a moment."""
FROZEN = 3
"""Times its usual gap between two new addresses after which a source is called frozen."""
LEAST_GAPS = 3
"""Gaps that have to be known before a usual one can be told."""
LEAST_FROZEN = 2 * 86_400
"""Seconds; nothing is called frozen over a weekend's length."""
LAST_PAGES = 5
"""Pages of a source that all have to be refused, or to be walls, where earlier ones were not."""
WALL_WORDS = ("consent", "paywall", "pay wall", "subscrib", "log in", "login", "sign in")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with a source."""

    source: int
    title: str
    kind: str
    """failing, nothing, frozen, refused, walls, never read"""
    said: str
    advice: str


def check_sources(desk: Desk, wanted: Sequence[int] = ()) -> list[Trouble]:
    """Everything that is wrong with the sources that are watched (or with those that are wanted), by source."""
    db = desk.record.db
    now = desk.actor().now
    rows = select(
        db,
        "SELECT s.id, s.kind, s.address, s.title, s.selector, s.longest, t.* FROM sources s "
        "JOIN source_states t ON t.source_id = s.id WHERE s.retired_at IS NULL AND s.paused_at IS NULL ORDER BY s.id",
    )
    return [
        trouble
        for source in rows
        if not wanted or source["id"] in wanted
        for trouble in check_source(db, source, now)
    ]


def check_source(db: Database, source: Mapping[str, Any], now: str) -> Iterator[Trouble]:
    """What is wrong with one source."""
    number, title = source["id"], source["title"] or source["address"]
    reads = read_reads(db, number, 200)

    def trouble(kind: str, said: str, advice: str) -> Trouble:
        return Trouble(number, title, kind, said, advice)

    if not reads:
        if seconds_between(source["due_at"], now) > 2 * source["longest"]:
            yield trouble(
                "never read",
                "It is due and was never read.",
                "Run mediawatch watch, by cron or a timer (docs/watching.md).",
            )
        return
    if seconds_between(reads[0]["read_at"], now) > 3 * source["longest"] + LEAST_FROZEN:
        since = say_span(seconds_between(reads[0]["read_at"], now))
        yield trouble(
            "not run",
            f"It was not read for {since}.",
            "See whether the timer or cron still runs mediawatch watch.",
        )
    failures = source["failures"]
    if failures >= FAILURES:
        yield trouble(
            "failing",
            f"It could not be read {failures} times in a row: {reads[0]['why']}",
            (reads[0]["advice"] or "Open its address in a browser.")
            + (
                f" If its page was rebuilt, say which links are meant now: mediawatch set s{number} --selector 'h3 a'"
                if source["kind"] == "listing"
                else f" If it has moved: mediawatch source add its new address, and mediawatch source retire s{number}."
            ),
        )
        return
    changed = [read for read in reads if read["outcome"] == "changed"]
    if changed and not changed[0]["listed"] and source["most_listed"] and source["kind"] not in BY_TIME:
        yield trouble(
            "nothing",
            f"It lists nothing; it used to list up to {source['most_listed']} addresses.",
            f"Look at it: mediawatch source try {source['address']}",
        )
        return
    yield from check_frozen(reads, now, trouble)
    yield from check_pages(db, number, trouble)


def check_frozen(reads: Sequence[Mapping[str, Any]], now: str, trouble: Any) -> Iterator[Trouble]:
    """A source that has listed nothing new for far longer than it is used to."""
    yielded = [read["read_at"] for read in reads if read["new"]]
    gaps = [seconds_between(earlier, later) for later, earlier in pairwise(yielded)]
    if len(gaps) < LEAST_GAPS:
        return
    usual = median(gaps)
    since = seconds_between(yielded[0], now)
    if since > max(FROZEN * usual, LEAST_FROZEN):
        yield trouble(
            "frozen",
            f"It has listed nothing new for {say_span(since)}; it used to every {say_span(round(usual))}.",
            "Open it in a browser: it may have been given up for another feed.",
        )


def check_pages(db: Database, source: int, trouble: Any) -> Iterator[Trouble]:
    """Pages that are all refused now, or stand behind walls, where they did not before."""
    rows = list(
        select(
            db,
            "SELECT e.state, e.why, e.attempts FROM leads e JOIN lead_sightings g ON g.lead_id = e.id "
            "WHERE g.source_id = ? AND e.read_at <> '' ORDER BY g.lead_id DESC LIMIT 100",
            (source,),
        )
    )
    last, before = rows[:LAST_PAGES], rows[LAST_PAGES:]
    if len(last) < LAST_PAGES:
        return
    read_before = any(row["state"] in ("recorded", "no name", "known") for row in before)
    if all(row["state"] == "refused" or " 403" in row["why"] for row in last) and (read_before or not before):
        yield trouble(
            "refused",
            f"Its last {LAST_PAGES} pages were refused: {last[0]['why']}",
            "Ask the site for leave, or set a contact by which it can ask you: mediawatch settings contact MAIL.",
        )
    elif all(is_wall(row) for row in last):
        yield trouble(
            "walls",
            f"Its last {LAST_PAGES} pages gave no article: {last[0]['why']}",
            "Save such a page in your browser and add it: mediawatch add saved.html --url ADDRESS.",
        )


def is_wall(row: Mapping[str, Any]) -> bool:
    """Whether a page gave a wall in place of its article."""
    why = row["why"].lower()
    return row["state"] in ("waiting", "failed") and any(word in why for word in WALL_WORDS)


def seconds_between(earlier: str, later: str) -> int:
    """Seconds from one time to another; nought where a clock was set back."""
    return max(0, round((datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()))
