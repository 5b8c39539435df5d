"""What web archives have of a site: the CDX interfaces of the Internet Archive and of Common Crawl.

The Internet Archive's (github.com/internetarchive/wayback, "Wayback CDX Server API") gives JSON rows, a first one with
the names of the columns, and behind an empty row a key with which one goes on. Common Crawl's (index.commoncrawl.org)
is one for each crawl, named in collinfo.json; it gives a JSON object on each line, page by page, and 404 for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import quote

from mediawatch.asking import Call
from mediawatch.errors import ListingError
from mediawatch.model import Fetched, Lead
from mediawatch.sources.source import Outside, check

INTERNET_ARCHIVE: Final = "https://web.archive.org"
COMMON_CRAWL: Final = "https://index.commoncrawl.org"
COMMON_CRAWL_DATA: Final = "https://data.commoncrawl.org"
LINES: Final = 5_000
"""Rows that are asked for at a time."""
MOST_PAGES: Final = 200
"""Answers for one site: a million addresses."""
PAGES: Final = ("text/html", "application/pdf", "application/xhtml+xml")
"""Media types of reports."""


@dataclass(frozen=True, slots=True)
class Span:
    """A site and a time."""

    domain: str
    """with all its hosts"""
    since: str
    """ISO day"""
    until: str
    """ISO day"""


def internet_archive(span: Span, fetch: Outside, base: str = "") -> Iterator[Lead]:
    """The addresses of a site that the Internet Archive has from that time, each once, with its first copy.

    Args:
        base: another archive that speaks the same.

    Raises:
        FetchError: nothing came.
        ListingError: the answer is none of a CDX server.
    """
    base = (base or INTERNET_ARCHIVE).rstrip("/")
    start = (
        f"{base}/cdx/search/cdx?url={quote(span.domain)}&matchType=domain&output=json&collapse=urlkey"
        f"&filter=statuscode:200&fl=timestamp,original,mimetype&limit={LINES}&showResumeKey=true"
        f"&from={squeeze(span.since)}&to={squeeze(span.until)}"
    )
    key = ""
    for _ in range(MOST_PAGES):
        address = f"{start}&resumeKey={quote(key)}" if key else start
        rows = read_rows(check(fetch(address, Call()), address))
        following = ""
        for number, row in enumerate(rows):
            if not row:
                following = rows[number + 1][0] if number + 1 < len(rows) and rows[number + 1] else ""
                break
            if len(row) >= 3 and row[0] != "timestamp" and row[2] in PAGES:
                yield Lead(row[1], copy=f"{base}/web/{row[0]}id_/{row[1]}")
        if not following or following == key:
            return
        key = following


def read_rows(fetched: Fetched) -> list[list[str]]:
    """The rows of an answer.

    Raises:
        ListingError: it is none.
    """
    body = fetched.body.decode("utf-8", "replace").strip()
    try:
        told = json.loads(body) if body else []
    except (ValueError, RecursionError) as error:
        raise no_index(fetched, body) from error
    if not isinstance(told, list) or not all(isinstance(row, list) for row in told):
        raise no_index(fetched, body)
    return [[str(cell) for cell in row] for row in told]


def common_crawl(span: Span, fetch: Outside, base: str = "", data: str = "") -> Iterator[Lead]:
    """The addresses of a site in the crawls of that time, the newest crawl first, each once, with its copy.

    Args:
        base: another server of the same kind, and `data`: where its files are.

    Raises:
        FetchError: nothing came.
        ListingError: the answer is none of a CDX server.
    """
    base, data = (base or COMMON_CRAWL).rstrip("/"), (data or COMMON_CRAWL_DATA).rstrip("/")
    seen: set[str] = set()
    for server in list_crawls(span, fetch, base):
        for page in range(MOST_PAGES):
            address = (
                f"{server}?url={quote('*.' + span.domain)}&output=json&filter==status:200&page={page}"
                f"&from={squeeze(span.since)}&to={squeeze(span.until)}"
            )
            fetched = fetch(address, Call())
            if fetched.status in (400, 404):
                break  # nothing of the site in this crawl, or no such page
            lines = list(read_lines(check(fetched, address)))
            for told in lines:
                place = str(told.get("url", ""))
                if place and place not in seen and told.get("mime") in PAGES:
                    seen.add(place)
                    yield Lead(place, copy=locate(told, data))
            if not lines:
                break


def list_crawls(span: Span, fetch: Outside, base: str) -> Iterator[str]:
    """The servers of the crawls that have something of that time, the newest first."""
    address = f"{base}/collinfo.json"
    fetched = check(fetch(address, Call()), address)
    try:
        crawls: Any = json.loads(fetched.body)
    except (ValueError, RecursionError) as error:
        raise no_index(fetched, fetched.body.decode("utf-8", "replace")) from error
    for crawl in crawls if isinstance(crawls, list) else ():
        if not isinstance(crawl, dict) or not crawl.get("cdx-api"):
            continue
        first, last = str(crawl.get("from", ""))[:10], str(crawl.get("to", ""))[:10]
        if (first or "0") <= span.until and (last or "9") >= span.since:
            yield str(crawl["cdx-api"])


def read_lines(fetched: Fetched) -> Iterator[Mapping[str, Any]]:
    """The objects of an answer, one on each line.

    Raises:
        ListingError: it is none.
    """
    for line in fetched.body.decode("utf-8", "replace").splitlines():
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise no_index(fetched, line) from error
        if not isinstance(told, dict):
            raise no_index(fetched, line)
        yield told


def locate(told: Mapping[str, Any], data: str) -> str:
    """Where a copy lies in the file of a crawl: its address with the range of bytes as a fragment."""
    try:
        first = int(told["offset"])
        last = first + int(told["length"]) - 1
    except (KeyError, TypeError, ValueError):
        return ""
    return f"{data}/{told.get('filename', '')}#bytes={first}-{last}"


def squeeze(day: str) -> str:
    """A day as an index writes it: 20260304."""
    return day.replace("-", "")


def no_index(fetched: Fetched, said: str) -> ListingError:
    """What to say of an answer that is none."""
    place = fetched.address.partition("?")[0]
    shown = " ".join(said.split())[:150]
    return ListingError(f"{place} did not answer as an index of an archive does: {shown}", "Try again later.")


def say_archive(copy: str) -> str:
    """Whose copy that is, in words: "the Internet Archive's copy of 2025-03-04"; "" for what is none."""
    found = _stamp_of(copy)
    if found:
        host = copy.partition("://")[2].partition("/")[0]
        whose = "the Internet Archive" if host == "web.archive.org" else host
        return f"{whose}'s copy of {found}"
    if "#bytes=" in copy:
        return "Common Crawl's copy" if copy.startswith(COMMON_CRAWL_DATA) else "an archive's copy"
    return ""


def _stamp_of(copy: str) -> str:
    """The day of a copy at an archive that shows pages under /web/TIME/ADDRESS; "" for none."""
    stamp = copy.partition("/web/")[2][:14]
    if not stamp.isdigit() or len(stamp) != 14:
        return ""
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC).date().isoformat()
    except ValueError:
        return ""
