"""One appearance can be taken out by itself, and brought back."""

from __future__ import annotations

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.correct import withdraw
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.history import read_log
from mediawatch.journeys.requests import RequestOptions, add_request
from mediawatch.journeys.unpin import repin, unpin
from mediawatch.model import Ref

from .conftest import AddReport

QUOTE = "No nurse has set foot"


@pytest.fixture
def pinned(desk: Desk, add_report: AddReport) -> Desk:
    """Claim 1 in reports 1 and 2, twice in 2."""
    for number in (1, 2):
        add_report(f"{QUOTE} in Second Landing, a man told me. {QUOTE}, he said. ({number})")
    add_claim(desk, 1, "No nurse came.", PinOptions(QUOTE, nth=1))
    for nth in (1, 2):
        pin_claim(desk, 1, 2, PinOptions(QUOTE, nth=nth))
    return desk


def shown(desk: Desk) -> list[int]:
    return [
        row[0] for row in desk.record.db.execute("SELECT appearance FROM appearances_overview ORDER BY 1")
    ]


def test_an_appearance_leaves_the_lists_with_a_reason_and_comes_back(pinned: Desk) -> None:
    done = unpin(pinned, 1, 1, "another trust")
    assert (done.appearance, done.left, done.quote) == (1, 2, QUOTE)
    assert shown(pinned) == [2, 3]
    said = [(row["verb"], row["what"]) for row in read_log(pinned, Ref("c", 1))]
    assert ("unpinned", "claim: c1; report: r1; why: another trust") in said
    assert any(row["verb"] == "unpinned" for row in read_log(pinned, Ref("r", 1)))
    repin(pinned, 1, 1)
    assert shown(pinned) == [1, 2, 3]


def test_which_of_several_has_to_be_said(pinned: Desk) -> None:
    with pytest.raises(InputError, match="several times in r2"):
        unpin(pinned, 1, 2, "pinned twice")
    unpin(pinned, 1, 2, "pinned twice", appearance=3)
    assert shown(pinned) == [1, 2]


def test_what_was_pinned_anew_is_not_brought_back_a_second_time(pinned: Desk) -> None:
    unpin(pinned, 1, 1, "another trust")
    pin_claim(pinned, 1, 1, PinOptions(QUOTE, nth=1))
    with pytest.raises(NotAllowed, match="again already"):
        repin(pinned, 1, 1)
    assert shown(pinned) == [2, 3, 4]


def test_a_request_about_it_is_named(pinned: Desk) -> None:
    add_request(pinned, ["1"], RequestOptions("correction", "publisher", report=1), on="2026-03-06")
    assert unpin(pinned, 1, 1, "another trust").requests == (1,)


def test_nothing_is_taken_out_where_nothing_is(pinned: Desk) -> None:
    for call, error in (
        (lambda: unpin(pinned, 1, 1, "  "), InputError),
        (lambda: unpin(pinned, 1, 9, "x"), NotFound),
        (lambda: unpin(pinned, 9, 1, "x"), NotFound),
        (lambda: unpin(pinned, 1, 1, "x", appearance=2), NotFound),
        (lambda: repin(pinned, 1, 1), NotFound),
    ):
        with pytest.raises(error):
            call()
    withdraw(pinned, Ref("r", 1), "added twice")
    with pytest.raises(NotFound, match="withdrawn"):
        unpin(pinned, 1, 1, "x")
    assert len(shown(pinned)) == 2
