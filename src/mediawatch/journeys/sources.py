"""Sources: watch a place, pause it, retire it, bring it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.keys import find_key
from mediawatch.journeys.outside import Outside, read_place
from mediawatch.model import Ref
from mediawatch.reading.addresses import normalise
from mediawatch.reading.spans import parse_span
from mediawatch.sources import KEYS, QUERIES, READERS
from mediawatch.sources.discovery import Candidate, discover, find_interface
from mediawatch.store import sources
from mediawatch.store.reports import find_outlet

SHORTEST = 900
"""Seconds: a quarter of an hour is often enough for a newspaper, and seldom enough for a small site."""
LONGEST = 86_400
FIRST = 3_600
LEAST = 60


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What a person says of a place to be watched."""

    kind: str
    title: str = ""
    outlet: str = ""
    selector: str = ""
    at_least: str = ""
    """read at least this often: a span such as 12h"""
    at_most: str = ""
    """and at most this often"""


def add_source(desk: Desk, address: str, options: SourceOptions) -> tuple[int, bool]:
    """Watch a place; gives its number, and whether it is new.

    Raises:
        InputError: an unknown kind, an address or a span that is none, bounds that contradict each other.
        NotFound: an outlet that is not in the record.
    """
    if options.kind not in READERS:
        raise InputError(f"{options.kind!r} is no kind of source.", f"There are: {', '.join(READERS)}.")
    normalised = normalise_place(options.kind, address)
    shortest, longest = read_bounds(options)
    actor = desk.actor()
    with desk.record.write() as db:
        there = sources.find_source(db, normalised, options.selector)
        if there:
            return there, False
        outlet = find_outlet(db, options.outlet) if options.outlet else 0
        if options.outlet and not outlet:
            raise InputError(
                f"There is no outlet {options.outlet!r}.",
                "See `mediawatch list outlets`, or leave out --outlet.",
            )
        new = sources.NewSource(
            options.kind, address, normalised, options.title, outlet, options.selector, shortest, longest
        )
        return sources.insert_source(db, actor, new, max(shortest, min(longest, FIRST))), True


def normalise_place(kind: str, address: str) -> str:
    """The normal form of a source's address; of a place on this machine the path as it is.

    Raises:
        InputError: it is none, or nothing is there.
    """
    return read_place(address).resolve().as_uri() if kind == "mails" else normalise(address)


def make_query(kind: str, words: str) -> str:
    """The address under which words are watched.

    Raises:
        InputError: no words, or a kind that does not look for words.
    """
    if kind not in QUERIES:
        raise InputError(
            f"--query goes with --kind {' or '.join(QUERIES)}.", "A feed or page is watched by its address."
        )
    if not words.strip():
        raise InputError("There is no query.", "Say what to look for: --query '\"Northgate Food Bank\"'.")
    return QUERIES[kind](words)


def find_source_key(desk: Desk, kind: str) -> str:
    """The key that a kind of source needs; "" where it needs none or it is not known here."""
    return find_key(desk.environ, KEYS[kind]) if kind in KEYS else ""


def discover_sources(desk: Desk, address: str, *, kind: str = "", selector: str = "") -> list[Candidate]:
    """What an address can be watched as, the best first, and what each would yield now. Records nothing.

    Args:
        address: also a source, as s6: what it would yield now.

    Raises:
        NotFound, InputError, FetchError, ListingError: see sources.discovery.
    """
    if address[:1] in "sS" and address[1:].isdigit():
        row = sources.read_source(desk.record.db, int(address[1:]))
        address, kind, selector = row["address"], row["kind"], row["selector"]
    told = kind or find_interface(address)
    return discover(
        Outside(desk.door()), address, kind=kind, selector=selector, key=find_source_key(desk, told)
    )


