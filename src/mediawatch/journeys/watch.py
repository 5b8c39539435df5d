"""Watch: due sources are read, what they list is looked through, and what names us goes through `add`.

Workers fetch and read, one host at a time for each and one visit at a time for each host; this process alone writes.
Whatever is not written when it is killed is simply read again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from mediawatch.archive.fetch import Door
from mediawatch.errors import InputError
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.sources import find_source_key
from mediawatch.journeys.watch_read import LeadDone, read_lead, read_source
from mediawatch.journeys.watch_record import Recorder
from mediawatch.journeys.workers import open_door, open_reader, work
from mediawatch.model import Reading
from mediawatch.reading.mentions import Watch, compile_names
from mediawatch.store import leads, problems, sources
from mediawatch.store.lock import held
from mediawatch.store.names import read_names

WORKERS = 8
"""Hosts that are visited at a time."""
PER_HOST = 200
"""Pages of one host in one run; the rest waits for the next."""
TROUBLES = 3
"""Failures of a host in a row after which the rest of its pages waits for the next run."""
PATIENCE = 30
"""Seconds that a worker waits where a server asks for no more; else its pages wait for the next run."""


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """How a run goes."""

    sources: tuple[int, ...] = ()
    """only these, whether they are due or not; empty for all that are due"""
    pause: float = 2.0
    """seconds between two visits to a host; a site's Crawl-delay may be longer"""
    workers: int = WORKERS
    retry: int = 300
    """seconds after which what failed is tried again for the first time"""
    seconds: float = 60.0
    """for one page with robots.txt and redirects"""


@dataclass
class WatchDone:
    """What a run did."""

    run: int = 0
    sources: int = 0
    unchanged: int = 0
    failed: list[tuple[int, str]] = field(default_factory=list)
    """sources that could not be read, and why"""
    new_leads: int = 0
    read: int = 0
    """pages that were read"""
    recorded: list[tuple[str, str, str]] = field(default_factory=list)
    """reference, title and outlet of each new report"""
    without_name: int = 0
    put_off: int = 0
    """pages to be tried again"""
    given_up: int = 0
    """pages that gave nothing, or are refused"""


Tell = Callable[[WatchDone], None]


def tell_nobody(done: WatchDone) -> None:
    """The progress that nobody watches."""


def watch(desk: Desk, options: WatchOptions | None = None, tell: Tell = tell_nobody) -> WatchDone:
    """One run: read the sources that are due, then what they list that nobody has read.

    Raises:
        NotAllowed: another run works on this record.
        NotFound: a source that is not there.
        InputError: a source that is wanted is paused or retired; the door cannot be opened.
    """
    options = options or WatchOptions()
    for number in options.sources:
        row = sources.read_source(desk.record.db, number)
        if row["retired_at"] or row["paused_at"]:
            state = "retired" if row["retired_at"] else "paused"
            raise InputError(
                f"s{number} is {state}.", f"Bring it back first: mediawatch source resume s{number}"
            )
    with held(desk.record.path, "watch"):
        door = open_door(desk, options.pause, options.seconds)
        names, own = read_watch(desk.record.db)
        actor = desk.actor()
        with desk.record.write() as db:
            done = WatchDone(run=problems.start_run(db, actor, "watch", alone=True))
            looked_for = leads.keep_names(db, [form.name.form for form in names.forms])
        recorder = Recorder(desk, done, looked_for, options.retry)
        try:
            due = sources.list_due(desk.record.db, desk.actor().now, options.sources)
            work(
                options.workers,
                [partial(read_source, door, source, find_source_key(desk, source["kind"])) for source in due],
                lambda results: recorder.take(results, tell),
            )
            waiting = leads.list_waiting(desk.record.db, desk.actor().now, options.sources, PER_HOST)
            hosts = [list(group) for _, group in groupby(waiting, lambda lead: lead["host"])]
            with open_reader(len(waiting)) as read:
                work(
                    options.workers,
                    [partial(read_host, door, host, names, own, read) for host in hosts],
                    lambda results: recorder.take(results, tell),
                )
        finally:
            door.close()
            actor = desk.actor()
            with desk.record.write() as db:
                problems.end_run(
                    db, actor, done.run, done.read + done.sources, len(done.failed) + done.put_off
                )
    return done


def read_watch(db: Database) -> tuple[Watch, tuple[str, ...]]:
    """The names to look for, and our own domains."""
    watched = read_names(db)
    names = compile_names(watched)
    return names, tuple(form.domain for form in names.forms if form.domain)


def read_host(
    door: Door,
    host: Sequence[Mapping[str, Any]],
    names: Watch,
    own: tuple[str, ...],
    read: Callable[..., Reading],
) -> Iterator[LeadDone]:
    """The pages of one host, one after the other, until it has had enough of us."""
    in_a_row = 0
    for lead in host:
        done = read_lead(door, lead, names, own, read)
        if done.found == "later" and 0 < done.retry_after <= PATIENCE:
            time.sleep(done.retry_after)
            done = read_lead(door, lead, names, own, read)
        yield done
        in_a_row = in_a_row + 1 if done.found == "later" else 0
        if done.found == "later" and (done.retry_after or in_a_row >= TROUBLES):
            return
