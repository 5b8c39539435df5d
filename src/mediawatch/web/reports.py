"""`/reports`: every report, newest first, by outlet and day of publication."""

from __future__ import annotations

from typing import Any

from mediawatch.web.asked import Asked
from mediawatch.web.lists import Selection
from mediawatch.web.offered import note_unknown_outlet, offer_outlets
from mediawatch.web.reader import Page, Reader

SHOWN: dict[str, tuple[str, str]] = {
    "claims": ("With claims", "report IN (SELECT report FROM standing_places)"),
    "unread": ("Without claims", "report NOT IN (SELECT report FROM standing_places)"),
}
"""Filters by what was done with a report: label and SQL over reports_listed."""


WITHIN: dict[str, str] = {
    "since": "published <> '' AND published >= substr(:since, 1, length(published))",
    "until": "published <> '' AND substr(published, 1, length(:until)) <= substr(:until, 1, length(published))",
    "outlet": "outlet_number = (SELECT outlet_number FROM outlets_listed WHERE outlet = :outlet COLLATE NOCASE)",
}
"""Filters over reports_listed; a day, month or year lies within others as exactly as both are known."""
EVERY = "1"
"""The condition of a list that nothing narrows."""
COUNT_REPORTS = (
    "SELECT (SELECT count(*) FROM reports) - (SELECT count(*) FROM reports WHERE withdrawn_at IS NOT NULL)"
)
"""How many stand: both from an index, where to go through a hundred thousand takes ten times as long."""


async def count_claims(reader: Reader, reports: list[int]) -> dict[int, dict[str, Any]]:
    """For each report that has any: how many claims, and how many without an answer."""
    places = ", ".join(f":r{index}" for index in range(len(reports)))
    rows = await reader.rows(
        "SELECT report, count(DISTINCT claim) AS claims, count(DISTINCT CASE WHEN state = 'open' THEN claim END) "
        f"AS open FROM appearances_overview WHERE report IN ({places}) GROUP BY report",
        {f"r{index}": number for index, number in enumerate(reports)},
    )
    return {row["report"]: row for row in rows}


def select_reports(asked: Asked) -> Selection:
    """What an address asks for, as numbers of reports, which cost little to go through."""
    values = {"outlet": asked.words("outlet"), "since": asked.day("since"), "until": asked.day("until")}
    shown = asked.one_of("shown", SHOWN)
    conditions = [condition for name, condition in WITHIN.items() if values[name]]
    conditions += [SHOWN[shown][1]] if shown else []
    where = " AND ".join(conditions) or EVERY
    return Selection("reports", "reports_listed", where, "published DESC, report DESC", values)


def select_whole_reports(asked: Asked) -> Selection:
    """The same with everything that a report's row has."""
    listed = select_reports(asked)
    where = f"report IN (SELECT report FROM {listed.view} WHERE {listed.where})"
    return Selection("reports", "reports_overview", where, listed.order, listed.values)


async def list_reports(reader: Reader, asked: Asked) -> Page:
    """The list, 25 at a time."""
    selection = select_reports(asked)
    await note_unknown_outlet(reader, asked)
    values = selection.values
    shown = asked.words("shown") if asked.words("shown") in SHOWN else ""
    counted = f"SELECT count(*) FROM {selection.view} WHERE {selection.where}"
    pager = asked.pager(await reader.count(COUNT_REPORTS if selection.where == EVERY else counted, values))
    rows = await reader.rows(
        "SELECT report, title, outlet, medium, authors, published, published_precision, published_certain, "
        f"mentions, added_on FROM reports_overview WHERE report IN ({selection.query('report')} LIMIT :size "
        f"OFFSET :offset) ORDER BY {selection.order}",
        {**values, "size": pager.size, "offset": pager.offset},
    )
    return Page(
        "reports.html",
        {
            "reports": rows,
            "claims": await count_claims(reader, [row["report"] for row in rows]),
            "outlets": await offer_outlets(reader),
            "filters": {**values, "shown": shown},
            "choices": SHOWN,
            "pager": pager,
            "notes": asked.notes,
        },
    )
