"""Hand citations and works over: for reference managers, for annotation tools, for a reply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import TextIO

from mediawatch.cited import Cited, CitedWork
from mediawatch.errors import InputError
from mediawatch.exporters.cited import CITED
from mediawatch.journeys.citation_read import read_citation, read_work
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.look import Filters, list_things
from mediawatch.journeys.markings import Disclosed, check_disclosed
from mediawatch.journeys.timeline import make_head
from mediawatch.store.markings import Audience


def write_cited(
    desk: Desk, noun: str, filters: Filters, format: str, out: TextIO, disclosed: Disclosed | None = None
) -> int:
    """Write the citations or works that fit the filters; gives their number.

    Args:
        disclosed: whether confidential files that belong to them are named; None: only what everybody may see.

    Raises:
        InputError: no such format, or one that these things have not; something that is named as privileged.
    """
    disclosed = disclosed or Disclosed()
    check_disclosed(desk.record.db, disclosed, ())
    form = CITED.get(format)
    if form is None or noun not in form.nouns:
        can = ", ".join(name for name, each in CITED.items() if noun in each.nouns)
        raise InputError(
            f"`list {noun}` cannot be written as {format}.",
            f"It can be written as csv, json{f', {can}' if can else ''}.",
        )
    numbers = [int(row["ref"][1:]) for row in list_things(desk, noun, filters, disclosed)]
    if noun == "citations":
        write_citations(desk, numbers, say_filters(filters), format, out, disclosed.audience)
    else:
        form.write(make_head(desk, say_filters(filters)), (), read_works(desk, numbers), out)
    return len(numbers)


def write_citations(
    desk: Desk,
    numbers: Iterable[int],
    said: Sequence[tuple[str, str]],
    format: str,
    out: TextIO,
    audience: Audience = "",
) -> None:
    """Write these citations in one of exporters.cited.CITED; `said` is what chose them, in words."""
    CITED[format].write(make_head(desk, said), read_all(desk, numbers, audience), (), out)


def say_filters(filters: Filters) -> list[tuple[str, str]]:
    """The filters that are set, in words."""
    values = ((field.name, getattr(filters, field.name)) for field in fields(filters))
    return [(name, str(value)) for name, value in values if value]


def read_all(desk: Desk, numbers: Iterable[int], audience: Audience) -> Iterator[Cited]:
    """Citations whole, one at a time."""
    for number in numbers:
        yield read_citation(desk, number, audience=audience)


def read_works(desk: Desk, numbers: Iterable[int]) -> Iterator[CitedWork]:
    """Works as reference managers know them."""
    for number in numbers:
        work = read_work(desk.record.db, None, number)
        if work is not None:
            yield work
