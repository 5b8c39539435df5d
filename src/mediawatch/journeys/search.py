"""Search what is stored: report texts and titles, claims, rebuttals, works, citations, contacts."""

from __future__ import annotations

from dataclasses import dataclass

from mediawatch.errors import InputError
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.look import Filters
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.reading.search_words import to_fts
from mediawatch.store.search import find_matches


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    ref: str
    kind: str
    """report, claim, rebuttal, work, citation, contact"""
    title: str
    snippet: str
    """the words round the hit; hits stand between U+0002 and U+0003"""
    outlet: str
    date: str
    rank: float
    """bm25: the smaller the better"""
    report: int = 0
    """for a contact: the report that it is about"""
    confidentiality: str = ""
    """"", confidential, privileged"""


SEARCHED = ("report", "claim", "rebuttal", "work", "citation", "contact")


def search_record(
    desk: Desk, words: str, *, filters: Filters | None = None, kind: str = "", limit: int = 20
) -> list[Hit]:
    """The best matches, best first. Withdrawn things and drafts are not found; confidential ones are, and say so.

    Raises:
        InputError: nothing to look for, or an unknown kind.
    """
    filters = filters or Filters()
    query = to_fts(words)
    if not query:
        raise InputError("There is no word to look for.", "Write one or more words, or a phrase in quotes.")
    if kind and kind not in SEARCHED:
        raise InputError(f"{kind!r} is not searched.", f"There are: {', '.join(SEARCHED)}.")
    since = parse_day(filters.since, today=END_OF_TIME).value if filters.since else ""
    until = parse_day(filters.until, today=END_OF_TIME).value + "~" if filters.until else ""
    hits = [
        Hit(**row)
        for wanted in SEARCHED
        if kind in ("", wanted)
        for row in find_matches(
            desk.record.db,
            wanted,
            query,
            outlet=filters.outlet,
            name=filters.name,
            since=since,
            until=until,
            limit=limit,
            audience="_counsel",
        )
    ]
    return sorted(hits, key=lambda hit: hit.rank)[:limit]
