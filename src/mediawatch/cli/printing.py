"""What commands print: sentences, tables for people, JSON and CSV for programs.

Data go to standard output, everything else to standard error. What comes from the record was written by
strangers, so nothing reaches a terminal without being made visible.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click

from mediawatch.cli.options import is_quiet

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from mediawatch.model import PublicationDate

SECOND_COLUMN = 24
"""Labels longer than this do not push the values of `show` any further to the right."""

CELL_LENGTH = 160
"""Characters of a table's cell that are shown; lists are for looking over, `show` has everything."""

LETTERS = {
    "report": "r", "claim": "c", "rebuttal": "b", "work": "w", "request": "q", "citation": "x", "contact": "k",
    "other_report": "r", "first_report": "r",
}  # fmt: skip
"""Columns that number a thing, and the letter of its references."""

RECORDED_TIME = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
"""A time as the record keeps it (UTC, whole seconds)."""


def say(line: str) -> None:
    """One line of data for a person."""
    from mediawatch.visible import make_visible

    click.echo(make_visible(line))


def say_text(text: str, indent: str = "") -> None:
    """Running text with its line breaks."""
    from mediawatch.visible import make_visible

    for line in make_visible(text, keep_newlines=True).split("\n"):
        click.echo(f"{indent}{line}".rstrip())


def warn(sentence: str) -> None:
    """Something that a person has to know, beside the data."""
    from mediawatch.visible import make_visible

    sys.stdout.flush()
    click.echo(make_visible(f"Warning: {sentence}"), err=True)


def hint(sentence: str) -> None:
    """Something that helps a person, beside the data."""
    from mediawatch.visible import make_visible

    sys.stdout.flush()
    click.echo(make_visible(sentence), err=True)


def report(ref: str, sentence: str, following: str = "") -> None:
    """What a change did, in one line, with what one would do next; with --quiet the reference alone."""
    if is_quiet():
        say(ref)
    else:
        say(f"{sentence} Next: {following}" if following else sentence)


def count(number: int, one: str, many: str = "") -> str:
    """ "1 mention", "3 mentions"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def say_date(date: PublicationDate) -> str:
    """A publication date as a person says it; a guess says that it is one."""
    from mediawatch.exporters.moments import say_day

    return say_day(date.value, date.precision, certain=date.certain)


def find_record_zone(name: str) -> ZoneInfo:
    """The time zone in which the record's times are shown."""
    from mediawatch.exporters.moments import find_zone

    return find_zone(name)


def say_minute(value: str, zone: ZoneInfo) -> str:
    """ "2026-03-04 09:15": a recorded time on the clocks of the record; what is no time stays as it is."""
    import datetime

    try:
        moment = datetime.datetime.fromisoformat(value)
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment.tzinfo else value
    except (ValueError, OverflowError):
        return value


def say_times(text: str, zone: ZoneInfo) -> str:
    """The same text with its recorded times on the clocks of the record."""
    return RECORDED_TIME.sub(lambda found: say_minute(found.group(), zone), text)


