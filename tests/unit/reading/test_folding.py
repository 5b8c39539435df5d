"""Folding takes away what typesetting changes, and nothing that tells two words apart."""

from __future__ import annotations

import pytest

from mediawatch.model import Span
from mediawatch.reading.folding import fold, fold_keeping_case, fold_words

SAME_WORDS = [
    ("KIKIT", "Kikit"),
    ("STRASSE", "straße"),
    ("ﬁnding the oﬃce", "finding the office"),
    ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
    ("don’t", "don't"),
    ("don‘t", "don´t"),
    ("“so”", '"so"'),
    ("„so“", "«so»"),
    ("in-house", "in‑house"),
    ("2015–2016", "2015−2016"),
    ("a\u00a0b", "a b"),
    ("a \t\r\n\n b", "a b"),
    ("co\u00adoperate", "cooperate"),
    ("co\u00ad\noperate", "cooperate"),
    ("under\ufffe\r\nstand", "understand"),
    ("un\u200bder\u2060stand", "understand"),
    ("\u202eabc\u202c", "abc"),
    ("cafe\u0301", "café"),
    ("q\u0323\u0307", "q\u0307\u0323"),
    ("e\u200d\u0301", "é"),
    ("wait…", "wait..."),
    ("ΌΣΟΣ", "όσος"),
    ("ｶﾞｽ", "ガス"),
]

OTHER_WORDS = [
    ("cafe", "café"),
    ("co-operate", "cooperate"),
    ("its", "it's"),
    ("a b", "ab"),
    ("1,000", "1.000"),
    ('"a"', "'a'"),
    ("don't", "dont"),
]


@pytest.mark.parametrize(("one", "other"), SAME_WORDS)
def test_typesetting_makes_no_difference(one: str, other: str) -> None:
    assert fold_words(one) == fold_words(other)


@pytest.mark.parametrize(("one", "other"), OTHER_WORDS)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold_words(one) != fold_words(other)


def test_a_place_in_the_folded_text_is_found_again_in_the_original() -> None:
    original = "The  “oﬃce” co\u00ad\noperates —\u00a0since 2016"
    folded = fold(original)
    assert folded.text == 'the "office" cooperates - since 2016'
    start = folded.text.index("cooperates")
    span = folded.to_original(start, start + len("cooperates"))
    assert original[span.start : span.end] == "co\u00ad\noperates"
    assert folded.from_original(span.start) == start
    assert folded.from_original(span.end) == start + len("cooperates")


def test_part_of_a_ligature_gives_the_whole_ligature() -> None:
    folded = fold("oﬃce")
    assert folded.text == "office"
    assert folded.to_original(2, 4) == Span(1, 2)


def test_unseen_characters_at_the_borders_are_left_out() -> None:
    assert fold("a \u200bword\u00ad b").to_original(2, 6) == Span(3, 7)


def test_spaces_at_the_ends_are_kept_as_one() -> None:
    assert fold_words("  a\n") == " a "


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 4)])
def test_a_slice_that_is_not_there_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="3 characters"):
        fold("abc").to_original(start, end)


def test_an_empty_text_folds_to_nothing() -> None:
    folded = fold("\u200b")
    assert folded.text == ""
    assert folded.to_original(0, 0) == Span(1, 1)
    assert folded.from_original(0) == 0


def test_case_can_be_kept_while_everything_else_is_folded() -> None:
    assert fold_keeping_case("The\u00a0“CAGE”  Report") == 'The "CAGE" Report'


def test_marks_far_beyond_any_writing_do_not_take_quadratic_time() -> None:
    hostile = "a" + "\u0301\u0316" * 200_000
    assert fold(hostile).text == fold_words(hostile)
