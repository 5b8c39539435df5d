"""Commands that show examples, and groups that import a command only when it is called."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping
from typing import Any

import click


class Command(click.Command):
    """A command whose help ends with examples, one command line each, kept as they are written."""

    def __init__(self, *args: Any, examples: str = "", **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.examples = tuple(line for line in inspect.cleandoc(examples).splitlines() if line)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_examples(formatter, self.examples)


class Group(click.Group):
    """A group of commands in one file, in the order in which they are used."""

    command_class = Command

    def __init__(self, *args: Any, examples: str = "", **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.examples = tuple(line for line in inspect.cleandoc(examples).splitlines() if line)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            ctx.fail(describe_unknown(args[0], self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_examples(formatter, self.examples)


class LazyGroup(Group):
    """A group that knows its commands by name, place and one line of help, and imports none before it is called.

    Args:
        places: by heading, then by the command's name: where it is ("module:object") and its line of help.
    """

    def __init__(
        self, *args: Any, places: Mapping[str, Mapping[str, tuple[str, str]]], **attributes: Any
    ) -> None:
        super().__init__(*args, **attributes)
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for group in self.places.values() for name in group]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for group in self.places.values():
            if cmd_name in group:
                module, _, thing = group[cmd_name][0].partition(":")
                command = getattr(importlib.import_module(module), thing)
                assert isinstance(command, click.Command)  # noqa: S101 - a wrong table is our own mistake
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        widest = max(len(name) for name in self.list_commands(ctx))
        for heading, group in self.places.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(widest), line) for name, (_, line) in group.items()])


def write_examples(formatter: click.HelpFormatter, examples: tuple[str, ...]) -> None:
    """The section with the examples; nothing where there are none."""
    if not examples:
        return
    with formatter.section("Examples"):
        for line in examples:
            formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


def describe_unknown(typed: str, known: list[str]) -> str:
    """What to say of a command that does not exist, with the nearest one that does."""
    from difflib import get_close_matches

    near = get_close_matches(typed, known, n=1)
    return f"There is no command {typed!r}." + (f" Did you mean {near[0]!r}?" if near else "")
