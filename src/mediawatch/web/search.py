"""`/search`: one box over claims, rebuttals, reports, our own publications and contacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mediawatch.journeys.desk import Desk
from mediawatch.journeys.look import Filters
from mediawatch.reading.folding import DOUBLE_QUOTES
from mediawatch.reading.search_words import to_fts
from mediawatch.store.markings import Audience
from mediawatch.store.search import Spread, count_spread, find_matches
from mediawatch.web.asked import Asked, Pager
from mediawatch.web.reader import Page, Reader

KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "claim": ("Claims", "Claim"),
        "rebuttal": ("Rebuttals", "Rebuttal"),
        "report": ("Reports", "Report"),
        "citation": ("Citations of ours", "Citation"),
        "work": ("Our publications", "Our publication"),
        "contact": ("Contacts with outlets", "Contact"),
    }
)
"""What is searched, in the order of the page: its heading, and what one of it is called."""

MOST_MATCHES = 200
"""Best matches of a kind that are listed."""

MOST_CHOICES = 40
"""Outlets and names among which one can choose; whoever looks for another adds a word."""

FIRST_SHOWN = 5
"""Matches of each kind while all kinds are shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """One match as the page shows it."""

    number: int
    title: str
    pieces: tuple[tuple[str, bool], ...]
    """the words round the match: text, and whether it was looked for"""
    outlet: str
    date: str
    """ISO day, month or year; "" when unknown"""
    claim: int = 0
    """for a rebuttal: a claim that it answers, on whose page it stands"""
    report: int = 0
    """for a contact: the report that it is about, on whose page it stands"""
    confidentiality: str = ""


def split_marked(snippet: str) -> tuple[tuple[str, bool], ...]:
    """A snippet with its hits between U+0002 and U+0003, in pieces. Stray signs of a hostile text do no harm."""
    pieces = []
    for index, part in enumerate(snippet.split("\x02")):
        inside, end, after = part.partition("\x03")
        if index and end:
            pieces += [(inside, True), (after, False)]
        else:
            pieces.append((part, False))
    return tuple((text, hit) for text, hit in pieces if text)


def make_found(row: Mapping[str, Any], claims: Mapping[int, int]) -> Found:
    """A match from a row of the search."""
    number = int(row["ref"][1:])
    return Found(
        number=number,
        title=row["title"],
        pieces=split_marked(row["snippet"]),
        outlet=row["outlet"],
        date=row["date"] or "",
        claim=claims.get(number, 0) if row["kind"] == "rebuttal" else 0,
        report=row.get("report", 0),
        confidentiality=row.get("confidentiality", ""),
    )


def spell(filters: Filters) -> dict[str, str]:
    """The filters of a search as an address has them; `name` is one of ours, which a report mentions."""
    return {"outlet": filters.outlet, "name": filters.name, "since": filters.since, "until": filters.until}


def bound(filters: Filters) -> dict[str, str]:
    """The same as the search takes them: until a month or a year means the whole of it."""
    return {**spell(filters), "until": f"{filters.until}~" if filters.until else ""}


@dataclass(frozen=True, slots=True)
class Results:
    """What was found."""

    found: Mapping[str, list[Found]]
    """the best of each kind, drafts and withdrawn things never among them"""
    spread: Spread
    """of the reports among it"""


NOTHING = Results({}, Spread((), ()))


def find(desk: Desk, query: str, filters: Filters, audience: Audience) -> Results:
    """The best matches of each kind among what somebody may see, and over what the reports are spread."""
    db = desk.record.db
    found = {
        kind: list(find_matches(db, kind, query, **bound(filters), limit=MOST_MATCHES, audience=audience))
        for kind in KINDS
    }
    claims = find_claims(desk, (int(row["ref"][1:]) for row in found.get("rebuttal", [])))
    return Results(
        {kind: [make_found(row, claims) for row in rows[:MOST_MATCHES]] for kind, rows in found.items()},
        count_spread(db, query, **bound(filters), most=MOST_CHOICES),
    )


def offer(values: Sequence[tuple[str, int]], chosen: str) -> list[tuple[str, int]]:
    """What can be chosen, and what was, though nothing has it."""
    there = chosen.casefold() in ("", *(value.casefold() for value, _ in values))
    return [*values, *([] if there else [(chosen, 0)])]


def is_loose(words: str) -> bool:
    """Whether several words are looked for that need not stand together."""
    return len(words.split()) > 1 and not set(words) & {*DOUBLE_QUOTES, "*"}


def find_claims(desk: Desk, rebuttals: Iterable[int]) -> dict[int, int]:
    """For each approved rebuttal the first claim that it answers."""
    wanted = ", ".join(str(number) for number in rebuttals)
    rows = desk.record.db.execute(
        f"SELECT rebuttal, min(claim) FROM timeline WHERE rebuttal IN ({wanted}) GROUP BY rebuttal"
    )
    return dict(rows.fetchall())


async def show_search(reader: Reader, asked: Asked) -> Page:
    """The page: a few of each kind, or all of one."""
    words = asked.words("q")
    kind = asked.one_of("kind", KINDS)
    filters = Filters(
        outlet=asked.words("outlet"),
        name=asked.words("name"),
        since=asked.day("since"),
        until=asked.day("until"),
    )
    query = to_fts(words)
    results = (
        await reader.read(lambda desk: find(desk, query, filters, reader.audience)) if query else NOTHING
    )
    found = results.found
    counts = {name: len(matches) for name, matches in found.items()}
    pager = asked.pager(counts.get(kind, 0)) if kind else Pager(1, 0)
    shown = {
        name: matches[pager.offset : pager.offset + pager.size] if kind else matches[:FIRST_SHOWN]
        for name, matches in found.items()
        if matches and kind in ("", name)
    }
    return Page(
        "search.html",
        {
            "words": words,
            "asked": bool(query),
            "kind": kind,
            "kinds": KINDS,
            "filters": spell(filters),
            "narrowed": any(spell(filters).values()),
            "outlets": offer(results.spread.outlets, filters.outlet),
            "names": offer(results.spread.names, filters.name),
            "phrase": f'"{words}"' if is_loose(words) else "",
            "counts": {name: counts.get(name, 0) for name in KINDS},
            "total": sum(counts.values()),
            "most": MOST_MATCHES,
            "shown": shown,
            "pager": pager,
            "notes": asked.notes,
        },
    )
