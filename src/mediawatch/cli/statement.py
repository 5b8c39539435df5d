"""`mediawatch statement`: an answer to a report point by point, and its publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import REBUTTAL, REPORT, changing_options, sit_down
from mediawatch.cli.rebuttal_out import say_day_typed, say_done
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.rebuttal_done import RebuttalDone
    from mediawatch.model import Ref


@click.group(
    cls=Group,
    examples="""
    mediawatch statement draft --report 12
    mediawatch rebuttal approve 4
    mediawatch statement publish 4 --url https://northgate.example/news/statement --on 2026-03-06
    """,
)
def statement() -> None:
    """Answer a report point by point, and publish that.

    A statement is a rebuttal with a title: it is commented on, approved, delivered and superseded with
    `mediawatch rebuttal`, and stands in `mediawatch list statements`.
    """


@statement.command(
    "draft",
    short_help="Lay out a statement on a report or on claims.",
    examples="""
    mediawatch statement draft --report 12
    mediawatch statement draft --claims c1,c4 --title "What our accounts say"
    mediawatch statement draft --report 12 --text-file statement.txt
    """,
)
@click.option("--report", type=REPORT, metavar="REPORT", help="Answer every claim in this report.")
@click.option("--claims", default="", metavar="CLAIMS", help="Answer these claims: c1,c4.")
@click.option("--title", default="", help="What it is called (default: by the report).")
@click.option("--text", metavar="TEXT", help="The text, where it is written already.")
@click.option("--text-file", metavar="FILE", help="The text from a file; - is standard input.")
@changing_options
def draft(report: Ref | None, claims: str, title: str, text: str | None, text_file: str | None) -> None:
    """Lay out a statement: for each claim what they said, word for word with its address, and what is true.

    Where an answer to the claim is approved, its words and evidence stand there; what is missing stands in
    [FILL IN: …], and blocks approval until a person wrote it. On a terminal the layout opens in the editor;
    elsewhere it is stored as it is, to be changed with `set`.
    """
    from mediawatch.cli.long_text import fill_in, is_at_terminal, read_long_text
    from mediawatch.journeys.forms import read_titled_form
    from mediawatch.journeys.statements import add_statement, lay_out_statement, statement_form
    from mediawatch.reading.references import parse_ref

    given = read_long_text(text, text_file, option="--text")
    numbers = [parse_ref(claim, letter="c").number for claim in claims.replace(",", " ").split()]
    with sit_down() as desk:
        laid_out = lay_out_statement(desk, report=report.number if report else 0, claims=numbers, title=title)

        def act(form: str) -> RebuttalDone:
            called, written = read_titled_form(form)
            return add_statement(desk, laid_out, text=written, title=called)

        if given is None and is_at_terminal():
            done = fill_in(
                lambda: statement_form(desk, laid_out),
                act,
                missing="The text is missing.",
                advice="Give it with --text-file FILE.",
            )
        else:
            done = add_statement(desk, laid_out, text=given)
    left = done.to_fill
    answered = " and ".join(f"c{number}" for number in done.claims)
    to_fill = f" {left} {'place is' if left == 1 else 'places are'} left to fill in." if left else ""
    say_done(
        done,
        f"Drafted the statement b{done.rebuttal}, “{done.title}”, which answers {answered}.{to_fill}",
        f"mediawatch set b{done.rebuttal}" if left else f"mediawatch rebuttal approve {done.rebuttal}",
    )


@statement.command(
    "publish",
    short_help="Record that a statement was published, and its page as a work.",
    examples="""
    mediawatch statement publish 4 --url https://northgate.example/news/statement
    mediawatch statement publish 4 --url https://northgate.example/news/statement --on 2026-03-06 --at 16:05
    mediawatch statement publish 4 --url https://northgate.example/news/statement --file saved.html
    mediawatch statement publish 4 --text-only --on 2026-03-06
    """,
)
@click.argument("statement", type=REBUTTAL)
@click.option("--url", default="", help="Where it stands on your site.")
@click.option("--on", metavar="DATE", help="The day (default: today).")
@click.option("--at", default="", metavar="TIME", help="The time of that day on the record's clocks: 16:05.")
@click.option("--file", metavar="FILE", help="The page as you saved it, or the file that you handed out.")
@click.option("--retrieved", default="", metavar="TIME", help="When FILE was saved (default: its own time).")
@click.option("--text-only", is_flag=True, help="Fetch nothing: the approved text is the text of the work.")
@changing_options
def publish(
    statement: Ref, url: str, on: str | None, at: str, file: str | None, retrieved: str, text_only: bool
) -> None:
    """Record that STATEMENT was published, and the page on which it stands as one of your works, in one step.

    The page is fetched from --url, or taken from --file; without either the approved text stands for it. The
    publication is recorded also when the page gives nothing: you are told, the exit code is 1, and the same command
    run again records the page. You are warned where the page does not say what was approved.
    """
    from pathlib import Path

    from mediawatch.journeys.deliveries import Delivery
    from mediawatch.journeys.publication import publish_statement

    if retrieved and file is None:
        raise InputError("--retrieved says when a --file was saved.", "Add --file, or leave it out.")
    with sit_down() as desk:
        done = publish_statement(
            desk,
            statement.number,
            Delivery(on or desk.actor().today, at, url),
            file=Path(file).expanduser() if file else None,
            retrieved=retrieved,
            text_only=text_only,
        )
    day = say_day_typed(done.day)
    said = f"b{done.rebuttal} was {done.went}{f' at {url}' if url else ''} on {day}" if done.went else ""
    work = f"its page is recorded as {done.work}" if done.work else ""
    sentence = f"{' and '.join(part for part in (said, work) if part) or f'b{done.rebuttal} is as it was'}."
    say_done(
        done,
        sentence[:1].upper() + sentence[1:] if not said else sentence,
        f"mediawatch show b{done.rebuttal}",
    )
    if not done.work:
        raise click.exceptions.Exit(1)