def read_bounds(options: SourceOptions) -> tuple[int, int]:
    """The shortest and the longest time between two reads, in seconds.

    Raises:
        InputError: a span that is none or too short, or a shortest that is longer than the longest.
    """
    shortest = parse_span(options.at_most) if options.at_most else SHORTEST
    longest = parse_span(options.at_least) if options.at_least else max(LONGEST, shortest)
    if shortest < LEAST:
        raise InputError(f"{options.at_most} is too often.", "Say 1m or more, as in --at-most 15m.")
    if shortest > longest:
        raise InputError(
            f"At most every {options.at_most or '15m'} and at least every {options.at_least} contradict each other.",
            "The time of --at-least is the longer one, as in --at-most 15m --at-least 1d.",
        )
    return shortest, longest


def set_source_fields(
    desk: Desk, number: int, fields: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Change what a person says of a source: title, outlet, selector, at-most, at-least; gives what changed, before
    and after.

    Raises:
        NotFound: there is none.
        InputError: an unknown outlet, a span that is none, bounds that contradict each other.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        row = sources.read_source(db, number)
        columns: dict[str, Any] = {name: fields[name] for name in ("title", "selector") if name in fields}
        if "outlet" in fields:
            columns["outlet_id"] = (find_outlet(db, fields["outlet"]) or None) if fields["outlet"] else None
            if fields["outlet"] and not columns["outlet_id"]:
                raise InputError(
                    f"There is no outlet {fields['outlet']!r}.", "See `mediawatch list outlets`."
                )
        if "at-most" in fields or "at-least" in fields:
            said = SourceOptions(
                row["kind"],
                at_least=fields.get("at-least", f"{row['longest']}s"),
                at_most=fields.get("at-most", f"{row['shortest']}s"),
            )
            columns["shortest"], columns["longest"] = read_bounds(said)
        before = {name: row[name] for name, value in columns.items() if row[name] != value}
        if before:
            sources.set_source(db, actor, number, columns, "set")
            # what it listed before says nothing of what it lists now
            asked_anew = {"etag": "", "last_modified": ""} if "selector" in before else {}
            sources.set_state(db, number, due_at=actor.now, **asked_anew)
    return before, {name: columns[name] for name in before}


def pause_source(desk: Desk, number: int, why: str) -> None:
    """Leave a source alone until it is resumed.

    Raises:
        NotFound: there is none. NotAllowed: it is paused or retired.
    """
    change(desk, number, "paused", {"paused_why": why}, forbidden=("paused_at", "retired_at"))


def retire_source(desk: Desk, number: int, why: str) -> None:
    """Watch a source no longer; what it gave stays.

    Raises:
        NotFound: there is none. NotAllowed: it is retired.
    """
    change(desk, number, "retired", {"retired_why": why}, forbidden=("retired_at",))


def change(
    desk: Desk, number: int, verb: str, columns: dict[str, str], *, forbidden: tuple[str, ...]
) -> None:
    """Pause or retire."""
    actor = desk.actor()
    with desk.record.write() as db:
        row = sources.read_source(db, number)
        for column in forbidden:
            if row[column]:
                raise NotAllowed(
                    f"s{number} is {column.removesuffix('_at')} already.",
                    f"See mediawatch show s{number}",
                    verb,
                )
        sources.set_source(db, actor, number, {f"{verb}_at": actor.now, **columns}, verb)


def resume_source(desk: Desk, number: int) -> None:
    """Watch a paused or retired source again, from now on.

    Raises:
        NotFound: there is none. NotAllowed: it is watched, or another watches its place since.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        row = sources.read_source(db, number)
        if not row["paused_at"] and not row["retired_at"]:
            raise NotAllowed(f"s{number} is watched.", "See `mediawatch list sources`.", "resume")
        other = sources.find_source(db, row["normalised"], row["selector"])
        if row["retired_at"] and other:
            raise NotAllowed(
                f"{Ref('s', other)} watches the same place since.", f"Retire s{other} first.", "resume"
            )
        none = {"paused_at": None, "paused_why": "", "retired_at": None, "retired_why": ""}
        sources.set_source(db, actor, number, none, "resumed")
        sources.set_state(db, number, due_at=actor.now, failures=0)
