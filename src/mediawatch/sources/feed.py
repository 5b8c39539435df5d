"""Feeds: RSS and Atom of every age, read by feedparser from the bytes that we fetched, and JSON Feed."""

from __future__ import annotations

import calendar
import io
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from mediawatch.errors import ListingError
from mediawatch.model import UNKNOWN_DATE, Fetched, Lead, PublicationDate
from mediawatch.sources import json_feed
from mediawatch.sources.source import Source, ask, join
from mediawatch.sources.xml_tree import name_of, no_listing, read_tree, unpack

MAX_BYTES: Final = 10 * 1024 * 1024
"""Larger than any feed; feedparser takes a second for some MB."""
_NOT_NEEDED: Final = frozenset(
    {
        "author", "creator", "contributor", "managingeditor", "webmaster", "owner", "publisher", "rights",
        "content", "encoded", "description", "summary", "subtitle", "body", "div", "thumbnail", "category",
    }
)  # fmt: skip
"""Elements that are taken out before feedparser reads: a lead needs none of them, they are most of a feed, and a
long author's name costs it minutes (6.0.14: 69 s for 64 kB)."""


def leads(source: Source, fetch: Callable[[str], Fetched]) -> Iterator[Lead]:
    """The entries of a feed in its order, each address once.

    Raises:
        FetchError: the feed did not come.
        ListingError: it is none.
    """
    fetched = ask(fetch, source.address)
    address = fetched.final_address or fetched.address
    yield from read(unpack(fetched.body, address), address)


def read(body: bytes, address: str) -> list[Lead]:
    """What a feed lists.

    Args:
        address: where it was fetched from; links are relative to it.
    """
    if len(body) > MAX_BYTES:
        raise ListingError(f"{address} has more than {MAX_BYTES // 2**20} MB.", "Use the site's sitemap.")
    if json_feed.is_json(body):
        return json_feed.read(body, address)
    lean = make_lean(body, address)
    import feedparser

    # an address given as a string would be fetched by feedparser itself, and a file's name opened
    parsed = feedparser.parse(io.BytesIO(lean), resolve_relative_uris=False, sanitize_html=False)
    if not parsed.version:
        raise no_listing(address)
    found: dict[str, Lead] = {}
    for entry in parsed.entries:
        link = find_link(entry)
        if link:
            place = join(address, link)
            published = read_date(dict.get(entry, "published_parsed"))
            # read past feedparser's own get(), which gives the day of publication for a change that is not told
            title = " ".join(str(entry.get("title", "")).split())
            modified = read_moment(dict.get(entry, "updated_parsed"))
            found.setdefault(place, Lead(place, title, published, modified))
    return list(found.values())


def make_lean(body: bytes, address: str) -> bytes:
    """The feed without what a lead does not need."""
    from lxml import etree

    root = read_tree(body, address)
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is not None and (name_of(element) in _NOT_NEEDED or not name_of(element)):
            tail = element.tail
            parent.remove(element)
            if tail and tail.strip():
                # what stood behind it belongs to what it stood in
                parent.text = (parent.text or "") + tail
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def find_link(entry: Any) -> str:
    """The address of an entry; "" where it gives none."""
    link = str(entry.get("link", "")).strip()
    if not link and str(entry.get("id", "")).startswith(("http://", "https://")):
        link = str(entry.get("id"))
    return link


def read_date(parsed: time.struct_time | None) -> PublicationDate:
    """When an entry says that it was published."""
    moment = read_moment(parsed)
    return PublicationDate(moment[:10], "day", "feed") if moment else UNKNOWN_DATE


def read_moment(parsed: time.struct_time | None) -> str:
    """A time of feedparser's, which is UTC, in ISO 8601; "" for none and for what no calendar has."""
    if parsed is None:
        return ""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        return ""