def say_value(name: str, value: object, zone: ZoneInfo) -> str:
    """One cell of a table for people. Columns that end in `_at`, and `at`, hold times (see the data dictionary)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and name in LETTERS:
        return f"{LETTERS[name]}{value}" if value else ""
    if isinstance(value, str) and name in ("near", "not_near", "places"):
        return ", ".join(json.loads(value or "[]"))
    if isinstance(value, str) and (name.endswith("_at") or name == "at"):
        return say_minute(value, zone)
    return str(value)


def read_cells(
    rows: Iterable[Mapping[str, object]], columns: Sequence[str], zone: ZoneInfo
) -> Iterator[list[str]]:
    """The rows as cells for people, each in one line and with nothing unseen in it."""
    from mediawatch.visible import make_visible

    for row in rows:
        cells = [say_value(name, row.get(name), zone) for name in columns]
        if "published" in columns and row.get("published") and row.get("published_certain") in (0, False):
            cells[columns.index("published")] += " (a guess)"
        yield [make_visible(shorten(" ".join(cell.split()))) for cell in cells]


def shorten(cell: str) -> str:
    """A cell of at most CELL_LENGTH characters."""
    return cell if len(cell) <= CELL_LENGTH else cell[: CELL_LENGTH - 1].rstrip() + "…"


def print_table(rows: Iterable[Mapping[str, object]], columns: Sequence[str], zone: ZoneInfo) -> int:
    """A table for people; gives the number of its rows.

    On a terminal it fits the window, with colour unless NO_COLOR is set (no-color.org). Elsewhere each row
    is one line, so that one can search it.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lines = list(read_cells(rows, columns, zone))
    headings = [name.replace("_", " ") for name in columns]
    if not lines:
        return 0
    if not sys.stdout.isatty():
        print_aligned([headings, *lines])
        return len(lines)
    plain = bool(os.environ.get("NO_COLOR"))
    table = Table(box=SIMPLE_HEAD, padding=(0, 1), header_style="none" if plain else "bold cyan")
    for heading, values in zip(headings, zip(*lines, strict=True), strict=True):
        short = max(len(value) for value in values) <= 16
        table.add_column(heading, no_wrap=short, overflow="fold")
    for cells in lines:
        table.add_row(*(Text(cell) for cell in cells))
    Console(file=sys.stdout, markup=False, emoji=False, highlight=False).print(table)
    return len(lines)


def print_aligned(lines: Sequence[Sequence[str]]) -> None:
    """Columns two spaces apart, as wide as what they hold; wide signs count twice."""
    from rich.cells import cell_len

    widths = [max(cell_len(cell) for cell in column) for column in zip(*lines, strict=True)]
    for cells in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def print_facts(facts: Iterable[tuple[str, str]]) -> None:
    """Labels and values, one below the other; empty ones are left out."""
    from mediawatch.visible import make_visible

    shown = [(label, value) for label, value in facts if value]
    width = min(SECOND_COLUMN, max((len(label) for label, _ in shown), default=0))
    for label, value in shown:
        first, *rest = make_visible(value, keep_newlines=True).split("\n")
        click.echo(f"{make_visible(label):<{width}}  {first}")
        for line in rest:
            click.echo(f"{'':<{width}}  {line}".rstrip())


def print_json(rows: Iterable[Mapping[str, object]]) -> None:
    """One JSON array on standard output, row by row."""
    from mediawatch.exporters.rows import write_json

    write_json(rows, sys.stdout)


def print_object(value: object) -> None:
    """One JSON object on standard output."""
    from mediawatch.exporters.rows import encode

    sys.stdout.write(encode(value, indent=1) + "\n")


@contextlib.contextmanager
def open_whole(path: str) -> Iterator[TextIO]:
    """A file of text that appears whole or not at all: written beside its place, then moved there.

    Raises:
        InputError: the place cannot be written to.
    """
    with _replaced(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as out:
        yield out


@contextlib.contextmanager
def open_whole_bytes(path: str) -> Iterator[BinaryIO]:
    """The same for a file of bytes."""
    with _replaced(path) as unfinished, unfinished.open("wb") as out:
        yield out


@contextlib.contextmanager
def _replaced(path: str) -> Iterator[Path]:
    """A place beside the one that is meant; what was written there is moved at the end."""
    from pathlib import Path

    from mediawatch.errors import InputError

    place = Path(path).expanduser()
    unfinished = place.with_name(f".{place.name}.{os.getpid()}.part")

    def explain(error: OSError) -> InputError:
        return InputError(f"{path} cannot be written ({error.strerror}).", "Choose another place with -o.")

    try:
        try:
            unfinished.touch()
        except OSError as error:
            raise explain(error) from error
        yield unfinished
        try:
            unfinished.replace(place)
        except OSError as error:
            raise explain(error) from error
    finally:
        unfinished.unlink(missing_ok=True)
