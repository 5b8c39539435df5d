"""Our own publications as a whole site: take them in from a sitemap or a feed, read them again, retire one."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from mediawatch.errors import FetchError, InputError, NotAllowed, ReadError
from mediawatch.journeys.add import add_address, note_problem, read_again
from mediawatch.journeys.added import Added, AddOptions
from mediawatch.journeys.cite import Seen
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.look_through import look_through
from mediawatch.journeys.outside import Outside
from mediawatch.model import Lead, Ref
from mediawatch.reading.addresses import host_of, is_within, normalise
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.reading.identifiers import normalise_doi, normalise_isbn
from mediawatch.sources import READERS
from mediawatch.sources.source import Source
from mediawatch.store import problems
from mediawatch.store.documents import find_document, read_address
from mediawatch.store.events import append_event
from mediawatch.store.names import read_names
from mediawatch.store.reports import find_report, find_work, read_thing
from mediawatch.store.rows import update
from mediawatch.store.works import add_old_address, find_works_at, read_versions, remove_old_address

PAUSE = 0.5
"""Seconds between two fetches from a site: it is ours, and it has other visitors."""

Tell = Callable[[int, int, str], None]


def tell_nobody(done: int, total: int, address: str) -> None:
    """The progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the addresses that a site lists are wanted."""

    match: tuple[str, ...] = ()
    """only addresses with one of these in them"""
    since: str = ""
    """only what was published or changed since this day, month or year, as typed; what has no date is taken"""
    limit: int = 0
    """at most so many that have to be fetched; 0 for all"""


@dataclass(frozen=True, slots=True)
class Planned:
    """One address that a site lists, and what is to be done about it."""

    address: str
    what: str
    """add, read again, or why it is left alone: not ours, a report, as we have it"""
    work: int = 0
    lead: Lead = field(default_factory=lambda: Lead(""))


@dataclass(frozen=True, slots=True)
class WorksDone:
    """What became of a site's publications."""

    listed: int
    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    """works that have a new version"""
    unchanged: int = 0
    left: int = 0
    """addresses that were left alone: not ours, not wanted, in the record as reports"""
    failed: tuple[tuple[str, str], ...] = ()
    """address and what went wrong"""
    reports: int = 0
    """reports that were looked through"""
    citations: tuple[Seen, ...] = ()
    """citations that are new or have a new grade"""


def plan_works(desk: Desk, source: Source, choice: Choice) -> tuple[list[Planned], str]:
    """What a site lists and what would be done about each address; and what could not be read of the listing, or "".

    Raises:
        InvalidAddress: the site's address is none.
        FetchError, ListingError: the listing did not come, or is none.
        InvalidDate: a date that is none.
    """
    normalise(source.address)
    since = parse_day(choice.since, today=END_OF_TIME).value if choice.since else ""
    ours = {name.form for name in read_names(desk.record.db) if name.kind == "domain"}
    ours.add(host_of(source.address))
    door = desk.door()
    leads: list[Lead] = []
    trouble = ""
    try:
        leads += READERS[source.kind](source, Outside(door))
    except ReadError as error:
        # a listing of several parts gives what it has before it says what is missing
        if not leads:
            raise
        trouble = str(error)
    planned = []
    wanted = 0
    for lead in leads:
        one = plan(desk, lead, ours, choice, since)
        if one.what in ("add", "read again"):
            wanted += 1
            if choice.limit and wanted > choice.limit:
                one = Planned(lead.address, "beyond the limit", one.work, lead)
        planned.append(one)
    return planned, trouble


