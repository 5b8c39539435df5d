"""`mediawatch rebuttal`: write, approve, publish and supersede the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mediawatch.cli.command import Group
from mediawatch.cli.marking import marking_options, read_level
from mediawatch.cli.options import REBUTTAL, changing_options, sit_down
from mediawatch.cli.rebuttal_out import check, deliver, publish, say_done
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.model import Ref

F = TypeVar("F", bound=Callable[..., Any])

NO_TEXT = (
    "The text of the rebuttal is missing.",
    "Give it with --text, --text-file FILE, or - for standard input.",
)
NO_COMMENT = (
    "The comment is missing.",
    "Give it with --text, --text-file FILE, or - for standard input.",
)


def evidence_option(function: F) -> F:
    """What supports it."""
    return click.option(
        "--evidence",
        multiple=True,
        metavar="FILE|URL|CITATION",
        help="What supports it: a file or an address, kept in the record, or a citation (x5); may be given again.",
    )(function)


def text_options(function: F) -> F:
    """Where the text comes from."""
    for option in (
        click.option("--text-file", metavar="FILE", help="The text from a file; - is standard input."),
        click.option("--text", metavar="TEXT", help="The text."),
    ):
        function = option(function)
    return function


def read_given(text: str | None, text_file: str | None, dash: str | None) -> str | None:
    """The text that was given, or None."""
    from mediawatch.cli.long_text import read_long_text

    if dash not in (None, "-"):
        raise InputError(
            f"{dash!r} is not understood here.", "Give the text with --text, --text-file FILE or -."
        )
    return read_long_text(text, text_file, option="--text", piped=dash is not None)


dash_argument = click.argument("dash", required=False, metavar="[-]")


@click.group(
    cls=Group,
    examples="""
    mediawatch rebuttal add 7 --text-file answer.txt --evidence accounts.pdf
    mediawatch rebuttal approve 3
    mediawatch rebuttal publish 3 --on 2026-03-06 --url https://northgate.example/statement
    mediawatch rebuttal deliver 3 --channel letter --outlet "The Gazette" --to "the editor"
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
@evidence_option
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
    say_done(
        done,
        f"Drafted b{done.rebuttal}, which answers {answered}.",
        f"mediawatch rebuttal approve {done.rebuttal}",
    )


