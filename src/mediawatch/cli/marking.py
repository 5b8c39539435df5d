"""Options that say who may see a thing, and what of the things that not everybody may see is handed over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mediawatch.cli.options import ANYTHING, Reference
from mediawatch.errors import InputError

if TYPE_CHECKING:
    from mediawatch.journeys.markings import Disclosed
    from mediawatch.model import Level, Ref

F = TypeVar("F", bound=Callable[..., Any])

DIGITS = "0123456789abcdef"
SHORTEST_DIGEST = 8
"""Digits of a SHA-256 by which a file can be named; fewer are its number."""


class Thing(Reference):
    """A reference, or a file by the beginning of its SHA-256, which is given as it was typed."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        typed = str(value).strip().lower()
        digest = typed.removeprefix("file").lstrip(" -")
        if typed.startswith("file") and len(digest) >= SHORTEST_DIGEST and not digest.strip(DIGITS):
            return typed
        return super().convert(value, param, ctx)


THING = Thing()

confidential_option = click.option(
    "--confidential", is_flag=True, help="Only staff may see it: on no page, and in no export by itself."
)
privileged_option = click.option(
    "--privileged", is_flag=True, help="It is legal advice: in no export at all, unless it is named there."
)


def marking_options(function: F) -> F:
    """Who may see what is recorded."""
    return confidential_option(privileged_option(function))


def disclosing_options(function: F) -> F:
    """What is handed over of the things that not everybody may see."""
    for option in (
        click.option(
            "--privileged",
            multiple=True,
            type=ANYTHING,
            metavar="REF",
            help="Hand over this privileged thing too (k9, q4); may be given again.",
        ),
        click.option("--confidential", is_flag=True, help="Hand over what is confidential too."),
    ):
        function = option(function)
    return function


def read_level(confidential: bool, privileged: bool) -> Level:
    """Who may see a thing."""
    if confidential and privileged:
        raise InputError(
            "--confidential and --privileged exclude each other.", "The narrower is --privileged."
        )
    return "privileged" if privileged else "confidential" if confidential else ""


def read_disclosed(confidential: bool, privileged: tuple[Ref, ...]) -> Disclosed:
    """What is handed over."""
    from mediawatch.journeys.markings import Disclosed

    return Disclosed(confidential, tuple(dict.fromkeys(privileged)))
