"""What a page says about itself in JSON-LD (schema.org), however broken it is."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mediawatch.archive.extract.markup import cut_inside

MOST_NODES = 4_000
"""Nodes looked at on one page; the most in the 450 pages of the shared data is some hundreds."""
DEEPEST = 12
ARTICLES = frozenset({
    "NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "LiveBlogPosting", "Report",
    "SocialMediaPosting", "TechArticle", "ScholarlyArticle", "AdvertiserContentArticle", "SatiricalArticle",
    "DiscussionForumPosting", "MedicalScholarlyArticle", "PressRelease", "Review", "Recipe",
})  # fmt: skip
"""Types of schema.org that are the thing one reads."""
PAGES = frozenset(
    {"WebPage", "ItemPage", "AboutPage", "MedicalWebPage", "FAQPage", "VideoObject", "CreativeWork"}
)
"""Types that may speak for the page where no article does."""

Node = Mapping[str, Any]

_SCRIPT = re.compile(
    r"""<script\b[^<>]{0,2000}\btype\s*=\s*["']?\s*application/(?:ld\+json|settings\+json)[^<>]{0,2000}>""",
    re.IGNORECASE,
)
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*\Z"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_TAGS = re.compile(r"<[^<>]{1,200}>")


def read_nodes(text: str) -> list[Node]:
    """Every JSON-LD object of a page, in order, objects inside objects after their owners. Never raises."""
    nodes: list[Node] = []
    for script in cut_inside(text, _SCRIPT, "</script"):
        for value in _parse(script):
            nodes.extend(_walk(value, 0, MOST_NODES - len(nodes)))
    return nodes


def article_of(nodes: list[Node]) -> Node:
    """The node that speaks for the article; an empty one where none does.

    Of several articles the first with a headline wins, unless one says that it is the page's main entity:
    lists of related articles come after or inside others.
    """
    articles = [node for node in nodes if types_of(node) & ARTICLES]
    for node in articles:
        if node.get("mainEntityOfPage") and (node.get("articleBody") or node.get("datePublished")):
            return node
    for node in articles:
        if words(node.get("headline") or node.get("name")):
            return node
    return articles[0] if articles else {}


def page_of(nodes: list[Node]) -> Node:
    """The node that speaks for the page as such; an empty one where none does."""
    return next((node for node in nodes if types_of(node) & PAGES), {})


def types_of(node: Node) -> frozenset[str]:
    """The node's types without their prefixes ("schema:Article", "https://schema.org/Article" → "Article")."""
    found = node.get("@type")
    listed = found if isinstance(found, list) else [found]
    return frozenset(re.split(r"[/:#]", each)[-1] for each in listed if isinstance(each, str))


def words(value: Any) -> str:
    """The value as plain words: tags and entities resolved, white space folded; "" for what is no text."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str | dict)), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str):
        return ""
    return " ".join(html.unescape(_TAGS.sub(" ", value) if "<" in value else value).split())


def names(value: Any) -> list[str]:
    """The names of one or more persons or organisations, given as texts, objects or lists of both."""
    if isinstance(value, list):
        return [name for each in value[:50] for name in names(each)]
    found = words(value)
    return [found] if found else []


def _parse(script: str) -> Iterator[Any]:
    """The values of one script; what is broken is mended where that is safe, and else left out."""
    raw = _WRAPPING.sub("", script).strip().rstrip(";")
    if not raw:
        return
    for attempt in (raw, _TRAILING_COMMA.sub(r"\1", raw), html.unescape(raw)):
        try:
            yield json.loads(attempt, strict=False)
            return
        except (ValueError, RecursionError):
            continue
    yield from _parse_piecewise(raw)


def _parse_piecewise(raw: str) -> Iterator[Any]:
    """Several objects in one script, or a whole one before a broken one."""
    decoder = json.JSONDecoder(strict=False)
    position = raw.find("{")
    for _ in range(20):
        if position < 0:
            return
        try:
            value, position = decoder.raw_decode(raw, position)
            yield value
        except (ValueError, RecursionError):
            position += 1
        position = raw.find("{", position)


def _walk(value: Any, depth: int, left: int) -> Iterator[Node]:
    """The objects in a value, owners first, at most `left` of them."""
    if depth > DEEPEST or left <= 0:
        return
    if isinstance(value, list):
        for each in value:
            for node in _walk(each, depth + 1, left):
                yield node
                left -= 1
        return
    if isinstance(value, dict):
        if value.get("@type") is not None:
            yield value
            left -= 1
        for each in value.values():
            if isinstance(each, list | dict):
                for node in _walk(each, depth + 1, left):
                    yield node
                    left -= 1
