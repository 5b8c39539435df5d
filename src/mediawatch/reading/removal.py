"""Whether a page is gone, and when a report is looked at again: decided from what was seen so far."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

MISSES: Final = 3
"""Readings in a row that have to find a page missing before it is called gone: sites lose pages for an hour."""
APART: Final = 86_400
"""Seconds that have to lie between the first of them and the last."""

MUCH_SHORTER: Final = 0.5
ROW: Final = 5
IN_COMMON: Final = 0.05
"""Share of the former rows of words below which a text is another one."""

DAY: Final = 86_400
SCHEDULE: Final = ((2, DAY // 4), (7, DAY), (30, 3 * DAY), (180, 14 * DAY))
"""Days since publication, and seconds between two readings until then: most corrections come within a week."""
AFTERWARDS: Final = 60 * DAY
WAITED_FOR: Final = 0.5
"""Factor of that for a report of which something is expected: an open request, or a claim without an answer."""
AGAIN: Final = DAY // 4
"""Seconds after which a page that was missing, or could not be read, is looked at again."""


def is_gone(misses: int, first: str, now: str) -> bool:
    """Whether so many misses, the first of them at `first` (UTC, ISO 8601), make a page gone."""
    apart = (datetime.fromisoformat(now) - datetime.fromisoformat(first)).total_seconds()
    return misses >= MISSES and apart >= APART


def is_another_page(before: str, after: str) -> bool:
    """Whether a text has hardly a row of words in common with the one that stood there before, and is much shorter: a
    wall, a stub or an error in its place, which says nothing of the report. Both are folded."""
    if len(after) >= MUCH_SHORTER * len(before):
        return False
    words = before.split()
    rows = {" ".join(words[at : at + ROW]) for at in range(max(1, len(words) - ROW + 1))}
    new = after.split()
    there = {" ".join(new[at : at + ROW]) for at in range(max(1, len(new) - ROW + 1))}
    return len(rows & there) < IN_COMMON * len(rows)


def next_look(since: str, today: str, *, expected: bool) -> int:
    """Seconds until a report is looked at again.

    Args:
        since: ISO day of publication, or on which it was found where that is not known.
        expected: whether something is to come of it.
    """
    try:
        age = (date.fromisoformat(today) - date.fromisoformat(since)).days
    except ValueError:
        age = SCHEDULE[-1][0]
    wait = next((seconds for days, seconds in SCHEDULE if age < days), AFTERWARDS)
    return round(wait * (WAITED_FOR if expected else 1))
