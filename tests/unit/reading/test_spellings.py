"""The same words otherwise written are the same words; others are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.reading.spellings import begin_apart, end_apart, read_number, same_words


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("well known", "wellknown"),
        ("in formation", "information"),
        ("organized", "organised"),
        ("neighborhood", "neighbourhood"),
        ("center", "centre"),
        ("traveled", "travelled"),
        ("program", "programme"),
        ("10", "ten"),
        ("15000", "15,000"),
        ("15 000", "15,000"),
        ("fifteen thousand", "15,000"),
        ("1.5m", "1.5 million"),
        ("1.5 million", "1,500,000"),
        ("two hundred and five", "205"),
        ("3rd", "third"),
        ("%", "per cent"),
        ("dont", "don't"),
        ("&", "and"),
        ("cafe", "café"),
        ("mueller", "müller"),
        ("strasse", "straße".casefold()),
        ("h0me", "home"),
        ("modem", "modern"),
        ("tvvelve", "twelve"),
        ("l5", "15"),
    ],
)
def test_otherwise_written(theirs: str, ours: str) -> None:
    assert same_words(theirs.split(), ours.split())
    assert same_words(ours.split(), theirs.split())


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("for", "four"),
        ("filed", "filled"),
        ("fall", "fail"),
        ("bom", "born"),
        ("15", "16"),
        ("15", "1.5"),
        ("15,000", "50,000"),
        ("5 15", "51 5"),
        ("5m", "5"),
        ("-", "5"),
        ("one", "won"),
        ("were", "we're"),
        ("to", "toe"),
        ("recieve", "receive"),
        ("safe", "unsafe"),
        ("1st", "1"),
        ("", "we"),
    ],
)
def test_other_words(theirs: str, ours: str) -> None:
    assert not same_words(theirs.split(), ours.split())
    assert not same_words(ours.split(), theirs.split())


def test_numbers_have_a_value() -> None:
    assert read_number(["2", "hundred", "thousand"]) == "200000"
    assert read_number(["three", "million", "four", "thousand", "and", "one"]) == "3004001"
    assert read_number(["0.5"]) == "0.5"
    assert read_number(["thousand"]) is None
    assert read_number(["15", "16"]) is None
    assert read_number([]) is None


LETTERS = st.text(alphabet="aerntvwmogulsyidk", min_size=1, max_size=9)


@given(LETTERS, LETTERS, LETTERS, LETTERS)
def test_words_that_are_soon_known_to_differ_are_no_same_words_whatever_goes_with_them(
    left: str, right: str, more: str, other: str
) -> None:
    if begin_apart(left, right):
        for theirs in ([left], [left, more]):
            for ours in ([right], [right, other]):
                assert not same_words(theirs, ours)
    if end_apart(left, right):
        for theirs in ([left], [more, left]):
            for ours in ([right], [other, right]):
                assert not same_words(theirs, ours)
