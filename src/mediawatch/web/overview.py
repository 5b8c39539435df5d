"""`/`: one sentence that can be forwarded, what waits longest, who said it, how fast we answered."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mediawatch.web.claims import find_first_seen
from mediawatch.web.reader import Page, Reader
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

BUCKETS: tuple[tuple[str, int, int], ...] = (
    ("Before publication", -(10**6), -1),
    ("Same day", 0, 0),
    ("1 day", 1, 1),
    ("2 days", 2, 2),
    ("3 days", 3, 3),
    ("4 to 7 days", 4, 7),
    ("8 to 14 days", 8, 14),
    ("15 to 30 days", 15, 30),
    ("Over 30 days", 31, 10**6),
)
"""How fast we answered: label, first and last day."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast we answered, over all claims that we answered and whose day of publication is known."""

    answered: int
    median: float | None
    """days from publication to our first answer"""
    buckets: tuple[tuple[str, int], ...]
    """label and number of claims, from the first to the last that has any"""
    uncounted: int
    """answered claims whose day of publication is not known"""

    @property
    def largest(self) -> int:
        return max((number for _, number in self.buckets), default=0)


def measure_speed(lags: Sequence[int | None]) -> Speed:
    """Count lags in days; None is an answered claim whose day of publication is not known."""
    known = [lag for lag in lags if lag is not None]
    counts = [(label, sum(first <= lag <= last for lag in known)) for label, first, last in BUCKETS]
    while counts and not counts[-1][1]:
        counts.pop()
    if counts and not counts[0][1]:
        counts.pop(0)  # an answer before publication is rare: no empty row for it
    return Speed(
        answered=len(lags),
        median=statistics.median(known) if known else None,
        buckets=tuple(counts),
        uncounted=len(lags) - len(known),
    )


def say_median(median: float) -> str:
    """How the middle answer came: "within 2.5 days of publication", "on the day of publication"."""
    if median < 0:
        return "before publication"
    if median == 0:
        return "on the day of publication"
    return f"within {median:g} {'day' if median == 1 else 'days'} of publication"


async def show_overview(reader: Reader) -> Page:
    """The front page."""
    claims = await reader.row(
        f"SELECT count(*) AS claims, coalesce(sum({GROUPS['open'].where}), 0) AS open FROM claims_overview"
    )
    counts: dict[str, Any] = {
        **(claims or {}),
        "reports": await reader.count("SELECT count(*) FROM reports_listed"),
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
            "waiting": waiting,
            "first_seen": await find_first_seen(reader, [row["claim"] for row in waiting]),
            "outlets": outlets[:MOST_OUTLETS],
            "more_outlets": len(outlets) > MOST_OUTLETS,
            "largest": max((row["claims"] for row in outlets), default=0),
            "speed": speed,
            "median": None if speed.median is None else say_median(speed.median),
        },
    )
