"""Articles that stand only in a script: JSON-LD's articleBody, or the state object of a page built in the browser.

Known state objects: __NEXT_DATA__ and the flight data of Next.js (self.__next_f), __INITIAL_STATE__,
__PRELOADED_STATE__, __APOLLO_STATE__, __NUXT_DATA__, Fusion.globalContent (Arc), and scripts of type
application/json. What is looked for in them is running text, not a particular shop's field names.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from mediawatch.archive.extract.charset import storable
from mediawatch.archive.extract.jsonld import Node, article_of
from mediawatch.archive.extract.markup import cut_inside, leave_out

LEAST = 250
"""Characters of running text that make an article; a teaser or a description is shorter."""
MOST_VALUES = 60_000
MOST_STATES = 20
DEEPEST = 40
MOST_BYTES = 8_000_000

_ASSIGNED = re.compile(
    r"(?:__(?:INITIAL|PRELOADED|APOLLO)_STATE__|__INITIAL_DATA__|__NEXT_DATA__|Fusion\.globalContent|__PRELOADED_DATA__|"
    r"__STATE__|__data)[\"']?\]?\s{0,9}=\s{0,9}(?:JSON\.parse\(\s{0,9})?(?=[\[{\"'])"
)
_JSON_SCRIPT = re.compile(
    r"""<script\b[^<>]{0,1000}(?:\btype\s*=\s*["']?application/json|__NEXT_DATA__|__NUXT_DATA__)[^<>]{0,1000}>""",
    re.IGNORECASE,
)
_FLIGHT = re.compile(r"self\.__next_f\.push\(\s{0,9}(?=\[1,)")
_FLIGHT_TEXT = re.compile(rb"[0-9a-f]{1,6}:T([0-9a-f]{1,8}),")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_BLOCK_END = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|figcaption|tr|section)>|<br\s*/?>", re.IGNORECASE)
_NOT_READ = ("script", "style", "figure", "iframe")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]?(?:\s|\Z|<)")
_ANOTHER_PIECE = frozenset(
    {"headline", "headlines", "title", "url", "slug", "canonical_url", "permalink", "href"}
)
_NO_TEXT = frozenset(
    {"description", "excerpt", "teaser", "summary", "caption", "alt", "seo", "comments", "legal"}
)


@dataclass(frozen=True, slots=True)
class Scripted:
    """An article out of a script."""

    text: str
    extractor: str
    """"json-ld" or "state" """


def read_body(nodes: list[Node]) -> Scripted | None:
    """The articleBody (or text) that JSON-LD gives for the article; None where there is none to speak of."""
    article = article_of(nodes)
    value = article.get("articleBody") or article.get("text")
    if not isinstance(value, str):
        return None
    text = _plain(value)
    return Scripted(text, "json-ld") if len(text) >= LEAST else None


def read_state(text: str) -> Scripted | None:
    """The longest running text in the page's state objects; None where there is none to speak of."""
    best = ""
    for value in _values(text):
        for candidate in _candidates(value):
            if len(candidate) > len(best):
                best = candidate
    return Scripted(best, "state") if len(best) >= LEAST else None


def _values(text: str) -> Iterator[Any]:
    """The state objects of a page, parsed."""
    decoder = json.JSONDecoder(strict=False)
    for found in islice(_ASSIGNED.finditer(text), MOST_STATES):
        value = _decode(decoder, text, found.end())
        yield _decode(decoder, value, 0) if isinstance(value, str) else value
    for script in cut_inside(text, _JSON_SCRIPT, "</script"):
        yield _decode(decoder, script.strip(), 0)
    yield from _flight(decoder, text)


def _decode(decoder: json.JSONDecoder, text: str, position: int) -> Any:
    """The JSON value at a place; None for what is none (a state written as a script, not as JSON)."""
    try:
        return decoder.raw_decode(text[:MOST_BYTES] if position == 0 else text, position)[0]
    except (ValueError, RecursionError):
        return None


