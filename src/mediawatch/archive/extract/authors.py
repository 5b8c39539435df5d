"""Who wrote it: JSON-LD, then meta tags, then the byline."""

from __future__ import annotations

import re

from mediawatch.archive.extract.bylines import find_byline
from mediawatch.archive.extract.head import Head
from mediawatch.archive.extract.jsonld import Node, names

MOST = 20
LONGEST = 120
"""Characters of one name; what is longer is a sentence about the author."""

_BY = re.compile(
    r"\A(?:by|von|par|por|di|da|door|av|af|text|autor(?:in)?|author|written by)\b:?\s+", re.IGNORECASE
)
_SIGN = re.compile(r"\s*\([^()]{1,8}\)\Z")
"""The letters by which a writer signs, behind the name: "Corina Gall (cog.)"."""
_BETWEEN = re.compile(r"\s*[;|/]\s*|\s*,\s+|\s+(?:and|und|et|y|e|og|och|en|&)\s+(?=[A-ZÀ-ÞØ-Ž])")
_ADDRESS = re.compile(r"https?:|www\.|\A@|facebook\.com|twitter\.com|\.(?:com|de|org|net)\Z")
_NOBODY = frozenset({
    "admin", "administrator", "editor", "redaktion", "unknown", "null", "none", "undefined", "name", "staff",
})  # fmt: skip


def find_authors(article: Node, head: Head, outlet: str, text: str) -> tuple[str, ...]:
    """The authors' names in the order of the page; empty where it names nobody. `text` is the page without code."""
    found = _clean(names(article.get("author") or article.get("creator")))
    if not found:
        declared = head.all(
            "author", "byl", "dc.creator", "parsely-author", "sailthru.author", "citation_author"
        )
        found = _without_outlet(_clean(list(declared or head.all("article:author"))), outlet)
    if not found or all(_letters(name) == _letters(outlet) for name in found):
        found = _clean([find_byline(text)]) or found
    return tuple(found[:MOST])


def _clean(written: list[str]) -> list[str]:
    """Names without "by", split where several stand in one, each once."""
    found: dict[str, str] = {}
    for each in written:
        if _ADDRESS.search(each):
            continue
        for name in _BETWEEN.split(each[:1_000]):
            name = _SIGN.sub("", _BY.sub("", " ".join(name.split()))).strip(" .,:;|–-")
            if 1 < len(name) <= LONGEST and name.casefold() not in _NOBODY:
                found.setdefault(name.casefold(), name)
    return list(found.values())


def _without_outlet(found: list[str], outlet: str) -> list[str]:
    """Persons only, where there are persons beside the outlet's own name."""
    persons = [name for name in found if name.casefold() != outlet.casefold()]
    return persons or found


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
