"""The floor: what was misread, shortened or misquoted by a word is near, half a sentence and chance are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.reading.nearness import FLOOR, is_near, least_likeness, rate

QUOTE = "the trust put eleven people in recovery out of their homes last year"
WORDS = st.text(alphabet="abc dé1,", max_size=60)


@pytest.mark.parametrize(
    "there",
    [
        QUOTE,
        "the trust put eleven people who were in recovery out of their homes last year",
        "tbe trust pul eleven people in recoverv out of thcir bomes 1ast year",
        "the trust put seventeen people in recovery out of their homes last year",
        "the trust put people in recovery out of their homes last year",
        "the trust put eleven people in rehabilitation out of their homes last year",
    ],
    ids=["itself", "more words", "misread", "another number", "a word less", "another long word"],
)
def test_what_may_have_been_meant_is_near(there: str) -> None:
    assert is_near(QUOTE, there)


@pytest.mark.parametrize(
    "there",
    [
        "",
        "the trust put eleven people in recovery",
        "people in recovery out of their homes last year",
        "the trust put eleven people in recovery into flats of its own in may",
        "nobody can say how many people in recovery out of their homes last year",
        "the council put up the rents of all the houses in the road last year",
        QUOTE.replace(" ", ", as they say, "),
    ],
    ids=[
        "nothing",
        "its beginning",
        "its end",
        "begins alike",
        "ends alike",
        "sounds alike",
        "too much between",
    ],
)
def test_what_has_half_of_it_or_sounds_alike_is_not(there: str) -> None:
    assert not is_near(QUOTE, there)


def test_one_word_of_six_may_be_another_if_the_others_have_most_of_the_letters() -> None:
    assert is_near("we said that nobody was asked", "we denied that nobody was asked")
    assert not is_near("we said so of internationalisation", "we said so of it again")
    assert not is_near("nobody was in", "nobody was told")


def test_of_a_short_quote_more_must_stand_there() -> None:
    assert least_likeness(1_000_000) == pytest.approx(FLOOR, abs=1e-4)
    assert least_likeness(10) > least_likeness(20) > least_likeness(200)
    assert is_near("it raised £15", "it raised £15,000")
    assert not is_near("linus", "chines")


def test_letters_that_agree_alone_and_what_stands_between_count_for_little() -> None:
    assert rate("abcdef", "abcdef") == 1
    assert rate("abcdef", "a.b.c.d.e.f") == 0
    assert rate("abcdef", "abc...def") == pytest.approx(1 - 3 * 0.3 / 6)


@given(WORDS, WORDS)
def test_likeness_lies_between_0_and_1(wanted: str, there: str) -> None:
    assert 0 <= rate(wanted, there) <= 1
    assert rate(wanted, wanted) == (1 if len(wanted) > 1 else 0)


@given(
    st.lists(
        st.sampled_from(["trust", "people", "council", "homes", "said", "never"]), min_size=6, max_size=15
    ),
    st.data(),
)
def test_a_quote_of_six_words_is_near_with_any_one_of_them_exchanged(
    words: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from(["zyx", "wvutsrqponm", "1"]))
    assert is_near(" ".join(words), " ".join([*words[:at], other, *words[at + 1 :]]))
