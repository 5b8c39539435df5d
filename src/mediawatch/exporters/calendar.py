"""The timeline as a calendar (iCalendar, RFC 5545): an all-day event for each thing whose day is known.

What is known to the month or the year is a journal entry without a day (VJOURNAL, RFC 5545, 3.6.3). There is no METHOD
and no alarm: nothing is to be done on these days, they are over.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, TextIO

from mediawatch.exporters import story
from mediawatch.exporters.ics import NO_EVENTS, escape, write_line
from mediawatch.exporters.moments import find_zone
from mediawatch.model import TimelineEntry, TimelineHead

UNDATED: Final = "What has no day stands in the file as a journal entry, which not every calendar shows."
NEW_LINE: Final = "\n"


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
    """Write the timeline to `out`, one event at a time. Lines end with CR LF."""
    zone = find_zone(head.timezone)
    seen: Counter[str] = Counter()
    for line in begin(head):
        write_line(line, out)
    for entry in entries:
        key = name_event(entry)
        for line in make_event(head, entry, story.tell(entry, zone), f"{key}-{seen[key]}"):
            write_line(line, out)
        seen[key] += 1
    if not seen:
        for line in NO_EVENTS:
            write_line(line, out)
    write_line("END:VCALENDAR", out)


def begin(head: TimelineHead) -> Iterator[str]:
    """The lines before the first event: what the cover and the end of the other formats say."""
    zone = find_zone(head.timezone)
    name = escape(f"{story.TITLE}: {story.one_line(head.organisation)}")
    lines = [f"{fact.label}: {fact.value}" for fact in story.introduce(head, zone)]
    lines += [f"{story.LEFT_OUT}: {said}" for said in story.say_left_out(head)] or [story.NOTHING_LEFT_OUT]
    lines.append(UNDATED)
    if story.has_history(head):
        lines.append(f"Head of the record's chain: {head.chain_head}")
    about = escape("\n".join([*lines, *story.say_chain(head)]))
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//mediawatch//timeline {escape(head.version)}//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    yield f"DESCRIPTION:{about}"
    yield f"X-WR-CALDESC:{about}"


def make_event(head: TimelineHead, entry: TimelineEntry, passage: story.Passage, key: str) -> Iterator[str]:
    """The lines of one event, or of a journal entry where there is no day."""
    day = read_day(entry)
    component = "VEVENT" if day else "VJOURNAL"
    recorded = datetime.fromisoformat(entry.recorded_at or head.made_at).astimezone(UTC)
    said = [passage.happened, *(f"{words.whose}: {words.text}" for words in passage.words)]
    said += [f"{fact.label}: {fact.value}" for fact in passage.facts]
    when = "" if day and entry.certain else f" ({passage.day})"
    yield f"BEGIN:{component}"
    yield f"UID:{key}@{head.record_uuid}"
    yield f"DTSTAMP:{recorded:%Y%m%dT%H%M%SZ}"
    if day:
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        if day < date.max:
            yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape(passage.happened + when)}"
    yield f"DESCRIPTION:{escape(NEW_LINE.join(said))}"
    yield f"CATEGORIES:{escape(entry.kind)}"
    if story.is_safe_link(entry.address):
        yield f"URL:{entry.address}"
    if day:
        yield "TRANSP:TRANSPARENT"
    yield f"END:{component}"


def read_day(entry: TimelineEntry) -> date | None:
    """The day of an entry; None where none is known."""
    try:
        return date.fromisoformat(entry.occurred_on) if entry.precision == "day" else None
    except ValueError:
        return None


def name_event(entry: TimelineEntry) -> str:
    """What an event is called in every export, as long as the record lasts."""
    about = (
        entry.kind, entry.occurred_on, entry.report, entry.claim, entry.rebuttal, entry.request, entry.contact,
        entry.citation, entry.contact_search, entry.recorded_at, entry.detail,
    )  # fmt: skip
    # "surrogatepass": a name is made of whatever a record holds, also of what no file could
    return hashlib.sha256("\x00".join(map(str, about)).encode(errors="surrogatepass")).hexdigest()[:24]
