"""Find out what an address is as a source: a feed, a sitemap, a listing page, or a page that names its feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from mediawatch.errors import FetchError, InputError, ListingError, MediawatchError
from mediawatch.model import Fetched, Lead
from mediawatch.sources import READERS
from mediawatch.sources.source import Outside, Source, ask, join

SHOWN = 10
"""Leads that are shown of what a source would yield."""
MOST_COUNTED = 50_000
FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
"""Media types by which a page names its feeds (HTML, "Link type alternate"; jsonfeed.org, "Discovery")."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that an address could be watched as."""

    kind: str
    address: str
    title: str
    why: str
    """how it was found"""
    leads: tuple[Lead, ...]
    """the first that it yields now"""
    count: int
    """how many it yields now"""


INTERFACES = (("/api/v2/doc/doc", "gdelt"), ("/xrpc/app.bsky.feed.searchPosts", "bluesky"))
"""Ends of the addresses of interfaces, and their kinds."""


def discover(
    fetch: Outside, address: str, *, kind: str = "", selector: str = "", key: str = ""
) -> list[Candidate]:
    """What an address can be watched as, the best first.

    Args:
        kind: a key of READERS, where somebody says so outright.
        key: what signs us in, where that is needed.

    Raises:
        InputError: an unknown kind, an address that is none.
        FetchError: nothing came.
        ListingError: it is nothing that can be watched.
    """
    if kind and kind not in READERS:
        raise InputError(f"{kind!r} is no kind of source.", f"There are: {', '.join(READERS)}.")
    told = kind or ("listing" if selector else find_interface(address))
    if told:
        why = "you said so" if kind or selector else "its address says so"
        return [try_as(fetch, told, address, selector, why, key)]
    fetched = ask(fetch, address)
    start = fetched.body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<html" not in start and not start.startswith(b"<!doctype html"):
        for name in ("feed", "sitemap"):
            try:
                return [try_as(fetch, name, address, "", "it is one")]
            except ListingError:
                continue
    found: list[Candidate] = []
    faults: list[MediawatchError] = []
    for name, place, why in look_round(fetch, fetched):
        try:
            found.append(try_as(fetch, name, place, "", why))
        except (FetchError, ListingError) as error:
            faults.append(error)
    if found:
        return found
    raise ListingError(
        f"{address} names no feed and no sitemap, and no links on it look like articles.",
        "Say which links are meant: --selector 'h3 a'; or name the feed of the site itself.",
    ) from (faults[0] if faults else None)


def find_interface(address: str) -> str:
    """The kind of source that an address is by itself: a place on this machine, the interface of a program; "" for
    none of these."""
    if address.lower().startswith("file:"):
        return "mails"
    path = urlsplit(address).path
    return next((kind for end, kind in INTERFACES if path.endswith(end)), "")


def look_round(fetch: Outside, fetched: Fetched) -> list[tuple[str, str, str]]:
    """Where the sources of a page's site could be: kind, address, and how that is known."""
    from bs4 import BeautifulSoup

    address = fetched.final_address or fetched.address
    soup = BeautifulSoup(fetched.body, "lxml")
    found: list[tuple[str, str, str]] = []
    for link in soup.find_all("link", href=True):
        rel = [str(each).lower() for each in (link.get("rel") or [])]
        kind = str(link.get("type") or "").split(";")[0].strip().lower()
        if "alternate" in rel and kind in FEED_TYPES:
            found.append(("feed", join(address, str(link["href"])), "the page names it as its feed"))
    found.append(("listing", address, "its links look like articles"))
    parts = urlsplit(address)
    if parts.path in ("", "/"):
        found += [("sitemap", place, "robots.txt names it") for place in read_sitemaps(fetch, address)]
    return list(dict.fromkeys(found))


def read_sitemaps(fetch: Outside, address: str) -> Sequence[str]:
    """The sitemaps that a site's robots.txt names (sitemaps.org, "Submitting your Sitemap")."""
    try:
        fetched = fetch(join(address, "/robots.txt"))
    except FetchError:
        return ()
    if fetched.status != 200:
        return ()
    lines = fetched.body[: 500 * 1024].decode("utf-8", "replace").splitlines()
    named = (line.partition(":") for line in lines)
    return [join(address, value.strip()) for key, _, value in named if key.strip().lower() == "sitemap"][:5]


def try_as(fetch: Outside, kind: str, address: str, selector: str, why: str, key: str = "") -> Candidate:
    """What a source of that kind would yield now.

    Raises:
        FetchError, ListingError: it is none of that kind.
    """
    leads: list[Lead] = []
    try:
        leads += islice(READERS[kind](Source(kind, address, selector, key), fetch), MOST_COUNTED)
    except ListingError:
        if not leads:
            raise
    host = urlsplit(address).hostname or address
    return Candidate(kind, address, host.removeprefix("www."), why, tuple(leads[:SHOWN]), len(leads))
