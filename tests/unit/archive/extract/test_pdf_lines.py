"""Lines of pages become running text in which no letter is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mediawatch.archive.extract.lines import BREAK, join_pages

LINES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\x02\ufffe\ufffd"), max_size=60), max_size=12
)


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@given(st.lists(LINES, max_size=5))
def test_no_letter_is_lost_and_pages_start_where_they_say(pages: list[list[str]]) -> None:
    joined = join_pages(["\r\n".join(lines) for lines in pages])
    assert letters(joined.text) == letters("".join("".join(lines) for lines in pages))
    assert len(joined.pages) == len(pages)
    assert list(joined.pages) == sorted(joined.pages)
    for number, start in enumerate(joined.pages):
        end = joined.pages[number + 1] if number + 1 < len(pages) else len(joined.text)
        assert letters(joined.text[start:end]) == letters("".join(pages[number]))


@given(st.text("ab\x02\ufffe- \r\n", max_size=200))
def test_no_mark_of_a_break_is_left(page: str) -> None:
    joined = join_pages([page])
    assert BREAK not in joined.text
    assert "\ufffe" not in joined.text
    assert letters(joined.text) == letters(page)


def test_german_compounds_are_joined_though_both_halves_are_words() -> None:
    page = "Die Bundes und die Regierung und der Rat\r\nsagten, die Bundes\x02regierung habe recht."
    assert "Bundesregierung" in join_pages([page]).text


def test_two_english_words_keep_their_hyphen() -> None:
    page = "The language and the independent body and the\r\nfirst language\x02independent tool"
    assert "language-independent" in join_pages([page]).text


def test_a_prefix_that_the_document_sets_off_keeps_its_hyphen() -> None:
    page = "the non-executive and the non-local board was\r\nin no way non\x02negligible"
    assert "non-negligible" in join_pages([page]).text


def test_a_compound_broken_inside_a_part_is_joined_there() -> None:
    page = "typed words of the sort are\r\nin the main dynamically-ty\x02ped words"
    assert "dynamically-typed" in join_pages([page]).text


def test_a_heading_and_an_item_stand_on_lines_of_their_own() -> None:
    page = (
        "1. Summary\r\n"
        "The trust sold the meadows in the spring of the year\r\nand did not say so to anybody at all then.\r\n"
        "• the first meadow was sold to a builder of houses\r\n• the second was let"
    )
    assert join_pages([page]).text.split("\n") == [
        "1. Summary",
        "The trust sold the meadows in the spring of the year and did not say so to anybody at all then.",
        "• the first meadow was sold to a builder of houses",
        "• the second was let",
    ]
