"""Folding keeps its offsets, agrees with itself, and takes linear time, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.reading.folding import fold, fold_words

AWKWARD = (
    "aAé\u0301\u0323ßİſﬁ…½¨ﷺ \u00a0\n\r\t\u00ad\u200b\u200d\ufeff\ufffe"
    "\u202e“”’'\"—-‑´ᄀ\u1161\u11a8가ｶﾞ我Σςά\u0345ǰ😀"
)
TEXTS = st.text() | st.text(alphabet=AWKWARD)


@settings(deadline=None)
@given(TEXTS)
def test_folding_with_and_without_offsets_gives_the_same(text: str) -> None:
    assert fold_words(text) == fold(text).text


@settings(deadline=None)
@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold_words(text)
    assert fold_words(folded) == folded


@settings(deadline=None)
@given(TEXTS)
def test_there_is_never_more_than_one_space(text: str) -> None:
    assert "  " not in fold_words(text)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_slice_of_the_original_folds_to_the_slice_it_was_found_by(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    span = folded.to_original(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    begin, finish = folded.from_original(span.start), folded.from_original(span.end)
    if start == end:
        assert span.start == span.end
    elif (begin, finish) == (start, end):
        assert fold_words(text[span.start : span.end]) in (
            folded.text[start:end],
            f" {folded.text[start:end]}",
        )
    else:
        # part of a ligature or the like was asked for, and the whole of it was given
        assert begin <= start
        assert finish >= end
        assert folded.text[start:end] in fold_words(text[span.start : span.end])


@settings(deadline=None)
@given(TEXTS)
def test_places_move_only_forward(text: str) -> None:
    folded = fold(text)
    starts = [folded.to_original(place, place + 1).start for place in range(len(folded.text))]
    assert starts == sorted(starts)


@settings(deadline=None)
@given(
    st.text(alphabet=st.characters(categories=["L", "N"], max_codepoint=0x24F)),
    st.sampled_from("\u00ad\u200b\u2060\ufeff"),
)
def test_unseen_characters_change_no_word(word: str, unseen: str) -> None:
    assert fold_words(unseen.join(word)) == fold_words(word)


HOSTILE = {
    "quotation marks": "“" * 400_000,
    "one word": "x" * 400_000,
    "one accented word": "é" * 400_000,
    "accents": "a" + "\u0301\u0316" * 200_000,
    "ligatures": "ﬁ" * 400_000,
    "white space": " \n" * 200_000,
    "soft hyphens": "\u00ad\n" * 200_000,
    "hidden spaces": "\u200b " * 200_000,
    "half ligature": "a\u200b" * 200_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_take_no_longer_than_their_length_allows(text: str) -> None:
    began = time.perf_counter()
    fold(text)
    # quadratic work would take minutes; the slowest of these takes 0.3 s on a slow machine
    assert time.perf_counter() - began < 5
