"""The inbox, looked through with single keys on a real terminal, alone and by two at once."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from command import Mediawatch
from terminal import Sitting

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="not on this operating system: it has no pseudo-terminals"
)

ASKED = "[q]uit: "

Sit = Callable[..., Sitting]


@pytest.fixture
def sit(mediawatch: Mediawatch) -> Iterator[Sit]:
    """Sits down at a terminal: `sit("report", "triage", by="Bo")`."""
    sittings: list[Sitting] = []

    def start(*args: str | int, by: str = "Ada", env: dict[str, str | None] | None = None) -> Sitting:
        sittings.append(Sitting(mediawatch, *args, env={"MEDIAWATCH_USER": by, **(env or {})}))
        return sittings[-1]

    yield start
    for sitting in sittings:
        sitting.close()


@pytest.fixture
def inbox(mediawatch: Mediawatch, record: Path) -> Mediawatch:
    """The command, on a record with four cuttings that name us."""
    for number in range(1, 5):
        add(
            mediawatch,
            f"Cutting {number}\n\nNo nurse came to landing {number}. The Saltmere Trust was asked.\n",
        )
    return mediawatch


def add(mediawatch: Mediawatch, text: str, outlet: str = "Northfold Gazette") -> None:
    mediawatch(*("add", "--typed", "--outlet", outlet, "--published", "2026-03-09", "-"), input=text, check=0)


def listed(mediawatch: Mediawatch, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(mediawatch(*args, "--json", check=0).stdout)
    return found


def triage_of(mediawatch: Mediawatch) -> dict[str, str]:
    return {row["ref"]: row["triage"] for row in listed(mediawatch, "list", "reports")}


def make_editor(folder: Path, *changes: tuple[str, str]) -> dict[str, str | None]:
    """An editor that fills in the form; without changes it saves nothing."""
    file = folder / "fill_in.py"
    lines = [f"form = form.replace({old!r}, {new!r}, 1)" for old, new in changes]
    file.write_text(
        "import sys, pathlib\nplace = pathlib.Path(sys.argv[1])\nform = place.read_text(encoding='utf-8')\n"
        + "\n".join(lines)
        + ("\nplace.write_text(form, encoding='utf-8')\n" if changes else "\n"),
        encoding="utf-8",
    )
    return {"EDITOR": f"{shlex.quote(sys.executable)} {shlex.quote(str(file))}"}


@pytest.mark.slow
def test_one_key_decides_and_the_next_report_is_shown(inbox: Mediawatch, sit: Sit) -> None:
    at = sit("report", "triage")
    at.see(
        "4 in the inbox",
        "r1  Cutting 1",
        "Northfold Gazette, 9 March 2026",
        "The *Saltmere Trust* was asked.",
        ASKED,
    )
    at.press("m").see("r1 is only a mention.", "3 in the inbox", "r2  Cutting 2", ASKED)
    at.press("l").see("r2 is put off.", "r3  Cutting 3", ASKED)
    at.press("e").see(
        "r3 is about someone else. The words round the name are remembered (1 place).", "r4", ASKED
    )
    at.press("C").see("r4 is one that makes a claim.")
    assert at.end() == 0
    assert "Decided about 4 reports. 1 left in the inbox." in at.screen
    assert triage_of(inbox) == {
        "r1": "only a mention",
        "r2": "later",
        "r3": "about someone else",
        "r4": "claim",
    }
    assert [row["ref"] for row in listed(inbox, "inbox")] == ["r2"]


@pytest.mark.slow
def test_undo_brings_the_report_back_as_often_as_one_likes(inbox: Mediawatch, sit: Sit) -> None:
    at = sit("report", "triage")
    at.see(ASKED).press("m").see("r2  Cutting 2", ASKED).press("e").see("r3  Cutting 3", ASKED)
    at.press("u").see("Took that back: r2 is in the inbox again.", "r2  Cutting 2", ASKED)
    at.press("u").see("Took that back: r1 is in the inbox again.", "r1  Cutting 1", ASKED)
    at.press("u").see("There is nothing to undo", ASKED)
    at.press("q")
    assert at.end() == 0
    assert set(triage_of(inbox).values()) == {""}
    inbox("verify", check=0)


@pytest.mark.slow
def test_keys_that_mean_nothing_say_so_and_the_keys_can_be_looked_up(inbox: Mediawatch, sit: Sit) -> None:
    at = sit("report", "triage")
    at.see(ASKED).press("x").see("“x” does nothing here; ? shows the keys.", ASKED)
    at.press("\x1b[A").see("does nothing here", ASKED)
    at.press("?").see("only a mention", "undo the last decision", ASKED)
    at.press("y").see("There is no suggestion", ASKED)
    at.press("o").see("has no address", ASKED)
    at.press(" ").see("r2  Cutting 2", ASKED)
    at.press("q")
    assert at.end() == 0
    assert "Nothing was decided. 4 left in the inbox." in at.screen
    assert "Traceback" not in at.screen


@pytest.mark.slow
def test_keys_that_are_typed_ahead_are_not_lost(inbox: Mediawatch, sit: Sit) -> None:
    at = sit("report", "triage")
    at.see(ASKED).press("mlmé").see("“é” does nothing here").press("q")
    assert at.end() == 0
    assert triage_of(inbox) == {"r1": "only a mention", "r2": "later", "r3": "only a mention", "r4": ""}


@pytest.mark.slow
def test_ctrl_c_leaves_what_was_decided_and_nothing_half_done(inbox: Mediawatch, sit: Sit) -> None:
    at = sit("report", "triage")
    at.see(ASKED).press("m").see("r2  Cutting 2", ASKED).press("\x03")
    assert at.end() == 130
    assert [row["ref"] for row in listed(inbox, "inbox")] == ["r2", "r3", "r4"]


@pytest.mark.slow
def test_the_end_of_the_input_quits(inbox: Mediawatch, sit: Sit) -> None:
    at = sit("report", "triage")
    at.see(ASKED).press("\x04")
    assert at.end() == 0
    assert len(listed(inbox, "inbox")) == 4


@pytest.mark.slow
def test_a_claim_is_pinned_in_the_editor_and_undone_whole(inbox: Mediawatch, sit: Sit) -> None:
    editor = make_editor(
        inbox.folder,
        ("\nquote:", "\nquote: No nurse came to landing 1"),
        ("\nclaim:", "\nclaim: No nurse came."),
    )
    at = sit("report", "triage", env=editor)
    at.see(ASKED).press("c").see(
        "Recorded c1 in r1: “No nurse came to landing 1”.", "1 quote is pinned", "[space] done"
    )
    at.press(" ").see("r2  Cutting 2", ASKED)
    assert triage_of(inbox)["r1"] == "claim"
    at.press("u").see("Withdrew c1.", "Took that back: r1 is in the inbox again.", "r1  Cutting 1", ASKED)
    at.press("q")
    assert at.end() == 0
    assert triage_of(inbox)["r1"] == ""
    assert listed(inbox, "list", "claims") == []


@pytest.mark.slow
@pytest.mark.parametrize("editor", ["nothing is saved", "there is none"])
def test_a_form_that_comes_to_nothing_leaves_the_report_as_it_was(
    inbox: Mediawatch, sit: Sit, editor: str
) -> None:
    env = make_editor(inbox.folder) if editor == "nothing is saved" else {"EDITOR": "/nowhere/at/all"}
    at = sit("report", "triage", env=env)
    at.see(ASKED).press("c").see("r1 is as it was.", "r1  Cutting 1", ASKED)
    at.press("q")
    assert at.end() == 0
    assert set(triage_of(inbox).values()) == {""}


@pytest.mark.slow
def test_suggestions_are_answered_with_yes_and_no(inbox: Mediawatch, sit: Sit) -> None:
    sentence = "half of every pound that is given to the Saltmere Trust goes on salaries for its directors"
    add(inbox, f"First\n\nIn truth {sentence}, says a man.\n")
    inbox("claim", "add", 5, "--quote", sentence, "--claim", "Half of all donations go on salaries.", check=0)
    add(inbox, f"Second\n\nAgain: {sentence}. That is the whole story.\n", "The Tide")
    add(inbox, f"Third\n\nIt is said that {sentence.replace('goes', 'never goes')}.\n", "The Echo")
    for number in range(1, 5):
        inbox("report", "triage", number, "--as", "mention", check=0)
    at = sit("report", "triage")
    at.see("r6  Second", "repeats c1 “Half of all donations go on salaries.”", "[y]es [n]o to suggestion 1")
    at.press("y").see("Pinned c1 in r6", "1 quote is pinned", "[space] done")
    at.press("u").see("Took that back: suggestion 1 is open again.", "[y]es [n]o to suggestion 1")
    at.press("y").see("Pinned c1 in r6", "[space] done").press(" ").see("r6 is one that makes a claim.")
    at.see("r7  Third", "negation", ASKED)
    at.press("y").see("The words that changed may turn it round: negation", "not now: ").press("x").see(ASKED)
    assert len(listed(inbox, "list", "suggestions")) == 1
    at.press("y").see("not now: ").press("d").see("Pinned c1 in r7", ASKED).press(" ")
    assert at.end() == 0
    shown = json.loads(inbox("show", "c1", "--json", check=0).stdout)["appears in"]
    assert [(row["report"], row["stance"]) for row in shown] == [
        ("r5", "asserts"), ("r6", "repeats"), ("r7", "disputes"),
    ]  # fmt: skip
    inbox("verify", check=0)


@pytest.mark.slow
def test_somebody_else_is_offered_the_next_time(inbox: Mediawatch, sit: Sit) -> None:
    for number, text in enumerate(
        ("The horse Old Saltmere Trust won at Ascot.", "Nobody saw Old Saltmere Trust lose.")
    ):
        add(inbox, f"Racing {number}\n\n{text}\n", "The Turf")
        if number == 0:
            done = inbox("report", "triage", 5, "--as", "someone-else", check=0)
            assert "The words round the name are remembered (1 place)." in done.stdout
    for number in range(1, 5):
        inbox("report", "triage", number, "--as", "mention", check=0)
    at = sit("report", "triage")
    at.see("r6  Racing 1", "may be about someone else", "“Old” stands before “Saltmere Trust” here as in r5")
    at.press("y").see("r6 is about someone else.")
    assert at.end() == 0
    assert triage_of(inbox)["r6"] == "about someone else"


@pytest.mark.slow
def test_two_officers_at_one_inbox_lose_nothing_and_answer_nothing_twice(inbox: Mediawatch, sit: Sit) -> None:
    ada, bo = sit("report", "triage", by="Ada"), sit("report", "triage", by="Bo")
    ada.see("r1  Cutting 1", ASKED)
    bo.see("r1  Cutting 1", ASKED)
    ada.press("m").see("r1 is only a mention.", "r2  Cutting 2", ASKED)
    # Bo saw r1 before Ada decided, and is told what she did
    bo.press("e").see("Ada decided about r1 at ", ": only a mention.", "r2  Cutting 2", ASKED)
    # both look at r2; Bo is quicker
    bo.press("l").see("r2 is put off.", "r3  Cutting 3", ASKED)
    ada.press("C").see("Bo decided about r2 at ", ": later.", "r3  Cutting 3", ASKED)
    # the same decision twice is one
    ada.press("m").see("r3 is only a mention.", "r4  Cutting 4", ASKED)
    bo.press("m").see("Ada decided that at ", "nothing was changed", "r4  Cutting 4", ASKED)
    # a claim that is pinned elsewhere in the meantime counts as an answer
    inbox("claim", "add", 4, "--quote", "No nurse came to landing 4", "--claim", "No nurse came.", check=0)
    bo.press("m").see("A claim is pinned to r4.")
    assert bo.end() == 0
    ada.press("q")
    assert ada.end() == 0
    assert triage_of(inbox) == {"r1": "only a mention", "r2": "later", "r3": "only a mention", "r4": ""}
    decided = [row for row in listed(inbox, "log") if row["verb"] == "triaged"]
    assert [(row["ref"], row["by"]) for row in decided] == [("r1", "Ada"), ("r2", "Bo"), ("r3", "Ada")]
    inbox("verify", check=0)


@pytest.mark.slow
def test_many_processes_at_once_decide_each_report_once(mediawatch: Mediawatch, record: Path) -> None:
    for number in range(1, 7):
        add(mediawatch, f"Cutting {number}\n\nThe Saltmere Trust was asked ({number}).\n")
    choices = ("mention", "claim", "later", "someone-else")

    def decide(turn: int) -> int:
        number, choice = turn % 6 + 1, choices[turn % 4]
        return mediawatch(
            *("report", "triage", number, "--as", choice), env={"MEDIAWATCH_USER": f"User {turn % 3}"}
        ).returncode

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(decide, range(24)))
    assert set(codes) <= {0, 2}
    said = [row for row in listed(mediawatch, "log") if row["verb"] == "triaged"]
    for ref, triage in triage_of(mediawatch).items():
        mine = [row["payload"] for row in said if row["ref"] == ref]
        # only what was put off was decided again, and each decision knew the one before it
        assert [one["after"]["triage"] for one in mine][-1] == triage
        for before, after in pairwise(mine):
            assert before["after"]["triage"] == "later"
            assert after["before"] == before["after"]
    mediawatch("verify", check=0)


@pytest.mark.slow
def test_without_a_terminal_the_other_way_is_named(inbox: Mediawatch) -> None:
    done = inbox("report", "triage", check=2)
    assert "needs a terminal" in done.stderr
    assert "report triage 12 --as mention" in done.stderr
