"""`mediawatch request`: what was asked for, what happened to it, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mediawatch.cli.command import Group
from mediawatch.cli.marking import marking_options, read_level
from mediawatch.cli.options import CLAIM, CONTACT, REPORT, REQUEST, changing_options, sit_down
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.requests import RequestDone
    from mediawatch.model import Ref

KINDS = ("correction", "clarification", "reply", "apology", "removal", "right to erasure")
STEPS = ("acknowledged", "refused", "offered", "agreed", "ruled", "appealed", "closed")
OUTCOMES = ("corrected", "clarified", "replied", "apologised", "removed", "refused", "no answer")


@click.group(
    cls=Group,
    examples="""
    mediawatch request add 7 --kind correction --to publisher --show-template
    mediawatch request add 7 --kind correction --to publisher --on 2026-03-05 --text-file letter.txt
    mediawatch request step 2 acknowledged --on 2026-03-06 --proof answer.eml
    mediawatch request outcome 2 --outcome corrected --on 2026-03-12 --proof corrected-page.html
    """,
)
def request() -> None:
    """Record what you asked of a publisher, a regulator or a court, and what came of it."""


@request.command(
    "add",
    short_help="Record that something was asked for.",
    examples="""
    mediawatch request add 7 --kind correction --to publisher --show-template
    mediawatch request add 7 --kind correction --to publisher --on 2026-03-05 --text-file letter.txt
    mediawatch request add 7 8 --kind apology --to regulator --recipient "The Press Regulator"
    mediawatch request add 7 --kind "right to erasure" --person "Ines Calloway" --text-file letter.txt
    """,
)
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@click.option(
    "--kind", type=click.Choice(KINDS), default="correction", show_default=True, help="What was asked for."
)
@click.option(
    "--to",
    "addressee",
    type=click.Choice(["publisher", "regulator", "court"]),
    default="publisher",
    show_default=True,
    help="Who was asked.",
)
@click.option(
    "--recipient", default="", metavar="NAME", help="Who it went to, where it is not the outlet itself."
)
@click.option("--person", default="", metavar="NAME", help="Whose right it is, for a right to erasure.")
@click.option("--their-reference", default="", metavar="TEXT", help="The number that they gave it.")
@click.option("--report", type=REPORT, metavar="REPORT", help="Only about what stands in this report.")
@click.option("--on", metavar="DATE", help="The day it was asked (default: today).")
@click.option("--text", metavar="TEXT", help="The letter.")
@click.option("--text-file", metavar="FILE", help="The letter from a file; - is standard input.")
@click.option(
    "--show-template",
    is_flag=True,
    help="Print a letter filled with their words, your answers and the evidence, and record nothing.",
)
@marking_options
@changing_options
def add(
    claims: tuple[str, ...],
    report: Ref | None,
    on: str | None,
    text: str | None,
    text_file: str | None,
    show_template: bool,
    confidential: bool,
    privileged: bool,
    **what: Any,
) -> None:
    """Record what you asked for, about every place where each CLAIM stands (in one report).

    Without a text, on a terminal, the letter opens in the editor, filled from the record.
    """
    from mediawatch.cli.long_text import fill_in, is_at_terminal, read_long_text
    from mediawatch.cli.printing import say_text
    from mediawatch.journeys.letters import draft_letter
    from mediawatch.journeys.requests import RequestOptions, add_request
    from mediawatch.reading.references import parse_ref

    refs = [str(parse_ref(claim, letter="c")) for claim in claims if claim != "-"]
    if not refs:
        raise InputError(
            "It is not said which claim this is about.", "Write the number of the claim before the -."
        )
    options = RequestOptions(
        **what, report=report.number if report else 0, level=read_level(confidential, privileged)
    )
    if show_template:
        with sit_down() as desk:
            say_text(draft_letter(desk, refs, options).rstrip())
        return
    letter = read_long_text(text, text_file, option="--text", piped="-" in claims)
    with sit_down() as desk:
        day = on or desk.actor().today
        if letter is None and is_at_terminal():
            done = fill_in(
                lambda: draft_letter(desk, refs, options),
                lambda form: add_request(desk, refs, options, on=day, text=form),
                missing="",
                advice="give the letter with --text-file FILE",
            )
            letter = ""
        else:
            done = add_request(desk, refs, options, on=day, text=letter or "")
        recorded = read_letter(desk, done.request)
    tell_added(done, options.kind, options.addressee, recorded)


def read_letter(desk: Any, request: int) -> str:
    """The letter of a request as it was recorded."""
    from mediawatch.model import Ref
    from mediawatch.store.reports import read_thing

    return str(read_thing(desk.record.db, Ref("q", request))["text"])


def tell_added(done: RequestDone, kind: str, addressee: str, letter: str) -> None:
    """One line on what was recorded, and what in the letter is still to be written."""
    from mediawatch.cli.printing import count, warn
    from mediawatch.cli.printing import report as report_change
    from mediawatch.reading.letters import find_gaps

    article = "an" if kind == "apology" else "a"
    report_change(
        f"q{done.request}",
        f"Recorded q{done.request}: {article} {kind} asked of the {addressee}, "
        f"about {count(done.appearances, 'place')}.",
        f"mediawatch request step {done.request} acknowledged --on DATE --proof FILE|URL",
    )
    gaps = find_gaps(letter)
    if gaps:
        warn(
            f"The letter still has gaps: {', '.join(gaps)}. "
            f"Put it right with: mediawatch set q{done.request} --text-file FILE"
        )


@request.command(
    "step",
    short_help="Record what happened to a request on its way.",
    examples="""
    mediawatch request step 2 acknowledged --on 2026-03-06 --their-reference 01234-26 --proof answer.eml
    mediawatch request step 2 offered --on 2026-03-10 --detail "A note below the article." --contact 9
    mediawatch request step 2 ruled --on 2026-06-01 --proof https://regulator.example/rulings/01234-26
    mediawatch request step 2 acknowledged --withdraw --why "It was about another article."
    """,
)
@click.argument("request", type=REQUEST)
@click.argument("step", type=click.Choice(STEPS), metavar="STEP")
@click.option("--on", metavar="DATE", help="The day it happened (default: today).")
@click.option("--detail", default=None, metavar="TEXT", help="What was said or decided.")
@click.option("--detail-file", metavar="FILE", help="The same from a file; - is standard input.")
@click.option("--their-reference", default="", metavar="TEXT", help="The number that they gave it.")
@click.option("--contact", type=CONTACT, metavar="CONTACT", help="The exchange in which it happened.")
@click.option("--proof", default="", metavar="FILE|URL", help="The page, letter or mail that shows it.")
@click.option(
    "--retrieved", default="", metavar="TIME", help="When a proof FILE was saved (default: its own time)."
)
@click.option("--withdraw", "back", is_flag=True, help="Take back a step that was recorded by mistake.")
@click.option("--why", default="", metavar="TEXT", help="Why it is taken back.")
@changing_options
def step(
    request: Ref,
    step: str,
    on: str | None,
    detail: str | None,
    detail_file: str | None,
    their_reference: str,
    contact: Ref | None,
    proof: str,
    retrieved: str,
    back: bool,
    why: str,
) -> None:
    """Record that REQUEST was acknowledged, refused, offered something, agreed, ruled on, appealed or closed (STEP)."""
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import report as report_change
    from mediawatch.cli.printing import warn
    from mediawatch.journeys.request_steps import add_step, withdraw_step

    written = read_long_text(detail, detail_file, option="--detail") or ""
    if back and (written or proof or contact or their_reference):
        raise InputError("A step is taken back as it is.", "Give only --withdraw, --why and --on.")
    if why and not back:
        raise InputError("--why belongs to --withdraw.", "Say more about a step with --detail.")
    with sit_down() as desk:
        if back:
            done = withdraw_step(desk, request.number, step, why, on=on or "")
            report_change(
                f"q{done.request}",
                f"Took back “{step}” of {done.occurred_on} from q{done.request}; it stays in the log.",
                f"mediawatch show q{done.request}",
            )
            return
        done = add_step(
            desk,
            request.number,
            step,
            on=on or desk.actor().today,
            detail=written,
            proof=proof,
            retrieved=retrieved,
            contact=contact.number if contact else 0,
            their_reference=their_reference,
        )
    following = (
        f"mediawatch request outcome {done.request} --outcome corrected --on DATE --proof FILE|URL"
        if step in ("agreed", "ruled")
        else f"mediawatch show q{done.request}"
    )
    report_change(f"q{done.request}", f"q{done.request}: {step} on {done.occurred_on}.", following)
    if not done.proven and step not in ("appealed", "closed"):
        warn("No proof was given. A step is evidence with --proof FILE|URL or --contact CONTACT.")


@request.command(
    "outcome",
    short_help="Record what came of a request, with proof.",
    examples="""
    mediawatch request outcome 2 --outcome corrected --on 2026-03-12 --place "page 2" --proof page.html
    mediawatch request outcome 2 --outcome refused --wording "We stand by our story." --proof letter.pdf
    """,
)
@click.argument("request", type=REQUEST)
@click.option(
    "--outcome",
    required=True,
    help="What came of it.",
    is_eager=True,  # missed before the reference is looked into, which takes longer than all the rest
    type=click.Choice(OUTCOMES),
)
@click.option("--on", metavar="DATE", help="The day it happened (default: today).")
@click.option("--wording", metavar="TEXT", help="What they wrote.")
@click.option("--wording-file", metavar="FILE", help="What they wrote, from a file; - is standard input.")
@click.option("--place", default="", metavar="TEXT", help="Where it stands: page 2, below the article.")
@click.option("--prominence", default="", metavar="TEXT", help="How it is shown beside what it corrects.")
@click.option("--proof", default="", metavar="FILE|URL", help="The page, letter or mail that shows it.")
@click.option(
    "--retrieved", default="", metavar="TIME", help="When a proof FILE was saved (default: its own time)."
)
@click.option(
    "--report", type=REPORT, metavar="REPORT", help="Only in this report; else in all that it is about."
)
@click.option("--claim", type=CLAIM, metavar="CLAIM", help="Only of this claim.")
@changing_options
def outcome(
    request: Ref,
    on: str | None,
    wording: str | None,
    wording_file: str | None,
    report: Ref | None,
    claim: Ref | None,
    **what: str,
) -> None:
    """Record what came of REQUEST."""
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import count, warn
    from mediawatch.cli.printing import report as report_change
    from mediawatch.journeys.requests import OutcomeOptions, set_outcome

    options = OutcomeOptions(
        **what,
        wording=read_long_text(wording, wording_file, option="--wording") or "",
        report=report.number if report else 0,
        claim=claim.number if claim else 0,
    )
    with sit_down() as desk:
        done = set_outcome(desk, request.number, options, on=on or desk.actor().today)
    report_change(
        f"q{done.request}",
        f"q{done.request} ended as “{done.outcome}” in {count(done.appearances, 'place')}.",
        f"mediawatch show q{done.request}",
    )
    if not options.proof and options.outcome != "no answer":
        warn(f"No proof was given. Run it again with --proof FILE|URL when you have it (q{done.request}).")
