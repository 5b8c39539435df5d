"""A quote is pinned where its very words stand, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediawatch.errors import InputError, QuoteAmbiguous, QuoteNotFound
from mediawatch.model import Anchor, QuotePart
from mediawatch.reading.anchoring import CONTEXT, MOST_PLACES, check_anchor, find_quote
from mediawatch.reading.folding import fold
from mediawatch.reading.wording_places import MOST_LEFT_OUT

TEXT = (
    "The charity said: “We’re open — and\u00a0honest.” It raised £15,000 for non-compliant tenants. "
    "“At no time do we seek to hide any engagement with the council”, its director wrote. "
    "Tenants were angry. Later on, tenants were angry again."
)


def pin(quote: str, text: str = TEXT, *, prefix: str = "", suffix: str = "", nth: int = 0) -> Anchor:
    anchor = find_quote(fold(text), quote, prefix=prefix, suffix=suffix, nth=nth)
    assert check_anchor(text, anchor.parts) == ()
    return anchor


def test_a_quote_as_typed_is_found_exactly() -> None:
    anchor = pin("hide any engagement")
    assert (anchor.how, anchor.quote) == ("exact", "hide any engagement")
    assert TEXT[anchor.start : anchor.end] == "hide any engagement"


def test_the_context_is_what_stands_round_it() -> None:
    anchor = pin("hide any engagement")
    assert anchor.prefix == TEXT[anchor.start - CONTEXT : anchor.start]
    assert anchor.suffix == TEXT[anchor.end : anchor.end + CONTEXT]
    start = pin("The charity")
    assert start.prefix == ""


@pytest.mark.parametrize(
    "typed",
    [
        "we're open - and honest.",
        "WE‘RE OPEN – AND  HONEST.",
        "“we're open - and honest.”",
        '  "we\'re open -\nand honest."',
    ],
)
def test_typing_may_differ_where_folding_allows(typed: str) -> None:
    anchor = pin(typed)
    assert anchor.how == "folded"
    assert "We’re open — and\u00a0honest." in anchor.quote


def test_the_exact_spelling_decides_between_two_foldings() -> None:
    assert pin("Tenants were angry").start == TEXT.index("Tenants were")


@pytest.mark.parametrize(
    "typed",
    [
        "“hide any engagement”",
        '"hide any engagement"',
        "‘hide any engagement’",
        "“hide any engagement",
        "hide any engagement”",
    ],
)
def test_quotation_marks_that_only_the_typist_set_are_left_off(typed: str) -> None:
    assert pin(typed).quote == "hide any engagement"


def test_quotation_marks_of_the_text_are_kept_when_typed() -> None:
    assert pin("“At no time do we seek").quote == "“At no time do we seek"


@pytest.mark.parametrize(
    "typed",
    [
        "At no time do we seek any engagement with the council",
        "hid any engagement",
        "hide any engagements",
        "ide any engagement",
        "raised £15",
        "raised £15,00",
        "compliant tenants",
        "seek to hide any engagement with a council",
        "We're open and honest",
        "the tenants' were angry",
    ],
)
def test_other_words_are_never_pinned(typed: str) -> None:
    with pytest.raises(QuoteNotFound):
        pin(typed)


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        (
            "at no time do we seek any engagement with the council",
            "At no time do we seek to hide any engagement with the council",
        ),
        ("it raised £15", "It raised £15,000"),
        ("compliant tenants", "non-compliant tenants"),
        ("Nothing of the sort was ever written by anybody", ""),
    ],
)
def test_the_nearest_passage_is_offered_when_it_is_near(typed: str, best: str) -> None:
    with pytest.raises(QuoteNotFound) as caught:
        pin(typed)
    assert caught.value.best == best


@pytest.mark.parametrize("typed", ["", "  ", "…", "“”", "[…]", "\u200b"])
def test_an_empty_quote_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="empty"):
        pin(typed)


@pytest.mark.parametrize("typed", ["tenants", "“tenants”", "non-compliant", "£15,000"])
def test_a_quote_of_one_word_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="one word"):
        pin(typed)


def test_several_places_are_listed_and_not_chosen_from() -> None:
    with pytest.raises(QuoteAmbiguous) as caught:
        pin("were angry")
    assert caught.value.places == (
        "…l”, its director wrote. Tenants [were angry]. Later on, tenants were angry a…",
        "…s were angry. Later on, tenants [were angry] again.…",
    )


def test_a_number_chooses_the_place() -> None:
    assert pin("were angry", nth=1).start < pin("were angry", nth=2).start
    with pytest.raises(InputError, match="2 places; there is no number 3"):
        pin("were angry", nth=3)
    with pytest.raises(InputError, match="1 place; there is no number 2"):
        pin("hide any engagement", nth=2)
    with pytest.raises(InputError, match="Count from 1"):
        pin("were angry", nth=-1)


def test_words_before_or_after_choose_the_place() -> None:
    second = pin("were angry", nth=2)
    assert pin("were angry", prefix="LATER on, tenants") == second
    assert pin("were angry", suffix=" again") == second
    assert pin("were angry", suffix="Later on").start < second.start
    assert pin("were angry", prefix=second.prefix, suffix=second.suffix) == second


def test_words_that_do_not_stand_there_choose_nothing() -> None:
    with pytest.raises(QuoteNotFound, match="not with that before or after"):
        pin("were angry", prefix="never")


@pytest.mark.parametrize("mark", ["…", "...", "[…]", "[...]", " […] ", " … ", "(…)", " . . . ", "[ … ]"])
def test_an_omission_mark_splits_a_quote_into_parts_in_order(mark: str) -> None:
    anchor = pin(f"At no time{mark}any engagement")
    assert [part.exact for part in anchor.parts] == ["At no time", "any engagement"]
    assert anchor.quote == "At no time […] any engagement"
    assert anchor.how == "exact"


def test_parts_in_the_wrong_order_are_not_pinned() -> None:
    with pytest.raises(QuoteNotFound):
        pin("any engagement … At no time")


def test_parts_are_pinned_as_near_to_each_other_as_they_stand() -> None:
    text = "we say this. we say this, we do that. we do that."
    anchor = pin("we say … do that", text)
    assert [part.start for part in anchor.parts] == [text.rindex("we say"), text.index("do that")]


def test_parts_too_far_apart_are_no_quotation() -> None:
    def apart(characters: int) -> str:
        return f"first words{'.' * characters}last words"

    assert len(pin("first words … last words", apart(MOST_LEFT_OUT)).parts) == 2
    with pytest.raises(QuoteNotFound):
        pin("first words … last words", apart(MOST_LEFT_OUT + 1))


def test_a_part_of_one_word_is_refused() -> None:
    with pytest.raises(InputError, match="two words or more"):
        pin("At no time … council")


def test_omission_marks_at_the_ends_leave_nothing_out() -> None:
    assert pin("… hide any engagement […]").quote == "hide any engagement"


def test_an_omission_mark_that_the_text_has_itself_splits_nothing() -> None:
    anchor = pin("we waited... and waited", "Then we waited… and waited for an answer.")
    assert [part.exact for part in anchor.parts] == ["we waited… and waited"]


def test_a_quote_runs_over_what_layout_put_into_it() -> None:
    text = "and they co\u00ad\noperated with\nthe coun\ufffe\r\ncil for years"
    assert pin("cooperated with the council", text).quote == "co\u00ad\noperated with\nthe coun\ufffe\r\ncil"


def test_a_quote_in_a_script_without_spaces_is_pinned() -> None:
    assert pin("没有隐瞒", "我们从来没有隐瞒任何事情。").quote == "没有隐瞒"


def test_a_letter_is_not_parted_from_its_accent() -> None:
    with pytest.raises(QuoteNotFound):
        pin("the cafe", "we saw the cafe\u0301 there")


def test_many_places_are_counted_and_some_are_listed() -> None:
    with pytest.raises(QuoteAmbiguous, match="500 places") as caught:
        pin("so it", "so it went. " * 500)
    assert len(caught.value.places) == MOST_PLACES


def test_an_anchor_that_no_longer_fits_is_told() -> None:
    part = QuotePart(4, 11, "charity")
    assert check_anchor(TEXT, [part]) == ()
    assert check_anchor(TEXT, [QuotePart(5, 12, "charity")]) == ("Part 1 does not stand at 5 to 12.",)
    assert check_anchor(TEXT, [QuotePart(0, 3, "The"), QuotePart(0, 3, "The")]) == (
        "Part 2 begins before the one that it follows ends.",
    )
    assert check_anchor("short", [part]) == ("Part 1 does not stand at 4 to 11.",)
    assert check_anchor(TEXT, []) == ("It has no parts.",)


def test_the_case_this_was_made_for(shared: Path) -> None:
    statement = (shared / "kikit" / "statement.txt").read_text(encoding="utf-8")
    whole = pin("is something we consider our duty and not something that we would pause", statement)
    assert whole.how == "exact"
    assert whole.suffix.startswith(" for and question")
    with pytest.raises(QuoteNotFound) as caught:
        pin("“At no time do we seek any engagement with Prevent”", statement)
    assert caught.value.best == "at no time do we seek to hide any engagement with Prevent"
