"""`/`: one sentence that can be forwarded, what waits longest, who said it, how fast we answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mediawatch.reading.lags import measure_speed, say_median
from mediawatch.web.claims import find_first_seen
from mediawatch.web.reader import Page, Reader
from mediawatch.web.rebuttals import count_waiting
from mediawatch.web.reports import COUNT_REPORTS
from mediawatch.web.states import GROUPS

LONGEST_WAITING = 8
"""Claims in the queue on the front page; the list has them all."""

MOST_OUTLETS = 10
"""Outlets on the front page."""

WAITING = f"""
SELECT claim, claim_text, answer, waiting_since, appearances FROM claims_overview
WHERE {GROUPS["open"].where} ORDER BY waiting_since, claim LIMIT {LONGEST_WAITING}
"""

BY_OUTLET = f"""
SELECT outlet, count(*) AS claims, sum(open) AS open, sum(NOT open AND put_right) AS put_right,
       sum(NOT open AND NOT put_right) AS answered
FROM (SELECT outlet, claim, max(state = 'open') AS open,
             min(state IN ('corrected', 'clarified', 'apologised', 'removed')) AS put_right
      FROM standing_places GROUP BY outlet, claim)
GROUP BY outlet ORDER BY open DESC, claims DESC, outlet LIMIT {MOST_OUTLETS + 1}
"""


LATELY = timedelta(days=14)
MOST_LATELY = 5
"""New, altered and gone things on the front page, of each."""

NEW = f"""
SELECT report, title, outlet, added_on FROM reports_overview
WHERE report IN (SELECT report FROM reports_listed ORDER BY report DESC LIMIT {MOST_LATELY}) AND added_on >= :since
ORDER BY report DESC
"""

ALTERED = f"""
SELECT report, title, outlet, claim, state, quote, wording, checked_on FROM anchor_changes
WHERE state IN ('altered', 'gone') AND checked_on >= :since ORDER BY recorded_at DESC, appearance LIMIT {MOST_LATELY}
"""

GONE = (
    f"SELECT * FROM removals WHERE gone_on >= :since ORDER BY gone_on DESC, report DESC LIMIT {MOST_LATELY}"
)

NOTICED = f"""
SELECT report, title, outlet, words, noticed_on FROM notices_overview
WHERE noticed_on >= :since ORDER BY notice DESC LIMIT {MOST_LATELY}
"""


async def read_lately(reader: Reader) -> dict[str, list[dict[str, Any]]]:
    """What came, what was changed and what went in the last two weeks, the newest first."""
    since = {"since": (reader.today() - LATELY).isoformat()}
    asked = {"new": NEW, "altered": ALTERED, "gone": GONE, "noticed": NOTICED}
    found = {name: await reader.rows(sql, since) for name, sql in asked.items()}
    return {name: rows for name, rows in found.items() if rows}


async def show_overview(reader: Reader) -> Page:
    """The front page."""
    claims = await reader.row(
        f"SELECT count(*) AS claims, coalesce(sum({GROUPS['open'].where}), 0) AS open FROM claims_overview"
    )
    counts: dict[str, Any] = {
        **(claims or {}),
        "reports": await reader.count(COUNT_REPORTS),
        "problems": await reader.count("SELECT count(*) FROM problems_overview WHERE solved_at = ''"),
    }
    lags = await reader.rows("SELECT lag_days FROM claims_overview WHERE first_answered_on <> ''")
    outlets = await reader.rows(BY_OUTLET)
    speed = measure_speed([row["lag_days"] for row in lags])
    waiting = await reader.rows(WAITING)
    return Page(
        "overview.html",
        {
            "counts": counts,
            "lately": await read_lately(reader),
            "drafts": await count_waiting(reader),
            "waiting": waiting,
            "first_seen": await find_first_seen(reader, [row["claim"] for row in waiting]),
            "outlets": outlets[:MOST_OUTLETS],
            "more_outlets": len(outlets) > MOST_OUTLETS,
            "largest": max((row["claims"] for row in outlets), default=0),
            "speed": speed,
            "median": None if speed.median is None else say_median(speed.median),
        },
    )
