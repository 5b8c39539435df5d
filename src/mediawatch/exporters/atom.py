"""The timeline as an Atom feed (RFC 4287), for a feed reader or a colleague's archive: an entry for each thing that
happened, with everybody's words in full."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

from mediawatch.exporters import story
from mediawatch.exporters.moments import find_zone
from mediawatch.exporters.page import escape
from mediawatch.exporters.rows import encode
from mediawatch.model import TimelineEntry, TimelineHead

NO_RECORD = uuid.UUID(int=0)


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
    """Write the timeline to `out`, one entry at a time. An entry's id stays as long as it says the same."""
    zone = find_zone(head.timezone)
    record = uuid.UUID(head.record_uuid) if head.record_uuid else NO_RECORD
    about = "\n".join(f"{fact.label}: {fact.value}" for fact in story.introduce(head, zone))
    left_out = "\n".join(story.say_left_out(head)) or story.NOTHING_LEFT_OUT
    chain = f"Head of the record's chain: {head.chain_head}\n" if story.has_history(head) else ""
    out.write(
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<id>{uuid.uuid5(record, 'timeline ' + encode(head.filters)).urn}</id>\n"
        f"<title>{story.TITLE}: {escape(story.one_line(head.organisation))}</title>\n"
        f"<updated>{say_moment(head.made_at)}</updated>\n"
        f"<author><name>{escape(story.one_line(head.organisation)) or '-'}</name></author>\n"
        f"<generator>mediawatch {escape(head.version)}</generator>\n"
        f"<subtitle>{escape(about)}\n{story.LEFT_OUT}: {escape(left_out)}\n{escape(chain)}"
        f"{escape(chr(10).join(story.say_chain(head)))}</subtitle>\n"
    )
    for entry in entries:
        passage = story.tell(entry, zone)
        words = "\n\n".join(f"{said.whose}:\n{said.text}" for said in passage.words)
        facts = "\n".join(f"{fact.label}: {fact.value}" for fact in passage.facts)
        link = next((fact.value for fact in passage.facts if fact.kind == "link"), "")
        out.write(
            f"<entry>\n<id>{uuid.uuid5(record, fingerprint(entry)).urn}</id>\n"
            f"<title>{escape(f'{passage.day}: {passage.happened}')}</title>\n"
            f"<updated>{say_moment(entry.recorded_at or head.made_at)}</updated>\n"
            + (f'<link rel="alternate" href="{escape(link)}"/>\n' if link else "")
            + f'<content type="text">{escape(words)}\n\n{escape(facts)}</content>\n</entry>\n'
        )
    out.write("</feed>\n")


def fingerprint(entry: TimelineEntry) -> str:
    """What makes an entry itself."""
    numbers = (entry.report, entry.claim, entry.rebuttal, entry.request, entry.contact, entry.citation)
    said = (
        entry.kind,
        entry.occurred_on,
        entry.recorded_at,
        numbers,
        entry.quote,
        entry.detail,
        entry.address,
    )
    return hashlib.sha256(encode(said).encode("utf-8")).hexdigest()


def say_moment(moment: str) -> str:
    """A time as RFC 3339 has it; the beginning of time for what is none, since the format asks for one."""
    try:
        found = datetime.fromisoformat(moment)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return f"{found.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError):
        return "1970-01-01T00:00:00Z"
