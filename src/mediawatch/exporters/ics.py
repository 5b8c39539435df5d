"""Deadlines as a calendar (iCalendar, RFC 5545), so that they stand beside everything else that a day brings.

One all-day event for each deadline that has a day. Its UID lasts as long as the record, and SEQUENCE and DTSTAMP grow
whenever something about it changes, so that a calendar which reads the file again moves the event and makes no
second one. What no longer runs stays in the file once more as CANCELLED, under the same UID, so that it goes from the
calendar too. The same record gives the same bytes.

There is no METHOD: with PUBLISH, RFC 5546 wants an organiser for each event, and a record has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, Protocol, TextIO

from mediawatch.deadlines import NOT_LEGAL_ADVICE, WHOSE, CalendarHead, Deadline, Mark, Whose
from mediawatch.visible import make_visible


class Writable(Protocol):
    """What lines are written to."""

    def write(self, text: str, /) -> object:
        """Take a piece of text."""


WIDTH: Final = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
LONGEST_SEQUENCE: Final = 2**31 - 1
"""RFC 5545, 3.3.8: an integer has 32 bits."""
FIRST_RULES: Final = date(2026, 1, 1)
"""Rules are counted as changed so many days after this."""
TITLE_LENGTH: Final = 80
"""Characters of a report's title that stand in the heading; the description has all of it."""

BEGINS: Final[dict[Whose, str]] = {
    "ours": "Last day",
    "theirs": "Their time ends",
    "discretion": "Last day, at their discretion",
}
ALARMS: Final[dict[Whose, tuple[str, ...]]] = {
    "ours": ("-P6DT15H", "-PT15H"),
    "discretion": ("-P6DT15H", "-PT15H"),
    "theirs": ("PT33H",),
}
"""At nine in the morning: a week and a day before our own day, and the day after theirs."""

