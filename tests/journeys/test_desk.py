"""The desk's commands as a process: what they say, what a program gets, and what is refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command import Mediawatch

SAID = "half of every pound that is given to the Saltmere Trust goes on salaries for its directors"

TURNED = SAID.replace("goes", "never goes")


@pytest.fixture
def desk(mediawatch: Mediawatch, record: Path) -> Mediawatch:
    """Reports 1 to 3; claim 1 in report 1, claim 2 in report 2; suggestion 1: claim 1 in report 3, with a change."""
    texts = (
        f"In truth {SAID}.",
        "No nurse has set foot in Second Landing. The Saltmere Trust was asked.",
        f"We hear that {TURNED}.",
    )
    for number, text in enumerate(texts, 1):
        mediawatch(
            *("add", "--typed", "--outlet", f"Paper {number}", "--published", f"2026-03-0{number}", "-"),
            input=f"Head {number}\n\n{text}\n",
            check=0,
        )
        if number == 1:
            mediawatch("claim", "add", 1, "--quote", SAID, "--claim", "Half goes on salaries.", check=0)
    mediawatch("claim", "add", 2, "--quote", "No nurse has set foot", "--claim", "No nurse came.", check=0)
    return mediawatch


def rows(mediawatch: Mediawatch, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(mediawatch(*args, "--json", check=0).stdout)
    return found


@pytest.mark.slow
def test_after_a_change_one_line_says_what_happened_and_how_to_go_back(desk: Mediawatch) -> None:
    for argv, said in (
        (("claim", "merge", 2, 1),
         "c2 is now another wording of c1, which has 2 appearances; `mediawatch claim split 2` takes it out again.\n"),
        (("claim", "split", 1, "--report", 2, "--claim", "Nobody came."),
         'Split 1 appearance off c1 to c3; c1 keeps 1. Next: mediawatch rebuttal add 3 --text "…"\n'),
        (("claim", "split", 3, "--back"),
         "c3 is now another wording of c1, which has 2 appearances; `mediawatch claim split 3` takes it out again.\n"),
        (("claim", "split", 2),
         "c2 stands by itself again, with 1 appearance; c1 keeps 1. Next: mediawatch show c2\n"),
        (("claim", "unpin", 2, 2, "--why", "another trust"),
         "Took “No nurse has set foot” in r2 out of c2, which has none left; "
         "`mediawatch claim repin 2 2` brings it back.\n"),
        (("claim", "repin", 2, 2),
         "Brought back “No nurse has set foot” in r2 to c2. Next: mediawatch show c2\n"),
        (("claim", "assess", 1, "--as", "false", "--reason", "It is 9p."),
         "Judged c1 false. Next: mediawatch show c1\n"),
        (("claim", "assess", 1, "--as", "none", "--reason", "It was c2."),
         "Took back that c1 was judged false. Next: mediawatch show c1\n"),
        (("suggestion", "confirm", 1, "--stance", "disputes"),
         f"Pinned c1 in r3: “{TURNED}”. Next: mediawatch show c1\n"),
        (("report", "group", 1, 3), "r1 and r3 (81% of it in r1) are one story. Next: mediawatch show r1\n"),
        (("report", "ungroup", 3), "r3 stands by itself again. Next: mediawatch show r3\n"),
        (("set", "c1", "--owner", "Bo", "--due", "2031-01-01"), "Set owner, due of c1. Next: mediawatch show c1\n"),
    ):  # fmt: skip
        assert desk(*argv, check=0).stdout == said
    desk("verify", check=0)


REFUSED: tuple[tuple[tuple[str, ...], str], ...] = (
    (("claim", "merge", "1", "1"), "c1 cannot be merged with itself."),
    (("claim", "merge", "1", "9"), "There is no claim c9."),
    (("claim", "merge", "1", "r1"), "r1 is a report, and a claim is asked for here."),
    (("claim", "split", "1"), "say which of its appearances to split off"),
    (("claim", "split", "1", "--report", "1"), "nothing would be left of it"),
    (("claim", "split", "1", "--back"), "Nothing was split off to c1."),
    (("claim", "split", "1", "--back", "--report", "1"), "--back takes no other option"),
    (("claim", "assess", "1", "--as", "false"), "A judgement needs its reason."),
    (("claim", "assess", "1", "--as", "rubbish", "--reason", "x"), "'rubbish' is not one of"),
    (("claim", "assess", "1", "--as", "false", "--reason", "x", "--evidence", "nowhere.pdf"), "cannot be read"),
    (("claim", "unpin", "1", "2", "--why", "x"), "c1 is not pinned to r2."),
    (("claim", "unpin", "1", "1"), "Missing option '--why'"),
    (("claim", "repin", "1", "1"), "No appearance of c1 was taken out of r1."),
    (("suggestion", "confirm", "1"), "may turn c1 round"),
    (("suggestion", "confirm", "1", "--although", "number"), "has no such change: number"),
    (("suggestion", "confirm", "99"), "There is no suggestion 99."),
    (("suggestion", "reject", "0"), "is not in the range"),
    (("suggestion", "confirm", "1", "1"), "has to be read by itself"),
    (("report", "group", "1"), "A story has two reports or more."),
    (("report", "ungroup", "1"), "r1 belongs to no story."),
    (("report", "triage", "1", "--as", "same-story"), "Which report tells the same story?"),
    (("report", "triage", "1", "--as", "mention"), "A claim is pinned to r1."),
    (("report", "triage", "1", "--undo"), "Nobody has decided about r1."),
    (("report", "triage", "1", "--undo", "--as", "later"), "exclude each other"),
    (("report", "triage", "--as", "later"), "It is not said which report is meant."),
    (("set", "c1", "--due", "3/4/2031"), "can be read in two ways"),
    (("set", "c1", "--due", "2020-01-01"), "has passed"),
    (("set", "b1", "--owner", "Bo"), "cannot be set on b1"),
    (("today", "--since", "3/4/2026"), "can be read in two ways"),
    (("list", "claims", "--assessed", "rubbish"), "'rubbish' is not one of"),
    (("list", "mentions", "--owner", "Bo"), "takes no --owner"),
)  # fmt: skip
"""Command lines that cannot be meant, and what is said of each."""


@pytest.mark.slow
def test_what_cannot_be_meant_is_refused_with_a_sentence(desk: Mediawatch) -> None:
    before = rows(desk, "log")
    for argv, said in REFUSED:
        done = desk(*argv, check=2)
        assert said in done.stderr.replace("\n", " "), argv
        assert done.stderr.startswith("Error: "), argv
        assert "Traceback" not in done.stderr
        assert done.stdout == "", argv
    assert rows(desk, "log") == before


def test_a_program_gets_the_inbox_the_day_and_the_lists(desk: Mediawatch) -> None:
    desk("add", "--typed", "--outlet", "The Tide", "--published", "2026-03-09", "-",
         input="Head 4\n\nThe Saltmere Trust was asked again.\n", check=0)  # fmt: skip
    waiting = rows(desk, "inbox")
    assert [(row["ref"], row["sentence"], row["suggestions"]) for row in waiting] == [
        ("r3", f"We hear that {TURNED}.", 1), ("r4", "The Saltmere Trust was asked again.", 0),
    ]  # fmt: skip
    assert desk("inbox", "--quiet", check=0).stdout == "r3\nr4\n"
    day = json.loads(desk("today", "--json", check=0).stdout)
    assert day["inbox"]["total"] == 2
    assert [row["claim"] for row in day["claims"]["rows"]] == [1, 2]
    assert rows(desk, "list", "suggestions")[0]["claim"] == 1
    told = desk("today", check=0).stdout
    assert "Waits to be looked at: 2\n  r3 “Head 3” (Paper 3, came in on " in told
    assert "Noticed\n  1 claim that may be repeated\n" in told


def test_an_empty_inbox_and_an_empty_day_say_so(mediawatch: Mediawatch, record: Path) -> None:
    assert mediawatch("inbox", check=0).stderr == "Nothing waits to be looked at.\n"
    assert "Nothing falls due, nothing waits, nothing is new." in mediawatch("today", check=0).stdout
    assert mediawatch("inbox", "--json", check=0).stdout == "[]\n"


@pytest.mark.slow
def test_what_strangers_wrote_steers_no_terminal(desk: Mediawatch) -> None:
    desk("set", "r3", "--title", "before \x1b[2J\u202e after", "--owner", "B\x1bo", check=0)
    for argv in (("inbox",), ("today",), ("list", "suggestions"), ("show", "c1"), ("log", "r3")):
        shown = desk(*argv, check=0).stdout
        assert not set("\x1b\u202e") & set(shown), argv
