"""`mediawatch today`: the day's work on one screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import looking_options, sit_down

if TYPE_CHECKING:
    from mediawatch.journeys.today import Due, Part, Today

WORDS_SHOWN = 90
"""Characters of a title or wording on one line."""


@click.command(
    cls=Command,
    examples="""
    mediawatch today
    mediawatch today --owner "Ama Mensah"
    mediawatch today --since 2026-03-02
    mediawatch today --json
    """,
)
@click.option("--owner", default="", metavar="NAME", help="Only what this person looks after.")
@click.option(
    "--since", default="", metavar="DATE", help="What is new from this day on (default: yesterday)."
)
@click.option("--confidential", is_flag=True, help="Also confidential requests and their deadlines.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: one object.")
@looking_options
def today(owner: str, since: str, confidential: bool, as_json: bool) -> None:
    """Say what falls due, what waits longest, what is new, and who waits for whom. Changes nothing."""
    from dataclasses import asdict

    from mediawatch.cli.printing import print_object, say
    from mediawatch.exporters.moments import say_day
    from mediawatch.journeys.today import read_today

    with sit_down(read_only=True) as desk:
        now = read_today(desk, owner=owner, since=since, audience="_staff" if confidential else "")
    if as_json:
        print_object(asdict(now))
        return
    say(f"{say_day(now.day, 'day')}{f', {owner}' if owner else ''}")
    print_due(now)
    parts = list_parts(now)
    for heading, part, say_row, everything in parts:
        print_part(heading, part, say_row, f"mediawatch {everything}")
    if not now.due and not any(part.total for _, part, _, _ in parts):
        say("Nothing falls due, nothing waits, nothing is new.")


def list_parts(now: Today) -> list[tuple[str, Part, Callable[[Mapping[str, Any]], str], str]]:
    """The parts of a day in the order of their urgency: heading, rows, how to say one, what lists them all."""
    return [
        ("Waits to be looked at", now.inbox, say_report, "inbox"),
        (
            "Waits for an answer of ours",
            now.claims,
            lambda row: say_claim(row, now.day),
            "list claims --status open",
        ),
        ("Drafts that wait for approval", now.drafts, say_draft, "list rebuttals --status draft"),
        ("Approved and not sent", now.unsent, say_unsent, "list rebuttals --status approved"),
        ("Asked and not answered", now.asked, lambda row: say_request(row, now.day), "list requests"),
        ("Noticed", now.suggestions, say_kind, "list suggestions"),
        (f"New reports since {now.since}", now.new_reports, say_report, "list reports"),
        (f"New claims since {now.since}", now.new_claims, say_new_claim, "list claims"),
        (f"Outcomes since {now.since}", now.outcomes, say_outcome, f"timeline --since {now.since}"),
    ]


def print_due(now: Today) -> None:
    """What falls due, by day."""
    from mediawatch.cli.printing import say

    if not now.due:
        return
    click.echo()
    say("Falls due")
    for one in now.due:
        say(f"  {say_due(one, now.day)}")
        if one.detail:
            say(f"      {one.detail}")
    if any(one.rule for one in now.due):
        from mediawatch.deadlines import NOT_LEGAL_ADVICE

        say(f"  {NOT_LEGAL_ADVICE} More: mediawatch deadlines --explain")


def say_due(one: Due, today: str) -> str:
    """One line on something that falls due."""
    whose = {"theirs": "their time", "discretion": "at their discretion"}.get(one.whose, "")
    more = "; ".join(part for part in (say_distance(one.on, today), whose, one.owner) if part)
    return f"{one.on} ({more})  {one.ref} {cut(one.what)}"


def say_distance(day: str, today: str) -> str:
    """How far a day is away: "today", "in 3 days", "2 days overdue"."""
    from mediawatch.exporters.moments import say_days
    from mediawatch.reading.dates import days_between

    days = days_between(today, day) or 0
    if days == 0:
        return "today"
    return f"in {say_days(days)}" if days > 0 else f"{say_days(-days)} overdue"


def print_part(
    heading: str, part: Part, say_row: Callable[[Mapping[str, Any]], str], everything: str
) -> None:
    """Rows of one kind under their heading; nothing where there are none."""
    from mediawatch.cli.printing import say

    if not part.total:
        return
    click.echo()
    say(f"{heading}: {part.total:,}" if part.total > 1 else heading)
    for row in part.rows:
        say(f"  {say_row(row)}")
    if part.total > len(part.rows):
        say(f"  … all of them: {everything}")


def cut(words: str) -> str:
    """Words in one line, of at most WORDS_SHOWN characters."""
    words = " ".join(words.split())
    return words if len(words) <= WORDS_SHOWN else words[: WORDS_SHOWN - 1].rstrip() + "…"


def say_report(row: Mapping[str, Any]) -> str:
    """A report in one line."""
    about = ", ".join(part for part in (row["outlet"], f"came in on {row['added_on']}") if part)
    also = f"; the same story in {', '.join(row['also'].split())}" if row.get("also") else ""
    put_off = "; put off" if row["triage"] == "later" else ""
    return f"r{row['report']} “{cut(row['title'])}” ({about}{also}{put_off})"


def say_claim(row: Mapping[str, Any], today: str) -> str:
    """A claim that waits, in one line."""
    from mediawatch.exporters.moments import say_days
    from mediawatch.reading.dates import days_between

    days = days_between(row["waiting_since"], today)
    since = f"{say_days(days)} without an answer" if days is not None else f"since {row['waiting_since']}"
    said = {"drafted": "; an answer is drafted", "approved": "; an answer is approved, not sent"}
    owner = f"; {row['owner']}" if row["owner"] else ""
    return f"c{row['claim']} {cut(row['claim_text'])} ({since}{said.get(row['answer'], '')}{owner})"


def say_new_claim(row: Mapping[str, Any]) -> str:
    """A claim in one line."""
    return f"c{row['claim']} {cut(row['claim_text'])}"


def say_draft(row: Mapping[str, Any]) -> str:
    """A draft in one line: what it says is nobody's business before it is approved."""
    return (
        f"b{row['rebuttal']} by {row['written_by']}, {row['written_on']}: mediawatch show b{row['rebuttal']}"
    )


def say_unsent(row: Mapping[str, Any]) -> str:
    """An approved rebuttal in one line."""
    return f"b{row['rebuttal']} {cut(row['text'])} (approved by {row['approved_by']}, {row['approved_on']})"


def say_request(row: Mapping[str, Any], today: str) -> str:
    """A request without an outcome, in one line."""
    from mediawatch.exporters.moments import say_days
    from mediawatch.reading.dates import days_between

    days = days_between(row["asked_on"], today)
    ago = f"{say_days(days)} ago" if days else row["asked_on"]
    return f"q{row['request']} {row['kind']} of {row['recipient'] or row['outlet'] or row['addressee']}, asked {ago}"


def say_kind(row: Mapping[str, Any]) -> str:
    """A kind of suggestion with its count."""
    from mediawatch.cli.printing import count

    one, many = {
        "repeat": ("claim that may be repeated", "claims that may be repeated"),
        "same story": ("report that may be a copy of another", "reports that may be copies of others"),
        "someone else": ("report that may be about someone else", "reports that may be about someone else"),
        "outcome": ("outcome", "outcomes"),
    }[row["kind"]]
    return count(row["suggestions"], one, many)


def say_outcome(row: Mapping[str, Any]) -> str:
    """An outcome in one line."""
    about = f"c{row['claim']} {cut(row['claim_text'])}"
    return f"{row['occurred_on']} {row['outlet'] or 'q' + str(row['request'])}: {row['kind']}, {about}"
