"""Hand over claims, citations and requests in plain English, in any of exporters.things.FORMS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError
from mediawatch.exporters import things
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.passage import Passage
from mediawatch.journeys.citation_read import read_citation
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import Disclosed
from mediawatch.journeys.timeline import make_head, say_disclosed
from mediawatch.store.events import read_last_change
from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.rebuttals import read_answers_to
from mediawatch.store.rows import select

PLACES = f"""
SELECT a.*, coalesce(d.address, '') AS address FROM appearances_overview a
JOIN reports r ON r.id = a.report LEFT JOIN document_addresses d ON d.document_id = r.document_id
WHERE a.claim = :number ORDER BY a.published = '', a.published, a.report, a.start LIMIT {things.MOST_PLACES}
"""

ABOUT = f"""
SELECT * FROM request_places WHERE request = :number ORDER BY report, appearance LIMIT {things.MOST_PLACES}
"""

ASKED = "SELECT DISTINCT request FROM request_places WHERE claim = :number"

STEPS = "SELECT * FROM request_steps_overview WHERE request = :number ORDER BY occurred_on, request_step"


def write_things(
    desk: Desk,
    noun: str,
    rows: Iterable[Mapping[str, Any]],
    said: Sequence[tuple[str, str]],
    format: str,
    out: Any,
    *,
    disclosed: Disclosed | None = None,
    left_out: Mapping[str, int] | None = None,
) -> int:
    """Write a list to be read; gives the number of things in it.

    Args:
        noun: claims, citations or requests.
        rows: of its view, in order, as whoever gets it sees them.
        said: the filters in words.
        out: of text or of bytes, as the format writes (exporters.things.FORMS).
        disclosed: what is in it of what not everybody may see.
        left_out: how many things are kept back, by their level.

    Raises:
        InputError: a list that is not written so, or no such format.
    """
    if noun not in things.TITLES or format not in things.FORMS:
        raise InputError(
            f"{noun} cannot be written as {format}.",
            f"{', '.join(things.TITLES)} can, as {', '.join(things.FORMS)}; every list as csv, xlsx and json.",
        )
    disclosed = disclosed or Disclosed()
    head = replace(
        make_head(desk, said),
        left_out=tuple(say_left_out(desk.record.db, noun, left_out or {})),
        confidentiality=say_disclosed(disclosed),
    )
    audience: Audience = "_counsel" if disclosed.privileged else disclosed.audience
    if noun == "claims":  # under two headings, each once
        rows = sorted(rows, key=lambda row: row["state"] != "open")
    number = 0

    def passages() -> Iterator[Passage]:
        nonlocal number
        for row in rows:
            number += 1
            yield tell(desk, noun, row, audience)

    things.FORMS[format].write(things.TITLES[noun], head, passages(), out)
    return number


def tell(desk: Desk, noun: str, row: Mapping[str, Any], audience: Audience) -> Passage:
    """One thing with everything that is told of it."""
    db, zone = desk.record.db, find_zone(desk.timezone)

    def read(sql: str, number: int) -> list[dict[str, Any]]:
        return list(select(db, seen_by(db, sql, audience), {"number": number}))

    if noun == "claims":
        places, answers = read(PLACES, row["claim"]), read_answers_to(db, row["claim"])
        about = [f"c{row['claim']}", *(f"r{place['report']}" for place in places)]
        about += [f"b{answer['rebuttal']}" for answer in answers]
        about += [f"q{request['request']}" for request in read(ASKED, row["claim"])]
        return things.tell_claim(row, places, answers, read_last_change(db, about), zone)
    if noun == "requests":
        places = read(ABOUT, row["request"])
        about = [f"q{row['request']}", *(f"r{place['report']}" for place in places)]
        return things.tell_request(
            row, places, read(STEPS, row["request"]), read_last_change(db, about), zone
        )
    cited = read_citation(desk, row["citation"], audience=audience)
    about = [f"x{cited.number}", f"r{cited.report.number}"]
    return things.tell_citation(cited, read_last_change(db, about), zone)


def say_left_out(db: Database, noun: str, kept_back: Mapping[str, int]) -> Iterator[str]:
    """A sentence for each kind of thing that the list does not have."""
    (withdrawn,) = db.execute(f"SELECT count(*) FROM {noun} WHERE withdrawn_at IS NOT NULL").fetchone()
    counted = [*([("withdrawn", withdrawn)] if noun != "requests" else []), *kept_back.items()]
    for why, number in counted:
        if number:
            yield f"{number:,} {why} {noun.removesuffix('s') if number == 1 else noun}"
    if noun == "claims":
        yield "Answers that nobody approved, and those that another took the place of"
