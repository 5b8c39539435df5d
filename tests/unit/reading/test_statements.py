"""A statement laid out point by point: their words exactly, ours where there are some, and what is left to do."""

from __future__ import annotations

import pytest

from mediawatch.reading.statements import CLOSING, OPENING, Point, Said, find_placeholders, lay_out

GAZETTE = Said(
    "The trust turned away\nthree hundred “clients”.", "The Gazette", "4 March 2026", "Turned away", "https://gazette.example/a",
    place="page 7", speaker="A. Clerk",
)  # fmt: skip
CUTTING = Said("Three hundred!", "", "date unknown", "", "")


def test_each_point_has_their_words_with_their_place_and_then_what_is_true() -> None:
    text = lay_out(
        [
            Point(
                "We turned them away.", (GAZETTE, CUTTING), "Nobody was.", 0, ("a.csv", "https://x.example/b")
            )
        ]
    )
    assert text == "\n\n".join(
        [
            OPENING,
            "1. What was said",
            "‘The trust turned away\nthree hundred “clients”.’\n"
            "(A. Clerk in The Gazette, “Turned away”, page 7, 4 March 2026, https://gazette.example/a)",
            "The same was said here too:\n- “Three hundred!” (outlet unknown, date unknown)",
            "What is true",
            "Nobody was.",
            "Evidence:\n- a.csv\n- https://x.example/b",
            CLOSING,
        ]
    )


def test_what_nobody_answered_yet_is_left_to_fill_in() -> None:
    text = lay_out([Point("We turned [all] away.", (CUTTING,))])
    assert find_placeholders(text) == [
        OPENING,
        "[FILL IN: what is true, with figure, date and source; they claim: We turned (all) away.]",
        "[FILL IN: the evidence for point 1, or take this line out]",
        CLOSING,
    ]


def test_a_false_claim_is_no_heading() -> None:
    text = lay_out([Point("We turned them away.", (CUTTING,), "Nobody was.")])
    assert "We turned them away" not in text


def test_one_answer_to_two_claims_stands_there_once() -> None:
    text = lay_out(
        [Point("A.", (CUTTING,), "Neither is so."), Point("B.", (CUTTING,), "Neither is so.", same_as=1)]
    )
    assert text.count("Neither is so.") == 1
    assert "See point 1." in text
    assert "evidence for point 2" not in text


def test_a_claim_that_is_pinned_nowhere_is_answered_all_the_same() -> None:
    assert "1. What was said\n\nWhat is true" in lay_out([Point("A.", ())])


def test_a_translation_stands_below_the_words_themselves() -> None:
    said = Said("Niemand half.", "Blatt", "2026", "", "", translation="Nobody helped.")
    assert "“Niemand half.”\nIn translation: “Nobody helped.”\n(Blatt, 2026)" in lay_out(
        [Point("A.", (said,))]
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[FILL IN: the figure]", ["[FILL IN: the figure]"]),
        ("[fill in] and [Fill in the\nrest]", ["[fill in]", "[Fill in the rest]"]),
        ("[sic] [FILLING] [FILL OUT] FILL IN: x", []),
        ("[FILL IN: " + "x" * 300 + "]", ["[FILL IN: " + "x" * 108 + "…]"]),
        ("[FILL IN [twice]]", []),
        ("", []),
    ],
)
def test_what_is_left_to_fill_in_is_found(text: str, found: list[str]) -> None:
    assert find_placeholders(text) == found
