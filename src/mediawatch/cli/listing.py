"""`mediawatch list`: reports, claims, rebuttals and the rest, as a table, JSON or CSV.

Not called list.py: importing that would hide the built-in `list` from the whole package.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import click

from mediawatch.cli.command import Command
from mediawatch.cli.marking import disclosing_options, read_disclosed
from mediawatch.cli.options import (
    VERDICTS,
    WORK,
    is_quiet,
    json_option,
    looking_options,
    quiet_option,
    sit_down,
)
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from mediawatch.journeys.desk import Desk
    from mediawatch.journeys.look import Filters, NounView
    from mediawatch.journeys.markings import Disclosed
    from mediawatch.model import Ref

NOUNS = (
    "reports",
    "claims",
    "appearances",
    "mentions",
    "rebuttals",
    "statements",
    "works",
    "citations",
    "requests",
    "suggestions",
    "stories",
    "names",
    "outlets",
    "problems",
    "sources",
    "leads",
    "runs",
    "subscriptions",
    "notes",
    "contacts",
    "contact-searches",
    "files",
)
"""What can be listed; held against journeys.look by a test."""


FORMATS = ("md", "html", "jsonld", "csl", "bibtex", "ris")
"""What citations and works can be written as; held against exporters.cited by a test."""

ENDINGS = {
    ".csl.json": "csl",
    ".json": "json",
    ".csv": "csv",
    ".md": "md",
    ".html": "html",
    ".jsonld": "jsonld",
    ".bib": "bibtex",
    ".ris": "ris",
    ".opml": "opml",
    ".xlsx": "xlsx",
    ".docx": "docx",
    ".pdf": "pdf",
    ".ics": "ics",
    ".atom": "atom",
}
"""Which ending of a file means which format; the longer ones first."""


@click.command(
    "list",
    cls=Command,
    help=f"List NOUN: {', '.join(NOUNS[:-1])} or {NOUNS[-1]}.\n\n"
    "A table for people shows what matters; --json and --csv give every column. What was withdrawn is left out. "
    "What is confidential or privileged stands in a list that you look at, with its level, and is left out of one that "
    "you hand over (--csv, --format, --output), unless you say --confidential and name what is privileged.",
    examples="""
    mediawatch list reports --outlet "The Gazette" --since 2026-03
    mediawatch list claims --status open
    mediawatch list claims --assessed misleading --owner "Ama Mensah"
    mediawatch list mentions --name "Northgate Food Bank" --limit 20
    mediawatch list citations --flag negation
    mediawatch list citations --work w2 --grade "cut off"
    mediawatch list citations --outlet "The Gazette" -o how-they-quote-us.html
    mediawatch list suggestions --status rejected
    mediawatch list reports --json
    mediawatch list claims -o claims.xlsx
    mediawatch list claims --status open -o for-our-lawyer.docx
    mediawatch list requests -o requests.ics
    mediawatch list sources -o sources.opml
    mediawatch list contacts --outlet "The Gazette" --confidential -o gazette.csv
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
@click.option("--owner", default="", metavar="NAME", help="Only what this person looks after.")
@click.option(
    "--assessed",
    type=click.Choice(("fair", *VERDICTS)),
    help="Only claims or citations that were judged so; none: those that nobody judged.",
)
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV with all columns.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="Citations for a reply (md, html) or for annotation tools (jsonld); citations and works for reference "
    "managers (csl, bibtex, ris).",
)
@click.option(
    "--output", "-o", metavar="FILE", help="Write to a file, whole or not at all; its ending chooses."
)
@disclosing_options
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
    owner: str,
    assessed: str | None,
    limit: int | None,
    as_csv: bool,
    format_: str | None,
    output: str | None,
    confidential: bool,
    privileged: tuple[Ref, ...],
    as_json: bool,
) -> None:
    """Print or write a list."""
    from mediawatch.cli.printing import find_record_zone, hint, open_whole
    from mediawatch.journeys.look import NOUNS as views
    from mediawatch.journeys.look import Filters, count_kept_back, list_things

    if format_ and (as_json or as_csv):
        raise InputError("--format, --json and --csv exclude each other.")
    form = format_ or choose_format(as_json, as_csv, output)
    handed_over = output is not None or form not in ("json", "table")
    if (confidential or privileged) and not handed_over:
        raise InputError(
            "A list that you look at has everything in it.",
            "--confidential and --privileged go with --csv, --format or -o FILE.",
        )
    disclosed = read_disclosed(confidential, privileged) if handed_over else None
    check_words(grade, flag)
    filters = Filters(
        outlet=outlet, since=since, until=until, status=status, name=name, limit=limit or 0, grade=grade, flag=flag,
        work=str(work.number) if work else "", owner=owner, assessed=assessed or "",
    )  # fmt: skip
    with sit_down(read_only=True) as desk:
        if form == "xlsx" and output is not None:
            write_workbook(desk, noun, filters, output, disclosed)
            for level, number in count_kept_back(desk, noun, filters, disclosed).items():
                hint(f"Left out: {number:,} {level}.")
            return
        if form == "opml" and output is not None:
            write_opml(desk, noun, filters, output)
            return
        if output is not None and is_to_be_read(noun, form):
            write_to_be_read(desk, noun, filters, form, output, disclosed)
            return
        if form in FORMATS:
            hand_over(desk, noun, filters, form, output, disclosed)
            return
        rows = list_things(desk, noun, filters, disclosed)
        if output is not None:
            with open_whole(output) as out:
                number = write_rows(rows, views[noun], form, out, for_excel=True)
            hint(f"Wrote {number:,} {noun} to {output}.")
        else:
            print_rows(rows, noun, views[noun], form, find_record_zone(desk.timezone))
        for level, number in count_kept_back(desk, noun, filters, disclosed).items():
            hint(f"Left out: {number:,} {level}.")


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
        found = next((form for ending, form in ENDINGS.items() if output.lower().endswith(ending)), "")
        if not found:
            raise InputError(
                f"{output} does not say what to write.",
                "End it in .csv, .xlsx or .json, or say --csv; claims, requests and citations also take .docx, .pdf, "
                ".md, .html, .ics and .atom, citations .jsonld, .bib and .ris, sources .opml.",
            )
        return found
    return "json" if as_json else "csv" if as_csv else "table"


