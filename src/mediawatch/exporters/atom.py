"""A timeline or a list as an Atom feed (RFC 4287), for a feed reader or a colleague's archive: an entry for each thing
that happened or is listed, with everybody's words in full."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, TextIO

from mediawatch.exporters import story
from mediawatch.exporters.page import escape
from mediawatch.exporters.passage import Passage
from mediawatch.exporters.rows import encode
from mediawatch.model import TimelineEntry, TimelineHead

NO_RECORD: Final = uuid.UUID(int=0)
NEW_LINE: Final = "\n"


def write(head: TimelineHead, entries: Iterable[TimelineEntry], out: TextIO) -> None:
    """Write the timeline to `out`, one entry at a time."""
    write_passages(story.TITLE, head, story.tell_all(head, entries), out)


def write_passages(title: str, head: TimelineHead, passages: Iterable[Passage], out: TextIO) -> None:
    """Write what is told under a title, one passage at a time. The id of each stays as long as the record."""
    record = uuid.UUID(head.record_uuid) if head.record_uuid else NO_RECORD
    out.write(
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<id>{uuid.uuid5(record, f'{title} {encode(head.filters)}').urn}</id>\n"
        f"<title>{title}: {escape(story.one_line(head.organisation))}</title>\n"
        f"<updated>{say_moment(head.made_at)}</updated>\n"
        f"<author><name>{escape(story.one_line(head.organisation)) or '-'}</name></author>\n"
        f"<generator>mediawatch {escape(head.version)}</generator>\n"
        f"<subtitle>{escape(NEW_LINE.join(story.say_all(head)))}</subtitle>\n"
    )
    for passage in passages:
        words = "\n\n".join(f"{said.whose}:\n{said.text}" for said in passage.words)
        facts = "\n".join(f"{fact.label}: {fact.value}" for fact in passage.facts)
        link = passage.address
        out.write(
            f"<entry>\n<id>{uuid.uuid5(record, passage.entry.key).urn}</id>\n"
            f"<title>{escape(passage.headline)}</title>\n"
            f"<updated>{say_moment(passage.entry.changed_at or head.made_at)}</updated>\n"
            + (f'<link rel="alternate" href="{escape(link)}"/>\n' if link else "")
            + f'<content type="text">{escape(words)}\n\n{escape(facts)}</content>\n</entry>\n'
        )
    out.write("</feed>\n")


def say_moment(moment: str) -> str:
    """A time as RFC 3339 has it; the beginning of time for what is none, since the format asks for one."""
    try:
        found = datetime.fromisoformat(moment)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return f"{found.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError):
        return "1970-01-01T00:00:00Z"
