"""`mediawatch rebuttal`: write, approve, publish and supersede the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mediawatch.cli.command import Group
from mediawatch.cli.marking import marking_options, read_level
from mediawatch.cli.options import REBUTTAL, changing_options, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.desk import Desk
    from mediawatch.journeys.rebuttals import RebuttalDone
    from mediawatch.model import Ref

F = TypeVar("F", bound=Callable[..., Any])

NO_TEXT = (
    "The text of the rebuttal is missing.",
    "Give it with --text, --text-file FILE, or - for standard input.",
)


def text_options(function: F) -> F:
    """Where the text comes from, and what supports it."""
    for option in (
        click.option(
            "--evidence",
            multiple=True,
            metavar="FILE|URL",
            help="What supports it: a file or an address, kept in the record; may be given again.",
        ),
        click.option("--text-file", metavar="FILE", help="The text from a file; - is standard input."),
        click.option("--text", metavar="TEXT", help="The text."),
    ):
        function = option(function)
    return function


@click.group(
    cls=Group,
    examples="""
    mediawatch rebuttal add 7 --text-file answer.txt --evidence accounts.pdf
    mediawatch rebuttal approve 3
    mediawatch rebuttal publish 3 --on 2026-03-06 --url https://northgate.example/statement
    """,
)
def rebuttal() -> None:
    """Write, approve and publish your answer to one or more claims.

    A draft can be changed and deleted; an approved text is kept; a published one is superseded, never edited.
    """


@rebuttal.command(
    "add",
    short_help="Write a draft that answers one or more claims.",
    examples="""
    mediawatch rebuttal add 7 --text "Our audited accounts show that 9p in the pound goes on salaries."
    mediawatch rebuttal add 7 8 --text-file answer.txt --evidence accounts.pdf
    cat answer.txt | mediawatch rebuttal add 7 -
    mediawatch rebuttal add 7
    """,
)
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@text_options
@marking_options
@changing_options
def add(
    claims: tuple[str, ...],
    text: str | None,
    text_file: str | None,
    evidence: tuple[str, ...],
    confidential: bool,
    privileged: bool,
) -> None:
    """Write a draft that answers each CLAIM. Without a text a form opens in the editor.

    --confidential and --privileged are about the files among the evidence: the answer is for everybody once it is
    published.
    """
    from mediawatch.cli.long_text import fill_in, read_long_text
    from mediawatch.journeys.rebuttals import add_rebuttal, read_form_text, rebuttal_form
    from mediawatch.reading.references import parse_ref

    numbers = [parse_ref(claim, letter="c").number for claim in claims if claim != "-"]
    if not numbers:
        raise InputError(
            "It is not said which claim this answers.", "Write the number of the claim before the -."
        )
    level = read_level(confidential, privileged)
    given = read_long_text(text, text_file, option="--text", piped="-" in claims)
    with sit_down() as desk:
        if given is None:
            done = fill_in(
                lambda: rebuttal_form(desk, numbers),
                lambda form: add_rebuttal(desk, numbers, read_form_text(form), evidence, level),
                missing=NO_TEXT[0],
                advice=NO_TEXT[1],
            )
        else:
            done = add_rebuttal(desk, numbers, given, evidence, level)
    answered = " and ".join(f"c{number}" for number in done.claims)
    tell(
        done,
        f"Drafted b{done.rebuttal}, which answers {answered}.",
        f"mediawatch rebuttal approve {done.rebuttal}",
    )


@rebuttal.command(
    "approve",
    short_help="Approve a draft; this text is kept for good.",
    examples="""
    mediawatch rebuttal approve 3
    mediawatch --by "Ama Mensah" rebuttal approve b3
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@click.option("--on", metavar="DATE", help="The day it was approved (default: today).")
@changing_options
def approve(rebuttal: Ref, on: str | None) -> None:
    """Approve REBUTTAL as it stands; this version of its text is kept for good."""
    from mediawatch.journeys.rebuttals import approve_rebuttal

    with sit_down() as desk:
        done = approve_rebuttal(desk, rebuttal.number, on=on or "")
        by = desk.by
    tell(
        done,
        f"{by} approved b{done.rebuttal} (version {done.version}).",
        f"mediawatch rebuttal publish {done.rebuttal} --on DATE --url ADDRESS (or --to OUTLET)",
    )


