"""Options that many commands share, references as arguments, and the desk that a command line chooses."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

    from mediawatch.journeys.desk import Desk
    from mediawatch.model import Ref

    Kind = click.ParamType[Ref]
else:
    Kind = click.ParamType  # before click 8.4 it takes no parameter at run time

F = TypeVar("F", bound=Callable[..., Any])


def keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Keep a shared option, so that it may stand before or after the command; the later one wins."""
    if value:
        ctx.meta[f"mediawatch.{param.name}"] = value


db_option = click.option(
    "--db",
    metavar="FILE",
    expose_value=False,
    callback=keep,
    type=click.Path(dir_okay=False),
    help="The record (default: MEDIAWATCH_DB, else db/mediawatch.db in a checkout, else your data folder).",
)
by_option = click.option(
    "--by",
    metavar="NAME",
    expose_value=False,
    callback=keep,
    help="Who acts (default: MEDIAWATCH_USER, else the name of your account).",
)
quiet_option = click.option(
    "--quiet", "-q", is_flag=True, expose_value=False, callback=keep, help="Print the reference alone."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON: one array.")


def choose_format(form: str | None, output: str | None, formats: Collection[str]) -> str:
    """The format that was named, else the one that the file's name ends in; Markdown where neither says anything.

    Raises:
        InputError: the name ends in something else, which would open as what it is not.
    """
    from pathlib import Path

    ending = Path(output or "").suffix.lower().removeprefix(".")
    chosen = form or {"htm": "html", "markdown": "md"}.get(ending, ending) or "md"
    if chosen not in formats:
        from mediawatch.errors import InputError

        raise InputError(
            f"{output} does not say what to write.",
            f"End it in one of {', '.join(f'.{each}' for each in formats)}, or name one with --format.",
        )
    return chosen


def pause_option(seconds: float, between: str) -> Callable[[F], F]:
    """--pause for a command that fetches much: how long it waits between two of what `between` says."""
    return click.option(
        "--pause",
        type=click.FloatRange(min=0, max=60),
        default=seconds,
        show_default=True,
        metavar="SECONDS",
        help=f"Wait so long between two {between}.",
    )


def looking_options(function: F) -> F:
    """What a command takes that only looks: --db, and --by, whose name stands on what is handed over."""
    return db_option(by_option(function))


def changing_options(function: F) -> F:
    """What a command takes that changes something: --db, --by, --quiet."""
    return db_option(by_option(quiet_option(function)))


def read_path() -> Path:
    """Which record: what --db says, wherever it stands, else what the environment says."""
    from pathlib import Path

    from mediawatch.journeys.desk import default_path

    said = click.get_current_context().meta.get("mediawatch.db")
    return Path(said).expanduser() if said else default_path(os.environ, Path.cwd())


def read_user() -> str:
    """Who acts: what --by says; "" where nobody is named, and the journey asks the environment."""
    return str(click.get_current_context().meta.get("mediawatch.by", ""))


def is_quiet() -> bool:
    """Whether --quiet was said."""
    return bool(click.get_current_context().meta.get("mediawatch.quiet"))


@contextlib.contextmanager
def sit_down(*, read_only: bool = False) -> Iterator[Desk]:
    """The desk with the chosen record and user.

    Raises:
        RecordError, StoreError: see journeys.desk.open_desk.
    """
    from mediawatch.journeys.desk import open_desk

    with open_desk(read_path(), read_user(), read_only=read_only) as desk:
        yield desk


class Reference(Kind):
    """A reference as people type it: "r12", "note-3", or "12" where the kind is fixed. Gives a model.Ref.

    Args:
        letter: the kind that fits, and then a bare number will do; "" for any.
    """

    name = "reference"

    def __init__(self, letter: str = "") -> None:
        self.letter = letter

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Ref:
        typed = str(value).strip()
        if not typed[-1:].isdigit():
            # said here, since what follows imports the ground, and a wrong argument shall not wait for that
            self.fail(f"{value!r} is no reference; write it as {self.letter or 'r'}12.", param, ctx)
        from mediawatch.reading.references import parse_ref

        return parse_ref(typed, letter=self.letter)


class PlaceReference(Reference):
    """A report, or one of its citations: "r12" or "12", "x5"."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Ref:
        if str(value).strip()[:1].lower() == "x":
            return CITATION.convert(value, param, ctx)
        return super().convert(value, param, ctx)


REPORT = Reference("r")
PLACE = PlaceReference("r")
CLAIM = Reference("c")
REBUTTAL = Reference("b")
REQUEST = Reference("q")
CONTACT = Reference("k")
WORK = Reference("w")
CITATION = Reference("x")
ANYTHING = Reference()

VERDICTS = ("true", "partly true", "misleading", "false", "not checkable", "opinion", "none")
"""What can be judged of a claim; held against store.assessments by a test."""
