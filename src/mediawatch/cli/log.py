"""`mediawatch log`: who did what when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import ANYTHING, json_option, looking_options, sit_down

if TYPE_CHECKING:
    from mediawatch.model import Ref


@click.command(
    cls=Command,
    examples="""
    mediawatch log
    mediawatch log r12
    mediawatch log --limit 20 --json
    """,
)
@click.argument("ref", type=ANYTHING, required=False)
@click.option("--limit", type=click.IntRange(min=1), help="Only the newest so many.")
@json_option
@looking_options
def log(ref: Ref | None, limit: int | None, as_json: bool) -> None:
    """Tell who did what when, oldest first: everything, or what happened to REF.

    JSON has the whole of each event, and its place in the chain.
    """
    from mediawatch.cli.printing import find_record_zone, hint, print_json, print_table
    from mediawatch.journeys.history import read_log

    with sit_down(read_only=True) as desk:
        events = read_log(desk, ref, limit or 0)
        if as_json:
            print_json(events)
            return
        if not print_table(
            events, ("event", "at", "by", "verb", "ref", "what"), find_record_zone(desk.timezone)
        ):
            hint("Nothing happened yet." if ref is None else f"Nothing happened to {ref}.")
