"""What `set` takes for a contact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

CHANNELS = ("mail", "letter", "telephone", "in person", "message", "form")
"""Held against journeys.contacts by a test."""


def contact_fields(function: F) -> F:
    """Options for the fields of a contact that nothing else has."""
    for option in (
        click.option("--exchange", metavar="CONTACT", help="The contact from which a contact goes on."),
        click.option("--request", metavar="REQUEST", help="The request that a contact is about."),
        click.option("--report", metavar="REPORT", help="The report that a contact is about."),
        click.option("--summary", metavar="TEXT", help="What a contact was about."),
        click.option("--subject", metavar="TEXT", help="The subject line of a contact."),
        click.option("--deadline", metavar="WHEN", help="By when a contact asked for an answer."),
        click.option(
            "--stage",
            type=click.Choice(["before", "after", "unknown"]),
            help="Whether a contact came before or after publication.",
        ),
        click.option("--us", metavar="NAME", help="Who of us had a contact."),
        click.option("--them", metavar="NAME", help="Who there had a contact."),
        click.option("--channel", type=click.Choice(CHANNELS), help="How a contact was made."),
        click.option(
            "--direction", type=click.Choice(["in", "out"]), help="Whether they came to us or we to them."
        ),
    ):
        function = option(function)
    return function
