"""A word diff shows what changed, and loses nothing of either wording."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.reading.folding import fold_words
from mediawatch.reading.word_diff import Change, diff_words

WORDINGS = st.text(alphabet="ab -'’“.,1\u00ad\n我ﬁé\u0301", max_size=30)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("the same words", "The\nsame  words", [("same", "the same words", "The\nsame  words")]),
        (
            "put eleven people out",
            "put two people out",
            [("same", "put ", "put "), ("changed", "eleven ", "two "), ("same", "people out", "people out")],
        ),
        (
            "it was late",
            "it was not late",
            [("same", "it was ", "it was "), ("inserted", "", "not "), ("same", "late", "late")],
        ),
        (
            "it was not late",
            "it was late",
            [("same", "it was ", "it was "), ("omitted", "not ", ""), ("same", "late", "late")],
        ),
        (
            "raised £15,000.",
            "raised £15.",
            [("same", "raised £", "raised £"), ("changed", "15,000", "15"), ("same", ".", ".")],
        ),
        ("“so it is”", '"so it is"', [("same", "“so it is”", '"so it is"')]),
        ("", "now", [("inserted", "", "now")]),
        ("then", "", [("omitted", "then", "")]),
        ("", "", []),
    ],
)
def test_changes_are_told_word_by_word(old: str, new: str, changes: list[tuple[str, str, str]]) -> None:
    assert [(each.kind, each.old, each.new) for each in diff_words(old, new)] == changes


@given(WORDINGS, WORDINGS)
def test_both_wordings_can_be_put_together_again(old: str, new: str) -> None:
    changes = diff_words(old, new)
    if letters(old):
        assert "".join(each.old for each in changes) == old
    if letters(new):
        assert "".join(each.new for each in changes) == new
    kinds = [each.kind for each in changes]
    assert all(kind != other for kind, other in pairwise(kinds))
    assert all(is_told_rightly(each) for each in changes)


def is_told_rightly(change: Change) -> bool:
    if change.kind == "same":
        return letters(change.old) == letters(change.new)
    return bool(change.old) == (change.kind != "inserted") and bool(change.new) == (change.kind != "omitted")


@given(WORDINGS)
def test_a_wording_is_the_same_as_itself(wording: str) -> None:
    assert {each.kind for each in diff_words(wording, wording)} <= {"same"}


def letters(wording: str) -> str:
    return fold_words(wording).replace(" ", "")
