"""What strangers wrote stays words in a calendar: no line, property, alarm or event of its own."""

from __future__ import annotations

import io

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadline_rules import RECORD, make_basis, make_rule, make_start, make_subject
from mediawatch.deadlines import CalendarHead
from mediawatch.exporters.ics import write
from mediawatch.reading.deadlines import make_deadlines
from mediawatch.visible import make_visible

ATTACKS = (
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil\r\nDTSTART;VALUE=DATE:20200101\r\nEND:VEVENT",
    "x\nBEGIN:VALARM\nACTION:AUDIO\nATTACH:https://evil.example/a.wav\nEND:VALARM",
    "x\rATTENDEE:mailto:evil@evil.example",
    "x\u2028ORGANIZER:mailto:evil@evil.example\u2029",
    "x\x0bURL:https://evil.example/\x0c\x85\x1c",
    "x\\nDESCRIPTION:evil\\;\\,\\\\",
    "x;RRULE:FREQ=SECONDLY,X",
    'x"^n^\'"',
    "x\x00\x1b[31m\u202egnp.exe",
    "BEGIN:VCALENDAR",
    "é" * 500,
    "\U0001f3f4" * 200 + "\ud800",
)


def export(text: str) -> tuple[str, icalendar.Event]:
    """A calendar in which everything that can come from outside is this text, and its one event as it is read."""
    subject = make_subject(title=text, outlet=text, ended="")
    (deadline,) = make_deadlines(make_rule(20), make_start(), subject, make_basis())
    out = io.StringIO(newline="")
    write(CalendarHead(text, RECORD, "2026-03-10T09:00:00+00:00", (text,), "0.1"), [deadline], out)
    calendar = icalendar.Calendar.from_ical(out.getvalue())
    assert all(component.errors == [] for component in calendar.walk())
    assert [component.name for component in calendar.walk()] == ["VCALENDAR", "VEVENT", "VALARM", "VALARM"]
    (event,) = calendar.walk("VEVENT")
    return out.getvalue(), event


PROPERTIES = {
    "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES",
    "STATUS", "TRANSP",
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_text_and_nothing_else(attack: str) -> None:
    written, event = export(attack)
    assert set(event) == PROPERTIES
    assert event["uid"] == f"house-rule-r12@{RECORD}"
    assert all(
        alarm["action"] == "DISPLAY" and set(alarm) == {"ACTION", "TRIGGER", "DESCRIPTION"}
        for alarm in event.walk("VALARM")
    )
    assert written.encode("utf-8")
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75


@given(st.text(max_size=300))
def test_any_title_comes_back_as_it_is_shown_everywhere(title: str) -> None:
    _, event = export(title)
    said = " ".join(title.split())
    if said:
        assert f"About r12: {make_visible(said)}" in event["description"]
