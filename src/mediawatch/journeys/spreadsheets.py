"""Import an old spreadsheet: each row becomes a report, and where it says so a claim in it and our answer.

Rows go through the same gate as everything else. A row is taken in whole or not at all; one that cannot be is listed
with its reason, and the rest goes on. A row that was taken in once is known by what it says and adds nothing again.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final, Literal

from mediawatch.archive.sheets import Row, Sheet, read_sheet
from mediawatch.errors import FetchError, InputError, MediawatchError, ReadError
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.imported import Known, find_there, take_in
from mediawatch.journeys.monitors import choose_monitor
from mediawatch.reading.columns import (
    DATES,
    Head,
    Mapped,
    Monitor,
    Order,
    find_head,
    guess_columns,
    map_monitor,
    order_dates,
    read_mapping,
    write_day,
)
from mediawatch.store import problems
from mediawatch.store.backup import copy_record
from mediawatch.store.chained import insert_chained
from mediawatch.store.documents import add_file
from mediawatch.store.events import canonical, find_or_add_user, sha256

TOGETHER: Final = 100
"""Rows in one transaction, where none is fetched: each commit waits for the disk."""
MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Fate = Literal["added", "known", "refused"]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a spreadsheet is to be read."""

    mapping: tuple[str, ...] = ()
    """"title=Headline" for each field whose column was not guessed rightly"""
    sheet: str = ""
    fetch: bool = True
    """whether addresses are fetched; else what the spreadsheet says is taken as typed"""
    dates: Order = ""
    """how 3/4/2026 is to be read; "" lets the column tell"""
    monitor: str = ""
    """whose export it is: a key of journeys.monitors.FILES, "none"; "" lets the columns tell"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, by fields."""

    number: int
    """as the spreadsheet program counts it"""
    fields: dict[str, str]
    """what stands in each mapped column; empty ones are left out"""
    trouble: str = ""
    """why it cannot be read; "" when it can"""

    @property
    def digest(self) -> str:
        """What makes it the same row again, in whatever file."""
        return sha256(canonical(self.fields))


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be read from a spreadsheet."""

    file_name: str
    content: bytes
    sheet: Sheet
    head: Head
    mapping: tuple[Mapped, ...]
    unread: tuple[str, ...]
    """names of the columns that hold something and are read by no field"""
    entries: tuple[Entry, ...]
    options: ImportOptions
    monitor: Monitor | None = None
    """whose export it is"""


@dataclass(frozen=True, slots=True)
class RowDone:
    """What became of one row."""

    number: int
    fate: Fate
    ref: str
    """the report, where there is one"""
    made: tuple[str, ...] = ()
    """references of what came into the record with it"""
    why: str = ""
    """for a refused row: a sentence, and what to do"""


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What became of a spreadsheet."""

    rows: tuple[RowDone, ...]
    made: dict[str, int] = field(default_factory=dict)
    """how many of each kind came into the record: report, claim, place, answer"""

    def count(self, fate: Fate) -> int:
        return sum(row.fate == fate for row in self.rows)


