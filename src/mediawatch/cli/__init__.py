"""The command line: parse, call one journey, print, leave with an exit code.

`run` is the only place that turns errors into sentences and exit codes: 0 done, 1 failed or done with
problems, 2 wrong input, 3 integrity, 130 stopped by Ctrl-C. A closed pipe ends quietly.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys

import click

from mediawatch.errors import MediawatchError, QuoteAmbiguous, QuoteNotFound

FULL_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What writing says when there is no room: disk, quota, limit on the size of a file (errno(3))."""

COMPLETE = "_MEDIAWATCH_COMPLETE"
"""The variable by which a shell asks for completions."""


def run(argv: list[str]) -> int:
    """Run one command line and give its exit code.

    Errors go to standard error as "Error: " and one or two sentences; with MEDIAWATCH_DEBUG=1 the
    traceback of an unexpected one follows.
    """
    try:
        prepare_streams()
        code = call(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        hush()
        return 0
    except Exception as error:
        return explain(error)
    except KeyboardInterrupt:
        return stop()
    return code


def call(argv: list[str]) -> int:
    """Call the command that a command line names, and give the exit code that it asks for."""
    from mediawatch.cli.main import mediawatch

    if asked := os.environ.get(COMPLETE):
        return complete(mediawatch, asked)
    try:
        # not click's own main(): it ends with exit code 1 where whoever read the output has gone
        with mediawatch.make_context("mediawatch", argv) as ctx:
            mediawatch.invoke(ctx)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    return 0


def complete(command: click.Command, asked: str) -> int:
    """Answer the shell, which asks what a half-typed command line could become."""
    from click.shell_completion import shell_complete

    return shell_complete(command, {}, "mediawatch", COMPLETE, asked)


def explain(error: Exception) -> int:
    """Say on standard error what happened; give the exit code that goes with it."""
    if isinstance(error, click.Abort):
        return stop()
    try:
        return tell(error)
    except BrokenPipeError:
        hush()
        return 1


def tell(error: Exception) -> int:
    """The sentences of an error, by its kind."""
    if isinstance(error, MediawatchError):
        complain(str(error), *read_details(error))
        return error.exit_code
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help(), err=True)
        return 2
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "mediawatch"
        complain(f"{end_sentence(error.format_message())} See `{path} --help`.")
        return 2
    if isinstance(error, click.ClickException):
        complain(end_sentence(error.format_message()))
        return error.exit_code
    if isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:
        complain(
            "Something that was typed holds bytes which are no text in UTF-8. Type it anew; nothing was recorded."
        )
        return 2
    if isinstance(error, OSError) and error.errno in FULL_DISK:
        complain("The disk is full. Make room and try again; nothing half-done was recorded.")
        return 1
    if isinstance(error, OSError) and error.filename and error.strerror:
        complain(f"{error.filename} cannot be used: {error.strerror}. Check that path and its permissions.")
    else:
        complain(
            f"mediawatch met something it does not know: {type(error).__name__}: {error}. "
            "Sorry. Run it again with MEDIAWATCH_DEBUG=1 and report what it then says."
        )
    if os.environ.get("MEDIAWATCH_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    return 1


def read_details(error: MediawatchError) -> list[str]:
    """What helps beside the sentence: the nearest passage, or the numbered places."""
    if isinstance(error, QuoteNotFound) and error.best:
        return ["Nearest passage:", f"  {error.best}"]
    if isinstance(error, QuoteAmbiguous):
        return [f"  {number}. {place}" for number, place in enumerate(error.places, 1)]
    return []


def complain(sentence: str, *details: str) -> None:
    """Print an error, harmless on any terminal, after what was printed before it."""
    sys.stdout.flush()
    for line in (f"Error: {sentence}", *details):
        if not (line.isascii() and line.isprintable()):
            # imported only here: a wrong argument in plain letters shall not wait for it
            from mediawatch.visible import make_visible

            line = make_visible(line)
        click.echo(line, err=True)


def end_sentence(text: str) -> str:
    """The same text in one line, ended by a full stop where it had none."""
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "!", ".)", "?)")) else f"{text}."


def stop() -> int:
    """Ctrl-C: every change is one transaction, so what was not finished was not begun."""
    with contextlib.suppress(BrokenPipeError):
        if sys.stderr.isatty():
            click.echo(err=True)  # ends the line on which the terminal shows ^C
        click.echo("Stopped; nothing half-done was recorded.", err=True)
    return 130


def prepare_streams() -> None:
    """Into a file or pipe always UTF-8; on a terminal a sign that it cannot show is spelt out."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="backslashreplace")
        else:
            # lone surrogates stand in file names that are not UTF-8; spelling them out beats a crash
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="")


def hush() -> None:
    """Whoever read our output has gone: send the rest nowhere, so that leaving does not complain."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
