"""When a source is read again, and when a lead that failed is tried again: learned from how it went."""

from __future__ import annotations

from typing import Final

SOONER: Final = 0.6
LATER: Final = 1.5
"""Factors of the interval after a read that found something new, and after one that did not: one that changes about
every second time stays as it is (0.6 × 1.5 = 0.9)."""
FIRST_RETRY: Final = 300
LONGEST_RETRY: Final = 86_400
MOST_ATTEMPTS: Final = 8
"""From five minutes on, each wait twice the one before: the eighth attempt is eleven hours after the first."""


def learn_interval(interval: int, *, yielded: bool, shortest: int, longest: int) -> int:
    """Seconds until the next read, from those before the last one and whether that found something new."""
    learned = interval * (SOONER if yielded else LATER)
    return max(shortest, min(longest, round(learned)))


def back_off(failures: int, *, asked: int = 0, longest: int = LONGEST_RETRY) -> int:
    """Seconds to wait after so many failures in a row (1 for the first).

    Args:
        asked: what the server asks for (Retry-After, RFC 9110, 10.2.3), in seconds; it is kept to, up to `longest`.
    """
    doubled = FIRST_RETRY * 2 ** min(failures - 1, 20)
    return int(min(longest, max(doubled, asked)))
