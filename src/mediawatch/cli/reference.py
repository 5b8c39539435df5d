"""The reference in docs/cli.md, made from what --help says.

    python -m mediawatch.cli.reference > docs/cli.md

A test holds the file against it, so that neither says what the other does not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

WIDTH = 100
"""Characters of a line; fixed, so that the file does not follow the terminal of whoever makes it."""

HEAD = """\
# The command line

What each command takes, as `mediawatch COMMAND --help` prints it. Made by
`python -m mediawatch.cli.reference > docs/cli.md`; a test holds the two together.

## What holds for every command

- **References** name a thing by the letter of its kind and its number: `r12` is a report, `c7` a claim, `b3` a
  rebuttal, `w2` one of your own works, `q4` a request, `k9` a contact. Where the kind is clear a bare number will do.
  What has no letter is named by its word: `note-3`, `file-7`, `search-2` (a contact search).
- **`--db FILE`** chooses the record, else the variable `MEDIAWATCH_DB`, else `db/mediawatch.db` in a checkout, else
  your data folder. **`--by NAME`** says who acts, else `MEDIAWATCH_USER`, else the name of your account. Both may
  stand before or after the command, and so may `--quiet`, which prints the reference alone.
- **Long text** comes from an option, from `--…-file FILE`, from `-` (standard input), or from a form in the editor
  (`VISUAL`, `EDITOR`) when nothing is given on a terminal. A form that holds a mistake can be opened again.
- **Dates** are typed as 2026-03-04, 2026-03 or 2026. One that could be read in two ways is asked back, not guessed.
- **Output**: data on standard output, everything else on standard error. On a terminal tables fit the window, with
  colour unless `NO_COLOR` is set; elsewhere each row is one line. `--json` gives one array.
- **Exit codes**: 0 done; 1 failed, or done with problems (a fetch, a full disk); 2 wrong input; 3 something in the
  record does not agree with itself; 130 stopped by Ctrl-C. A closed pipe (`| head`) ends quietly.
- An error that mediawatch does not know is told in one sentence; `MEDIAWATCH_DEBUG=1` adds the traceback.
"""


def walk(ctx: click.Context) -> Iterator[click.Context]:
    """A context for each command that can be called, groups before what is in them."""
    yield ctx
    if isinstance(ctx.command, click.Group):
        for name in ctx.command.list_commands(ctx):
            command = ctx.command.get_command(ctx, name)
            if command is not None:
                yield from walk(click.Context(command, info_name=name, parent=ctx))


def make_root() -> click.Context:
    """The context of `mediawatch` itself, with a fixed width."""
    from mediawatch.cli.main import mediawatch

    return click.Context(
        mediawatch, info_name="mediawatch", terminal_width=WIDTH, **mediawatch.context_settings
    )


def write_reference() -> str:
    """The whole of docs/cli.md."""
    parts = [HEAD]
    for ctx in walk(make_root()):
        # get_help asks the command for its option --help, which click makes inside a running context only
        with ctx.scope(cleanup=False):
            help_text = "\n".join(line.rstrip() for line in ctx.get_help().splitlines())
        parts.append(f"## {ctx.command_path}\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdout.write(write_reference())
