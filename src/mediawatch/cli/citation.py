"""`mediawatch citation`: where reports cite your works, and what a person says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import CITATION, REPORT, WORK, changing_options, is_quiet, json_option, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.cite import Seen
    from mediawatch.journeys.look_through import Looked
    from mediawatch.model import Ref

SHOWN = 5
"""Citations that are told when something was added; `list citations` has them all."""
QUOTE_LENGTH = 90
"""Characters of their words in one line."""


@click.group(
    cls=Group,
    examples="""
    mediawatch citation find
    mediawatch list citations --flag negation
    mediawatch show x5
    mediawatch citation assess 5 --as misleading --reason "The half that is missing says the opposite."
    """,
)
def citation() -> None:
    """Find where reports quote your works, and say what is to be thought of it.

    Reports are compared with your works when either is added. A program can show what differs; whether that is
    fair is for a person to say.
    """


@citation.command(
    "find",
    short_help="Look through reports again, and grade again what is there.",
    examples="""
    mediawatch citation find
    mediawatch citation find 12 r15
    """,
)
@click.argument("reports", nargs=-1, type=REPORT, metavar="[REPORT]...")
@json_option
@changing_options
def find(reports: tuple[Ref, ...], as_json: bool) -> None:
    """Look through each REPORT, or all of them, for citations of your works, and grade again what is there.

    This happens by itself when a report or a work is added. What you rejected or withdrew is not found again.
    """
    from dataclasses import asdict

    from mediawatch.cli.printing import print_json
    from mediawatch.cli.progress import watched
    from mediawatch.journeys.look_through import find_again

    with sit_down() as desk, watched(desk, "looked through"):
        looked = find_again(desk, [report.number for report in reports], desk.progress)
    if as_json:
        print_json(asdict(one) for one in looked.seen)
    else:
        tell_looked(looked)


@citation.command(
    "add",
    short_help="Record a citation that was not found, or a screenshot.",
    examples="""
    mediawatch citation add 12 --quote "nobody was asked to leave" --work w2
    mediawatch citation add 12 --screenshot picture.png --work w2
    pbpaste | mediawatch citation add 12 --quote -
    """,
)
@click.argument("report", type=REPORT)
@click.option("--quote", metavar="WORDS", help="Their exact words; … or […] for what was left out.")
@click.option("--quote-file", metavar="FILE", help="The quote from a file; - is standard input.")
@click.option(
    "--work", type=WORK, metavar="WORK", help="Which work it is of (default: the one that has the words)."
)
@click.option("--screenshot", metavar="FILE", help="The picture of your work that they show; it is kept.")
@click.option("--nth", type=click.IntRange(min=1), help="Which of several places, counted from 1.")
@click.option("--prefix", default="", metavar="WORDS", help="Words that stand before the quote.")
@click.option("--suffix", default="", metavar="WORDS", help="Words that follow the quote.")
@changing_options
def add(
    report: Ref,
    quote: str | None,
    quote_file: str | None,
    work: Ref | None,
    screenshot: str | None,
    nth: int | None,
    prefix: str,
    suffix: str,
) -> None:
    """Record that REPORT cites a work of yours where no program found it.

    The words have to stand in the report's text, and are compared with the work that you name, or with all. A
    screenshot needs no words.
    """
    from pathlib import Path

    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import report as tell
    from mediawatch.journeys.citations import ByHand, add_citation

    words = read_long_text(quote, quote_file, option="--quote")
    said = ByHand(
        quote=words or "",
        work=work.number if work else 0,
        screenshot=Path(screenshot) if screenshot else None,
        nth=nth or 0,
        prefix=prefix,
        suffix=suffix,
    )
    with sit_down() as desk:
        done = add_citation(desk, report.number, said)
    what = f"“{shorten(done.quote)}”" if done.quote else "a screenshot"
    graded = f", {say_grade(done.grade, done.flags)}" if done.grade else ""
    of = f" of w{done.work}" if done.work else ""
    tell(
        f"x{done.citation}",
        f"Recorded x{done.citation} in r{done.report}: {what}{of}{graded}.",
        f"mediawatch show x{done.citation}",
    )


@citation.command(
    "assess",
    short_help="Say whether a citation is fair, misleading or false.",
    examples="""
    mediawatch citation assess 5 --as misleading --reason "The half that is missing says the opposite."
    mediawatch citation assess x5 --as fair --reason "They left out an aside." --evidence letter.pdf
    """,
)
@click.argument("citation", type=CITATION)
@click.option(
    "--as",
    "verdict",
    type=click.Choice(["fair", "misleading", "false", "none"]),
    required=True,
    is_eager=True,  # missed before the reference is looked into
    help="What you hold it for; none takes it back.",
)
@click.option("--reason", metavar="TEXT", help="Why; it stands beside the judgement.")
@click.option("--reason-file", metavar="FILE", help="The reason from a file; - is standard input.")
@click.option(
    "--evidence", multiple=True, metavar="FILE|URL", help="What the judgement rests on; may be given again."
)
@changing_options
def assess(
    citation: Ref, verdict: str, reason: str | None, reason_file: str | None, evidence: tuple[str, ...]
) -> None:
    """Say what is to be thought of CITATION, under your name and with a reason. What was said before stays.

    A grade says how their words differ from yours; this says whether that is fair.
    """
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import report as tell
    from mediawatch.cli.printing import warn
    from mediawatch.journeys.citations import assess_citation

    why = read_long_text(reason, reason_file, option="--reason")
    if why is None:
        raise InputError("A judgement needs a reason.", 'Say it with --reason "…" or --reason-file FILE.')
    with sit_down() as desk:
        warnings = assess_citation(desk, citation.number, verdict, why, evidence)
        by = desk.by
    said = f"{by} assessed {citation} as {verdict}."
    if verdict == "none":
        said = f"{by} took back what was said of {citation}."
    tell(str(citation), said, f"mediawatch show {citation}")
    for warning in warnings:
        warn(warning)


@citation.command(
    "reject",
    short_help="Say that a find is no citation of yours; it is not found again.",
    examples="""
    mediawatch citation reject 5 --why "a phrase that everybody uses"
    """,
)
@click.argument("citation", type=CITATION)
@click.option("--why", required=True, is_eager=True, metavar="REASON", help="Why; it stands in the log.")
@changing_options
def reject(citation: Ref, why: str) -> None:
    """Say that CITATION is none: a phrase that everybody uses, words that are not yours. It is not found again."""
    from mediawatch.cli.printing import report as tell
    from mediawatch.journeys.citations import reject_citation

    with sit_down() as desk:
        reject_citation(desk, citation.number, why)
    tell(
        str(citation),
        f"Rejected {citation}; it is not found again, and `mediawatch reinstate {citation}` brings it back.",
    )


def tell_looked(looked: Looked) -> None:
    """What came of looking through reports: one line, and the citations below."""
    from mediawatch.cli.printing import count, say

    if is_quiet():
        for one in looked.seen:
            say(f"x{one.citation}")
        return
    new = sum(one.new for one in looked.seen)
    changed = len(looked.seen) - new
    found = count(new, "new citation") + (f", {count(changed, 'new grade')}" if changed else "")
    following = " Next: mediawatch list citations" if looked.seen else ""
    say(f"Looked through {count(looked.reports, 'report')}: {found}.{following}")
    tell_seen(looked.seen, "mediawatch list citations")


def tell_seen(seen: Sequence[Seen], everything: str) -> None:
    """A line for each citation, the gravest first; `everything` is the command that has the rest."""
    from mediawatch.citing import GRADES
    from mediawatch.cli.printing import count, say

    def weigh(one: Seen) -> tuple[bool, int, int]:
        grave = GRADES.index(one.grade) if one.grade in GRADES else len(GRADES)
        return not one.flags, grave, one.citation

    for one in sorted(seen, key=weigh)[:SHOWN]:
        graded = say_grade(one.grade, one.flags) if one.grade else one.kind
        of = f" (w{one.work})" if one.work else ""
        say(f"  x{one.citation} in r{one.report}, {graded}{of}: “{shorten(one.quote)}”")
    if len(seen) > SHOWN:
        say(f"  … and {count(len(seen) - SHOWN, 'more citation')}: {everything}")


def say_grade(grade: str, flags: Sequence[str]) -> str:
    """ "silently elided, negation"."""
    return ", ".join((grade, *flags))


def shorten(quote: str) -> str:
    """Their words in one line that is not too long."""
    words = " ".join(quote.split())
    return words if len(words) <= QUOTE_LENGTH else words[: QUOTE_LENGTH - 1].rstrip() + "…"