def plan_import(path: Path, options: ImportOptions) -> Plan:
    """Read a spreadsheet, and guess what its columns mean. Nothing is recorded.

    Raises:
        InputError: no such file, no spreadsheet, nothing in it that could be read, a mapping that does not fit.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}).", "Check its name and permissions."
        ) from error
    sheet = read_sheet(content, path.name, options.sheet)
    cells = [row.cells for row in sheet.rows]
    head = find_head(cells)
    rows = sheet.rows[head.data :]
    first = [row.cells for row in rows[:200]]
    monitor = choose_monitor(options.monitor, head)
    guessed = map_monitor(monitor, head, first) if monitor else guess_columns(head, first)
    mapping = read_mapping(options.mapping, head, guessed)
    fields = {mapped.field for mapped in mapping}
    if not fields & {"address", "title", "text", "quote"}:
        raise InputError(
            f"No column of {path.name} is known to hold an address, a title, a text or a quote.",
            f"Say which: --map address=COLUMN. The columns are: {', '.join(head.names)}.",
        )
    taken = {mapped.column for mapped in mapping}
    unread = [
        name
        for column, name in enumerate(head.names)
        if column not in taken and any(column < len(row.cells) and row.cells[column].strip() for row in rows)
    ]
    entries = tuple(read_entries(rows, mapping, options.dates))
    return Plan(path.name, content, sheet, head, tuple(mapping), tuple(unread), entries, options, monitor)


def read_entries(rows: Sequence[Row], mapping: Sequence[Mapped], dates: Order) -> Iterator[Entry]:
    """The rows by fields, days written as the record writes them. Rows that hold nothing of them are left out."""
    orders = {
        mapped.field: dates
        or order_dates([row.cells[mapped.column] for row in rows if mapped.column < len(row.cells)])
        for mapped in mapping
        if mapped.field in DATES
    }
    for row in rows:
        fields = {}
        trouble = ""
        for mapped in mapping:
            value = row.cells[mapped.column].strip() if mapped.column < len(row.cells) else ""
            if mapped.column in row.unknown:
                trouble = (
                    f"The cell under {mapped.name!r} is a formula without a stored result. "
                    "Open the file in a spreadsheet program, save it, and import it again."
                )
            if value:
                fields[mapped.field] = write_day(value, orders.get(mapped.field, ""))
        if fields or trouble:
            yield Entry(row.number, fields, trouble)


def try_import(desk: Desk, plan: Plan) -> ImportDone:
    """What `run_import` would do: it is done to a copy of the record, without fetching anything."""
    with tempfile.TemporaryDirectory(prefix="mediawatch-") as folder:
        copy = Path(folder) / "record.db"
        copy_record(desk.record.db, copy)
        with open_desk(copy, desk.by, environ=desk.environ) as trial:
            return run_import(trial, replace(plan, options=replace(plan.options, fetch=False)))


def run_import(
    desk: Desk, plan: Plan, progress: Callable[[int, int], None] = lambda done, total: None
) -> ImportDone:
    """Take in every row that is not known. A run is always written; a refused row becomes no problem row, since the
    caller lists it.

    Args:
        progress: called with how many rows are done, and how many there are.

    Raises:
        StoreError: the record cannot be written. What was taken in before stays, and is known when it is tried again.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        suffix = Path(plan.file_name).suffix.lower()
        file, _ = add_file(db, actor, plan.file_name, MEDIA_TYPES.get(suffix, "text/csv"), plan.content)
        run = problems.start_run(db, actor, "import")
    known = Known.read(desk.record.db, plan.entries)
    done: list[RowDone] = []
    entries = iter(plan.entries)
    while batch := list(islice(entries, 1 if plan.options.fetch else TOGETHER)):
        if plan.options.fetch:
            done += [import_entry(desk, entry, known, file, fetch=True) for entry in batch]
        else:
            with desk.record.together():
                done += [import_entry(desk, entry, known, file, fetch=False) for entry in batch]
        progress(len(done), len(plan.entries))
    actor = desk.actor()
    refused = sum(row.fate == "refused" for row in done)
    with desk.record.write() as db:
        problems.end_run(db, actor, run, len(done) - refused, refused)
    return ImportDone(tuple(done), known.made)


def import_entry(desk: Desk, entry: Entry, known: Known, file: int, *, fetch: bool) -> RowDone:
    """Take in one row, whole or not at all; where its page is fetched, the report stays though the rest fails."""
    if entry.trouble:
        return RowDone(entry.number, "refused", "", why=entry.trouble)
    digest = entry.digest
    if digest in known.rows:
        return RowDone(entry.number, "known", known.rows[digest])
    before = dict(known.made)
    try:
        with contextlib.nullcontext() if fetch else desk.record.part():
            ref, made = take_in(desk, entry.fields, known, fetch=fetch)
            actor = desk.actor()
            with desk.record.write() as db:
                insert_chained(
                    db,
                    actor,
                    "imported_rows",
                    {
                        "digest": digest,
                        "ref": ref,
                        "file_id": file,
                        "row_number": entry.number,
                        "imported_at": actor.now,
                        "imported_by": find_or_add_user(db, actor),
                    },
                    verb="imported",
                    ref=ref,
                )
    except (InputError, FetchError, ReadError) as error:
        known.forget(before)
        return RowDone(entry.number, "refused", *say_refusal(desk, entry, error, fetch=fetch))
    known.rows[digest] = ref
    return RowDone(entry.number, "added", ref, made)


def say_refusal(
    desk: Desk, entry: Entry, error: MediawatchError, *, fetch: bool
) -> tuple[str, tuple[str, ...], str]:
    """The report where it came in all the same, nothing that was made, and the reason as sentences."""
    best = getattr(error, "best", "")
    why = f"{error}{f' Nearest passage: {best}' if best else ''}"
    try:
        there = find_there(desk.record.db, entry.fields) if fetch else 0
    except InputError:  # an address that is none
        there = 0
    return (
        (f"r{there}", (), f"{why} The report itself is in the record as r{there}.")
        if there
        else ("", (), why)
    )
