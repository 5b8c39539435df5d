"""The sentence beside a mention is the one a reader would mark."""

from __future__ import annotations

import pytest

from mediawatch.model import Span
from mediawatch.reading.sentences import REACH, sentence_around

CASES = [
    ("Mr. Brook met Dr. Jones. Harbour said so. It is.", "Harbour", "Harbour said so."),
    (
        "Mr. Brook met Dr. Jones of Harbour Ltd. The charity spoke.",
        "Jones",
        "Mr. Brook met Dr. Jones of Harbour Ltd.",
    ),
    (
        "It was in 2016. The M. Brook case of the U.S. Government. End",
        "Brook",
        "The M. Brook case of the U.S. Government.",
    ),
    ("He asked: “Why Harbour?” she said. Then.", "Harbour", "He asked: “Why Harbour?” she said."),
    ("“We did.” Harbour said no. Then.", "Harbour", "Harbour said no."),
    ("Trouble at Harbour\nThe body begins. And", "Harbour", "Trouble at Harbour"),
    (
        "the lines of\na PDF on Harbour run\non and on. Next",
        "Harbour",
        "the lines of\na PDF on Harbour run\non and on.",
    ),
    ("one thing\n\nharbour house\n\nanother", "harbour", "harbour house"),
    ("Am 3. März war Harbour da. Und", "Harbour", "Am 3. März war Harbour da."),
    ("我们没有。Harbour是机构！好的", "Harbour", "Harbour是机构！"),
    ("Visit harbour.example today. Bye", "harbour.example", "Visit harbour.example today."),
    ("1. Harbour is first.\n2. Second", "Harbour", "1. Harbour is first."),
    ("It cost £3.5m. Harbour paid No. 5 St. Mary's. End.", "Harbour", "Harbour paid No. 5 St. Mary's."),
    ("No art. Harbour sat. Done", "Harbour", "Harbour sat."),
    ("He joined the NHS. Harbour stayed. So", "Harbour", "Harbour stayed."),
    ("Harbour hesitated... but stayed. So", "Harbour", "Harbour hesitated... but stayed."),
    ("Harbour", "Harbour", "Harbour"),
]


@pytest.mark.parametrize(("text", "place", "sentence"), CASES)
def test_the_sentence_is_the_one_a_reader_would_mark(text: str, place: str, sentence: str) -> None:
    start = text.index(place)
    span = sentence_around(text, start, start + len(place))
    assert text[span.start : span.end] == sentence


def test_a_place_that_reaches_over_a_border_gets_both_sentences() -> None:
    assert sentence_around("One two. Three four. Five", 4, 14) == Span(0, 20)


def test_an_endless_sentence_is_cut_at_white_space() -> None:
    text = "word " * 2000
    span = sentence_around(text, 5000, 5004)
    assert span.start > 5000 - REACH - 5
    assert text[span.start - 1] == " "
    assert text[span.end] == " "
    assert span.end <= 5004 + REACH


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="3 characters"):
        sentence_around("abc", 2, 5)


@pytest.mark.parametrize("mark", ["“", "«", "‘"])
def test_a_german_closing_mark_ends_its_sentence_with_the_stop(mark: str) -> None:
    text = f"Er sagt: „Wir helfen.{mark} Danach ging er."
    assert sentence_around(text, text.index("Danach"), text.index("Danach") + 1).start == text.index("Danach")
