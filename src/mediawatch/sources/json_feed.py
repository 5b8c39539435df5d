"""JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from mediawatch.errors import ListingError
from mediawatch.model import UNKNOWN_DATE, Lead, PublicationDate
from mediawatch.sources.source import join


def is_json(body: bytes) -> bool:
    """Whether a body could be one."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read(body: bytes, address: str) -> list[Lead]:
    """What it lists.

    Raises:
        ListingError: it is none.
    """
    try:
        told = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ListingError(
            f"{address} is no feed: its JSON is broken.", "Check the address in a browser."
        ) from error
    if not isinstance(told, dict) or "jsonfeed.org" not in str(told.get("version", "")):
        raise ListingError(
            f"{address} is JSON, but no JSON Feed.", "Name the site's feed, sitemap or listing page."
        )
    found: dict[str, Lead] = {}
    for item in told.get("items") or []:
        if not isinstance(item, dict):
            continue
        link = str(item.get("url") or item.get("external_url") or "").strip()
        if not link and str(item.get("id", "")).startswith(("http://", "https://")):
            link = str(item["id"])
        if link:
            place = join(address, link)
            title = " ".join(str(item.get("title") or "").split())
            found.setdefault(
                place,
                Lead(
                    place,
                    title,
                    read_date(item.get("date_published")),
                    read_moment(item.get("date_modified")),
                ),
            )
    return list(found.values())


def read_moment(typed: object) -> str:
    """A time by RFC 3339 in UTC; "" for what is none."""
    try:
        moment = datetime.fromisoformat(str(typed))
    except ValueError:
        return ""
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment.tzinfo else ""


def read_date(typed: object) -> PublicationDate:
    """The day of publication."""
    moment = read_moment(typed)
    return PublicationDate(moment[:10], "day", "feed") if moment else UNKNOWN_DATE
