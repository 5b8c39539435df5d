"""`mediawatch show`: one thing whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import ANYTHING, looking_options, sit_down

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from mediawatch.model import Ref

UNTOUCHED = ("addresses", "files")
"""Facts that are shown as they stand, though something in them may look like a time."""


@click.command(
    cls=Command,
    examples="""
    mediawatch show r12
    mediawatch show c7 --json
    mediawatch show x5
    mediawatch show file-7
    """,
)
@click.argument("ref", type=ANYTHING)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one object.")
@looking_options
def show(ref: Ref, as_json: bool) -> None:
    """Show REF whole: r12 a report, c7 a claim, b3 a rebuttal, w2 a work, q4 a request, x5 a citation, k9 a contact.

    A citation shows their words over ours, with what differs marked, what they left out, and our whole passage.

    What has no letter is named by its word: note-3, file-7, search-2 (a contact search).
    """
    from mediawatch.cli.printing import find_record_zone, print_facts, print_object, say, say_times
    from mediawatch.journeys.show import show_thing

    with sit_down(read_only=True) as desk:
        shown = show_thing(desk, ref)
        zone = find_record_zone(desk.timezone)
    if as_json:
        print_object(shown.data)
        return
    if shown.citation is not None:
        from mediawatch.cli.citation_screen import print_citation

        print_citation(shown.citation, zone)
        print_sections(shown.sections, zone)
        return
    say(f"{shown.ref}  {shown.title}")
    print_facts(
        (label, value if label in UNTOUCHED else say_times(value, zone)) for label, value in shown.facts
    )
    print_sections(shown.sections, zone)


def print_sections(sections: list[tuple[str, list[dict[str, Any]] | str]], zone: ZoneInfo) -> None:
    """Headings with what stands under them."""
    from mediawatch.cli.printing import say

    for heading, content in sections:
        click.echo()
        say(f"{heading}:")
        print_section(content, zone)


def print_section(content: list[dict[str, Any]] | str, zone: ZoneInfo) -> None:
    """A text, or rows: each as its labels and values, since quotes and answers are too long for columns."""
    from mediawatch.cli.printing import print_facts, say_text, say_value

    if isinstance(content, str):
        say_text(content, indent="  ")
        return
    for number, row in enumerate(content):
        if number and len(row) > 2:
            click.echo()
        facts = [(f"  {name}", say_value(name, value, zone)) for name, value in row.items()]
        if len(facts) == 2:
            facts = [(f"  {facts[0][1]}", facts[1][1])]
        print_facts(facts)
