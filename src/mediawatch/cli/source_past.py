"""`mediawatch source backfill`: what a site published before it was watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import Reference, changing_options, pause_option, sit_down
from mediawatch.errors import MediawatchError

if TYPE_CHECKING:
    from mediawatch.model import Ref

SOURCE = Reference("s")
PLACES = ("sitemap", "internet-archive", "common-crawl")
"""Held against journeys.backfill by a test."""


@click.command(
    "backfill",
    cls=Command,
    short_help="List what a site published before it was watched.",
    examples="""
    mediawatch source backfill s6 --since 2025
    mediawatch source backfill s6 --since 2024-06 --until 2024-12 --from internet-archive
    mediawatch source backfill s7 --since 2025-03 --domain gazette.example
    """,
)
@click.argument("source", type=SOURCE)
@click.option("--since", required=True, metavar="DATE", help="From this day, month or year on.")
@click.option("--until", default="", metavar="DATE", help="Up to the end of this day, month or year.")
@click.option(
    "--from",
    "places",
    multiple=True,
    type=click.Choice(PLACES),
    help="Only from here; may be repeated (default: all).",
)
@click.option("--domain", default="", help="The site, where it is not that of the source.")
@pause_option(2.0, "requests to a host")
@changing_options
def backfill(source: Ref, since: str, until: str, places: tuple[str, ...], domain: str, pause: float) -> None:
    """List what the site of SOURCE published in a time: what its sitemaps name, and what the Internet Archive and
    Common Crawl have of it.

    Nothing is read yet: `mediawatch watch` does that, some hundred pages of a site in each run, and records what bears
    a name of yours. A page that is gone by now is read from the archive's copy, and the record says whose copy it is.
    """
    from mediawatch.cli.printing import count, hint, report, warn
    from mediawatch.journeys.backfill import BackfillOptions
    from mediawatch.journeys.backfill import backfill as look_back

    options = BackfillOptions(since, until, places, domain, pause)
    with sit_down() as desk:
        done = look_back(desk, source.number, options, lambda place, number: hint(f"{place}: {number:,}"))
    for place, why in done.failed:
        warn(f"{place}: {why}")
    listed = ", ".join(f"{place} {number:,}" for place, number in done.listed.items())
    report(
        str(source),
        f"{count(done.new, 'address', 'addresses')} nobody knew ({listed}).",
        f"mediawatch watch {source}",
    )
    if done.failed:
        raise MediawatchError(
            f"{count(len(done.failed), 'place')} could not be read to the end; what came before was kept.",
            "Run the same again later: what is known is not listed twice.",
        )
