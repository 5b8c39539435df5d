"""`mediawatch digest`: what is new, for people who were asleep."""

from __future__ import annotations

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import looking_options, sit_down

FORMATS = ("text", "html", "md")
"""Held against exporters.digest by a test."""


@click.command(
    cls=Command,
    examples="""
    mediawatch digest
    mediawatch digest --since 2026-03-02 --format html -o monday.html
    mediawatch digest --if-any
    """,
)
@click.option(
    "--since", default="", metavar="DATE", help="What is new from this day on (default: yesterday)."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How it is set.",
)
@click.option("--confidential", is_flag=True, help="Also confidential requests and their deadlines.")
@click.option("--if-any", is_flag=True, help="Print nothing where nothing is new and nothing waits.")
@click.option("--output", "-o", metavar="FILE", help="Write to a file, whole or not at all.")
@looking_options
def digest(since: str, format_: str, confidential: bool, if_any: bool, output: str | None) -> None:
    """Say what is new since a day: reports that name you, quotes that were altered or are gone, corrections, claims
    made again, what came of requests; then what waits, what runs out, and which sources are in trouble.

    It begins with one sentence. What is confidential is left out, and counted, unless you say --confidential.
    """
    import sys

    from mediawatch.cli.printing import open_whole, report
    from mediawatch.exporters.digest import DIGESTS
    from mediawatch.journeys.digest import read_digest

    with sit_down(read_only=True) as desk:
        found = read_digest(desk, since=since, confidential=confidential)
    if if_any and not found.sections:
        return
    if output is None:
        DIGESTS[format_](found, sys.stdout)
        return
    with open_whole(output) as out:
        DIGESTS[format_](found, out)
    report(output, f"{output}: {found.sentence}")
