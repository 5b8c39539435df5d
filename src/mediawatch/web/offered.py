"""The outlets that the filter of a page offers, and a word about a name that none of them has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mediawatch.web.asked import Asked
from mediawatch.web.reader import Reader

MOST_OFFERED: Final = 100
"""Outlets in a list that one chooses from: four hundred are 26 kB on every page, and nobody looks through them."""
MOST_NEAR: Final = 3

BY_NAME: Final = "SELECT outlet FROM outlets_listed ORDER BY outlet COLLATE NOCASE LIMIT :most"
OF_LATE: Final = """
SELECT outlet FROM (
    SELECT o.name AS outlet FROM outlets o
    ORDER BY (SELECT max(published) FROM reports_listed WHERE outlet_number = o.id) DESC LIMIT :most
) ORDER BY outlet COLLATE NOCASE
"""
"""Those that published last. Each outlet's newest report stands in an index, so that no report is read; of outlets
that have none, the last in this order, none is among the first of so many."""
KNOWN: Final = "SELECT count(*) FROM outlets_listed WHERE outlet = :name COLLATE NOCASE"
NEAR: Final = (
    "SELECT outlet FROM outlets_listed WHERE instr(lower(outlet), lower(:name)) "
    "ORDER BY length(outlet), outlet LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Outlets:
    """Names to choose from."""

    names: tuple[str, ...]
    complete: bool
    """whether these are all that have a report; else any other can be typed"""


async def offer_outlets(reader: Reader) -> Outlets:
    """All of them in order of their names, or those of late where they are many."""
    rows = await reader.rows(BY_NAME, {"most": MOST_OFFERED + 1})
    complete = len(rows) <= MOST_OFFERED
    if not complete:
        rows = await reader.rows(OF_LATE, {"most": MOST_OFFERED})
    return Outlets(tuple(row["outlet"] for row in rows), complete)


async def note_unknown_outlet(reader: Reader, asked: Asked) -> None:
    """Say so where the outlet that was asked for has no report, with those whose names hold what was typed."""
    name = asked.words("outlet")
    if not name or await reader.count(KNOWN, {"name": name}):
        return
    near = [f"“{row['outlet']}”" for row in await reader.rows(NEAR, {"name": name, "most": MOST_NEAR})]
    said = " or ".join(part for part in (", ".join(near[:-1]), *near[-1:]) if part)
    meant = f" Did you mean {said}?" if near else " The page of outlets lists them all."
    asked.notes.append(f"No outlet in the record is called “{name}”.{meant}")
