"""`mediawatch request`: what was asked for, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Group
from mediawatch.cli.marking import marking_options, read_level
from mediawatch.cli.options import REPORT, REQUEST, changing_options, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.model import Ref


@click.group(
    cls=Group,
    examples="""
    mediawatch request add 7 --kind correction --to publisher --on 2026-03-05 --text-file letter.txt
    mediawatch request outcome 2 --outcome corrected --on 2026-03-12 --proof corrected-page.html
    """,
)
def request() -> None:
    """Record what you asked of a publisher, a regulator or a court, and what came of it."""


@request.command(
    "add",
    short_help="Record that something was asked for.",
    examples="""
    mediawatch request add 7 --kind correction --to publisher --on 2026-03-05 --text-file letter.txt
    mediawatch request add 7 8 --kind apology --to regulator --recipient "The Press Regulator"
    """,
)
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@click.option(
    "--kind",
    type=click.Choice(["correction", "clarification", "reply", "apology", "removal"]),
    default="correction",
    show_default=True,
    help="What was asked for.",
)
@click.option(
    "--to",
    type=click.Choice(["publisher", "regulator", "court"]),
    default="publisher",
    show_default=True,
    help="Who was asked.",
)
@click.option(
    "--recipient", default="", metavar="NAME", help="Who it went to, where it is not the outlet itself."
)
@click.option("--report", type=REPORT, metavar="REPORT", help="Only about what stands in this report.")
@click.option("--on", metavar="DATE", help="The day it was asked (default: today).")
@click.option("--text", metavar="TEXT", help="The letter.")
@click.option("--text-file", metavar="FILE", help="The letter from a file; - is standard input.")
@marking_options
@changing_options
def add(
    claims: tuple[str, ...],
    kind: str,
    to: str,
    recipient: str,
    report: Ref | None,
    on: str | None,
    text: str | None,
    text_file: str | None,
    confidential: bool,
    privileged: bool,
) -> None:
    """Record what you asked for, about every place where each CLAIM stands (in one report)."""
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import count
    from mediawatch.cli.printing import report as report_change
    from mediawatch.journeys.requests import add_request
    from mediawatch.reading.references import parse_ref

    refs = [str(parse_ref(claim, letter="c")) for claim in claims if claim != "-"]
    if not refs:
        raise InputError(
            "It is not said which claim this is about.", "Write the number of the claim before the -."
        )
    letter = read_long_text(text, text_file, option="--text", piped="-" in claims) or ""
    with sit_down() as desk:
        done = add_request(
            desk,
            refs,
            kind=kind,
            addressee=to,
            on=on or desk.actor().today,
            text=letter,
            recipient=recipient,
            report=report.number if report else 0,
            level=read_level(confidential, privileged),
        )
    article = "an" if kind == "apology" else "a"
    report_change(
        f"q{done.request}",
        f"Recorded q{done.request}: {article} {kind} asked of the {to}, about {count(done.appearances, 'place')}.",
        f"mediawatch request outcome {done.request} --outcome corrected --on DATE --proof FILE|URL",
    )


@request.command(
    "outcome",
    short_help="Record what came of a request, with proof.",
    examples="""
    mediawatch request outcome 2 --outcome corrected --on 2026-03-12 --proof corrected-page.html
    mediawatch request outcome 2 --outcome refused --wording "We stand by our story." --proof letter.pdf
    """,
)
@click.argument("request", type=REQUEST)
@click.option(
    "--outcome",
    required=True,
    help="What came of it.",
    is_eager=True,  # missed before the reference is looked into, which takes longer than all the rest
    type=click.Choice(["corrected", "clarified", "replied", "apologised", "removed", "refused", "no answer"]),
)
@click.option("--on", metavar="DATE", help="The day it happened (default: today).")
@click.option("--wording", metavar="TEXT", help="What they wrote.")
@click.option("--wording-file", metavar="FILE", help="What they wrote, from a file; - is standard input.")
@click.option("--proof", default="", metavar="FILE|URL", help="The page, letter or mail that shows it.")
@click.option(
    "--retrieved", default="", metavar="TIME", help="When a proof FILE was saved (default: its own time)."
)
@click.option(
    "--report", type=REPORT, metavar="REPORT", help="Only in this report; else in all that it is about."
)
@changing_options
def outcome(
    request: Ref,
    outcome: str,
    on: str | None,
    wording: str | None,
    wording_file: str | None,
    proof: str,
    retrieved: str,
    report: Ref | None,
) -> None:
    """Record what came of REQUEST."""
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import count, warn
    from mediawatch.cli.printing import report as report_change
    from mediawatch.journeys.requests import set_outcome

    written = read_long_text(wording, wording_file, option="--wording") or ""
    with sit_down() as desk:
        done = set_outcome(
            desk,
            request.number,
            outcome=outcome,
            on=on or desk.actor().today,
            wording=written,
            proof=proof,
            retrieved=retrieved,
            report=report.number if report else 0,
        )
    report_change(
        f"q{done.request}",
        f"q{done.request} ended as “{done.outcome}” in {count(done.appearances, 'place')}.",
        f"mediawatch show q{done.request}",
    )
    if not proof and outcome != "no answer":
        warn(f"No proof was given. Run it again with --proof FILE|URL when you have it (q{done.request}).")
