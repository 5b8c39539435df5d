"""`mediawatch summary`: a month for the board."""

from __future__ import annotations

import sys

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import choose_format, looking_options, sit_down
from mediawatch.errors import InputError

FORMATS = ("md", "html", "docx", "pdf")
"""Held against exporters.summary by a test."""
BINARY = ("docx", "pdf")


@click.command(
    cls=Command,
    examples="""
    mediawatch summary
    mediawatch summary --month 2026-03 -o march.docx
    mediawatch summary --month "March 2026" -o march.pdf
    """,
)
@click.option("--month", default="", metavar="YYYY-MM", help="Which month (default: the last whole one).")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: the ending of FILE, else md (Markdown)."
)
@click.option("--output", "-o", metavar="FILE", help="Write to a file, whole or not at all.")
@looking_options
def summary(month: str, form: str | None, output: str | None) -> None:
    """Write two pages for a board: one sentence, three charts with their numbers (claims by month, how fast you
    answered, claims by outlet), what was answered and put right in the month, and what is open now.

    What is confidential is left out and counted. The charts show how things stand now, not how they stood then.
    """
    from mediawatch.cli.printing import open_whole, open_whole_bytes, report
    from mediawatch.exporters.summary import BINARY_SUMMARIES, SUMMARIES
    from mediawatch.journeys.summary import read_summary

    chosen = choose_format(form, output, FORMATS)
    with sit_down(read_only=True) as desk:
        found = read_summary(desk, month)
    if output is None:
        if chosen not in BINARY:
            SUMMARIES[chosen](found, sys.stdout)
        elif sys.stdout.isatty():
            raise InputError(f"A terminal cannot show {chosen}.", f"Say where it goes: -o summary.{chosen}")
        else:
            BINARY_SUMMARIES[chosen](found, sys.stdout.buffer)
        return
    if chosen in BINARY:
        with open_whole_bytes(output) as made:
            BINARY_SUMMARIES[chosen](found, made)
    else:
        with open_whole(output) as out:
            SUMMARIES[chosen](found, out)
    report(output, f"{output}: {found.sentence}")