def plan(desk: Desk, lead: Lead, ours: set[str], choice: Choice, since: str) -> Planned:
    """What to do about one address."""
    host = host_of(lead.address)
    if not any(is_within(host, domain) for domain in ours):
        return Planned(lead.address, "not ours", 0, lead)
    if choice.match and not any(part in lead.address for part in choice.match):
        return Planned(lead.address, "not wanted", 0, lead)
    told = lead.modified or lead.published.value
    if since and told and told < since:
        return Planned(lead.address, "too old", 0, lead)
    document = find_document(desk.record.db, normalise(lead.address))
    if document and find_report(desk.record.db, document):
        return Planned(lead.address, "in the record as a report", 0, lead)
    work = find_work(desk.record.db, document) if document else 0
    if not work:
        return Planned(lead.address, "add", 0, lead)
    seen = max((row["last_seen_at"] for row in read_versions(desk.record.db, work)), default="")
    if lead.modified and seen and lead.modified < seen[: len(lead.modified)]:
        return Planned(lead.address, "as we have it", work, lead)
    return Planned(lead.address, "read again", work, lead)


def add_works(
    desk: Desk, source: Source, choice: Choice, *, pause: float = PAUSE, progress: Tell = tell_nobody
) -> WorksDone:
    """Take a site's publications in, and read those again that may have changed; one that fails is recorded, and the
    rest goes on. At the end the reports are looked through once for all of them.

    Raises:
        InvalidAddress, InvalidDate: see plan_works.
        FetchError, ListingError: the listing did not come, or is none; a problem is recorded.
    """
    try:
        planned, trouble = plan_works(desk, source, choice)
    except (FetchError, ReadError) as error:
        note_problem(desk, source.address, error)
        raise
    failed = [(source.address, trouble)] if trouble else []
    todo = [one for one in planned if one.what in ("add", "read again")]
    known = sum(one.what == "as we have it" for one in planned)
    done = work_through(
        desk,
        [(one.address, one.work, partial(take_in, desk, one)) for one in todo],
        pause=pause,
        progress=progress,
    )
    return WorksDone(
        listed=len(planned),
        added=done.added,
        changed=done.changed,
        unchanged=done.unchanged + known,
        left=len(planned) - len(todo) - known,
        failed=(*failed, *done.failed),
        reports=done.reports,
        citations=done.citations,
    )


def take_in(desk: Desk, one: Planned) -> Added:
    """Add a work, or read it again."""
    if one.work:
        return read_again(desk, one.work, address=one.address, look=False)
    return add_address(desk, one.address, AddOptions(as_work=True, listed=one.lead.published), look=False)


def check_works(
    desk: Desk, works: Sequence[int] = (), *, pause: float = PAUSE, progress: Tell = tell_nobody
) -> WorksDone:
    """Read works again, all that stand and are not retired where none is named.

    Raises:
        NotFound: no such work.
        InputError: a work that was named has no address.
    """
    db = desk.record.db
    for work in works:
        row = read_thing(db, Ref("w", work))
        if not read_address(db, row["document_id"]):
            raise InputError(
                f"w{work} was added from a file and has no address, so it cannot be fetched again.",
                "Add the newer file: mediawatch add --work FILE",
            )
    wanted = list(dict.fromkeys(works)) or [
        row[0]
        for row in db.execute(
            "SELECT w.id FROM works w JOIN document_addresses a ON a.document_id = w.document_id "
            "WHERE w.withdrawn_at IS NULL AND w.retired_on = '' ORDER BY w.id"
        )
    ]
    steps: list[tuple[str, int, Callable[[], Added]]] = []
    for work in wanted:
        address = read_address(db, read_thing(db, Ref("w", work))["document_id"])
        steps.append((address, work, partial(read_again, desk, work, look=False)))
    return work_through(desk, steps, pause=pause, progress=progress)


