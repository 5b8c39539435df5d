"""Deadlines follow from what the record knows, before any request and step by step after it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest

from affair import Affair, make_record
from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.correct import set_fields, withdraw
from mediawatch.journeys.deadlines import (
    describe,
    find_deadlines,
    mark_deadline,
    unmark_deadline,
    write_calendar,
)
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.outlets import set_regulator
from mediawatch.model import Ref
from mediawatch.store.verify import run_checks


@pytest.fixture
def affair(tmp_path: Path) -> Iterator[Affair]:
    with open_desk(make_record(tmp_path / "record.db"), "Ada Okafor", environ={}) as desk:
        yield Affair(desk)
        failures = [failure for check in run_checks(desk.record.db) for failure in check.failures]
        assert failures == []


def read_calendar(affair: Affair, **options: str) -> dict[str, icalendar.Event]:
    out = io.StringIO(newline="")
    write_calendar(affair.desk, find_deadlines(affair.desk, **options), out)
    events = icalendar.Calendar.from_ical(out.getvalue()).walk("VEVENT")
    named = {str(event["uid"]).partition("@")[0]: event for event in events}
    assert len(named) == len(events)
    return named


def test_a_report_has_deadlines_as_soon_as_a_claim_is_pinned(affair: Affair) -> None:
    report = affair.report("2026-03-04", medium="web")
    set_regulator(affair.desk, "The Courier", "IPSO")
    assert affair.days(courts=True) == {}
    affair.claim(report)
    assert affair.days(courts=True) == {
        "ipso-complaint r1": "2026-07-04",
        "ipso-complaint-online r1": "2027-03-04",
        "defamation-england-and-wales r1": "2027-03-04",
        "defamation-scotland r1": "2027-03-04",
        "defamation-northern-ireland r1": "",
    }


def test_an_outlet_whose_regulator_nobody_named_is_named_and_one_without_says_so(affair: Affair) -> None:
    for outlet in ("The Courier", "Harbour Blog", "Coast Weekly"):
        affair.claim(affair.report("2026-03-04", outlet))
    set_regulator(affair.desk, "Harbour Blog", "none")
    set_regulator(affair.desk, "Coast Weekly", "Press Council of Utopia")
    found = find_deadlines(affair.desk)
    assert found.unknown == (("The Courier", ("r1",)),)
    assert found.unregulated == ("Harbour Blog",)
    assert all(not deadline.rule.outlets for deadline in found.deadlines)


def test_a_paper_and_its_radio_have_different_regulators(affair: Affair) -> None:
    affair.claim(affair.report("2026-03-04", "Coast Media", "print"))
    affair.claim(affair.report("2026-03-27", "Coast Media", "broadcast"))
    set_regulator(affair.desk, "Coast Media", "IPSO")
    set_regulator(affair.desk, "Coast Media", "Ofcom", medium="broadcast")
    assert affair.days() == {
        "ipso-complaint r1": "2026-07-04",
        "ofcom-fairness r2": "2026-04-28",
        "ofcom-standards r2": "2026-04-28",
    }


def test_an_outlet_that_left_its_regulator_is_judged_by_the_day_of_publication(affair: Affair) -> None:
    affair.claim(affair.report("2026-01-31"))
    affair.claim(affair.report("2026-02-01"))
    set_regulator(affair.desk, "The Courier", "IPSO")
    set_regulator(affair.desk, "The Courier", "none", since="2026-02-01")
    assert affair.days() == {"ipso-complaint r1": "2026-05-31"}
    assert find_deadlines(affair.desk).unregulated == ("The Courier",)


def test_a_complaint_to_ipso_runs_its_course(affair: Affair) -> None:
    report = affair.report("2026-03-04")
    claim = affair.claim(report)
    set_regulator(affair.desk, "The Courier", "IPSO")
    request = affair.request(claim, "2026-03-10", "regulator")
    assert affair.states()["ipso-complaint r1"] == "met"
    assert affair.days()["ipso-assessment q1"] == "2026-03-25"
    affair.step(request, "agreed", "2026-03-18")
    assert affair.days()["ipso-referral q1"] == "2026-04-15"
    assert affair.states()["ipso-assessment q1"] == "met"
    affair.step(request, "ruled", "2026-06-01")
    assert affair.days()["ipso-process-review q1"] == "2026-06-15"
    assert affair.states()["ipso-referral q1"] == "met"
    affair.step(request, "appealed", "2026-06-10")
    assert affair.states()["ipso-process-review q1"] == "met"


def test_what_is_closed_waits_for_nobody_and_leaves_us_our_own_time(affair: Affair) -> None:
    claim = affair.claim(affair.report("2026-03-04"))
    set_regulator(affair.desk, "The Courier", "IPSO")
    request = affair.request(claim, "2026-03-10", "regulator")
    affair.step(request, "refused", "2026-03-20")
    affair.step(request, "agreed", "2026-03-21")
    affair.step(request, "closed", "2026-03-25")
    assert affair.states()["ipso-referral q1"] == "q1 was closed on 2026-03-25"
    assert affair.states()["ipso-review q1"] == "passed"
    assert read_calendar(affair)["ipso-referral-q1"]["status"] == "CANCELLED"
    affair.step(request, "appealed", "2026-03-26")
    assert affair.states()["ipso-referral q1"] == "passed"


def test_an_outcome_that_refuses_is_a_publisher_s_answer(affair: Affair) -> None:
    claim = affair.claim(affair.report("2026-03-04"))
    set_regulator(affair.desk, "The Courier", "Impress")
    request = affair.request(claim, "2026-03-10")
    assert affair.states()["impress-final-letter q1"] == "passed"
    affair.outcome(request, "refused", "2026-03-20")
    (letter,) = [d for d in find_deadlines(affair.desk).deadlines if d.rule.key == "impress-final-letter"]
    assert letter.mark is not None
    assert (letter.state, letter.mark.on, letter.mark.why) == ("met", "2026-03-20", "outcome of q1: refused")


def test_ipso_s_refusal_shows_both_times_that_its_pages_give(affair: Affair) -> None:
    claim = affair.claim(affair.report("2026-03-04"))
    set_regulator(affair.desk, "The Courier", "IPSO")
    affair.step(affair.request(claim, "2026-03-10", "regulator"), "refused", "2026-03-20")
    reviews = [d for d in find_deadlines(affair.desk).deadlines if d.rule.key == "ipso-review"]
    assert [review.due_on for review in reviews] == ["2026-03-27", "2026-04-24"]
    assert all(any("Sources disagree" in doubt for doubt in review.doubts) for review in reviews)
    mark_deadline(affair.desk, "ipso-review", Ref("q", 1), "met", on="2026-03-25")
    assert affair.states()["ipso-review q1"] == "met"
    assert (
        len([d for d in find_deadlines(affair.desk).deadlines if d.mark and d.mark.by == "Ada Okafor"]) == 2
    )


def test_the_bbc_is_asked_three_times_and_ofcom_after_it(affair: Affair) -> None:
    claim = affair.claim(affair.report("2026-03-04", "BBC Coast", "broadcast"))
    set_regulator(affair.desk, "BBC Coast", "BBC")
    assert affair.days() == {"ofcom-fairness r1": "2026-04-01", "bbc-stage-1a r1": "2026-04-17"}
    request = affair.request(claim, "2026-03-10")
    assert affair.states()["bbc-stage-1a r1"] == "met"
    for step, on in (("refused", "2026-03-20"), ("appealed", "2026-03-30"), ("refused", "2026-04-20")):
        affair.step(request, step, on)
    affair.step(request, "appealed", "2026-05-05")
    assert (
        affair.states().items()
        >= {
            "bbc-answer-1a q1": "met",
            "bbc-stage-1b q1": "met",
            "bbc-answer-1b q1": "met",
            "bbc-stage-2 q1": "met",
            "bbc-answer-2 q1": "passed",
        }.items()
    )
    affair.step(request, "ruled", "2026-06-10")
    assert affair.days()["ofcom-after-bbc q1"] == "2026-07-08"
    affair.request(claim, "2026-06-20", "regulator")
    assert affair.states()["ofcom-after-bbc q1"] == "met"
    assert "ofcom-bbc-online-opinion q1" not in affair.states()


def test_a_year_in_court_counts_from_the_first_report_of_that_outlet(affair: Affair) -> None:
    first, again, elsewhere = (
        affair.report("2026-03-04"),
        affair.report("2026-05-20", words="once more"),
        affair.report("2026-06-01", "The Gazette"),
    )
    claim = affair.claim(first)
    affair.pin(claim, again)
    affair.pin(claim, elsewhere)
    courts = {name: day for name, day in affair.days(courts=True).items() if "england" in name}
    assert courts == {
        "defamation-england-and-wales r1": "2027-03-04",
        "defamation-england-and-wales r2": "2027-03-04",
        "defamation-england-and-wales r3": "2027-06-01",
    }
    affair.claim(again, "We close at noon.", "once more")
    (later,) = [
        d
        for d in find_deadlines(affair.desk, refs=[Ref("r", 2)]).deadlines
        if d.rule.key == "defamation-england-and-wales"
    ]
    assert later.due_on == "2027-05-20"
    assert "The outlet had published before: c1 (r1); its time counts from there." in later.doubts


@pytest.mark.parametrize("outcome", ["corrected", "clarified", "replied", "apologised", "removed"])
def test_what_is_settled_everywhere_no_longer_runs(affair: Affair, outcome: str) -> None:
    report = affair.report("2026-03-04")
    claim = affair.claim(report)
    set_regulator(affair.desk, "The Courier", "Impress")
    request = affair.request(claim, "2026-03-10")
    affair.outcome(request, outcome, "2026-03-20")
    assert affair.days(courts=True) == {}
    assert set(affair.states().values()) == {
        "no claim in r1 is open any more",
        "everything that q1 asked for was done",
    }
    other = affair.claim(report, "It happened on a weekday.", "on 2026-03-04")
    assert other == 2
    assert "defamation-scotland r1" in affair.days(courts=True)


def test_an_outcome_of_a_withdrawn_request_settles_nothing(affair: Affair) -> None:
    request = affair.request(affair.claim(affair.report("2026-03-04")), "2026-03-10")
    affair.outcome(request, "corrected", "2026-03-20")
    withdraw(affair.desk, Ref("q", request), "recorded for another paper")
    assert "defamation-scotland r1" in affair.days(courts=True)


def test_a_claim_that_was_found_to_be_true_has_no_deadline(affair: Affair) -> None:
    claim = affair.claim(affair.report("2026-03-04"))
    for verdict, runs in (("true", False), ("misleading", True)):
        affair.assess(claim, verdict)
        assert ("defamation-scotland r1" in affair.days(courts=True)) is runs


def test_a_withdrawn_report_is_no_first_publication(affair: Affair) -> None:
    first, again = affair.report("2026-03-04"), affair.report("2026-05-20", words="once more")
    affair.pin(affair.claim(first), again)
    withdraw(affair.desk, Ref("r", first), "another paper of that name")
    assert affair.days(courts=True)["defamation-scotland r2"] == "2027-05-20"


@pytest.mark.parametrize("outcome", ["refused", "no answer"])
def test_what_was_refused_runs_on(affair: Affair, outcome: str) -> None:
    claim = affair.claim(affair.report("2026-03-04"))
    affair.outcome(affair.request(claim, "2026-03-10"), outcome, "2026-03-20")
    assert "defamation-scotland r1" in affair.days(courts=True)


@pytest.mark.parametrize("stance", ["disputes", "retracts"])
def test_a_report_that_takes_our_side_has_no_deadline(affair: Affair, stance: str) -> None:
    affair.claim(affair.report("2026-03-04"), stance=stance)
    assert affair.days(courts=True) == {}


def test_what_is_withdrawn_no_longer_runs(affair: Affair) -> None:
    claim = affair.claim(affair.report("2026-03-04"))
    affair.request(claim, "2026-03-10")
    withdraw(affair.desk, Ref("q", 1), "sent to the wrong paper")
    withdraw(affair.desk, Ref("r", 1), "added twice")
    assert affair.days(courts=True) == {}
    assert affair.states()["defamation-scotland r1"] == "r1 was withdrawn"


def test_a_date_that_is_mended_moves_the_deadline_under_the_same_name(affair: Affair) -> None:
    report = affair.report("2026-03")
    affair.claim(report)
    set_regulator(affair.desk, "The Courier", "IPSO")
    before = read_calendar(affair)["ipso-complaint-r1"]
    set_fields(affair.desk, Ref("r", report), {"published": "2026-03-09"})
    after = read_calendar(affair)["ipso-complaint-r1"]
    assert before["uid"] == after["uid"]
    assert (before["dtstart"].dt.isoformat(), after["dtstart"].dt.isoformat()) == ("2026-07-01", "2026-07-09")
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt >= before["dtstamp"].dt


def test_nothing_changed_gives_the_same_calendar(affair: Affair) -> None:
    affair.claim(affair.report("2026-03-04"))
    written = []
    for _ in range(2):
        out = io.StringIO(newline="")
        write_calendar(affair.desk, find_deadlines(affair.desk), out)
        written.append(out.getvalue())
    assert written[0] == written[1]


def test_each_thing_that_can_move_a_deadline_moves_its_sequence(affair: Affair) -> None:
    report = affair.report("2026-03-04")
    claim = affair.claim(report)
    set_regulator(affair.desk, "The Courier", "IPSO")
    changes = (
        lambda: affair.request(claim, "2026-03-10", "regulator"),
        lambda: affair.step(1, "agreed", "2026-03-18"),
        lambda: mark_deadline(affair.desk, "ipso-complaint", Ref("r", 1), "waived", why="no use"),
        lambda: unmark_deadline(affair.desk, "ipso-complaint", Ref("r", 1)),
        lambda: set_regulator(affair.desk, "The Courier", "IPSO", since="2020-01-01"),
        lambda: withdraw(affair.desk, Ref("r", report), "added twice"),
    )
    last = read_calendar(affair)["ipso-complaint-r1"]["sequence"]
    for change in changes:
        change()
        now = read_calendar(affair)["ipso-complaint-r1"]["sequence"]
        assert now > last
        last = now
    assert read_calendar(affair)["ipso-complaint-r1"]["status"] == "CANCELLED"


def test_a_person_marks_and_takes_back(affair: Affair) -> None:
    affair.claim(affair.report("2026-03-04"))
    set_regulator(affair.desk, "The Courier", "IPSO")
    (marked,) = mark_deadline(
        affair.desk, "ipso-complaint", Ref("r", 1), "met", on="2026-04-01", why="by the web form"
    )
    assert marked.subject.ref == "r1"
    assert affair.states()["ipso-complaint r1"] == "met"
    mark_deadline(affair.desk, "ipso-complaint", Ref("r", 1), "waived", why="we let it go")
    assert affair.states()["ipso-complaint r1"].startswith("waived on ")
    assert affair.states()["ipso-complaint r1"].endswith(" by Ada Okafor: we let it go")
    unmark_deadline(affair.desk, "ipso-complaint", Ref("r", 1))
    assert affair.states()["ipso-complaint r1"] == "passed"
    with pytest.raises(NotAllowed, match="Nobody said anything"):
        unmark_deadline(affair.desk, "ipso-complaint", Ref("r", 1))


def test_what_the_record_shows_is_not_taken_back(affair: Affair) -> None:
    claim = affair.claim(affair.report("2026-03-04"))
    set_regulator(affair.desk, "The Courier", "IPSO")
    affair.request(claim, "2026-03-10", "regulator")
    with pytest.raises(NotAllowed, match="asking of q1 shows that it was met"):
        unmark_deadline(affair.desk, "ipso-complaint", Ref("r", 1))


def test_a_mark_needs_a_deadline_a_day_that_has_come_and_for_a_waiver_a_reason(affair: Affair) -> None:
    affair.claim(affair.report("2026-03-04"))
    with pytest.raises(NotFound, match=r"'ipso-complaint' gives no deadline for r1\. There are: defamation-"):
        mark_deadline(affair.desk, "ipso-complaint", Ref("r", 1), "met")
    with pytest.raises(InputError, match="A waiver needs a reason"):
        mark_deadline(affair.desk, "defamation-scotland", Ref("r", 1), "waived", why="  ")
    with pytest.raises(InputError, match="in the future"):
        mark_deadline(affair.desk, "defamation-scotland", Ref("r", 1), "met", on="2999-01-01")


def test_confidential_requests_are_left_out_and_counted(affair: Affair) -> None:
    claim = affair.claim(affair.report("2026-03-04"))
    set_regulator(affair.desk, "The Courier", "Impress")
    open_one, secret, privileged = (affair.request(claim, f"2026-03-1{n}") for n in range(3))
    affair.mark(f"q{secret}", "confidential")
    affair.mark(f"q{privileged}", "privileged")
    assert open_one == 1

    def requests(**options) -> set[str]:
        return {name.split()[1] for name in affair.days(**options) if " q" in name}

    assert requests() == {"q1"}
    assert requests(audience="_staff") == {"q1", "q2"}
    assert requests(audience="_counsel") == {"q1", "q2", "q3"}
    assert requests(refs=(Ref("q", 3),)) == {"q3"}
    assert find_deadlines(affair.desk).left_out == (
        "Left out: 1 confidential request, and what would follow from it.",
        "Left out: 1 privileged request, and what would follow from it.",
    )
    assert not any("-q2" in name or "-q3" in name for name in read_calendar(affair))
    assert any("-q2" in name for name in read_calendar(affair, audience="_staff"))
    assert not any("-q3" in name for name in read_calendar(affair, audience="_staff"))


def test_a_confidential_request_tells_nothing_by_what_it_met(affair: Affair) -> None:
    claim = affair.claim(affair.report("2026-03-04"))
    set_regulator(affair.desk, "The Courier", "IPSO")
    affair.mark(f"q{affair.request(claim, '2026-03-10', 'regulator')}", "confidential")
    (seen,) = [d for d in find_deadlines(affair.desk).deadlines if d.rule.key == "ipso-complaint"]
    assert (seen.state, seen.mark) == ("passed", None)
    assert "q1" not in str([describe(d) for d in find_deadlines(affair.desk).deadlines])


def test_an_empty_record_has_none(affair: Affair) -> None:
    assert find_deadlines(affair.desk).deadlines == ()
    assert read_calendar(affair) == {}
