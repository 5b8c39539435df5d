"""The feed of answers (Atom, RFC 4287) and the sitemap (sitemaps.org); both need to know where the site will stand."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.page import escape
from mediawatch.exporters.site.content import PublicSite
from mediawatch.exporters.site.frame import name_path
from mediawatch.exporters.site.pages import name_answer
from mediawatch.exporters.story import one_line

NEWEST = 100
"""Answers in the feed; the site has them all."""


def write_feed(site: PublicSite) -> str:
    """The newest answers, those that are no longer current too: a reader that has one learns of it."""
    zone = find_zone(site.timezone)
    newest = site.answers[:NEWEST]
    updated = max((say_moment(answer.published_on, zone) for answer in newest), default=site.made_at)
    entries = "".join(
        f"<entry>\n<id>{permanent_name(site, f'b{answer.number}')}</id>\n"
        f"<title>{escape(name_answer(answer))}</title>\n"
        f'<link rel="alternate" type="text/html" href="{escape(site.address)}answers/{answer.number}.html"/>\n'
        f"<published>{say_moment(answer.published_on, zone)}</published>\n"
        f"<updated>{say_moment(answer.published_on, zone)}</updated>\n"
        f'<content type="text">{escape(answer.text)}</content>\n</entry>\n'
        for answer in newest
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{permanent_name(site, 'answers')}</id>\n"
        f"<title>{escape(one_line(site.organisation))}: our answers</title>\n<updated>{updated}</updated>\n"
        f"<author><name>{escape(one_line(site.organisation))}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{escape(site.address)}feed.xml"/>\n'
        f'<link rel="alternate" type="text/html" href="{escape(site.address)}"/>\n{entries}</feed>\n'
    )


def permanent_name(site: PublicSite, ref: str) -> str:
    """A name that stays when the site moves (RFC 4287, 4.2.6; RFC 4122, 4.3)."""
    return uuid.uuid5(uuid.UUID(site.record), ref).urn


def say_moment(day: str, zone: ZoneInfo) -> str:
    """The first moment of a day on the record's clocks, in UTC: no more is known of when an answer went out."""
    return datetime.fromisoformat(day).replace(tzinfo=zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write_sitemap(site: PublicSite, paths: list[str]) -> str:
    """Every page."""
    places = "".join(f"<url><loc>{escape(site.address + name_path(path))}</loc></url>\n" for path in paths)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{places}</urlset>\n"
    )
