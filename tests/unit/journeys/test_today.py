"""Who looks after what until when, and what a day has in store."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mediawatch.errors import InvalidDate, NotAllowed
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.correct import set_fields
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.history import read_log
from mediawatch.journeys.inbox import InboxFilters, list_inbox, read_waiting
from mediawatch.journeys.look import Filters, list_things
from mediawatch.journeys.merge import merge_claims
from mediawatch.journeys.outlets import set_regulator
from mediawatch.journeys.rebuttals import add_rebuttal, approve_rebuttal, publish_rebuttal
from mediawatch.journeys.requests import OutcomeOptions, RequestOptions, add_request, set_outcome
from mediawatch.journeys.today import AHEAD, SHOWN, read_today
from mediawatch.journeys.triage import decide
from mediawatch.model import Ref
from mediawatch.store.chained import insert_chained

from .conftest import AddReport

TEXT = "No nurse has set foot in Second Landing. The Saltmere Trust was asked. Nobody at Saltmere Trust answered."


@pytest.fixture
def day(desk: Desk) -> date:
    return date.fromisoformat(desk.actor().today)


@pytest.fixture
def busy(desk: Desk, add_report: AddReport) -> Desk:
    """Reports 1 to 3 name us; claims 1 and 2 in report 1."""
    for number in range(1, 4):
        add_report(f"{TEXT} ({number})", outlet=f"Paper {number}", published=f"2026-03-0{number}")
    add_claim(desk, 1, "No nurse came.", PinOptions("No nurse has set foot"))
    add_claim(desk, 1, "Nobody answers the telephone.", PinOptions("Nobody at Saltmere Trust answered"))
    return desk


def refs(part: Any) -> list[int]:
    return [
        next(row[key] for key in ("claim", "rebuttal", "request", "report") if key in row)
        for row in part.rows
    ]


def test_an_owner_and_a_day_are_set_changed_and_cleared(busy: Desk, day: date) -> None:
    due = (day + timedelta(days=3)).isoformat()
    set_fields(busy, Ref("c", 1), {"owner": "Bo Lindqvist", "due": due})
    set_fields(busy, Ref("r", 2), {"owner": "ada"})
    assert [row["claim"] for row in list_things(busy, "claims", Filters(owner="bo lindqvist"))] == [1]
    assert [row["owner"] for row in list_things(busy, "reports", Filters(owner="Ada"))] == ["Ada"], (
        "one Ada, not two"
    )
    set_fields(busy, Ref("c", 1), {"owner": "", "due": ""})
    assert list(list_things(busy, "claims", Filters(owner="Bo Lindqvist"))) == []
    said = [row["what"] for row in read_log(busy, Ref("c", 1)) if row["verb"] == "set"]
    assert said[0] == f"due_on: '' → '{due}'; owner: None → 'Bo Lindqvist'"
    assert said[1] == f"due_on: '{due}' → ''; owner: 'Bo Lindqvist' → None"


@pytest.mark.parametrize("due", ["3/4/2026", "2026-03", "soon", "2020-01-01", "2026-02-30"])
def test_a_day_that_is_none_or_has_passed_is_refused(busy: Desk, due: str) -> None:
    with pytest.raises(InvalidDate):
        set_fields(busy, Ref("c", 1), {"due": due})
    assert [row["due_on"] for row in list_things(busy, "claims")] == ["", ""]


def test_a_merged_claim_is_looked_after_as_the_one_that_it_is(busy: Desk) -> None:
    merge_claims(busy, 2, 1)
    with pytest.raises(NotAllowed, match="another wording of c1"):
        set_fields(busy, Ref("c", 2), {"owner": "Bo"})


def test_the_inbox_has_what_names_us_and_was_not_looked_at(
    busy: Desk, add_report: AddReport, day: date
) -> None:
    add_report("Nothing in here is about us.")
    assert [row["ref"] for row in list_inbox(busy)] == ["r2", "r3"], "r1 has claims, r4 names nobody"
    (first, _) = list_inbox(busy)
    assert (first["sentence"], first["mentions"]) == ("The Saltmere Trust was asked.", 2)
    decide(busy, 2, "later")
    assert [row["ref"] for row in list_inbox(busy)] == ["r3", "r2"], "what was put off comes last"
    set_fields(busy, Ref("r", 2), {"owner": "Bo", "due": day.isoformat()})
    decide(busy, 3, "later")
    assert [row["ref"] for row in list_inbox(busy)] == ["r2", "r3"], "what is due comes first"
    assert [row["ref"] for row in list_inbox(busy, InboxFilters(owner="bo"))] == ["r2"]
    assert [row["ref"] for row in list_inbox(busy, InboxFilters(outlet="Paper 3"))] == ["r3"]
    assert list(list_inbox(busy, InboxFilters(since=(day + timedelta(days=1)).isoformat()))) == []
    with pytest.raises(InvalidDate):
        list_inbox(busy, InboxFilters(since="3/4/2026"))


def test_a_report_is_shown_with_every_sentence_that_names_us_once(busy: Desk) -> None:
    waiting = read_waiting(busy, 2)
    assert [sentence.text for sentence in waiting.sentences] == [
        "The Saltmere Trust was asked.", "Nobody at Saltmere Trust answered.",
    ]  # fmt: skip
    (start, end) = waiting.sentences[1].marks[0]
    assert waiting.sentences[1].text[start:end] == "Saltmere Trust"


def test_today_says_what_falls_due_and_what_is_overdue(busy: Desk, day: date) -> None:
    for ref, ahead, owner in (
        ("c1", 0, "Bo"),
        ("c2", AHEAD, "Ada"),
        ("r2", 1, "Bo"),
        ("r3", AHEAD + 1, "Bo"),
    ):
        due = (day + timedelta(days=ahead)).isoformat()
        set_fields(busy, Ref(ref[0], int(ref[1:])), {"due": due, "owner": owner})
    assert [one.ref for one in read_today(busy).due] == ["c1", "r2", "c2"]
    assert [(one.ref, one.owner) for one in read_today(busy, owner="bo").due] == [("c1", "Bo"), ("r2", "Bo")]
    decide(busy, 2, "mention")
    publish(busy, [1])
    assert [one.ref for one in read_today(busy).due] == ["c2"], "what is done falls due no more"


def publish(desk: Desk, claims: list[int]) -> None:
    done = add_rebuttal(desk, claims, "A nurse comes every Tuesday.")
    approve_rebuttal(desk, done.rebuttal)
    publish_rebuttal(desk, done.rebuttal, on="2026-03-05", to="Paper 1")


def test_today_says_who_waits_for_whom(busy: Desk) -> None:
    now = read_today(busy)
    assert (refs(now.inbox), refs(now.claims), now.drafts.total, now.unsent.total) == ([2, 3], [1, 2], 0, 0)
    add_rebuttal(busy, [1], "A draft that nobody may read.")
    now = read_today(busy)
    assert (refs(now.drafts), now.claims.rows[0]["answer"]) == ([1], "drafted")
    assert "nobody may read" not in str(now)
    approve_rebuttal(busy, 1)
    assert (refs(read_today(busy).drafts), refs(read_today(busy).unsent)) == ([], [1])
    publish_rebuttal(busy, 1, on="2026-03-05", to="Paper 1")
    now = read_today(busy)
    assert (refs(now.unsent), refs(now.claims)) == ([], [2])
    add_request(busy, ["1"], RequestOptions("correction", "publisher"), on="2026-03-06")
    assert refs(read_today(busy).asked) == [1]
    set_outcome(busy, 1, OutcomeOptions("refused", "No."), on="2026-03-07")
    now = read_today(busy, since="2026-03-07")
    assert (refs(now.asked), [row["kind"] for row in now.outcomes.rows]) == ([], ["refused"])


def test_today_says_what_is_new_and_how_many_more_there_are(
    busy: Desk, add_report: AddReport, day: date
) -> None:
    for number in range(SHOWN):
        add_report(f"Paper {number} has it that the Saltmere Trust was asked.", outlet="The Tide")
    now = read_today(busy)
    assert now.since == (day - timedelta(days=1)).isoformat()
    assert (now.new_reports.total, len(now.new_reports.rows)) == (SHOWN + 3, SHOWN)
    assert now.new_claims.total == 2
    assert read_today(busy, since=(day + timedelta(days=1)).isoformat()).new_reports.total == 0


def test_an_empty_record_has_an_empty_day(desk: Desk) -> None:
    now = read_today(desk)
    assert (now.due, now.inbox.total, now.claims.total, now.suggestions.rows) == ((), 0, 0, ())


def test_a_regulator_s_day_that_runs_out_is_told_with_whose_it_is(
    desk: Desk, add_report: AddReport, day: date
) -> None:
    # four months after publication falls into the next two weeks, whatever the months are
    published = (day - timedelta(days=118)).isoformat()
    report = add_report(
        "No nurse came to the Saltmere Trust.", outlet="Northfold Gazette", published=published
    )
    set_regulator(desk, "Northfold Gazette", "IPSO")
    assert read_today(desk).due == (), "nothing runs for a report without a claim"
    add_claim(desk, report, "No nurse came.", PinOptions("No nurse came"))
    set_fields(desk, Ref("r", report), {"owner": "Bo"})
    (one,) = [due for due in read_today(desk, owner="Bo").due if due.rule == "ipso-complaint"]
    assert (one.ref, one.whose, one.owner) == (f"r{report}", "ours", "Bo")
    assert one.what.startswith("Complaint to IPSO: ")
    assert day.isoformat() <= one.on <= (day + timedelta(days=AHEAD)).isoformat()
    assert one.detail
    assert read_today(desk, owner="Ada").due == ()


def test_what_is_confidential_is_told_only_to_who_may_see_it(busy: Desk) -> None:
    add_request(busy, ["1"], RequestOptions("correction", "publisher"), on="2026-03-06")
    actor = busy.actor()
    with busy.record.write() as db:
        row = {"ref": "q1", "level": "confidential", "marked_at": actor.now, "marked_by": 1}
        insert_chained(db, actor, "markings", row, verb="marked", ref="q1")
    assert read_today(busy).asked.total == 0
    assert read_today(busy, audience="_staff").asked.total == 1
