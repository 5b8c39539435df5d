"""What every page of a public site has: head, style, a way back, and who made it when. No script, nothing fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from mediawatch.exporters.moments import find_zone, say_time
from mediawatch.exporters.page import escape, make_policy, read_house_style
from mediawatch.exporters.site.content import PublicSite
from mediawatch.exporters.story import one_line
from mediawatch.visible import UNSEEN

ROOM = "mediawatch.exporters.site"


def read_style() -> str:
    """The style of the exports, and what a site adds to it."""
    return read_house_style() + (resources.files(ROOM) / "site.css").read_text(encoding="utf-8")


def set_page(
    site: PublicSite,
    path: str,
    title: str,
    body: str,
    *,
    description: str,
    data: Mapping[str, Any] | None = None,
    kind: str = "website",
) -> str:
    """A whole page.

    Args:
        path: where it will stand below the site's root, as in claims/7.html.
        body: HTML that is safe already.
        description: one sentence, for search engines and for who shares the page.
        data: schema.org in JSON-LD.
        kind: what it is for Open Graph: website or article (ogp.me, "Object Types").
    """
    style = read_style()
    policy = make_policy(style)
    up = "../" * path.count("/")
    shown = f"{title} – {site.organisation}" if title != site.organisation else title
    head = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(one_line(shown))}</title>",
        f'<meta name="description" content="{escape(one_line(description))}">',
        f'<meta property="og:title" content="{escape(one_line(title))}">',
        f'<meta property="og:description" content="{escape(one_line(description))}">',
        f'<meta property="og:site_name" content="{escape(one_line(site.organisation))}">',
        f'<meta property="og:type" content="{kind}">',
    ]
    if site.address:
        address = escape(site.address + name_path(path))
        head += [
            f'<meta property="og:url" content="{address}">',
            f'<link rel="canonical" href="{address}">',
            f'<link rel="alternate" type="application/atom+xml" title="Answers" href="{up}feed.xml">',
        ]
    if data is not None:
        head.append(f'<script type="application/ld+json">{write_data(data)}</script>')
    made = say_time(site.made_at, find_zone(site.timezone))
    return "\n".join(
        [
            *head,
            f"<style>{style}</style>\n</head>\n<body>",
            f'<nav aria-label="Site"><a href="{up}index.html">{escape(one_line(site.organisation))}: our answers</a> '
            f'<a href="{up}timeline.html">Timeline</a> <a href="{up}outlets/index.html">Outlets</a></nav>',
            f"<main>\n{body}</main>",
            f"<footer><p>Published by {escape(one_line(site.organisation))}. Made on {escape(made)} from our record of "
            "what was claimed about us. Quotations are word for word; follow their links for the whole.</p></footer>",
            "</body>\n</html>\n",
        ]
    )


def name_path(path: str) -> str:
    """The path as a browser asks for it: the front page by its folder."""
    return path.removesuffix("index.html")


def write_data(data: Mapping[str, Any]) -> str:
    """JSON for a place inside a page: no character that could end the element (HTML, "Restrictions for contents of
    script elements")."""
    made = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub(
        f"[<>&]|{UNSEEN.pattern}",
        lambda found: (
            json.dumps(found.group())[1:-1] if found.group() not in "<>&" else f"\\u{ord(found.group()):04x}"
        ),
        made,
    )
