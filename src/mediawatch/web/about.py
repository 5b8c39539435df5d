"""`/about`: what is in the record, how far it reaches, what failed, and how to check it."""

from __future__ import annotations

from typing import Any

from mediawatch.store.events import read_head
from mediawatch.web.reader import Page, Reader
from mediawatch.web.views import PUBLIC_VIEWS

SHOWN_PROBLEMS = 10
"""Open problems on the page; the data page has them all."""

COUNTED = (
    ("Reports", "reports_overview", "/reports"),
    ("Claims", "claims_overview", "/claims"),
    ("Appearances of claims", "appearances_overview", ""),
    ("Our publications", "works_overview", "/works"),
    ("Mentions of our names", "mentions_overview", ""),
    ("Contacts with outlets", "contacts_overview", ""),
    ("Requests for correction and the like", "requests_overview", ""),
)
"""What is counted: label, view, page."""


async def show_about(reader: Reader) -> Page:
    """The page."""
    counts = [
        (label, await reader.count(f"SELECT count(*) FROM {view}"), path, view)
        for label, view, path in COUNTED
    ]
    span: dict[str, Any] = (
        await reader.row(
            "SELECT min(nullif(published, '')) AS first, max(published) AS last, max(added_on) AS added "
            "FROM reports_overview"
        )
        or {}
    )
    rebuttals = await reader.rows("SELECT state, count(*) AS number FROM rebuttals_overview GROUP BY state")
    names = await reader.rows(
        "SELECT name, name_kind, count(DISTINCT report) AS reports FROM mentions_overview "
        "GROUP BY name, name_kind ORDER BY reports DESC, name LIMIT 30"
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
            "names": names,
            "problems": problems,
            "open_problems": await reader.count(
                "SELECT count(*) FROM problems_overview WHERE solved_at = ''"
            ),
            "chain_head": head,
            "chain_length": length,
            "timezone": str(reader.zone),
            "views": PUBLIC_VIEWS,
        },
    )
