"""`mediawatch demo`: an invented case, worked through the real command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from mediawatch.cli.command import Command
from mediawatch.cli.options import keep
from mediawatch.errors import InputError, MediawatchError

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=Command,
    examples="""
    mediawatch demo
    mediawatch demo --no-serve --db sample.db
    """,
)
@click.option("--no-serve", is_flag=True, help="Do not serve the record afterwards.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    default=8001,
    show_default=True,
    help="Where to serve it.",
)
@click.option(
    "--db",
    metavar="FILE",
    expose_value=False,
    callback=keep,
    help="Where to make the new record (default: a temporary folder).",
)
def demo(no_serve: bool, port: int) -> None:
    """Work an invented case from start to end: articles, a PDF, a cutting, claims, answers, a correction.

    Each step is printed as one would type it. It needs no network, and never touches your own record: it makes
    a new one in a temporary folder, or in the file that --db names. On a terminal the record is served until
    Ctrl-C.
    """
    import tempfile
    from contextlib import chdir
    from pathlib import Path

    said = click.get_current_context().meta.get("mediawatch.db")
    if said:
        path = Path(said).expanduser().absolute()
        if path.exists():
            raise InputError(
                f"There is a file at {path}, and the demo makes a new record.", "Name another with --db."
            )
    else:
        path = Path(tempfile.mkdtemp(prefix="mediawatch-demo-")) / "sample.db"
    with tempfile.TemporaryDirectory(prefix="mediawatch-case-") as folder, chdir(folder):
        work_case(path, Path(folder))
    click.echo(f"\nThe record of this case is {path}.\nLook at it: mediawatch --db {path} serve")
    if not no_serve and sys.stdin.isatty() and sys.stdout.isatty():
        from mediawatch.web.serve import serve

        serve(path, port=port, ready=lambda address: click.echo(f"Serving at {address} until Ctrl-C."))


def work_case(path: Path, folder: Path) -> None:
    """Lay the case's files into the folder and run its command lines there, in order."""
    from shlex import quote

    from mediawatch.cli import run

    case = lay_out(folder)
    click.echo(f"# {case['case']['title']} (all of it invented)")
    for step in case["step"]:
        argv = [word.replace("{folder}/", "") for word in step["argv"]]
        click.echo(f"\n# {step['comment']}\n$ mediawatch {' '.join(quote(word) for word in argv)}")
        sys.stdout.flush()
        code = run(["--db", str(path), "--by", case["case"]["user"], *argv])
        if code == 130:
            raise click.Abort
        if code:
            raise MediawatchError(
                f"The demo stopped, since this step ended with {code}.", f"What it did so far is in {path}."
            )


def lay_out(folder: Path) -> dict[str, Any]:
    """Copy the case's files out of the installed package; gives what case.toml says."""
    import tomllib
    from importlib.resources import files

    sample = files("mediawatch") / "sample"
    for item in sample.iterdir():
        if item.is_file() and not item.name.endswith(".py"):
            (folder / item.name).write_bytes(item.read_bytes())
    return tomllib.loads((sample / "case.toml").read_text(encoding="utf-8"))
