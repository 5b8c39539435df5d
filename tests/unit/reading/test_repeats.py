"""A known claim is found in a report: in its words, in others, in parts; what is not a repeat is not."""

from __future__ import annotations

import pytest

from mediawatch.reading.repeats import RepeatIndex
from mediawatch.suggesting import Repeat

CLAIMS = {
    1: [
        "Half of every pound goes on salaries.",
        "Harbour Lights spends half of its income on the pay of its staff.",
    ],
    2: ["At no time do we seek to hide any engagement with the inspectors."],
    3: [
        "The shelter turned away forty people on the coldest night of the year. Nobody was told about it until a "
        "volunteer wrote to this newspaper in the spring."
    ],
    4: ["engaging with the local authority … is something we consider our duty"],
    5: ["a front for the Home Office"],
}
OTHER = (
    "The council met on Tuesday to discuss the roof of the library. Its leader said that work would begin in May."
    "\n\nHalf of the members were away, and nobody spoke of the shelter or of its salaries."
)


@pytest.fixture
def index() -> RepeatIndex:
    made = RepeatIndex()
    made.set_names(["Harbour Lights"])
    for claim, wordings in CLAIMS.items():
        made.add(claim, wordings)
    return made


def find(index: RepeatIndex, words: str) -> list[tuple[Repeat, str]]:
    """What is found of these words in the midst of another report, with the words of the report."""
    report = OTHER.replace("\n\n", f"\n\n{words}\n\n")
    return [(one, report[one.span.start : one.span.end]) for one in index.find(report)]


def test_a_report_that_repeats_nothing_has_no_repeats(index: RepeatIndex) -> None:
    assert index.find(OTHER) == []


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_very_words_are_verbatim(index: RepeatIndex, claim: int) -> None:
    for number, wording in enumerate(CLAIMS[claim]):
        ((found, words),) = find(index, f"She said: “{wording}” And so on.")
        assert (found.claim, found.wording, found.how, found.score) == (claim, number, "verbatim", 1.0)
        assert words == wording.rstrip(".")
        assert not found.must_be_read


@pytest.mark.parametrize(
    "words",
    [
        "HALF OF EVERY POUND GOES ON SALARIES",
        "half of every\npound\u00a0goes on sal\u00ad\naries",
        "“Half” of every pound — goes on ‘salaries’",
    ],
)
def test_case_marks_and_typesetting_make_it_folded(index: RepeatIndex, words: str) -> None:
    ((found, _),) = find(index, f"We hear: {words}. And so on.")
    assert (found.claim, found.how, found.score, found.turns) == (1, "folded", 1.0, ())


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("Half of every single pound goes on directors’ salaries.", 1),
        ("On salaries goes half of every pound.", 1),
        ("In fact half of its income Harbour Lights spends on the pay of staff.", 1),
        ("We seek at no time to hide an engagement with inspectors.", 2),
        (
            "On the coldest night of the year the shelter turned forty people away. Nobody was told about it.",
            3,
        ),
    ],
)
def test_words_changed_moved_put_in_and_left_out_are_followed(
    index: RepeatIndex, words: str, claim: int
) -> None:
    ((found, text),) = find(index, words)
    assert (found.claim, found.how) == (claim, "edited")
    assert 0.4 < found.score < 1
    assert found.differences
    assert text in words


def test_another_form_of_most_words_is_a_paraphrase_and_has_to_be_read() -> None:
    index = RepeatIndex()
    index.add(
        1,
        ["All payments to the charity have been stopped by the local authority because of the allegations."],
    )
    report = "Because of what it calls allegations, the authority, which is local, is stopping payment to this charity."
    (found,) = index.find(report)
    assert found.how == "paraphrase"
    assert found.must_be_read
    assert report[found.span.start : found.span.end] == report.rstrip(" ")


def test_a_sentence_of_a_longer_claim_is_found_by_itself(index: RepeatIndex) -> None:
    ((found, words),) = find(
        index, "Nobody was told about it until a volunteer wrote to a newspaper in the spring."
    )
    assert (found.claim, found.how) == (3, "edited")
    assert found.score < 0.6
    assert words == "Nobody was told about it until a volunteer wrote to a newspaper in the spring"


def test_a_run_of_words_of_a_longer_claim_is_found() -> None:
    index = RepeatIndex()
    claim = (
        "the money that was given for a new boiler went into the director’s garden where a pond with carp from Japan "
        "was dug by men who were paid in cash on Saturdays"
    )
    index.add(9, [claim])
    report = "The paper writes of a pond with carp from Japan was dug by men who came by van."
    (found,) = index.find(report)
    assert (found.how, found.reason.split(" words")[0]) == ("edited", "11 of the claim’s 32")


def test_what_an_omission_left_out_is_bridged(index: RepeatIndex) -> None:
    words = "engaging with the local authority and other groups in the city is something we consider our duty"
    ((found, text),) = find(index, f"It wrote that {words}.")
    assert (found.claim, found.how, text) == (4, "edited", words)


