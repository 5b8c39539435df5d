"""Whether a page is gone, or another one stands in its place: decided from what was seen so far."""

from __future__ import annotations

from datetime import datetime
from typing import Final

MISSES: Final = 3
"""Readings in a row that have to find a page missing before it is called gone: sites lose pages for an hour."""
APART: Final = 86_400
"""Seconds that have to lie between the first of them and the last."""

MUCH_SHORTER: Final = 0.5
ROW: Final = 5
IN_COMMON: Final = 0.05
"""Share of the former rows of words below which a text is another one."""


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
