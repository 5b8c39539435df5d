"""The timeline: what happened, from dated rows, to a file or a stream."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from mediawatch import __version__
from mediawatch.errors import InputError, NotFound, RecordError
from mediawatch.exporters import EXPORTERS
from mediawatch.journeys.desk import Desk
from mediawatch.model import Ref, TimelineEntry, TimelineHead
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.store.events import read_head
from mediawatch.store.reports import find_outlet, read_thing
from mediawatch.store.rows import select

COLUMNS = (
    "kind", "occurred_on", "precision", "occurred_at", "recorded_at", "report", "claim", "rebuttal", "request",
    "outlet", "title", "address", "quote", "claim_text", "answer", "by", "detail", "captured_at", "digest",
    "lag_days", "certain", "confidentiality", "contact", "citation",
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


def read_timeline(desk: Desk, filters: TimelineFilters) -> tuple[TimelineHead, Iterator[TimelineEntry]]:
    """What a timeline says about itself, and its entries, oldest first; entries without a date come last.

    Raises:
        NotFound: a claim, report or outlet that is not there.
        InvalidDate: a date that is none.
    """
    conditions, values, said = narrow(desk, filters)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    chain_head, chain_length = read_head(desk.record.db)
    actor = desk.actor()
    head = TimelineHead(
        organisation=desk.organisation,
        timezone=desk.timezone,
        filters=tuple(said),
        made_at=actor.now,
        made_by=actor.name,
        left_out=tuple(count_left_out(desk)),
        chain_head=chain_head,
        chain_length=chain_length,
        version=__version__,
    )
    rows = select(
        desk.record.db,
        f"""SELECT {", ".join(COLUMNS)} FROM timeline{where}
            ORDER BY occurred_on = '', occurred_on, step, occurred_at, report, claim, rebuttal, request, recorded_at""",
        values,
    )
    return head, (TimelineEntry(**{**row, "certain": bool(row["certain"])}) for row in rows)


def narrow(desk: Desk, filters: TimelineFilters) -> tuple[list[str], dict[str, Any], list[tuple[str, str]]]:
    """Conditions, their values, and the filters in words.

    A claim brings the reports in which it appears; a report brings the claims in it with their answers.
    """
    conditions: list[str] = []
    values: dict[str, Any] = {}
    said: list[tuple[str, str]] = []
    db = desk.record.db
    if filters.claim:
        read_thing(db, Ref("c", filters.claim))
        conditions.append(
            "(claim = :claim OR (claim = 0 AND report IN "
            "(SELECT report FROM appearances_overview WHERE claim = :claim)) OR "
            f"{STEPS_OF.format('claim = :claim')})"
        )
        values["claim"] = filters.claim
        said.append(("claim", f"c{filters.claim}"))
    if filters.report:
        read_thing(db, Ref("r", filters.report))
        conditions.append(told_of("report = :report"))
        values["report"] = filters.report
        said.append(("report", f"r{filters.report}"))
    if filters.outlet:
        if not find_outlet(db, filters.outlet):
            raise NotFound(f"There is no outlet {filters.outlet!r}.", "See `mediawatch list outlets`.")
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
    return conditions, values, said


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
                    + (SELECT count(*) FROM requests WHERE withdrawn_at IS NOT NULL)""",
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


def write_timeline(desk: Desk, filters: TimelineFilters, format: str, out: TextIO) -> int:
    """Write a timeline to a stream; gives the number of entries.

    Raises:
        InputError: no such format.
    """
    exporter = EXPORTERS.get(format)
    if exporter is None:
        raise InputError(f"There is no format {format!r}.", f"There are: {', '.join(EXPORTERS)}.")
    head, entries = read_timeline(desk, filters)
    counted = Counted(entries)
    exporter(head, counted, out)
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


def save_timeline(desk: Desk, filters: TimelineFilters, format: str, path: Path) -> int:
    """Write a timeline to a file, which appears whole or not at all; gives the number of entries.

    Raises:
        RecordError: the file cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as out:
            count = write_timeline(desk, filters, format, out)
        unfinished.replace(path)
    except OSError as error:
        raise RecordError(
            f"{path} cannot be written ({error.strerror}).", "Choose another place; nothing was written."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count
