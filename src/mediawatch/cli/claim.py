"""`mediawatch claim`: pin what they say to their exact words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mediawatch.cli.command import Group
from mediawatch.cli.merging import merge, split
from mediawatch.cli.options import CLAIM, PLACE, REPORT, VERDICTS, changing_options, is_quiet, sit_down
from mediawatch.cli.suggestion import tell_suggestions
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.claims import Pinned, PinOptions
    from mediawatch.model import Ref

F = TypeVar("F", bound=Callable[..., Any])


def pin_options(function: F) -> F:
    """What says where a claim stands, and how."""
    for option in (
        click.option("--suffix", default="", metavar="WORDS", help="Words that follow the quote."),
        click.option("--prefix", default="", metavar="WORDS", help="Words that stand before the quote."),
        click.option("--nth", type=click.IntRange(min=1), help="Which of several places, counted from 1."),
        click.option(
            "--translation", default="", metavar="TEXT", help="What the quote means, where it is needed."
        ),
        click.option("--place", default="", help="Page or time code (found by itself in a PDF)."),
        click.option(
            "--stance",
            type=click.Choice(["asserts", "repeats", "reports", "disputes", "retracts"]),
            default="asserts",
            show_default=True,
            help="What the report does with the claim.",
        ),
        click.option(
            "--speaker", default="", metavar="NAME", help="Who says it, where it is not the author."
        ),
        click.option("--quote-file", metavar="FILE", help="The quote from a file; - is standard input."),
        click.option("--quote", metavar="WORDS", help="Their exact words; … or […] for what was left out."),
    ):
        function = option(function)
    return function


appearance_option = click.option(
    "--appearance",
    type=click.IntRange(min=1),
    help="Which one, as `show` numbers it, where the claim stands several times in the report.",
)


@click.group(
    cls=Group,
    examples="""
    mediawatch claim add 3 --quote "the charity spent half of it on salaries" --claim "Half goes on salaries."
    mediawatch claim pin 7 12 --quote "half of every pound" --stance repeats
    mediawatch claim merge 9 7
    mediawatch claim assess 7 --as misleading --reason "It leaves out the second half of the sentence."
    mediawatch list claims --status open
    """,
)
def claim() -> None:
    """Pin what a report says about you to its exact words.

    A claim is one assertion in one sentence of your own; it can appear in many reports.
    """


@claim.command(
    "add",
    short_help="Record a claim, pinned to its exact words in a report.",
    examples="""
    mediawatch claim add 3 --quote "spent half of it on salaries" --claim "Half of donations go on salaries."
    mediawatch claim add 3 --quote "spent half […] on salaries" --claim "Half goes on salaries." --speaker "A. Clerk"
    mediawatch claim add 3 --quote "the food bank" --nth 2 --claim "The food bank closed."
    pbpaste | mediawatch claim add 3 --quote - --claim "Half of donations go on salaries."
    mediawatch claim add x5 --claim "We say that we do not work with the council."
    mediawatch claim add 3
    """,
)
@click.argument("report", type=PLACE, metavar="REPORT|CITATION")
@click.option("--claim", "wording", metavar="SENTENCE", help="The claim in one sentence of our own.")
@pin_options
@changing_options
def add(report: Ref, wording: str | None, **pinning: Any) -> None:
    """Record a claim that REPORT makes, pinned to its exact words.

    The quote has to stand in the report's text; dashes, quotation marks and line breaks do not matter. Without
    options a form opens in the editor, with the sentences that name you beside it. For a CITATION (x5) its words
    are the quote.
    """
    from mediawatch.cli.long_text import fill_in
    from mediawatch.journeys.citations import add_claim_at
    from mediawatch.journeys.claims import add_claim, claim_form, read_claim_form

    if report.letter == "x":
        with sit_down() as desk:
            tell(add_claim_at(desk, report.number, wording or "", read_place(pinning)))
        return
    options = read_options(pinning)
    with sit_down() as desk:
        if options is None and wording is None:

            def act(form: str) -> Pinned:
                sentence, filled = read_claim_form(form)
                return add_claim(desk, report.number, sentence, filled)

            pinned = fill_in(
                lambda: claim_form(desk, report.number),
                act,
                missing="The claim and its quote are missing.",
                advice='Say them with --quote "…" and --claim "…".',
            )
        elif options is None:
            raise InputError("The claim has no quote.", 'Say their exact words with --quote "…".')
        else:
            pinned = add_claim(desk, report.number, wording or "", options)
    tell(pinned)


@claim.command(
    "pin",
    short_help="Note that a known claim stands in another report.",
    examples="""
    mediawatch claim pin 7 12 --quote "half of every pound goes on salaries" --stance repeats
    mediawatch claim pin c7 r12 --quote-file quote.txt --place "page 4"
    mediawatch claim pin 7 x5
    """,
)
@click.argument("claim", type=CLAIM)
@click.argument("report", type=PLACE, metavar="REPORT|CITATION")
@pin_options
@changing_options
def pin(claim: Ref, report: Ref, **pinning: Any) -> None:
    """Note that CLAIM stands in REPORT too, or at another place of it. For a CITATION (x5) its words are the quote."""
    from mediawatch.cli.long_text import fill_in
    from mediawatch.journeys.citations import pin_claim_at
    from mediawatch.journeys.claims import claim_form, pin_claim, read_claim_form

    if report.letter == "x":
        with sit_down() as desk:
            tell(pin_claim_at(desk, claim.number, report.number, read_place(pinning)))
        return
    options = read_options(pinning)
    with sit_down() as desk:
        if options is None:
            pinned = fill_in(
                lambda: (
                    f"# This pins {claim}; what stands after «claim:» is not read.\n"
                    + claim_form(desk, report.number)
                ),
                lambda form: pin_claim(desk, claim.number, report.number, read_claim_form(form)[1]),
                missing="The quote is missing.",
                advice='Say their exact words with --quote "…".',
            )
        else:
            pinned = pin_claim(desk, claim.number, report.number, options)
    tell(pinned)


@claim.command(
    "unpin",
    short_help="Take one appearance of a claim out, with a reason.",
    examples="""
    mediawatch claim unpin 7 12 --why "it says this of another trust"
    mediawatch claim unpin c7 r12 --appearance 31 --why "pinned twice"
    """,
)
@click.argument("claim", type=CLAIM)
@click.argument("report", type=REPORT)
@click.option("--why", required=True, is_eager=True, metavar="REASON", help="Why; it stands in the log.")
@appearance_option
@changing_options
def unpin(claim: Ref, report: Ref, why: str, appearance: int | None) -> None:
    """Take the appearance of CLAIM in REPORT out of lists, counts and exports.

    The claim stays, with its other appearances. `claim repin` brings this one back.
    """
    from mediawatch.cli.printing import count, warn
    from mediawatch.cli.printing import report as tell_of
    from mediawatch.journeys.unpin import unpin as take_out

    with sit_down() as desk:
        done = take_out(desk, claim.number, report.number, why, appearance or 0)
    left = count(done.left, "appearance") if done.left else "none"
    tell_of(
        f"c{done.claim}",
        f"Took “{done.quote}” in r{done.report} out of c{done.claim}, which has {left} left; "
        f"`mediawatch claim repin {done.claim} {done.report}` brings it back.",
    )
    for number in done.requests:
        warn(
            f"q{number} asks about it too; withdraw that if it was a mistake: mediawatch withdraw q{number} --why …"
        )


@claim.command(
    "repin",
    short_help="Bring back an appearance that was taken out.",
    examples="""
    mediawatch claim repin 7 12
    mediawatch claim repin c7 r12 --appearance 31
    """,
)
@click.argument("claim", type=CLAIM)
@click.argument("report", type=REPORT)
@appearance_option
@changing_options
def repin(claim: Ref, report: Ref, appearance: int | None) -> None:
    """Bring back the appearance of CLAIM in REPORT that `claim unpin` took out."""
    from mediawatch.cli.printing import report as tell_of
    from mediawatch.journeys.unpin import repin as bring_back

    with sit_down() as desk:
        done = bring_back(desk, claim.number, report.number, appearance or 0)
    tell_of(
        f"c{done.claim}",
        f"Brought back “{done.quote}” in r{done.report} to c{done.claim}.",
        f"mediawatch show c{done.claim}",
    )


@claim.command(
    "assess",
    short_help="Record what you judge of a claim, with the reason.",
    examples="""
    mediawatch claim assess 7 --as misleading --reason "It leaves out the second half of the sentence."
    mediawatch claim assess 7 --as false --reason-file why.txt --evidence accounts.pdf
    mediawatch claim assess 7 --as none --reason "This was meant for c9."
    mediawatch list claims --assessed misleading
    """,
)
@click.argument("claim", type=CLAIM)
@click.option(
    "--as", "verdict", type=click.Choice(VERDICTS), required=True, help="The judgement; none takes it back."
)
@click.option("--reason", metavar="TEXT", help="Why; - is standard input.")
@click.option("--reason-file", metavar="FILE", help="The reason from a file; - is standard input.")
@click.option(
    "--evidence",
    multiple=True,
    metavar="FILE|URL",
    help="What supports it: a file or an address, kept in the record; may be given again.",
)
@click.option("--on", metavar="DATE", help="The day it was judged (default: today).")
@changing_options
def assess(
    claim: Ref,
    verdict: str,
    reason: str | None,
    reason_file: str | None,
    evidence: tuple[str, ...],
    on: str | None,
) -> None:
    """Record what you judge of CLAIM, with the reason and what supports it.

    A judgement is yours; what has become of the claim (open, answered, corrected in 3 of 9) is worked out from its
    appearances. The two are shown beside each other and never mixed. The newest judgement stands.
    """
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import count, report, warn
    from mediawatch.journeys.assess import assess_claim

    given = read_long_text(reason, reason_file, option="--reason")
    with sit_down() as desk:
        done = assess_claim(desk, claim.number, verdict, given or "", evidence=evidence, on=on or "")
    said = f"Judged c{done.claim} {done.verdict}"
    if done.verdict == "none":
        said = f"Took back that c{done.claim} was judged {done.before}"
    elif done.before:
        said += f"; until now it was judged {done.before}"
    kept = f", with {count(done.evidence, 'piece')} of evidence" if done.evidence else ""
    report(f"c{done.claim}", f"{said}{kept}.", f"mediawatch show c{done.claim}")
    for warning in done.warnings:
        warn(warning)


def read_options(pinning: dict[str, Any]) -> PinOptions | None:
    """Where the claim stands, as the options say; None where no quote was given."""
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.journeys.claims import PinOptions

    quote = read_long_text(pinning.pop("quote"), pinning.pop("quote_file"), option="--quote")
    nth = pinning.pop("nth") or 0
    return None if quote is None else PinOptions(quote=quote, nth=nth, **pinning)


def read_place(pinning: dict[str, Any]) -> PinOptions:
    """What is said of a claim that a citation makes. Its words are known, so that no others may be given."""
    options = read_options(pinning)
    if options is not None:
        raise InputError("A citation has its words already.", "Leave --quote away, or name the report.")
    from mediawatch.journeys.claims import PinOptions

    said = {name: pinning[name] for name in ("speaker", "stance", "place", "translation")}
    return PinOptions(quote="", **said)


def tell(pinned: Pinned) -> None:
    """One line on what was pinned, and what follows."""
    from mediawatch.cli.printing import report

    said = "Recorded" if pinned.new_claim else "Pinned"
    how = "" if pinned.how == "exact" else ", the same words in another typography"
    where = "" if pinned.role == "article" else ", outside the article's own text"
    following = (
        f'mediawatch rebuttal add {pinned.claim} --text "…"'
        if pinned.new_claim
        else f"mediawatch show c{pinned.claim}"
    )
    report(
        f"c{pinned.claim}",
        f"{said} c{pinned.claim} in r{pinned.report}: “{pinned.quote}”{how}{where}.",
        following,
    )
    if not is_quiet():
        tell_suggestions(pinned.suggestions)


claim.add_command(merge)
claim.add_command(split)
