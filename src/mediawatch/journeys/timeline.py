"""The timeline: what happened, from dated rows, to a file or a stream."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from sqlite_utils import Database

from mediawatch import __version__
from mediawatch.errors import InputError, NotFound, RecordError
from mediawatch.exporters import BINARY_EXPORTERS, EXPORTERS
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import Disclosed, check_disclosed
from mediawatch.model import Ref, TimelineEntry, TimelineHead
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.store.claims import find_standing
from mediawatch.store.events import read_head
from mediawatch.store.markings import Audience, list_marked, seen_by
from mediawatch.store.reports import find_outlet, read_thing
from mediawatch.store.rows import select

COLUMNS = (
    "kind", "occurred_on", "precision", "occurred_at", "recorded_at", "report", "claim", "rebuttal", "request",
    "outlet", "title", "address", "quote", "claim_text", "answer", "by", "detail", "captured_at", "digest",
    "lag_days", "certain", "confidentiality", "contact", "citation", "contact_search",
    "particulars",
)  # fmt: skip


STEPS_OF = (
    "(report = 0 AND claim = 0 AND request <> 0 AND request IN (SELECT request FROM request_places WHERE {}))"
)
"""Rows about a request as a whole, which belong wherever it is about something."""


@dataclass(frozen=True, slots=True)
class TimelineFilters:
    """What a timeline is about; 0 and "" mean everything."""

    claim: int = 0
    report: int = 0
    outlet: str = ""
    since: str = ""
    """day, month or year as typed"""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """What filters leave of the timeline."""

    conditions: tuple[str, ...]
    """all of which hold"""
    values: Mapping[str, Any]
    said: tuple[tuple[str, str], ...]
    """the filters in words"""
    about: tuple[str, ...] = ("1",)
    """conditions of which one holds, and never two: apart, each finds its rows through indexes"""

    def query(self, columns: str, view: str = "timeline", *more: str) -> str:
        """SQL that gives these columns of what is left, in no order."""
        return " UNION ALL ".join(
            f"SELECT {columns} FROM {view} WHERE {' AND '.join((one, *self.conditions, *more))}"
            for one in self.about
        )


ORDER = "occurred_on = '', occurred_on, step, occurred_at, report, claim, rebuttal, request, recorded_at"

EVERYBODY = Disclosed()


def read_timeline(
    desk: Desk, filters: TimelineFilters, disclosed: Disclosed = EVERYBODY
) -> tuple[TimelineHead, Iterator[TimelineEntry]]:
    """What a timeline says about itself, and its entries, oldest first; entries without a date come last.

    Args:
        disclosed: what is in it of the things that not everybody may see.

    Raises:
        NotFound: a claim, report or outlet that is not there.
        InvalidDate: a date that is none.
        InputError: something is named as privileged that is not.
    """
    check_disclosed(desk.record.db, disclosed, ("k", "q", "contact search", "file"))
    cut = narrow(desk, filters, "_counsel" if disclosed.privileged else disclosed.audience)
    head = make_head(desk, cut.said)
    head = replace(
        head,
        left_out=(*head.left_out, *count_kept_back(desk.record.db, disclosed)),
        confidentiality=say_disclosed(disclosed),
    )
    return head, read_entries(desk.record.db, cut, disclosed)


def make_head(desk: Desk, filters: Sequence[tuple[str, str]]) -> TimelineHead:
    """The cover of anything that is handed over: whose it is, what was asked for, who made it when, and the chain."""
    chain_head, chain_length = read_head(desk.record.db)
    (record_uuid,) = desk.record.db.execute("SELECT record_uuid FROM organisation").fetchone()
    actor = desk.actor()
    return TimelineHead(
        organisation=desk.organisation,
        timezone=desk.timezone,
        filters=tuple(filters),
        made_at=actor.now,
        made_by=actor.name,
        left_out=tuple(count_left_out(desk)),
        chain_head=chain_head,
        chain_length=chain_length,
        version=__version__,
        record_uuid=record_uuid,
    )


def read_entries(db: Database, cut: Cut, disclosed: Disclosed) -> Iterator[TimelineEntry]:
    """The entries that the filters leave: those of the audience, and the privileged ones that were named."""
    columns = ", ".join(COLUMNS)
    sql = seen_by(db, cut.query(f"{columns}, step"), disclosed.audience)
    if disclosed.privileged:
        named = cut.query(
            f"{columns}, step", "timeline", "confidentiality = 'privileged'", is_named(disclosed)
        )
        sql += f" UNION ALL {seen_by(db, named, '_counsel')}"
    hidden = find_hidden_digests(db, disclosed)
    for row in select(db, f"SELECT {columns} FROM ({sql}) ORDER BY {ORDER}", dict(cut.values)):
        digest = "" if row["digest"] in hidden else row["digest"]
        yield TimelineEntry(**{**row, "certain": bool(row["certain"]), "digest": digest})


def is_named(disclosed: Disclosed) -> str:
    """The condition for rows about the privileged things that were named."""
    numbers = {
        letter: ", ".join(str(ref.number) for ref in disclosed.privileged if ref.letter == letter)
        for letter in ("k", "q", "contact search")
    }
    return (
        f"(contact IN ({numbers['k']}) OR (contact = 0 AND request IN ({numbers['q']})) "
        f"OR contact_search IN ({numbers['contact search']}))"
    )


def find_hidden_digests(db: Database, disclosed: Disclosed) -> set[str]:
    """SHA-256 of the files that are not handed over, though what they prove may be, named as privileged."""
    if not disclosed.privileged:
        return set()  # the views have seen to it
    named = {ref.number for ref in disclosed.privileged if ref.letter == "file"}
    return {
        digest
        for number, digest, level in db.execute(
            "SELECT id, sha256, confidentiality FROM seen_files_counsel WHERE confidentiality <> ''"
        )
        if number not in named and not (disclosed.confidential and level == "confidential")
    }


def count_kept_back(db: Database, disclosed: Disclosed) -> Iterator[str]:
    """How many marked things are not in a timeline, a line for each level; nothing more is told of them."""
    named = {str(ref) for ref in disclosed.privileged}
    counted = Counter(level for ref, level in list_marked(db) if ref not in named)
    for level in ("confidential", "privileged"):
        number = 0 if level == "confidential" and disclosed.confidential else counted[level]
        if number:
            yield f"{number} {level} {'entry' if number == 1 else 'entries'}"


def say_disclosed(disclosed: Disclosed) -> str:
    """What the cover says of a timeline that is not for everybody; "" where it is."""
    said = ["what is confidential"] if disclosed.confidential else []
    if disclosed.privileged:
        named = ", ".join(dict.fromkeys(str(ref) for ref in disclosed.privileged))
        said.append(f"what is privileged (legal advice): {named}")
    return f"Not for everybody: it holds {' and '.join(said)}" if said else ""


def is_told_of(db: Database, outlet: str, audience: Audience) -> bool:
    """Whether an outlet has a report, or stands in the timeline of those who read it."""
    number = find_outlet(db, outlet)
    published = "SELECT 1 FROM reports_overview WHERE outlet = :outlet COLLATE NOCASE LIMIT 1"
    told = seen_by(db, "SELECT 1 FROM timeline WHERE outlet = :outlet COLLATE NOCASE LIMIT 1", audience)
    return bool(number) and any(
        db.execute(sql, {"outlet": outlet}).fetchone() is not None for sql in (published, told)
    )


def narrow(desk: Desk, filters: TimelineFilters, audience: Audience = "") -> Cut:
    """What the filters leave.

    A claim brings the reports in which it appears; a report brings the claims in it with their answers, and the
    other reports of its story.
    """
    conditions: list[str] = []
    values: dict[str, Any] = {}
    said: list[tuple[str, str]] = []
    about: tuple[str, ...] = ("1",)
    db = desk.record.db
    if filters.claim:
        read_thing(db, Ref("c", filters.claim))
        standing = find_standing(db, filters.claim)
        there = "report IN (SELECT report FROM appearances_overview WHERE claim = :claim)"
        about = ("claim = :claim", f"claim = 0 AND {there}", STEPS_OF.format("claim = :claim"))
        values["claim"] = standing
        said.append(("claim", f"c{standing}"))
    if filters.report:
        read_thing(db, Ref("r", filters.report))
        conditions.append(f"({told_of('report = :report')} OR {OF_ITS_STORY})")
        values["report"] = filters.report
        said.append(("report", f"r{filters.report}"))
    if filters.outlet:
        # whoever asks for a name shall not learn by the answer that it stands in something confidential
        if not is_told_of(db, filters.outlet, audience):
            raise NotFound(
                f"There is nothing to tell of an outlet {filters.outlet!r}.", "See `mediawatch list outlets`."
            )
        # a complaint about the outlet goes to its regulator, whose name stands in the row
        there = "report IN (SELECT report FROM reports_overview WHERE outlet = :outlet COLLATE NOCASE)"
        conditions.append(f"({told_of('outlet = :outlet COLLATE NOCASE')} OR (request <> 0 AND {there}))")
        values["outlet"] = filters.outlet
        said.append(("outlet", filters.outlet))
    for name in ("since", "until"):
        typed = getattr(filters, name)
        if typed:
            day = parse_day(typed, today=END_OF_TIME).value
            # "until 2026-03" means the whole of March
            values[name] = day if name == "since" else day + "~"
            conditions.append(
                f"occurred_on <> '' AND occurred_on {'>=' if name == 'since' else '<='} :{name}"
            )
            said.append((name, day))
    return Cut(tuple(conditions), values, tuple(said), about)


OF_ITS_STORY = (
    "report IN (SELECT m.report FROM story_members s JOIN story_members m ON m.story = s.story "
    "WHERE s.report = :report)"
)
"""The condition for what other reports of the same story say."""


def told_of(where: str) -> str:
    """The condition for what concerns a report or outlet: its own rows, answers to claims there, steps of requests."""
    answers = f"(report = 0 AND claim IN (SELECT claim FROM appearances_overview WHERE {where}))"
    return f"({where} OR {answers} OR {STEPS_OF.format(where)})"


def count_left_out(desk: Desk) -> Iterator[str]:
    """One sentence for each kind of thing that no timeline shows."""
    db = desk.record.db
    for sentence, sql in (
        (
            "{n} withdrawn {things}",
            """SELECT (SELECT count(*) FROM reports WHERE withdrawn_at IS NOT NULL)
                    + (SELECT count(*) FROM claims WHERE withdrawn_at IS NOT NULL)
                    + (SELECT count(*) FROM appearances WHERE withdrawn_at IS NOT NULL)
                    + (SELECT count(*) FROM rebuttals WHERE withdrawn_at IS NOT NULL)
                    + (SELECT count(*) FROM requests WHERE withdrawn_at IS NOT NULL)
                    + (SELECT count(*) FROM citations WHERE withdrawn_at IS NOT NULL)
                    + (SELECT count(*) FROM contacts WHERE withdrawn_at IS NOT NULL)
                    + (SELECT count(*) FROM contact_searches WHERE withdrawn_at IS NOT NULL)""",
        ),
        (
            "{n} {drafts} that nobody approved",
            "SELECT count(*) FROM rebuttals_overview WHERE state IN ('draft', 'sent back')",
        ),
        (
            "{n} {captures} without a text",
            "SELECT count(*) FROM captures WHERE outcome NOT IN ('read', 'no text')",
        ),
    ):
        number = int(db.execute(sql).fetchone()[0])
        if number:
            one = number == 1
            yield sentence.format(
                n=number,
                things="entry" if one else "entries",
                drafts="draft answer" if one else "draft answers",
                captures="failed capture" if one else "failed captures",
            )


def write_timeline(
    desk: Desk,
    filters: TimelineFilters,
    format: str,
    out: TextIO | BinaryIO,
    disclosed: Disclosed = EVERYBODY,
) -> int:
    """Write a timeline to a stream; gives the number of entries.

    Args:
        out: of text for EXPORTERS, of bytes for BINARY_EXPORTERS.

    Raises:
        InputError: no such format.
    """
    exporter = EXPORTERS.get(format) or BINARY_EXPORTERS.get(format)
    if exporter is None:
        known = ", ".join((*EXPORTERS, *BINARY_EXPORTERS))
        raise InputError(f"There is no format {format!r}.", f"There are: {known}.")
    head, entries = read_timeline(desk, filters, disclosed)
    counted = Counted(entries)
    exporter(head, counted, out)  # type: ignore[arg-type]  # whoever asks opens it as the format wants it
    return counted.count


class Counted:
    """An iterator that counts what went through it."""

    def __init__(self, entries: Iterator[TimelineEntry]) -> None:
        self.entries = entries
        self.count = 0

    def __iter__(self) -> Iterator[TimelineEntry]:
        for entry in self.entries:
            self.count += 1
            yield entry


def save_timeline(
    desk: Desk, filters: TimelineFilters, format: str, path: Path, disclosed: Disclosed = EVERYBODY
) -> int:
    """Write a timeline to a file, which appears whole or not at all; gives the number of entries.

    Raises:
        RecordError: the file cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if format in BINARY_EXPORTERS:
            with unfinished.open("wb") as made:
                count = write_timeline(desk, filters, format, made, disclosed)
        else:
            with unfinished.open("w", encoding="utf-8", newline="") as out:
                count = write_timeline(desk, filters, format, out, disclosed)
        unfinished.replace(path)
    except OSError as error:
        raise RecordError(
            f"{path} cannot be written ({error.strerror}).", "Choose another place; nothing was written."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count
