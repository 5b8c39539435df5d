"""`/about`: what is in the record, how far it reaches, what failed, and how to check it."""

from __future__ import annotations

from typing import Any

from mediawatch.store.events import read_head
from mediawatch.web.reader import Page, Reader
from mediawatch.web.reports import COUNT_REPORTS
from mediawatch.web.views import PUBLIC_VIEWS

SHOWN_PROBLEMS = 10
"""Open problems on the page; the data page has them all."""

SHOWN_NAMES = 30

COUNTED = (
    ("Reports", COUNT_REPORTS, "/reports"),
    ("Claims", "SELECT count(*) FROM claims_overview", "/claims"),
    ("Appearances of claims", "SELECT count(*) FROM standing_places", "/record/appearances_overview"),
    ("Our publications", "SELECT count(*) FROM works_overview", "/works"),
    ("Contacts with outlets", "SELECT count(*) FROM contacts_overview", "/record/contacts_overview"),
    ("Requests for correction and the like", "SELECT count(*) FROM requests_overview", "/requests"),
)
"""What is counted: label, SQL, page."""


async def show_about(reader: Reader) -> Page:
    """The page."""
    counts = [(label, await reader.count(sql), path) for label, sql, path in COUNTED]
    span: dict[str, Any] = (
        await reader.row(
            # each by itself, so that an index has it
            "SELECT (SELECT min(published) FROM reports_listed WHERE published <> '') AS first, "
            "(SELECT max(published) FROM reports_listed) AS last, "
            "(SELECT added_on FROM reports_listed ORDER BY report DESC LIMIT 1) AS added"
        )
        or {}
    )
    rebuttals = await reader.rows("SELECT state, count(*) AS number FROM rebuttals_overview GROUP BY state")
    # all of them at once: to go through the mentions takes as long for one name as for all
    names = await reader.rows(
        "SELECT name, name_kind, reports, mentions FROM names_found ORDER BY reports DESC, name"
    )
    counts.append(
        ("Mentions of our names", sum(row["mentions"] for row in names), "/record/mentions_overview")
    )
    problems = await reader.rows(
        "SELECT * FROM problems_overview WHERE solved_at = '' ORDER BY problem DESC LIMIT :most",
        {"most": SHOWN_PROBLEMS},
    )
    head, length = await reader.read(lambda desk: read_head(desk.record.db))
    return Page(
        "about.html",
        {
            "counts": counts,
            "span": span,
            "rebuttals": {row["state"]: row["number"] for row in rebuttals},
            "names": names[:SHOWN_NAMES],
            "problems": problems,
            "open_problems": await reader.count(
                "SELECT count(*) FROM problems_overview WHERE solved_at = ''"
            ),
            "chain_head": head,
            "chain_length": length,
            "verified": await reader.row(
                "SELECT at, by FROM log WHERE verb = 'verified' ORDER BY event DESC LIMIT 1"
            ),
            "timezone": str(reader.zone),
            "views": PUBLIC_VIEWS,
        },
    )
