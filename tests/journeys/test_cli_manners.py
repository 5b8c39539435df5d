"""The command line's manners: what goes where, what a program gets, how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from command import Mediawatch
from world import World

TEXT = (
    "Trouble at the Ropewalk\n\n"
    "No nurse has set foot in Second Landing since the autumn, a man told me on Thursday.\n\n"
    "The Saltmere Trust did not return my call. The Saltmere Trust is said to be busy.\n"
)


@pytest.fixture
def cutting(mediawatch: Mediawatch, record: Path) -> Mediawatch:
    """The command, on a record with one typed cutting and one claim."""
    mediawatch(
        *("add", "--typed", "--outlet", "Northfold Gazette", "--published", "2026-03-09", "--text-file", "-"),
        input=TEXT,
        check=0,
    )
    mediawatch(
        *("claim", "add", 1, "--quote", "No nurse has set foot in Second Landing"),
        *("--claim", "No nurse has come to Second Landing."),
        check=0,
    )
    return mediawatch


def test_after_a_change_one_line_says_what_happened_and_what_comes_next(
    mediawatch: Mediawatch, record: Path
) -> None:
    done = mediawatch(
        *("add", "--typed", "--outlet", "Northfold Gazette", "--published", "2026-03-09", "-"),
        input=TEXT,
        check=0,
    )
    first, *mentions = done.stdout.splitlines()
    assert first == (
        "Recorded r1: “Trouble at the Ropewalk” (Northfold Gazette, 9 March 2026), 3 mentions. "
        'Next: mediawatch claim add 1 --quote "…" --claim "…"'
    )
    assert mentions == [
        "  No nurse has set foot in Second Landing since the autumn, a man told me on Thursday.",
        "  The Saltmere Trust did not return my call.",
        "  The Saltmere Trust is said to be busy.",
    ]
    assert done.stderr == ""


def test_the_next_thing_that_is_named_can_be_done(cutting: Mediawatch) -> None:
    drafted = cutting("rebuttal", "add", 1, "--text", "A nurse comes every Tuesday.", check=0)
    assert drafted.stdout.endswith("Next: mediawatch rebuttal approve 1\n")
    approved = cutting("rebuttal", "approve", 1, "--by", "Ines Calloway", check=0)
    assert approved.stdout.startswith("Ines Calloway approved b1")
    sent = cutting("rebuttal", "publish", 1, "--on", "2026-03-10", "--to", "Northfold Gazette", check=0)
    assert "b1 was sent to Northfold Gazette on 10 March 2026." in sent.stdout


def test_quiet_prints_the_reference_alone(cutting: Mediawatch) -> None:
    added = cutting(
        "add", "--quiet", "--typed", "--outlet", "X", "--published", "2026", "-", input="Another text."
    )
    assert added.stdout == "r2\n"
    assert cutting("--quiet", "list", "reports").stdout == "r1\nr2\n"
    assert cutting("rebuttal", "add", "c1", "-", "-q", input="A nurse comes.").stdout == "b1\n"
    assert cutting("set", "r2", "--title", "New", "--quiet").stdout == "r2\n"


@pytest.mark.slow
def test_long_text_comes_from_an_option_a_file_or_standard_input(cutting: Mediawatch) -> None:
    file = cutting.folder / "answer.txt"
    file.write_text("From a “file”.\n", encoding="utf-8")
    for number, (argv, given, text) in enumerate(
        (
            (("--text", "From an option."), None, "From an option."),
            (("--text-file", file), None, "From a “file”."),
            (("--text-file", "-"), "From – input.\r\n", "From – input."),
            (("--text", "-"), "Also from input.", "Also from input."),
            (("-",), "And so.", "And so."),
        ),
        1,
    ):
        cutting("rebuttal", "add", 1, *argv, input=given, check=0)
        assert json.loads(cutting("show", f"b{number}", "--json").stdout)["text"] == text


def test_without_a_terminal_nothing_is_asked_and_the_option_is_named(cutting: Mediawatch) -> None:
    for argv, option in (
        (("claim", "add", 1), "--quote"),
        (("claim", "pin", 1, 1), "--quote"),
        (("rebuttal", "add", 1), "--text"),
        (("note", "r1"), "--text-file"),
        (("add", "--typed", "--outlet", "X", "--published", "2026"), "--text-file"),
    ):
        done = cutting(*argv, check=2)
        assert option in done.stderr
        assert done.stdout == ""


def test_a_program_gets_one_array_and_a_spreadsheet_gets_no_formula(cutting: Mediawatch) -> None:
    cutting("set", "r1", "--title", "=HYPERLINK(0)", check=0)
    (row,) = json.loads(cutting("list", "reports", "--json", check=0).stdout)
    assert row["ref"] == "r1"
    assert row["title"] == "=HYPERLINK(0)"
    (line,) = csv.DictReader(io.StringIO(cutting("list", "reports", "--csv", check=0).stdout))
    assert line["title"] == "'=HYPERLINK(0)"
    assert list(line) == list(row)
    assert json.loads(cutting("list", "works", "--json", check=0).stdout) == []
    assert json.loads(cutting("search", "nurse", "--json", check=0).stdout)[0]["ref"] == "r1"
    assert len(json.loads(cutting("log", "--json", check=0).stdout)) > 3


def test_a_list_goes_to_a_file_in_the_format_that_its_name_says(cutting: Mediawatch) -> None:
    done = cutting("list", "claims", "-o", "claims.json", check=0)
    assert done.stdout == ""
    assert "Wrote 1 claims to claims.json" in done.stderr
    assert json.loads((cutting.folder / "claims.json").read_text(encoding="utf-8"))[0]["ref"] == "c1"
    cutting("list", "claims", "-o", "claims.csv", check=0)
    assert (cutting.folder / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    cutting("list", "claims", "-o", "claims.odt", check=2)
    assert not (cutting.folder / "claims.odt").exists()


def test_db_and_by_stand_before_or_after_the_command(
    mediawatch: Mediawatch, init_arguments: tuple[str, ...]
) -> None:
    mediawatch("--db", "a.db", "--by", "Ama", *init_arguments, check=0)
    mediawatch("name", "add", "Ropewalk", "--db", "a.db", "--by", "Bea", check=0)
    events = json.loads(mediawatch("log", "--json", "--db", "a.db", check=0).stdout)
    assert events[0]["by"] == "Ama"
    assert events[-1]["by"] == "Bea"
    assert not mediawatch.record.exists()


def test_times_are_shown_in_the_time_zone_of_the_record(mediawatch: Mediawatch) -> None:
    mediawatch("init", "--organisation", "A Trust", "--timezone", "Pacific/Kiritimati", check=0)
    stored = json.loads(mediawatch("log", "--json", check=0).stdout)[0]["at"]
    shown = re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", mediawatch("log", check=0).stdout)
    assert stored.endswith("+00:00")
    assert shown is not None
    assert int(shown.group()[11:13]) == (int(stored[11:13]) + 14) % 24


@pytest.mark.slow
def test_what_is_set_withdrawn_and_noted_stays_in_the_log(cutting: Mediawatch) -> None:
    cutting("note", "r1", "The editor rang.", check=0)
    cutting("withdraw", "r1", "--why", "added twice", check=0)
    assert cutting("list", "reports", check=0).stdout == ""
    assert "withdrawn already" in cutting("withdraw", "r1", "--why", "again", check=2).stderr
    cutting("reinstate", "r1", check=0)
    assert "r1" in cutting("list", "reports", check=0).stdout
    log = cutting("log", "r1", check=0).stdout
    assert "added twice" in log
    assert "The editor rang." in log


def test_a_closed_pipe_ends_quietly(mediawatch: Mediawatch) -> None:
    names = [word for number in range(900) for word in ("--alias", f"The {number}th name of the trust")]
    mediawatch("init", "--organisation", "A Trust", *names, check=0)
    for argv in (("list", "names", "--json"), ("list", "names"), ("log",)):
        started = mediawatch.start(*argv)
        assert started.stdout is not None
        assert started.stderr is not None
        assert started.stdout.read(1)
        started.stdout.close()
        assert started.wait(30) == 0
        assert started.stderr.read() == ""


@pytest.mark.skipif(
    os.name != "posix", reason="not on this operating system: it has no SIGINT for one process"
)
def test_ctrl_c_in_the_middle_of_adding_leaves_nothing(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    address = world.slow("/late", wait=60)
    started = mediawatch.start("add", address)
    until = time.monotonic() + 30
    while not world.asked("/late") and time.monotonic() < until:
        time.sleep(0.05)
    assert world.asked("/late")
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=30)
    assert started.returncode == 130
    assert out == ""
    assert err.strip() == "Stopped; nothing half-done was recorded."
    assert mediawatch("list", "reports", "--json", check=0).stdout == "[]\n"
    mediawatch("verify", check=0)


@pytest.mark.skipif(
    os.name != "posix", reason="not on this operating system: it has no limit on the size of files"
)
def test_a_file_for_which_there_is_no_room_does_not_appear(mediawatch: Mediawatch) -> None:
    import resource

    names = [word for number in range(900) for word in ("--alias", f"The {number}th name of the trust")]
    mediawatch("init", "--organisation", "A Trust", *names, check=0)
    limit = 64 * 1024  # the record's shared memory needs half of that, the list more
    done = subprocess.run(
        [mediawatch.command, "list", "names", "-o", "names.csv"],
        cwd=mediawatch.folder,
        env=mediawatch.environment(None),
        capture_output=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
    )
    assert done.returncode == 1
    assert "The disk is full." in done.stderr.decode()
    assert not list(mediawatch.folder.glob("*names.csv*"))


def test_a_list_of_addresses_tells_its_total_and_its_failures(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    found = world.page("/a.txt", TEXT, "text/plain; charset=utf-8")
    missing = world.url("/missing.txt")
    listed = f"# our list\n{found}\n\n{missing}\n{found}\n"
    done = mediawatch("add", "--from", "-", input=listed, check=1)
    assert done.stdout.startswith("Of 2 addresses: 1 added, 0 known before, 1 failed.")
    assert missing in done.stderr
    again = mediawatch("add", "--from", "-", input=found, check=0)
    assert again.stdout.startswith("Of 1 address: 0 added, 1 known before, 0 failed.")


def test_one_bad_thing_does_not_keep_the_others_out(mediawatch: Mediawatch, record: Path) -> None:
    (mediawatch.folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (mediawatch.folder / "b.txt").write_text(TEXT.replace("nurse", "doctor"), encoding="utf-8")
    done = mediawatch("add", "a.txt", "nothing.txt", "b.txt", check=2)
    assert [line.split(":")[0] for line in done.stdout.splitlines() if line.startswith("Rec")] == [
        "Recorded r1",
        "Recorded r2",
    ]
    assert "nothing.txt" in done.stderr


def test_init_again_changes_nothing_and_says_so(mediawatch: Mediawatch, record: Path) -> None:
    before = record.read_bytes()
    done = mediawatch("init", "--organisation", "Another Trust", "--alias", "AT", check=0)
    assert "nothing was changed" in done.stdout
    assert record.read_bytes() == before


def test_settings_are_shown_set_and_taken_back(mediawatch: Mediawatch, record: Path) -> None:
    mediawatch("settings", "contact", "press@trust.example", check=0)
    assert mediawatch("settings", "contact", check=0).stdout == "press@trust.example\n"
    assert "press@trust.example" in mediawatch("settings", check=0).stdout
    mediawatch("settings", "contact", "", check=0)
    assert mediawatch("settings", "contact", check=0).stdout == "\n"
    assert "contact, proxy" in mediawatch("settings", "colour", check=2).stderr


def test_doctor_says_what_is_missing(mediawatch: Mediawatch, init_arguments: tuple[str, ...]) -> None:
    assert "no record" in mediawatch("doctor", check=1).stdout
    mediawatch(*init_arguments, check=0)
    assert all(finding["ok"] for finding in json.loads(mediawatch("doctor", "--json", check=0).stdout))


def test_the_shell_completes_commands_and_their_words(mediawatch: Mediawatch) -> None:
    assert "_MEDIAWATCH_COMPLETE" in mediawatch("completion", "zsh", check=0).stdout

    def complete(words: str, place: int) -> list[str]:
        asked = {"_MEDIAWATCH_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(place)}
        return [line.partition(",")[2] for line in mediawatch(env=asked, check=0).stdout.splitlines()]

    assert complete("mediawatch li", 1) == ["list"]
    assert complete("mediawatch rebuttal ap", 2) == ["approve"]
    assert complete("mediawatch list re", 2) == ["reports", "rebuttals", "requests"]


def test_serve_shows_the_record_until_it_is_stopped(cutting: Mediawatch) -> None:
    started = cutting.start("serve", "--port", "0")
    assert started.stdout is not None
    line = started.stdout.readline()
    found = re.fullmatch(r"Serving at (http://127\.0\.0\.1:\d+/) until Ctrl-C\.\n", line)
    assert found, (line, started.stderr.read() if started.stderr and started.poll() is not None else "")
    with urlopen(found[1], timeout=30) as answer:
        assert answer.status == 200


def test_serve_does_not_open_the_record_to_the_network_by_accident(cutting: Mediawatch) -> None:
    done = cutting("serve", "--host", "0.0.0.0", "--port", "0", check=2)
    assert "--without-sign-in" in done.stderr


def test_verify_ends_with_three_when_something_was_altered(cutting: Mediawatch, record: Path) -> None:
    cutting("verify", check=0)
    content = record.read_bytes()
    assert content.count(b"No nurse has set foot") >= 1
    record.write_bytes(content.replace(b"No nurse has set foot", b"No nurse has ever set"))
    done = cutting("verify", check=3)
    assert "FAILED" in done.stdout
    assert "does not agree with itself" in done.stderr


def test_a_backup_brings_back_what_was_there(cutting: Mediawatch, record: Path) -> None:
    cutting("backup", "kept.db", check=0)
    cutting("set", "r1", "--title", "Spoilt", check=0)
    restored = cutting("restore", "kept.db", check=0)
    assert "The record that stood there is kept as" in restored.stdout
    assert "Trouble at the Ropewalk" in cutting("list", "reports", check=0).stdout
    cutting("verify", check=0)
    assert "nothing was written" in cutting("backup", "kept.db", check=2).stderr
