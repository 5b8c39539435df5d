"""Names are found wherever they are written, never inside a word, and in linear time."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.model import Link, Name, Text
from mediawatch.reading.folding import fold_words
from mediawatch.reading.mentions import find_mentions

LATIN = st.text(
    alphabet=st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1, max_size=8
).filter(lambda word: fold_words(word).isalnum())
"""Words; a few letters fold to a letter and a mark (ŉ, Ŀ), and marks are borders."""
NAMES = [
    Name("Harbour", "alias", id=1),
    Name("Harbour House Trust", "organisation", id=2),
    Name("AID", "alias", case_sensitive=True, id=3),
    Name("Cage", "alias", near=("report",), not_near=("bird",), id=4),
    Name("harbour.example", "domain", id=5),
]
PIECES = [
    "Harbour",
    "harbour",
    " ",
    "\n",
    "House",
    "Trust",
    "AID",
    "aid",
    "Cage",
    "report",
    "bird",
    ".",
    "-",
    "’s",
    "“",
    "_",
    "é",
    "\u00ad",
    "harbour.example",
    "\u0301",
    "我",
]


def article(text: str) -> Text:
    return Text(text, "article", "invented", "1")


@settings(deadline=None)
@given(LATIN, LATIN)
def test_a_name_is_never_found_inside_a_word(before: str, after: str) -> None:
    name = Name("Harbour", "alias")
    assert find_mentions(article(f"{before}Harbour"), [name]) == []
    assert find_mentions(article(f"Harbour{after}"), [name]) == []


@settings(deadline=None)
@given(st.lists(LATIN, max_size=6), st.lists(LATIN, max_size=6), st.sampled_from(" \n\u00a0,.-'’“—()"))
def test_a_name_between_words_is_found(before: list[str], after: list[str], border: str) -> None:
    text = f"{' '.join(before)}{border}Zwölfmeilenstein{border}{' '.join(after)}"
    (mention,) = find_mentions(article(text), [Name("ZWÖLFMEILENSTEIN", "alias")])
    assert mention.surface == "Zwölfmeilenstein"


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(0, 50), st.integers(0, 50))
def test_mentions_are_in_order_apart_and_true_to_the_text(text: str, start: int, end: int) -> None:
    links = (Link(start, end, "https://harbour.example/"),)
    found = find_mentions(Text(text, "article", "invented", "1", links=links), NAMES)
    assert [mention.start for mention in found] == sorted(mention.start for mention in found)
    in_text = [mention for mention in found if mention.kind == "text"]
    for mention, following in pairwise(in_text):
        assert mention.end <= following.start
    for mention in found:
        assert text[mention.start : mention.end] == mention.surface
        assert mention.sentence.start <= mention.start <= mention.end <= mention.sentence.end <= len(text)
    for mention in in_text:
        for neighbour in (text[mention.start - 1 : mention.start], text[mention.end : mention.end + 1]):
            assert not neighbour.isascii() or not neighbour.isalnum()
            assert not neighbour or unicodedata.category(neighbour) != "Mn"


HOSTILE = {
    "one name": "harbour " * 50_000,
    "one word of names": "harbour" * 57_000,
    "one sentence": "x, " * 133_000 + "Harbour",
    "stops": ". " * 200_000 + "Harbour",
    "cages": "cage bird " * 40_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_take_no_longer_than_their_length_allows(text: str) -> None:
    began = time.perf_counter()
    find_mentions(article(text), NAMES)
    # quadratic work would take hours; the slowest of these, with 50,000 mentions, takes 3 s on a slow machine
    assert time.perf_counter() - began < 20
