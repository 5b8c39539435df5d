"""Sources as OPML 2.0 (opml.org/spec2.opml), for any feed reader; what is no feed is a link with its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TextIO
from xml.sax.saxutils import quoteattr

from mediawatch.exporters.story import one_line
from mediawatch.visible import make_visible

KIND = "/mediawatch/"
"""Held against sources.lists.CATEGORY by a test."""


def write(title: str, sources: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    """Write sources to `out`, one outline each; gives their number.

    Args:
        sources: with kind, address and title.
    """
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n')
    out.write(f"  <head>\n    <title>{attribute(title)[1:-1]}</title>\n  </head>\n  <body>\n")
    number = 0
    for source in sources:
        number += 1
        name = attribute(source["title"] or source["address"])
        place = attribute(source["address"])
        what = (
            f'type="rss" xmlUrl={place}'
            if source["kind"] == "feed"
            else f'type="link" url={place} category="{KIND}{source["kind"]}"'
        )
        out.write(f"    <outline text={name} title={name} {what}/>\n")
    out.write("  </body>\n</opml>\n")
    return number


def attribute(text: str) -> str:
    """A text in quotation marks for XML, in one line, with nothing that XML cannot hold."""
    return quoteattr(one_line(make_visible(str(text))), {'"': "&quot;"})
