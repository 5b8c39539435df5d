"""The title of an article, without the name of its outlet.

The heading that readers see is the title; but a page may have several h1 elements, or the outlet's name as its
only one. So a heading counts when it agrees with what the page declares elsewhere. On the 379 titled pages of
the shared data this is right more often than any one source (benchmarks/reading.py prints it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from mediawatch.archive.extract.head import Head
from mediawatch.archive.extract.jsonld import Node, words

_PARTING = re.compile(r"\s*[|｜]\s*|\s+[–—\-·•›»«>⋆~:]{1,2}\s+|：")
_ALWAYS = re.compile(r"[|｜]")
_LEAST_AGREEMENT = 0.5


def find_title(article: Node, head: Head, outlet: str, address: str) -> str:
    """The title; "" where the page gives none."""
    sites = _site_names(head, outlet, address)
    headline = without_site(words(article.get("headline") or article.get("name")), sites)
    shared = without_site(head.first("og:title", "twitter:title", "dc.title", "headline"), sites)
    titled = without_site(head.title, sites)
    declared = [each for each in (headline, titled, shared) if each]
    headings = [each for each in head.headings if _letters(each) not in sites]
    if not declared:
        return headings[0] if headings else ""
    best, agreement = "", 0.0
    for heading in headings:
        agrees = max(_agreement(heading, each) for each in declared)
        if agrees > agreement:
            best, agreement = heading, agrees
    if agreement >= _LEAST_AGREEMENT and len(best) <= 400:
        return best
    return headline or shared or titled


def without_site(title: str, sites: Sequence[str] | frozenset[str]) -> str:
    """The title without the outlet's name before or after it ("Mining blasts – The Times" → "Mining blasts").

    `sites` are names in letters and digits only, lower case. What follows a vertical bar always goes: nobody
    writes one inside a title.
    """
    pieces = _PARTING.split(title)
    marks = _PARTING.findall(title)
    while len(pieces) > 1:
        if _is_site(pieces[-1], sites) or (_ALWAYS.search(marks[-1]) and len(_letters(pieces[0])) >= 6):
            pieces.pop()
            marks.pop()
        elif _is_site(pieces[0], sites):
            pieces.pop(0)
            marks.pop(0)
        else:
            break
    kept = [pieces[0]] + [part for pair in zip(marks, pieces[1:], strict=False) for part in pair]
    return "".join(kept).strip()


def _is_site(piece: str, sites: Sequence[str] | frozenset[str]) -> bool:
    letters = _letters(piece)
    return not letters or any(
        letters == site or (len(site) > 4 and letters.startswith(site)) for site in sites
    )


def _site_names(head: Head, outlet: str, address: str) -> frozenset[str]:
    named = [
        outlet,
        *head.all("og:site_name", "application-name", "twitter:site", "publisher", "dc.publisher"),
    ]
    host = urlsplit(address or head.canonical or head.first("og:url")).hostname or ""
    host = host.removeprefix("www.")
    named += [host, host.rpartition(".")[0], host.split(".")[0]]
    return frozenset(letters for letters in map(_letters, named) if len(letters) > 1)


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def _agreement(heading: str, declared: str) -> float:
    """The share of the heading's letter pairs that the declared title has, from 0 to 1; and the other way round."""
    first, second = _pairs(heading), _pairs(declared)
    if not first or not second:
        return float(_letters(heading) == _letters(declared) != "")
    common = len(first & second)
    return 2 * common / (len(first) + len(second)) if common else 0.0


def _pairs(text: str) -> frozenset[str]:
    letters = _letters(text)
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