@pytest.mark.parametrize(
    ("words", "turn"),
    [
        ("At no time do we seek any engagement with the inspectors.", "“hide” only in the claim (negation)"),
        ("Half of every dollar goes on salaries.", "“dollar” for “pound” (unit)"),
        ("A third of every pound goes on salaries.", "“third” for “Half” (number)"),
        (
            "The charity denied that half of every pound goes on salaries.",
            "“denied” only in the report (negation)",
        ),
    ],
)
def test_what_may_turn_a_claim_round_is_told_and_must_be_read(
    index: RepeatIndex, words: str, turn: str
) -> None:
    ((found, _),) = find(index, words)
    assert turn in found.reason
    assert found.must_be_read


def test_the_best_wording_is_given_at_each_place_and_claims_may_share_a_place() -> None:
    index = RepeatIndex()
    index.add(1, ["the roof of the old school leaks", "the roof of the old school leaks badly in winter"])
    index.add(2, ["roof of the old school leaks badly"])
    report = (
        "We hear that the roof of the old school leaks badly in winter, and the roof of the old school leaks."
    )
    found = [(one.claim, one.wording, one.how, one.span.start) for one in index.find(report)]
    assert found[0] == (1, 1, "verbatim", report.index("the roof"))
    assert (2, 0, "verbatim", report.index("roof")) in found
    assert (1, 0, "verbatim", report.rindex("the roof")) in found


def test_a_claim_has_three_places_at_most(index: RepeatIndex) -> None:
    report = "Half of every pound goes on salaries, as was said before. " * 9
    assert len(index.find(report)) == 3


def test_repeats_come_in_the_order_of_the_report(index: RepeatIndex) -> None:
    report = "It is a front for the Home Office. " + OTHER + " Half of every pound goes on salaries."
    assert [one.claim for one in index.find(report)] == [5, 1]


def test_a_claim_is_replaced_and_taken_out(index: RepeatIndex) -> None:
    index.add(5, ["the trustees flew to Rome at our expense"])
    assert find(index, "It is a front for the Home Office.") == []
    assert [one.claim for one, _ in find(index, "The trustees flew to Rome at our expense!")] == [5]
    index.remove(5)
    index.remove(99)
    assert 5 not in index
    assert len(index) == 4
    assert find(index, "The trustees flew to Rome at our expense!") == []
    assert [one.claim for one, _ in find(index, "Half of every pound goes on salaries.")] == [1]


def test_names_say_nothing_about_which_claim_it_is() -> None:
    index = RepeatIndex()
    index.add(1, ["Kikit Pathways to Recovery hid the money"])
    report = "Kikit Pathways to Recovery opened a new house."
    index.set_names(["Kikit Pathways to Recovery"])
    assert index.find(report) == []
    assert index.find("It was Kikit Pathways to Recovery that hid all the money.")


def test_phrases_that_many_reports_have_by_themselves_say_nothing() -> None:
    index = RepeatIndex()
    stock = (
        "a spokesperson for the council did not respond to a request for comment before this was published"
    )
    index.add(1, [f"The pond was dug by unpaid boys, and {stock}"])
    report = f"The ferry was late again on Monday. And {stock}."
    assert [one.claim for one in index.find(report)] == [1]
    for day in range(12):
        index.learn_report(f"On day {day} the bus did not come. And {stock}.")
    assert index.find(report) == []
    assert [one.claim for one in index.find("It writes that the pond was dug by unpaid boys.")] == [1]


def test_scripts_without_spaces_are_searched() -> None:
    index = RepeatIndex()
    index.add(1, ["団体は四十人の難民を寒い夜に追い返した"])
    report = "記事によると、団体は四十人の難民を寒い夜に追い返したという。"
    (found,) = index.find(report)
    assert found.how == "verbatim"
    assert report[found.span.start : found.span.end] == "団体は四十人の難民を寒い夜に追い返した"


def test_text_from_right_to_left_is_searched() -> None:
    index = RepeatIndex()
    index.add(1, ["העמותה סילקה ארבעים איש בלילה הקר ביותר"])
    report = "נכתב כי העמותה סילקה ארבעים איש בלילה הקר ביותר של השנה."
    assert [one.how for one in index.find(report)] == ["verbatim"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u200b" * 1000, "“…” — !", "\ud800 lone", "half", "\x00\x01", "🙂" * 100, "a\u0301" * 1000],
)
def test_texts_that_hold_nothing_give_nothing(index: RepeatIndex, text: str) -> None:
    assert index.find(text) == []
    index.add(77, [text, ""])
    assert 77 in index
    assert index.find(OTHER) == []


def test_an_empty_index_finds_nothing() -> None:
    index = RepeatIndex()
    assert index.find(OTHER) == []
    index.learn_report(OTHER)
    index.set_names(["Harbour Lights"])
    assert len(index) == 0
    assert index.find(OTHER) == []


def test_hostile_texts_take_linear_time(index: RepeatIndex) -> None:
    """Ten times the text must not take a hundred times as long: quadratic work would, and ends the test run."""
    for number in range(100, 400):
        index.add(number, [f"the pound of number {number} goes on salaries of every kind"])
    for text in (
        "salaries " * 44_000,
        "half of every pound goes on salaries. " * 2_500,
        "pound goes " * 36_000,
        "“!?… —" * 16_000,
        "\u200b" * 400_000,
        "שלום " * 80_000,
        "日本語" * 33_000,
        "x" * 400_000,
        "zebra quux " * 9_000,
    ):
        index.find(text)
        alone = RepeatIndex()
        alone.add(1, [text])
        alone.find(text[:2000])
