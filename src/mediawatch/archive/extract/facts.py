"""What a page says about itself, gathered from the parts that hold it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from mediawatch.archive.extract import authors, corrections, dates, jsonld, titles
from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.charset import storable
from mediawatch.archive.extract.head import Head
from mediawatch.model import PageFacts

if TYPE_CHECKING:
    import lxml.html

LONGEST = 2_000
"""Characters of one fact: a page's title of a megabyte is no title."""

_TAG = re.compile(r"\A([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?\b")


def read_facts(
    body: Body,
    head: Head,
    nodes: list[jsonld.Node],
    text: str,
    page_text: str,
    tree: lxml.html.HtmlElement | None,
) -> PageFacts:
    """The facts of a page. `text` is the page without code; `tree` is read, not changed; None where there is none."""
    article, page = jsonld.article_of(nodes), jsonld.page_of(nodes)
    outlet = find_outlet(article, nodes, head)
    described = head.first("description", "og:description", "dc.description")
    return PageFacts(
        title=_kept(titles.find_title(article, head, outlet, body.address)),
        authors=tuple(_kept(name) for name in authors.find_authors(article, head, outlet, text)),
        outlet=_kept(outlet),
        language=find_language(head, article, body.language, page_text),
        published=dates.find_published(article, page, head, body.address, text, page_text, tree),
        modified=_kept(dates.find_modified(article, page, head)),
        canonical=_kept(find_canonical(head, body.address)),
        corrections=tuple(_kept(note) for note in corrections.find_corrections(nodes, text, page_text)),
        description=_kept(described or jsonld.words(article.get("description"))),
    )


def find_outlet(article: jsonld.Node, nodes: list[jsonld.Node], head: Head) -> str:
    """Who publishes, as the page names it; "" where it does not."""
    named = jsonld.names(article.get("publisher"))
    if not named and isinstance(article.get("publisher"), dict):
        wanted = article["publisher"].get("@id") or "nobody"
        named = [
            name for node in nodes if node.get("@id") == wanted for name in jsonld.names(node.get("name"))
        ]
    candidates = [
        *head.all("og:site_name"),
        *named,
        *head.all("application-name", "publisher", "dc.publisher"),
    ]
    sites = [jsonld.words(node.get("name")) for node in nodes if "WebSite" in jsonld.types_of(node)]
    return next((each for each in candidates + sites if each and not each.startswith(("http", "@"))), "")


def find_language(head: Head, article: jsonld.Node, header: str, page_text: str) -> str:
    """The BCP 47 tag that the page declares, else the header's, else the language that its words are in."""
    declared = [head.language, head.first("content-language", "og:locale", "language", "dc.language")]
    for each in (*declared, jsonld.words(article.get("inLanguage")), header):
        if found := _TAG.match(each.strip()):
            language, script, region = found.groups()
            parts = (language.lower(), (script or "").title(), (region or "").upper())
            return "-".join(part for part in parts if part)
    if len(page_text) < 200:
        return ""
    from resiliparse.parse.lang import detect_fast

    detected = detect_fast(page_text[:20_000])[0]
    return "" if detected == "unknown" else str(detected)


def find_canonical(head: Head, address: str) -> str:
    """The address that the page calls its own, absolute where that can be known; "" for none or no web address."""
    if not head.canonical:
        return ""
    try:
        whole = urljoin(urljoin(address, head.base) if head.base else address, head.canonical)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in ("http", "https") and parts.hostname else ""


def _kept(fact: str) -> str:
    return storable(fact[:LONGEST])
