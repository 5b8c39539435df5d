"""Words of a quotation: brackets and omissions are read, offsets are right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.model import Span
from mediawatch.reading.folding import fold_words
from mediawatch.reading.tokens import read_words


def words(text: str) -> list[str]:
    return read_words(text, [Span(0, len(text))]).words


def test_compounds_fall_into_their_parts() -> None:
    assert words("non-compliant, well-known") == ["non", "compliant", "well", "known"]


def test_signs_with_a_meaning_are_words() -> None:
    assert words("£15,000 or 5% at −3°") == ["£", "15,000", "or", "5", "%", "at", "-", "3", "°"]


@pytest.mark.parametrize("mark", ["…", "...", ". . .", "[…]", "[...]", "(…)", "( ... )"])
def test_marks_of_omission_are_remembered_by_place(mark: str) -> None:
    text = f"{mark} we help {mark} families {mark}"
    read = read_words(text, [Span(0, len(text))])
    assert read.words == ["we", "help", "families"]
    assert read.omissions == {0, 2, 3}


def test_brackets_are_read() -> None:
    text = "[W]e help[ed] [the poor and] families"
    read = read_words(text, [Span(0, len(text))])
    assert read.words == ["we", "helped", "the", "poor", "and", "families"]
    assert read.bracketed == {2, 3, 4}
    assert read.mended == {0: "e", 1: "help"}


def test_words_know_their_part() -> None:
    read = read_words("“We”, it said, “help”", [Span(1, 3), Span(16, 20)])
    assert (read.words, read.parts, read.spans) == (["we", "help"], [0, 1], [(1, 3), (16, 20)])


@given(st.text(alphabet="ab1 ,.-–’'“…[](%£é\u00adﬁ\n我 A"))
def test_words_are_what_stands_at_their_places(text: str) -> None:
    read = read_words(text, [Span(0, len(text))])
    previous = 0
    for number, (word, (start, end)) in enumerate(zip(read.words, read.spans, strict=True)):
        assert start >= previous or text[start:end] == text[slice(*read.spans[number - 1])]
        previous = end
        if number not in read.mended:
            assert fold_words(text[start:end]).replace("-", "") in (word.replace("-", ""), fold_words(word))


@given(st.text(alphabet="ab1 ,.-–’'“…[](%£é\nAÉ\xa0ßłŞЙѕ·´‐_&:"))
def test_plain_text_is_read_as_folding_reads_it(text: str) -> None:
    plain = read_words(text, [Span(0, len(text))])
    folded = read_words(f"{text}\n\u00ad", [Span(0, len(text) + 2)])  # a soft hyphen takes the other way
    assert (plain.words, plain.spans) == (folded.words, folded.spans)
    assert (plain.omissions, plain.bracketed) == (folded.omissions, folded.bracketed)
