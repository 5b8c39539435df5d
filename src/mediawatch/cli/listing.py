"""`mediawatch list`: reports, claims, rebuttals and the rest, as a table, JSON or CSV.

Not called list.py: importing that would hide the built-in `list` from the whole package.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import WORK, is_quiet, json_option, looking_options, quiet_option, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from mediawatch.journeys.look import NounView
    from mediawatch.model import Ref

NOUNS = (
    "reports",
    "claims",
    "appearances",
    "mentions",
    "rebuttals",
    "works",
    "citations",
    "requests",
    "names",
    "outlets",
    "problems",
    "notes",
)
"""What can be listed; held against journeys.look by a test."""


@click.command(
    "list",
    cls=Command,
    help=f"List NOUN: {', '.join(NOUNS[:-1])} or {NOUNS[-1]}.\n\n"
    "A table for people shows what matters; --json and --csv give every column. What was withdrawn is left out.",
    examples="""
    mediawatch list reports --outlet "The Gazette" --since 2026-03
    mediawatch list claims --status open
    mediawatch list mentions --name "Northgate Food Bank" --limit 20
    mediawatch list citations --flag negation
    mediawatch list citations --work w2 --grade "cut off"
    mediawatch list reports --json
    mediawatch list claims -o claims.csv
    """,
)
@click.argument("noun", type=click.Choice(NOUNS), metavar="NOUN")
@click.option("--outlet", default="", metavar="NAME", help="Only of this outlet.")
@click.option("--since", default="", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", default="", metavar="DATE", help="Up to the end of this day, month or year.")
@click.option("--status", default="", help="Only in this state (open, answered, draft, watched, …).")
@click.option("--name", default="", metavar="FORM", help="Only where this watched name stands.")
@click.option("--grade", default="", help="Citations of this grade (cut off, altered, …).")
@click.option("--flag", default="", help="Citations in which this changed hands (negation, number, …).")
@click.option("--work", type=WORK, metavar="WORK", help="Citations of this work.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with all columns.")
@click.option("--output", "-o", metavar="FILE", help="Write to a file (.csv or .json), whole or not at all.")
@json_option
@quiet_option
@looking_options
def list_(
    noun: str,
    outlet: str,
    since: str,
    until: str,
    status: str,
    name: str,
    grade: str,
    flag: str,
    work: Ref | None,
    limit: int | None,
    as_csv: bool,
    output: str | None,
    as_json: bool,
) -> None:
    """Print or write a list."""
    from mediawatch.cli.printing import find_record_zone, hint, open_whole
    from mediawatch.journeys.look import NOUNS as views
    from mediawatch.journeys.look import Filters, list_things

    form = choose_format(as_json, as_csv, output)
    check_words(grade, flag)
    filters = Filters(
        outlet, since, until, status, name, limit or 0, grade, flag, str(work.number) if work else ""
    )
    with sit_down(read_only=True) as desk:
        rows = list_things(desk, noun, filters)
        if output is not None:
            with open_whole(output) as out:
                number = write_rows(rows, views[noun], form, out, for_excel=True)
            hint(f"Wrote {number:,} {noun} to {output}.")
        else:
            print_rows(rows, noun, views[noun], form, find_record_zone(desk.timezone))


def check_words(grade: str, flag: str) -> None:
    """Raise InputError for a grade or a flag that does not exist."""
    from mediawatch.citing import FLAGS, GRADES

    for what, typed, known in (("grade", grade, GRADES), ("flag", flag, FLAGS)):
        if typed and typed not in known:
            raise InputError(f"{typed!r} is no {what}.", f"There are: {', '.join(known)}.")


def choose_format(as_json: bool, as_csv: bool, output: str | None) -> str:
    """json, csv or table, as the options and the ending of the file say."""
    if as_json and as_csv:
        raise InputError("--json and --csv exclude each other.")
    if output is not None and not (as_json or as_csv):
        if not output.lower().endswith((".csv", ".json")):
            raise InputError(
                f"{output} does not say what to write.", "End it in .csv or .json, or say --csv."
            )
        return "json" if output.lower().endswith(".json") else "csv"
    return "json" if as_json else "csv" if as_csv else "table"


def print_rows(
    rows: Iterable[dict[str, object]], noun: str, view: NounView, form: str, zone: ZoneInfo
) -> None:
    """A list on standard output."""
    import sys

    from mediawatch.cli.printing import hint, print_table, read_cells

    if form != "table":
        write_rows(rows, view, form, sys.stdout)
    elif is_quiet():
        for (reference,) in read_cells(rows, view.columns[:1], zone):
            click.echo(reference)
    elif not print_table(rows, view.columns, zone):
        hint(f"There are no such {noun}.")


def write_rows(
    rows: Iterable[dict[str, object]], view: NounView, form: str, out: TextIO, *, for_excel: bool = False
) -> int:
    """Every column of a list as JSON or CSV; gives the number of rows."""
    from itertools import chain

    from mediawatch.exporters.rows import write_csv, write_json

    number = 0

    def counted() -> Iterable[dict[str, object]]:
        nonlocal number
        for number, row in enumerate(rows, 1):  # noqa: B007 - the count outlives the loop
            yield row

    if form == "json":
        write_json(counted(), out)
        return number
    source = iter(counted())
    first = next(source, None)
    columns = tuple(first) if first else view.columns
    write_csv(columns, chain([first], source) if first else [], out, for_excel=for_excel)
    return number