def write_workbook(desk: Desk, noun: str, filters: Filters, output: str, disclosed: Disclosed | None) -> None:
    """A list as a workbook, whole or not at all."""
    from itertools import chain

    from mediawatch.cli.printing import count, hint, open_whole_bytes
    from mediawatch.exporters.workbook import write_list
    from mediawatch.journeys.look import NOUNS as views
    from mediawatch.journeys.look import list_things

    rows = iter(list_things(desk, noun, filters, disclosed))
    first = next(rows, None)
    columns = tuple(first) if first else views[noun].columns
    with open_whole_bytes(output) as out:
        number = write_list(
            f"{desk.organisation}: {noun}", columns, chain([first], rows) if first else (), out
        )
    hint(f"Wrote {count(number, 'row')} to {output}.")


def is_to_be_read(noun: str, form: str) -> bool:
    """Whether a list is written in plain English; citations have a table of their own in Markdown and HTML."""
    return form in ("docx", "pdf", "ics", "atom") or (
        form in ("md", "html") and noun in ("claims", "requests")
    )


def write_to_be_read(
    desk: Desk, noun: str, filters: Filters, form: str, output: str, disclosed: Disclosed | None
) -> None:
    """Claims, citations or requests with their words, whole or not at all."""
    from mediawatch.cli.printing import count, hint, open_whole, open_whole_bytes
    from mediawatch.exporters.things import FORMS
    from mediawatch.journeys.hand_over import say_filters
    from mediawatch.journeys.look import count_kept_back, list_things
    from mediawatch.journeys.things import write_things

    rows = list_things(desk, noun, filters, disclosed)
    kept_back = count_kept_back(desk, noun, filters, disclosed)
    with (open_whole_bytes if FORMS[form].binary else open_whole)(output) as out:
        number = write_things(
            desk, noun, rows, say_filters(filters), form, out, disclosed=disclosed, left_out=kept_back
        )
    hint(f"Wrote {count(number, noun.removesuffix('s'))} to {output}.")


def write_opml(desk: Desk, noun: str, filters: Filters, output: str) -> None:
    """Sources for a feed reader.

    Raises:
        InputError: another list.
    """
    from mediawatch.cli.printing import count, hint, open_whole
    from mediawatch.exporters.opml import write
    from mediawatch.journeys.look import list_things

    if noun != "sources":
        raise InputError(f"OPML holds sources, not {noun}.", "List them as .csv or .json.")
    with open_whole(output) as out:
        number = write(f"What {desk.organisation} watches", list_things(desk, noun, filters), out)
    hint(f"Wrote {count(number, 'source')} to {output}.")


def hand_over(
    desk: Desk, noun: str, filters: Filters, form: str, output: str | None, disclosed: Disclosed | None
) -> None:
    """Citations or works in one of FORMATS."""
    import sys

    from mediawatch.cli.printing import hint, open_whole
    from mediawatch.journeys.hand_over import write_cited

    if output is None:
        write_cited(desk, noun, filters, form, sys.stdout, disclosed)
        return
    with open_whole(output) as out:
        number = write_cited(desk, noun, filters, form, out, disclosed)
    hint(f"Wrote {number:,} {noun} to {output}.")


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
