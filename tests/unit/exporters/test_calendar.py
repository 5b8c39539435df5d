"""The timeline as a calendar, read by icalendar."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import icalendar

from mediawatch.exporters import EXPORTERS
from mediawatch.model import TimelineEntry
from unit.exporters.test_taken_apart import ENTRY, HEAD


def read(*entries: TimelineEntry) -> icalendar.Calendar:
    out = io.StringIO(newline="")
    EXPORTERS["ics"](HEAD, iter(entries), out)
    for line in out.getvalue().split("\r\n"):
        assert len(line.encode()) <= 75
        assert "\n" not in line
    return icalendar.Calendar.from_ical(out.getvalue())


def test_each_day_is_an_event_and_what_has_none_is_a_journal_entry() -> None:
    month = replace(ENTRY, occurred_on="2026-03", precision="month")
    found = read(ENTRY, month, replace(ENTRY, occurred_on="", precision="unknown"))
    (event,) = found.walk("VEVENT")
    assert event["DTSTART"].dt == datetime.date(2026, 3, 6)
    assert event["DTEND"].dt == datetime.date(2026, 3, 7)
    assert event["SUMMARY"] == "We answered after 2 days"
    assert "They turned\npeople away." in event["DESCRIPTION"]
    assert event["URL"] == "https://harbour-lane.example/news"
    months = [str(entry["SUMMARY"]) for entry in found.walk("VJOURNAL")]
    assert months == ["We answered after 2 days (March 2026)", "We answered after 2 days (Date unknown)"]
    about = str(found["DESCRIPTION"])
    for said in (
        "Harbour Lane & <Sons>",
        "Ada Okafor",
        "journal entry",
        "3 reports were withdrawn.",
        "5d1c0f7d",
    ):
        assert said in about


def test_an_event_keeps_its_name_and_none_has_that_of_another() -> None:
    def names(*entries: TimelineEntry) -> list[str]:
        return [str(event["UID"]) for event in read(*entries).walk("VEVENT")]

    twice = names(ENTRY, ENTRY, replace(ENTRY, claim=9))
    assert len(set(twice)) == 3
    assert names(ENTRY) == twice[:1]


def test_the_words_of_strangers_end_no_line() -> None:
    evil = "one\r\nEND:VEVENT\nBEGIN:VALARM;,\\ \u2028 =1+1"
    (event,) = read(
        replace(ENTRY, kind="claim made", quote=evil, title=evil, outlet=evil, claim_text=evil)
    ).walk("VEVENT")
    assert "BEGIN:VALARM;,\\" in event["DESCRIPTION"]
    assert not event.subcomponents
    assert len(read().walk("VEVENT")) == 0
