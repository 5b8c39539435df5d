"""`mediawatch timeline`: what happened, oldest first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.marking import disclosing_options, read_disclosed
from mediawatch.cli.options import CLAIM, REPORT, choose_format, looking_options, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.model import Ref

FORMATS = ("md", "html", "csv", "json", "jsonl", "atom", "ics", "xlsx", "docx", "pdf")
"""Held against exporters.EXPORTERS and BINARY_EXPORTERS by a test."""
BINARY = ("xlsx", "docx", "pdf")


@click.command(
    cls=Command,
    examples="""
    mediawatch timeline
    mediawatch timeline --claim 7 -o claim-7.html
    mediawatch timeline --outlet "The Gazette" --since 2026-03 --format csv -o gazette.csv
    mediawatch timeline --claim 7 -o for-the-board.docx
    mediawatch timeline --outlet "The Gazette" -o for-the-regulator.pdf
    mediawatch timeline --report 12 --confidential --privileged k9 -o for-our-lawyer.html
    """,
)
@click.option("--claim", type=CLAIM, metavar="CLAIM", help="Only about this claim.")
@click.option("--report", type=REPORT, metavar="REPORT", help="Only about this report.")
@click.option("--outlet", default="", metavar="NAME", help="Only about this outlet.")
@click.option("--since", default="", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", default="", metavar="DATE", help="Up to the end of this day, month or year.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: the ending of FILE, else md (Markdown)."
)
@click.option("--output", "-o", metavar="FILE", help="Write to a file, whole or not at all.")
@disclosing_options
@looking_options
def timeline(
    claim: Ref | None,
    report: Ref | None,
    outlet: str,
    since: str,
    until: str,
    form: str | None,
    output: str | None,
    confidential: bool,
    privileged: tuple[Ref, ...],
) -> None:
    """Tell what was said, what you answered, and when: oldest first, their words and yours in full.

    What was withdrawn or never approved is left out, and the end says how much that is. An answer that was
    published and superseded later did go out, so it stays, and says which one took its place. What is confidential is
    in it only with --confidential, and what is privileged only where you name it.
    """
    from pathlib import Path

    from mediawatch.cli.printing import count, hint
    from mediawatch.journeys.timeline import TimelineFilters, save_timeline, write_timeline

    filters = TimelineFilters(
        claim=claim.number if claim else 0,
        report=report.number if report else 0,
        outlet=outlet,
        since=since,
        until=until,
    )
    chosen = choose_format(form, output, FORMATS)
    disclosed = read_disclosed(confidential, privileged)
    with sit_down(read_only=True) as desk:
        if output is None and chosen in BINARY:
            if sys.stdout.isatty():
                raise InputError(
                    f"A terminal cannot show {chosen}.", f"Say where it goes: -o timeline.{chosen}"
                )
            write_timeline(desk, filters, chosen, sys.stdout.buffer, disclosed)
        elif output is None:
            write_timeline(desk, filters, chosen, sys.stdout, disclosed)
        else:
            number = save_timeline(desk, filters, chosen, Path(output).expanduser(), disclosed)
            hint(f"Wrote {count(number, 'entry', 'entries')} to {output}.")
