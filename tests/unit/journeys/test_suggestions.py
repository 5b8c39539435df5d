"""What was noticed is offered with its reason, confirmed exactly, and once rejected never offered again."""

from __future__ import annotations

from typing import Any

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.correct import reinstate, set_fields, withdraw
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.history import read_log
from mediawatch.journeys.look import Filters, list_things
from mediawatch.journeys.merge import merge_claims, split_claim
from mediawatch.journeys.show import show_thing
from mediawatch.journeys.suggestions import (
    confirm_suggestion,
    must_be_read,
    reject_suggestion,
    take_back,
)
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.model import Ref

from .conftest import AddReport, retype

SAID = "half of every pound given to the trust goes on salaries for its directors"
FILLING = "The roof was mended in May and the tenants came back."


def make_text(said: str, number: int = 0) -> str:
    """A text that is too short to be taken for a copy of another."""
    return f"{FILLING} It is known that {said}. That is all. ({number})"


@pytest.fixture
def claimed(desk: Desk, add_report: AddReport) -> Desk:
    """Claim 1 in report 1."""
    add_report(make_text(SAID))
    add_claim(desk, 1, "Half of all donations go on salaries.", PinOptions(SAID))
    return desk


def listed(desk: Desk, status: str = "") -> list[dict[str, Any]]:
    return list(list_things(desk, "suggestions", Filters(status=status)))


def appearances(desk: Desk) -> list[tuple[int, str, str]]:
    return [
        tuple(row)
        for row in desk.record.db.execute(
            "SELECT report, stance, quote FROM appearances_overview WHERE claim = 1 ORDER BY appearance"
        )
    ]


def test_a_claim_is_found_in_a_report_that_comes_in(claimed: Desk) -> None:
    added = add_typed(
        claimed, TypedReport(text=make_text(SAID, 2), outlet="The Tide", published="2026-03-05")
    )
    (told,) = added.suggestions
    assert (told.suggestion, told.kind, told.claim, told.passage) == (1, "repeat", 1, SAID)
    (row,) = listed(claimed)
    assert (row["report"], row["claim"], row["how"], row["outlet"], row["flags"]) == (
        2,
        1,
        "verbatim",
        "The Tide",
        "[]",
    )
    assert row["reason"]
    (text,) = claimed.record.db.execute("SELECT text FROM texts WHERE id = ?", (row["text"],)).fetchone()
    assert text[row["start"] : row["end"]] == SAID
    assert appearances(claimed) == [(1, "asserts", SAID)], "nothing is pinned by itself"
    assert [one["suggestion"] for one in dict(show_thing(claimed, Ref("c", 1)).sections)["Suggestions"]] == [
        1
    ]  # type: ignore[index]


def test_a_new_claim_is_found_in_reports_that_are_there(desk: Desk, add_report: AddReport) -> None:
    for number in range(3):
        add_report(make_text(SAID, number), outlet=f"Paper {number}")
    add_report("Something else altogether about the harbour and its boats, in many words of its own.")
    pinned = add_claim(desk, 2, "Half of all donations go on salaries.", PinOptions(SAID))
    assert sorted(one.report for one in pinned.suggestions) == [1, 3]
    assert {row["claim"] for row in listed(desk)} == {1}


def test_a_new_wording_is_looked_for_too_and_a_known_one_is_not(claimed: Desk, add_report: AddReport) -> None:
    other = "the trust pays its managers out of the collection boxes at the church doors"
    add_report(make_text(other, 2), outlet="The Tide")
    add_report(make_text(f"{SAID}, and {other}", 3), outlet="The Echo")
    before = len(listed(claimed))
    pinned = pin_claim(claimed, 1, 3, PinOptions(other))
    assert [one.report for one in pinned.suggestions] == [2]
    assert len(listed(claimed)) == before + 1
    assert pin_claim(claimed, 1, 3, PinOptions(SAID)).suggestions == ()


def test_confirming_pins_the_claim_to_exactly_the_passage(claimed: Desk, add_report: AddReport) -> None:
    add_report(make_text(SAID, 2), outlet="The Tide")
    done = confirm_suggestion(claimed, 1, speaker="A. Clerk", place="page 3")
    assert (done.state, done.claim, done.report, done.quote) == ("confirmed", 1, 2, SAID)
    assert appearances(claimed)[1:] == [(2, "repeats", SAID)]
    (row,) = claimed.record.db.execute(
        "SELECT speaker, place, prefix, suffix FROM appearances WHERE report_id = 2"
    ).fetchall()
    assert (row[0], row[1]) == ("A. Clerk", "page 3")
    assert row[2].endswith("It is known that ")
    assert row[3].startswith(". That is all")
    assert listed(claimed) == []
    assert [row["suggestion"] for row in listed(claimed, "confirmed")] == [1]


