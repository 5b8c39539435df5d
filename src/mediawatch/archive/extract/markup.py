"""Mark-up before it is read: made safe to parse, parsed once, and cut into the parts that hold facts.

Nothing here loops over the text more than a fixed number of times, whatever it holds: pages are written by
strangers, and a search that starts again at every unclosed tag takes quadratic time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

import lxml.html
from lxml import etree

MOST_ATTRIBUTES = 300
"""On one tag. lxml and lexbor both take quadratic time in them (24,000 take 2 s, 100,000 half a minute); the
most on one tag in the 450 pages of the shared data is 79. Attributes beyond are no text and nobody's facts."""
LONG_TAG = 8_000
"""Only tags longer than this are counted: 300 attributes take about that."""

_LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{LONG_TAG},}}+>?")
_ATTRIBUTE = re.compile(r"""[^\s"'=<>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+""")
_CDATA_OR_CODE = re.compile(r"<!\[CDATA\[|<(?:script|style)\b|<!--", re.IGNORECASE)
_CLOSINGS = {
    "<script": re.compile("</script", re.IGNORECASE),
    "<style": re.compile("</style", re.IGNORECASE),
    "<!--": re.compile("-->"),
}
_SHADOW = re.compile(r"<template\b[^>]{0,200}\bshadowroot(?:mode)?\b[^>]{0,200}>", re.IGNORECASE)
_NOT_XML = "".join(map(chr, (*range(1, 9), 0x0B, *range(0x0E, 0x20), 0xFFFE, 0xFFFF)))
"""Characters that no XML document may hold (XML 1.0, section 2.2), but for form feed, which is white space."""
_SLASHED_DOCTYPE = re.compile(r"\A(\s*<!doctype[^>\n]*?)/[^>\n]*>", re.IGNORECASE)


def prepare(text: str) -> str:
    """The page with what would stop, slow or fool a parser taken out; every word of it stays.

    CDATA sections outside scripts become words (a parser of HTML takes them for comments, and XHTML pages
    have text in them), and declarative shadow roots become part of the page, as browsers show them.
    """
    for mark in _NOT_XML:
        if mark in text:
            text = text.replace(mark, "\ufffd")
    text = _SLASHED_DOCTYPE.sub(r"\1>", text, count=1)
    long = [piece for piece in text.split("<") if len(piece) > LONG_TAG]
    if any(piece.find(">", 0, LONG_TAG) < 0 for piece in long):
        text = _LONG_TAG.sub(_shorten, text)
    if "<![CDATA[" in text:
        text = _open_cdata(text)
    if "shadowroot" in text:
        text = _SHADOW.sub("<div>", text)
    return text


def parse(text: str) -> lxml.html.HtmlElement | None:
    """One tree for all who need one; None for a page that lxml cannot hold whole.

    lxml's usual parser drops what is nested deeper than 255 without a word. This one goes to 2,048, and says
    so when a page is deeper: then the caller reads it without a tree.
    """
    parser = lxml.html.HTMLParser(
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError):
        return None
    errors = parser.error_log
    if len(errors) and errors[-1].type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return None
    return tree


def cut(text: str, start: re.Pattern[str], end: str, most: int) -> Iterator[str]:
    """The stretches from each match of `start` to the next `end` (found whatever its case, and included).

    A stretch longer than `most` characters ends there. Stretches do not overlap. One pass.
    """
    position = 0
    finish = re.compile(re.escape(end), re.IGNORECASE)
    while found := start.search(text, position):
        stop = finish.search(text, found.end(), found.end() + most)
        position = stop.end() if stop else min(found.end() + most, len(text))
        yield text[found.start() : position]


def cut_inside(text: str, start: re.Pattern[str], end: str) -> Iterator[str]:
    """What stands between each match of `start` and the next `end`; an unclosed one goes to the end."""
    position = 0
    finish = re.compile(re.escape(end), re.IGNORECASE)
    while found := start.search(text, position):
        stop = finish.search(text, found.end())
        yield text[found.end() : stop.start() if stop else len(text)]
        if stop is None:
            return
        position = stop.end()


def leave_out(text: str, names: Iterable[str]) -> str:
    """The text without these elements and what is in them; one that is not closed loses its tag alone."""
    for name in names:
        opening = re.compile(rf"<{name}\b[^<>]{{0,5000}}>", re.IGNORECASE)
        closing = re.compile(f"</{name}\\s*>", re.IGNORECASE)
        out: list[str] = []
        position = 0
        while found := opening.search(text, position):
            out.append(text[position : found.start()])
            closed = closing.search(text, found.end())
            position = closed.end() if closed else found.end()
            if not closed:
                break
        text = "".join(out) + text[position:]
    return text


def places(lowered: str, stems: Iterable[str]) -> list[int]:
    """Where any of these words begins in a text in lower case, in order.

    Plain searches, one for each word: ten times as fast as one pattern of them all.
    """
    found: list[int] = []
    for stem in stems:
        at = lowered.find(stem)
        while at >= 0:
            found.append(at)
            at = lowered.find(stem, at + len(stem))
    return sorted(found)


def _shorten(found: re.Match[str]) -> str:
    tag = found.group()
    attributes = list(_ATTRIBUTE.finditer(tag, 1))
    if len(attributes) <= MOST_ATTRIBUTES:
        return tag
    return tag[: attributes[MOST_ATTRIBUTES].end()] + ">"


def _open_cdata(text: str) -> str:
    """CDATA sections outside scripts, styles and comments as plain words."""
    out: list[str] = []
    position = 0
    while found := _CDATA_OR_CODE.search(text, position):
        out.append(text[position : found.start()])
        opening = found.group()
        if opening.startswith("<!["):
            stop = text.find("]]>", found.end())
            stop = len(text) if stop < 0 else stop
            out.append(html.escape(text[found.end() : stop], quote=False))
            position = min(stop + 3, len(text))
            continue
        closed = _CLOSINGS[opening.lower()].search(text, found.end())
        stop = closed.end() if closed else len(text)
        out.append(text[found.start() : stop])
        position = stop
    out.append(text[position:])
    return "".join(out)
