"""Listing pages: a section of a newspaper, a page of search results, a blog without a feed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from mediawatch.errors import FetchError, ListingError
from mediawatch.model import Fetched, Lead
from mediawatch.sources.source import Source, ask, join

MOST_PAGES: Final = 5
"""Pages of one listing that are read: what lies deeper was listed on an earlier day, or belongs to a backfill."""
LEAST_WORDS: Final = 4
"""Words of a link that is taken for a headline."""
_YEAR: Final = re.compile(r"/(19|20)\d\d[/-]")
_LONG_SLUG: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+){2,}", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"\d{5,}")
_ASIDE: Final = ("nav", "footer", "header", "aside", "form")
"""Elements whose links lead about the site."""
_NOT_ARTICLES: Final = re.compile(
    r"/(tag|tags|category|author|authors|topic|topics|login|signin|subscribe|account|contact|about|privacy|terms)(/|$)",
    re.IGNORECASE,
)


def leads(source: Source, fetch: Callable[[str], Fetched]) -> Iterator[Lead]:
    """What a listing links to, page by page as it links to its next, each address once.

    Raises:
        FetchError: its first page did not come.
        ListingError: it is no page, the selector is none or fits nothing, or no link looks like an article.
    """
    seen: set[str] = set()
    asked: set[str] = set()
    address = source.address
    for number in range(MOST_PAGES):
        asked.add(address)
        try:
            fetched = ask(fetch, address)
            found, following = read(fetched, source.selector)
        except (FetchError, ListingError):
            if number:
                return  # there is no further page; what the first ones list is whole
            raise
        new = [lead for lead in found if lead.address not in seen]
        seen.update(lead.address for lead in new)
        yield from new
        if not new or not following or following in asked:
            return
        address = following


def read(fetched: Fetched, selector: str) -> tuple[list[Lead], str]:
    """What one page lists, and the address of the next; "" where it names none.

    Raises:
        ListingError: see leads().
    """
    from bs4 import BeautifulSoup

    address = fetched.final_address or fetched.address
    kind = fetched.header("content-type").partition(";")[0].strip().lower()
    if kind not in ("", "text/html", "application/xhtml+xml"):
        raise ListingError(f"{address} is no page: it is {kind}.", "Name the page that lists the articles.")
    soup = BeautifulSoup(fetched.body, "lxml")
    base = find_base(soup, address)
    chosen = choose(soup, selector, address) if selector else detect(soup, base)
    found: dict[str, Lead] = {}
    for link in chosen:
        place = make_absolute(base, str(link.get("href") or ""))
        if place and place != address:
            found.setdefault(place, Lead(place, " ".join(link.get_text(" ").split())[:300]))
    if not found:
        raise ListingError(
            f"{address} lists nothing: "
            + (
                f"the selector {selector!r} finds no link there."
                if selector
                else "no link looks like an article."
            ),
            "Say with --selector which links are meant, as in --selector 'h3 a'.",
        )
    return list(found.values()), find_following(soup, base)


def choose(soup: Any, selector: str, address: str) -> list[Any]:
    """The links that a selector means: elements that it finds, or the first link in each.

    Raises:
        ListingError: it is no CSS selector.
    """
    from soupsieve import SelectorSyntaxError

    try:
        found = soup.select(selector)
    except SelectorSyntaxError as error:
        raise ListingError(
            f"{selector!r} is no CSS selector.", "Write one such as 'h3 a' or 'article a'."
        ) from error
    links = (each if each.name == "a" else each.find("a", href=True) for each in found)
    return [link for link in links if link is not None and link.get("href")]


def detect(soup: Any, base: str) -> list[Any]:
    """Links that look like articles: within the site, outside its navigation, with a headline or an address as
    articles have one. Where most of them share the first part of their path, the others are left out."""
    host = urlsplit(base).hostname or ""
    likely = []
    for link in soup.find_all("a", href=True):
        if link.find_parent(_ASIDE) is not None:
            continue
        place = make_absolute(base, str(link["href"]))
        parts = urlsplit(place)
        if not place or not is_of_site(parts.hostname or "", host) or _NOT_ARTICLES.search(parts.path):
            continue
        words = len(link.get_text(" ").split())
        slug = bool(
            _LONG_SLUG.search(parts.path.rsplit("/", 1)[-1]) or _LONG_SLUG.search(parts.path.rstrip("/"))
        )
        marked = bool(_YEAR.search(parts.path) or _NUMBERED.search(parts.path))
        if (words >= LEAST_WORDS and (slug or marked or parts.query)) or (slug and marked):
            likely.append((link, parts.path.split("/")[1] if "/" in parts.path[1:] else ""))
    counted = Counter(first for _, first in likely)
    if counted:
        first, number = counted.most_common(1)[0]
        if first and number >= 5 and number >= 0.7 * len(likely):
            return [link for link, each in likely if each == first]
    return [link for link, _ in likely]


def is_of_site(host: str, site: str) -> bool:
    """Whether a host is the site's, www. aside."""
    return bool(host) and host.removeprefix("www.") == site.removeprefix("www.")


def find_base(soup: Any, address: str) -> str:
    """What links are relative to (HTML, "The base element")."""
    base = soup.find("base", href=True)
    return join(address, str(base["href"])) if base is not None else address


def find_following(soup: Any, base: str) -> str:
    """The address of the next page: rel=next, which pages and their heads have (HTML, "Link types")."""
    for link in soup.find_all(("a", "link"), href=True):
        rel = link.get("rel") or []
        if "next" in [str(each).lower() for each in (rel if isinstance(rel, list) else [rel])]:
            place = make_absolute(base, str(link["href"]))
            # a next page elsewhere is somebody else's
            return place if is_of_site(urlsplit(place).hostname or "", urlsplit(base).hostname or "") else ""
    return ""


def make_absolute(base: str, link: str) -> str:
    """The address that a link means, without its fragment; "" for what leads to no page."""
    try:
        place = urljoin(base, link.strip()).partition("#")[0]
        parts = urlsplit(place)
    except ValueError:
        return ""
    return place if parts.scheme in ("http", "https") and parts.hostname else ""
