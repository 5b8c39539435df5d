"""Where the words of a text lead: the links of a page, found again in its article text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import etree

from mediawatch.model import Link

if TYPE_CHECKING:
    import lxml.html

AROUND = 24
"""Characters before and after a link's words that must stand round them in the text too. Without them "News" in
the navigation would be found in the article."""
MOST = 2_000
MOST_CHARACTERS = 3_000_000
"""Of blocks with links, read on one page: blocks may lie in blocks a thousand deep."""
LONGEST_ADDRESS = 4_000
MOST_PLACES = 40
NEAR_ANCESTORS = 6
"""Elements above a link that are looked at for its block and for navigation."""

_BLOCKS = frozenset({
    "p", "li", "td", "th", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "dd", "dt",
    "section", "article", "main", "aside", "header", "footer", "nav", "body", "summary", "pre", "caption", "ul", "ol",
})  # fmt: skip
_RUN = re.compile(r"\s+")
_RUNS = re.compile(r"\s\s|\s\Z")


Anchor = tuple["lxml.html.HtmlElement", str]
"""A link of a page and its words, white space folded."""


def anchors_of(tree: lxml.html.HtmlElement) -> list[Anchor]:
    """The links of a page that have words, in order, at most MOST."""
    linking = (
        (link, " ".join("".join(link.itertext()).split())) for link in tree.iter("a") if link.get("href")
    )
    return list(islice(((link, label) for link, label in linking if label), MOST))


def find_links(anchors: Sequence[Anchor], text: str, address: str, base: str) -> tuple[Link, ...]:
    """The links of the page whose words stand in the text, in order, with absolute http and https addresses.

    Best effort: a link is left out when its words do not stand in the text with the same words beside them.
    """
    whole = " ".join(text.split())
    anchors = [(link, label) for link, label in anchors if label in whole]
    if not anchors:
        return ()
    flat, offsets = _flatten(text)
    root = urljoin(address, base) if base else address
    linking: dict[lxml.html.HtmlElement, dict[lxml.html.HtmlElement, str]] = {}
    for link, _ in anchors:
        block = _block_of(link)
        target = _target(link.get("href") or "", root) if block is not None else ""
        if block is not None and target:
            linking.setdefault(block, {})[link] = target
    found: dict[tuple[int, int], Link] = {}
    position = walked = 0
    for block, targets in linking.items():
        words, spans = _read_block(block, targets)
        walked += len(words)
        if walked > MOST_CHARACTERS:
            break
        if words[:AROUND] not in flat and words[-AROUND:] not in flat:
            continue
        for start, end, target in spans:
            left = words[max(0, start - AROUND) : start]
            needle = left + words[start : end + AROUND]
            at = flat.find(needle, position)
            at = flat.find(needle) if at < 0 else at
            if end - start == len(words):
                # Nothing stands beside it, as in navigation: it counts only as a paragraph of its own.
                at = _own_line(flat, offsets, text, needle)
            if at >= 0:
                first, last = at + len(left), at + len(left) + end - start
                position = last
                found.setdefault((first, last), Link(offsets[first], offsets[last - 1] + 1, target))
    return tuple(found[place] for place in sorted(found))


def _own_line(flat: str, offsets: Sequence[int], text: str, words: str) -> int:
    """Where the words stand as a whole line of the text, perhaps as an item of a list; -1 for nowhere."""
    at = flat.find(words)
    for _ in range(MOST_PLACES):
        if at < 0:
            break
        start, end = offsets[at], offsets[at + len(words) - 1] + 1
        before, after = (
            text[max(0, start - 40) : start].rpartition("\n")[2],
            text[end : end + 40].partition("\n")[0],
        )
        if not before.strip(" \t-•*") and not after.strip():
            return at
        at = flat.find(words, at + 1)
    return -1


def _read_block(
    block: lxml.html.HtmlElement, targets: dict[lxml.html.HtmlElement, str]
) -> tuple[str, list[tuple[int, int, str]]]:
    """The words of a block, and for each of its links where its words stand in them and where it leads."""
    pieces: list[str] = []
    length = 0
    begun: dict[lxml.html.HtmlElement, int] = {}
    spans: list[tuple[int, int, str]] = []
    for event, element in etree.iterwalk(block, events=("start", "end")):
        if event == "start" and element in targets:
            begun[element] = length
        if event == "end" and element in begun:
            spans.append((begun[element], length, targets[element]))
        piece = (element.text if event == "start" else element.tail if element is not block else "") or ""
        if isinstance(element.tag, str) or event == "end":
            pieces.append(piece)
            length += len(piece)
    words, offsets = _flatten("".join(pieces))
    placed = (
        (bisect_left(offsets, start), bisect_left(offsets, end), target) for start, end, target in spans
    )
    trimmed = ((start + (words[start : start + 1] == " "), end, target) for start, end, target in placed)
    return words, [
        (start, end - (words[end - 1 : end] == " "), target) for start, end, target in trimmed if end > start
    ]


def _flatten(text: str) -> tuple[str, Sequence[int]]:
    """The text with each run of white space as one space, and where each of its characters stood."""
    if not text[:1].isspace() and not _RUNS.search(text):
        return _RUN.sub(" ", text), range(len(text))
    flat: list[str] = []
    offsets: list[int] = []
    for run in re.finditer(r"\S+", text):
        if flat:
            flat.append(" ")
            offsets.append(run.start() - 1)
        flat.append(run.group())
        offsets.extend(range(*run.span()))
    return "".join(flat), offsets


def _block_of(link: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """The block round a link; None for a link in navigation or a footer."""
    block = None
    for ancestor in islice(link.iterancestors(), NEAR_ANCESTORS):
        if ancestor.tag in ("nav", "footer"):
            return None
        if block is None and ancestor.tag in _BLOCKS:
            block = ancestor
    return block


def _target(href: str, root: str) -> str:
    """The absolute address of a link on the web; "" for any other."""
    href = "".join(href.split())
    if not href or href[0] == "#" or len(href) > LONGEST_ADDRESS:
        return ""
    try:
        whole = urljoin(root, href)
        parts = urlsplit(whole)
        return whole if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""
