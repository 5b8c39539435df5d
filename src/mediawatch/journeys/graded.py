"""The grading of a citation as it is stored, and of those on which a person has decided: added by hand, or of a work
that they named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.citing import Found
from mediawatch.errors import QuoteAmbiguous, QuoteNotFound
from mediawatch.journeys.shelf import Shelf
from mediawatch.model import Actor, Link, PublicationDate, Span, Text
from mediawatch.reading.anchoring import find_quote
from mediawatch.reading.comparing import compare_words
from mediawatch.reading.folding import fold
from mediawatch.reading.grading import RULES
from mediawatch.store import citations as rows
from mediawatch.store.rows import select


@dataclass(frozen=True, slots=True)
class Stored:
    """One text of a report."""

    text_id: int
    text: Text
    address: str


def read_texts(db: Database, capture: int) -> list[Stored]:
    """The texts of a capture with their links, the article first; the page only where it is another text."""
    found = [
        Stored(
            row["text_id"],
            Text(
                row["text"], row["role"], "", "",
                pages=tuple(json.loads(row["pages"])),
                links=tuple(Link(*link) for link in json.loads(row["links"])),
            ),
            row["address"],
        )
        for row in select(
            db,
            "SELECT ct.text_id AS text_id, ct.role AS role, ct.pages AS pages, ct.links AS links, t.text AS text, "
            "k.final_address AS address FROM capture_texts ct JOIN texts t ON t.id = ct.text_id "
            "JOIN captures k ON k.id = ct.capture_id WHERE ct.capture_id = ? ORDER BY ct.role",
            (capture,),
        )
    ]  # fmt: skip
    return found if len({each.text_id for each in found}) == len(found) else found[:1]


def read_date(report: dict[str, Any]) -> PublicationDate:
    """When a report was published."""
    return PublicationDate(
        report["published"],
        report["published_precision"],
        report["published_origin"],
        bool(report["published_certain"]),
    )


def grade(db: Database, actor: Actor, shelf: Shelf, citation: int, place: rows.Place, one: Found) -> bool:
    """Store the grading of a find; False where it is what it was."""
    version = shelf.versions.get(one.version)
    compared = rows.Compared(
        one.work,
        one.version,
        version.text_id if version else 0,
        shelf.texts[one.version] if version else "",
    )
    also = [
        {
            "work": other.work,
            "text": shelf.versions[other.version].text_id,
            "start": other.span.start,
            "end": other.span.end,
            "grade": other.grade,
        }
        for other in one.others
    ]
    return rows.insert_grading(db, actor, citation, place, compared, one, RULES, also)


def is_decided(row: dict[str, Any]) -> bool:
    """Whether a person has said where a citation stands, or which work it is of: no find is put in place of that."""
    return row["found"] == "by hand" or row["work_id"] is not None


def grade_decided(
    db: Database,
    actor: Actor,
    shelf: Shelf,
    report: dict[str, Any],
    row: dict[str, Any],
    texts: Sequence[Stored],
) -> None:
    """Grade again what a person added or decided, in the newest text of its report that has the words."""
    for stored in texts:
        newest = rows.read_newest_grading(db, row["id"]) or row
        if newest["text_id"] == stored.text_id:
            parts = rows.read_spans(newest["parts"])
        else:
            try:
                anchor = find_quote(
                    fold(stored.text.text), row["quote"], prefix=row["prefix"], suffix=row["suffix"]
                )
            except (QuoteNotFound, QuoteAmbiguous):
                # it is not there any more, or cannot be told from others: the older text stays what was graded
                continue
            parts = tuple(Span(part.start, part.end) for part in anchor.parts)
        place = rows.Place(
            report["id"], report["capture_id"], stored.text_id, stored.text.role, stored.text.text, parts
        )
        store_by_hand(db, actor, shelf, report, row, place)
        return


def store_by_hand(
    db: Database, actor: Actor, shelf: Shelf, report: dict[str, Any], row: dict[str, Any], place: rows.Place
) -> Found:
    """Compare the place of a citation that a person decided on with the work that they named, or with all; store it."""
    one = Found(row["kind"], place.parts, 0, 0, row["work_id"] or 0)
    if place.parts:
        one = compare_words(
            place.text,
            place.parts,
            shelf.index,
            shelf.catalogue,
            shelf.texts,
            work=row["work_id"] or 0,
            kind=row["kind"],
            published=read_date(report),
        )
    grade(db, actor, shelf, row["id"], place, one)
    return one


def regrade(db: Database, actor: Actor, shelf: Shelf, report: dict[str, Any], row: dict[str, Any]) -> None:
    """Grade a citation anew where it stands now."""
    texts = read_texts(db, report["capture_id"])
    if row["text_id"] and not shelf.is_empty():
        grade_decided(db, actor, shelf, report, row, texts)
