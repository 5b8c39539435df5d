"""`mediawatch recheck`: read known reports again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import REPORT, changing_options, is_quiet, json_option, pause_option, sit_down
from mediawatch.errors import MediawatchError

if TYPE_CHECKING:
    from mediawatch.journeys.recheck import RecheckDone
    from mediawatch.model import Ref

SAID = {
    "altered": "quote altered",
    "gone": "quote gone",
    "moved": "quote moved",
    "correction": "the publisher says",
    "title": "title changed",
    "removed": "REMOVED",
    "back": "back",
    "text": "text changed",
}
"""How what was found is called."""


@click.command(
    cls=Command,
    examples="""
    mediawatch recheck
    mediawatch recheck r12 r14
    mediawatch recheck --all --pause 5
    """,
)
@click.argument("reports", type=REPORT, nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every report, due or not.")
@pause_option(2.0, "visits to a host; its Crawl-delay may be longer")
@json_option
@changing_options
def recheck(reports: tuple[Ref, ...], every: bool, pause: float, as_json: bool) -> None:
    """Read the reports that are due (or REPORTS) again, and say what became of them: quotes that were altered or are
    gone, corrections that the publisher notes, changed titles, pages that were removed.

    A report is looked at often when it is new, and less and less often with age. What changed is archived as a new
    capture; the article is compared, so that an advertisement is no change. A page that is missing is called gone after
    three looks, a day apart; one that could not be read is not.
    """
    from mediawatch.journeys.recheck import RecheckOptions
    from mediawatch.journeys.recheck import recheck as run

    options = RecheckOptions(tuple(ref.number for ref in reports), every, pause)
    with sit_down() as desk:
        done = run(desk, options)
    tell(done, as_json)
    if done.failed:
        number = len(done.failed)
        raise MediawatchError(
            f"{number} {'report' if number == 1 else 'reports'} could not be read; nothing changed for them.",
            "They are looked at again in some hours.",
        )


def tell(done: RecheckDone, as_json: bool) -> None:
    """What a run found."""
    from dataclasses import asdict

    from mediawatch.cli.printing import count, print_json, say

    if as_json:
        print_json([asdict(done)])
        return
    for found in done.found:
        say(f"r{found.report}  {SAID[found.kind]}: {found.said}")
    for number, why in done.failed:
        say(f"r{number} could not be read: {why}")
    if is_quiet():
        return
    said = (
        f"{count(done.looked, 'report')} looked at: {done.unchanged:,} unchanged, {done.changed:,} changed, "
    )
    said += f"{done.missing:,} missing, {len(done.failed):,} that could not be read."
    if done.suggestions:
        said += f" {count(done.suggestions, 'outcome')} suggested. Next: mediawatch list suggestions"
    elif done.found:
        said += f" Next: mediawatch diff r{done.found[0].report}"
    say(said)
