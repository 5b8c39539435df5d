"""`mediawatch add`: the gate by which reports, works and cuttings come in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import REPORT, changing_options, is_quiet, json_option, sit_down
from mediawatch.cli.suggestion import tell_suggestions
from mediawatch.errors import FetchError, InputError, MediawatchError, ReadError

if TYPE_CHECKING:
    from mediawatch.journeys.added import Added, AddOptions
    from mediawatch.journeys.desk import Desk
    from mediawatch.model import Ref

MENTIONS_SHOWN = 5
"""Sentences that name us, shown when a report is added; `show` has them all."""


@click.command(
    cls=Command,
    examples="""
    mediawatch add https://paper.example/2026/food-bank-story
    mediawatch add saved.html --url https://paper.example/2026/food-bank-story --retrieved 2026-03-04T09:15
    mediawatch add annual-report.pdf --outlet "The Charity Regulator"
    mediawatch add --from addresses.txt
    mediawatch add --work https://northgate.example/statement
    mediawatch add --typed --outlet "The Gazette" --published 2026-03-04 --place "page 7" --text-file cutting.txt
    mediawatch add --typed --report 4 --text-file what-the-scan-says.txt
    """,
)
@click.argument("what", nargs=-1, metavar="[URL|FILE]...")
@click.option("--url", default="", help="Where a FILE or a cutting comes from.")
@click.option(
    "--retrieved",
    default="",
    metavar="TIME",
    help="When a FILE was saved (default: its own time), or a cutting was found (default: now).",
)
@click.option("--work", is_flag=True, help="One of our own publications, not a report about us.")
@click.option("--typed", is_flag=True, help="A print or broadcast cutting: a typed text without a page.")
@click.option("--outlet", default="", metavar="NAME", help="Who published it.")
@click.option("--published", default="", metavar="DATE", help="When: 2026-03-04, 2026-03 or 2026.")
@click.option("--place", default="", help='Page or time code ("page 7", "00:12:40").')
@click.option("--title", default="", help="What it is called, where the page does not say.")
@click.option("--author", default="", metavar="NAME", help="Who wrote it, where the page does not say.")
@click.option(
    "--medium",
    type=click.Choice(["web", "pdf", "print", "broadcast", "mail", "post"]),
    help="In what it was published.",
)
@click.option("--text-file", metavar="FILE", help="With --typed: the text; - is standard input.")
@click.option("--scan", metavar="FILE", help="With --typed: a scan or recording, kept by its digest.")
@click.option(
    "--report", type=REPORT, metavar="REPORT", help="With --typed: a report without a text (a scan)."
)
@click.option(
    "--from", "from_list", metavar="FILE", help="A list, one address on each line; - is standard input."
)
@click.option(
    "--ignore-robots", is_flag=True, help="Fetch although robots.txt asks not to; this is recorded."
)
@json_option
@changing_options
def add(
    what: tuple[str, ...],
    url: str,
    retrieved: str,
    work: bool,
    typed: bool,
    outlet: str,
    published: str,
    place: str,
    title: str,
    author: str,
    medium: str | None,
    text_file: str | None,
    scan: str | None,
    report: Ref | None,
    from_list: str | None,
    ignore_robots: bool,
    as_json: bool,
) -> None:
    """Add addresses, files or a typed cutting to the record.

    What came is archived byte for byte, read, and searched for your names. A page that is no article (a
    refusal, a consent wall) is kept as a failed capture, and you are told what to do. Adding the same thing
    twice changes nothing.
    """
    from mediawatch.cli.progress import watched
    from mediawatch.journeys.added import AddOptions

    typed = typed or report is not None
    if not typed and (text_file is not None or scan is not None):
        raise InputError("--text-file and --scan go with --typed.", "To add a file, write its name alone.")
    if typed and (work or from_list):
        raise InputError("--typed does not go with --work or --from.", "See mediawatch add --help.")
    with sit_down() as desk, watched(desk, "looked through"):
        if typed:
            from mediawatch.cli.cutting import read_cutting
            from mediawatch.journeys.typed import add_typed

            cutting = read_cutting(
                what, url, retrieved, outlet, published, place, title, author, medium, text_file, scan, report
            )
            finish([add_typed(desk, cutting)], as_json=as_json)
            return
        options = AddOptions(
            address=url,
            retrieved=retrieved,
            as_work=work,
            ignore_robots=ignore_robots,
            outlet=outlet,
            published=published,
            title=title,
            author=author,
            place=place,
            medium=medium or "",  # type: ignore[arg-type]
        )
        if from_list is not None:
            add_all(desk, what, from_list, options, as_json=as_json)
        else:
            add_each(desk, what, options, as_json=as_json)


def add_each(desk: Desk, what: tuple[str, ...], options: AddOptions, *, as_json: bool) -> None:
    """Add what stands on the command line; one that fails does not keep the others out."""
    from mediawatch.cli import explain
    from mediawatch.journeys.add import add_anything

    if not what:
        raise InputError(
            "There is nothing to add.",
            "Name an address or a file, or see mediawatch add --help for cuttings.",
        )
    if len(what) > 1 and options.address:
        raise InputError(
            "--url says where one file comes from, and there are several.", "Add them one by one."
        )
    results: list[Added] = []
    worst = 0
    for one in what:
        try:
            added = add_anything(desk, one, options)
        except (InputError, FetchError, ReadError) as error:
            if len(what) == 1:
                raise
            worst = max(worst, explain(named(one, error)))
            continue
        results.append(added)
        if not as_json:
            tell(added)
    if as_json:
        finish(results, as_json=True, told=True)
    if any(not added.ref for added in results):
        worst = max(worst, 1)
    if worst:
        raise click.exceptions.Exit(worst)


def named(what: str, error: MediawatchError) -> MediawatchError:
    """The same error, saying which of several things it is about."""
    if what not in error.message:
        error.message = f"{what}: {error.message}"
    return error


def add_all(desk: Desk, what: tuple[str, ...], from_list: str, options: AddOptions, *, as_json: bool) -> None:
    """Add a list of addresses, with progress, a total, and the failures by name."""
    from mediawatch.cli.long_text import read_long_text
    from mediawatch.cli.printing import count, hint, print_object, say
    from mediawatch.journeys.add import add_list

    if what or options.address:
        raise InputError(
            "--from reads its addresses from a list.", "Leave out the other addresses and --url."
        )
    lines = (read_long_text(None, from_list, option="--from") or "").splitlines()
    try:
        done = add_list(desk, lines, options, show_progress)
    finally:
        show_progress(0, 0, "")
    if as_json:
        print_object(asdict(done))
    elif is_quiet():
        say(str(done.added))
    else:
        following = " Next: mediawatch list reports" if done.added else ""
        say(
            f"Of {count(done.total, 'address', 'addresses')}: {done.added:,} added, {done.known:,} known before, "
            f"{len(done.failed):,} failed.{following}"
        )
    for address, why in done.failed:
        hint(f"Failed: {why}" if address in why else f"Failed: {address}: {why}")
    if done.failed:
        raise click.exceptions.Exit(1)


def show_progress(done: int, total: int, what: str) -> None:
    """One line on a terminal that is written again and again, and wiped at the end (total 0)."""
    if not sys.stderr.isatty():
        return
    from mediawatch.cli.progress import write_line

    write_line(f"{done + 1} of {total}: {what}" if total else "")


def finish(results: Iterable[Added], *, as_json: bool, told: bool = False) -> None:
    """Print what became of what was added."""
    from mediawatch.cli.printing import print_json

    results = list(results)
    if as_json:
        print_json(asdict(added) for added in results)
    if told:
        return
    for added in results:
        if not as_json:
            tell(added)
    if any(not added.ref for added in results):
        raise click.exceptions.Exit(1)


def tell(added: Added) -> None:
    """One line on what was added, with where it names us below; a failed capture says what to do."""
    from mediawatch.cli import complain
    from mediawatch.cli.printing import count, report, say, say_date, warn

    if not added.ref:
        complain(
            f"{added.why or f'{added.address} gave no article ({added.outcome}).'} {added.advice}".strip()
        )
        return
    where = ", ".join(part for part in (added.outlet, say_date(added.published)) if part)
    thing = f"“{added.title}” ({where})"
    number = added.ref[1:]
    pin = f'mediawatch claim add {number} --quote "…" --claim "…"'
    if added.checked:
        report(added.ref, f"{added.ref} stands as it did: {thing}; nothing was changed.")
    elif not added.new and not added.new_capture:
        report(added.ref, f"{added.ref} is in the record already: {thing}; nothing was changed.")
    elif added.outcome != "read":
        report(
            added.ref, f"Recorded {added.ref}: {thing}, without a text. {added.why} {added.advice}".rstrip()
        )
    elif added.ref.startswith("w"):
        said = "Recorded" if added.new else "Kept a new version of"
        report(
            added.ref,
            f"{said} {added.ref}: {thing}, a work of ours{say_cited(added)}.",
            f"mediawatch show {added.ref}",
        )
    else:
        said = "Recorded" if added.new else "Read again"
        mentions = count(len(added.mentions), "mention") if added.mentions else "names nobody watched"
        cited = f", {count(len(added.citations), 'citation')} of our works" if added.citations else ""
        report(added.ref, f"{said} {added.ref}: {thing}, {mentions}{cited}.", pin)
    if not is_quiet():
        sentences = list(dict.fromkeys(" ".join(mention.sentence.split()) for mention in added.mentions))
        for sentence in sentences[:MENTIONS_SHOWN]:
            say(f"  {sentence}")
        if len(sentences) > MENTIONS_SHOWN:
            say(
                f"  … and {count(len(sentences) - MENTIONS_SHOWN, 'more sentence')}: mediawatch show {added.ref}"
            )
        if added.citations:
            from mediawatch.cli.citation import tell_seen

            tell_seen(added.citations, "mediawatch list citations")
        tell_suggestions(added.suggestions)
    for warning in added.warnings:
        warn(warning)


def say_cited(added: Added) -> str:
    """For a work: in how many reports it is cited, of those that were looked through."""
    from mediawatch.cli.printing import count

    if not added.looked_through:
        return ""
    found = count(len(added.citations), "citation") if added.citations else "no citation"
    return f"; {found} in {count(added.looked_through, 'report')}"
