"""What differs between a claim and its repeat is laid open, and what may turn it round is named."""

from __future__ import annotations

import pytest

from mediawatch.model import Span
from mediawatch.reading.turns import compare_loosely, lay_beside
from mediawatch.suggesting import Turn

CLAIM = "The charity spent half of its income on the salaries of three directors in 2019."


def turn(report: str, claim: str = CLAIM, part: str = "", names: frozenset[str] = frozenset()) -> list[Turn]:
    place = Span(claim.index(part), claim.index(part) + len(part)) if part else Span(0, len(claim))
    return list(lay_beside(report, Span(0, len(report)), claim, place, names)[1])


@pytest.mark.parametrize(
    ("report", "kind", "theirs", "known"),
    [
        (CLAIM.replace("spent", "never spent"), "negation", "never", ""),
        (CLAIM.replace("half", "a tenth"), "number", "tenth", "half"),
        (CLAIM.replace("three", "two"), "number", "two", "three"),
        (CLAIM.replace("2019", "2018"), "date", "2018", "2019"),
        (CLAIM.replace("spent", "may have spent"), "hedge", "may", ""),
        (CLAIM.replace("three directors", "all directors"), "quantifier", "all", "three directors"),
        (CLAIM.replace("half", "less than half"), "comparison", "less than", ""),
    ],
)
def test_words_that_may_turn_a_claim_round_are_named(report: str, kind: str, theirs: str, known: str) -> None:
    found = {turn.kind: turn for turn in turn(report)}
    assert kind in found
    assert theirs in found[kind].theirs
    assert found[kind].known in (known, known.split()[0] if known else "")


def test_another_name_is_named() -> None:
    found = turn("It was said that Oxfam spent half of it.", "It was said that Barnardos spent half of it.")
    assert found == [Turn("name", "Oxfam", "Barnardos")]


@pytest.mark.parametrize(
    "report",
    [
        CLAIM,
        CLAIM.upper(),
        CLAIM.replace("three", "3"),
        CLAIM.replace("salaries", "pay"),
        "According to the paper, " + CLAIM[0].lower() + CLAIM[1:],
    ],
)
def test_the_same_in_other_letters_turns_nothing(report: str) -> None:
    assert turn(report) == []


@pytest.mark.parametrize("before", ["It is not true that ", "Mrs Calloway denied that ", "It is false that "])
def test_a_denial_before_the_words_turns_them_round(before: str) -> None:
    report = before + CLAIM[0].lower() + CLAIM[1:]
    start = len(before)
    turns = lay_beside(report, Span(start, len(report)), CLAIM, Span(0, len(CLAIM)), frozenset())[1]
    assert [turn.kind for turn in turns] == ["negation"]


def test_a_denial_in_the_claim_that_is_not_repeated_turns_it_round() -> None:
    claim = "It is not true that the charity spent half of its income on the salaries of its directors."
    part = "the charity spent half of its income on the salaries of its directors"
    assert [
        each.kind
        for each in turn(
            "The charity spent half of its income on the salaries of its directors.", claim, part
        )
    ] == ["negation"]


def test_a_claim_that_was_cut_off_is_turned_by_its_nearest_clause_only() -> None:
    claim = "In May 2019, when Ms Calloway was in Rome, the board met, and the charity sold its only van to a dealer."
    found = turn("And the charity sold its only van to a dealer.", claim)
    assert all(each.kind not in ("name", "date", "number") for each in found)


def test_differences_cover_both_in_the_order_of_the_claim() -> None:
    report = "The charity spent nearly half of its money on the salaries of directors in 2019."
    differences, _ = lay_beside(report, Span(0, len(report)), CLAIM, Span(0, len(CLAIM)), frozenset())
    shown = [
        (
            each.kind,
            report[each.theirs.start : each.theirs.end] if each.theirs else "",
            CLAIM[each.ours.start : each.ours.end] if each.ours else "",
        )
        for each in differences
    ]
    assert shown == [
        ("same", "The charity spent", "The charity spent"),
        ("inserted", "nearly", ""),
        ("same", "half of its", "half of its"),
        ("changed", "money", "income"),
        ("same", "on the salaries of", "on the salaries of"),
        ("omitted", "", "three"),
        ("same", "directors in 2019", "directors in 2019"),
    ]


def test_halves_that_changed_places_turn_nothing() -> None:
    claim = "When the doors were opened at six, forty people were waiting in the rain outside the shelter."
    report = "Forty people were waiting in the rain outside the shelter, when the doors were opened at six."
    assert turn(report, claim) == []


def test_of_a_paraphrase_negations_and_numbers_count() -> None:
    claim = "The charity turned away 40 homeless people."
    report = "No homeless person was turned away by the charity, least of all 50 of them."
    kinds = {
        each.kind
        for each in compare_loosely(report, Span(0, len(report)), claim, Span(0, len(claim)), frozenset())
    }
    assert kinds == {"negation", "number"}


def test_texts_without_a_word_in_common_have_no_differences() -> None:
    assert lay_beside("Quite another thing.", Span(0, 20), CLAIM, Span(0, len(CLAIM)), frozenset()) == (
        (),
        (),
    )