def test_what_was_rejected_is_never_suggested_again(claimed: Desk, add_report: AddReport) -> None:
    number = add_report(make_text(SAID, 2), outlet="The Tide")
    reject_suggestion(claimed, 1, "another trust")
    retype(claimed, number, make_text(SAID, 22))
    retype(claimed, number, f"A new beginning. {make_text(SAID.upper(), 23)}")
    assert listed(claimed) == []
    assert [(row["suggestion"], row["why"]) for row in listed(claimed, "rejected")] == [(1, "another trust")]
    # nor by way of another wording of the same claim
    add_claim(claimed, 1, "Directors take half.", PinOptions("goes on salaries for its directors"))
    fresh = [row for row in listed(claimed) if row["claim"] == 1]
    assert fresh == []
    for row in listed(claimed):
        reject_suggestion(claimed, row["suggestion"])
    merge_claims(claimed, 2, 1)
    retype(claimed, number, make_text(SAID, 24))
    assert listed(claimed) == []


def test_an_open_suggestion_follows_its_passage_into_a_newer_text(
    claimed: Desk, add_report: AddReport
) -> None:
    number = add_report(make_text(SAID, 2), outlet="The Tide")
    retype(claimed, number, f"Correction: the date was wrong. {make_text(SAID, 3)}")
    (row,) = listed(claimed)
    (text,) = claimed.record.db.execute(
        "SELECT t.text FROM texts t JOIN reports r ON r.article_id = t.id WHERE r.id = ?", (number,)
    ).fetchone()
    assert row["suggestion"] == 1
    assert text[row["start"] : row["end"]] == SAID
    confirm_suggestion(claimed, 1)
    assert appearances(claimed)[1:] == [(number, "repeats", SAID)]


def test_one_whose_passage_is_gone_is_closed(claimed: Desk, add_report: AddReport) -> None:
    number = add_report(make_text(SAID, 2), outlet="The Tide")
    retype(claimed, number, f"{FILLING} An earlier version of this article was wrong.")
    assert listed(claimed) == []
    assert [row["why"] for row in listed(claimed, "overtaken")] == ["it is not in the newest text"]


def test_words_that_turn_a_claim_round_are_never_confirmed_on_their_own(
    claimed: Desk, add_report: AddReport
) -> None:
    add_report(make_text(SAID.replace("goes", "never goes"), 2), outlet="The Tide")
    (row,) = listed(claimed)
    assert '"kind": "negation"' in row["flags"]
    assert must_be_read(claimed, 1)
    with pytest.raises(NotAllowed, match="negation and quantifier: “never” for nothing"):
        confirm_suggestion(claimed, 1)
    with pytest.raises(InputError, match="no such change: number"):
        confirm_suggestion(claimed, 1, although=("number",))
    with pytest.raises(NotAllowed):
        confirm_suggestion(claimed, 1, stance="reports")
    assert len(appearances(claimed)) == 1
    confirm_suggestion(claimed, 1, stance="disputes")
    assert [stance for _, stance, _ in appearances(claimed)] == ["asserts", "disputes"]


def test_or_with_the_word_of_a_person_that_they_say_the_same(claimed: Desk, add_report: AddReport) -> None:
    add_report(make_text(SAID.replace("goes", "never goes"), 2), outlet="The Tide")
    confirm_suggestion(claimed, 1, although=("negation",))
    assert [stance for _, stance, _ in appearances(claimed)] == ["asserts", "repeats"]


def test_the_second_to_decide_is_told_what_the_first_decided(claimed: Desk, add_report: AddReport) -> None:
    add_report(make_text(SAID, 2), outlet="The Tide")
    confirm_suggestion(claimed, 1)
    claimed.by = "Bo"
    again = confirm_suggestion(claimed, 1)
    assert (again.changed, again.by) == (False, "Ada")
    with pytest.raises(NotAllowed, match="Ada confirmed suggestion 1 at 20"):
        reject_suggestion(claimed, 1)
    assert len(appearances(claimed)) == 2
    reject_suggestion(claimed, 1, "not ours", again=True)
    assert len(appearances(claimed)) == 1
    with pytest.raises(NotAllowed, match=r"Bo rejected suggestion 1 at .* \(not ours\)"):
        confirm_suggestion(claimed, 1)
    confirm_suggestion(claimed, 1, again=True)
    assert len(appearances(claimed)) == 2


