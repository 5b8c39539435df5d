"""Copied reports are one story in the inbox and on the timeline, and each stays its own evidence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.correct import reinstate, withdraw
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.history import read_log
from mediawatch.journeys.inbox import list_inbox
from mediawatch.journeys.look import Filters, list_things
from mediawatch.journeys.merge import merge_claims
from mediawatch.journeys.show import show_thing
from mediawatch.journeys.stories import group_reports, ungroup_report
from mediawatch.journeys.suggestions import confirm_suggestion, reject_suggestion, take_back
from mediawatch.journeys.timeline import TimelineFilters, read_timeline
from mediawatch.journeys.triage import decide, undo_decision
from mediawatch.model import Ref

from .conftest import AddReport, retype

AGENCY = (
    "The Saltmere Trust has lost the keys to eleven of its houses, a former caretaker told reporters on Monday. "
    "Tenants waited for hours in the rain while a locksmith was sought in three neighbouring towns, and two "
    "families spent the night in a church hall. The council has asked for a list of every key that is missing. "
    "A spokeswoman for the fire brigade said that nobody had been in danger at any time that evening."
)
OTHER = (
    "Bathers at Northfold complain of the cold. The harbour pool was heated by the waste of the ice factory until "
    "that closed in the spring, and since then the water has not been warmer than nine degrees. The Saltmere Trust "
    "offers blankets. A petition with four hundred names was handed to the mayor, who promised to swim there on "
    "the first of May, whatever the weather and whatever his doctor might say about it beforehand."
)


@pytest.fixture
def copied(desk: Desk, add_report: AddReport) -> Desk:
    """Reports 1, 2 and 4 are one agency's copy; 2 is the earliest. 3 is something else."""
    add_report(f"Keys lost at Saltmere.\n\n{AGENCY}", outlet="The Tide", published="2026-03-05")
    add_report(
        f"Trust without keys.\n\n{AGENCY}\n\nOur reporter adds.", outlet="The Courier", published="2026-03-04"
    )
    add_report(OTHER, outlet="The Echo", published="2026-03-06")
    add_report(f"No way in.\n\n{AGENCY}", outlet="Northfold Gazette", published="2026-03-06")
    return desk


def stories(desk: Desk) -> list[tuple[int, int, int]]:
    return [(row["story"], row["first_report"], row["reports"]) for row in list_things(desk, "stories")]


def inbox(desk: Desk) -> list[tuple[str, str]]:
    return [(row["ref"], row["also"]) for row in list_inbox(desk)]


def open_suggestions(desk: Desk) -> list[tuple[int, int]]:
    return [
        (row["report"], row["other_report"])
        for row in list_things(desk, "suggestions")
        if row["kind"] == "same story"
    ]


def kinds(desk: Desk, filters: TimelineFilters | None = None) -> list[tuple[str, int]]:
    _, entries = read_timeline(desk, filters or TimelineFilters())
    return [(entry.kind, entry.report) for entry in entries]


def test_a_copy_is_suggested_with_its_measured_score_and_the_passage(copied: Desk) -> None:
    assert open_suggestions(copied) == [(2, 1), (4, 1)], (
        "each copy once, and not the one that is something else"
    )
    row = next(iter(list_things(copied, "suggestions")))
    assert row["score"] > 0.9
    assert row["passage"].startswith("The Saltmere Trust has lost the keys")
    assert len(row["passage"]) <= 400
    assert "words" in row["reason"]
    assert stories(copied) == [], "nothing is grouped by itself"
    assert len(inbox(copied)) == 4


def test_confirming_makes_one_story_and_one_entry_of_the_inbox(copied: Desk) -> None:
    confirm_suggestion(copied, 1)
    assert stories(copied) == [(1, 2, 2)], "the story begins with the report that was published first"
    assert inbox(copied) == [("r1", ""), ("r3", ""), ("r4", "")], "r2 was looked at as the same story as r1"
    confirm_suggestion(copied, 2)
    assert stories(copied) == [(1, 2, 3)]
    assert inbox(copied) == [("r1", ""), ("r3", "")]
    assert open_suggestions(copied) == []


