"""`mediawatch report`: look through the inbox; say that reports are one story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Group
from mediawatch.cli.inbox import make_filters
from mediawatch.cli.options import REPORT, changing_options, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.stories import Grouped
    from mediawatch.journeys.triage import Decided
    from mediawatch.model import Ref

DECISIONS = ("claim", "mention", "someone-else", "later", "same-story")
"""What can be decided about a report; held against journeys.triage by a test."""


@click.group(
    cls=Group,
    examples="""
    mediawatch report triage
    mediawatch report triage 12 --as mention
    mediawatch report group 3 7
    mediawatch report ungroup 7
    """,
)
def report() -> None:
    """Look through what came in, and say which reports tell the same story."""


@report.command(
    "triage",
    short_help="Look through the inbox with single keys, or decide about one report.",
    examples="""
    mediawatch report triage
    mediawatch report triage --owner "Ama Mensah"
    mediawatch report triage 12
    mediawatch report triage 12 --as someone-else
    mediawatch report triage 12 --as same-story --story-of r3
    mediawatch report triage 12 --undo
    """,
)
@click.argument("report", type=REPORT, required=False)
@click.option("--as", "decision", type=click.Choice(DECISIONS), help="What it is; needs REPORT.")
@click.option(
    "--story-of", type=REPORT, metavar="REPORT", help="With same-story: the report that tells it, too."
)
@click.option("--again", is_flag=True, help="Decide otherwise than somebody did before.")
@click.option("--undo", is_flag=True, help="Take the last decision about REPORT back.")
@click.option("--owner", default="", metavar="NAME", help="Only what this person looks after.")
@click.option("--outlet", default="", metavar="NAME", help="Only of this outlet.")
@click.option(
    "--since", default="", metavar="DATE", help="Only what came in from this day, month or year on."
)
@changing_options
def triage(
    report: Ref | None,
    decision: str | None,
    story_of: Ref | None,
    again: bool,
    undo: bool,
    owner: str,
    outlet: str,
    since: str,
) -> None:
    """Look through the inbox with single keys; or decide about REPORT with --as.

    claim: it makes a claim (pin it with `claim add`). mention: it only names you. someone-else: it means somebody
    of the same name, and the words round the name are remembered. later: it stays in the inbox, at its end.
    same-story: it was copied from another report, or from the same agency.
    """
    from mediawatch.cli.long_text import is_at_terminal

    if report is None and (decision or undo or again or story_of):
        raise InputError("It is not said which report is meant.", "mediawatch report triage 12 --as mention")
    if undo and decision:
        raise InputError("--undo and --as exclude each other.", "First take it back, then decide anew.")
    if report is not None and (decision or undo):
        from mediawatch.journeys.triage import decide, undo_decision

        with sit_down() as desk:
            if undo:
                done = undo_decision(desk, report.number)
            else:
                story = story_of.number if story_of else 0
                done = decide(desk, report.number, decision or "", story_of=story, again=again)
            tell(done, undone=undo, zone=desk.timezone)
        return
    if not is_at_terminal():
        raise InputError(
            "Looking through the inbox needs a terminal.",
            "Without one: mediawatch inbox, then mediawatch report triage 12 --as mention",
        )
    from mediawatch.cli.triage import walk

    with sit_down() as desk:
        walk(desk, make_filters(owner, outlet, since), only=report.number if report else 0)


def tell(done: Decided, *, undone: bool = False, zone: str) -> None:
    """One line on what was decided."""
    from mediawatch.cli.printing import report as tell_of

    tell_of(f"r{done.report}", describe_decision(done, undone=undone, zone=zone), find_next(done))


def describe_decision(done: Decided, *, undone: bool, zone: str) -> str:
    """What was decided, in a sentence."""
    from mediawatch.cli.printing import count, find_record_zone, say_minute

    if not done.changed:
        when = say_minute(done.at, find_record_zone(zone))
        return (
            f"{done.by} decided that at {when}: r{done.report} is {say_decision(done)}; nothing was changed."
        )
    also = f", and {', '.join(f'r{number}' for number in done.together)} with it" if done.together else ""
    if undone:
        where = "in the inbox again" if done.triage in ("", "later") else say_decision(done)
        return f"Took that back: r{done.report} is {where}{also}."
    kept = ""
    if done.triage == "about someone else":
        kept = (
            f" The words round the name are remembered ({count(done.remembered, 'place')})."
            if done.remembered
            else " The name stands there only in links, so no words are remembered."
        )
    return f"r{done.report} is {say_decision(done)}{also}.{kept}"


def say_decision(done: Decided) -> str:
    """A decision as it reads in a sentence: "r12 is only a mention"."""
    return {
        "claim": "one that makes a claim",
        "later": "put off",
        "same story": f"the same story as r{done.story_of}" if done.story_of else "the same story as another",
    }.get(done.triage, done.triage)


def find_next(done: Decided) -> str:
    """What one would do after a decision."""
    if done.triage == "claim":
        return f'mediawatch claim add {done.report} --quote "…" --claim "…"'
    return "mediawatch report triage"


@report.command(
    "group",
    short_help="Say that reports tell one story.",
    examples="""
    mediawatch report group 3 7
    mediawatch report group r3 r7 r9
    """,
)
@click.argument("reports", type=REPORT, nargs=-1, required=True, metavar="REPORT...")
@changing_options
def group(reports: tuple[Ref, ...]) -> None:
    """Say that each REPORT tells the same story: one entry in the inbox and on the timeline.

    Each stays its own evidence, with its own text, claims and requests. What they have in common is marked.
    """
    from mediawatch.cli.printing import report as tell_of
    from mediawatch.journeys.stories import group_reports

    with sit_down() as desk:
        done = group_reports(desk, [one.number for one in reports])
    tell_of(f"r{done.first}", describe_story(done), f"mediawatch show r{done.first}")


@report.command(
    "ungroup",
    short_help="Take a report out of its story.",
    examples="""
    mediawatch report ungroup 7
    mediawatch report ungroup r7 --why "another fire in the same street"
    """,
)
@click.argument("report", type=REPORT)
@click.option("--why", default="", metavar="REASON", help="Why; it stands in the log.")
@changing_options
def ungroup(report: Ref, why: str) -> None:
    """Take REPORT out of its story. That it belongs there is never suggested again."""
    from mediawatch.cli.printing import report as tell_of
    from mediawatch.journeys.stories import ungroup_report

    with sit_down() as desk:
        done = ungroup_report(desk, report.number, why)
    left = f"; {describe_story(done)}" if len(done.reports) > 1 else ""
    tell_of(
        f"r{done.left}", f"r{done.left} stands by itself again{left or '.'}", f"mediawatch show r{done.left}"
    )


def describe_story(done: Grouped) -> str:
    """A story in a sentence."""
    shares = ", ".join(f"r{number} ({score:.0%} of it in r{done.first})" for number, score in done.shared)
    return f"r{done.first} and {shares} are one story."
