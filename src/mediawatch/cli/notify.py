"""`mediawatch notify`: tell each person what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import changing_options, is_quiet, sit_down
from mediawatch.cli.subscription import SUBSCRIPTION
from mediawatch.errors import MediawatchError

if TYPE_CHECKING:
    from mediawatch.journeys.notify import Message


@click.command(
    cls=Command,
    examples="""
    mediawatch notify --dry-run
    mediawatch notify
    mediawatch notify 2
    """,
)
@click.argument("subscriptions", type=SUBSCRIPTION, nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show who would be told what; send and record nothing.")
@changing_options
def notify(subscriptions: tuple[int, ...], dry_run: bool) -> None:
    """Tell each person what is new, as they asked for it (`list subscriptions`), and each thing once; with
    SUBSCRIPTION only those, at once. What could not be sent is tried again by a later run.

    Run it from cron after `watch` and `recheck`. The exit code is 1 where a message was not taken.
    """
    from mediawatch.cli.printing import count, say
    from mediawatch.journeys.notify import notify as tell_people

    with sit_down(read_only=dry_run) as desk:
        messages = tell_people(desk, dry_run=dry_run, wanted=subscriptions)
    for message in messages:
        tell(message, whole=dry_run)
    if not messages and not is_quiet():
        say("Nobody has to be told anything.")
    failed = sum(bool(message.failed) for message in messages)
    if failed:
        raise MediawatchError(
            f"{count(failed, 'message was', 'messages were')} not taken; what they say is told by a later run.",
            "See why with `mediawatch list subscriptions`, and try one: mediawatch subscription try 2",
        )


def tell(message: Message, *, whole: bool) -> None:
    """Who was told, or would be, and what."""
    import sys

    from mediawatch.cli.printing import say, warn
    from mediawatch.exporters.digest import write_text

    name = f"{message.person} ({message.place})"
    if message.failed:
        warn(f"{name} was not told: {message.failed}")
    elif whole and message.digest.sections:
        say(f"{name} would be told:")
        write_text(message.digest, sys.stdout)
        say("")
    elif whole:
        say(f"{name} would be told nothing.")
    elif not is_quiet():
        say(f"{name} was told: {message.digest.sentence}")
