"""The benchmark of anchoring plants what it says: each quote at its place, and absent quotes nowhere."""

from __future__ import annotations

import difflib
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from quote_variants import (
    ABSENT,
    KINDS,
    MOST_STANDING,
    Document,
    Quote,
    Standing,
    make_document,
    only_letters,
)
from reused_texts import Paragraphs

HOUSE = Path(__file__).with_name("house.txt").read_text(encoding="utf-8")
FERRY = (
    "The ferry to the island was late again, and the harbour office told nobody why it had waited at the pier so long.",
    "According to its captain the boat needs another engine, which no county wants to pay for in any coming year.",
    "Passengers waited in heavy rain until a baker on the quay brought them tea, rolls and a deck of cards to play.",
)


@pytest.fixture(scope="module")
def document() -> Document:
    paragraphs = [line.strip() for line in HOUSE.splitlines() if len(line.split()) >= 8]
    words = [word for paragraph in paragraphs for word in paragraph.split()]
    chain: dict[str, list[str]] = {}
    for word, following in pairwise(words):
        chain.setdefault(word, []).append(following)
    texts = Paragraphs(paragraphs, list(FERRY), chain, words)
    return make_document(texts, random.Random(3), 60_000, 12)


def of_kind(document: Document, kind: str) -> list[tuple[Quote, str]]:
    """Quotes of a kind, each with what stands at its place."""
    found = [(quote, place_of(document, quote)) for quote in document.quotes if quote.kind == kind]
    assert len(found) >= 8
    return found


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("He is 26 Jahre alt, hatte", True),
        ("25 Jahre alt noch kein", True),
        ("noch kein Geld und das am Montag", True),
        ("noch kein Geld, was am Montag auffiel", False),
        ("Geld kein noch hatte alt Jahre", True),
        ("nothing of the sort was here", False),
    ],
)
def test_a_quote_stands_there_by_its_rows_and_by_its_words(quote: str, stands: bool) -> None:
    assert (
        Standing("Viel mehr. Er ist 26 Jahre alt, hatte noch kein Geld. Und das war so.").has(quote) is stands
    )


def place_of(document: Document, quote: Quote) -> str:
    return document.text[quote.place.start : quote.place.end] if quote.place else ""


def test_every_kind_is_there_and_only_absent_quotes_have_no_place(document: Document) -> None:
    assert {quote.kind for quote in document.quotes} == {*KINDS, *ABSENT}
    assert all((quote.place is None) == (quote.kind in ABSENT) for quote in document.quotes)


def test_an_exact_quote_stands_there_and_nowhere_else(document: Document) -> None:
    for quote, there in of_kind(document, "exact"):
        assert there == quote.words
        assert document.text.count(there) == 1


@pytest.mark.parametrize("kind", ["typographic", "line-broken"])
def test_other_typography_keeps_the_letters(document: Document, kind: str) -> None:
    pairs = of_kind(document, kind)
    assert all(only_letters(quote.words) == only_letters(there) for quote, there in pairs)
    assert any(quote.words != there for quote, there in pairs)


def test_character_recognition_damages_a_few_letters(document: Document) -> None:
    pairs = of_kind(document, "OCR-damaged")
    alike = [
        difflib.SequenceMatcher(None, quote.words, there, autojunk=False).ratio() for quote, there in pairs
    ]
    assert min(alike) > 0.7
    assert sum(ratio < 1 for ratio in alike) > len(pairs) / 2


def test_an_elided_quote_has_its_parts_there_in_their_order(document: Document) -> None:
    for quote, there in of_kind(document, "elided"):
        parts = re.split(r"\s*[\[(]?(?:…|\.\.\.)[\])]?\s*", quote.words)
        assert len(parts) > 1
        words = " ".join(there.split())
        at = 0
        for part in parts:
            at = words.index(part, at) + len(part)
        assert len(" ".join(parts)) < len(words)


def test_dropped_words_are_missing_inside_and_not_marked(document: Document) -> None:
    for quote, there in of_kind(document, "dropped words"):
        kept, whole = quote.words.split(), there.split()
        rest = iter(whole)
        assert all(word in rest for word in kept)
        assert 1 <= len(whole) - len(kept) <= 3
        assert (kept[0], kept[-1]) == (whole[0], whole[-1])


@pytest.mark.parametrize("kind", ABSENT)
def test_of_an_absent_quote_little_more_than_half_stands_in_a_row(document: Document, kind: str) -> None:
    standing = only_letters(document.text)
    for quote, _ in of_kind(document, kind):
        letters = only_letters(quote.words)
        # a row of whole words, and what stands beside it in the quote may agree by a letter or two
        most = int(MOST_STANDING * len(letters)) + 12
        assert not any(letters[at : at + most] in standing for at in range(len(letters) - most + 1))
