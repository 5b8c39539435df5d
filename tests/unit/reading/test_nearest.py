"""The nearest place is a place of the text, is only offered when it is near, and says how near it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.model import Span
from mediawatch.reading.folding import fold, fold_words
from mediawatch.reading.nearest import find_nearest
from mediawatch.reading.offers import Offer, Surroundings

TEXT = (
    "First line.\nWe have never hidden any of our work\u00a0from the council, nor will we. Last line. "
    + "More. " * 300
)
WORDS = st.lists(
    st.sampled_from(["a", "we", "£15,000", "never", "café", "non-stop", "“", ".", "我", "…", "always"]),
    max_size=40,
)


def offer(text: str, *parts: str, prefix: str = "", suffix: str = "", start: int = -1) -> Offer:
    found = find_nearest(fold(text), parts, Surroundings(prefix, suffix, start))
    assert found is not None
    assert all(text[part.start : part.end] == part.exact for part in found.parts)
    return found


def test_a_passage_with_words_left_out_is_offered_whole_and_in_one_line() -> None:
    found = offer(TEXT, "We have hidden our work from the council")
    assert found.words == "We have never hidden any of our work from the council"
    assert TEXT[found.span.start : found.span.end] == found.words.replace("work from", "work\u00a0from")


def test_a_passage_of_cut_words_is_offered_with_whole_words() -> None:
    assert offer(TEXT, "idden any of our work fro").words == "hidden any of our work from"


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        (
            "The tbree tru5tees rcsigned on Mondav, it is understood.",
            "three trustees resigned on Monday",
            True,
        ),
        (
            "They said that thethree trustees re signed onMonday.",
            "the three trustees resigned on Monday",
            True,
        ),
        ("Three of the trustees have resigned.", "three trustees resigned on Monday", False),
    ],
)
def test_damage_by_character_recognition_is_seen_through(text: str, quote: str, words: bool) -> None:
    assert (find_nearest(fold(text), [quote]) is not None) == words


def test_a_changed_word_a_number_and_a_moved_border_are_offered() -> None:
    assert offer("In 2025 it raised £15,000 in all.", "it raised £15").words == "it raised £15,000"
    assert offer("We help non-compliant tenants.", "compliant tenants").words == "non-compliant tenants"
    assert offer("我们从来没有隐瞒任何事情。", "我们没有隐瞒任何事情").words == "我们从来没有隐瞒任何事情"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (TEXT, "The moon is made of green cheese"),
        (TEXT, ""),
        ("", "any words"),
        ("The machines of the Chinese firm were made in line with the rules.", "Linus Torvalds"),
        (
            "He said that the council had asked for a report. " * 3,
            "they said the counsel was asleep for a year",
        ),
        ("We have never hidden any of our work.", "We have never hidden that the accounts were late again"),
    ],
    ids=["other words", "no quote", "no text", "Linus on chines", "alike by chance", "half of it stands"],
)
def test_nothing_is_offered_where_nothing_is_near(text: str, quote: str) -> None:
    assert find_nearest(fold(text), [quote]) is None


def test_the_likest_place_is_offered() -> None:
    text = (
        "We did hide the fact that it cost much. "
        + "Filling. " * 40
        + "We did not hide the fact that it cost more."
    )
    assert offer(text, "We do not hide the fact that it cost more").words.startswith("We did not hide")


def test_likeness_falls_with_what_is_changed_and_with_what_stands_between() -> None:
    quote = "the council has refused to give a reason for it"
    kept = offer("Yes, the council has refused to give any reason for it.", quote).likeness.quote
    longer = offer("the council has repeatedly refused to give a reason for it", quote).likeness.quote
    worse = offer("the council has refused to name any reason for that", quote).likeness.quote
    assert 1 > kept > worse
    assert 1 > longer > worse


def test_quote_neighbours_and_position_are_scored_apart() -> None:
    found = offer(
        "Before it. We never said such a thing. After it.",
        "We never said such things",
        prefix="Before it. ",
        suffix=" Something else",
        start=11,
    )
    likeness = found.likeness
    assert found.span == Span(11, 37)
    assert likeness.prefix == 1
    assert likeness.position == 1
    assert likeness.suffix is not None
    assert likeness.suffix < 0.5 < likeness.quote < 1
    assert likeness.context == (1 + likeness.suffix) / 2


TWICE = (
    "It was said that nobody had been told. "
    + "Filling of a page. " * 20
    + "I hear that nobody had been told."
)


@pytest.mark.parametrize(
    ("known", "start"),
    [
        (Surroundings(), TWICE.index("nobody")),
        (Surroundings(prefix="It was said that "), TWICE.index("nobody")),
        (Surroundings(prefix="I hear that "), TWICE.rindex("nobody")),
        (Surroundings(start=len(TWICE) - 30), TWICE.rindex("nobody")),
    ],
    ids=["the first", "by what stands before", "by what stands before the second", "by position"],
)
def test_surroundings_choose_between_places_as_near(known: Surroundings, start: int) -> None:
    found = find_nearest(fold(TWICE), ["nobody has been told"], known)
    assert found is not None
    assert found.span.start == start


def test_surroundings_never_make_a_place() -> None:
    text = "It was said that the weather would be fine. And so on."
    known = Surroundings(prefix="It was said that ", suffix=". And so on.", start=17)
    assert find_nearest(fold(text), ["nobody had been told at all"], known) is None


def test_parts_are_offered_in_their_order_each_with_its_place() -> None:
    text = "We have never hidden any of our work. It was long. In all that time nobody had asked us about it."
    found = offer(text, "We have not hidden any of our work", "in that time nobody had asked us")
    assert [part.exact for part in found.parts] == [
        "We have never hidden any of our work",
        "In all that time nobody had asked us",
    ]
    assert found.words == "We have never hidden any of our work […] In all that time nobody had asked us"
    assert (
        find_nearest(fold(text), ["in that time nobody had asked us", "We have not hidden any of our work"])
        is None
    )


def test_a_short_part_that_is_missing_does_not_hide_the_rest() -> None:
    found = offer(
        "In all that time nobody had ever asked us about it.", "nobody had asked us about it", "or me"
    )
    assert found.words == "nobody had ever asked us about it"


def test_of_a_passage_that_stands_everywhere_the_first_place_is_offered() -> None:
    found = offer("the cat sat on a mat. " * 500, "the cat sat upon a mat")
    assert found.span.start == 0
    assert found.words.startswith("the cat sat on a mat")


@settings(deadline=None)
@given(WORDS, st.lists(WORDS, max_size=3))
def test_what_is_offered_stands_in_the_text_and_scores_from_0_to_1(
    words: list[str], parts: list[list[str]]
) -> None:
    text = " ".join(words)
    found = find_nearest(fold(text), [" ".join(part) for part in parts], Surroundings("we", "never", 3))
    if found:
        assert all(text[part.start : part.end] == part.exact for part in found.parts)
        assert all(
            before.end <= after.start for before, after in zip(found.parts, found.parts[1:], strict=False)
        )
        likeness = found.likeness
        scores = (likeness.quote, likeness.prefix, likeness.suffix, likeness.position, likeness.weighed)
        assert all(score is not None and 0 <= score <= 1 for score in scores)


@settings(deadline=None)
@given(WORDS, st.data())
def test_words_that_stand_there_are_their_own_nearest_place(words: list[str], data: st.DataObject) -> None:
    text = " ".join(["Before", *words, "after"])
    first = data.draw(st.integers(0, len(words)))
    quote = " ".join(["Before", *words, "after"][first : first + 8])
    found = find_nearest(fold(text), [quote])
    if len(quote) >= 8:
        assert found is not None
        assert fold_words(found.words) == fold_words(quote)
        assert found.likeness.quote == 1
