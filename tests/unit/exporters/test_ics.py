"""A calendar says what the deadlines say, and keeps saying it under the same names."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest

from deadline_rules import RECORD, make_basis, make_rule, make_start, make_subject
from mediawatch.deadlines import NOT_LEGAL_ADVICE, CalendarHead, Deadline, Length, Mark
from mediawatch.exporters.ics import find_sequence, write
from mediawatch.reading.deadlines import make_deadlines

HEAD = CalendarHead("Harbour Lane", RECORD, "2026-03-10T09:00:00+00:00", (), "0.1")


def make(rule: Any = None, **fields: Any) -> Deadline:
    subject = make_subject(**{"revision": 7, "changed_at": "2026-03-04T09:15:00+00:00"} | fields)
    return make_deadlines(rule or make_rule(20), make_start(), subject, make_basis())[0]


def export(*deadlines: Deadline, head: CalendarHead = HEAD) -> str:
    out = io.StringIO(newline="")
    assert write(head, deadlines, out) == sum(bool(deadline.due_on) for deadline in deadlines)
    return out.getvalue()


def read(text: str) -> icalendar.Calendar:
    """The calendar as an independent parser reads it, without an error anywhere."""
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar.errors == []
    assert all(component.errors == [] for component in calendar.walk())
    return calendar


def only_event(text: str) -> icalendar.Event:
    (event,) = read(text).walk("VEVENT")
    return event


def test_an_event_is_the_whole_of_the_last_day() -> None:
    event = only_event(export(make()))
    assert event["uid"] == f"house-rule-r12@{RECORD}"
    assert event["dtstart"].dt == date(2026, 3, 31)
    assert event["dtend"].dt == date(2026, 4, 1)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["summary"] == "Last day: Complaint, r12 “Advice centre closes”, The Northern Courier"
    assert event["status"] == "CONFIRMED"
    assert event["transp"] == "TRANSPARENT"
    assert event["categories"].cats == ["IPSO"]


def test_it_says_how_the_day_was_counted_where_the_rule_is_from_and_that_it_is_no_advice() -> None:
    deadline = make(make_rule(20, address="https://ipso.example/rules", status="unchecked", doubt="Perhaps."))
    description = only_event(export(deadline))["description"]
    for sentence in (
        deadline.counted,
        "The rule book, https://ipso.example/rules. Looked at on 2026-01-02.",
        "This rule is unchecked.",
        "Perhaps.",
        "our last day: after it the right is lost",
        NOT_LEGAL_ADVICE,
    ):
        assert sentence in description
    assert NOT_LEGAL_ADVICE in read(export(deadline))["description"]


def test_a_change_of_the_subject_moves_the_same_event_on() -> None:
    before, after = make(), make(revision=9, changed_at="2026-03-08T10:00:00+00:00", title="Another title")
    (first, second) = (only_event(export(deadline)) for deadline in (before, after))
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (8, 10)
    assert first["dtstamp"].dt.isoformat() == "2026-03-04T09:15:00+00:00"
    assert second["dtstamp"].dt.isoformat() == "2026-03-08T10:00:00+00:00"
    assert second["last-modified"].dt == second["dtstamp"].dt


def test_a_newer_version_of_the_rule_moves_it_on_too() -> None:
    before, after = make(), make(make_rule(25, checked_on="2026-05-01"))
    (first, second) = (only_event(export(deadline)) for deadline in (before, after))
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]
    assert second["dtstamp"].dt.isoformat() == "2026-05-01T00:00:00+00:00"
    assert second["dtstart"].dt == date(2026, 4, 9)


@pytest.mark.parametrize(("revision", "checked_on"), [(0, "2019-01-01"), (2**40, "2026-01-02")])
def test_a_sequence_is_a_number_that_calendars_can_hold(revision: int, checked_on: str) -> None:
    assert 0 <= find_sequence(make(make_rule(20, checked_on=checked_on), revision=revision)) < 2**31


def test_the_same_record_gives_the_same_bytes_whenever_it_is_asked() -> None:
    later = replace(HEAD, made_at="2026-03-11T17:00:00+00:00")
    assert export(make()) == export(make(), head=later)


def test_without_a_known_change_the_time_of_making_stands() -> None:
    event = only_event(export(make(revision=0, changed_at="")))
    assert event["dtstamp"].dt.isoformat() == "2026-03-10T09:00:00+00:00"


@pytest.mark.parametrize(
    ("whose", "before"),
    [
        ("ours", [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]),
        ("discretion", [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]),
        ("theirs", [timedelta(days=1, hours=9)]),
    ],
)
def test_reminders_come_at_nine_in_the_morning(whose: str, before: list[timedelta]) -> None:
    event = only_event(export(make(make_rule(20, whose=whose))))
    alarms = event.walk("VALARM")
    assert [alarm["trigger"].dt for alarm in alarms] == before
    assert all(alarm["action"] == "DISPLAY" and alarm["description"] == event["summary"] for alarm in alarms)


@pytest.mark.parametrize(
    ("deadline", "why"),
    [
        (make(ended="r12 was withdrawn"), "r12 was withdrawn"),
        (
            replace(make(), state="waived", mark=Mark("waived", "2026-03-09", "Ada Okafor", "We let it go")),
            "waived on 2026-03-09 by Ada Okafor: We let it go",
        ),
    ],
)
def test_what_no_longer_runs_is_there_once_as_cancelled_and_rings_nowhere(
    deadline: Deadline, why: str
) -> None:
    event = only_event(export(deadline))
    assert event["uid"] == make().uid
    assert event["status"] == "CANCELLED"
    assert event["summary"].startswith("No longer runs: Last day: Complaint")
    assert event["description"].startswith(f"No longer runs: {why}.")
    assert event.walk("VALARM") == []


def test_what_was_met_stays_and_rings_nowhere() -> None:
    met = replace(make(), state="met", mark=Mark("met", "2026-03-09", "", "step 2 of q5: sent"))
    event = only_event(export(met))
    assert event["status"] == "CONFIRMED"
    assert event["summary"].startswith("Met: Last day")
    assert event["description"].startswith("Met on 2026-03-09: step 2 of q5: sent.")
    assert event.walk("VALARM") == []
    told = replace(met, mark=Mark("met", "2026-03-09", "Ada Okafor"))
    assert only_event(export(told))["description"].startswith("Met on 2026-03-09, says Ada Okafor.\n")


def test_one_event_for_one_name_and_never_two() -> None:
    with pytest.raises(ValueError, match="house-rule-r12"):
        export(make(), make(ended="r12 was withdrawn"))


def test_what_makes_a_day_unsure_stands_in_the_heading() -> None:
    lengths = (Length(7, "days", "A"), Length(9, "days", "B"))
    rule = make_rule(lengths=lengths, bank_holidays=(), status="unchecked", doubt="They disagree.")
    start = make_start("2026-03", certain=False)
    events = [
        only_event(export(deadline)) for deadline in make_deadlines(rule, start, make_subject(), make_basis())
    ]
    ending = "(unchecked, sources disagree, a guess, the earliest day that it can be)"
    assert all(event["summary"].endswith(ending) for event in events)
    assert [event["dtstart"].dt for event in events] == [date(2026, 3, 8), date(2026, 3, 10)]


def test_of_a_range_our_first_day_counts_and_their_last() -> None:
    start = make_start("2026-03")
    for whose, day in (("ours", date(2026, 4, 1)), ("theirs", date(2026, 5, 1))):
        (deadline,) = make_deadlines(make_rule(31, "days", whose=whose), start, make_subject(), make_basis())
        assert only_event(export(deadline))["dtstart"].dt == day


def test_a_deadline_without_a_day_is_not_in_it() -> None:
    (undated,) = make_deadlines(make_rule(20), make_start(""), make_subject(), make_basis())
    assert [event["uid"] for event in read(export(undated, make())).walk("VEVENT")] == [make().uid]


def test_a_record_without_deadlines_gives_a_valid_calendar_that_shows_nothing() -> None:
    text = export(head=replace(HEAD, left_out=("Left out: 1 confidential request.",)))
    calendar = read(text)
    assert calendar.walk("VEVENT") == []
    assert [component.name for component in calendar.subcomponents] == [
        "VTIMEZONE"
    ]  # RFC 5545, 3.6: one at least
    assert calendar["x-wr-calname"] == "Deadlines: Harbour Lane"
    assert "Left out: 1 confidential request." in calendar["description"]


def test_signs_that_mean_something_to_calendars_are_escaped() -> None:
    text = export(make(title="a, b; c\\ d", outlet=""))
    assert "SUMMARY:Last day: Complaint\\, r12 “a\\, b\\; c\\\\ d”\r\n" in text
    assert only_event(text)["summary"] == "Last day: Complaint, r12 “a, b; c\\ d”"


def test_lines_end_and_are_folded_as_the_standard_has_it() -> None:
    text = export(make(title="Überschrift für Größe 🏴󠁧󠁢󠁳󠁣󠁴󠁿 " * 20, outlet="日刊" * 40))
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.split("\r\n")
    assert not any("\n" in line or "\r" in line for line in lines)
    assert max(len(line.encode()) for line in lines) <= 75
    assert only_event(text)["summary"].endswith("日刊" * 40)


def test_the_last_day_of_the_calendar_has_no_day_after_it() -> None:
    deadline = replace(make(), due_on="9999-12-31", latest_on="9999-12-31")
    event = only_event(export(deadline))
    assert event["dtstart"].dt == date.max
    assert "dtend" not in event
