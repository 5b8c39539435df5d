"""The author out of a page's byline, where neither JSON-LD nor meta tags name one.

Elements are found by the marks that sites put on bylines, cut out, and read alone: searching the whole tree for
them, as trafilatura does, took 10 ms a page and was right as often.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup, Tag

from mediawatch.archive.extract.markup import places

MOST = 24
"""Marked elements that are looked at."""
LONGEST = 1_500
"""Characters of mark-up of one byline."""

_MARKS = (
    "author",
    "byline",
    '"byl"',
    "writer",
    "journalist",
    "posted-by",
    "submitted-by",
    "screenname",
    "username",
    "vcard",
)
_OPENING = re.compile(
    r"<(?!meta|link|body|html|article|main|input|script|style|img|form|textarea|button|label|iframe|svg)(\w{1,12})\b"
)
_ATTRIBUTE = re.compile(r"""\b(rel|itemprop|class|id|data-testid|data-component)\s*=\s*["']?([^"'<>]*)\Z""")
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|avatar|social|share|follow|image|img|photo|box-title|widget|footer|reply|bio\b"
)
_LEAD = re.compile(
    r"\A(?:(?:erstellt|eingestellt|geschrieben|verfasst|posted|written|published|gepostet|veröffentlicht)\s)?"
    r"(?:by|von|vom|par|por|di|door|av|text|autor(?:in)?|author|redaktion|foto)\b\s*:?\s*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[*@:!?(){}\[\]/\\<>]|\d|https?|\.(?:com|de|org|net)\b", re.IGNORECASE)
_NO_NAMES = frozenset({
    "name", "email", "author", "authors", "autor", "autoren", "admin", "administrator", "redaktion", "comments",
    "alle artikel",
    "about", "contact", "sagt", "says", "more", "mehr", "share", "follow", "website", "unknown", "profile", "posts",
})  # fmt: skip


def find_byline(text: str) -> str:
    """The names in the best-marked byline, as they stand there without "by"; "" for none.

    `text` is the page without code. Marks that name an author outright (rel=author, itemprop) come before
    classes; of equal ones the first counts, since readers' comments come after the article.
    """
    found: dict[int, str] = {}
    for rank, element in islice(_marked(text), MOST):
        if rank in found:
            continue
        name = _name_in(element)
        if name:
            found[rank] = name
            if rank == 0:
                break
    return found[min(found)] if found else ""


def _marked(text: str) -> Iterator[tuple[int, Tag]]:
    """Elements with a mark, and how much it says: 0 most."""
    last = -1
    lowered = text.lower()
    if len(lowered) != len(text):
        return
    for place in places(lowered, _MARKS)[:400]:
        start = text.rfind("<", max(0, place - 500), place)
        opening = _OPENING.match(text, start) if start > last else None
        attribute = _ATTRIBUTE.search(text[start:place]) if opening else None
        tag_end = text.find(">", place, place + 500)
        if not opening or not attribute or tag_end < 0 or _ELSEWHERE.search(lowered[start:tag_end]):
            continue
        last = start
        element = BeautifulSoup(text[start : start + LONGEST], "lxml").find(opening[1].lower())
        if isinstance(element, Tag):
            yield _rank(attribute[1], text[place:tag_end]), element


def _rank(attribute: str, mark: str) -> int:
    if attribute in ("rel", "itemprop"):
        return 0
    return 1 if re.match(r"[Aa]uthor[-_]{0,2}[Nn]ame|[Aa]uthor[\"' ]|[Bb]yline[\"' ]|byl[\"' ]", mark) else 2


def _name_in(element: Tag) -> str:
    """The name in a byline: what is marked as a name, else its first link, else all of it."""
    for inner in (
        element.find(True, {"itemprop": "name"}),
        element.find(True, {"rel": "author"}),
        element.find("a"),
        element,
    ):
        if isinstance(inner, Tag):
            words = _LEAD.sub("", " ".join(inner.get_text(" ").split())).strip(" .,;|–-")
            if 2 <= len(words) <= 80 and not _NO_NAME.search(words) and len(words.split()) <= 8:
                folded = words.casefold()
                if folded not in _NO_NAMES and not _NO_NAMES & set(folded.split()[-1:]):
                    return words
    return ""
