"""Sitemaps (sitemaps.org): lists of addresses, lists of such lists, packed or not, and plain lists of addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from mediawatch.errors import FetchError, ListingError
from mediawatch.model import Fetched, Lead
from mediawatch.sources import feed
from mediawatch.sources.source import Source, ask, join
from mediawatch.sources.xml_tree import name_of, no_listing, read_tree, unpack

MOST_PARTS: Final = 500
"""Sitemaps that a list of sitemaps may name before we stop: enough for 25 million addresses."""
DEEPEST: Final = 3
"""Lists of lists. The protocol has one level; some sites have more."""
NEWS: Final = "http://www.google.com/schemas/sitemap-news/"


def leads(source: Source, fetch: Callable[[str], Fetched]) -> Iterator[Lead]:
    """The addresses of a sitemap, in its order, each once; those of the sitemaps that it names too.

    A part that cannot be read does not keep the others back: it is told at the end.

    Raises:
        FetchError: the sitemap did not come.
        ListingError: it is none; or, at the end, parts of it could not be read.
    """
    seen: set[str] = set()
    failed: list[str] = []
    waiting = [(source.address, 0)]
    asked: set[str] = set()
    while waiting:
        address, depth = waiting.pop(0)
        if address in asked:
            continue
        asked.add(address)
        try:
            fetched = ask(fetch, address)
            found, parts = read(fetched)
        except (FetchError, ListingError) as error:
            if depth == 0:
                raise
            failed.append(str(error))
            continue
        if depth < DEEPEST:
            waiting += [(part, depth + 1) for part in parts[: max(0, MOST_PARTS - len(asked) - len(waiting))]]
        for lead in found:
            if lead.address not in seen:
                seen.add(lead.address)
                yield lead
    if failed:
        raise ListingError(
            f"{len(failed)} of {len(asked)} parts of {source.address} could not be read: {failed[0]}",
            "What the other parts list was taken in.",
        )


def read(fetched: Fetched) -> tuple[list[Lead], list[str]]:
    """What one sitemap lists: leads, and addresses of further sitemaps."""
    address = fetched.final_address or fetched.address
    body = unpack(fetched.body, address)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_plain(body, address), []
    root = read_tree(body, address)
    kind = name_of(root)
    if kind in ("rss", "feed", "rdf"):
        return feed.read(body, address), []
    if kind not in ("urlset", "sitemapindex"):
        raise no_listing(address)
    found: list[Lead] = []
    parts: list[str] = []
    for entry in root:
        place, modified = read_entry(entry)
        if not place:
            continue
        if name_of(entry) == "sitemap":
            parts.append(join(address, place))
        elif name_of(entry) == "url":
            found.append(Lead(join(address, place), read_title(entry), modified=read_moment(modified)))
    return found, parts


def read_plain(body: bytes, address: str) -> list[Lead]:
    """A sitemap in plain text: one address on each line."""
    try:
        lines = body.decode("utf-8-sig").split()
    except UnicodeDecodeError as error:
        raise no_listing(address) from error
    if not lines or not all(line.lower().startswith(("http://", "https://")) for line in lines):
        raise no_listing(address)
    return [Lead(line) for line in lines]


def read_entry(entry: Any) -> tuple[str, str]:
    """Address and last change of an entry, as they stand."""
    told = {name_of(child): (child.text or "").strip() for child in entry}
    return told.get("loc", ""), told.get("lastmod", "")


def read_title(entry: Any) -> str:
    """The title of a news sitemap's entry; "" in any other."""
    for element in entry.iter():
        if name_of(element) == "title" and str(element.tag).startswith("{" + NEWS):
            return " ".join((element.text or "").split())
    return ""


def read_moment(typed: str) -> str:
    """A W3C date (a day, or a time with its zone) as a day or a UTC time; "" for what is none."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return ""
    if len(typed) == 10:
        return typed
    if moment.tzinfo is None:
        return moment.date().isoformat()
    return moment.astimezone(UTC).isoformat(timespec="seconds")
