"""`mediawatch deadlines`: what runs, until when, and how that was counted."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import ANYTHING, is_quiet, json_option, looking_options, quiet_option, sit_down

if TYPE_CHECKING:
    from mediawatch.deadlines import Deadline
    from mediawatch.journeys.deadlines import Found
    from mediawatch.journeys.desk import Desk
    from mediawatch.model import Ref

COLUMNS = ("day", "when", "whose", "deadline", "about", "outlet")


@click.command(
    cls=Command,
    examples="""
    mediawatch deadlines
    mediawatch deadlines r12
    mediawatch deadlines --all --json
    mediawatch deadlines --ics deadlines.ics
    mediawatch deadlines --rules
    """,
)
@click.argument("refs", nargs=-1, type=ANYTHING, metavar="[REF]…")
@click.option("--all", "every", is_flag=True, help="Also what has passed, was met or waived, or has no day.")
@click.option(
    "--explain", is_flag=True, help="With each: how it was counted, by which rule, what is not sure."
)
@click.option(
    "--ics",
    default="",
    metavar="FILE",
    help="Write a calendar (- is standard output), with all that have a day.",
)
@click.option("--confidential", is_flag=True, help="Also those of confidential requests.")
@click.option(
    "--rules", "only_rules", is_flag=True, help="The rules instead: where each comes from, how sure it is."
)
@json_option
@quiet_option
@looking_options
def deadlines(
    refs: Sequence[Ref],
    every: bool,
    explain: bool,
    ics: str,
    confidential: bool,
    only_rules: bool,
    as_json: bool,
) -> None:
    """List what runs out and when, from the reports with open claims and from the steps of requests.

    Many begin with the publication, before anything was asked. A report (r12) or request (q4) that is named is
    explained in full. Give each outlet its regulator first: mediawatch outlet set NAME --regulator IPSO.

    A calendar that reads the file of --ics again moves what has moved, and drops what no longer runs.

    This is help with counting, not legal advice. Check the day with the regulator, or with a lawyer, before you
    rely on it.
    """
    from mediawatch.cli.printing import print_json
    from mediawatch.errors import InputError
    from mediawatch.journeys.deadlines import describe, find_deadlines
    from mediawatch.reading.deadlines import is_pressing

    if only_rules and (refs or ics or every or explain):
        raise InputError("--rules goes with --json alone.", "Leave the others out.")
    if ics and as_json:
        raise InputError("--ics and --json exclude each other.")
    with sit_down(read_only=True) as desk:
        if only_rules:
            print_rules(desk, as_json)
            return
        found = find_deadlines(desk, audience="_staff" if confidential else "", refs=refs)
        if ics:
            write_calendar_file(desk, found, ics)
            tell_what_is_missing(found)
            return
        shown = [deadline for deadline in found.deadlines if every or is_pressing(deadline)]
        if as_json:
            print_json(describe(deadline) for deadline in shown)
        elif is_quiet():
            for deadline in shown:
                click.echo(deadline.uid)
        elif explain or refs:
            print_explained(shown, desk.actor().today)
        else:
            print_deadlines(desk, shown)
        tell_what_is_missing(found)
        tell_what_is_more(found, shown, as_json)


def print_deadlines(desk: Desk, shown: Sequence[Deadline]) -> None:
    """The table for people."""
    from mediawatch.cli.printing import find_record_zone, hint, print_table

    today = desk.actor().today
    rows = [
        {
            "day": say_day(deadline),
            "when": say_when(deadline, today),
            "whose": deadline.whose,
            "deadline": f"{deadline.rule.name}{say_unsure(deadline)}",
            "about": deadline.subject.ref,
            "outlet": deadline.subject.outlet,
        }
        for deadline in shown
    ]
    if not print_table(rows, COLUMNS, find_record_zone(desk.timezone)):
        hint("Nothing runs out.")


def print_explained(shown: Sequence[Deadline], today: str) -> None:
    """Each deadline with everything that explains it."""
    from mediawatch.cli.printing import hint, print_facts, say
    from mediawatch.deadlines import WHOSE

    for number, deadline in enumerate(shown):
        rule, subject = deadline.rule, deadline.subject
        if number:
            click.echo()
        say(f"{rule.name}: {say_day(deadline) or 'no day'} ({say_when(deadline, today)})")
        print_facts(
            (
                (
                    "about",
                    f"{subject.ref}, {subject.title}" + (f", {subject.outlet}" if subject.outlet else ""),
                ),
                ("whose time", WHOSE[rule.whose]),
                ("what it means", rule.means),
                ("how it was counted", deadline.counted),
                ("no longer runs", deadline.cancelled),
                ("marked", say_mark(deadline)),
                ("rule", f"{rule.key}: {rule.source}" + (f"\n{rule.address}" if rule.address else "")),
                ("looked at", f"{rule.checked_on}, {rule.status}"),
                ("not sure", "\n".join(deadline.doubts)),
            )
        )
    if not shown:
        hint("Nothing runs out.")


def say_day(deadline: Deadline) -> str:
    """ "2026-03-31", or "2026-03-01 to 2026-03-31" where only the month of its start is known."""
    if deadline.due_on == deadline.latest_on:
        return deadline.due_on
    return f"{deadline.due_on} to {deadline.latest_on}"


def say_when(deadline: Deadline, today: str) -> str:
    """ "in 12 days", "today", "3 days ago"; or what became of it."""
    from mediawatch.cli.printing import count
    from mediawatch.reading.dates import days_between

    if deadline.cancelled:
        return "no longer runs"
    if deadline.mark or deadline.state == "no date":
        return deadline.state
    if deadline.state == "due":
        return "today" if deadline.due_on == deadline.latest_on else "now"
    days = days_between(today, deadline.due_on if deadline.state == "upcoming" else deadline.latest_on) or 0
    return f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"


def say_unsure(deadline: Deadline) -> str:
    """ " (unchecked, a guess)": what makes a day unsure, in a word each; the rest stands with --explain."""
    words = [
        word
        for word, holds in (
            ("sources disagree", len(deadline.rule.lengths) > 1),
            ("unchecked", deadline.rule.status == "unchecked"),
            ("a guess", not deadline.start.certain),
        )
        if holds
    ]
    return f" ({', '.join(words)})" if words else ""


def say_mark(deadline: Deadline) -> str:
    mark = deadline.mark
    if mark is None:
        return ""
    return ", ".join(
        part for part in (f"{mark.state} on {mark.on}", mark.by and f"says {mark.by}", mark.why) if part
    )


def write_calendar_file(desk: Desk, found: Found, path: str) -> None:
    """The calendar, whole or not at all. One without deadlines is a calendar that holds none, and says so."""
    from mediawatch.cli.printing import count, hint, open_whole
    from mediawatch.journeys.deadlines import write_calendar

    if path == "-":
        write_calendar(desk, found, sys.stdout)
        return
    with open_whole(path) as out:
        number = write_calendar(desk, found, out)
    if number:
        hint(f"Wrote {count(number, 'deadline')} to {path}.")
    else:
        hint(f"Wrote a calendar without deadlines to {path}: the record has none that has a day.")


def tell_what_is_missing(found: Found) -> None:
    """What the deadlines do without: regulators that nobody named, outlets without one, confidential requests."""
    from mediawatch.cli.printing import hint

    for outlet, refs in found.unknown:
        about = ", ".join(refs[:5]) + (f" and {len(refs) - 5} more" if len(refs) > 5 else "")
        if outlet:
            hint(
                f"Nobody has said who regulates {outlet} ({about}), so only courts' rules are counted: "
                f'mediawatch outlet set "{outlet}" --regulator IPSO'
            )
        else:
            hint(f"{about}: the outlet is not known. Say it: mediawatch set {refs[0]} --outlet NAME")
    for outlet in found.unregulated:
        hint(f"No regulator looks after {outlet}: only courts' rules are counted, and our own.")
    for sentence in found.left_out:
        hint(sentence)


def tell_what_is_more(found: Found, shown: Sequence[Deadline], as_json: bool) -> None:
    """How many are not shown, and that none of this is legal advice."""
    from mediawatch.cli.printing import hint
    from mediawatch.deadlines import NOT_LEGAL_ADVICE

    seen = {deadline.uid for deadline in shown}
    more = Counter(
        "no longer running" if deadline.cancelled else deadline.state
        for deadline in found.deadlines
        if deadline.uid not in seen
    )
    if more:
        listed = ", ".join(
            f"{number} {'without a day' if state == 'no date' else state}" for state, number in more.items()
        )
        hint(f"Not shown: {listed}. --all shows them.")
    if shown and not as_json:
        hint(NOT_LEGAL_ADVICE)


def print_rules(desk: Desk, as_json: bool) -> None:
    """The rules: a table for people, everything for a program."""
    from mediawatch.cli.printing import find_record_zone, print_json, print_table

    rows = list(describe_rules(desk))
    if as_json:
        print_json(rows)
    else:
        columns = ("rule", "length", "counts_from", "whose", "status", "state", "source")
        print_table(rows, columns, find_record_zone(desk.timezone))


def describe_rules(desk: Desk) -> Iterator[dict[str, object]]:
    """Every rule as a flat row."""
    from dataclasses import asdict

    from mediawatch.journeys.rules import find_rules
    from mediawatch.reading.explaining import say_length

    for used in find_rules(desk):
        row = asdict(used.rule)
        state = "retired" if used.retired else "own" if used.rule.own else "in use"
        lengths = " or ".join(say_length(length) for length in used.rule.lengths) or "no day"
        yield {"rule": row.pop("key"), "length": lengths, "state": state} | row
