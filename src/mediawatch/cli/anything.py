"""Commands on anything: `set`, `note`, `withdraw`, `reinstate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import ANYTHING, changing_options, sit_down

if TYPE_CHECKING:
    from mediawatch.model import Ref


@click.command(
    "set",
    cls=Command,
    examples="""
    mediawatch set r12 --title "Food bank under fire" --published 2026-03-04
    mediawatch set r12 --outlet "The Gazette" --place "page 7"
    mediawatch set c7 --claim "Half of all donations go on salaries."
    mediawatch set c7 --owner "Ama Mensah" --due 2026-12-01
    mediawatch set c7 --owner ""
    mediawatch set b3 --text-file answer.txt
    """,
)
@click.argument("ref", type=ANYTHING)
@click.option("--title", help="What it is called.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--published", metavar="DATE", help="2026-03-04, 2026-03 or 2026.")
@click.option("--author", metavar="NAME", help="Who wrote it.")
@click.option("--place", help="Page or time code.")
@click.option("--language", metavar="TAG", help="Such as en-GB.")
@click.option(
    "--medium",
    type=click.Choice(["web", "pdf", "print", "broadcast", "mail", "post"]),
    help="In what it was published.",
)
@click.option("--claim", metavar="SENTENCE", help="The claim in our own words.")
@click.option("--owner", metavar="NAME", help='Who looks after a report or claim; "" for nobody.')
@click.option("--due", metavar="DATE", help='The day by which it is to be done; "" for none.')
@click.option("--recipient", metavar="NAME", help="Who a request went to.")
@click.option("--person", metavar="NAME", help="Whose right it is, for a right to erasure.")
@click.option("--their-reference", metavar="TEXT", help="The number that they gave a request.")
@click.option("--on", metavar="DATE", help="The day on which a request was made.")
@click.option("--text", metavar="TEXT", help="The text of a draft rebuttal, or the letter of a request.")
@click.option("--text-file", metavar="FILE", help="The text from a file; - is standard input.")
@changing_options
def set_(ref: Ref, text: str | None, text_file: str | None, **fields: str | None) -> None:
    """Correct what is recorded about REF: r12 a report, c7 a claim, b3 a draft, w2 a work, q4 a request.

    The correction stands in the log; what the machine read is kept beside it.
    """
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import report
    from mediawatch.journeys.correct import set_fields

    given = {name.replace("_", "-"): value for name, value in fields.items() if value is not None}
    written = read_long_text(text, text_file, option="--text")
    if written is not None:
        given["text"] = written
    with sit_down() as desk:
        changed = set_fields(desk, ref, given)
    if changed.before == changed.after:
        report(str(ref), f"{ref} says that already; nothing was changed.")
    else:
        report(str(ref), f"Set {', '.join(given)} of {ref}.", f"mediawatch show {ref}")


@click.command(
    cls=Command,
    examples="""
    mediawatch note r12 "The editor rang: a correction is planned for Friday."
    mediawatch note c7 --text-file minutes.txt
    """,
)
@click.argument("ref", type=ANYTHING)
@click.argument("body", required=False, metavar="[TEXT]")
@click.option("--text-file", metavar="FILE", help="The note from a file; - is standard input.")
@changing_options
def note(ref: Ref, body: str | None, text_file: str | None) -> None:
    """Write a note beside REF. Notes are never changed; write another."""
    from mediawatch.cli.long_text import fill_in, read_long_text
    from mediawatch.cli.printing import report
    from mediawatch.journeys.correct import add_note
    from mediawatch.journeys.rebuttals import read_form_text

    written = read_long_text(body, text_file, option="--text")
    with sit_down() as desk:
        if written is None:
            fill_in(
                lambda: f"\n# Write the note on {ref} above. Lines that begin with # are not read.\n",
                lambda form: add_note(desk, ref, read_form_text(form)),
                missing="The note is missing.",
                advice="Write it after the reference, or give it with --text-file FILE.",
            )
        else:
            add_note(desk, ref, written)
    report(str(ref), f"Noted beside {ref}.", f"mediawatch show {ref}")


@click.command(
    cls=Command,
    examples="""
    mediawatch withdraw r12 --why "added twice: see r9"
    """,
)
@click.argument("ref", type=ANYTHING)
@click.option(
    "--why",
    required=True,
    is_eager=True,  # missed before the reference is looked into, which takes longer than all the rest
    metavar="REASON",
    help="Why; it stands in the log.",
)
@changing_options
def withdraw(ref: Ref, why: str) -> None:
    """Take REF out of lists, counts and exports. It stays in the log and can be reinstated."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.correct import withdraw as withdraw_thing

    with sit_down() as desk:
        withdraw_thing(desk, ref, why)
    report(str(ref), f"Withdrew {ref}; it stays in the log, and `mediawatch reinstate {ref}` brings it back.")


@click.command(
    cls=Command,
    examples="""
    mediawatch reinstate r12
    """,
)
@click.argument("ref", type=ANYTHING)
@changing_options
def reinstate(ref: Ref) -> None:
    """Bring back REF, which was withdrawn."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.correct import reinstate as reinstate_thing

    with sit_down() as desk:
        reinstate_thing(desk, ref)
    report(str(ref), f"Brought back {ref}.", f"mediawatch show {ref}")