def test_grouped_by_hand_they_wait_together_and_one_decision_holds_for_all(copied: Desk) -> None:
    done = group_reports(copied, [4, 1, 2])
    assert (done.first, done.reports) == (2, (2, 1, 4))
    assert all(score > 0.9 for _, score in done.shared)
    assert inbox(copied) == [("r2", "r1 r4"), ("r3", "")]
    assert open_suggestions(copied) == []
    assert [row["state"] for row in list_things(copied, "suggestions", Filters(status="overtaken"))] == [
        "overtaken"
    ] * 2
    decided = decide(copied, 2, "mention")
    assert decided.together == (1, 4)
    assert inbox(copied) == [("r3", "")]
    undo_decision(copied, 2)
    assert inbox(copied) == [("r2", "r1 r4"), ("r3", "")]


def test_what_somebody_decided_otherwise_since_is_not_undone_with_the_rest(copied: Desk) -> None:
    group_reports(copied, [1, 2, 4])
    decide(copied, 2, "later")
    decide(copied, 4, "claim")
    assert undo_decision(copied, 2).together == (1,)
    assert [row["triage"] for row in list_things(copied, "reports")] == ["", "", "", "claim"]


def test_what_both_have_in_common_is_marked_in_both_texts(copied: Desk) -> None:
    group_reports(copied, [1, 2])
    db = copied.record.db
    assert db.execute("SELECT passages FROM story_reports WHERE report_id = 2").fetchone()[0] == "[]"
    (mark,) = json.loads(db.execute("SELECT passages FROM story_reports WHERE report_id = 1").fetchone()[0])
    texts = dict(db.execute("SELECT id, text FROM texts").fetchall())
    assert mark["report"] == 2
    assert texts[mark["text"]][mark["start"] : mark["end"]].rstrip(".") == AGENCY.rstrip(".")
    assert texts[mark["other_text"]][mark["other_start"] : mark["other_end"]].rstrip(".") == AGENCY.rstrip(
        "."
    )


def test_the_timeline_tells_a_story_once_and_every_report_with_its_proof(copied: Desk) -> None:
    for report in (1, 2):
        add_claim(copied, report, "They lost keys.", PinOptions("has lost the keys to eleven of its houses"))
    before = kinds(copied)
    assert before.count(("claim made", 1)) == before.count(("claim made", 2)) == 1
    merge_claims(copied, 2, 1)
    group_reports(copied, [1, 2])
    after = kinds(copied)
    assert sorted(set(before) - set(after)) == [("claim made", 1), ("found", 1)]
    assert ("published", 1) in after
    _, entries = read_timeline(copied, TimelineFilters(report=1))
    told = [(entry.kind, entry.report, entry.detail) for entry in entries if entry.kind != "found"]
    assert ("published", 1, "the same story as r2") in told
    assert [kind for kind, report, _ in told if report == 2] == ["published", "claim made"], (
        "the whole story is told"
    )
    (copy,) = [
        entry
        for entry in read_timeline(copied, TimelineFilters())[1]
        if entry.detail == "the same story as r2"
    ]
    assert copy.digest
    assert copy.captured_at
    ungroup_report(copied, 1)
    assert kinds(copied) == before


def test_a_copy_that_disputes_what_the_first_asserts_is_told(copied: Desk) -> None:
    quote = "has lost the keys to eleven of its houses"
    add_claim(copied, 2, "They lost keys.", PinOptions(quote))
    pin_claim(copied, 1, 1, PinOptions(quote, stance="disputes"))
    group_reports(copied, [1, 2])
    assert ("claim made", 1) in kinds(copied)


def test_ungrouping_is_remembered_and_puts_a_report_back_into_the_inbox(copied: Desk) -> None:
    confirm_suggestion(copied, 2)
    assert inbox(copied) == [("r1", ""), ("r2", ""), ("r3", "")]
    done = ungroup_report(copied, 4, "another fire")
    assert (done.left, done.reports) == (4, ())
    assert stories(copied) == []
    assert inbox(copied)[-1] == ("r4", "")
    assert [row["why"] for row in list_things(copied, "suggestions", Filters(status="rejected"))] == [
        "another fire"
    ]
    retype(copied, 4, f"Changed.\n\n{AGENCY}")
    assert open_suggestions(copied) == [(2, 1), (4, 2)], "but it may be the same story as another one"
    group_reports(copied, [1, 2])
    retype(copied, 4, f"Changed once more.\n\n{AGENCY}")
    assert (4, 1) not in open_suggestions(copied)


