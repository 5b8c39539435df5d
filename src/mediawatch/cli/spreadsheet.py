"""`mediawatch import`: an old spreadsheet, row by row."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import changing_options, is_quiet, json_option, sit_down

if TYPE_CHECKING:
    from mediawatch.journeys.spreadsheets import ImportDone, Plan, RowDone

MONITORS = ("meltwater", "cision", "muck-rack", "brandwatch", "talkwalker", "none")
"""Held against journeys.monitors by a test."""
MOST_SHOWN = 50
"""Refused rows that are printed one by one; --json has them all."""


@click.command(
    "import",
    cls=Command,
    examples="""
    mediawatch import coverage-2019.xlsx --dry-run
    mediawatch import coverage-2019.xlsx --map outlet=Paper --map published=C --day-first
    mediawatch import clippings.csv --without-fetching --json
    mediawatch import meltwater-march.csv --dry-run
    """,
)
@click.argument("file", type=click.Path(dir_okay=False), metavar="FILE.csv|FILE.xlsx")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column holds what, by its name or letter; FIELD= for none. May be given several times.",
)
@click.option(
    "--monitor",
    type=click.Choice(MONITORS),
    help="Whose export it is; without it, its columns tell.",
)
@click.option("--sheet", default="", metavar="NAME", help="Which sheet (default: the first).")
@click.option("--day-first", "dates", flag_value="day first", help="3/4/2026 is 3 April.")
@click.option("--month-first", "dates", flag_value="month first", help="3/4/2026 is 4 March.")
@click.option(
    "--without-fetching",
    "fetch",
    is_flag=True,
    flag_value=False,
    default=True,
    help="Take what stands in the row as typed, and fetch no address.",
)
@click.option("--dry-run", is_flag=True, help="Say what would come in, and record nothing.")
@click.option("--yes", is_flag=True, help="Do not ask on a terminal.")
@json_option
@changing_options
def import_(
    file: str,
    mapping: tuple[str, ...],
    monitor: str | None,
    sheet: str,
    dates: str | None,
    fetch: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Take in FILE: each row is a report, and where it says so a claim in it and your answer.

    The columns are guessed by their names and shown. Exports of Meltwater, Cision, Muck Rack, Brandwatch and Talkwalker
    are known by theirs. Fields are address, title, outlet, published, authors, medium,
    place, language, text, quote, claim, speaker, stance, translation, answer, answered_on, answer_address, note.
    A row that cannot be taken in is listed with its reason; a row that came in once is never taken in again.
    """
    from pathlib import Path
    from typing import cast

    from mediawatch.journeys.spreadsheets import ImportOptions, plan_import, run_import, try_import
    from mediawatch.reading.columns import Order

    options = ImportOptions(mapping, sheet, fetch, cast(Order, dates or ""), monitor or "")
    plan = plan_import(Path(file).expanduser(), options)
    show_plan(plan)
    with sit_down() as desk:
        if dry_run:
            done = try_import(desk, plan)
        else:
            ask(plan, yes=yes)
            done = run_import(desk, plan, show_progress)
    show_done(plan, done, as_json=as_json, dry_run=dry_run)
    if done.count("refused"):
        raise click.exceptions.Exit(1)


def show_plan(plan: Plan) -> None:
    """Which column is taken for what, with the first thing that stands in it."""
    from mediawatch.cli.printing import hint, shorten

    if is_quiet():
        return
    sheet = f", sheet {plan.sheet.name!r}" if plan.sheet.name else ""
    hint(f"{plan.file_name}{sheet}: {len(plan.entries):,} rows.")
    if plan.monitor:
        known = "" if plan.monitor.status == "checked" else " (unverified: look at what is taken for what)"
        hint(f"It looks like an export of {plan.monitor.name}{known}.")
    for mapped in plan.mapping:
        first = next(
            (entry.fields[mapped.field] for entry in plan.entries if mapped.field in entry.fields), ""
        )
        example = f", as in: {shorten(' '.join(first.split()))}" if first else ""
        hint(f"  {mapped.field} from {mapped.name!r} ({mapped.why}){example}")
    if plan.unread:
        hint(f"  not read: {', '.join(repr(name) for name in plan.unread)}")
    if plan.sheet.others:
        hint(f"  other sheets, which --sheet can choose: {', '.join(plan.sheet.others)}")


def ask(plan: Plan, *, yes: bool) -> None:
    """On a terminal, whether to go on; elsewhere whoever wrote the command line has decided."""
    if yes or not sys.stdin.isatty():
        return
    what = "Fetch their addresses and take them in" if plan.options.fetch else "Take them in as they stand"
    click.confirm(f"{what}? (--dry-run says what would come in)", abort=True, err=True)


def show_progress(done: int, total: int) -> None:
    """How far it is, on a terminal."""
    if sys.stderr.isatty() and not is_quiet():
        click.echo(f"\r{done:,} of {total:,} rows", nl=done == total, err=True)


def show_done(plan: Plan, done: ImportDone, *, as_json: bool, dry_run: bool) -> None:
    """What became of each row: as data, or in a sentence with the refused rows below it."""
    from dataclasses import asdict

    from mediawatch.cli.printing import count, hint, print_json, say

    if as_json:
        print_json(asdict(row) for row in done.rows)
        return
    refused = [row for row in done.rows if row.fate == "refused"]
    if is_quiet():
        for row in done.rows:
            if row.ref and row.fate == "added" and not dry_run:
                say(row.ref)
    else:
        made = ", ".join(
            count(number, {"place": "quote"}.get(kind, kind)) for kind, number in done.made.items() if number
        )
        would = "would come in" if dry_run else "came in"
        say(f"{count(done.count('added'), 'row')} {would}{f' ({made})' if made else ''}.")
        if known := done.count("known"):
            say(f"{count(known, 'row')} {'was' if known == 1 else 'were'} in the record already.")
    show_refused(refused)
    if dry_run and not is_quiet():
        fetched = " Pages would be fetched then." if plan.options.fetch else ""
        hint(f"Nothing was recorded.{fetched} Next: the same without --dry-run.")


def show_refused(refused: list[RowDone]) -> None:
    """The refused rows, each with its reason."""
    from mediawatch.cli.printing import count, warn

    if not refused:
        return
    warn(f"{count(len(refused), 'row')} did not come in:")
    for row in refused[:MOST_SHOWN]:
        warn(f"row {row.number}: {row.why}")
    if len(refused) > MOST_SHOWN:
        warn(f"… and {len(refused) - MOST_SHOWN:,} more; --json lists them all.")
