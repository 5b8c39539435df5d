"""How fast we answered: days from a claim's first publication to our first answer, in words and in groups."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

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
