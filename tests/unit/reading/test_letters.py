"""The draft of a letter says what the record says, and where a person has to write."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from mediawatch.model import RequestKind
from mediawatch.reading.letters import Point, Sender, compose_letter, find_gaps

POINT = Point(
    quote="The centre turned [the sick] away.",
    title="Advice centre closes",
    outlet="The Northern Courier",
    published="4 March 2026",
    address="https://northern-courier.example/a",
    place="page 7",
    wording="We turned people away.",
    answer="Nobody was turned away.\nThe second office was open.",
    answered_at="https://harbour-lane.example/news",
    evidence=("figures.csv",),
)
SENDER = Sender("Harbour Lane", "Ada Okafor", "the editor of The Northern Courier", "5 March 2026")


def test_the_letter_has_their_words_our_answer_where_it_stands_and_the_evidence() -> None:
    assert compose_letter("correction", SENDER, [POINT]) == (
        "5 March 2026\n\nTo the editor of The Northern Courier\n\n"
        "“Advice centre closes”, The Northern Courier, 4 March 2026\nhttps://northern-courier.example/a\n\n"
        "You wrote (page 7):\n    “The centre turned [the sick] away.”\n"
        "Our answer:\n    Nobody was turned away.\n    The second office was open.\n"
        "It is published at https://harbour-lane.example/news\nEvidence: figures.csv\n\n"
        "We ask you to correct this report, to say in a note with it what was wrong, and to give the correction a "
        "prominence that is due to what it corrects.\n\n[Say by when you ask for an answer.]\n\n"
        "Ada Okafor\nHarbour Lane\n"
    )


@pytest.mark.parametrize("kind", get_args(RequestKind))
def test_every_kind_has_a_letter(kind: RequestKind) -> None:
    sender = replace(SENDER, person="Ines Calloway", their_reference="01234-26")
    letter = compose_letter(kind, sender, [POINT, replace(POINT, place="", outlet="")])
    assert "1. You wrote (page 7):" in letter
    assert "2. You wrote:" in letter
    assert "Your reference: 01234-26" in letter
    assert ("Ines Calloway" in letter) == (kind == "right to erasure")


def test_what_only_a_person_can_know_is_a_gap() -> None:
    letter = compose_letter(
        "reply", replace(SENDER, recipient=""), [replace(POINT, answer="", quote="Away […].")]
    )
    assert find_gaps(letter) == (
        "[name of the editor]",
        "[Say what is true. The claim is: We turned people away.]",
        "[Our reply, in the words that are to be published.]",
        "[Say by when you ask for an answer.]",
    )


def test_an_omission_mark_is_no_gap() -> None:
    assert find_gaps("They wrote “we […] closed [...] it [. . .]”.") == ()
