"""Whatever two texts say, the pieces give both of them back, and nothing that stayed is told to have changed."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mediawatch.exporters.changes import set_lines
from mediawatch.reading.word_diff import count_changes, diff_words

WORDS = st.lists(
    st.sampled_from([
        "a", "b", "not", "£5", "5%", "don’t", "end.", ".", "\n\n", " ", "e\u0301", "\u0301", "中", "\u202e", "x-y",
    ]),
    max_size=25,
).map(" ".join)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), WORDS)


@given(TEXTS, TEXTS)
def test_the_pieces_joined_are_both_texts(before: str, after: str) -> None:
    pieces = diff_words(before, after)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.after for piece in pieces) == after


@given(TEXTS, TEXTS)
def test_what_is_the_same_differs_in_white_space_alone(before: str, after: str) -> None:
    for piece in diff_words(before, after):
        same = piece.before.split() == piece.after.split()
        assert (piece.kind == "same") == same, piece
        assert piece.kind != "removed" or not piece.after
        assert piece.kind != "added" or not piece.before


@given(TEXTS, TEXTS)
def test_same_and_changed_take_turns(before: str, after: str) -> None:
    for first, second in pairwise(diff_words(before, after)):
        assert (first.kind == "same") != (second.kind == "same")


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    pieces = diff_words(text, text)
    assert all(piece.kind == "same" for piece in pieces)
    assert count_changes(pieces) == (0, 0)


@given(TEXTS, TEXTS)
def test_the_lines_hold_every_word_of_both_texts(before: str, after: str) -> None:
    lines = set_lines(diff_words(before, after))
    for text, unwanted in ((before, "added"), (after, "removed")):
        said = " ".join(run.text for line in lines for run in line.runs if run.kind != unwanted)
        assert "".join(said.split()) == "".join(text.split())
    assert not any("\n" in run.text for line in lines for run in line.runs)
