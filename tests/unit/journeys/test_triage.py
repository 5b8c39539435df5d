"""What is decided about a report holds for its story, is told to whoever decides second, and can be taken back."""

from __future__ import annotations

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.correct import withdraw
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.inbox import list_inbox, read_waiting
from mediawatch.journeys.look import Filters, list_things
from mediawatch.journeys.suggestions import confirm_suggestion, reject_suggestion
from mediawatch.journeys.triage import DECISIONS, decide, undo_decision
from mediawatch.model import Ref

from .conftest import AddReport

OTHERS = ("The horse Old Saltmere Trust won at Ascot.", "Nobody saw Old Saltmere Trust lose.")


@pytest.fixture
def waiting(desk: Desk, add_report: AddReport) -> Desk:
    """Reports 1 to 3 name us."""
    for number in range(1, 4):
        add_report(
            f"No nurse came to landing {number}. The Saltmere Trust was asked.", outlet=f"Paper {number}"
        )
    return desk


def inbox(desk: Desk) -> list[str]:
    return [row["ref"] for row in list_inbox(desk)]


def triage_of(desk: Desk, report: int) -> str:
    return str(next(row["triage"] for row in list_things(desk, "reports") if row["report"] == report))


@pytest.mark.parametrize("decision", [name for name in DECISIONS if name != "same-story"])
def test_a_decision_takes_a_report_out_of_the_inbox_and_undoing_puts_it_back(
    waiting: Desk, decision: str
) -> None:
    done = decide(waiting, 1, decision)
    assert (done.triage, done.by, done.changed) == (DECISIONS[decision], "Ada", True)
    assert ("r1" in inbox(waiting)) == (decision == "later")
    assert [
        row["report"] for row in list_things(waiting, "reports", Filters(status=DECISIONS[decision]))
    ] == [1]
    undo_decision(waiting, 1)
    assert inbox(waiting) == ["r1", "r2", "r3"]
    with pytest.raises(NotAllowed, match="Nobody has decided"):
        undo_decision(waiting, 1)


def test_undoing_goes_back_step_by_step_and_never_forward(waiting: Desk) -> None:
    decide(waiting, 1, "later")
    decide(waiting, 1, "mention")
    undo_decision(waiting, 1)
    assert triage_of(waiting, 1) == "later"
    undo_decision(waiting, 1)
    assert triage_of(waiting, 1) == ""


def test_whoever_decides_second_is_told_and_may_overrule(waiting: Desk) -> None:
    decide(waiting, 1, "mention")
    waiting.by = "Bo"
    with pytest.raises(NotAllowed, match=r"Ada decided about r1 at \d{4}-.*: only a mention"):
        decide(waiting, 1, "claim")
    same = decide(waiting, 1, "mention")
    assert (same.changed, same.by) == (False, "Ada")
    assert decide(waiting, 1, "claim", again=True).by == "Bo"
    assert triage_of(waiting, 1) == "claim"


def test_what_was_seen_has_to_be_what_is_there(waiting: Desk) -> None:
    seen = read_waiting(waiting, 1).seen
    decide(waiting, 1, "later", seen=seen)
    with pytest.raises(NotAllowed, match="later"):
        decide(waiting, 1, "mention", seen=seen)
    put_off = read_waiting(waiting, 1).seen
    decide(waiting, 1, "mention", seen=put_off)
    undo_decision(waiting, 1)
    undo_decision(waiting, 1)
    with pytest.raises(NotAllowed, match="taken back"):
        decide(waiting, 1, "claim", seen=put_off)


def test_a_report_with_a_claim_is_no_mere_mention(waiting: Desk) -> None:
    add_claim(waiting, 1, "No nurse came.", PinOptions("No nurse came to landing 1"))
    for decision in ("mention", "someone-else"):
        with pytest.raises(NotAllowed, match="A claim is pinned to r1"):
            decide(waiting, 1, decision)
    assert decide(waiting, 1, "claim").changed


def test_what_is_no_decision_is_refused(waiting: Desk) -> None:
    withdraw(waiting, Ref("r", 3), "added twice")
    for report, decision, extra, error in (
        (1, "rubbish", {}, InputError),
        (1, "same-story", {}, InputError),
        (1, "mention", {"story_of": 2}, InputError),
        (9, "mention", {}, NotFound),
        (3, "mention", {}, NotFound),
        (1, "same-story", {"story_of": 9}, NotFound),
        (1, "same-story", {"story_of": 3}, NotFound),
        (1, "same-story", {"story_of": 1}, InputError),
    ):
        with pytest.raises(error):
            decide(waiting, report, decision, **extra)  # type: ignore[arg-type]
    assert inbox(waiting) == ["r1", "r2"]


def test_somebody_else_is_remembered_offered_and_forgotten(waiting: Desk, add_report: AddReport) -> None:
    decide(waiting, 1, "mention")
    first = add_report(OTHERS[0], outlet="The Turf")
    assert decide(waiting, first, "someone-else").remembered == 1
    second = add_report(OTHERS[1], outlet="The Turf")
    (row,) = list_things(waiting, "suggestions")
    assert (row["kind"], row["report"], row["other_report"]) == ("someone else", second, first)
    assert (
        row["reason"] == "“Old” stands before “Saltmere Trust” here as in r4, which was about someone else."
    )
    undo_decision(waiting, first)
    add_report(f"{OTHERS[1]} Once more.", outlet="The Turf")
    assert len(list(list_things(waiting, "suggestions"))) == 1, "what was taken back is not remembered"


def test_confirming_somebody_else_decides_and_is_remembered_too(waiting: Desk, add_report: AddReport) -> None:
    decide(waiting, add_report(OTHERS[0]), "someone-else")
    second = add_report(OTHERS[1])
    confirm_suggestion(waiting, 1)
    assert triage_of(waiting, second) == "about someone else"
    remembered = "SELECT count(*) FROM someone_else WHERE withdrawn_at IS NULL"
    assert waiting.record.db.execute(remembered).fetchone()[0] == 2
    undo_decision(waiting, second)
    assert [row["state"] for row in list_things(waiting, "suggestions")] == ["open"]
    assert waiting.record.db.execute(remembered).fetchone()[0] == 1


def test_deciding_otherwise_closes_the_doubt_and_undoing_opens_it_again(
    waiting: Desk, add_report: AddReport
) -> None:
    decide(waiting, add_report(OTHERS[0]), "someone-else")
    second = add_report(OTHERS[1])
    decide(waiting, second, "mention")
    assert [row["state"] for row in list_things(waiting, "suggestions", Filters(status="overtaken"))] == [
        "overtaken"
    ]
    undo_decision(waiting, second)
    assert len(list(list_things(waiting, "suggestions"))) == 1
    reject_suggestion(waiting, 1)
    decide(waiting, second, "mention")
    undo_decision(waiting, second)
    assert list(list_things(waiting, "suggestions")) == [], "a rejection is nobody's to undo but who rejected"


def test_a_confirmed_doubt_about_a_report_decided_elsewhere_is_told(
    waiting: Desk, add_report: AddReport
) -> None:
    decide(waiting, add_report(OTHERS[0]), "someone-else")
    second = add_report(OTHERS[1])
    add_claim(waiting, second, "It lost.", PinOptions("Nobody saw Old Saltmere Trust lose"))
    with pytest.raises(NotAllowed, match="A claim is pinned"):
        confirm_suggestion(waiting, 1)
