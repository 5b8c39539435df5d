"""Commands on anything: `set`, `note`, `withdraw`, `reinstate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.contact_fields import contact_fields
from mediawatch.cli.marking import THING, marking_options, read_level
from mediawatch.cli.options import ANYTHING, changing_options, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.desk import Desk
    from mediawatch.journeys.rebuttal_done import RebuttalDone
    from mediawatch.model import Level, Ref


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
    mediawatch set w2 --short-title "Winter figures" --old-address https://northgate.example/old/figures
    mediawatch set x5 --work w2
    mediawatch set b3 --claims c1,c4
    mediawatch set b3
    mediawatch set k9 --report 12 --on "2026-03-03 16:02" --deadline 18:00
    mediawatch set k9 --confidential
    mediawatch set note-3 --privileged
    mediawatch set file-c0ffee12 --open
    mediawatch set s6 --selector "h3 a" --at-most 30m
    """,
)
@click.argument("ref", type=THING)
@click.option("--title", help="What it is called: a report, a work, a statement.")
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
@click.option(
    "--short-title", multiple=True, metavar="TITLE", help="What people call a work; may be given again."
)
@click.option("--doi", help="The DOI of a work.")
@click.option("--isbn", help="The ISBN of a work.")
@click.option(
    "--old-address", multiple=True, metavar="URL", help="Where a work stood once; may be given again."
)
@click.option("--no-old-address", multiple=True, metavar="URL", help="Where it never stood after all.")
@click.option("--work", metavar="WORK", help="Which work a citation is of.")
@click.option("--claim", metavar="SENTENCE", help="The claim in our own words.")
@click.option("--claims", metavar="CLAIMS", help="All claims that a rebuttal answers: c1,c4.")
@click.option("--digest", default="", help="Of a rebuttal: only if these words stand; `show` prints it.")
@click.option("--owner", metavar="NAME", help='Who looks after a report or claim; "" for nobody.')
@click.option("--due", metavar="DATE", help='The day by which it is to be done; "" for none.')
@click.option("--recipient", metavar="NAME", help="Who a request went to.")
@click.option("--person", metavar="NAME", help="Whose right it is, for a right to erasure.")
@click.option("--their-reference", metavar="TEXT", help="The number that they gave a request.")
@click.option("--text", metavar="TEXT", help="The text of a draft rebuttal, or the letter of a request.")
@click.option("--text-file", metavar="FILE", help="The text from a file; - is standard input.")
@click.option("--selector", metavar="CSS", help="Which links of a listing page are meant.")
@click.option("--at-most", metavar="SPAN", help="Read a source at most this often.")
@click.option("--at-least", metavar="SPAN", help="Read a source at least this often.")
@click.option("--on", metavar="WHEN", help="The day on which a request was made, or when a contact was.")
@contact_fields
@click.option("--open", "opened", is_flag=True, help="Everybody may see it again.")
@marking_options
@changing_options
def set_(
    ref: Ref | str,
    text: str | None,
    text_file: str | None,
    digest: str,
    confidential: bool,
    privileged: bool,
    opened: bool,
    **fields: str | tuple[str, ...] | None,
) -> None:
    """Correct what is recorded about REF: r12 a report, c7 a claim, b3 a draft, w2 a work, q4 a request, x5 a citation,
    k9 a contact, s6 a source.

    The correction stands in the log; what the machine read is kept beside it. A draft leaves no trace: its words
    are changed and nothing else. With a rebuttal alone its words open in the editor.

    --confidential, --privileged and --open say who may see a contact (k9), a request (q4), a contact search (search-2),
    a note (note-3) or a file (file-7, or file- and the beginning of its SHA-256). The files of a contact or request are
    marked with it.
    """
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import report
    from mediawatch.cli.progress import watched
    from mediawatch.journeys.correct import set_fields
    from mediawatch.journeys.markings import find_ref

    given: dict[str, str] = {}
    for name, value in fields.items():
        if isinstance(value, str):
            given[name.replace("_", "-")] = value
        elif value:
            # what may be given several times: a line for each
            given[name.replace("_", "-")] = "\n".join(value)
    written = read_long_text(text, text_file, option="--text")
    if written is not None:
        given["text"] = written
    level = read_level(confidential, privileged)
    if level and opened:
        raise InputError("--open does not go with --confidential or --privileged.")
    if (level or opened) and given:
        raise InputError(
            "Who may see it and what it says are set one by one.",
            f"Leave away {', '.join(f'--{name}' for name in given)}, and set it afterwards.",
        )
    with sit_down() as desk, watched(desk, "looked through"):
        ref = find_ref(desk, ref) if isinstance(ref, str) else ref
        if level or opened:
            mark(desk, ref, level)
            return
        if ref.letter == "b" and not given:
            tell_edited(ref, edit_rebuttal(desk, ref))
            return
        changed = set_fields(desk, ref, given, digest=digest)
    if changed.before == changed.after:
        report(str(ref), f"{ref} says that already; nothing was changed.")
    else:
        report(str(ref), f"Set {', '.join(given)} of {ref}.", f"mediawatch show {ref}")