@rebuttal.command(
    "publish",
    short_help="Record that an approved rebuttal went out.",
    examples="""
    mediawatch rebuttal publish 3 --url https://northgate.example/statement
    mediawatch rebuttal publish 3 --on 2026-03-06 --to "The Gazette"
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@click.option("--on", metavar="DATE", help="The day it went out (default: today).")
@click.option("--url", default="", help="Where it stands on your site.")
@click.option("--to", default="", metavar="OUTLET", help="To which outlet it was sent.")
@changing_options
def publish(rebuttal: Ref, on: str | None, url: str, to: str) -> None:
    """Record that REBUTTAL went out: on your site (--url), or to an outlet (--to). Once for each place.

    With neither it is recorded as published by you, at no address.
    """
    from mediawatch.journeys.rebuttals import publish_rebuttal

    with sit_down() as desk:
        day = on or desk.actor().today
        done = publish_rebuttal(desk, rebuttal.number, on=day, address=url, to=to)
    where = " and ".join(part for part in (f"at {url}" if url else "", f"to {to}" if to else "") if part)
    said = "sent" if to and not url else "published"
    tell(
        done,
        f"{' '.join(part for part in (f'b{done.rebuttal} was', said, where) if part)} on {say_day_typed(day)}.",
        f"mediawatch show c{done.claims[0]}" if done.claims else "",
    )


@rebuttal.command(
    "supersede",
    short_help="Write the draft that takes a published rebuttal's place.",
    examples="""
    mediawatch rebuttal supersede 3 --text-file better-answer.txt
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@click.argument("dash", required=False, metavar="[-]")
@text_options
@changing_options
def supersede(
    rebuttal: Ref, dash: str | None, text: str | None, text_file: str | None, evidence: tuple[str, ...]
) -> None:
    """Write the draft that takes the place of REBUTTAL when it is published itself.

    What was published stays in the record, marked as superseded.
    """
    from mediawatch.cli.long_text import fill_in, read_long_text
    from mediawatch.journeys.rebuttals import read_form_text, supersede_rebuttal

    if dash not in (None, "-"):
        raise InputError(
            f"{dash!r} is not understood here.", "Give the text with --text, --text-file FILE or -."
        )
    given = read_long_text(text, text_file, option="--text", piped=dash is not None)
    with sit_down() as desk:
        if given is None:
            done = fill_in(
                lambda: superseding_form(desk, rebuttal),
                lambda form: supersede_rebuttal(desk, rebuttal.number, read_form_text(form), evidence),
                missing=NO_TEXT[0],
                advice=NO_TEXT[1],
            )
        else:
            done = supersede_rebuttal(desk, rebuttal.number, given, evidence)
    tell(
        done,
        f"Drafted b{done.rebuttal}, which takes the place of b{done.superseded} once it is published.",
        f"mediawatch rebuttal approve {done.rebuttal}",
    )


@rebuttal.command(
    "delete",
    short_help="Delete a draft that was never approved, without trace.",
    examples="""
    mediawatch rebuttal delete 3
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@changing_options
def delete(rebuttal: Ref) -> None:
    """Delete REBUTTAL without trace. Only a draft that was never approved can be deleted."""
    from mediawatch.journeys.rebuttals import delete_rebuttal

    with sit_down() as desk:
        done = delete_rebuttal(desk, rebuttal.number)
    tell(done, f"Deleted the draft b{done.rebuttal}.", "")


def superseding_form(desk: Desk, rebuttal: Ref) -> str:
    """A form that begins with the text that is to be replaced."""
    from mediawatch.journeys.show import show_thing

    before = str(show_thing(desk, rebuttal).data.get("text", ""))
    return f"{before}\n\n# Write what takes the place of {rebuttal}. Lines that begin with # are not read.\n"


def say_day_typed(typed: str) -> str:
    """A day that was typed and understood, in words where it is written as 2026-03-04."""
    from mediawatch.exporters.moments import say_day

    return say_day(typed, "day")


def tell(done: RebuttalDone, sentence: str, following: str) -> None:
    """One line on what became of the rebuttal, and what has to be known besides."""
    from mediawatch.cli.printing import report, warn

    report(f"b{done.rebuttal}", sentence, following)
    for warning in done.warnings:
        warn(warning)
