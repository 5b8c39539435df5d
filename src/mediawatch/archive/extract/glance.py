"""A first look at a page: everything on it as plain text, at a thirtieth of what reading its article costs."""

from __future__ import annotations

from mediawatch.archive.extract import markup, sniff
from mediawatch.archive.extract.charset import decode
from mediawatch.archive.extract.page import read_page


def glance(body: bytes, *, media_type: str = "", charset: str = "") -> str | None:
    """The text of everything on a web page; None for what is no web page, and has to be read whole to know."""
    if sniff.sniff(body, media_type, "") != sniff.HTML:
        return None
    return read_page(markup.prepare(decode(body, charset).text))
