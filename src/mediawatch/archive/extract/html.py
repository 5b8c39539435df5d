"""A web page -> its article, everything on it, and what it says about itself; or why it is no article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import mediawatch
from mediawatch.archive.extract import article, facts, head, jsonld, links, markup, page, refusals, state
from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.charset import decode
from mediawatch.model import Reading, Text

if TYPE_CHECKING:
    import lxml.html

SHORT = 1_500
"""Characters of article text below which a page's state objects are looked through."""
SCRIPTED_SHARE = 0.6
"""An article that is shorter than this share of the one in JSON-LD has lost part of it."""
STATE_SHARE = 0.25
"""A state object may hold other articles too: it must have far more than the page."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One page, prepared once for all who read from it."""

    text: str
    """as decoded; scripts are read from this"""
    prepared: str
    """safe to parse"""
    visible: str
    """prepared, without scripts, styles and comments"""
    whole: str
    """everything on it as plain text"""
    tree: lxml.html.HtmlElement | None
    """None where lxml cannot hold the page whole"""
    nodes: list[jsonld.Node]
    head: head.Head


def read(body: Body) -> Reading:
    """The texts and facts of a web page. The article comes first, then the page; a page without an article that
    can be told from the rest has its whole text as its article.

    Never raises for what the page holds: a page that cannot be read is a Reading that says why.
    """
    shown = _prepare(body)
    found = _read_article(shown, body.address)
    refusal = refusals.judge(
        found.text,
        shown.whole,
        shown.head,
        shown.nodes,
        shown.visible,
        structured=found.extractor in ("json-ld", "state"),
    )
    says = facts.read_facts(body, shown.head, shown.nodes, shown.visible, shown.whole, shown.tree)
    if refusal:
        return Reading(refusal.outcome, (), says, refusal.why, refusal.advice, body.media_type)
    everything = Text(shown.whole or found.text, "page", page.EXTRACTOR, page.version())
    return Reading("read", (found, everything), says, media_type=body.media_type)


def _prepare(body: Body) -> _Page:
    text = decode(body.content, body.charset).text
    prepared = markup.prepare(text)
    visible = head.without_code(prepared)
    return _Page(
        text=text,
        prepared=prepared,
        visible=visible,
        whole=page.read_page(prepared),
        tree=markup.parse(prepared),
        nodes=jsonld.read_nodes(text),
        head=head.read_head(visible),
    )


def _read_article(shown: _Page, address: str) -> Text:
    """The article from the page, or from a script where the page has too little of it."""
    anchors = links.anchors_of(shown.tree) if shown.tree is not None else []
    labels = [label for _, label in anchors]
    found = article.read_article(shown.tree, labels) if shown.tree is not None else ""
    scripted = _read_script(shown, found)
    if scripted is not None:
        return Text(scripted.text, "article", scripted.extractor, mediawatch.__version__)
    if not found:
        # Finding the main part takes quadratic time in the depth of a page (15,000 deep took 6 s).
        main = page.read_main(shown.prepared) if shown.tree is not None else ""
        best = main if len(main) >= state.LEAST else shown.whole
        return Text(best, "article", page.EXTRACTOR, page.version())
    leading = links.find_links(anchors, found, address, shown.head.base)
    return Text(found, "article", article.EXTRACTOR, article.version(), links=leading)


def _read_script(shown: _Page, found: str) -> state.Scripted | None:
    """The article that stands in a script, where the one found has lost too much of it or its paragraphs."""
    body = state.read_body(shown.nodes)
    if body is not None:
        joined = "\n" not in found and "\n" in body.text and found.split() == body.text.split()
        if joined or len(found) < SCRIPTED_SHARE * len(body.text):
            return body
    held = state.read_state(shown.text) if len(found) < SHORT else None
    return held if held is not None and len(found) < STATE_SHARE * len(held.text) else None
