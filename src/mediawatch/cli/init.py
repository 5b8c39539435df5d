"""`mediawatch init`: make the record of an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import changing_options, read_path, read_user

if TYPE_CHECKING:
    from mediawatch.model import Name

QUESTIONS = (
    ("alias", "Other forms of its name that the press uses (short form, acronym, old name)"),
    ("person", "People who speak for it"),
    ("programme", "Its programmes, projects or campaigns"),
    ("domain", "Its domains (example.org)"),
    ("publication", "Titles of its publications"),
)
"""What `init` asks for on a terminal: kind of name, and what to say."""


@click.command(
    cls=Command,
    examples="""
    mediawatch init
    mediawatch init --organisation "Northgate Food Bank" --alias NFB --domain northgate.example
    mediawatch --db ~/records/northgate.db init --organisation "Northgate Food Bank" --timezone Europe/London
    """,
)
@click.option("--organisation", metavar="NAME", default="", help="Whom the record is kept for.")
@click.option("--alias", multiple=True, metavar="NAME", help="Another form of its name; may be given again.")
@click.option(
    "--person", multiple=True, metavar="NAME", help="Somebody who speaks for it; may be given again."
)
@click.option(
    "--programme", multiple=True, metavar="NAME", help="A programme or campaign; may be given again."
)
@click.option("--domain", multiple=True, metavar="DOMAIN", help="A domain of its own; may be given again.")
@click.option("--publication", multiple=True, metavar="TITLE", help="A publication; may be given again.")
@click.option(
    "--timezone", default="", metavar="ZONE", help="In which days are counted (default: this machine's)."
)
@changing_options
def init(
    organisation: str,
    alias: tuple[str, ...],
    person: tuple[str, ...],
    programme: tuple[str, ...],
    domain: tuple[str, ...],
    publication: tuple[str, ...],
    timezone: str,
) -> None:
    """Make the record of your organisation, and say under which names it is watched.

    The record is one file. Without options it asks, on a terminal. Run again it changes nothing and says so.
    """
    from mediawatch.cli.long_text import is_at_terminal
    from mediawatch.cli.printing import count, report, warn
    from mediawatch.journeys.init import init_record
    from mediawatch.model import Name

    path = read_path()
    given: dict[str, Sequence[str]] = {
        "alias": alias,
        "person": person,
        "programme": programme,
        "domain": domain,
        "publication": publication,
    }
    names = [Name(form, kind) for kind, forms in given.items() for form in forms]  # type: ignore[arg-type]
    if not (organisation or names or path.exists()) and is_at_terminal():
        organisation, names, timezone = ask(timezone)
    done = init_record(path, organisation=organisation, names=names, timezone=timezone, by=read_user())
    for warning in done.warnings:
        warn(warning)
    if done.created:
        watched = count(len(done.names_added), "watched name")
        report(str(done.path), f"Made the record {done.path} with {watched}.", "mediawatch add URL|FILE…")
    else:
        report(
            str(done.path),
            f"There is a record at {done.path} already; nothing was changed.",
            "mediawatch list names, and mediawatch name add FORM for another name",
        )


def ask(timezone: str) -> tuple[str, list[Name], str]:
    """Ask in plain words for the organisation, its names and its time zone."""
    from mediawatch.journeys.init import guess_timezone
    from mediawatch.model import Name

    organisation = str(click.prompt("What is your organisation called?", prompt_suffix=" ", err=True))
    names: list[Name] = []
    for kind, question in QUESTIONS:
        click.echo(f"\n{question}.\nOne on each line; an empty line goes on.", err=True)
        while form := str(
            click.prompt(" ", default="", show_default=False, prompt_suffix=" ", err=True)
        ).strip():
            names.append(Name(form, kind))  # type: ignore[arg-type]
    click.echo(err=True)
    if not timezone:
        timezone = str(
            click.prompt("In which time zone are days counted?", default=guess_timezone(), err=True)
        )
    return organisation, names, timezone
