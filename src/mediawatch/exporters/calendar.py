"""A timeline or a list as a calendar (iCalendar, RFC 5545): an all-day event for each thing whose day is known.

What is known to the month or the year is a journal entry without a day (VJOURNAL, RFC 5545, 3.6.3). There is no METHOD
and no alarm: nothing is to be done on these days, they are over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, TextIO

from mediawatch.exporters import story
from mediawatch.exporters.ics import LONGEST_SEQUENCE, NO_EVENTS, escape, write_line
from mediawatch.exporters.passage import Passage
from mediawatch.model import TimelineEntry, TimelineHead

UNDATED: Final = "What has no day stands in the file as a journal entry, which not every calendar shows."
NEW_LINE: Final = "\n"


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
    """Write the timeline to `out`, one event at a time."""
    write_passages(story.TITLE, head, story.tell_all(head, entries), out)


def write_passages(title: str, head: TimelineHead, passages: Iterable[Passage], out: TextIO) -> None:
    """Write what is told under a title, one passage at a time. Lines end with CR LF."""
    for line in begin(title, head):
        write_line(line, out)
    passage = None
    for passage in passages:
        for line in make_event(head, passage):
            write_line(line, out)
    if passage is None:
        for line in NO_EVENTS:
            write_line(line, out)
    write_line("END:VCALENDAR", out)


def begin(title: str, head: TimelineHead) -> Iterator[str]:
    """The lines before the first event: what the cover and the end of the other formats say."""
    name = escape(f"{title}: {story.one_line(head.organisation)}")
    about = escape(NEW_LINE.join((UNDATED, *story.say_all(head))))
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//mediawatch//{escape(title)} {escape(head.version)}//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    yield f"DESCRIPTION:{about}"
    yield f"X-WR-CALDESC:{about}"


def make_event(head: TimelineHead, passage: Passage) -> Iterator[str]:
    """The lines of one event, or of a journal entry where there is no day."""
    entry = passage.entry
    component = "VEVENT" if entry.on else "VJOURNAL"
    changed = datetime.fromisoformat(entry.changed_at or head.made_at).astimezone(UTC)
    said = [passage.happened, *(f"{words.whose}: {words.text}" for words in passage.words)]
    said += [f"{fact.label}: {fact.value}" for fact in passage.facts]
    unsure = f" ({entry.unsure})" if entry.unsure else ""
    yield f"BEGIN:{component}"
    yield f"UID:{entry.key}@{head.record_uuid}"
    yield f"DTSTAMP:{changed:%Y%m%dT%H%M%SZ}"
    if entry.revision:
        yield f"SEQUENCE:{min(LONGEST_SEQUENCE, entry.revision)}"
    if entry.on:
        yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
        if entry.on < date.max:
            yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape(passage.happened + unsure)}"
    yield f"DESCRIPTION:{escape(NEW_LINE.join(said))}"
    yield f"CATEGORIES:{escape(entry.kind)}"
    if passage.address:
        yield f"URL:{passage.address}"
    if entry.on:
        yield "TRANSP:TRANSPARENT"
    yield f"END:{component}"
