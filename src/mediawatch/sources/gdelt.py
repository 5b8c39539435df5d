"""GDELT's DOC 2.0 interface: news of the last three months from all over the world, by a query.

It has no pages (blog.gdeltproject.org, "GDELT DOC 2.0 API Debuts!"): at most 250 articles come, the newest first, and
what is older is asked for by an end of the time. What it does not understand it answers with a sentence and status 200;
whoever asks more than once in five seconds gets 429.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlsplit

from mediawatch.asking import Call
from mediawatch.errors import InputError, ListingError
from mediawatch.model import UNKNOWN_DATE, Fetched, Lead, PublicationDate
from mediawatch.sources.source import Outside, Source, check

ENDPOINT: Final = "https://api.gdeltproject.org/api/v2/doc/doc"
PAUSE: Final = 5.5
"""Seconds between two requests; it refuses more than one in five."""
MOST: Final = 250
"""Articles that one answer has at most."""
MOST_PAGES: Final = 4
"""Answers that are asked for in one read."""
KEPT: Final = timedelta(days=85)
"""Its three months, less some days."""
FIRST_SPAN: Final = "7d"
"""What is asked for when a query is read for the first time."""


def make_address(words: str, endpoint: str = ENDPOINT) -> str:
    """The address under which a query is watched."""
    return f"{endpoint}?query={quote(words.strip())}"


def leads(source: Source, fetch: Outside) -> Iterator[Lead]:
    """The articles that a query finds, the newest first, each address once.

    Raises:
        InputError: the address has no query.
        FetchError: nothing came.
        ListingError: GDELT does not take the query.
    """
    parts = urlsplit(source.address)
    query = " ".join(parse_qs(parts.query).get("query", []))
    if not query.strip():
        raise InputError(
            f"{source.address} has no query.", 'Say what to look for: --query "Northgate Food Bank".'
        )
    start = f"{parts.scheme}://{parts.netloc}{parts.path}?query={quote(query)}&mode=artlist&format=json"
    start += f"&maxrecords={MOST}&sort=datedesc"
    begin = find_beginning(source.since)
    seen: set[str] = set()
    end = ""
    for _ in range(MOST_PAGES):
        span = f"&startdatetime={begin}" if begin else "" if end else f"&timespan={FIRST_SPAN}"
        address = f"{start}{span}{f'&enddatetime={end}' if end else ''}"
        articles = read(check(fetch(address, Call()), address))
        oldest = ""
        for lead, seen_at in articles:
            oldest = min(oldest or seen_at, seen_at)
            if lead.address not in seen:
                seen.add(lead.address)
                yield lead
        if len(articles) < MOST or not oldest or oldest == end:
            return
        end = oldest


def find_beginning(since: str) -> str:
    """From when on articles are asked for, as GDELT writes it; "" where nothing was read in the months that it keeps.

    An hour before the last read: what was published then may have been seen after it.
    """
    if not since:
        return ""
    moment = datetime.fromisoformat(since) - timedelta(hours=1)
    return f"{moment:%Y%m%d%H%M%S}" if datetime.now(UTC) - moment < KEPT else ""


def read(fetched: Fetched) -> list[tuple[Lead, str]]:
    """What one answer lists, with the time at which GDELT saw each.

    Raises:
        ListingError: it is no list of articles.
    """
    body = fetched.body.decode("utf-8", "replace").strip()
    if not body:
        return []
    try:
        # control characters stand in titles as they are
        told: Any = json.loads(body, strict=False)
    except (ValueError, RecursionError) as error:
        said = " ".join(re.sub(r"<[^>]*>", " ", body).split())[:200]
        raise ListingError(
            f"GDELT does not take the query: {said}",
            "Put names of several words in quotation marks; a word of three letters or fewer is too short.",
        ) from error
    articles = told.get("articles", []) if isinstance(told, dict) else []
    found = []
    for article in articles if isinstance(articles, list) else []:
        address = str(article.get("url", "")).strip() if isinstance(article, dict) else ""
        if address:
            title = " ".join(str(article.get("title", "")).split())
            seen_at = re.sub(r"\D", "", str(article.get("seendate", "")))[:14]
            found.append((Lead(address, title, read_day(seen_at)), seen_at))
    return found


def read_day(seen_at: str) -> PublicationDate:
    """The day on which GDELT saw an article: that of its publication or one soon after, so it is a guess."""
    try:
        day = datetime.strptime(seen_at[:8], "%Y%m%d").replace(tzinfo=UTC).date().isoformat()
    except ValueError:
        return UNKNOWN_DATE
    return PublicationDate(day, "day", "feed", certain=False)
