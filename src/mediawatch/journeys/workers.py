"""Workers that fetch and read while one process writes: how a watch and a recheck go through many hosts at a time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from mediawatch.archive import extract
from mediawatch.archive.fetch import Door, settings_from_environment
from mediawatch.archive.pacing import Pace
from mediawatch.archive.page_reader import PageReader
from mediawatch.journeys.desk import Desk
from mediawatch.model import Reading
from mediawatch.sources import gdelt
from mediawatch.store.settings import read_settings

WAITING_RESULTS = 64
"""Pages that wait to be written: what is held in memory."""
TOGETHER = 50
"""Results that are taken at a time."""
MANY_PAGES = 50
"""From so many pages on they are read in processes of their own."""
PATIENCE = 0.2
"""Seconds after which a worker that waits for room looks whether all has stopped."""

Result = TypeVar("Result")


def open_door(desk: Desk, pause: float, seconds: float = 60.0) -> Door:
    """A door of a run's own, at which each visit waits for its turn.

    Args:
        pause: seconds between two visits to a host.
        seconds: for one page with robots.txt and redirects.
    """
    kept = read_settings(desk.record.db)
    settings = settings_from_environment(
        desk.environ, contact=kept.get("contact", ""), proxy=kept.get("proxy", "")
    )
    pace = Pace(pause)
    pace.slow(urlsplit(gdelt.ENDPOINT).netloc, gdelt.PAUSE)
    return Door(replace(settings, total_seconds=seconds), pace=pace)


@contextmanager
def open_reader(pages: int) -> Iterator[Callable[..., Reading]]:
    """What reads pages as archive.extract.read does: beside the workers where there are many, since it takes a second
    until a process is ready.

    Args:
        pages: that may have to be read.
    """
    if pages < MANY_PAGES:
        yield extract.read
        return
    with PageReader() as reader:
        yield reader.read


def work(
    workers: int, tasks: Sequence[Callable[[], Iterator[Result]]], take: Callable[[list[Result]], None]
) -> None:
    """Have workers go through tasks; each bundle of results is taken here. An error of a worker's own, which none of
    ours explains, ends all and is raised."""
    if not tasks:
        return
    results: queue.Queue[Result | BaseException | None] = queue.Queue(WAITING_RESULTS)
    stopped = threading.Event()

    def put(result: Result | BaseException | None) -> None:
        while not stopped.is_set():
            try:
                results.put(result, timeout=PATIENCE)
            except queue.Full:
                continue
            return

    def go(task: Callable[[], Iterator[Result]]) -> None:
        try:
            for result in task():
                put(result)
                if stopped.is_set():
                    return
        except BaseException as error:  # raised again where the results are taken
            put(error)
        finally:
            put(None)

    left = len(tasks)
    with ThreadPoolExecutor(min(workers, left)) as pool:
        try:
            for task in tasks:
                pool.submit(go, task)
            while left:
                bundle: list[Result] = []
                while left and len(bundle) < TOGETHER and not (bundle and results.empty()):
                    item = results.get()
                    if isinstance(item, BaseException):
                        raise item
                    if item is None:
                        left -= 1
                    else:
                        bundle.append(item)
                if bundle:
                    take(bundle)
        finally:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
