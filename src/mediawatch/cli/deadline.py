"""`mediawatch deadline`: say that one was met, or that it does not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import ANYTHING, changing_options, sit_down

if TYPE_CHECKING:
    from mediawatch.model import Ref


@click.group(
    cls=Group,
    examples="""
    mediawatch deadlines
    mediawatch deadline met ipso-complaint r12 --why "complaint sent by the web form"
    mediawatch deadline waive defamation-england-and-wales r12 --why "we do not go to court"
    """,
)
def deadline() -> None:
    """Say of a deadline that it was met, or that it does not matter.

    What the steps of requests show needs no word: a complaint to the regulator meets the deadline for it by itself.
    """


@deadline.command(
    "met",
    short_help="Say that it was met.",
    examples="""
    mediawatch deadline met ipso-complaint r12
    mediawatch deadline met bbc-stage-1b q4 --on 2026-03-20 --why "by letter, recorded delivery"
    """,
)
@click.argument("rule")
@click.argument("ref", type=ANYTHING)
@click.option("--on", default="", metavar="DATE", help="The day on which it was met (default: today).")
@click.option("--why", default="", metavar="TEXT", help="How; it stands beside it.")
@changing_options
def met(rule: str, ref: Ref, on: str, why: str) -> None:
    """Say that the deadline of RULE for REF was met."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.deadlines import mark_deadline

    with sit_down() as desk:
        marked = mark_deadline(desk, rule, ref, "met", on=on, why=why)
    report(str(ref), f"{marked[0].rule.name} was met for {ref}.", "mediawatch deadlines")


@deadline.command(
    "waive",
    short_help="Say that it does not matter.",
    examples="""
    mediawatch deadline waive defamation-england-and-wales r12 --why "we do not go to court"
    """,
)
@click.argument("rule")
@click.argument("ref", type=ANYTHING)
@click.option("--why", required=True, is_eager=True, metavar="REASON", help="Why; it stands beside it.")
@changing_options
def waive(rule: str, ref: Ref, why: str) -> None:
    """Say that the deadline of RULE for REF does not matter: it leaves the list, and calendars too."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.deadlines import mark_deadline

    with sit_down() as desk:
        marked = mark_deadline(desk, rule, ref, "waived", why=why)
    report(
        str(ref),
        f"{marked[0].rule.name} is waived for {ref}; `mediawatch deadline reopen {rule} {ref}` brings it back.",
    )


@deadline.command(
    "reopen",
    short_help="Take back that it was met or waived.",
    examples="""
    mediawatch deadline reopen ipso-complaint r12
    """,
)
@click.argument("rule")
@click.argument("ref", type=ANYTHING)
@changing_options
def reopen(rule: str, ref: Ref) -> None:
    """Take back that the deadline of RULE for REF was met or waived."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.deadlines import unmark_deadline

    with sit_down() as desk:
        marked = unmark_deadline(desk, rule, ref)
    report(str(ref), f"{marked[0].rule.name} runs again for {ref}.", f"mediawatch deadlines {ref}")
