"""Bluesky: posts that a search finds, and the pages that they link to. Only whoever is signed in gets an answer.

The methods of the AT Protocol are `com.atproto.server.createSession` and `app.bsky.feed.searchPosts` (docs.bsky.app):
100 posts at a time, the newest first, with a cursor to what is older; errors are JSON with `error` and `message`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlsplit

from mediawatch.asking import Call
from mediawatch.errors import HTTPStatus, InputError, ListingError
from mediawatch.model import UNKNOWN_DATE, Fetched, Lead, PublicationDate
from mediawatch.sources.json_feed import read_moment
from mediawatch.sources.source import Outside, Source

ENDPOINT: Final = "https://bsky.social/xrpc/app.bsky.feed.searchPosts"
SITE: Final = "https://bsky.app"
"""Where people read posts."""
MOST: Final = 100
MOST_PAGES: Final = 5
SIGN_IN: Final = (
    "Make an app password (Bluesky, Settings, Privacy and security) and keep it as name:password."
)


def make_address(words: str, endpoint: str = ENDPOINT) -> str:
    """The address under which a search is watched."""
    return f"{endpoint}?q={quote(words.strip())}"


def leads(source: Source, fetch: Outside) -> Iterator[Lead]:
    """The posts that a search finds, the newest first, and what each links to; each address once.

    Raises:
        InputError: the address has no query, or nobody is signed in.
        FetchError: nothing came, or the sign-in was refused.
        ListingError: the answer is none of Bluesky's.
    """
    parts = urlsplit(source.address)
    query = " ".join(parse_qs(parts.query).get("q", []))
    if not query.strip():
        raise InputError(
            f"{source.address} has no query.", 'Say what to look for: --query "Northgate Food Bank".'
        )
    service = f"{parts.scheme}://{parts.netloc}"
    token = sign_in(service, source.key, fetch)
    since = f"&since={quote(source.since.replace('+00:00', 'Z'))}" if source.since else ""
    seen: set[str] = set()
    cursor = ""
    for _ in range(MOST_PAGES):
        address = f"{service}{parts.path}?q={quote(query)}&sort=latest&limit={MOST}{since}"
        address += f"&cursor={quote(cursor)}" if cursor else ""
        told = read(fetch(address, Call(token)), address)
        posts = told.get("posts")
        if not isinstance(posts, list):
            raise ListingError(f"{service} answered without posts.", "Check the address of the source.")
        for post in posts:
            for lead in read_post(post) if isinstance(post, dict) else ():
                if lead.address not in seen:
                    seen.add(lead.address)
                    yield lead
        cursor = str(told.get("cursor") or "")
        if not cursor or not posts:
            return


def sign_in(service: str, key: str, fetch: Outside) -> str:
    """The token of a session.

    Raises:
        InputError: there is no name and password.
        HTTPStatus: the service does not know them.
    """
    name, _, password = key.partition(":")
    if not name or not password:
        raise InputError("Bluesky answers only whoever is signed in.", f"{SIGN_IN} (MEDIAWATCH_BLUESKY)")
    address = f"{service}/xrpc/com.atproto.server.createSession"
    told = read(fetch(address, Call(json=json.dumps({"identifier": name, "password": password}))), address)
    token = told.get("accessJwt")
    if not isinstance(token, str) or not token:
        raise ListingError(f"{service} gave no session.", "Check the address of the source.")
    return token


def read(fetched: Fetched, address: str) -> Mapping[str, Any]:
    """The answer of a method.

    Raises:
        HTTPStatus: an error, with what the service says of it.
        ListingError: no JSON.
    """
    try:
        told = json.loads(fetched.body)
    except (ValueError, RecursionError):
        told = None
    place = address.partition("?")[0]
    if fetched.status >= 400:
        said = str(told.get("message") or told.get("error") or "")[:200] if isinstance(told, dict) else ""
        advice = SIGN_IN if fetched.status == 401 else "Try again in a while."
        raise HTTPStatus(
            f"{place} answered {fetched.status}{': ' + said if said else ''}.", advice, place, fetched.status
        )
    if not isinstance(told, dict) or not fetched.complete:
        raise ListingError(f"{place} did not answer as Bluesky does.", "Check the address of the source.")
    return told


def read_post(post: Mapping[str, Any]) -> Iterator[Lead]:
    """A post's own page, then what it links to in its words and in its card."""
    record = post.get("record")
    author = post.get("author")
    if not isinstance(record, dict) or not isinstance(author, dict):
        return
    moment = read_moment(record.get("createdAt"))
    day = PublicationDate(moment[:10], "day", "feed") if moment else UNKNOWN_DATE
    key = str(post.get("uri", "")).rpartition("/")[2]
    who = str(author.get("handle") or author.get("did") or "")
    words = " ".join(str(record.get("text") or "").split())
    if key and who:
        yield Lead(f"{SITE}/profile/{quote(who)}/post/{quote(key)}", f"{who}: {words}"[:300], day)
    for link in read_links(record):
        # a page that is linked to was published some other day
        yield Lead(link)


def read_links(record: Mapping[str, Any]) -> Iterator[str]:
    """The addresses in a post (app.bsky.richtext.facet#link) and in its card (app.bsky.embed.external)."""
    for facet in record.get("facets") or ():
        for feature in (facet.get("features") or ()) if isinstance(facet, dict) else ():
            if isinstance(feature, dict) and str(feature.get("$type", "")).endswith("#link"):
                yield str(feature.get("uri", ""))
    embed = record.get("embed")
    for held in (embed, embed.get("media") if isinstance(embed, dict) else None):
        external = held.get("external") if isinstance(held, dict) else None
        if isinstance(external, dict) and external.get("uri"):
            yield str(external["uri"])
