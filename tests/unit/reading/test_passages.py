"""The index finds where in our works a quotation's words stand, as they are or changed."""

from __future__ import annotations

import pytest

from mediawatch.citing import Passage
from mediawatch.errors import ReadError
from mediawatch.model import Span
from mediawatch.reading.passages import MOST_WORKS, PassageIndex

STATEMENT = (
    "Harbour Lights has never turned anybody away. We do not hide our numbers, and in 2023 we helped 1,412 families "
    "through the winter.\n\nEvery complaint is read by two trustees who were not involved. Where we were wrong, we say "
    "so, and we tell the people concerned before we tell anybody else."
)
REPORT_2023 = (
    "In the year to March our income fell by a fifth. The night shelter stayed open because the council paid for its "
    "heating, and because forty volunteers gave up their weekends."
)


@pytest.fixture
def index() -> PassageIndex:
    made = PassageIndex()
    made.add(1, STATEMENT)
    made.add(2, REPORT_2023)
    return made


def find(index: PassageIndex, quote: str) -> list[str]:
    """The words of ours at each place, best first."""
    texts = {1: STATEMENT, 2: REPORT_2023}
    places = index.find_quoted(quote, [Span(0, len(quote))])
    return [texts[place.work][place.start : place.end] for place in places]


@pytest.mark.parametrize(
    "quote",
    [
        "night shelter",
        "forty volunteers gave up",
        "1,412 families",
        "We do not hide our numbers",
        "Every complaint is read by two trustees who were not involved. Where we were wrong",
    ],
)
def test_words_are_found_where_they_stand(index: PassageIndex, quote: str) -> None:
    assert find(index, quote)[0] == quote


def test_typesetting_case_and_hyphenation_make_no_difference(index: PassageIndex) -> None:
    assert find(index, "HARBOUR\u00a0LIGHTS has ne\u00adver turned")[0] == "Harbour Lights has never turned"
    assert find(index, "complaint is read by two trus\u00ad\ntees")[0] == "complaint is read by two trustees"


@pytest.mark.parametrize(
    ("quote", "ours"),
    [
        ("We do hide our numbers", "We do not hide our numbers"),
        ("the shelter stayed open", "The night shelter stayed open"),
        ("helped 1,812 families", "helped 1,412 families"),
        ("our income fell by a third", "our income fell by a"),
        (
            "stayed open because forty volunteers gave up their weekends",
            "stayed open because the council paid for its heating, and because forty volunteers gave up their weekends",
        ),
    ],
)
def test_changed_words_lead_to_the_place_that_they_were_taken_from(
    index: PassageIndex, quote: str, ours: str
) -> None:
    assert any(ours in place or place in ours for place in find(index, quote)[:1])


def test_words_joined_from_two_places_give_both(index: PassageIndex) -> None:
    found = find(
        index, "we helped 1,412 families through the winter because the council paid for its heating"
    )
    assert "1,412 families" in found[0] + found[1]
    assert "council paid for its heating" in found[0] + found[1]


def test_words_in_another_order_give_both_places(index: PassageIndex) -> None:
    found = find(index, "before we tell anybody else we tell the people concerned")
    assert "before we tell anybody else" in " ".join(found)
    assert "people concerned" in " ".join(found)


@pytest.mark.parametrize(
    "quote", ["", "winter", "“…”", "purple elephants", "the minister resigned over lunch"]
)
def test_words_that_are_not_ours_have_no_place(index: PassageIndex, quote: str) -> None:
    assert find(index, quote) == []


def test_parts_of_a_quotation_are_read_one_after_the_other(index: PassageIndex) -> None:
    report = "“The night shelter,” the charity said, “stayed open because the council paid.”"
    parts = [Span(1, 18), Span(report.index("stayed"), report.index("paid") + 4)]
    assert index.find_quoted(report, parts)[0] == Passage(
        2, REPORT_2023.index("The night"), REPORT_2023.index("paid") + 4
    )


def test_offsets_count_in_the_text_as_it_was_given() -> None:
    text = "\ufeffOﬀice  hours:\u00a0the oﬃce was open all night, ne\u200bver closed. Straße und Maß bleiben gleich."
    index = PassageIndex()
    index.add(5, text)
    for quote, ours in (
        ("the office was", "the oﬃce was"),
        ("never closed", "ne\u200bver closed"),
        ("strasse und mass", "Straße und Maß"),
    ):
        place = index.find_quoted(quote, [Span(0, len(quote))])[0]
        assert text[place.start : place.end] == ours


