"""`mediawatch diff`: what was changed, word by word."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import ANYTHING, looking_options, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediawatch.exporters.changes import Gap, Line, Run
    from mediawatch.journeys.compare import Comparison
    from mediawatch.model import Ref

COLOURS = {"removed": "red", "added": "green"}
"""On a terminal, besides the marks."""


@click.command(
    cls=Command,
    examples="""
    mediawatch diff b3
    mediawatch diff b3 1 2
    mediawatch diff b3 b5
    mediawatch diff r12 --whole
    mediawatch diff b4 w2 --format html
    """,
)
@click.argument("ref", type=ANYTHING)
@click.argument("first", default="", metavar="[VERSION|REF]")
@click.argument("second", default="", metavar="[VERSION|REF]")
@click.option("--whole", is_flag=True, help="Show what did not change too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html"]),
    default="text",
    help="html is a fragment of a page.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one array of pieces, before and after.")
@looking_options
def diff(ref: Ref, first: str, second: str, whole: bool, form: str, as_json: bool) -> None:
    """Show what was changed in REF, word by word: b3 a rebuttal, r12 a report, w2 one of your works.

    Without versions the newest is compared with the one before it, or with the rebuttal that it takes the place
    of. A reference in place of a version means the newest version of that. White space does not count.
    [-Removed-] and {+added+} words are marked; a terminal shows them in colour too.
    """
    from dataclasses import asdict

    from mediawatch.cli.printing import hint, print_json
    from mediawatch.exporters.changes import fold_unchanged, set_lines, to_html
    from mediawatch.journeys.compare import compare

    if as_json and form != "text":
        raise InputError("--json and --format exclude each other.")
    with sit_down(read_only=True) as desk:
        found = compare(desk, ref, first, second)
    if as_json:
        print_json(asdict(piece) for piece in found.pieces) if found else print_json([])
        return
    if found is None:
        hint(f"{ref} has only one version, so there is nothing to compare.")
        return
    lines = set_lines(found.pieces)
    shown = lines if whole else fold_unchanged(lines)
    if form == "html":
        click.echo(to_html(shown), nl=False)
        return
    print_head(found)
    print_lines(shown)


def print_head(found: Comparison) -> None:
    """Which versions these are, and how much was changed."""
    from mediawatch.cli.printing import count, say

    say(f"from  {found.before.name}")
    say(f"to    {found.after.name}")
    if found.removed or found.added:
        say(f"{count(found.removed, 'word')} removed, {found.added:,} added")
    else:
        changed = any(piece.kind != "same" for piece in found.pieces)
        say("only signs were changed, no words" if changed else "the same words")


def print_lines(lines: Sequence[Line | Gap]) -> None:
    """The lines with marks; on a terminal in colour too, unless NO_COLOR is set (no-color.org)."""
    from mediawatch.exporters.changes import Gap, say_gap

    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    click.echo()
    for line in lines:
        if isinstance(line, Gap):
            click.echo(click.style(say_gap(line), dim=True) if coloured else say_gap(line))
        else:
            click.echo("".join(show_run(run, coloured=coloured) for run in line.runs).rstrip())


def show_run(run: Run, *, coloured: bool) -> str:
    """Words with their marks."""
    from mediawatch.exporters.changes import mark_run

    marked = mark_run(run)
    colour = COLOURS.get(run.kind)
    return click.style(marked, fg=colour) if coloured and colour else marked
