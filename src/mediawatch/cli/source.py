"""`mediawatch source`: the places that are watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Group
from mediawatch.cli.options import (
    changing_options,
    is_quiet,
    json_option,
    looking_options,
    sit_down,
)
from mediawatch.cli.source_past import SOURCE, backfill
from mediawatch.errors import InputError, MediawatchError

if TYPE_CHECKING:
    from mediawatch.model import Ref
    from mediawatch.sources.discovery import Candidate

KINDS = ("feed", "sitemap", "listing", "mails", "gdelt", "bluesky")
"""Held against sources.READERS by a test."""


@click.group(
    cls=Group,
    examples="""
    mediawatch source add https://gazette.example/
    mediawatch source add https://gazette.example/local --selector "h3 a" --at-most 30m
    mediawatch watch
    mediawatch source check
    mediawatch source explain https://gazette.example/2026/food-bank
    """,
)
def source() -> None:
    """Watch places: feeds, sitemaps, pages that list articles, alert mails in a mailbox, searches of GDELT and Bluesky.
    What they list that bears a name of yours becomes a report."""


source.add_command(backfill)


@source.command(
    "add",
    short_help="Watch a place.",
    examples="""
    mediawatch source add https://gazette.example/
    mediawatch source add https://gazette.example/feed.xml --kind feed --at-most 15m --at-least 6h
    mediawatch source add https://gazette.example/local --selector "h3 a" --yes
    mediawatch source add file:///home/ada/Maildir/.Alerts
    mediawatch source add --kind gdelt --query '"Northgate Food Bank"'
    mediawatch source add --from feeds.opml
    """,
)
@click.argument("address", required=False, default="")
@click.option("--kind", type=click.Choice(KINDS), help="What it is; without it, that is found out.")
@click.option("--query", default="", metavar="WORDS", help="What to look for, with --kind gdelt or bluesky.")
@click.option(
    "--from", "list_", default="", metavar="FILE", help="Watch every source in an OPML or CSV file."
)
@click.option("--selector", default="", metavar="CSS", help="Which links of a listing page are meant.")
@click.option("--title", default="", help="What you call it.")
@click.option("--outlet", default="", metavar="NAME", help="Whose it is.")
@click.option("--at-most", default="", metavar="SPAN", help="Read it at most this often (default 15m).")
@click.option("--at-least", default="", metavar="SPAN", help="Read it at least this often (default 1d).")
@click.option("--yes", is_flag=True, help="Watch the first thing that is found, without asking.")
@changing_options
def add(
    address: str,
    kind: str | None,
    query: str,
    list_: str,
    selector: str,
    title: str,
    outlet: str,
    at_most: str,
    at_least: str,
    yes: bool,
) -> None:
    """Find out what ADDRESS is (a feed, a sitemap, a page that lists articles or names its feed), show what it would
    yield now, and watch it.

    Alert mails and newsletters are read where a mail program keeps them: file:/// and a folder of .eml files, a Maildir
    or an .mbox file. --kind gdelt and --kind bluesky look for the words of --query; Bluesky answers only whoever is
    signed in, so MEDIAWATCH_BLUESKY or your keyring holds name:app-password.

    A CSV for --from has a column address, and may have kind, title, outlet, selector, at_most and at_least.
    """
    from mediawatch.cli.printing import report
    from mediawatch.journeys.sources import SourceOptions, add_source, discover_sources, make_query

    if sum(map(bool, (address, query, list_))) != 1:
        raise InputError(
            "Say one thing to watch.", "Name an address, or say --query WORDS with --kind, or --from FILE."
        )
    if list_:
        add_from(list_)
        return
    with sit_down() as desk:
        address = address or make_query(kind or "", query)
        found = discover_sources(desk, address, kind=kind or "", selector=selector)
        for candidate in found:
            if not is_quiet():
                tell(candidate)
            if yes or kind or selector or ask(candidate, last=candidate is found[-1]):
                break
        else:
            raise InputError(
                "Nothing is watched.", "Say outright what it is with --kind, or which links with --selector."
            )
        options = SourceOptions(candidate.kind, title or candidate.title, outlet, selector, at_least, at_most)
        number, new = add_source(desk, candidate.address, options)
    said = (
        f"s{number} watches {candidate.address}."
        if new
        else f"s{number} watches {candidate.address} already."
    )
    report(f"s{number}", said, "mediawatch watch")


def add_from(file: str) -> None:
    """Watch every source in a file.

    Raises:
        MediawatchError: some cannot be watched.
    """
    from pathlib import Path

    from mediawatch.cli.printing import count, report, warn
    from mediawatch.cli.progress import watched
    from mediawatch.journeys.source_lists import add_list

    with sit_down() as desk, watched(desk, "sources"):
        done = add_list(desk, Path(file).expanduser())
    for one in done:
        if one.source:
            said = "watches" if one.new else "watches already:"
            report(f"s{one.source}", f"s{one.source} {said} {one.listed.address}")
        else:
            warn(f"{file}, {one.listed.line}: {one.listed.address}: {one.trouble}")
    failed = sum(not one.source for one in done)
    if failed:
        raise MediawatchError(
            f"{count(failed, 'source')} of {len(done)} cannot be watched; the others are.",
            "Mend their lines and run the same again: what is watched already stays as it is.",
        )


def tell(candidate: Candidate) -> None:
    """What a place would yield now."""
    from mediawatch.cli.printing import count, say

    number = count(candidate.count, "address", "addresses")
    say(f"A {candidate.kind}, {candidate.address} ({candidate.why}), which lists {number} now:")
    for lead in candidate.leads:
        say(f"  {lead.published.value or '          '}  {lead.title or lead.address}")
        if lead.title:
            say(f"              {lead.address}")


def ask(candidate: Candidate, *, last: bool) -> bool:
    """Whether the person at the terminal wants it watched.

    Raises:
        InputError: nobody can be asked.
    """
    import sys

    if not sys.stdin.isatty():
        raise InputError(
            "Nobody can be asked here.", "Say --yes to watch the first that is found, or --kind outright."
        )
    return click.confirm("Watch this?" if last else "Watch this? (no: what else there is)", default=True)


@source.command(
    "try",
    short_help="Show what a place would yield now; record nothing.",
    examples="""
    mediawatch source try https://gazette.example/local
    mediawatch source try s6
    """,
)
@click.argument("address")
@click.option("--kind", type=click.Choice(KINDS), help="What it is; without it, that is found out.")
@click.option("--selector", default="", metavar="CSS", help="Which links of a listing page are meant.")
@looking_options
def try_(address: str, kind: str | None, selector: str) -> None:
    """Show what ADDRESS, or a source (s6), would yield now. Nothing is recorded."""
    from mediawatch.journeys.sources import discover_sources

    with sit_down(read_only=True) as desk:
        for candidate in discover_sources(desk, address, kind=kind or "", selector=selector):
            tell(candidate)


@source.command(
    "pause",
    short_help="Leave a source alone for a while.",
    examples="""
    mediawatch source pause s6 --why "their site is being rebuilt"
    """,
)
@click.argument("source", type=SOURCE)
@click.option("--why", default="", help="Why.")
@changing_options
def pause(source: Ref, why: str) -> None:
    """Leave SOURCE alone until it is resumed."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.sources import pause_source

    with sit_down() as desk:
        pause_source(desk, source.number, why)
    report(str(source), f"{source} is paused.", f"mediawatch source resume {source}")


