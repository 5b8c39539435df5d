"""One claim of two, two of one: nothing is lost, everything can be undone, and whoever reads sees one claim."""

from __future__ import annotations

from typing import Any

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.correct import reinstate, withdraw
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.look import Filters, list_things
from mediawatch.journeys.merge import merge_claims, put_back, split_claim
from mediawatch.journeys.rebuttals import add_rebuttal, approve_rebuttal, publish_rebuttal, rebuttal_form
from mediawatch.journeys.requests import OutcomeOptions, RequestOptions, add_request, set_outcome
from mediawatch.journeys.search import search_record
from mediawatch.journeys.show import show_thing
from mediawatch.journeys.timeline import TimelineFilters, read_timeline
from mediawatch.model import Ref
from mediawatch.store.verify import run_checks

from .conftest import AddReport

TEXT = "No nurse has set foot in Second Landing since the autumn.\n\nNobody answers the telephone at Saltmere Trust."


@pytest.fixture
def two(desk: Desk, add_report: AddReport) -> Desk:
    """Claim 1 in reports 1 and 3, claim 2 in report 2, claim 3 in report 3; the first two say the same."""
    for number in (1, 2, 3):
        add_report(f"{TEXT} ({number})", outlet=f"Paper {number}", published=f"2026-03-0{number}")
    add_claim(desk, 1, "No nurse came.", PinOptions("No nurse has set foot in Second Landing"))
    add_claim(desk, 2, "Nurses stayed away.", PinOptions("No nurse has set foot"))
    add_claim(desk, 3, "The telephone is dead.", PinOptions("Nobody answers the telephone"))
    pin_claim(desk, 1, 3, PinOptions("No nurse has set foot in Second Landing since the autumn"))
    return desk


def overview(desk: Desk, claim: int) -> dict[str, Any]:
    return next(row for row in list_things(desk, "claims") if row["claim"] == claim)


def places(desk: Desk) -> dict[int, list[int]]:
    """Claim -> the appearances that a reader finds with it."""
    found: dict[int, list[int]] = {row["claim"]: [] for row in list_things(desk, "claims")}
    for claim, appearance in desk.record.db.execute(
        "SELECT claim, appearance FROM appearances_overview ORDER BY appearance"
    ):
        found[claim].append(appearance)
    return found


def publish(desk: Desk, claims: list[int], on: str = "2026-03-05") -> int:
    done = add_rebuttal(desk, claims, "A nurse comes every Tuesday.")
    approve_rebuttal(desk, done.rebuttal)
    publish_rebuttal(desk, done.rebuttal, on=on, to="Paper 1")
    return done.rebuttal


def test_two_claims_become_one_in_every_list_and_come_apart_again(two: Desk) -> None:
    start = places(two)
    done = merge_claims(two, 2, 1)
    assert (done.standing, done.appearances) == (1, 3)
    assert places(two) == {1: [1, 2, 4], 3: [3]}
    assert overview(two, 1)["other_wordings"] == 1
    split = split_claim(two, 2)
    assert (split.new, split.claim, split.appearances, split.left, split.was_merged) == (2, 1, 1, 2, True)
    assert places(two) == start


def test_an_answer_to_either_wording_answers_the_one_claim(two: Desk) -> None:
    publish(two, [2])
    assert [overview(two, claim)["state"] for claim in (1, 2)] == ["open", "answered"]
    merge_claims(two, 2, 1)
    assert overview(two, 1)["state"] == "answered"
    assert overview(two, 1)["lag_days"] == 4
    publish(two, [1], on="2026-03-06")
    split_claim(two, 2)
    assert [overview(two, claim)["first_answered_on"] for claim in (1, 2)] == ["2026-03-06", "2026-03-05"]


def test_an_answer_to_both_wordings_is_one_answer_to_one_claim(two: Desk) -> None:
    publish(two, [1, 2])
    merge_claims(two, 2, 1)
    assert overview(two, 1)["rebuttals"] == 1
    _, entries = read_timeline(two, TimelineFilters(claim=2))
    assert [entry.kind for entry in entries].count("answered") == 1
    shown = show_thing(two, Ref("b", 1))
    assert [row["claim"] for row in dict(shown.sections)["Answers"]] == ["c1"]  # type: ignore[index]


