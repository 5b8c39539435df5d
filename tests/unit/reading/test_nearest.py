"""The nearest passage is a passage, and is only offered when it is near."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.reading.folding import fold, fold_words
from mediawatch.reading.nearest import find_nearest

TEXT = (
    "First line.\nWe have never hidden any of our work\u00a0from the council, nor will we. Last line. "
    + "More. " * 300
)
WORDS = st.lists(
    st.sampled_from(["a", "we", "£15,000", "never", "café", "non-stop", "“", ".", "我", "…", "always"]),
    max_size=40,
)


def test_a_passage_with_words_left_out_is_offered_whole_and_in_one_line() -> None:
    found = find_nearest(fold(TEXT), "We have hidden our work from the council")
    assert found == "We have never hidden any of our work from the council"


def test_a_passage_of_cut_words_is_offered_with_whole_words() -> None:
    assert find_nearest(fold(TEXT), "idden any of our work fro") == "hidden any of our work from"


def test_nothing_is_offered_where_nothing_is_near() -> None:
    assert find_nearest(fold(TEXT), "The moon is made of green cheese") == ""
    assert find_nearest(fold(""), "any words") == ""
    assert find_nearest(fold(TEXT), "") == ""


@settings(deadline=None)
@given(WORDS, WORDS)
def test_what_is_offered_stands_in_the_text(text: list[str], quote: list[str]) -> None:
    found = find_nearest(fold(" ".join(text)), " ".join(quote))
    assert fold_words(found) in fold_words(" ".join(text))
