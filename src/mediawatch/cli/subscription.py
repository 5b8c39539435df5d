"""`mediawatch subscription`: who is told what, and where."""

from __future__ import annotations

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import changing_options, looking_options, sit_down

SUBSCRIPTION = click.IntRange(min=1)
KINDS = ("reports", "changes", "repeats", "outcomes", "deadlines", "waiting", "suggestions", "sources")
"""Held against journeys.news.KINDS by a test."""
STANCES = ("asserts", "repeats", "reports", "disputes", "retracts")


@click.group(
    cls=Group,
    examples="""
    mediawatch subscription add "Ada Bell" --mail ada@northgate.example --at-once --needs-answer
    mediawatch subscription add "Ama Mensah" --mail ama@northgate.example --hour 7
    mediawatch subscription add "Press room" --to press-room --at-once --about reports --about changes
    mediawatch list subscriptions
    """,
)
def subscription() -> None:
    """Say who is told what by `mediawatch notify`, and where: mail, Slack, Teams, Matrix and some hundred more.

    Where the mail server is, and what a place is, stands outside the record, since there are passwords in it:
    MEDIAWATCH_MAIL holds the server, as in mailtos://user:password@smtp.example:587?from=press@northgate.example, and
    MEDIAWATCH_PLACE_PRESS_ROOM the place press-room, as in slack://token-a/token-b/token-c/#press. Instead of the
    environment the keyring of your system will do.
    """


@subscription.command(
    "add",
    short_help="Tell a person from now on.",
    examples="""
    mediawatch subscription add "Ada Bell" --mail ada@northgate.example --at-once --outlet "The Gazette"
    mediawatch subscription add "Ada Bell" --mail ada@northgate.example --name "Northgate Food Bank"
    mediawatch subscription add "Kofi Owusu" --to signal-kofi --about sources
    """,
)
@click.argument("person")
@click.option("--mail", default="", metavar="ADDRESS", help="Write to this mail address.")
@click.option("--to", "place", default="", metavar="PLACE", help="Write to this place.")
@click.option("--at-once", is_flag=True, help="At every run of notify; without it, once a day.")
@click.option(
    "--hour",
    type=click.IntRange(0, 23),
    default=7,
    show_default=True,
    help="Once a day: not before this hour.",
)
@click.option(
    "--about", multiple=True, type=click.Choice(KINDS), help="Only news of this kind; may be repeated."
)
@click.option("--outlet", default="", metavar="NAME", help="Only what stands in this outlet.")
@click.option("--name", default="", metavar="FORM", help="Only where this watched name stands.")
@click.option("--stance", default="", type=click.Choice(("", *STANCES)), help="Only places of this stance.")
@click.option("--needs-answer", is_flag=True, help="Only what waits for our answer.")
@click.option("--confidential", is_flag=True, help="This person may see what is confidential.")
@changing_options
def add(
    person: str,
    mail: str,
    place: str,
    at_once: bool,
    hour: int,
    about: tuple[str, ...],
    outlet: str,
    name: str,
    stance: str,
    needs_answer: bool,
    confidential: bool,
) -> None:
    """Tell PERSON what is new from now on, each thing once, in whichever of their subscriptions it comes first.

    What is confidential is told only where you say --confidential; what is privileged never.
    """
    from mediawatch.cli.printing import report
    from mediawatch.journeys.subscriptions import Wanted, add_subscription

    wanted = Wanted(
        mail, place, at_once, hour, tuple(dict.fromkeys(about)), outlet, name, stance, needs_answer, confidential
    )  # fmt: skip
    with sit_down() as desk:
        number = add_subscription(desk, person, wanted)
    when = "at every run of notify" if at_once else f"once a day, from {hour}:00 on"
    report(
        str(number),
        f"Subscription {number}: {person} is told at {mail or place}, {when}.",
        f"mediawatch subscription try {number}",
    )


@subscription.command(
    "try",
    short_help="Send a message to see whether it arrives.",
    examples="""
    mediawatch subscription try 2
    """,
)
@click.argument("number", type=SUBSCRIPTION)
@looking_options
def try_(number: int) -> None:
    """Send a message that says it is one to try. Nothing is recorded."""
    from mediawatch.cli.printing import say
    from mediawatch.journeys.subscriptions import try_subscription

    with sit_down(read_only=True) as desk:
        place = try_subscription(desk, number)
    say(f"A message was taken for {place}. See whether it arrived.")


@subscription.command(
    "end",
    short_help="Tell no longer.",
    examples="""
    mediawatch subscription end 2 --why "has left the trust"
    """,
)
@click.argument("number", type=SUBSCRIPTION)
@click.option("--why", default="", help="Why.")
@changing_options
def end(number: int, why: str) -> None:
    """Tell no longer by subscription NUMBER."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.subscriptions import end_subscription

    with sit_down() as desk:
        end_subscription(desk, number, why)
    report(str(number), f"Subscription {number} has ended.", "mediawatch list subscriptions")