def test_the_state_says_what_we_did_and_what_came_of_it(two: Desk) -> None:
    merge_claims(two, 2, 1)
    publish(two, [1])
    add_request(two, ["2"], RequestOptions("correction", "publisher", report=2), on="2026-03-06")
    assert overview(two, 1)["state"] == "answered; correction asked"
    set_outcome(two, 1, OutcomeOptions("corrected"), on="2026-03-07")
    assert overview(two, 1)["state"] == "answered; corrected in 1 of 3"
    for status in ("answered", "corrected", "corrected in 1 of 3", "answered; corrected in 1 of 3"):
        assert [row["claim"] for row in list_things(two, "claims", Filters(status=status))] == [1]
    assert [row["claim"] for row in list_things(two, "claims", Filters(status="open"))] == [3]
    assert list(list_things(two, "claims", Filters(status="correct"))) == []


def test_a_report_that_disputes_the_claim_has_nothing_to_correct(two: Desk) -> None:
    pin_claim(two, 1, 2, PinOptions("No nurse has set foot in Second Landing", stance="disputes"))
    for report in (1, 3):
        add_request(two, ["1"], RequestOptions("correction", "publisher", report=report), on="2026-03-06")
        set_outcome(two, (report + 1) // 2, OutcomeOptions("corrected"), on="2026-03-07")
    assert overview(two, 1)["state"] == "corrected"
    assert overview(two, 1)["appearances"] == 3


def test_a_merged_claim_is_found_and_shown_as_part_of_the_other(two: Desk) -> None:
    merge_claims(two, 2, 1)
    assert [hit.ref for hit in search_record(two, "stayed away", kind="claim")] == ["c1"]
    assert ("another wording of", "c1 No nurse came.") in show_thing(two, Ref("c", 2)).facts
    whole = dict(show_thing(two, Ref("c", 1)).sections)
    assert whole["Other wordings"] == [{"claim": "c2", "in other words": "Nurses stayed away."}]
    assert len(whole["Appears in"]) == 3
    assert rebuttal_form(two, [1]).count("they said") == 3
    head, _ = read_timeline(two, TimelineFilters(claim=2))
    assert head.filters == (("claim", "c1"),)


def test_pinning_a_merged_wording_pins_the_one_claim_and_never_the_same_place_twice(two: Desk) -> None:
    merge_claims(two, 2, 1)
    pin_claim(two, 2, 2, PinOptions("set foot in Second Landing"))
    assert places(two)[1] == [1, 2, 4, 5]
    with pytest.raises(NotAllowed, match="already"):
        pin_claim(two, 2, 1, PinOptions("No nurse has set foot in Second Landing"))


def test_a_chain_of_merges_comes_apart_where_it_was_joined(two: Desk) -> None:
    merge_claims(two, 2, 1)
    done = merge_claims(two, 1, 3)
    assert (done.standing, done.appearances) == (3, 4)
    split_claim(two, 1)
    assert places(two) == {1: [1, 2, 4], 3: [3]}, "c2 went with the one that it was merged into"


@pytest.mark.parametrize(
    ("claim", "into", "said"),
    [(1, 1, "with itself"), (1, 2, "in a circle"), (2, 1, "already"), (2, 3, "already"), (1, 4, "circle")],
)
def test_what_would_lead_nowhere_is_refused_with_a_sentence(
    two: Desk, claim: int, into: int, said: str
) -> None:
    merge_claims(two, 2, 1)
    add_claim(two, 1, "A third wording.", PinOptions("has set foot in Second Landing"))
    merge_claims(two, 4, 2)
    before = places(two)
    with pytest.raises(NotAllowed, match=said):
        merge_claims(two, claim, into)
    assert places(two) == before


def test_withdrawn_claims_take_no_part(two: Desk) -> None:
    withdraw(two, Ref("c", 3), "not about us")
    for pair in ((3, 1), (1, 3)):
        with pytest.raises(NotFound, match="withdrawn"):
            merge_claims(two, *pair)
    merge_claims(two, 2, 1)
    with pytest.raises(NotAllowed, match="another wording of c1"):
        withdraw(two, Ref("c", 2), "twice")
    withdraw(two, Ref("c", 1), "a mistake")
    assert places(two) == {}, "a claim goes in all its wordings"
    with pytest.raises(NotFound, match="c1 was withdrawn"):
        pin_claim(two, 2, 3, PinOptions("has set foot in Second Landing"))
    split_claim(two, 2)
    assert places(two) == {2: [2]}
    reinstate(two, Ref("c", 1))
    assert places(two) == {1: [1, 4], 2: [2]}


def test_appearances_are_split_off_to_a_claim_of_their_own_and_put_back(two: Desk) -> None:
    publish(two, [1])
    done = split_claim(two, 1, reports=[3], wording="No nurse came since the autumn.")
    assert (done.new, done.appearances, done.left, done.answered) == (4, 1, 1, True)
    assert places(two) == {1: [1], 2: [2], 3: [3], 4: [4]}
    assert overview(two, 4)["state"] == "open"
    assert put_back(two, 4).standing == 1
    assert places(two) == {1: [1, 4], 2: [2], 3: [3]}


def test_what_was_split_off_goes_back_to_the_wording_that_it_came_from(two: Desk) -> None:
    merge_claims(two, 2, 1)
    split_claim(two, 1, appearances=[2, 4], wording="No nurse, no doctor.")
    assert places(two) == {1: [1], 3: [3], 4: [2, 4]}
    with pytest.raises(NotAllowed, match="Nothing was split off to c1"):
        put_back(two, 1)
    merge_claims(two, 1, 4)
    with pytest.raises(NotAllowed, match="c1 has become another wording of c4"):
        put_back(two, 4)
    split_claim(two, 1)
    put_back(two, 4)
    split_claim(two, 2)
    assert places(two) == {1: [1, 4], 2: [2], 3: [3]}
    with pytest.raises(NotAllowed, match="another wording of c1"):
        put_back(two, 4)


def test_an_appearance_of_a_merged_wording_is_split_off_and_its_wording_stays(two: Desk) -> None:
    merge_claims(two, 2, 1)
    done = split_claim(two, 2, appearances=[2])
    assert (done.claim, done.new) == (1, 4)
    assert overview(two, 4)["claim_text"] == "Nurses stayed away."
    assert places(two)[1] == [1, 4]


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({}, InputError, "stands by itself"),
        ({"reports": [2]}, NotFound, "c1 is not pinned to r2"),
        ({"appearances": [3]}, NotFound, "no appearance 3"),
        ({"reports": [3], "appearances": [99]}, NotFound, "no appearance 99"),
        ({"reports": [1, 3]}, NotAllowed, "nothing would be left"),
    ],
)
def test_a_split_that_cannot_be_meant_is_refused(
    two: Desk, asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    before = places(two)
    with pytest.raises(error, match=said):
        split_claim(two, 1, **asked)
    assert places(two) == before


def test_a_wording_for_a_claim_that_has_one_is_not_dropped_in_silence(two: Desk) -> None:
    merge_claims(two, 2, 1)
    with pytest.raises(InputError, match="wording of its own"):
        split_claim(two, 2, wording="Something else.")


def test_a_stray_hand_in_the_file_is_found_out(two: Desk) -> None:
    db = two.record.db

    def failures() -> list[str]:
        return [line for check in run_checks(db) for line in check.failures]

    merge_claims(two, 2, 1)
    for table, number, column, stray, right, said in (
        ("claims", 2, "merged_into", 3, 1, "merged_into of c2"),
        ("claims", 2, "stands_as", 3, 1, "c2 does not stand"),
        ("claims", 1, "merged_into", 1, None, "merged into itself"),
        ("appearances", 2, "standing_claim_id", 3, 1, "appearance 2 does not stand"),
        ("appearances", 1, "moved_to", 3, None, "moved_to of appearance 1"),
        ("appearances", 1, "withdrawn_at", "2026-01-01", None, "withdrawn_at of appearance 1"),
    ):
        change = f"UPDATE {table} SET {column} = ? WHERE id = {number}"
        db.execute(change, (stray,))
        assert any(said in line for line in failures()), change
        db.execute(change, (right,))
    assert failures() == []
