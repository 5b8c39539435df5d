"""The digest: what came in while nobody looked, what changed, what waits, what runs out, and what is broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from mediawatch.exporters.digest import Digest, Section
from mediawatch.exporters.moments import say_day
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import Disclosed
from mediawatch.journeys.news import KINDS, Item, list_news
from mediawatch.journeys.timeline import count_kept_back
from mediawatch.reading.dates import END_OF_TIME, parse_day

SHOWN = 8
"""Things of a kind that are told; the commands list them all."""


def read_digest(desk: Desk, *, since: str = "", confidential: bool = False) -> Digest:
    """What is new since a day, and what waits.

    Args:
        since: as typed; "" is yesterday.
        confidential: also confidential requests and their deadlines.

    Raises:
        InvalidDate: a date that is none.
    """
    first = parse_day(since, today=END_OF_TIME).value if since else yesterday(desk.actor().today)
    return make_digest(
        desk.organisation,
        list_news(desk, first, "_staff" if confidential else ""),
        first,
        tuple(count_kept_back(desk.record.db, Disclosed(confidential=confidential))),
    )


def make_digest(
    organisation: str, items: Iterable[Item], since: str, left_out: tuple[str, ...] = ()
) -> Digest:
    """News under their headings, the first of each, and one sentence that says it all.

    Args:
        since: an ISO day, month or year.
        left_out: what is not in it.
    """
    sorted_out: dict[str, list[Item]] = {kind: [] for kind in KINDS}
    for item in items:
        sorted_out[item.kind].append(item)
    sections = tuple(
        Section(
            KINDS[kind].heading,
            tuple(item.line for item in found[:SHOWN]),
            len(found),
            KINDS[kind].everything,
        )
        for kind, found in sorted_out.items()
        if found
    )
    return Digest(
        organisation=organisation,
        sentence=say_all(organisation, sections),
        since=say_day(since, "day" if len(since) == 10 else "month" if len(since) == 7 else "year"),
        sections=sections,
        left_out=left_out,
    )


def yesterday(today: str) -> str:
    """The day before an ISO day."""
    return (date.fromisoformat(today) - timedelta(days=1)).isoformat()


def say_all(organisation: str, sections: Sequence[Section]) -> str:
    """The whole in one sentence."""
    totals = {section.heading: section.total for section in sections}
    said = [
        kind.summed.format(n=f"{number:,}", s="" if number == 1 else "s")
        for kind in KINDS.values()
        if kind.summed and (number := totals.get(kind.heading, 0))
    ]
    if not said:
        return f"Nothing is new about {organisation}, and nothing waits."
    together = said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]
    return f"{together[0].upper()}{together[1:]}."
