"""What a person at a terminal gets: questions, a form in the editor, a table that fits, a demo that serves."""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from command import Mediawatch

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="not on this operating system: it has no pseudo-terminals"
)

TEXT = "The Ropewalk\n\nNo nurse has set foot in Second Landing since the autumn. The Saltmere Trust was asked.\n"

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Seen:
    """What stood on the terminal at the end, and the exit code."""

    code: int
    screen: str


Terminal = Callable[..., Seen]


@pytest.fixture
def terminal(mediawatch: Mediawatch) -> Terminal:
    """Runs the command on a pseudo-terminal 80 columns wide, typing each answer once its prompt stands there."""

    def run(
        *args: str | Path | int,
        answers: tuple[tuple[str, str], ...] = (),
        env: dict[str, str | None] | None = None,
        stop_at: str = "",
    ) -> Seen:
        import fcntl
        import pty
        import struct
        import termios

        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
        started = subprocess.Popen(
            [mediawatch.command, *map(str, args)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=mediawatch.folder,
            env=mediawatch.environment({"TERM": "xterm-256color", **(env or {})}),
        )
        os.close(theirs)
        screen, waiting, until = "", list(answers), time.monotonic() + 60
        answered, pressed = 0, time.monotonic() - 1
        try:
            while time.monotonic() < until:
                ready, _, _ = select.select([ours], [], [], 0.1)
                if ready:
                    try:
                        part = os.read(ours, 65536)
                    except OSError:  # how Linux says that nobody holds the other end any more
                        break
                    if not part:
                        break
                    screen += part.decode("utf-8", "replace")
                elif started.poll() is not None:
                    break
                if waiting and waiting[0][0] in screen[answered:]:
                    answered = len(screen)
                    os.write(ours, waiting.pop(0)[1].encode())
                if stop_at and stop_at in screen and time.monotonic() > pressed + 2:
                    # again when nothing happens: Python's input() misses a signal that comes just before it waits
                    started.send_signal(signal.SIGINT)
                    pressed = time.monotonic()
            try:
                code = started.wait(5)
            except subprocess.TimeoutExpired:
                pytest.fail(f"it did not end; on the screen:\n{screen}")
        finally:
            if started.poll() is None:
                started.kill()
                started.wait(10)
            os.close(ours)
        assert not waiting, f"never asked: {waiting}\n{screen}"
        return Seen(code, screen.replace("\r\n", "\n"))

    return run


@pytest.fixture
def cutting(mediawatch: Mediawatch, record: Path) -> Mediawatch:
    """The command, on a record with one typed cutting."""
    mediawatch(
        *("add", "--typed", "--outlet", "Northfold Gazette", "--published", "2026-03-09", "-"),
        input=TEXT,
        check=0,
    )
    return mediawatch


def make_editor(folder: Path, script: str) -> dict[str, str | None]:
    """An editor that does to the form what the script says; `form` is its text, `turn` how often it was opened."""
    file = folder / "editor.py"
    file.write_text(
        "import sys, pathlib\n"
        "place = pathlib.Path(sys.argv[1])\n"
        "form = place.read_text(encoding='utf-8')\n"
        "turns = pathlib.Path(__file__).with_name('turns')\n"
        "turn = len(turns.read_text()) + 1 if turns.exists() else 1\n"
        "turns.write_text('x' * turn)\n"
        f"{script}\n"
        "place.write_text(form, encoding='utf-8')\n",
        encoding="utf-8",
    )
    return {"EDITOR": f"{shlex.quote(sys.executable)} {shlex.quote(str(file))}"}


@pytest.mark.slow
def test_init_asks_in_plain_words(mediawatch: Mediawatch, terminal: Terminal) -> None:
    seen = terminal(
        "init",
        answers=(
            ("What is your organisation called?", "Saltmere Trust\n"),
            ("Other forms of its name", "SRHT\nThe Trust\n\n"),
            ("People who speak for it", "Ines Calloway\n\n"),
            ("Its programmes", "\n"),
            ("Its domains", "saltmere.example\n\n"),
            ("Titles of its publications", "\n"),
            ("In which time zone", "Europe/London\n"),
        ),
    )
    assert seen.code == 0, seen.screen
    assert "with 5 watched names" in seen.screen
    names = json.loads(mediawatch("list", "names", "--json", check=0).stdout)
    assert [(name["name"], name["kind"]) for name in names] == [
        ("Saltmere Trust", "organisation"),
        ("SRHT", "alias"),
        ("The Trust", "alias"),
        ("Ines Calloway", "person"),
        ("saltmere.example", "domain"),
    ]


@pytest.mark.slow
def test_ctrl_c_at_a_question_makes_no_record(mediawatch: Mediawatch, terminal: Terminal) -> None:
    seen = terminal("init", stop_at="What is your organisation called?")
    assert seen.code == 130
    assert "Stopped; nothing half-done was recorded." in seen.screen
    assert not mediawatch.record.exists()


@pytest.mark.slow
def test_a_claim_is_filled_in_beside_the_sentences_that_name_us(
    cutting: Mediawatch, terminal: Terminal
) -> None:
    editor = make_editor(
        cutting.folder,
        "assert 'The Saltmere Trust was asked.' in form\n"
        "form = form.replace('\\nquote:', '\\nquote: No nurse has set foot', 1)\n"
        "form = form.replace('\\nclaim:', '\\nclaim: No nurse came.', 1)",
    )
    seen = terminal("claim", "add", 1, env=editor)
    assert seen.code == 0, seen.screen
    assert "Recorded c1 in r1: “No nurse has set foot”." in seen.screen


@pytest.mark.slow
def test_a_mistake_in_a_form_loses_nothing_that_was_written(cutting: Mediawatch, terminal: Terminal) -> None:
    editor = make_editor(
        cutting.folder,
        "if turn == 1:\n"
        "    form = form.replace('\\nquote:', '\\nquote: No doctor has set foot in Second Landing', 1)\n"
        "    form = form.replace('\\nclaim:', '\\nclaim: A long and careful sentence.', 1)\n"
        "else:\n"
        "    assert 'A long and careful sentence.' in form\n"
        "    form = form.replace('No doctor has', 'No nurse has')",
    )
    seen = terminal("claim", "add", 1, env=editor, answers=(("Open the form again?", "y\n"),))
    assert seen.code == 0, seen.screen
    assert "Nearest passage:" in seen.screen
    assert "Recorded c1 in r1: “No nurse has set foot in Second Landing”." in seen.screen


@pytest.mark.slow
def test_whoever_gives_up_on_a_form_has_changed_nothing(cutting: Mediawatch, terminal: Terminal) -> None:
    editor = make_editor(
        cutting.folder, "form = form.replace('\\nquote:', '\\nquote: No doctor has set foot', 1)"
    )
    seen = terminal("claim", "add", 1, env=editor, answers=(("Open the form again?", "n\n"),))
    assert seen.code == 2
    assert cutting("list", "claims", "--json", check=0).stdout == "[]\n"


@pytest.mark.slow
def test_an_answer_is_written_below_nothing_but_what_they_said(
    cutting: Mediawatch, terminal: Terminal
) -> None:
    cutting("claim", "add", 1, "--quote", "No nurse has set foot", "--claim", "No nurse came.", check=0)
    editor = make_editor(
        cutting.folder, "assert 'they said: No nurse has set foot' in form\nform = 'A nurse came.\\n' + form"
    )
    seen = terminal("rebuttal", "add", 1, env=editor)
    assert seen.code == 0, seen.screen
    assert json.loads(cutting("show", "b1", "--json", check=0).stdout)["text"] == "A nurse came."


@pytest.fixture
def answered(cutting: Mediawatch) -> Mediawatch:
    """The command, on a record with one claim and a draft that answers it."""
    cutting("claim", "add", 1, "--quote", "No nurse has set foot", "--claim", "No nurse came.", check=0)
    cutting("rebuttal", "add", 1, "--text", "# One nurse\n\nA nurse comes on Tuesdays.", check=0)
    return cutting


def text_of(mediawatch: Mediawatch, ref: str) -> str:
    return str(json.loads(mediawatch("show", ref, "--json", check=0).stdout)["text"])


@pytest.mark.slow
def test_a_draft_is_changed_in_the_editor_and_keeps_lines_that_begin_with_a_hash(
    answered: Mediawatch, terminal: Terminal
) -> None:
    answered("rebuttal", "comment", 1, "--text", "Say on which days.", check=0)
    editor = make_editor(
        answered.folder,
        "assert '# Test Officer: Say on which days.' in form\nform = form.replace('Tuesdays', 'Mondays', 1)",
    )
    seen = terminal("set", "b1", env=editor)
    assert seen.code == 0, seen.screen
    assert "Set text of b1." in seen.screen
    assert text_of(answered, "b1") == "# One nurse\n\nA nurse comes on Mondays."


@pytest.mark.slow
def test_what_two_officers_write_at_once_is_merged_by_the_second(
    answered: Mediawatch, terminal: Terminal
) -> None:
    theirs = [str(answered.command), "--by", "Ines", "set", "b1", "--text", "A nurse comes on Fridays."]
    editor = make_editor(
        answered.folder,
        "import subprocess\n"
        "above, end, below = form.partition('# -----')\n"
        "if turn == 1:\n"
        f"    subprocess.run({theirs!r}, check=True, capture_output=True)\n"
        "    form = form.replace('Tuesdays', 'Mondays', 1)\n"
        "else:\n"
        "    assert 'Mondays' in above and 'Fridays' not in above, form\n"
        "    assert '#   A nurse comes on Fridays.' in below, form\n"
        "    form = form.replace('Mondays', 'Mondays and Fridays', 1)",
    )
    seen = terminal("set", "b1", env=editor, answers=(("Open the form again?", "y\n"),))
    assert seen.code == 0, seen.screen
    assert "Ines has changed b1 since these words were read" in " ".join(seen.screen.split())
    assert text_of(answered, "b1") == "# One nurse\n\nA nurse comes on Mondays and Fridays."


@pytest.mark.slow
def test_what_is_published_does_not_open_in_the_editor(answered: Mediawatch, terminal: Terminal) -> None:
    answered("rebuttal", "approve", 1, check=0)
    answered("rebuttal", "publish", 1, check=0)
    editor = make_editor(answered.folder, "raise SystemExit('it was opened')")
    seen = terminal("set", "b1", env=editor)
    assert seen.code == 2
    assert "mediawatch rebuttal supersede 1" in " ".join(seen.screen.split())
    assert "it was opened" not in seen.screen
    better = make_editor(answered.folder, "form = form.replace('Tuesdays', 'Sundays', 1)")
    assert terminal("rebuttal", "supersede", 1, env=better).code == 0
    assert text_of(answered, "b2") == "# One nurse\n\nA nurse comes on Sundays."


@pytest.mark.slow
def test_a_statement_opens_laid_out_and_is_stored_as_it_was_left(
    answered: Mediawatch, terminal: Terminal
) -> None:
    editor = make_editor(
        answered.folder,
        "assert '“No nurse has set foot”' in form\n"
        "form = form.replace('Title: Our answer', 'Title: Our own answer', 1)\n"
        "form = form.replace('[FILL IN: in one', 'We say no. [FILL IN: in one', 1)",
    )
    seen = terminal("statement", "draft", "--report", 1, env=editor)
    assert seen.code == 0, seen.screen
    assert "Drafted the statement b2, “Our own answer" in " ".join(seen.screen.split())
    assert text_of(answered, "b2").startswith("We say no. [FILL IN: in one")


@pytest.mark.slow
def test_what_changed_is_marked_and_coloured(answered: Mediawatch, terminal: Terminal) -> None:
    answered("rebuttal", "approve", 1, check=0)
    answered("set", "b1", "--text", "# One nurse\n\nA nurse comes on Mondays.", check=0)
    screen = terminal("diff", "b1").screen
    assert "\x1b[31m[-Tuesdays-]\x1b[0m\x1b[32m{+Mondays+}\x1b[0m." in screen
    plain = terminal("diff", "b1", env={"NO_COLOR": "1"}).screen
    assert "A nurse comes on [-Tuesdays-]{+Mondays+}." in plain
    assert not COLOUR.search(plain)


@pytest.mark.slow
def test_a_form_closed_without_saving_changes_nothing(cutting: Mediawatch, terminal: Terminal) -> None:
    seen = terminal("note", "r1", env={"EDITOR": "true"})
    assert seen.code == 2
    assert "closed without being saved" in seen.screen


@pytest.mark.slow
@pytest.mark.parametrize("editor", ["/nowhere/to/be/found", "false", "'half a quotation mark"])
def test_without_an_editor_the_other_way_is_named(
    cutting: Mediawatch, terminal: Terminal, editor: str
) -> None:
    seen = terminal(
        "rebuttal", "supersede", 1, "--text", "x"
    )  # a rebuttal that is not there, whatever the editor
    assert seen.code == 2
    seen = terminal("note", "r1", env={"EDITOR": editor})
    assert seen.code == 2
    assert "EDITOR" in seen.screen
    assert "Traceback" not in seen.screen


@pytest.mark.slow
def test_colour_is_for_terminals_and_for_those_who_want_it(cutting: Mediawatch, terminal: Terminal) -> None:
    assert COLOUR.search(terminal("list", "reports").screen)
    assert COLOUR.search(terminal("search", "nurse").screen)
    assert not COLOUR.search(terminal("list", "reports", env={"NO_COLOR": "1"}).screen)
    assert not COLOUR.search(terminal("search", "nurse", env={"NO_COLOR": "1"}).screen)
    assert "\x1b" not in cutting("list", "reports", check=0).stdout
    assert "\x1b" not in cutting("search", "nurse", check=0).stdout


@pytest.mark.slow
def test_a_table_fits_the_terminal(cutting: Mediawatch, terminal: Terminal) -> None:
    cutting("set", "r1", "--title", "word " * 40, check=0)
    seen = terminal("list", "reports", env={"NO_COLOR": "1"})
    assert max(len(line) for line in seen.screen.splitlines()) <= 80
    assert seen.screen.count("word") == 32  # the first 160 characters, as everywhere


@pytest.mark.slow
def test_nothing_scraped_steers_the_terminal(cutting: Mediawatch, terminal: Terminal) -> None:
    cutting("set", "r1", "--title", "before \x1b[2J\x9b31m\u202e\x07 [red]after[/red]", check=0)
    for argv in (
        ("list", "reports"),
        ("show", "r1"),
        ("search", "nurse"),
        ("log",),
        ("timeline",),
        ("list", "reports", "--json"),
    ):
        screen = COLOUR.sub("", terminal(*argv).screen)
        assert not set("\x1b\x9b\u202e\x07") & set(screen), argv
        assert "after" in screen


@pytest.mark.slow
def test_the_demo_serves_its_record_on_a_terminal_until_ctrl_c(
    mediawatch: Mediawatch, terminal: Terminal
) -> None:
    seen = terminal("demo", "--db", "sample.db", "--port", "0", stop_at="Serving at http://127.0.0.1:")
    assert seen.code == 0, seen.screen
    assert "until Ctrl-C." in seen.screen


@pytest.mark.slow
def test_a_citation_is_shown_in_colour_and_says_the_same_without(
    terminal: Terminal, mediawatch: Mediawatch, record: Path, sample: Path
) -> None:
    mediawatch("add", "--work", sample / "statement.html", "--published", "2026-03-02", check=0)
    mediawatch("add", sample / "courier.html", "--url", "https://saltmere-courier.example/a", check=0)
    coloured = terminal("show", "x1", env={"TERM": "xterm-256color"})
    assert coloured.code == 0
    assert "\x1b[31m" in coloured.screen
    plain = terminal("show", "x1", env={"TERM": "xterm-256color", "NO_COLOR": "1"})
    assert "\x1b[3" not in plain.screen
    bare = [line.rstrip() for line in COLOUR.sub("", coloured.screen).splitlines()]
    assert bare == [line.rstrip() for line in COLOUR.sub("", plain.screen).splitlines()]
    assert all(len(line) <= 80 or "https://" in line or "^" in line for line in bare)
    assert any(
        line.startswith("we wrote    We ended eleven tenancies last year, nine of them") for line in bare
    )
