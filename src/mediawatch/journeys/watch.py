"""Watch: due sources are read, what they list is looked through, and what names us goes through `add`.

Workers fetch and read, one host at a time for each and one visit at a time for each host; this process alone writes.
Whatever is not written when it is killed is simply read again.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from sqlite_utils import Database

from mediawatch.archive.fetch import Door
from mediawatch.archive.pacing import Pace
from mediawatch.errors import InputError
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.watch_read import LeadDone, read_lead, read_source
from mediawatch.journeys.watch_record import Recorder
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
WAITING_RESULTS = 64
"""Pages that wait to be written: what is held in memory."""
TOGETHER = 50
"""Results that are written in one transaction."""


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
        done = WatchDone(run=begin(desk))
        door = open_door(desk, options.pause, options.seconds)
        recorder = Recorder(desk, done, options.retry)
        try:
            due = sources.list_due(desk.record.db, desk.actor().now, options.sources)
            work(
                options.workers,
                [partial(read_source, door, source) for source in due],
                lambda results: recorder.take(results, tell),
            )
            names, own = read_watch(desk.record.db)
            recorder.names = leads_names(desk, names)
            waiting = leads.list_waiting(desk.record.db, desk.actor().now, options.sources, PER_HOST)
            hosts = [list(group) for _, group in groupby(waiting, lambda lead: lead["host"])]
            del waiting
            work(
                options.workers,
                [partial(read_host, door, host, names, own) for host in hosts],
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


def begin(desk: Desk) -> int:
    """Write that a run begins; one that broke off before is ended, since nobody else holds the lock."""
    actor = desk.actor()
    with desk.record.write() as db:
        db.execute(
            "UPDATE runs SET ended_at = started_at WHERE kind = 'watch' AND ended_at IS NULL",
        )
        return problems.start_run(db, actor, "watch")


def open_door(desk: Desk, pause: float, seconds: float = 60.0) -> Door:
    """A door of this run's own, at which each visit waits for its turn."""
    from mediawatch.archive.fetch import settings_from_environment
    from mediawatch.store.settings import read_settings

    kept = read_settings(desk.record.db)
    settings = settings_from_environment(
        desk.environ, contact=kept.get("contact", ""), proxy=kept.get("proxy", "")
    )
    return Door(replace(settings, total_seconds=seconds), pace=Pace(pause))


def read_watch(db: Database) -> tuple[Watch, tuple[str, ...]]:
    """The names to look for, and our own domains."""
    watched = read_names(db)
    names = compile_names(watched)
    return names, tuple(form.domain for form in names.forms if form.domain)


def leads_names(desk: Desk, names: Watch) -> int:
    """The number under which the record keeps which names were looked for."""
    with desk.record.write() as db:
        return leads.keep_names(db, [form.name.form for form in names.forms])


def read_host(
    door: Door, host: Sequence[Mapping[str, Any]], names: Watch, own: tuple[str, ...]
) -> Iterator[LeadDone]:
    """The pages of one host, one after the other, until it has had enough of us."""
    in_a_row = 0
    for lead in host:
        done = read_lead(door, lead, names, own)
        if done.found == "later" and 0 < done.retry_after <= PATIENCE:
            time.sleep(done.retry_after)
            done = read_lead(door, lead, names, own)
        yield done
        in_a_row = in_a_row + 1 if done.found == "later" else 0
        if done.found == "later" and (done.retry_after or in_a_row >= TROUBLES):
            return


Result = TypeVar("Result")


def work(
    workers: int, tasks: Sequence[Callable[[], Iterator[Result]]], take: Callable[[list[Result]], None]
) -> None:
    """Have workers go through tasks; each bundle of results is taken here. An error of a worker's own, which none of
    ours explains, ends all and is raised."""
    if not tasks:
        return
    results: queue.Queue[Result | BaseException | None] = queue.Queue(WAITING_RESULTS)
    stopped = threading.Event()

    def go(task: Callable[[], Iterator[Result]]) -> None:
        try:
            for result in task():
                if stopped.is_set():
                    return
                results.put(result)
        except BaseException as error:  # raised again where the results are taken
            results.put(error)
        finally:
            results.put(None)

    pool = ThreadPoolExecutor(min(workers, len(tasks)), "watch")
    left = len(tasks)
    try:
        for task in tasks:
            pool.submit(go, task)
        while left:
            bundle: list[Result] = []
            item = results.get()
            while True:
                if item is None:
                    left -= 1
                elif isinstance(item, BaseException):
                    raise item
                else:
                    bundle.append(item)
                if len(bundle) >= TOGETHER or not left or results.empty():
                    break
                item = results.get()
            if bundle:
                take(bundle)
    finally:
        stopped.set()
        # whoever waits to put a result must be able to, or the pool never ends
        drainer = threading.Thread(target=drain, args=(results, pool), daemon=True)
        drainer.start()
        pool.shutdown(wait=True, cancel_futures=True)


def drain(results: queue.Queue[Any], pool: ThreadPoolExecutor) -> None:
    """Take what nobody waits for any more, until the pool has ended."""
    while any(thread.is_alive() for thread in pool._threads):
        try:
            results.get(timeout=0.05)
        except queue.Empty:
            continue