NO_EVENTS: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""A calendar has to hold something (RFC 5545, 3.6). A time zone shows nowhere."""


def write(head: CalendarHead, deadlines: Iterable[Deadline], out: TextIO) -> int:
    """Write a calendar to `out`, one event at a time; gives the number of events. Lines end with CR LF.

    Deadlines without a day are left out, and so should stand in `head.left_out`.

    Raises:
        ValueError: two deadlines have the same UID, so that a calendar would show one of them.
    """
    seen: set[str] = set()
    for line in begin(head):
        write_line(line, out)
    for deadline in deadlines:
        if not deadline.due_on:
            continue
        if deadline.uid in seen:
            raise ValueError(f"two deadlines have the UID {deadline.uid}")
        seen.add(deadline.uid)
        for line in make_event(head, deadline):
            write_line(line, out)
    if not seen:
        for line in NO_EVENTS:
            write_line(line, out)
    write_line("END:VCALENDAR", out)
    return len(seen)


def begin(head: CalendarHead) -> Iterator[str]:
    """The lines before the first event. NAME and others are RFC 7986; X-WR-… are the same for older programs."""
    name = escape(f"Deadlines: {head.organisation}")
    about = escape("\n".join((NOT_LEGAL_ADVICE, *head.left_out)))
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//mediawatch//deadlines {escape(head.version)}//EN"
    yield "CALSCALE:GREGORIAN"
    yield f"UID:{head.record_uuid}"
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    yield f"DESCRIPTION:{about}"
    yield f"X-WR-CALDESC:{about}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT12H"
    yield "X-PUBLISHED-TTL:PT12H"


def make_event(head: CalendarHead, deadline: Deadline) -> Iterator[str]:
    """The lines of one event."""
    day = date.fromisoformat(deadline.latest_on if deadline.whose == "theirs" else deadline.due_on)
    changed = find_change(head, deadline)
    yield "BEGIN:VEVENT"
    yield f"UID:{deadline.uid}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{find_sequence(deadline)}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape(say_summary(deadline))}"
    yield f"DESCRIPTION:{escape(say_description(deadline))}"
    yield f"CATEGORIES:{escape(deadline.rule.regulator)}"
    yield f"STATUS:{'CANCELLED' if deadline.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if not deadline.cancelled and deadline.mark is None:
        for trigger in ALARMS[deadline.whose]:
            yield "BEGIN:VALARM"
            yield "ACTION:DISPLAY"
            yield f"TRIGGER:{trigger}"
            yield f"DESCRIPTION:{escape(say_summary(deadline))}"
            yield "END:VALARM"
    yield "END:VEVENT"


def find_change(head: CalendarHead, deadline: Deadline) -> str:
    """When the event was last changed, by the record or by a newer version of its rule: "20260304T091500Z"."""
    ruled = datetime.combine(date.fromisoformat(deadline.rule.checked_on), datetime.min.time(), UTC)
    told = datetime.fromisoformat(deadline.subject.changed_at or head.made_at).astimezone(UTC)
    return f"{max(ruled, told):%Y%m%dT%H%M%SZ}"


def find_sequence(deadline: Deadline) -> int:
    """How often the event was changed: a number that grows with either of the two, and never falls."""
    ruled = (date.fromisoformat(deadline.rule.checked_on) - FIRST_RULES).days
    return min(LONGEST_SEQUENCE, deadline.subject.revision + max(0, ruled))


def say_summary(deadline: Deadline) -> str:
    """ "Last day: Complaint to IPSO, r12 “Advice centre closes” (unchecked)"."""
    subject, rule = deadline.subject, deadline.rule
    title = " ".join(subject.title.split())
    if len(title) > TITLE_LENGTH:
        title = f"{title[: TITLE_LENGTH - 1].rstrip()}…"
    said = f"{BEGINS[rule.whose]}: {rule.name}, {subject.ref}" + (f" “{title}”" if title else "")
    if subject.outlet:
        said += f", {' '.join(subject.outlet.split())}"
    if deadline.cancelled:
        return f"No longer runs: {said}"
    if deadline.mark:
        return f"Met: {said}"
    unsure = [
        words
        for words, holds in (
            ("unchecked", rule.status == "unchecked"),
            ("sources disagree", len(rule.lengths) > 1),
            ("a guess", not deadline.start.certain),
            ("the earliest day that it can be", deadline.due_on != deadline.latest_on),
        )
        if holds
    ]
    return f"{said} ({', '.join(unsure)})" if unsure else said


def say_description(deadline: Deadline) -> str:
    """What it means, how it was counted, where the rule comes from, what is not sure: a paragraph each."""
    rule, subject = deadline.rule, deadline.subject
    mark = deadline.mark
    said = [
        f"No longer runs: {deadline.cancelled}." if deadline.cancelled else "",
        say_met(mark) if mark and mark.state == "met" else "",
        rule.means,
        f"Whose time: {WHOSE[rule.whose]}.",
        f"How it was counted: {deadline.counted}",
        f"About {subject.ref}: {' '.join(subject.title.split())}"
        if subject.title
        else f"About {subject.ref}.",
        f"Rule: {rule.source}"
        + (f", {rule.address}" if rule.address else "")
        + f". Looked at on {rule.checked_on}.",
        *deadline.doubts,
        NOT_LEGAL_ADVICE,
    ]
    return "\n\n".join(sentence for sentence in said if sentence)


def say_met(mark: Mark) -> str:
    """ "Met on 2026-03-09, says Ada Okafor: sent by mail.", or what in the record shows it."""
    said = f"Met on {mark.on}" + (f", says {mark.by}" if mark.by else "")
    return f"{said}: {mark.why.rstrip('.')}." if mark.why else f"{said}."


def escape(text: str) -> str:
    """The text as a value of iCalendar (RFC 5545, 3.3.11): its own characters, and nothing that begins a line."""
    shown = make_visible(text, keep_newlines=True)
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        shown = shown.replace(sign, written)
    return shown


def write_line(line: str, out: Writable) -> None:
    """One line, folded after at most WIDTH octets and never inside a character."""
    octets = line.encode()
    start, room = 0, WIDTH
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0b11000000 == 0b10000000:  # inside a character (RFC 3629, 3)
            end -= 1
        out.write(f"{octets[start:end].decode()}\r\n ")
        start, room = end, WIDTH - 1  # the space that goes before counts
    out.write(f"{octets[start:].decode()}\r\n")