def test_a_rejected_story_is_never_suggested_again(copied: Desk) -> None:
    for number in (1, 2):
        reject_suggestion(copied, number)
    for report, head in ((1, "A"), (2, "B"), (4, "C")):
        retype(copied, report, f"{head}.\n\n{AGENCY}")
    assert open_suggestions(copied) == [(2, 4)], "nobody said that these two are not one story"


def test_a_confirmed_story_is_taken_back_whole(copied: Desk) -> None:
    confirm_suggestion(copied, 1)
    take_back(copied, 1)
    assert stories(copied) == []
    assert inbox(copied) == [("r1", ""), ("r2", ""), ("r3", ""), ("r4", "")]
    assert open_suggestions(copied) == [(2, 1), (4, 1)]


def test_same_story_is_a_decision_that_groups_and_undoing_it_ungroups(copied: Desk) -> None:
    decide(copied, 4, "same-story", story_of=1)
    assert stories(copied) == [(1, 1, 2)]
    assert [row["state"] for row in list_things(copied, "suggestions", Filters(status="confirmed"))] == [
        "confirmed"
    ]
    undo_decision(copied, 4)
    assert stories(copied) == []
    assert open_suggestions(copied) == [(2, 1), (4, 1)]


def test_two_stories_become_one_when_their_reports_do(copied: Desk, add_report: AddReport) -> None:
    add_report(f"Late.\n\n{AGENCY}", outlet="The Mirror", published="2026-03-09")
    group_reports(copied, [1, 2])
    group_reports(copied, [4, 5])
    assert [first for _, first, _ in stories(copied)] == [2, 4]
    group_reports(copied, [1, 5])
    assert stories(copied) == [(1, 2, 4)]
    with pytest.raises(NotAllowed, match="one story already"):
        group_reports(copied, [2, 4])


def test_a_withdrawn_report_leaves_its_story_and_the_next_one_begins_it(copied: Desk) -> None:
    group_reports(copied, [1, 2, 4])
    withdraw(copied, Ref("r", 2), "added twice")
    assert stories(copied) == [(1, 1, 2)]
    assert ("found", 1) in kinds(copied)
    reinstate(copied, Ref("r", 2))
    assert stories(copied) == [(1, 2, 3)]


def test_reports_may_be_grouped_though_they_share_no_words(copied: Desk) -> None:
    done = group_reports(copied, [1, 3])
    assert done.shared == ((3, 0.0),)
    assert [row["what"] for row in read_log(copied, Ref("r", 3)) if row["verb"] == "grouped"] == [
        "with story 1"
    ]
    (other,) = dict(show_thing(copied, Ref("r", 3)).sections)["Same story"]
    assert other == {
        "report": "r1", "outlet": "The Tide", "title": "Keys lost at Saltmere.", "published": "2026-03-05",
        "remark": "published first",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("reports", "error"), [([1], InputError), ([1, 1], InputError), ([1, 99], NotFound), ([], InputError)]
)
def test_what_is_no_story_is_refused(copied: Desk, reports: list[int], error: type[Exception]) -> None:
    with pytest.raises(error):
        group_reports(copied, reports)
    with pytest.raises(NotAllowed, match="no story"):
        ungroup_report(copied, 1)
    assert stories(copied) == []


def test_copies_are_found_in_the_next_command_too_and_after_the_index_was_lost(
    copied: Desk, tmp_path: Any
) -> None:
    from mediawatch.journeys.typed import TypedReport, add_typed

    for number, damage in enumerate((None, b"", b"rubbish")):
        with open_desk(copied.record.path, "Bo") as desk:
            if damage is not None:
                desk.record.db.execute(
                    "INSERT OR REPLACE INTO story_index (id, data, kept_at) VALUES (1, ?, '')", (damage,)
                )
            text = f"Head {number}.\n\n{AGENCY}"
            added = add_typed(desk, TypedReport(text=text, outlet="The Mirror", published="2026-03-09"))
            assert [(one.kind, one.other_report) for one in added.suggestions] == [("same story", 1)]
