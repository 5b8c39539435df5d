"""Watched places and what they list. A kind of place is one function in one file and one line in READERS.

    leads(source, fetch) -> Iterator[Lead]

It asks `fetch` for addresses (source.Outside), and raises FetchError where nothing came and ListingError for what is
no listing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mediawatch.model import Lead
from mediawatch.sources import bluesky, feed, gdelt, listing, mails, sitemap
from mediawatch.sources.source import Outside, Source

READERS: Mapping[str, Callable[[Source, Outside], Iterator[Lead]]] = {
    "feed": feed.leads,
    "sitemap": sitemap.leads,
    "listing": listing.leads,
    "mails": mails.leads,
    "gdelt": gdelt.leads,
    "bluesky": bluesky.leads,
}
"""How each kind of source is read."""

QUERIES: Mapping[str, Callable[[str], str]] = {"gdelt": gdelt.make_address, "bluesky": bluesky.make_address}
"""Kinds that look for words, and the address under which words are watched."""

BY_TIME = ("mails", "gdelt", "bluesky")
"""Kinds that list what came since they were read last, and so mostly nothing."""

KEYS: Mapping[str, str] = {"bluesky": "bluesky"}
"""Kinds that need a key, and what it is called in the environment and the keyring."""
