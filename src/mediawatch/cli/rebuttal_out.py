"""`mediawatch rebuttal publish`, `deliver` and `check`: where an answer went, and whether its evidence still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import (
    CONTACT,
    REBUTTAL,
    REQUEST,
    changing_options,
    is_quiet,
    json_option,
    sit_down,
)

if TYPE_CHECKING:
    from mediawatch.journeys.evidence_check import Found
    from mediawatch.journeys.rebuttal_done import RebuttalDone
    from mediawatch.model import Ref

CHANNELS = ("our site", "mail", "letter", "telephone", "in person", "post", "form")
"""Held against journeys.deliveries by a test."""


@click.command(
    "publish",
    cls=Command,
    short_help="Record that an approved rebuttal went out.",
    examples="""
    mediawatch rebuttal publish 3 --url https://northgate.example/statement
    mediawatch rebuttal publish 3 --on 2026-03-06 --at 16:05 --url https://northgate.example/statement
    mediawatch rebuttal publish 3 --on 2026-03-06 --to "The Gazette"
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@click.option("--on", metavar="DATE", help="The day it went out (default: today).")
@click.option("--at", default="", metavar="TIME", help="The time of that day on the record's clocks: 16:05.")
@click.option("--url", default="", help="Where it stands on your site.")
@click.option("--to", default="", metavar="OUTLET", help="To which outlet it was sent.")
@changing_options
def publish(rebuttal: Ref, on: str | None, at: str, url: str, to: str) -> None:
    """Record that REBUTTAL went out: on your site (--url), or to an outlet (--to). Once for each place.

    With neither it is recorded as published by you, at no address. `rebuttal deliver` records letters, calls and
    whoever got it; `statement publish` records a statement's page too.
    """
    from mediawatch.journeys.rebuttals import publish_rebuttal

    with sit_down() as desk:
        day = on or desk.actor().today
        done = publish_rebuttal(desk, rebuttal.number, on=day, at=at, address=url, to=to)
    say_delivered(done, url, at)


@click.command(
    "deliver",
    cls=Command,
    short_help="Record where else it went: a letter, a mail, a call.",
    examples="""
    mediawatch rebuttal deliver 3 --channel letter --outlet "The Gazette" --to "the editor" --on 2026-03-06
    mediawatch rebuttal deliver 3 --channel mail --to letters@gazette.example --request 2
    mediawatch rebuttal deliver 3 --channel post --url https://social.example/@northgate/114
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    required=True,
    is_eager=True,  # missed before the reference is looked into, which takes longer than all the rest
    help="How it went: a post is one on social media, a form one on somebody's site.",
)
@click.option("--outlet", default="", metavar="NAME", help="To which outlet.")
@click.option("--to", default="", metavar="WHOM", help="To whom: a person, a desk, a mail address.")
@click.option("--on", metavar="DATE", help="The day (default: today).")
@click.option("--at", default="", metavar="TIME", help="The time of that day on the record's clocks: 16:05.")
@click.option("--url", default="", help="Where it stands, where it stands anywhere.")
@click.option("--contact", type=CONTACT, metavar="CONTACT", help="The contact of which it was part.")
@click.option("--request", type=REQUEST, metavar="REQUEST", help="The request with which it went.")
@changing_options
def deliver(
    rebuttal: Ref,
    channel: str,
    outlet: str,
    to: str,
    on: str | None,
    at: str,
    url: str,
    contact: Ref | None,
    request: Ref | None,
) -> None:
    """Record where REBUTTAL went, and how. Once for each place. A claim is answered from the first delivery on."""
    from mediawatch.journeys.deliveries import Delivery, deliver_rebuttal

    with sit_down() as desk:
        delivery = Delivery(
            on=on or desk.actor().today,
            at=at,
            address=url,
            outlet=outlet,
            to=to,
            channel=channel,
            contact=contact.number if contact else 0,
            request=request.number if request else 0,
        )
        done = deliver_rebuttal(desk, rebuttal.number, delivery)
    say_delivered(done, url, at)


def say_delivered(done: RebuttalDone, url: str, at: str) -> None:
    """One line on where it went."""
    where = f" at {url}" if url else ""
    say_done(
        done,
        f"b{done.rebuttal} was {done.went}{where} on {say_day_typed(done.day)}{f', {at}' if at else ''}.",
        f"mediawatch show c{done.claims[0]}" if done.claims else "",
    )


@click.command(
    "check",
    cls=Command,
    short_help="Look whether the evidence on the web is still there.",
    examples="""
    mediawatch rebuttal check
    mediawatch rebuttal check 3 5
    """,
)
@click.argument("rebuttals", nargs=-1, type=REBUTTAL, metavar="[REBUTTAL]...")
@json_option
@changing_options
def check(rebuttals: tuple[Ref, ...], as_json: bool) -> None:
    """Fetch each address that supports REBUTTAL (or all that stand), and note what it gives.

    A page that changed is captured again; one that is not there leaves a problem. Files are kept in the record, and
    `verify` checks those. Ends with exit code 1 when something cannot be looked up any more.
    """
    from dataclasses import asdict

    from mediawatch.cli.add import show_progress
    from mediawatch.cli.printing import print_json
    from mediawatch.journeys.evidence_check import MISSING, check_evidence

    with sit_down() as desk:
        try:
            found = check_evidence(desk, [ref.number for ref in rebuttals], show_progress)
        finally:
            show_progress(0, 0, "")
    if as_json:
        print_json(asdict(one) for one in found)
    else:
        say_found(found)
    if any(one.found in MISSING for one in found):
        raise click.exceptions.Exit(1)


def say_found(found: list[Found]) -> None:
    """A line for each address, and a sentence for each that is not as it was."""
    from mediawatch.cli.printing import count, hint, print_aligned, warn
    from mediawatch.journeys.evidence_check import MISSING
    from mediawatch.visible import make_visible

    missing = [one for one in found if one.found in MISSING]
    if is_quiet():
        for number in sorted({number for one in missing for number in one.rebuttals}):
            click.echo(f"b{number}")
        return
    if not found:
        hint("No evidence lies on the web, so there is nothing to check.")
        return
    print_aligned(
        [
            [" ".join(f"b{number}" for number in one.rebuttals), one.found, make_visible(one.address)]
            for one in found
        ]
    )
    for one in found:
        if one.why:
            warn(one.why)
    fine = len(found) - len(missing)
    hint(
        f"Of {count(len(found), 'address', 'addresses')}: {fine:,} there, {len(missing):,} not."
        + (" Next: mediawatch list problems" if missing else "")
    )


def say_day_typed(typed: str) -> str:
    """A day that was typed and understood, in words where it is written as 2026-03-04."""
    from mediawatch.exporters.moments import say_day

    return say_day(typed, "day")


def say_done(done: RebuttalDone, sentence: str, following: str) -> None:
    """One line on what became of the rebuttal, and what has to be known besides."""
    from mediawatch.cli.printing import report, warn

    report(f"b{done.rebuttal}", sentence, following)
    for warning in done.warnings:
        warn(warning)
