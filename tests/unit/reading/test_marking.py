"""What differs is set out so that both texts can be read off again, whole."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mediawatch.cited import Piece, Run
from mediawatch.model import Span
from mediawatch.reading.grading import grade
from mediawatch.reading.marking import Marked, mark
from mediawatch.reading.quotations import find_quotations
from mediawatch.store.verify_citations import covers

GOLDEN = sorted((Path(__file__).parents[2] / "golden" / "grades").glob("*/*.toml"))


def set_out(theirs: str, ours: str) -> Marked:
    part = Span(0, len(theirs))
    return mark(theirs, [part], ours, grade(theirs, [part], ours, []))


def test_what_is_missing_inside_and_before_is_marked_in_our_whole_sentence() -> None:
    marked = set_out(
        "At no time do we seek any engagement with Prevent",
        "It rained. All of it is safe and at no time do we seek to hide any engagement with Prevent. We go on.",
    )
    assert marked.written == (
        Run("All of it is safe and", "left out"),
        Run(" ", "aside"),
        Run("at no time do we seek", "same"),
        Run(" ", "aside"),
        Run("to hide", "left out"),
        Run(" ", "aside"),
        Run("any engagement with Prevent.", "same"),
    )
    assert marked.pieces == (
        Piece("omitted", "", "All of it is safe and"),
        Piece("same", "At no time do we seek", "at no time do we seek"),
        Piece("omitted", "", "to hide"),
        Piece("same", "any engagement with Prevent", "any engagement with Prevent."),
    )
    assert [(missing.words, missing.where) for missing in marked.left_out] == [
        ("All of it is safe and", "before"),
        ("to hide", "within"),
    ]
    assert (marked.before, marked.after) == ("It rained.", "We go on.")


def test_other_words_stand_over_ours() -> None:
    marked = set_out(
        "We served twelve hot meals to forty families in the harbour town in May",
        "We served ten hot meals to forty families in the harbour town in May.",
    )
    assert [piece for piece in marked.pieces if piece.kind != "same"] == [Piece("changed", "twelve", "ten")]
    assert Run("twelve", "changed") in marked.said
    assert Run("ten", "changed") in marked.written


def test_marks_that_touch_a_word_stay_with_it() -> None:
    marked = set_out(
        "We closed the old hall, and nobody was asked to leave it",
        "We closed the old hall, we “never” slept, and nobody was asked to leave it.",
    )
    assert marked.pieces[0] == Piece("same", "We closed the old hall,", "We closed the old hall,")
    (omitted,) = [piece for piece in marked.pieces if piece.kind == "omitted"]
    assert omitted.ours == "we “never” slept,"


def test_places_far_apart_are_both_shown() -> None:
    between = " ".join(f"Sentence {number} is about something else." for number in range(90))
    ours = (
        f"We opened forty new shelters in the north. {between} Nobody was turned away by our staff in winter."
    )
    theirs = "We opened forty new shelters in the north and nobody was turned away by our staff in winter"
    marked = set_out(theirs, ours)
    assert " […] " in marked.whole
    assert "shelters" in marked.whole
    assert "turned away" in marked.whole
    assert "".join(run.words for run in marked.written) == marked.whole


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_rules_examples_can_be_read_off_whole(path: Path) -> None:
    example = tomllib.loads(path.read_text(encoding="utf-8"))
    theirs, ours = example["theirs"], example["ours"]
    for quotation in find_quotations(theirs):
        graded = grade(theirs, quotation.parts, ours, [])
        marked = mark(theirs, quotation.parts, ours, graded)
        assert "".join(run.words for run in marked.written) == marked.whole
        assert "".join(run.words for run in marked.said) == " ".join(
            theirs[part.start : part.end] for part in quotation.parts
        )
        for missing in marked.left_out:
            assert missing.words == ours[missing.span.start : missing.span.end] != ""
        if graded.passages:
            # what `verify` asks of every stored grading
            parts = [(part.start, part.end) for part in quotation.parts]
            mine = [(one.theirs.start, one.theirs.end) for one in graded.differences if one.theirs]
            yours = [(one.ours.start, one.ours.end) for one in graded.differences if one.ours]
            assert covers(theirs, parts, mine)
            assert covers(ours, [(span.start, span.end) for span in graded.passages], yours)
