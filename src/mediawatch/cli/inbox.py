"""`mediawatch inbox`: what nobody has looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import is_quiet, json_option, looking_options, quiet_option, sit_down

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from mediawatch.journeys.inbox import InboxFilters


def make_filters(owner: str, outlet: str, since: str) -> InboxFilters:
    """The filters as the options say them."""
    from mediawatch.journeys.inbox import InboxFilters

    return InboxFilters(owner, outlet, since)


@click.command(
    cls=Command,
    examples="""
    mediawatch inbox
    mediawatch inbox --owner "Ama Mensah" --since 2026-03
    mediawatch inbox --json
    mediawatch report triage
    """,
)
@click.option("--owner", default="", metavar="NAME", help="Only what this person looks after.")
@click.option("--outlet", default="", metavar="NAME", help="Only of this outlet.")
@click.option(
    "--since", default="", metavar="DATE", help="Only what came in from this day, month or year on."
)
@json_option
@quiet_option
@looking_options
def inbox(owner: str, outlet: str, since: str, as_json: bool) -> None:
    """List the reports that name you and that nobody has looked at, each with the sentence that does.

    What is due comes first, then what waits longest; what was put off comes last. Reports of one story are one entry.
    """
    from mediawatch.cli.printing import count, hint, print_json, say
    from mediawatch.journeys.inbox import list_inbox

    with sit_down(read_only=True) as desk:
        rows = list_inbox(desk, make_filters(owner, outlet, since))
        if as_json:
            print_json(rows)
            return
        number = 0
        for number, row in enumerate(rows, 1):
            if is_quiet():
                say(row["ref"])
                continue
            if number > 1:
                click.echo()
            say(" ".join(part for part in (row["ref"], *describe_report(row)) if part))
            say(f"  {' '.join(row['sentence'].split())}")
            for note in describe_waiting(row):
                say(f"  {note}")
    if is_quiet():
        return
    if number:
        click.echo(err=True)
        hint(f"{count(number, 'entry', 'entries')}. Next: mediawatch report triage")
    else:
        hint(
            "Nothing waits to be looked at."
            if not (owner or outlet or since)
            else "Nothing of that kind waits."
        )


def describe_report(row: Mapping[str, Any]) -> tuple[str, str]:
    """What a report is called, and who published it when."""
    from mediawatch.exporters.moments import say_day

    day = say_day(row["published"], row["published_precision"], certain=bool(row["published_certain"]))
    return f"“{row['title']}”", f"({', '.join(part for part in (row['outlet'], day) if part)})"


def describe_waiting(row: Mapping[str, Any]) -> list[str]:
    """What else there is to know about an entry of the inbox, a line each."""
    from mediawatch.cli.printing import count

    notes = []
    if row["mentions"] > 1:
        notes.append(f"named {row['mentions']:,} times")
    if row["also"]:
        notes.append(f"the same story in {', '.join(row['also'].split())}")
    if row["suggestions"]:
        notes.append(count(row["suggestions"], "open suggestion"))
    if row["owner"]:
        notes.append(f"looked after by {row['owner']}")
    if row["due_on"]:
        notes.append(f"due on {row['due_on']}")
    if row["triage"] == "later":
        notes.append("put off")
    return ["; ".join(notes)] if notes else []
