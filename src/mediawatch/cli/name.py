"""`mediawatch name`: watch a name, retire it, try it on files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import changing_options, json_option, sit_down

if TYPE_CHECKING:
    from mediawatch.journeys.names import NameChange
    from mediawatch.model import Name

F = TypeVar("F", bound=Callable[..., Any])

NAME_KINDS = ("organisation", "alias", "person", "programme", "domain", "publication")


def name_options(function: F) -> F:
    """What says how a name is watched."""
    for option in (
        click.option(
            "--not-near", multiple=True, metavar="WORD", help="None of these words may stand near it."
        ),
        click.option("--near", multiple=True, metavar="WORD", help="One of these words must stand near it."),
        click.option("--case-sensitive", is_flag=True, help="Only in exactly these capitals (for acronyms)."),
        click.option(
            "--kind",
            type=click.Choice(NAME_KINDS),
            default="alias",
            show_default=True,
            help="What it is.",
        ),
    ):
        function = option(function)
    return function


@click.group(
    cls=Group,
    examples="""
    mediawatch name add "Northgate" --near "food bank" --not-near station
    mediawatch name try NFB saved-page.html --case-sensitive
    mediawatch list names
    """,
)
def name() -> None:
    """Watch, retire and try names: the forms of words under which you are written about."""


@name.command(
    "add",
    short_help="Watch a name from now on, and find it in what is stored.",
    examples="""
    mediawatch name add NFB --case-sensitive
    mediawatch name add "Dr Ama Mensah" --kind person
    mediawatch name add Cage --near campaign --near director --not-near bird
    """,
)
@click.argument("form")
@name_options
@changing_options
def add(form: str, kind: str, case_sensitive: bool, near: tuple[str, ...], not_near: tuple[str, ...]) -> None:
    """Watch the name FORM from now on, and find it in every text that is stored.

    Capitals, dashes, quotation marks and line breaks do not matter, and nothing is found inside a word.
    """
    from mediawatch.journeys.names import add_name

    with sit_down() as desk:
        change = add_name(desk, make_name(form, kind, case_sensitive, near, not_near))
    tell(change, f"Watching “{change.name.form}” ({change.name.kind}).")


@name.command(
    "retire",
    short_help="Stop watching a name.",
    examples="""
    mediawatch name retire NFB
    mediawatch name retire Northgate --kind alias
    """,
)
@click.argument("form")
@click.option("--kind", type=click.Choice(NAME_KINDS), help="Needed where it is watched as several kinds.")
@changing_options
def retire(form: str, kind: str | None) -> None:
    """Stop watching the name FORM. Its mentions leave the lists; the log keeps that it was watched."""
    from mediawatch.journeys.names import retire_name

    with sit_down() as desk:
        change = retire_name(desk, form, kind or "")
    tell(change, f"“{change.name.form}” ({change.name.kind}) is not watched any more.")


@name.command(
    "try",
    short_help="Show what a name would find in files; changes nothing.",
    examples="""
    mediawatch name try NFB saved-page.html report.pdf
    mediawatch name try Cage cuttings/story.txt --near campaign --not-near bird
    """,
)
@click.argument("form")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@name_options
@json_option
def try_(
    form: str,
    files: tuple[str, ...],
    kind: str,
    case_sensitive: bool,
    near: tuple[str, ...],
    not_near: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show what the name FORM would find in each FILE. It needs no record and changes nothing."""
    from dataclasses import asdict
    from pathlib import Path

    from mediawatch.cli.printing import count, print_json, say, warn
    from mediawatch.journeys.names import try_name

    wanted = make_name(form, kind, case_sensitive, near, not_near)
    tried = list(try_name(wanted, [Path(file).expanduser() for file in files]))
    if as_json:
        print_json(asdict(one) for one in tried)
    else:
        for one in tried:
            if not one.why:
                say(
                    f"{one.file}: {count(len(one.finds), 'find')}"
                    + (f" in “{one.title}”" if one.title else "")
                )
            for surface, sentence in one.finds:
                say(f"  {surface}: {' '.join(sentence.split())}")
    for one in tried:
        if one.why:
            warn(f"{one.file}: {one.why}")
    if any(one.why for one in tried):
        raise click.exceptions.Exit(1)


def make_name(
    form: str, kind: str, case_sensitive: bool, near: tuple[str, ...], not_near: tuple[str, ...]
) -> Name:
    """The name as the options say it."""
    from mediawatch.model import Name

    return Name(form, kind, case_sensitive, near, not_near)  # type: ignore[arg-type]


def tell(change: NameChange, sentence: str) -> None:
    """What a changed name changed."""
    from shlex import quote

    from mediawatch.cli.printing import count, report

    reread = (
        f"{count(change.reread, 'report')} read again"
        if change.reread
        else "There is no report to read again"
    )
    mentions = (
        f": {change.mentions_before:,} mentions before, {change.mentions_after:,} now"
        if change.reread
        else ""
    )
    following = f"mediawatch list mentions --name {quote(change.name.form)}" if change.reread else ""
    report(change.name.form, f"{sentence} {reread}{mentions}.", following)
