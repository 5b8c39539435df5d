"""Which version of a work stood when, and who published first: days compared that are known to the day, month or year.

A month or a year stands for all its days. So two dates can be earlier, later, or overlap, and what overlaps decides
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from mediawatch.citing import First, Standing, Version

_FIRST: Final = "0000-00-00"
_LAST: Final = "9999-99-99"


def tell_first(ours: str, theirs: str, *, seen_only: bool = False) -> First:
    """Who published first; "unknown" where the dates overlap or one is missing.

    Args:
        ours: ISO day, month or year of our words; "" when unknown.
        theirs: the same of the report.
        seen_only: our date is when the words were first seen with us, and they may be older. It then shows that we
            were first, and never that they were.
    """
    if not ours or not theirs:
        return "unknown"
    if _latest(ours) < _earliest(theirs):
        return "ours"
    if not seen_only and _latest(theirs) < _earliest(ours):
        return "theirs"
    return "unknown"


def tell_standing(version: Version, day: str) -> Standing:
    """When a version stood, seen from the publication of a report.

    "then" where the times overlap: so a version that was changed on that very day counts, and so does what came in
    its stead. What was first seen later may have stood before: "unknown", as where nothing is known of when it began
    and it still stands; what had an end began before that.
    """
    if not day or not (version.since or version.until):
        return "unknown"
    if version.until and _latest(version.until) < _earliest(day):
        return "before"
    if version.since and _latest(day) < _earliest(version.since):
        return "unknown" if version.seen_only else "after"
    return "then"


def sort_by_age(versions: Iterable[Version]) -> list[Version]:
    """Versions in the order in which they stood; those of an unknown day first, since they are the first of their
    works, and equal ones by their number."""
    return sorted(versions, key=lambda one: (_earliest(one.since), _latest(one.until), one.number))


def sort_by_nearness(versions: Sequence[Version], day: str) -> list[Version]:
    """Versions of a work in the order in which a report of that day may have read them: what stood then, the newest
    first; what had stood before, the newest first; what came later, the oldest first. Without a day the newest
    comes first."""
    by_age = sort_by_age(versions)
    if not day:
        return by_age[::-1]
    standing = {one.number: tell_standing(one, day) for one in by_age}
    then = [one for one in reversed(by_age) if standing[one.number] == "then"]
    before = [one for one in reversed(by_age) if standing[one.number] == "before"]
    later = [one for one in by_age if standing[one.number] in ("unknown", "after")]
    return [*then, *before, *later]


def _earliest(value: str) -> str:
    """The first day of a day, month or year, for comparing; of an unknown one the first of all."""
    return f"{value}{_FIRST[len(value) :]}"


def _latest(value: str) -> str:
    """The last day, for comparing; of an unknown one the last of all."""
    return f"{value}{_LAST[len(value) :]}"
