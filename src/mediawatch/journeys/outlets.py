"""Outlets: who regulates them, in which medium and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from mediawatch.errors import InputError, NotFound
from mediawatch.journeys.desk import Desk
from mediawatch.model import Medium
from mediawatch.reading.regulators import name_regulator
from mediawatch.store.deadlines import delete_regulator, read_regulators, write_regulator
from mediawatch.store.reports import find_outlet

UNKNOWN = "unknown"
"""What takes back that an outlet has a regulator."""


@dataclass(frozen=True, slots=True)
class Regulated:
    """Who regulates an outlet now."""

    outlet: str
    regulator: str
    """ "none" for an outlet without one, "" when it was taken back"""
    medium: str
    since: str
    changed: bool
    """False: the record said so already"""


def set_regulator(
    desk: Desk, outlet: str, regulator: str, *, medium: str = "", since: str = "", until: str = ""
) -> Regulated:
    """Say who regulates an outlet: "IPSO", "none", or "unknown" to take it back.

    Said of a medium, it goes before what is said of all. With `since`, the term before it ends the day before.

    Args:
        medium: of a report; empty for all.
        since: first day as typed; empty: always.
        until: last day as typed; empty: still.

    Raises:
        NotFound: no outlet of that name.
        InputError: no such medium, a date that is none, an end before the beginning.
    """
    from mediawatch.journeys.requests import one_day

    name = name_regulator(regulator)
    if not name:
        raise InputError("No regulator was named.", "Say one, or none, or unknown.")
    if medium and medium not in get_args(Medium):
        raise InputError(f"{medium!r} is no medium.", f"There are: {', '.join(get_args(Medium))}.")
    actor = desk.actor()
    first = one_day(since, actor.today) if since else ""
    last = one_day(until, actor.today) if until else ""
    if first and last and last < first:
        raise InputError(f"The time ends on {last}, before it begins on {first}.", "Check the days.")
    with desk.record.write() as db:
        number = find_outlet(db, outlet)
        if not number:
            raise NotFound(f"There is no outlet {outlet!r}.", "See `mediawatch list outlets`.")
        terms = [row for row in read_regulators(db, number) if row["medium"] == medium]
        same = next((row for row in terms if row["since"] == first), None)
        if name.casefold() == UNKNOWN:
            if same is None:
                return Regulated(outlet, "", medium, first, False)
            delete_regulator(db, actor, same["id"], number)
            return Regulated(outlet, "", medium, first, True)
        wanted = {"outlet_id": number, "regulator": name, "medium": medium, "since": first, "until": last}
        if same and all(same[column] == value for column, value in wanted.items()):
            return Regulated(outlet, name, medium, first, False)
        write_regulator(db, actor, wanted, same["id"] if same else 0)
        before = max(
            (row for row in terms if row["since"] < first), key=lambda row: row["since"], default=None
        )
        if before and (not before["until"] or before["until"] >= first):
            day_before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
            write_regulator(db, actor, {**before, "until": day_before}, before["id"])
        return Regulated(outlet, name, medium, first, True)
