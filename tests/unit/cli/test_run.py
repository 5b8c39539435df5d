"""`run` turns every error into one or two sentences and an exit code."""

from __future__ import annotations

import errno

import click
import pytest

from mediawatch.cli import explain, run
from mediawatch.errors import (
    FetchError,
    InputError,
    IntegrityError,
    QuoteAmbiguous,
    QuoteNotFound,
    RecordError,
    StoreError,
)

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError("There is no such thing.", "Look again."), 2),
        (RecordError("There is no record.", "Make one."), 2),
        (FetchError("It did not answer.", "Try later."), 1),
        (StoreError("It is locked.", "Try later."), 1),
        (IntegrityError("It does not agree.", "Compare it."), 3),
    ],
)
def test_an_error_of_ours_says_its_sentences_and_gives_its_code(
    error: Exception, code: int, capsys: Captured
) -> None:
    assert explain(error) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"Error: {error}\n"


def test_a_quote_that_is_not_there_shows_the_nearest_passage(capsys: Captured) -> None:
    assert explain(QuoteNotFound("Not there.", "Copy it.", best="the words that are")) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Error: Not there. Copy it.",
        "Nearest passage:",
        "  the words that are",
    ]


def test_an_ambiguous_quote_numbers_its_places(capsys: Captured) -> None:
    assert explain(QuoteAmbiguous("Twice.", "Say --nth.", places=("one here", "one there"))) == 2
    assert capsys.readouterr().err.splitlines()[1:] == ["  1. one here", "  2. one there"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_said_to_be_full(number: int, capsys: Captured) -> None:
    assert explain(OSError(number, "no room")) == 1
    assert "The disk is full." in capsys.readouterr().err


def test_a_file_that_cannot_be_used_is_named(capsys: Captured) -> None:
    assert explain(PermissionError(errno.EACCES, "Permission denied", "/some/file")) == 1
    assert "/some/file cannot be used: Permission denied." in capsys.readouterr().err


def test_an_unknown_error_is_one_sentence_without_a_traceback(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MEDIAWATCH_DEBUG", raising=False)
    assert explain(ValueError("what is this")) == 1
    err = capsys.readouterr().err
    assert "ValueError: what is this" in err
    assert "Traceback" not in err
    assert err.count("\n") == 1


def test_the_traceback_is_there_for_whoever_asks(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIAWATCH_DEBUG", "1")
    try:
        raise ValueError("what is this")
    except ValueError as error:
        assert explain(error) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_stop_is_130_and_says_that_nothing_is_half_done(capsys: Captured) -> None:
    assert explain(click.Abort()) == 130
    assert capsys.readouterr().err == "Stopped; nothing half-done was recorded.\n"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["lst"], "Error: There is no command 'lst'. Did you mean 'list'? See `mediawatch --help`."),
        (
            ["claim", "ad"],
            "Error: There is no command 'ad'. Did you mean 'add'? See `mediawatch claim --help`.",
        ),
        (["show"], "Error: Missing argument 'REF'. See `mediawatch show --help`."),
        (["withdraw", "r1"], "Error: Missing option '--why'. See `mediawatch withdraw --help`."),
        (["--nonsense"], "Error: No such option '--nonsense'. See `mediawatch --help`."),
        (["log", "r1", "r2"], "Error: Got unexpected extra argument (r2). See `mediawatch log --help`."),
    ],
)
def test_a_wrong_command_line_points_to_its_help(argv: list[str], said: str, capsys: Captured) -> None:
    assert run(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == said + "\n"


@pytest.mark.parametrize("argv", [[], ["claim"]])
def test_a_command_line_without_a_command_is_answered_with_help(argv: list[str], capsys: Captured) -> None:
    assert run(argv) == 2
    assert "Examples:" in capsys.readouterr().err


def test_what_strangers_wrote_cannot_steer_the_terminal_through_an_error(capsys: Captured) -> None:
    explain(QuoteNotFound("Not there.", best="a \x1b[31mred\x9b trap \u202e"))
    err = capsys.readouterr().err
    assert not set("\x1b\x9b\u202e") & set(err)
    assert "red" in err


def test_the_version_is_printed_alone(capsys: Captured) -> None:
    from mediawatch import __version__

    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"mediawatch {__version__}\n"
