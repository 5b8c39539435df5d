"""A first look at a page: everything on it as plain words, at a thirtieth of what reading its article costs."""

from __future__ import annotations

from mediawatch.archive.extract import markup, sniff
from mediawatch.archive.extract.charset import decode
from mediawatch.archive.extract.page import read_plain


def glance(body: bytes, *, media_type: str = "", charset: str = "") -> str | None:
    """Every word on a web page, with a space between two; None for what is no web page, and has to be read whole to
    know."""
    if sniff.sniff(body, media_type, "") != sniff.HTML:
        return None
    return " ".join(read_plain(markup.prepare(decode(body, charset).text)).split())
