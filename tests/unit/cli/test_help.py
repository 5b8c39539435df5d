"""Help: on every command, with examples that are real command lines, and without the price of what it describes."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import get_args

import click
import pytest

from mediawatch.cli.command import Command, Group
from mediawatch.cli.main import PLACES, mediawatch
from mediawatch.cli.reference import make_root, walk

CONTEXTS = list(walk(make_root()))
PATHS = [ctx.command_path for ctx in CONTEXTS]

HEAVY = (
    "mediawatch.journeys",
    "mediawatch.store",
    "mediawatch.archive",
    "mediawatch.web",
    "mediawatch.exporters",
    "mediawatch.model",
    "rich",
    "jinja2",
    "requests",
    "urllib3",
    "bs4",
    "lxml",
    "trafilatura",
    "datasette",
    "sqlite_utils",
    "sqlite3",
    "pysqlite3",
    "asyncio",
    "pathlib",
)
"""What a command line that only asks for help must not wait for."""

WALK = """
import sys, io
from mediawatch.cli import run
from mediawatch.cli.main import mediawatch
from mediawatch.cli.reference import make_root, walk
before = set(sys.modules)
out, sys.stdout = sys.stdout, io.StringIO()
codes = {run([*ctx.command_path.split()[1:], "--help"]) for ctx in walk(make_root())}
sys.stdout = out
print(codes)
print(*sorted(sys.modules), sep="\\n")
"""


def test_no_help_imports_what_only_the_work_needs() -> None:
    done = subprocess.run([sys.executable, "-c", WALK], capture_output=True, text=True, check=True)
    codes, *modules = done.stdout.splitlines()
    assert codes == "{0}"
    found = [
        name for name in modules if name in HEAVY or name.startswith(tuple(f"{heavy}." for heavy in HEAVY))
    ]
    assert not found


@pytest.mark.parametrize(
    "argv", [["lst"], ["claim", "ad"], ["add", "--nonsense"], ["withdraw", "r1"], ["show", "x"]]
)
def test_a_wrong_argument_imports_no_more_than_help(argv: list[str]) -> None:
    script = f"import sys\nfrom mediawatch.cli import run\nprint(run({argv!r}), *sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    code, *modules = done.stdout.split()
    assert code == "2"
    assert not [name for name in modules if name in HEAVY]


def test_help_can_be_had_without_any_record(capsys: pytest.CaptureFixture[str]) -> None:
    from mediawatch.cli import run

    assert run(["claim", "add", "--help"]) == 0
    assert "Usage: mediawatch claim add" in capsys.readouterr().out


@pytest.mark.parametrize("ctx", CONTEXTS, ids=PATHS)
def test_every_command_explains_itself(ctx: click.Context) -> None:
    command = ctx.command
    assert isinstance(command, Command | Group)
    assert command.help
    assert command.examples
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, f"{ctx.command_path} does not explain {param.opts}"


EXAMPLES = [line for ctx in CONTEXTS for line in ctx.command.examples]


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_is_a_command_line_that_parses(line: str) -> None:
    words = shlex.split(line.rpartition("| ")[2], comments=True)
    for sign in (">", ">>"):
        if sign in words:
            words = words[: words.index(sign)]
    assert words[0] == "mediawatch"
    parse(mediawatch, words[0], words[1:], None)


def parse(command: click.Command, name: str, words: list[str], parent: click.Context | None) -> None:
    """Parse a command line down to its last command, and call nothing."""
    ctx = command.make_context(name, list(words), parent=parent)
    if not isinstance(command, click.Group):
        return
    rest = [*ctx._protected_args, *ctx.args]
    chosen, found, left = command.resolve_command(ctx, rest)
    assert chosen is not None
    assert found is not None
    parse(found, chosen, left, ctx)


def test_each_line_of_help_in_the_table_stands_for_a_command_that_is_there() -> None:
    names = [name for group in PLACES.values() for name in group]
    assert len(names) == len(set(names))
    root = make_root()
    for name in names:
        command = mediawatch.get_command(root, name)
        assert command is not None
        assert command.name == name


def test_what_can_be_chosen_is_what_the_journeys_know() -> None:
    from mediawatch.cli import listing
    from mediawatch.cli.listing import NOUNS
    from mediawatch.cli.name import NAME_KINDS
    from mediawatch.cli.timeline import BINARY, FORMATS
    from mediawatch.exporters import BINARY_EXPORTERS, EXPORTERS
    from mediawatch.exporters.cited import CITED
    from mediawatch.journeys import look, requests, search
    from mediawatch.model import Channel, Direction, Medium, NameKind, RequestStep, Stage, Stance

    assert set(NOUNS) == set(look.NOUNS)
    assert set(FORMATS) == {*EXPORTERS, *BINARY_EXPORTERS} and set(BINARY) == set(BINARY_EXPORTERS)
    assert tuple(CITED) == listing.FORMATS
    assert get_args(NameKind) == NAME_KINDS
    assert read_choices("claim add", "stance") == get_args(Stance)
    assert read_choices("add", "medium") == get_args(Medium)
    assert read_choices("set", "medium") == get_args(Medium)
    assert read_choices("request add", "kind") == requests.REQUEST_KINDS
    assert read_choices("request add", "addressee") == requests.ADDRESSEES
    assert read_choices("request outcome", "outcome") == requests.OUTCOMES
    assert ("sent", *read_choices("request step", "step")) == get_args(RequestStep)
    assert read_choices("search", "kind") == search.SEARCHED
    assert read_choices("contact add", "channel") == get_args(Channel)
    assert read_choices("set", "channel") == get_args(Channel)
    assert read_choices("set", "direction") == get_args(Direction)
    assert read_choices("set", "stage") == get_args(Stage)


def read_choices(path: str, name: str) -> tuple[str, ...]:
    """What an option of a command takes."""
    ctx = next(ctx for ctx in CONTEXTS if ctx.command_path == f"mediawatch {path}")
    param = next(param for param in ctx.command.params if param.name == name)
    assert isinstance(param.type, click.Choice)
    return tuple(param.type.choices)


def test_what_the_desk_can_decide_is_what_its_journeys_know() -> None:
    from mediawatch.journeys.citations import VERDICTS as CITATION_VERDICTS
    from mediawatch.journeys.triage import DECISIONS
    from mediawatch.model import Stance
    from mediawatch.store.assessments import CLAIM_VERDICTS

    assert read_choices("report triage", "decision") == tuple(DECISIONS)
    assert read_choices("claim assess", "verdict") == CLAIM_VERDICTS
    assert read_choices("citation assess", "verdict") == CITATION_VERDICTS
    assert read_choices("list", "assessed") == ("fair", *CLAIM_VERDICTS)
    assert read_choices("suggestion confirm", "stance") == get_args(Stance)
