"""How a report that waits to be looked at stands on a terminal."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from mediawatch.cli.printing import count, say, say_date
from mediawatch.visible import make_visible

if TYPE_CHECKING:
    from mediawatch.journeys.inbox import Waiting

SENTENCES_SHOWN = 6
"""Sentences that name us, of one report; the whole text is one key away."""


def show_report(waiting: Waiting, left: int) -> None:
    """A report: what it is called, who published it, the sentences that name us, what was noticed.

    Args:
        left: how many wait, this one included; 0 where it is looked at by itself.
    """
    if left:
        click.echo(style(f"\n── {left:,} in the inbox {'─' * 20}", dim=True))
    click.echo(style(make_visible(f"r{waiting.report}  {waiting.title}"), bold=True))
    say(f"     {', '.join(part for part in (waiting.outlet, say_date(waiting.published)) if part)}")
    if waiting.address:
        say(f"     {waiting.address}")
    for note in describe(waiting):
        say(f"     {note}")
    for sentence in waiting.sentences[:SENTENCES_SHOWN]:
        click.echo(f"  • {mark(sentence.text, sentence.marks)}")
    if len(waiting.sentences) > SENTENCES_SHOWN:
        say(f"  … and {count(len(waiting.sentences) - SENTENCES_SHOWN, 'more sentence')}; t shows the text")
    for one in waiting.suggestions:
        say(f"  ? {one['suggestion']}: {say_noticed(one)} {one['reason']}")
        if one["passage"] and one["kind"] == "repeat":
            say(f"      here: “{' '.join(one['passage'].split())}”")


def describe(waiting: Waiting) -> list[str]:
    """What else there is to know about it, a line each."""
    notes = []
    if waiting.also:
        notes.append(f"the same story in {', '.join(f'r{number}' for number in waiting.also)}")
    if waiting.owner:
        notes.append(f"looked after by {waiting.owner}")
    if waiting.due_on:
        notes.append(f"due on {waiting.due_on}")
    if waiting.seen.triage:
        notes.append(f"decided before: {waiting.seen.triage}")
    if waiting.seen.appearances:
        notes.append(count(waiting.seen.appearances, "quote is pinned", "quotes are pinned"))
    return notes


def say_noticed(one: Mapping[str, Any]) -> str:
    """What is suggested, in a few words."""
    if one["kind"] == "repeat":
        return f"repeats c{one['claim']} “{one['claim_text']}”."
    if one["kind"] == "same story":
        return f"the same story as r{one['other_report']}."
    return "may be about someone else."


def mark(sentence: str, places: Sequence[tuple[int, int]]) -> str:
    """A sentence with the names in it marked: by colour, or by stars where there is none."""
    pieces, at = [], 0
    for start, end in sorted(places):
        if start < at:
            continue
        name = make_visible(sentence[start:end])
        pieces += [make_visible(sentence[at:start]), style(name, stars=True, fg="yellow", bold=True)]
        at = end
    pieces.append(make_visible(sentence[at:]))
    return " ".join("".join(pieces).split())


def style(text: str, *, stars: bool = False, **how: Any) -> str:
    """The text in colour; without any where NO_COLOR is set (no-color.org), between stars where that has to be seen."""
    if os.environ.get("NO_COLOR"):
        return f"*{text}*" if stars else text
    return click.style(text, **how)
