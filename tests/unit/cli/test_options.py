"""References and shared options as people type them."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from mediawatch.cli.command import Command
from mediawatch.cli.options import (
    ANYTHING,
    REPORT,
    changing_options,
    choose_format,
    is_quiet,
    read_path,
    read_user,
)
from mediawatch.cli.serve import is_this_machine
from mediawatch.cli.timeline import FORMATS
from mediawatch.errors import InputError
from mediawatch.model import Ref


@pytest.mark.parametrize("typed", ["12", "r12", "R12", " r12 ", "r012"])
def test_a_bare_number_will_do_where_the_kind_is_clear(typed: str) -> None:
    assert REPORT.convert(typed, None, None) == Ref("r", 12)


@pytest.mark.parametrize(
    "typed", ["", "r", "rr", "12r", "-", "r0", "c3", "r-1", "９x", "r9999999999999999999"]
)
def test_what_is_no_reference_to_a_report_is_refused(typed: str) -> None:
    with pytest.raises((InputError, click.UsageError)):
        REPORT.convert(typed, None, None)


def test_where_any_kind_fits_its_letter_is_asked_for() -> None:
    assert ANYTHING.convert("c7", None, None) == Ref("c", 7)
    with pytest.raises(InputError, match="any kind"):
        ANYTHING.convert("7", None, None)


@click.group()
@changing_options
def tool() -> None:
    """A root with the shared options."""


@tool.command("act", cls=Command)
@changing_options
def act() -> tuple[Path, str, bool]:
    """A command with the shared options."""
    return read_path(), read_user(), is_quiet()


@pytest.mark.parametrize(
    "argv",
    [
        ["--db", "a.db", "--by", "Ama", "--quiet", "act"],
        ["act", "--db", "a.db", "--by", "Ama", "--quiet"],
        ["--db", "b.db", "--by", "Bea", "act", "-q", "--db", "a.db", "--by", "Ama"],
    ],
)
def test_shared_options_stand_before_or_after_the_command_and_the_later_wins(argv: list[str]) -> None:
    assert tool.main(argv, standalone_mode=False) == (Path("a.db"), "Ama", True)


def test_without_db_the_environment_says_which_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIAWATCH_DB", "/somewhere/else.db")
    assert tool.main(["act"], standalone_mode=False) == (Path("/somewhere/else.db"), "", False)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.1.7", "::1", "localhost"])
def test_this_machine_is_known_by_all_its_names(host: str) -> None:
    assert is_this_machine(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "localhost.example", "example.org", ""])
def test_nothing_else_is_taken_for_this_machine(host: str) -> None:
    assert not is_this_machine(host)


@pytest.mark.parametrize(
    ("output", "form"),
    [
        (None, "md"),
        ("t.html", "html"),
        ("t.HTM", "html"),
        ("t.csv", "csv"),
        ("t.json", "json"),
        ("t", "md"),
        ("a.b/t", "md"),
    ],
)
def test_the_format_follows_the_ending_of_the_file(output: str | None, form: str) -> None:
    assert choose_format(None, output, FORMATS) == form
