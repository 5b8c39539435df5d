"""How far a longer piece of work is: one line on a terminal that is written again and again, and wiped at the end."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mediawatch.journeys.desk import Desk


def write_line(line: str) -> None:
    """Put a line in place of the one before; "" wipes it. Nothing happens where standard error is no terminal."""
    if not sys.stderr.isatty():
        return
    from shutil import get_terminal_size

    from mediawatch.visible import make_visible

    click.echo("\r\x1b[K" + make_visible(line)[: get_terminal_size().columns - 1], nl=False, err=True)


@contextlib.contextmanager
def watched(desk: Desk, what: str) -> Iterator[None]:
    """While it lasts, the desk says how far it is: "400 of 20,000 reports looked through"."""
    before = desk.progress
    desk.progress = lambda done, total: write_line(f"{done:,} of {total:,} reports {what}")
    try:
        yield
    finally:
        desk.progress = before
        write_line("")
