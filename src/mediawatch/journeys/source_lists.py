"""Sources from a list: OPML of a feed reader, or a CSV."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mediawatch.errors import InputError, MediawatchError
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.sources import SourceOptions, add_source, discover_sources
from mediawatch.sources.lists import Listed, read_list

MAX_BYTES = 10 * 1024 * 1024
"""Larger than any list of feeds."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What became of one source in a list."""

    listed: Listed
    source: int = 0
    """its number; 0 where it cannot be watched"""
    new: bool = False
    trouble: str = ""


def add_list(desk: Desk, path: Path) -> list[Watched]:
    """Watch every source in a file. Where it does not say what one is, that is found out, and the best is taken; one
    that cannot be watched keeps no other out.

    Raises:
        InputError: the file cannot be read, or holds no list.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path.name} has more than {MAX_BYTES // 2**20} MB.", "Name a list of sources.")
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).", "Name an OPML or CSV file.") from error
    done = []
    listed = read_list(content, path.name)
    for number, one in enumerate(listed, 1):
        try:
            done.append(add_one(desk, one))
        except MediawatchError as error:
            done.append(Watched(one, trouble=str(error)))
        desk.progress(number, len(listed))
    return done


def add_one(desk: Desk, one: Listed) -> Watched:
    """Watch one of them."""
    kind, address, title = one.kind, one.address, one.title
    if not kind:
        found = discover_sources(desk, address, selector=one.selector)[0]
        kind, address, title = found.kind, found.address, title or found.title
    number, new = add_source(
        desk,
        address,
        SourceOptions(
            kind, title, one.outlet, one.selector, say_seconds(one.at_least), say_seconds(one.at_most)
        ),
    )
    return Watched(one, number, new)


def say_seconds(span: str) -> str:
    """A span as people type it; a bare number is seconds, as `list sources --csv` gives it."""
    return f"{max(1, int(span) // 60)}m" if span.isdigit() else span
