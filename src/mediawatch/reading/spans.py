"""Spans of time as people type them: 15m, 12h, 2d, 1w."""

from __future__ import annotations

import re
from typing import Final

from mediawatch.errors import InputError

UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
LONGEST: Final = 366 * 86_400


def parse_span(typed: str) -> int:
    """Seconds.

    Raises:
        InputError: it is none, is nought, or is longer than a year.
    """
    found = re.fullmatch(r"\s*(\d{1,6})\s*([smhdw])\w*\s*", typed, re.IGNORECASE | re.ASCII)
    seconds = int(found[1]) * UNITS[found[2].lower()] if found else 0
    if not 0 < seconds <= LONGEST:
        raise InputError(f"{typed!r} is no span of time.", "Write it as 15m, 12h, 2d or 1w; at most a year.")
    return seconds


def say_span(seconds: int) -> str:
    """ "15 minutes", "2 hours", "1 day": in the largest unit in which it is at least one, rounded."""
    for unit, name in ((604_800, "week"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= unit:
            number = round(seconds / unit)
            return f"{number} {name}" + ("" if number == 1 else "s")
    return "at once"
