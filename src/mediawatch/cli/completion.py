"""`mediawatch completion`: what makes the shell complete commands, options and files."""

from __future__ import annotations

import click

from mediawatch.cli import COMPLETE
from mediawatch.cli.command import Command


@click.command(
    cls=Command,
    examples="""
    mediawatch completion bash >> ~/.bashrc
    mediawatch completion zsh >> ~/.zshrc
    mediawatch completion fish > ~/.config/fish/completions/mediawatch.fish
    """,
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes SHELL complete mediawatch's commands and options with the Tab key.

    Put it where the shell reads it when it starts, as below, and open a new shell. Bash has to be 4.4 or later.
    """
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root()
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - click knows all three
    click.echo(made(root.command, {}, "mediawatch", COMPLETE).source())