@rebuttal.command(
    "comment",
    short_help="Write a remark beside the text; it is in no export.",
    examples="""
    mediawatch rebuttal comment 3 --text "Give the figure for May too."
    mediawatch rebuttal comment b3
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@dash_argument
@text_options
@changing_options
def comment(rebuttal: Ref, dash: str | None, text: str | None, text_file: str | None) -> None:
    """Write a remark beside REBUTTAL as it stands. `show` has it; no export and no page has it.

    It goes with a draft that is deleted, and stays with what was approved.
    """
    from mediawatch.cli.long_text import fill_in
    from mediawatch.journeys.approval import comment_on_rebuttal
    from mediawatch.journeys.rebuttals import read_form_text

    given = read_given(text, text_file, dash)
    with sit_down() as desk:
        if given is None:
            done = fill_in(
                lambda: f"\n# Write the remark on {rebuttal} above. Lines that begin with # are not read.\n",
                lambda form: comment_on_rebuttal(desk, rebuttal.number, read_form_text(form)),
                missing=NO_COMMENT[0],
                advice=NO_COMMENT[1],
            )
        else:
            done = comment_on_rebuttal(desk, rebuttal.number, given)
    say_done(
        done, f"Commented on b{done.rebuttal}, version {done.version}.", f"mediawatch show b{done.rebuttal}"
    )


@rebuttal.command(
    "send-back",
    short_help="Send a text back to be written again, and say why.",
    examples="""
    mediawatch rebuttal send-back 3 --text "The figure is that of 2024. Give the one of 2025."
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@dash_argument
@text_options
@changing_options
def send_back(rebuttal: Ref, dash: str | None, text: str | None, text_file: str | None) -> None:
    """Send REBUTTAL back to whoever writes it, with a comment that says what has to change.

    What was approved and not published yet needs approval again.
    """
    from mediawatch.cli.long_text import fill_in
    from mediawatch.journeys.approval import send_back as send_text_back
    from mediawatch.journeys.rebuttals import read_form_text

    given = read_given(text, text_file, dash)
    with sit_down() as desk:
        if given is None:
            done = fill_in(
                lambda: (
                    f"\n# Write above what has to change in {rebuttal}. Lines that begin with # are not read.\n"
                ),
                lambda form: send_text_back(desk, rebuttal.number, read_form_text(form)),
                missing=NO_COMMENT[0],
                advice=NO_COMMENT[1],
            )
        else:
            done = send_text_back(desk, rebuttal.number, given)
    say_done(done, f"Sent b{done.rebuttal} back.", f"mediawatch set b{done.rebuttal} --text …")


@rebuttal.command(
    "support",
    short_help="Add evidence to an answer.",
    examples="""
    mediawatch rebuttal support 3 accounts.pdf https://regulator.example/register/1234
    mediawatch rebuttal support 3 payslips.pdf --confidential
    mediawatch rebuttal support 3 --drop 2
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@click.argument("evidence", nargs=-1, metavar="[FILE|URL]...")
@click.option(
    "--drop",
    multiple=True,
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Take this piece from a draft, counted as `show` lists them.",
)
@marking_options
@changing_options
def support(
    rebuttal: Ref, evidence: tuple[str, ...], drop: tuple[int, ...], confidential: bool, privileged: bool
) -> None:
    """Add what supports REBUTTAL: files and addresses, kept in the record. What was approved keeps its evidence.

    --confidential and --privileged are about the files that are added.
    """
    from mediawatch.journeys.evidence import support_rebuttal

    level = read_level(confidential, privileged)
    with sit_down() as desk:
        done = support_rebuttal(desk, rebuttal.number, evidence, drop, level)
    said = f"Changed the evidence of b{done.rebuttal}." if done.changed else "It supports that already."
    say_done(done, said, f"mediawatch show b{done.rebuttal}")


@rebuttal.command(
    "approve",
    short_help="Approve a draft; this text is kept for good.",
    examples="""
    mediawatch rebuttal approve 3
    mediawatch --by "Ama Mensah" rebuttal approve b3
    mediawatch rebuttal approve 3 --version 2 --digest 5d1c0f7d93aa
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@click.option("--on", metavar="DATE", help="The day it was approved (default: today).")
@click.option("--version", type=click.IntRange(min=1), help="Only if this is the version that stands.")
@click.option("--digest", default="", help="Only if these are the words that stand; `show` prints it.")
@changing_options
def approve(rebuttal: Ref, on: str | None, version: int | None, digest: str) -> None:
    """Approve REBUTTAL as it stands; this version of its text is kept for good.

    Refused where somebody changes the text meanwhile, where something is left to fill in, and where the record's
    settings (`approval`, `approvers`) want somebody else to approve it.
    """
    from mediawatch.journeys.rebuttals import approve_rebuttal

    with sit_down() as desk:
        done = approve_rebuttal(desk, rebuttal.number, on=on or "", version=version or 0, digest=digest)
        by = desk.by
    following = (
        f"mediawatch statement publish {done.rebuttal} --url ADDRESS --on DATE"
        if done.kind == "statement"
        else f"mediawatch rebuttal publish {done.rebuttal} --on DATE --url ADDRESS (or --to OUTLET)"
    )
    say_done(done, f"{by} approved b{done.rebuttal} (version {done.version}).", following)


rebuttal.add_command(publish)
rebuttal.add_command(deliver)


@rebuttal.command(
    "supersede",
    short_help="Write the draft that takes a published rebuttal's place.",
    examples="""
    mediawatch rebuttal supersede 3 --text-file better-answer.txt
    """,
)
@click.argument("rebuttal", type=REBUTTAL)
@dash_argument
@click.option("--title", help="Of a statement; else the one that it had.")
@text_options
@evidence_option
@marking_options
@changing_options
def supersede(
    rebuttal: Ref,
    dash: str | None,
    title: str | None,
    text: str | None,
    text_file: str | None,
    evidence: tuple[str, ...],
    confidential: bool,
    privileged: bool,
) -> None:
    """Write the draft that takes the place of REBUTTAL when it is published itself.

    What was published stays in the record, marked as superseded. --confidential and --privileged are about the files
    among the evidence.
    """
    from mediawatch.cli.long_text import fill_in
    from mediawatch.journeys.forms import OpenedForm, read_form_text, read_titled_form
    from mediawatch.journeys.rebuttals import open_successor, supersede_rebuttal

    level = read_level(confidential, privileged)
    given = read_given(text, text_file, dash)
    with sit_down() as desk:
        opened: list[OpenedForm] = []

        def make_form() -> str:
            opened.append(open_successor(desk, rebuttal.number))
            return opened[0].form

        def act(form: str) -> Any:
            called, written = read_titled_form(form) if opened[0].titled else (None, read_form_text(form))
            return supersede_rebuttal(
                desk, rebuttal.number, written, evidence, title=title or called, level=level
            )

        if given is None:
            done = fill_in(make_form, act, missing=NO_TEXT[0], advice=NO_TEXT[1])
        else:
            done = supersede_rebuttal(desk, rebuttal.number, given, evidence, title=title, level=level)
    say_done(
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
    """Delete REBUTTAL without trace, comments included. Only a draft that was never approved can be deleted."""
    from mediawatch.journeys.rebuttals import delete_rebuttal

    with sit_down() as desk:
        done = delete_rebuttal(desk, rebuttal.number)
    say_done(done, f"Deleted the draft b{done.rebuttal}.", "")


rebuttal.add_command(check)
