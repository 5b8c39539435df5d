"""Find where reports cite our works, and grade what they quote: for one report, for all, and after a work came.

What is found is stored with the place in both texts. A citation that is there keeps its number and gets a new
grading where that differs; one that a person rejected or withdrew is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlite_utils import Database

from mediawatch.citing import Flag, Found, Grade
from mediawatch.errors import InvalidAddress
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.graded import Stored, grade, grade_decided, is_decided, read_date, read_texts
from mediawatch.journeys.shelf import Shelf, open_shelf
from mediawatch.model import Actor, Ref, Span
from mediawatch.reading.addresses import normalise
from mediawatch.reading.citations import find_citations
from mediawatch.reading.folding import fold_words
from mediawatch.reading.identity import Known, make_key, match_finds
from mediawatch.reading.quotations import find_quotations
from mediawatch.store import citations as rows
from mediawatch.store.reports import read_thing

MOST_SEARCHED: Final = 2_000_000
"""Characters of a text that are compared: a thousand pages, in a few seconds. Others wait for the record meanwhile."""
WORDS = ("quotation", "reuse")
"""Kinds of find that have words of ours."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A citation as it is told to the person who added a report or a work."""

    citation: int
    report: int
    kind: str
    work: int
    """0 where the words are in none of our works"""
    grade: Grade | str
    """"" where nothing was compared"""
    flags: tuple[Flag, ...]
    quote: str
    new: bool
    """False: it was there, and its grade changed"""


def find_in_report(desk: Desk, db: Database, actor: Actor, report: int) -> tuple[Seen, ...]:
    """Find and grade the citations of one report, inside the open transaction; gives those that are new or changed."""
    shelf = open_shelf(desk, db)
    if shelf.is_empty():
        return ()
    seen = cite(db, actor, shelf, read_thing(db, Ref("r", report), withdrawn=True))
    shelf.keep(db)
    return seen


def cite(db: Database, actor: Actor, shelf: Shelf, report: dict[str, Any]) -> tuple[Seen, ...]:
    """Find what a report cites, and store what is new or has changed."""
    texts = read_texts(db, report["capture_id"]) if report["capture_id"] else []
    if not texts:
        return ()
    article = texts[0]
    finds = [(article, one) for one in find(shelf, article, report)]
    if len(texts) > 1:
        finds += [(texts[1], one) for one in find_lost(shelf, texts[1], article, report)]
    known = rows.read_citations_of(db, report["id"])
    seen = store_finds(db, actor, shelf, report, known, finds)
    for row in known:
        if is_decided(row) and row["text_id"] and not row["rejected_at"] and not row["withdrawn_at"]:
            grade_decided(db, actor, shelf, report, row, texts)
    shelf.learn(report["id"], article.text.text)
    return seen


def find(shelf: Shelf, stored: Stored, report: dict[str, Any]) -> list[Found]:
    """What one text of a report cites."""
    text = stored.text
    if len(text.text) > MOST_SEARCHED:
        links = tuple(link for link in text.links if link.end <= MOST_SEARCHED)
        text = replace(text, text=text.text[:MOST_SEARCHED], links=links)
    found = find_citations(
        text,
        shelf.index,
        shelf.catalogue,
        shelf.texts,
        published=read_date(report),
        address=stored.address,
    )
    return gather(text.text, found)


def gather(text: str, found: Sequence[Found]) -> list[Found]:
    """Finds as they are stored: a link or a name that goes with a quotation is told with that; links to one address,
    and names of one work, are one citation in several places."""
    beside: dict[int, list[Found]] = {}
    for one in found:
        if one.beside >= 0:
            beside.setdefault(one.beside, []).append(one)
    made: list[Found] = []
    groups: dict[str, int] = {}
    for at, one in enumerate(found):
        if one.beside >= 0:
            continue
        if one.kind in WORDS:
            for other in beside.get(at, ()):
                one = replace(
                    one, address=one.address or other.address, named_by=one.named_by or other.named_by
                )
            made.append(one)
            continue
        group = make_key(
            one.kind, text[one.start : one.end], address=key_of_address(one.address), work=one.work
        )
        if group in groups:
            first = made[groups[group]]
            made[groups[group]] = replace(
                first, parts=(*first.parts, *one.parts), end=max(first.end, one.end)
            )
        else:
            groups[group] = len(made)
            made.append(one)
    return made


def key_of_address(address: str) -> str:
    """An address in its normal form; what has none, as it stands."""
    try:
        return normalise(address) if address else ""
    except InvalidAddress:
        return address


def find_lost(shelf: Shelf, page: Stored, article: Stored, report: dict[str, Any]) -> list[Found]:
    """Words of ours that stand on the page and that the article text lost (a quotation in a box, a caption)."""
    folded = fold_words(article.text.text)

    def is_lost(parts: Sequence[Span]) -> bool:
        return fold_words(" ".join(page.text.text[part.start : part.end] for part in parts)) not in folded

    # looked at roughly first: a page is mostly the article once more
    text = page.text.text
    quoted = [one.parts for one in find_quotations(text) if is_lost(one.parts)]
    if not any(shelf.index.find_quoted_in(text, quoted)) and not any(
        is_lost([reuse.span]) for reuse in shelf.index.find_reused(text)
    ):
        return []
    return [one for one in find(shelf, page, report) if one.kind in WORDS and one.work and is_lost(one.parts)]


def store_finds(
    db: Database,
    actor: Actor,
    shelf: Shelf,
    report: dict[str, Any],
    known: Sequence[dict[str, Any]],
    finds: Sequence[tuple[Stored, Found]],
) -> tuple[Seen, ...]:
    """Store finds as new citations, or as new gradings of those that are there."""
    places = [make_place(report, stored, one) for stored, one in finds]
    keys = [
        make_key(one.kind, place.quote, address=key_of_address(one.address), work=one.work)
        for (_, one), place in zip(finds, places, strict=True)
    ]
    there = [known_of(row) for row in known]
    given = match_finds(
        there,
        [
            Known(at, one.kind, place.text_id, place.parts[0].start, place.parts[-1].end, key)
            for at, ((_, one), place, key) in enumerate(zip(finds, places, keys, strict=True))
        ],
    )
    by_number = {row["id"]: row for row in known}
    used = [each.key for each in there]
    seen = []
    for (_, one), place, key, number in zip(finds, places, keys, given, strict=True):
        row = by_number.get(number)
        if row is not None and (row["rejected_at"] or row["withdrawn_at"] or is_decided(row)):
            continue
        if row is None:
            used.append(key)
            number = rows.insert_citation(
                db, actor, place, kind=one.kind, found="by machine", key=f"{key}\n{used.count(key)}",
                address=one.address,
            )  # fmt: skip
        if grade(db, actor, shelf, number, place, one) or row is None:
            graded = one.graded.grade if one.graded else ""
            flags = one.graded.flags if one.graded else ()
            seen.append(
                Seen(number, report["id"], one.kind, one.work, graded, flags, place.quote, new=row is None)
            )
    return tuple(seen)


def known_of(row: dict[str, Any]) -> Known:
    """A stored citation as identity knows it."""
    key = make_key(
        row["kind"], row["quote"], address=key_of_address(row["address"]), work=row["graded_work"] or 0
    )
    return Known(row["id"], row["kind"], row["at_text"], row["at_start"], row["at_end"], key)


def make_place(report: dict[str, Any], stored: Stored, one: Found) -> rows.Place:
    """Where a find stands."""
    return rows.Place(
        report["id"], report["capture_id"], stored.text_id, stored.text.role, stored.text.text, one.parts,
        first_only=one.kind not in WORDS,
    )  # fmt: skip
