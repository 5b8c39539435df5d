"""`mediawatch outlet`: who regulates an outlet."""

from __future__ import annotations

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import changing_options, sit_down


@click.group(
    cls=Group,
    examples="""
    mediawatch list outlets
    mediawatch outlet set "The Northern Courier" --regulator IPSO
    """,
)
def outlet() -> None:
    """Say who regulates an outlet, so that its deadlines are known."""


@outlet.command(
    "set",
    short_help="Say who regulates an outlet.",
    examples="""
    mediawatch outlet set "The Northern Courier" --regulator IPSO
    mediawatch outlet set "Coast Radio" --regulator Ofcom --medium broadcast
    mediawatch outlet set "Harbour Blog" --regulator none
    mediawatch outlet set "The Gazette" --regulator none --since 2025-07-01
    """,
)
@click.argument("name")
@click.option(
    "--regulator",
    required=True,
    is_eager=True,
    metavar="NAME",
    help="IPSO, Impress, Ofcom, BBC or another; none for an outlet without one; unknown takes it back.",
)
@click.option(
    "--medium",
    type=click.Choice(["web", "pdf", "print", "broadcast", "mail", "post"]),
    help="Only for what it publishes in this way.",
)
@click.option(
    "--since", default="", metavar="DATE", help="From this day on; what held before ends the day before."
)
@click.option("--until", default="", metavar="DATE", help="Up to this day.")
@changing_options
def set_(name: str, regulator: str, medium: str | None, since: str, until: str) -> None:
    """Say who regulates the outlet NAME.

    What is said of one medium goes before what is said of all: a paper may be IPSO's and its radio Ofcom's.
    """
    from mediawatch.cli.printing import report
    from mediawatch.journeys.outlets import set_regulator

    with sit_down() as desk:
        done = set_regulator(desk, name, regulator, medium=medium or "", since=since, until=until)
    where = (f" for {done.medium}" if done.medium else "") + (f" since {done.since}" if done.since else "")
    if not done.changed:
        report(done.outlet, "The record says that already; nothing was changed.")
    elif done.regulator == "none":
        report(done.outlet, f"No regulator looks after {done.outlet}{where}.", "mediawatch deadlines")
    elif done.regulator:
        report(done.outlet, f"{done.regulator} regulates {done.outlet}{where}.", "mediawatch deadlines")
    else:
        report(
            done.outlet, f"Who regulates {done.outlet}{where} is not known any more.", "mediawatch deadlines"
        )