def test_only_our_own_passages_are_found() -> None:
    ours = "We opened at six."
    theirs = "The minister called it a scandal of the first order."
    index = PassageIndex()
    index.add(1, f"{theirs} {ours}", own=[Span(len(theirs) + 1, len(theirs) + 1 + len(ours))])
    assert index.find_quoted(ours, [Span(0, len(ours))]) == [
        Passage(1, len(theirs) + 1, len(theirs) + len(ours))
    ]
    assert index.find_quoted(theirs, [Span(0, len(theirs))]) == []
    across = "first order. We opened"
    assert all(place.start > len(theirs) for place in index.find_quoted(across, [Span(0, len(across))]))


def test_a_changed_work_is_found_as_it_is_now(index: PassageIndex) -> None:
    assert find(index, "night shelter")
    index.add(2, "The day centre closed in May.")
    assert find(index, "night shelter") == []
    assert index.find_quoted("day centre closed", [Span(0, 17)]) == [Passage(2, 4, 21)]
    index.remove(2)
    assert index.find_quoted("day centre closed", [Span(0, 17)]) == []
    assert 2 not in index
    assert len(index) == 1
    assert find(index, "two trustees") == ["two trustees"]


def test_removing_what_is_not_there_changes_nothing(index: PassageIndex) -> None:
    index.remove(99)
    assert len(index) == 2


def test_all_that_have_the_very_words_are_given_and_few_of_those_that_nearly_do() -> None:
    index = PassageIndex()
    for number in range(12):
        index.add(number, f"Version {number}: our doors are open to all.", work=100)
    for number in range(20, 40):
        index.add(number, f"Work {number}: our doors are open to all.")
    places = index.find_quoted("doors are open to all", [Span(0, 21)])
    assert [place.work for place in places] == [*range(12), *range(20, 40)]
    assert {place.share for place in places} == {1.0}
    places = index.find_quoted("our doors are closed to all", [Span(0, 27)])
    assert 0 < len({place.work for place in places}) <= MOST_WORKS + 11
    assert all(0 < place.share < 1 for place in places)


def test_an_empty_index_and_a_work_without_text_find_nothing() -> None:
    index = PassageIndex()
    assert index.find_quoted("two words", [Span(0, 9)]) == []
    index.add(1, "")
    index.add(2, "… — !")
    assert index.find_quoted("two words", [Span(0, 9)]) == []
    assert index.find_reused("two words and six more of them here") == []
    assert PassageIndex.from_bytes(index.to_bytes()).find_quoted("two words", [Span(0, 9)]) == []


def test_stored_and_read_back_it_finds_the_same_and_goes_on(index: PassageIndex) -> None:
    index.set_names(["Harbour Lights"])
    again = PassageIndex.from_bytes(index.to_bytes())
    assert again.to_bytes() == index.to_bytes()
    assert find(again, "forty volunteers") == ["forty volunteers"]
    again.add(3, "A third work about the ferry.")
    assert again.find_quoted("about the ferry", [Span(0, 15)]) == [Passage(3, 13, 28)]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:10], lambda data: data[:-1], lambda data: b"x" * len(data)]
)
def test_stored_bytes_that_are_damaged_are_refused_with_advice(index: PassageIndex, damage) -> None:
    with pytest.raises(ReadError, match="Make it again"):
        PassageIndex.from_bytes(damage(index.to_bytes()))


def test_stored_bytes_of_another_format_are_refused(index: PassageIndex) -> None:
    data = bytearray(index.to_bytes())
    data[20] = 250
    with pytest.raises(ReadError, match="format 250"):
        PassageIndex.from_bytes(bytes(data))


def test_hostile_texts_take_linear_time(index: PassageIndex) -> None:
    """Ten times the text must not take a hundred times as long: quadratic work would, and ends the test run."""
    for text in ('"' * 400_000, "we do not " * 40_000, "a\u200b" * 100_000, "ß" * 100_000, "שלום " * 80_000):
        index.find_reused(text)
        index.find_quoted(text, [Span(0, len(text))])
    index.add(9, "we help people who need help now and then again " * 8_000)
    index.find_reused("we help people who need help now and then again " * 8_000)