def test_a_decision_is_taken_back_with_what_followed(claimed: Desk, add_report: AddReport) -> None:
    add_report(make_text(SAID, 2), outlet="The Tide")
    confirm_suggestion(claimed, 1)
    assert take_back(claimed, 1).state == "open"
    assert len(appearances(claimed)) == 1
    assert [row["suggestion"] for row in listed(claimed)] == [1]
    with pytest.raises(NotAllowed, match="Nobody has decided"):
        take_back(claimed, 1)
    verbs = [row["verb"] for row in read_log(claimed, Ref("r", 2))]
    assert verbs[-4:] == ["suggested", "confirmed", "unpinned", "opened again"]


def test_pinning_by_hand_closes_the_suggestion(claimed: Desk, add_report: AddReport) -> None:
    add_report(make_text(SAID, 2), outlet="The Tide")
    pin_claim(claimed, 1, 2, PinOptions("half of every pound given to the trust"))
    assert listed(claimed) == []
    assert [row["why"] for row in listed(claimed, "overtaken")] == ["pinned by hand"]
    retype(claimed, 2, make_text(SAID, 3))
    assert listed(claimed) == [], "it is pinned there already"


def test_withdrawn_things_are_not_suggested_and_come_back_with_what_they_are(
    claimed: Desk, add_report: AddReport
) -> None:
    add_report(make_text(SAID, 2), outlet="The Tide")
    withdraw(claimed, Ref("c", 1), "a mistake")
    assert listed(claimed) == []
    with pytest.raises(NotFound, match="c1 was withdrawn"):
        confirm_suggestion(claimed, 1)
    add_report(make_text(SAID, 3), outlet="The Echo")
    assert listed(claimed) == []
    reinstate(claimed, Ref("c", 1))
    assert [row["suggestion"] for row in listed(claimed)] == [1]
    withdraw(claimed, Ref("r", 2), "added twice")
    assert listed(claimed) == []
    with pytest.raises(NotFound, match="r2 was withdrawn"):
        confirm_suggestion(claimed, 1)


def test_a_suggestion_for_a_merged_wording_is_one_for_the_claim(claimed: Desk, add_report: AddReport) -> None:
    add_claim(claimed, 1, "The roof was mended.", PinOptions("The roof was mended in May", nth=1))
    merge_claims(claimed, 1, 2)
    add_report(make_text(SAID, 2), outlet="The Tide")
    mine = [row for row in listed(claimed) if row["passage"] == SAID]
    assert [row["claim"] for row in mine] == [2]
    confirm_suggestion(claimed, mine[0]["suggestion"])
    split_claim(claimed, 1)
    # it was pinned to the claim as which it stood then
    assert (
        claimed.record.db.execute("SELECT claim FROM appearances_overview WHERE report = 2").fetchone()[0]
        == 2
    )


def test_a_changed_wording_of_ours_is_looked_for_from_then_on(claimed: Desk, add_report: AddReport) -> None:
    add_report(f"{FILLING} So the wages of gardeners eat up the whole legacy fund of the parish.")
    assert listed(claimed) == []
    set_fields(claimed, Ref("c", 1), {"claim": "The wages of gardeners eat up the whole legacy fund."})
    add_report(
        f"So the wages of gardeners eat up the whole legacy fund of the parish. {FILLING}", outlet="The Tide"
    )
    assert [(row["report"], row["claim"]) for row in listed(claimed)] == [(3, 1)]


def test_nonsense_is_refused_with_a_sentence(claimed: Desk, add_report: AddReport) -> None:
    add_report(make_text(SAID, 2), outlet="The Tide")
    with pytest.raises(NotFound, match="no suggestion 99"):
        confirm_suggestion(claimed, 99)
    with pytest.raises(NotFound, match="no suggestion 99"):
        reject_suggestion(claimed, 99)
    with pytest.raises(InputError, match="no stance"):
        confirm_suggestion(claimed, 1, stance="shouts")
    assert len(listed(claimed)) == 1
