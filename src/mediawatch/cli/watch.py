"""`mediawatch watch`: read the sources that are due, and what they list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import Reference, changing_options, is_quiet, json_option, pause_option, sit_down
from mediawatch.errors import MediawatchError

if TYPE_CHECKING:
    from mediawatch.journeys.watch import WatchDone
    from mediawatch.model import Ref


@click.command(
    cls=Command,
    examples="""
    mediawatch watch
    mediawatch watch s3 s4
    mediawatch watch --every 15m
    """,
)
@click.argument("sources", type=Reference("s"), nargs=-1)
@click.option(
    "--every", default="", metavar="SPAN", help="Go on, and look again after each such span of time (15m)."
)
@click.option("--once", is_flag=True, help="One run, as without --every; for scripts that say so.")
@pause_option(2.0, "visits to a host; its Crawl-delay may be longer")
@json_option
@changing_options
def watch(sources: tuple[Ref, ...], every: str, once: bool, pause: float, as_json: bool) -> None:
    """Read the sources that are due (or SOURCES, due or not), look through what they list that nobody has read, and
    record what bears a name of yours.

    Each site is visited by one at a time, slowly, as its robots.txt allows. It may be killed at any moment and goes on
    where it was; two runs never overlap. The exit code is 1 where a source could not be read.
    """
    from mediawatch.errors import InputError
    from mediawatch.journeys.watch import WatchOptions
    from mediawatch.journeys.watch import watch as run
    from mediawatch.reading.spans import parse_span

    if every and once:
        raise InputError("--every and --once contradict each other.", "Leave one of them out.")
    wait = parse_span(every) if every else 0
    options = WatchOptions(tuple(ref.number for ref in sources), pause)
    while True:
        with sit_down() as desk:
            done = run(desk, options)
        tell(done, as_json)
        if not wait:
            break
        import time

        time.sleep(wait)
    if done.failed:
        number = len(done.failed)
        raise MediawatchError(
            f"{number} {'source' if number == 1 else 'sources'} could not be read.",
            "See `mediawatch source check`.",
        )


def tell(done: WatchDone, as_json: bool) -> None:
    """What a run did."""
    from dataclasses import asdict

    from mediawatch.cli.printing import count, print_json, say

    if as_json:
        print_json([asdict(done)])
        return
    for ref, title, outlet in done.recorded:
        say(f"{ref}  {title}{f' ({outlet})' if outlet else ''}")
    for number, why in done.failed:
        say(f"s{number} could not be read: {why}")
    if is_quiet():
        return
    if not done.sources and not done.read:
        say(
            "No source is due, and no page waits. Next: mediawatch list sources, or mediawatch source add URL"
        )
        return
    say(
        f"{count(done.sources, 'source')} read, {done.unchanged:,} of them unchanged; "
        f"{count(done.new_leads, 'new address', 'new addresses')}; {count(done.read, 'page')} read: "
        f"{len(done.recorded):,} recorded, {done.without_name:,} without a name of yours, {done.put_off:,} to be tried "
        f"again, {done.given_up:,} that gave nothing." + (" Next: mediawatch inbox" if done.recorded else "")
    )
