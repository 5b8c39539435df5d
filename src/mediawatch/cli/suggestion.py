"""`mediawatch suggestion`: confirm or reject what the program noticed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import changing_options, sit_down

if TYPE_CHECKING:
    from mediawatch.journeys.added import Suggested
    from mediawatch.journeys.suggestions import Confirmed

NUMBER = click.IntRange(min=1)

SHOWN = 5
"""Suggestions that are told after a change; `list suggestions` has them all."""


@click.group(
    cls=Group,
    examples="""
    mediawatch list suggestions
    mediawatch suggestion confirm 8
    mediawatch suggestion reject 9 --why "another trust"
    """,
)
def suggestion() -> None:
    """Confirm or reject what was noticed: a claim that is repeated, a story that was copied, somebody of your name.

    Nothing is decided by itself, and what was rejected is never suggested again.
    """


@suggestion.command(
    "confirm",
    short_help="Confirm a suggestion: pin the repeat, group the story.",
    examples="""
    mediawatch suggestion confirm 8
    mediawatch suggestion confirm 8 --speaker "A. Clerk" --stance reports
    mediawatch suggestion confirm 9 --stance disputes
    mediawatch suggestion confirm 9 --although number
    mediawatch suggestion confirm 10 11 12
    """,
)
@click.argument("numbers", type=NUMBER, nargs=-1, required=True, metavar="NUMBER...")
@click.option(
    "--stance",
    type=click.Choice(["asserts", "repeats", "reports", "disputes", "retracts"]),
    help="What the report does with the claim (default: repeats).",
)
@click.option("--speaker", default="", metavar="NAME", help="Who says it, where it is not the author.")
@click.option("--place", default="", help="Page or time code (found by itself in a PDF).")
@click.option(
    "--although",
    multiple=True,
    metavar="CHANGE",
    help="You have read this change of words (negation, number, …), and it says the same all the same.",
)
@click.option("--again", is_flag=True, help="Decide otherwise than somebody did before.")
@changing_options
def confirm(
    numbers: tuple[int, ...],
    stance: str | None,
    speaker: str,
    place: str,
    although: tuple[str, ...],
    again: bool,
) -> None:
    """Confirm suggestion NUMBER. A repeat is pinned to exactly its passage; a same story is grouped.

    Where words changed that may turn the claim round (not, never, a number, a name), say what the report does with
    it: --stance disputes; or that it says the same: --although negation. Several are confirmed at once only where
    nothing has to be read.
    """
    from mediawatch.errors import NotAllowed
    from mediawatch.journeys.suggestions import confirm_suggestion, must_be_read

    with sit_down() as desk:
        for number in numbers if len(numbers) > 1 else ():
            if must_be_read(desk, number):
                raise NotAllowed(
                    f"Suggestion {number} has to be read by itself: its words are not those of the claim.",
                    f"mediawatch suggestion confirm {number}",
                    "confirm",
                )
        for number in numbers:
            done = confirm_suggestion(
                desk,
                number,
                stance=stance or "",
                speaker=speaker,
                place=place,
                although=although,
                again=again,
            )
            tell(done, desk.timezone)


@suggestion.command(
    "reject",
    short_help="Reject a suggestion; it is never made again.",
    examples="""
    mediawatch suggestion reject 8
    mediawatch suggestion reject 8 9 --why "another trust"
    """,
)
@click.argument("numbers", type=NUMBER, nargs=-1, required=True, metavar="NUMBER...")
@click.option("--why", default="", metavar="REASON", help="Why; it stands in the log.")
@click.option("--again", is_flag=True, help="Decide otherwise than somebody did before.")
@changing_options
def reject(numbers: tuple[int, ...], why: str, again: bool) -> None:
    """Reject suggestion NUMBER. The same thing is never suggested again, however often the report is read."""
    from mediawatch.journeys.suggestions import reject_suggestion

    with sit_down() as desk:
        for number in numbers:
            tell(reject_suggestion(desk, number, why, again=again), desk.timezone)


def tell(done: Confirmed, zone: str) -> None:
    """One line on what was decided."""
    from mediawatch.cli.printing import report

    report(str(done.suggestion), describe_decision(done, zone), find_next(done))


def describe_decision(done: Confirmed, zone: str) -> str:
    """What was decided on a suggestion, in a sentence."""
    from mediawatch.cli.printing import find_record_zone, say_minute

    if not done.changed:
        when = say_minute(done.at, find_record_zone(zone))
        return f"{done.by} {done.state} suggestion {done.suggestion} at {when}; nothing was changed."
    if done.state == "open":
        return f"Took that back: suggestion {done.suggestion} is open again."
    if done.state == "rejected":
        return f"Rejected suggestion {done.suggestion}; it is never made again."
    if done.kind == "repeat":
        return f"Pinned c{done.claim} in r{done.report}: “{done.quote}”."
    if done.kind == "same story":
        return f"r{done.report} is the same story as r{done.other_report}."
    return f"r{done.report} is about someone else."


def find_next(done: Confirmed) -> str:
    """What one would do after a decision."""
    if done.state == "confirmed" and done.changed:
        return f"mediawatch show {f'c{done.claim}' if done.kind == 'repeat' else f'r{done.report}'}"
    return ""


def tell_suggestions(suggestions: Sequence[Suggested]) -> None:
    """What was noticed after something came in, a line each; nothing where there is nothing."""
    from mediawatch.cli.printing import count, say

    for one in suggestions[:SHOWN]:
        say(f"  Suggestion {one.suggestion}: {say_suggestion(one)} {one.reason}")
    if len(suggestions) > SHOWN:
        say(f"  … and {count(len(suggestions) - SHOWN, 'more')}: mediawatch list suggestions")
    elif suggestions:
        say(f"  Next: mediawatch suggestion confirm {suggestions[0].suggestion}, or reject it")


def say_suggestion(one: Suggested) -> str:
    """What is suggested, in a sentence."""
    if one.kind == "repeat":
        return f"r{one.report} repeats c{one.claim}: “{' '.join(one.passage.split())}”."
    if one.kind == "same story":
        return f"r{one.report} is the same story as r{one.other_report}."
    if one.kind == "someone else":
        return f"r{one.report} may be about someone else."
    return f"r{one.report}: {one.kind}."
