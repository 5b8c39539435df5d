"""Invented pages, read, against what stands beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mediawatch.archive.extract import read
from mediawatch.model import PublicationDate

HERE = Path(__file__).parent
PAGES = sorted(page.stem for page in HERE.glob("*.html"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_page_gives_what_stands_beside_it(name: str, charset: str) -> None:
    wanted = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    body = (HERE / f"{name}.html").read_text(encoding="utf-8").encode(charset)
    reading = read(body, media_type="text/html", address=wanted["address"])
    assert reading.outcome == wanted["outcome"]
    facts = reading.facts
    for fact in ("title", "outlet", "language", "modified", "canonical", "description"):
        assert getattr(facts, fact) == wanted[fact], fact
    assert list(facts.authors) == wanted["authors"]
    assert list(facts.corrections) == wanted["corrections"]
    assert facts.published == PublicationDate(*wanted["published"])
    article, page = reading.texts or (None, None)
    shown = " ".join(article.text.split()) if article else ""
    everything = " ".join(page.text.split()) if page else ""
    assert [words for words in wanted["article_has"] if words not in shown] == []
    assert [words for words in wanted["article_lacks"] if words in shown] == []
    assert [words for words in wanted["page_has"] if words not in everything] == []
    links = [[article.text[link.start : link.end], link.address] for link in article.links] if article else []
    assert links == wanted["links"]
