"""When something is looked at again: a source, a lead that failed, a report that is known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

SOONER: Final = 0.6
LATER: Final = 1.5
"""Factors of the interval after a read that found something new, and after one that did not: one that changes about
every second time stays as it is (0.6 × 1.5 = 0.9)."""
FIRST_RETRY: Final = 300
LONGEST_RETRY: Final = 86_400
LONGEST_ASKED: Final = 7 * 86_400
"""A host that asks for more is asked again after a week."""
MOST_ATTEMPTS: Final = 8
"""From five minutes on, each wait twice the one before: the eighth attempt is eleven hours after the first."""

DAY: Final = 86_400
SCHEDULE: Final = ((2, DAY // 4), (7, DAY), (30, 3 * DAY), (180, 14 * DAY))
"""Days since publication, and seconds between two readings until then: most corrections come within a week."""
AFTERWARDS: Final = 60 * DAY
WAITED_FOR: Final = 0.5
"""Factor of that for a report of which something is expected: a request about it is open."""
AGAIN: Final = DAY // 4
"""Seconds after which a page that was missing, or could not be read, is looked at again."""


def learn_interval(interval: int, *, yielded: bool, shortest: int, longest: int) -> int:
    """Seconds until the next read, from those before the last one and whether that found something new."""
    learned = interval * (SOONER if yielded else LATER)
    return max(shortest, min(longest, round(learned)))


def back_off(failures: int, *, asked: int = 0, first: int = FIRST_RETRY) -> int:
    """Seconds to wait after so many failures in a row (1 for the first).

    Args:
        first: what the wait after the first failure is.
        asked: what the server asks for (Retry-After, RFC 9110, 10.2.3), in seconds; it is kept to, up to LONGEST_ASKED.
    """
    doubled = min(LONGEST_RETRY, first << min(failures - 1, 20))
    return max(doubled, min(asked, LONGEST_ASKED))


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


def later(now: str, seconds: int) -> str:
    """A time so many seconds after another, in UTC, ISO 8601."""
    return (
        (datetime.fromisoformat(now) + timedelta(seconds=seconds))
        .astimezone(UTC)
        .isoformat(timespec="seconds")
    )
