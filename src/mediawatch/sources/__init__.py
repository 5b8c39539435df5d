"""Watched places and what they list. A kind of place is one function in one file and one line in READERS.

    leads(source, fetch) -> Iterator[Lead]

It asks `fetch` for addresses, and raises FetchError where nothing came and ListingError for what is no listing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mediawatch.model import Fetched, Lead
from mediawatch.sources import feed, listing, sitemap
from mediawatch.sources.source import Source

READERS: Mapping[str, Callable[[Source, Callable[[str], Fetched]], Iterator[Lead]]] = {
    "feed": feed.leads,
    "sitemap": sitemap.leads,
    "listing": listing.leads,
}
"""How each kind of source is read."""