def edit_rebuttal(desk: Desk, ref: Ref) -> RebuttalDone:
    """Open the words of a draft in the editor, and store what was made of them, unless somebody was faster."""
    from mediawatch.cli.long_text import fill_in
    from mediawatch.journeys.forms import OpenedForm, read_form_text, read_titled_form, reopened_form
    from mediawatch.journeys.rebuttals import change_rebuttal, open_draft

    opened: list[OpenedForm] = []

    def make_form() -> str:
        opened.append(open_draft(desk, ref.number))
        return opened[-1].form

    def reopen(left: str) -> str:
        opened.append(reopened_form(desk, ref.number, left, opened[-1]))
        return opened[-1].form

    def act(form: str) -> RebuttalDone:
        title, text = read_titled_form(form) if opened[-1].titled else (None, read_form_text(form))
        return change_rebuttal(desk, ref.number, text, title=title, digest=opened[-1].digest)

    return fill_in(
        make_form,
        act,
        missing=f"It is not said what to set on {ref}.",
        advice="Give it with --text, --text-file FILE, --title or --claims.",
        reopen=reopen,
    )


def tell_edited(ref: Ref, done: RebuttalDone) -> None:
    """One line on what was written."""
    from mediawatch.cli.printing import report

    if done.changed:
        report(str(ref), f"Set {' and '.join(done.changed)} of {ref}.", f"mediawatch show {ref}")
    else:
        report(str(ref), f"{ref} says that already; nothing was changed.")


def mark(desk: Desk, ref: Ref, level: Level) -> None:
    """Say who may see a thing, and what became of its files."""
    from mediawatch.cli.printing import report, warn
    from mediawatch.journeys.markings import mark_thing

    done = mark_thing(desk, ref, level)
    said = f"{ref} is {level}" if level else f"Everybody may see {ref}"
    if done.before == done.level and not done.files:
        report(ref.typed, f"{said} already; nothing was changed.")
    else:
        files = (
            f", and so {'is' if len(done.files) == 1 else 'are'} {', '.join(done.files)}"
            if done.files
            else ""
        )
        report(ref.typed, f"{said} now{files}.", f"mediawatch show {ref.typed}")
    for file in done.shared:
        warn(
            f"{file} belongs to something open too, and stays as it was: mediawatch show {file.replace(' ', '-')}"
        )
    for contact in done.beside:
        warn(f"{contact} of the same exchange may quote it: mediawatch set {contact} --{level}")
    for file in done.still:
        warn(f"{file} of it is still marked: mediawatch set {file.replace(' ', '-')} --open")


@click.command(
    cls=Command,
    examples="""
    mediawatch note r12 "The editor rang: a correction is planned for Friday."
    mediawatch note c7 --text-file minutes.txt
    mediawatch note r12 --privileged "Counsel advises against a complaint."
    """,
)
@click.argument("ref", type=ANYTHING)
@click.argument("body", required=False, metavar="[TEXT]")
@click.option("--text-file", metavar="FILE", help="The note from a file; - is standard input.")
@marking_options
@changing_options
def note(ref: Ref, body: str | None, text_file: str | None, confidential: bool, privileged: bool) -> None:
    """Write a note beside REF. Notes are never changed; write another."""
    from mediawatch.cli.long_text import fill_in, read_long_text
    from mediawatch.cli.printing import report
    from mediawatch.journeys.correct import add_note
    from mediawatch.journeys.rebuttals import read_form_text

    level = read_level(confidential, privileged)
    written = read_long_text(body, text_file, option="--text")
    with sit_down() as desk:
        if written is None:
            number = fill_in(
                lambda: f"\n# Write the note on {ref} above. Lines that begin with # are not read.\n",
                lambda form: add_note(desk, ref, read_form_text(form), level),
                missing="The note is missing.",
                advice="Write it after the reference, or give it with --text-file FILE.",
            )
        else:
            number = add_note(desk, ref, written, level)
    said = f"note {number}" + (f", which is {level}" if level else "")
    report(ref.typed, f"Noted beside {ref}: {said}.", f"mediawatch show {ref.typed}")


@click.command(
    cls=Command,
    examples="""
    mediawatch withdraw r12 --why "added twice: see r9"
    mediawatch withdraw search-2 --why "the call log was not looked at after all"
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
    report(
        ref.typed,
        f"Withdrew {ref}; it stays in the log, and `mediawatch reinstate {ref.typed}` brings it back.",
    )


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
    report(ref.typed, f"Brought back {ref}.", f"mediawatch show {ref.typed}")