def _flight(decoder: json.JSONDecoder, text: str) -> Iterator[Any]:
    """The rows of Next.js's flight data: texts with a length in bytes, and JSON, one after another."""
    pieces = []
    for found in _FLIGHT.finditer(text):
        pushed = _decode(decoder, text, found.end())
        if isinstance(pushed, list) and len(pushed) > 1 and isinstance(pushed[1], str):
            pieces.append(pushed[1])
    if not pieces:
        return
    stream = "".join(pieces).encode("utf-8", "replace")
    position = 0
    while found_text := _FLIGHT_TEXT.search(stream, position):
        position = found_text.end() + int(found_text[1], 16)
        yield stream[found_text.end() : position].decode("utf-8", "replace")
    for line in "".join(pieces).split("\n"):
        start = min((at for at in (line.find("["), line.find("{")) if at >= 0), default=-1)
        if 0 <= start <= 12:
            yield _decode(decoder, line[start:], 0)


def _candidates(value: Any) -> Iterator[str]:
    """Texts that may be the article: one string, or a list of blocks that are not pieces of their own."""
    waiting = [(value, 0)]
    seen = 0
    while waiting and seen < MOST_VALUES:
        item, depth = waiting.pop()
        seen += 1
        if isinstance(item, str):
            if len(item) >= LEAST and _is_prose(item):
                yield _plain(item)
        elif isinstance(item, list) and depth < DEEPEST:
            blocks = _join(item)
            if blocks:
                yield blocks
            waiting.extend((each, depth + 1) for each in item)
        elif isinstance(item, dict) and depth < DEEPEST:
            waiting.extend((each, depth + 1) for key, each in item.items() if key.lower() not in _NO_TEXT)


def _join(items: list[Any]) -> str:
    """Blocks of one text, joined; "" for a list of other articles, or of no prose."""
    paragraphs: list[str] = []
    for item in items[:2_000]:
        if isinstance(item, dict):
            if len(_ANOTHER_PIECE & item.keys()) >= 2:
                return ""
            found = _block_text(item, 0)
        else:
            found = item if isinstance(item, str) else ""
        if found and (_is_prose(found) or paragraphs):
            paragraphs.append(_plain(found))
    prose = [each for each in paragraphs if _is_prose(each)]
    return "\n".join(paragraphs) if len(prose) >= 2 else ""


def _block_text(item: Any, depth: int) -> str:
    """The text of one block: its own, or that of its children."""
    if isinstance(item, str):
        return item
    if depth > 6:
        return ""
    if isinstance(item, list):
        return "".join(_block_text(each, depth + 1) for each in item[:200])
    if isinstance(item, dict):
        for key in ("text", "content", "html", "value", "body", "model", "blocks", "children"):
            if key in item and (found := _block_text(item[key], depth + 1)):
                return found
    return ""


def _is_prose(text: str) -> bool:
    """Whether it reads as sentences, in any script; not an address, a style, a token."""
    sample = _TAG.sub(" ", text[:4_000]).strip()
    if len(sample) < 30 or sample[0] in "{[" or not _SENTENCE_END.search(sample):
        return False
    code = sum(sample.count(mark) for mark in "{}=;_\\")
    spaced = sample.count(" ") * 16 >= len(sample)
    wide = sum("\u3040" <= each <= "\u9fff" for each in sample) * 2 >= len(sample)
    return code * 40 <= len(sample) and (spaced or wide)


def _plain(value: str) -> str:
    """Plain paragraphs of a text that may hold tags and entities."""
    if _TAG.search(value) or "&lt;p" in value:
        value = html.unescape(value) if "&lt;p" in value and "<p" not in value else value
        value = leave_out(value, _NOT_READ)
        value = html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", value)))
    elif "&" in value:
        value = html.unescape(value)
    lines = (" ".join(line.split()) for line in value.splitlines())
    return storable("\n".join(line for line in lines if line))