@source.command(
    "resume",
    short_help="Watch a paused or retired source again.",
    examples="""
    mediawatch source resume s6
    """,
)
@click.argument("source", type=SOURCE)
@changing_options
def resume(source: Ref) -> None:
    """Watch SOURCE again."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.sources import resume_source

    with sit_down() as desk:
        resume_source(desk, source.number)
    report(str(source), f"{source} is watched again.", "mediawatch watch")


@source.command(
    "retire",
    short_help="Watch a source no longer.",
    examples="""
    mediawatch source retire s6 --why "the paper has closed"
    """,
)
@click.argument("source", type=SOURCE)
@click.option("--why", required=True, help="Why.")
@changing_options
def retire(source: Ref, why: str) -> None:
    """Watch SOURCE no longer. What it gave stays in the record."""
    from mediawatch.cli.printing import report
    from mediawatch.journeys.sources import retire_source

    with sit_down() as desk:
        retire_source(desk, source.number, why)
    report(str(source), f"{source} is retired.", "mediawatch list sources")


@source.command(
    "check",
    short_help="Say which sources have gone silent.",
    examples="""
    mediawatch source check
    mediawatch source check s6 --json
    """,
)
@click.argument("sources", type=SOURCE, nargs=-1)
@json_option
@looking_options
def check(sources: tuple[Ref, ...], as_json: bool) -> None:
    """Say what is wrong with the sources that are watched, and what to do. The exit code is 1 where something is."""
    from dataclasses import asdict

    from mediawatch.cli.printing import print_json, say
    from mediawatch.journeys.source_health import check_sources
    from mediawatch.store.sources import read_source

    with sit_down(read_only=True) as desk:
        for ref in sources:
            read_source(desk.record.db, ref.number)
        troubles = check_sources(desk, [ref.number for ref in sources])
        (watched,) = desk.record.db.execute(
            "SELECT count(*) FROM sources_overview WHERE state NOT IN ('paused', 'retired')"
        ).fetchone()
    if as_json:
        print_json(asdict(trouble) for trouble in troubles)
    else:
        for trouble in troubles:
            say(f"s{trouble.source} {trouble.title}: {trouble.said} {trouble.advice}")
    if troubles:
        number = len({trouble.source for trouble in troubles})
        raise MediawatchError(
            f"{number} of {watched} {'source is' if watched == 1 else 'sources are'} in trouble.", ""
        )
    if not as_json and not is_quiet():
        well = (
            "The source that is watched is well."
            if watched == 1
            else f"All {watched} sources that are watched are well."
        )
        say(well if watched else "No source is watched.")


@source.command(
    "explain",
    short_help="Tell what became of an address.",
    examples="""
    mediawatch source explain https://gazette.example/2026/food-bank
    """,
)
@click.argument("address")
@looking_options
def explain(address: str) -> None:
    """Tell from the record what became of ADDRESS: which source listed it, whether it was fetched, how it was read,
    which names were looked for, and why nothing was recorded."""
    from mediawatch.cli.printing import say
    from mediawatch.journeys.explain import explain_address

    with sit_down(read_only=True) as desk:
        for sentence in explain_address(desk, address):
            say(sentence)
