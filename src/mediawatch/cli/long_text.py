"""Long text without quoting: from an option, a file, standard input, or a form in the editor."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from typing import TypeVar

import click

from mediawatch.errors import InputError, MediawatchError

T = TypeVar("T")


def read_long_text(typed: str | None, file: str | None, *, option: str, piped: bool = False) -> str | None:
    """The text that was given, or None where none was.

    Args:
        typed: what stands after the option; "-" means standard input.
        file: what stands after the option's `-file`; "-" means standard input.
        option: the option's name with its dashes, for errors.
        piped: a bare "-" stood among the arguments.

    Raises:
        InputError: given twice, no such file, or not UTF-8 nor UTF-16.
    """
    if sum((typed is not None, file is not None, piped)) > 1:
        raise InputError(f"The text is given twice: {option}, {option}-file and - exclude each other.")
    if piped or "-" in (typed, file):
        if sys.stdin.isatty():
            ending = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
            click.echo(f"Type the text; end it with {ending} on a line of its own.", err=True)
        return decode(sys.stdin.buffer.read(), "standard input")
    if file is None:
        return typed
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - pathlib would cost every --help 4 ms
            return decode(opened.read(), file)
    except OSError as error:
        raise InputError(
            f"{file} cannot be read ({error.strerror}).", "Check its name and permissions."
        ) from error


def decode(content: bytes, where: str) -> str:
    """Text as editors save it: UTF-8, or UTF-16 with its mark."""
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"The text in {where} is not UTF-8 (byte {error.start}).", "Save it as UTF-8 and try again."
        ) from error
    return text.replace("\r\n", "\n")


def is_at_terminal() -> bool:
    """Whether a person can fill in a form: an editor needs the terminal on both sides."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def fill_in(
    make_form: Callable[[], str],
    act: Callable[[str], T],
    *,
    missing: str,
    advice: str,
    reopen: Callable[[str], str] = lambda form: form,
) -> T:
    """Open a form in the editor and act on what was written.

    What somebody wrote is not lost to a mistake in it: the form can be opened again as it was left, or as `reopen`
    makes it of what was left (with what somebody else wrote meanwhile beside it).

    Raises:
        InputError: no terminal (`missing` says what was not given, `advice` which option gives it),
            no editor, or closed without saving.
    """
    if not is_at_terminal():
        raise InputError(missing, advice)
    form = make_form()
    while True:
        form = edit(form, advice)
        try:
            return act(form)
        except MediawatchError as error:
            from mediawatch.cli import explain

            explain(error)
            if not click.confirm("Open the form again?", default=True, err=True):
                raise click.exceptions.Exit(error.exit_code) from error
            form = reopen(form)


def edit(form: str, advice: str) -> str:
    """What somebody saved in their editor (VISUAL, EDITOR, or one that is usual here)."""
    try:
        edited = click.edit(form, extension=".txt")
    except click.ClickException as error:
        raise InputError(
            f"No editor could be used ({error.format_message()}).", f"Set EDITOR, or: {advice}"
        ) from error
    except (UnicodeDecodeError, ValueError) as error:
        raise InputError(
            f"What the editor saved could not be read ({error}).", "Save it as UTF-8; check EDITOR."
        ) from error
    if edited is None:
        raise InputError("The form was closed without being saved, so nothing was changed.")
    return edited
