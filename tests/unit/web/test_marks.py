"""Marks in a text lose, double and move nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.web.marks import Mark, set_text

TEXT = "One two three.\n\nFour five six seven.\nEight nine."


def words_of(number: int, marks: list[Mark], text: str = TEXT) -> str:
    """What is marked with a number, paragraphs joined by a bar."""
    return "|".join(
        found
        for paragraph in set_text(text, marks)
        if (found := "".join(piece.text for piece in paragraph.pieces if number in piece.quotes))
    )


def test_a_text_without_marks_is_its_paragraphs() -> None:
    assert [[piece.text for piece in paragraph.pieces] for paragraph in set_text(TEXT, [])] == [
        ["One two three."],
        ["Four five six seven."],
        ["Eight nine."],
    ]
    assert set_text("", []) == []
    assert set_text(" \n \n", [Mark(0, 2, 1)]) == []


def test_a_quote_over_two_paragraphs_has_its_number_once_behind_its_last_words() -> None:
    marks = [Mark(8, 25, 1)]
    assert words_of(1, marks) == "three.|Four five"
    first, second, _ = set_text(TEXT, marks)
    assert first.notes == ()
    assert second.notes == (1,)
    assert [piece.text for piece in first.pieces if piece.begins] == ["three."]
    assert [piece.text for piece in second.pieces if piece.ends] == ["Four five"]


def test_quotes_that_overlap_keep_their_own_words() -> None:
    marks = [Mark(0, 7, 1), Mark(4, 13, 2), Mark(4, 7)]
    assert words_of(1, marks) == "One two"
    assert words_of(2, marks) == "two three"
    pieces = set_text(TEXT, marks)[0].pieces
    assert [(piece.text, piece.quotes, piece.mention) for piece in pieces] == [
        ("One ", (1,), False),
        ("two", (1, 2), True),
        (" three", (2,), False),
        (".", (), False),
    ]


def test_the_parts_of_one_quote_share_a_number() -> None:
    marks = [Mark(0, 3, 1), Mark(8, 13, 1)]
    pieces = set_text(TEXT, marks)[0].pieces
    assert [piece.text for piece in pieces if piece.quotes] == ["One", "three"]
    assert [piece.ends for piece in pieces if piece.quotes] == [(), (1,)]


@pytest.mark.parametrize("mark", [Mark(0, len(TEXT), 1), Mark(0, 10**6, 1), Mark(14, 16, 1)])
def test_a_mark_may_reach_over_breaks_and_ends(mark: Mark) -> None:
    shown = "".join(piece.text for paragraph in set_text(TEXT, [mark]) for piece in paragraph.pieces)
    assert shown == TEXT.replace("\n", "")


spans = st.tuples(st.integers(0, 60), st.integers(1, 30), st.integers(0, 5))


@given(st.text(alphabet="ab \n\tä🂡", max_size=60), st.lists(spans, max_size=8))
def test_every_word_is_shown_once_whatever_is_marked(text: str, found: list[tuple[int, int, int]]) -> None:
    marks = [Mark(start, start + length, quote) for start, length, quote in found]
    paragraphs = set_text(text, marks)
    plain = [
        paragraph.pieces[0].text if len(paragraph.pieces) == 1 else None for paragraph in set_text(text, [])
    ]
    assert ["".join(piece.text for piece in paragraph.pieces) for paragraph in paragraphs] == plain
    ends = [quote for paragraph in paragraphs for piece in paragraph.pieces for quote in piece.ends]
    begins = [quote for paragraph in paragraphs for piece in paragraph.pieces for quote in piece.begins]
    notes = [quote for paragraph in paragraphs for quote in paragraph.notes]
    assert len(ends) == len(set(ends))
    assert sorted(ends) == sorted(begins) == sorted(notes)


def test_a_long_text_with_many_marks_is_set_in_one_pass() -> None:
    text = "\n\n".join(f"Paragraph {number} names the trust." for number in range(20_000))
    marks = [Mark(start, start + 9) for start in range(0, len(text), 60)]
    began = time.process_time()
    assert len(set_text(text, marks)) == 20_000
    assert time.process_time() - began < 5, "a mark must be looked at only where it reaches"