def work_through(
    desk: Desk, steps: Sequence[tuple[str, int, Callable[[], Added]]], *, pause: float, progress: Tell
) -> WorksDone:
    """Fetch one after the other, and look through the reports at the end for what came or changed."""
    actor = desk.actor()
    with desk.record.write() as db:
        run = problems.start_run(db, actor, "works")
    added: list[int] = []
    changed: list[int] = []
    unchanged = 0
    failed: list[tuple[str, str]] = []
    for number, (address, work, step) in enumerate(steps):
        progress(number, len(steps), address)
        if number and pause:
            time.sleep(pause)
        try:
            one = step()
        except (FetchError, ReadError, NotAllowed) as error:
            failed.append((address, str(error)))
            continue
        if not one.ref:
            failed.append((address, f"{one.why} {one.advice}".strip()))
        elif one.new_capture:
            (changed if work else added).append(int(one.ref[1:]))
        else:
            unchanged += 1
    looked = look_through(desk, [*added, *changed], desk.progress)
    actor = desk.actor()
    with desk.record.write() as db:
        problems.end_run(db, actor, run, len(added) + len(changed) + unchanged, len(failed))
    return WorksDone(
        len(steps), tuple(added), tuple(changed), unchanged, 0, tuple(failed), looked.reports, looked.seen
    )


def retire_work(desk: Desk, work: int, *, on: str = "", why: str = "") -> str:
    """Note that we no longer publish a work; gives the day. What was cited stays cited, and it is compared as before.

    Args:
        on: the day from which on it did not stand there any more; "" is today.

    Raises:
        NotFound: no such work.
        InputError: a date that is not one day.
        NotAllowed: it is retired already.
    """
    actor = desk.actor()
    day = parse_day(on, today=actor.today).value if on else actor.today
    if len(day) != 10:
        raise InputError(f"{on!r} is not one day.", "Write the day as 2026-03-04.")
    why = " ".join(why.split())
    with desk.record.write() as db:
        row = read_thing(db, Ref("w", work))
        if row["retired_on"]:
            raise NotAllowed(f"w{work} was retired on {row['retired_on']} already.", "", "retire")
        after = {"retired_on": day, "retired_why": why}
        update(db, "works", work, after)
        before = {name: row[name] for name in after}
        append_event(db, actor, "retired", Ref("w", work), {"before": before, "after": after})
    return day


def change_addresses(desk: Desk, work: int, fields: Mapping[str, str]) -> dict[str, str]:
    """Note addresses at which a work stood once ("old-address"), or that it never did ("no-old-address"); several
    stand on lines of their own. Gives what changed.

    Raises:
        NotFound: no such work.
        InvalidAddress: it is none.
        NotAllowed: another work stands there; an address that was not noted is taken back.
    """
    changed: dict[str, str] = {}
    actor = desk.actor()
    with desk.record.write() as db:
        read_thing(db, Ref("w", work))
        for name, typed in fields.items():
            for address in typed.split("\n"):
                normalised = normalise(address)
                if name == "no-old-address":
                    if not remove_old_address(db, actor, work, normalised):
                        raise NotAllowed(f"It was not noted that w{work} stood at {address}.", "", "set")
                    changed[name] = address
                    continue
                others = [f"w{other}" for other in find_works_at(db, normalised) if other != work]
                if others:
                    raise NotAllowed(
                        f"{urlsplit(address).netloc}{urlsplit(address).path} is an address of {others[0]}.",
                        f"Take it from that one first: mediawatch set {others[0]} --no-old-address {address}",
                        "set",
                    )
                if add_old_address(db, actor, work, address, normalised):
                    changed[name] = address
    return changed


def read_identifier(kind: str, typed: str) -> str:
    """A DOI ("10.1000/182") or an ISBN (thirteen digits) from what was typed; "" takes it away.

    Raises:
        InputError: it is none, or the last digit of an ISBN does not fit the others.
    """
    if not typed.strip():
        return ""
    made = normalise_doi(typed) if kind == "doi" else normalise_isbn(typed)
    if not made and kind == "doi":
        raise InputError(f"{typed!r} is no DOI.", "Write it as 10.1000/182 or https://doi.org/10.1000/182.")
    if not made:
        raise InputError(
            f"{typed!r} is no ISBN, or one of its digits is wrong.",
            "Copy it once more: ten digits or thirteen.",
        )
    return made
