"""A web page -> its article, everything on it, and what it says about itself; or why it is no article."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import TYPE_CHECKING

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


def read(body: Body) -> Reading:
    """The texts and facts of a web page. The article comes first, then the page; a page without an article that
    can be told from the rest has its whole text as its article.

    Never raises for what the page holds: a page that cannot be read is a Reading that says why.
    """
    text = decode(body.content, body.charset).text
    prepared = markup.prepare(text)
    whole = page.read_page(prepared)
    tree = markup.parse(prepared)
    nodes = jsonld.read_nodes(text)
    visible = head.without_code(prepared)
    declared = head.read_head(visible)
    read_text = _read_article(tree, nodes, text, whole, declared, body.address)
    refusal = refusals.judge(
        read_text.text,
        whole,
        declared,
        nodes,
        visible,
        structured=read_text.extractor in ("json-ld", "state"),
    )
    found = facts.read_facts(body, declared, nodes, visible, whole, tree)
    if refusal:
        return Reading(
            refusal.outcome, facts=found, why=refusal.why, advice=refusal.advice, media_type=body.media_type
        )
    everything = whole if whole else read_text.text
    texts = (read_text, Text(everything, "page", page.EXTRACTOR, page.version()))
    return Reading("read", texts, found, media_type=body.media_type)


def _read_article(
    tree: lxml.html.HtmlElement | None,
    nodes: list[jsonld.Node],
    text: str,
    whole: str,
    declared: head.Head,
    address: str,
) -> Text:
    """The article from the page, or from a script where the page has too little of it."""
    anchors = links.anchors_of(tree) if tree is not None else []
    found = article.read_article(tree, [label for _, label in anchors]) if tree is not None else ""
    scripted = state.read_body(nodes)
    if scripted is None or len(found) >= SCRIPTED_SHARE * len(scripted.text):
        scripted = None
        if len(found) < SHORT:
            scripted = state.read_state(text)
            if scripted is not None and len(found) >= STATE_SHARE * len(scripted.text):
                scripted = None
    if scripted is not None:
        return Text(scripted.text, "article", scripted.extractor, version_of("mediawatch"))
    if not found or tree is None:
        return Text(whole, "article", page.EXTRACTOR, page.version())
    return Text(
        found,
        "article",
        article.EXTRACTOR,
        article.version(),
        links=links.find_links(anchors, found, address, declared.base),
    )
