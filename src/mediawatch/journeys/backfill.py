"""Backfill: what a source's site has published before it was watched, from its sitemaps and from web archives.

What is found is kept as leads of that source, and read by `watch` like any other: the page as it stands today, and
where that is gone, the copy of an archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mediawatch.errors import InputError, InvalidAddress, MediawatchError
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.outside import Outside
from mediawatch.journeys.watch_read import CHUNK, prepare
from mediawatch.journeys.workers import open_door
from mediawatch.model import Lead
from mediawatch.reading.addresses import outlet_domain
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.sources import cdx, sitemap
from mediawatch.sources.cdx import Span
from mediawatch.sources.discovery import read_sitemaps
from mediawatch.sources.source import Source
from mediawatch.store import leads, problems, sources
from mediawatch.store.leads import Listed
from mediawatch.store.lock import held


@dataclass(frozen=True, slots=True)
class BackfillOptions:
    """From where, and of which time."""

    since: str
    """as typed: day, month or year"""
    until: str = ""
    """as typed; "" is today"""
    places: tuple[str, ...] = ()
    """keys of PLACES; empty for all"""
    domain: str = ""
    """"" is that of the source"""
    pause: float = 2.0
    """seconds between two visits to a host"""


@dataclass
class BackfillDone:
    """What was found."""

    listed: dict[str, int] = field(default_factory=dict)
    """addresses of that time, by place"""
    new: int = 0
    """those that nobody knew"""
    failed: list[tuple[str, str]] = field(default_factory=list)
    """place and what went wrong; what it gave before that was kept"""


Tell = Callable[[str, int], None]


def backfill(
    desk: Desk, number: int, options: BackfillOptions, tell: Tell = lambda place, count: None
) -> BackfillDone:
    """List what a source's site published in a time.

    Raises:
        NotFound: there is no such source.
        InputError: a place that is none, a time that ends before it begins, a source that has no site.
        InvalidDate: a date that is none.
        NotAllowed: a watch works on this record.
    """
    source = sources.read_source(desk.record.db, number)
    span = read_span(desk, source["kind"], source["address"], options)
    for place in options.places:
        if place not in PLACES:
            raise InputError(
                f"{place!r} is no place to look for the past.", f"There are: {', '.join(PLACES)}."
            )
    done = BackfillDone()
    with held(desk.record.path, "watch"):
        door = open_door(desk, options.pause)
        actor = desk.actor()
        with desk.record.write() as db:
            run = problems.start_run(db, actor, "backfill", alone=True)
        try:
            for place in options.places or tuple(PLACES):
                try:
                    found = PLACES[place](span, Outside(door), source["address"], desk.environ)
                    keep(desk, number, place, (lead for lead in found if is_within(lead, span)), done, tell)
                except MediawatchError as error:
                    done.failed.append((place, str(error)))
        finally:
            door.close()
            with desk.record.write() as db:
                problems.end_run(db, desk.actor(), run, sum(done.listed.values()), len(done.failed))
    return done


def read_span(desk: Desk, kind: str, address: str, options: BackfillOptions) -> Span:
    """The site and the time.

    Raises:
        InputError, InvalidDate: see backfill().
    """
    since = parse_day(options.since, today=END_OF_TIME).value
    until = parse_day(options.until, today=END_OF_TIME).value if options.until else desk.actor().today
    first = f"{since}-01-01"[:10]
    last = f"{until}-31" if len(until) == 7 else f"{until}-12-31"[:10]
    if first > last:
        raise InputError(f"{since} is later than {until}.", "--since is the earlier one.")
    domain = options.domain or (outlet_domain(address) if kind in ("feed", "sitemap", "listing") else "")
    if not domain or "/" in domain or " " in domain:
        raise InputError("Of this source nobody knows the site.", "Say which: --domain gazette.example")
    return Span(domain, first, last)


def is_within(lead: Lead, span: Span) -> bool:
    """Whether something was published, or changed last, in the time; what says no day may have been."""
    said = (lead.published.value or lead.modified)[:10]
    return not said or (said >= span.since[: len(said)] and said <= span.until)


def keep(desk: Desk, number: int, place: str, found: Iterator[Lead], done: BackfillDone, tell: Tell) -> None:
    """Keep what a place lists, some at a time."""
    done.listed[place] = 0
    waiting: list[Listed] = []

    def flush() -> None:
        with desk.record.write() as db:
            done.new += leads.keep_leads(db, number, waiting, desk.actor().now)
        done.listed[place] += len(waiting)
        waiting.clear()
        tell(place, done.listed[place])

    try:
        for lead in found:
            try:
                waiting.append(prepare(lead))
            except InvalidAddress:
                continue
            if len(waiting) >= CHUNK:
                flush()
    finally:
        flush()


def list_sitemaps(span: Span, fetch: Outside, address: str, environ: Mapping[str, str]) -> Iterator[Lead]:
    """What the sitemaps of the site list: those that its robots.txt names, else the usual one."""
    del environ
    parts = urlsplit(address)
    host = parts.netloc if outlet_domain(address) == span.domain else span.domain
    site = f"{parts.scheme if parts.scheme in ('http', 'https') else 'https'}://{host}/"
    for place in read_sitemaps(fetch, site) or (f"{site}sitemap.xml",):
        yield from sitemap.leads(Source("sitemap", place), fetch)


def list_internet_archive(
    span: Span, fetch: Outside, address: str, environ: Mapping[str, str]
) -> Iterator[Lead]:
    """What the Internet Archive has, or whichever archive MEDIAWATCH_INTERNET_ARCHIVE names."""
    del address
    return cdx.internet_archive(span, fetch, environ.get("MEDIAWATCH_INTERNET_ARCHIVE", ""))


def list_common_crawl(span: Span, fetch: Outside, address: str, environ: Mapping[str, str]) -> Iterator[Lead]:
    """What Common Crawl has, or whichever MEDIAWATCH_COMMON_CRAWL names (index and files, with a space between)."""
    del address
    index, _, data = environ.get("MEDIAWATCH_COMMON_CRAWL", "").partition(" ")
    return cdx.common_crawl(span, fetch, index, data)


PLACES: Mapping[str, Callable[[Span, Outside, str, Mapping[str, str]], Iterator[Lead]]] = {
    "sitemap": list_sitemaps,
    "internet-archive": list_internet_archive,
    "common-crawl": list_common_crawl,
}
"""Where the past is looked for."""
