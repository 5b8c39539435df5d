"""`mediawatch claim merge` and `claim split`: one claim of two, and two of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import CLAIM, REPORT, changing_options, sit_down

if TYPE_CHECKING:
    from mediawatch.journeys.merge import Merged
    from mediawatch.model import Ref


@click.command(
    "merge",
    cls=Command,
    short_help="Make a claim another wording of a second one.",
    examples="""
    mediawatch claim merge 9 7
    mediawatch claim split 9
    """,
)
@click.argument("claim", type=CLAIM)
@click.argument("into", type=CLAIM)
@changing_options
def merge(claim: Ref, into: Ref) -> None:
    """Make CLAIM another wording of INTO: from now on both are one claim, under the number and words of INTO.

    Appearances, answers and requests of both count together. Nothing is lost: `claim split CLAIM` takes it out
    again as it was.
    """
    from mediawatch.journeys.merge import merge_claims

    with sit_down() as desk:
        done = merge_claims(desk, claim.number, into.number)
    tell(done)


def tell(done: Merged) -> None:
    """One line on a claim that became another wording, and what would be lost to sight by it."""
    from mediawatch.cli.printing import count, hint, report

    through = "" if done.into == done.standing else f" (through c{done.into})"
    report(
        f"c{done.standing}",
        f"c{done.claim} is now another wording of c{done.standing}{through}, which has "
        f"{count(done.appearances, 'appearance')}; `mediawatch claim split {done.claim}` takes it out again.",
    )
    if done.judged:
        hint(
            f"c{done.claim} was judged {done.judged} and c{done.standing} is not judged: "
            f"mediawatch claim assess {done.standing} …"
        )


@click.command(
    "split",
    cls=Command,
    short_help="Take a merged claim out again, or split appearances off.",
    examples="""
    mediawatch claim split 9
    mediawatch claim split 7 --report 12 --claim "Half of the salaries go to directors."
    mediawatch claim split 7 --appearance 31 --appearance 40 --claim "Half goes on rent."
    mediawatch claim split 12 --back
    """,
)
@click.argument("claim", type=CLAIM)
@click.option(
    "--report", "reports", type=REPORT, multiple=True, help="What stands in this report; may be given again."
)
@click.option(
    "--appearance",
    "appearances",
    type=click.IntRange(min=1),
    multiple=True,
    help="This appearance, as `show` numbers it; may be given again.",
)
@click.option(
    "--claim", "wording", default="", metavar="SENTENCE", help="The new claim in one sentence of our own."
)
@click.option("--back", is_flag=True, help="Put what was split off to CLAIM back where it was.")
@changing_options
def split(
    claim: Ref, reports: tuple[Ref, ...], appearances: tuple[int, ...], wording: str, back: bool
) -> None:
    """Take CLAIM out of the one it was merged into; or split some of its appearances off to a new claim.

    The new claim has no answer yet: what was answered stays with CLAIM. `claim split NEW --back` puts both together
    again.
    """
    from mediawatch.cli.printing import count, report
    from mediawatch.journeys.merge import put_back, split_claim

    if back and (reports or appearances or wording):
        raise click.UsageError("--back takes no other option: everything goes back where it was.")
    with sit_down() as desk:
        if back:
            tell(put_back(desk, claim.number))
            return
        done = split_claim(
            desk,
            claim.number,
            appearances=appearances,
            reports=[one.number for one in reports],
            wording=wording,
        )
    there = count(done.appearances, "appearance")
    if done.was_merged:
        said = f"c{done.new} stands by itself again, with {there}; c{done.claim} keeps {done.left:,}."
        following = f"mediawatch show c{done.new}"
    else:
        said = f"Split {there} off c{done.claim} to c{done.new}; c{done.claim} keeps {done.left:,}"
        said += " and its answers." if done.answered else "."
        following = f'mediawatch rebuttal add {done.new} --text "…"'
    report(f"c{done.new}", said, following)
