"""`mediawatch search`: find words in what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import is_quiet, json_option, looking_options, quiet_option, sit_down

if TYPE_CHECKING:
    from mediawatch.journeys.search import Hit

HIT_STARTS, HIT_ENDS = "\x02", "\x03"
"""How journeys.search marks a hit inside a snippet."""


@click.command(
    cls=Command,
    examples="""
    mediawatch search salaries
    mediawatch search '"half of every pound"' --kind report
    mediawatch search salaries --outlet "The Gazette" --since 2026 --json
    mediawatch search resigned --name "Ama Mensah"
    """,
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option(
    "--kind",
    type=click.Choice(["report", "claim", "rebuttal", "work", "citation", "contact"]),
    help="Only of this kind.",
)
@click.option("--outlet", default="", metavar="NAME", help="Only of this outlet.")
@click.option(
    "--name",
    default="",
    metavar="FORM",
    help="Only where this watched name stands: reports, and what is about them.",
)
@click.option("--since", default="", metavar="DATE", help="From this day, month or year on.")
@click.option("--until", default="", metavar="DATE", help="Up to the end of this day, month or year.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@json_option
@quiet_option
@looking_options
def search(
    words: tuple[str, ...],
    kind: str | None,
    outlet: str,
    name: str,
    since: str,
    until: str,
    limit: int,
    as_json: bool,
) -> None:
    """Find WORDS in the texts of reports and works, in claims, rebuttals, citations and contacts, best match first.

    All words have to be there; words in double quotes have to stand together. In JSON the hits in a snippet
    stand between U+0002 and U+0003.
    """
    from dataclasses import asdict

    from mediawatch.cli.printing import hint, print_json, say
    from mediawatch.journeys.look import Filters
    from mediawatch.journeys.search import search_record

    with sit_down(read_only=True) as desk:
        hits = search_record(
            desk,
            " ".join(words),
            filters=Filters(outlet=outlet, name=name, since=since, until=until),
            kind=kind or "",
            limit=limit,
        )
    if as_json:
        print_json(asdict(hit) for hit in hits)
        return
    for hit in hits:
        if is_quiet():
            say(hit.ref)
        else:
            print_hit(hit)
    if not hits:
        hint("Nothing was found.")


def print_hit(hit: Hit) -> None:
    """Two lines: what was found, and the words round it."""
    from mediawatch.cli.printing import say

    where = ", ".join(part for part in (hit.outlet, hit.date, hit.confidentiality) if part)
    say(f"{hit.ref}  {hit.title}" + (f" ({where})" if where else ""))
    click.echo(f"    {mark_hits(hit.snippet)}")


def mark_hits(snippet: str) -> str:
    """The snippet with its hits in bold on a terminal, and in angle quotes elsewhere or under NO_COLOR."""
    import os
    import sys

    from mediawatch.visible import make_visible

    bold = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    parts = []
    for part in " ".join(snippet.split()).split(HIT_STARTS):
        hit, ends, rest = part.partition(HIT_ENDS)
        if not ends:
            parts.append(make_visible(part))
            continue
        shown = make_visible(hit)
        parts += [click.style(shown, bold=True) if bold else f"«{shown}»", make_visible(rest)]
    return "".join(parts)
