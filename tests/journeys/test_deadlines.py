"""An invented newspaper affair under IPSO, from the day of publication to the calendar, with the installed command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import icalendar
import pytest

from affair import Affair, make_record
from command import Mediawatch
from mediawatch.journeys.desk import open_desk
from mediawatch.store.events import read_head

NO_ADVICE = "This is help with counting, not legal advice."


@pytest.fixture
def courier(mediawatch: Mediawatch) -> Mediawatch:
    """A cutting of 31 October 2025 with a claim; nobody has said who regulates the paper."""
    with open_desk(make_record(mediawatch.record), "Test Officer", environ={}) as desk:
        affair = Affair(desk)
        affair.claim(affair.report("2025-10-31", "The Northern Courier"))
    return mediawatch


def read_chain(mediawatch: Mediawatch) -> tuple[str, int]:
    """The head of the record's history: the same as long as nothing was changed."""
    with open_desk(mediawatch.record, "Test Officer", environ={}, read_only=True) as desk:
        return read_head(desk.record.db)


def rows(mediawatch: Mediawatch, *words: str) -> dict[str, dict[str, Any]]:
    """The deadlines as JSON, by rule and reference; of two with the same the first."""
    found = json.loads(mediawatch("deadlines", *words, "--json", check=0).stdout)
    return {f"{row['rule']} {row['ref']}": row for row in reversed(found)}


@pytest.mark.slow
def test_an_affair_under_ipso(courier: Mediawatch) -> None:
    before = courier("deadlines", "--all", check=0)
    assert "Defamation claim, Scotland" in before.stdout
    assert "Complaint to IPSO" not in before.stdout
    assert 'mediawatch outlet set "The Northern Courier" --regulator IPSO' in before.stderr
    assert NO_ADVICE in before.stderr

    said = courier("outlet", "set", "the northern courier", "--regulator", "ipso", check=0).stdout
    assert said.startswith("IPSO regulates the northern courier. Next: mediawatch deadlines")
    explained = courier("deadlines", "r1", "--all", check=0).stdout
    assert (
        "how it was counted  4 months after 31 October 2025 (publication date of r1): Saturday 28 February 2026. "
        "There is no 31 February 2026, so that month's last day it is. Act by Friday 27 February 2026."
    ) in explained
    assert "https://www.ipso.co.uk/complain/our-complaints-process/time-limits-for-complaints/" in explained
    assert "no day (no date)" in explained

    courier(
        "request", "add", "1", "--to", "regulator", "--on", "2026-01-15", "--text", "Please rule.", check=0
    )
    assert rows(courier, "--all")["ipso-complaint r1"]["state"] == "met"
    courier("request", "step", "1", "refused", "--on", "2026-01-29", check=0)
    reviews = [
        row
        for row in json.loads(courier("deadlines", "--all", "--json", check=0).stdout)
        if row["rule"] == "ipso-review"
    ]
    assert [row["due_on"] for row in reviews] == ["2026-02-05", "2026-03-05"]
    assert all(any(doubt.startswith("Sources disagree") for doubt in row["doubts"]) for row in reviews)

    said = courier(
        "deadline", "met", "ipso-review", "q1", "--on", "2026-02-04", "--why", "by mail", check=0
    ).stdout
    assert (
        said
        == "Review of a decision not to take the complaint forward was met for q1. Next: mediawatch deadlines\n"
    )
    marked = rows(courier, "--all")["ipso-review q1"]
    assert (marked["state"], marked["marked_on"], marked["marked_by"], marked["why"]) == (
        "met", "2026-02-04", "Test Officer", "by mail",
    )  # fmt: skip
    courier("deadline", "reopen", "ipso-review", "q1", check=0)
    assert rows(courier, "--all")["ipso-review q1"]["state"] == "passed"
    courier("deadline", "waive", "defamation-scotland", "r1", "--why", "not in Scotland", check=0)
    assert rows(courier, "--all")["defamation-scotland r1"]["state"] == "waived"
    log = courier("log", "r1", check=0).stdout
    assert "waived defamation-scotland" in log
    assert "met ipso-review" in courier("log", "q1", check=0).stdout
    assert courier("verify", check=0).returncode == 0


def read_events(path: Path) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_a_calendar_that_reads_the_file_again_moves_what_moved(courier: Mediawatch, tmp_path: Path) -> None:
    courier("outlet", "set", "The Northern Courier", "--regulator", "IPSO", check=0)
    file = tmp_path / "deadlines.ics"
    said = courier("deadlines", "--ics", str(file), check=0)
    assert said.stdout == ""
    assert f"Wrote 3 deadlines to {file}." in said.stderr
    before, written = read_events(file), file.read_bytes()
    courier("deadlines", "--ics", str(file), check=0)
    assert file.read_bytes() == written

    courier("set", "r1", "--published", "2025-11-03", check=0)
    courier("deadline", "waive", "defamation-scotland", "r1", "--why", "not in Scotland", check=0)
    courier("deadlines", "--ics", str(file), check=0)
    after = read_events(file)
    assert before.keys() == after.keys()
    (complaint,) = (uid for uid in after if uid.startswith("ipso-complaint-r1@"))
    assert before[complaint]["dtstart"].dt.isoformat() == "2026-02-28"
    assert after[complaint]["dtstart"].dt.isoformat() == "2026-03-03"
    assert after[complaint]["sequence"] > before[complaint]["sequence"]
    cancelled = [uid.partition("@")[0] for uid, event in after.items() if event["status"] == "CANCELLED"]
    assert cancelled == ["defamation-scotland-r1"]
    assert courier("deadlines", "--ics", "-", check=0).stdout.encode() == file.read_bytes()


def test_a_record_without_deadlines_gives_a_calendar_that_says_so(
    record: Path, mediawatch: Mediawatch, tmp_path: Path
) -> None:
    file = tmp_path / "empty.ics"
    said = mediawatch("deadlines", "--ics", str(file), check=0)
    assert (
        said.stderr == f"Wrote a calendar without deadlines to {file}: the record has none that has a day.\n"
    )
    assert read_events(file) == {}
    assert json.loads(mediawatch("deadlines", "--json", check=0).stdout) == []
    assert mediawatch("deadlines", check=0).stderr == "Nothing runs out.\n"


HOUSE = """
regulator = "Our own"
[[rule]]
key = "house-chase"
name = "Ask again"
counts_from = "request"
length = 5
unit = "working days"
bank_holidays = ["England"]
whose = "theirs"
met_by = ["reply of the publisher"]
means = "Ring the desk."
source = "Our press procedure"
checked_on = 2026-03-02
status = "checked"
"""


def test_rules_of_our_own(courier: Mediawatch, tmp_path: Path) -> None:
    courier("request", "add", "1", "--on", "2026-03-30", "--text", "Please correct.", check=0)
    file = tmp_path / "rules.toml"
    file.write_text(HOUSE, encoding="utf-8")
    assert (
        courier("rule", "add", str(file), check=0).stdout
        == "Added 1 rule: house-chase. Next: mediawatch deadlines\n"
    )
    row = rows(courier)["house-chase q1"]
    assert (row["due_on"], row["state"]) == ("2026-04-08", "passed")
    assert "3 April (Good Friday) and 6 April (Easter Monday)" in row["counted"]
    listed = courier("deadlines", "--rules", check=0).stdout
    assert "house-chase" in listed
    assert "own" in listed
    assert "7 days or 35 days" in listed
    courier("rule", "retire", "house-chase", check=0)
    assert "house-chase q1" not in rows(courier, "--all")
    assert courier("rule", "add", "-", input=HOUSE.replace("length = 5", "length = 6"), check=0)
    assert rows(courier)["house-chase q1"]["due_on"] == "2026-04-09"
    assert courier("verify", check=0).returncode == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("length = 5\n", ""), "has a unit ('working days') and no length"),
        (("length = 5", "length = -5"), "has a length of -5 working days; the least is 1"),
        (('"request"', '"our deadline"'), "counts from 'our deadline', which is itself a last day"),
        (("house-chase", "ipso-complaint"), "There are two rules with the key 'ipso-complaint'."),
        (('bank_holidays = ["England"]\n', ""), "does not say whose bank_holidays are left out"),
    ],
)
def test_a_contradiction_is_refused_and_nothing_is_taken_over(
    courier: Mediawatch, change: tuple[str, str], sentence: str
) -> None:
    refused = courier("rule", "add", "-", input=HOUSE.replace(*change), check=2)
    assert sentence in refused.stderr
    assert refused.stdout == ""
    assert len(json.loads(courier("deadlines", "--rules", "--json", check=0).stdout)) == 24


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("deadline", "met", "no-such-rule", "r1"),
            "The rule 'no-such-rule' gives no deadline for r1. There are: ",
        ),
        (("deadline", "met", "defamation-scotland", "r9"), "There is no report r9."),
        (("deadline", "met", "defamation-scotland", "c1"), "c1 has no deadlines."),
        (("deadline", "met", "defamation-scotland", "r1", "--on", "2999-01-01"), "is in the future"),
        (("deadline", "waive", "defamation-scotland", "r1", "--why", " "), "A waiver needs a reason."),
        (
            ("deadline", "reopen", "defamation-scotland", "r1"),
            "Nobody said anything of defamation-scotland for r1.",
        ),
        (("deadlines", "c1"), "c1 has no deadlines."),
        (("deadlines", "q7"), "There is no request q7."),
        (("deadlines", "--ics", "x.ics", "--json"), "--ics and --json exclude each other."),
        (("deadlines", "--rules", "r1"), "--rules goes with --json alone."),
        (("deadlines", "--ics", "no/such/folder/x.ics"), "cannot be written"),
        (("rule", "retire", "nothing"), "There is no rule 'nothing'."),
        (("rule", "reinstate", "ipso-complaint"), "is not retired"),
        (("rule", "add", "nowhere.toml"), "nowhere.toml cannot be read"),
        (("outlet", "set", "The Carrier", "--regulator", "IPSO"), "There is no outlet 'The Carrier'."),
        (("outlet", "set", "The Northern Courier", "--regulator", " "), "No regulator was named."),
    ],
)
def test_bad_input_is_refused_in_a_sentence_and_changes_nothing(
    courier: Mediawatch, words: tuple[str, ...], sentence: str
) -> None:
    before = read_chain(courier)
    refused = courier(*words, check=2)
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr
    assert read_chain(courier) == before


@pytest.mark.slow
def test_looking_changes_nothing(courier: Mediawatch) -> None:
    before = read_chain(courier)
    for words in (
        (),
        ("--all",),
        ("--explain",),
        ("r1",),
        ("--json",),
        ("--rules",),
        ("--ics", "x.ics"),
        ("--quiet",),
    ):
        courier("deadlines", *words, check=0)
    assert read_chain(courier) == before


def test_an_unregulated_outlet_says_so_and_the_list_of_outlets_too(courier: Mediawatch) -> None:
    courier("outlet", "set", "The Northern Courier", "--regulator", "none", check=0)
    said = courier("deadlines", check=0)
    assert (
        "No regulator looks after The Northern Courier: only courts' rules are counted, and our own."
        in said.stderr
    )
    (outlet,) = json.loads(courier("list", "outlets", "--json", check=0).stdout)
    assert outlet["regulator"] == "none"
    assert rows(courier, "--all")["defamation-scotland r1"]["outlet_regulator"] == "none"


def test_a_title_that_steers_a_terminal_steers_none(courier: Mediawatch, tmp_path: Path) -> None:
    courier("set", "r1", "--title", "Turned\u202e away\u200b, \u2066it says", check=0)
    shown = courier("deadlines", "r1", "--all", check=0).stdout
    assert "‹U+202E›" in shown
    assert "\u202e" not in shown
    file = tmp_path / "x.ics"
    courier("deadlines", "--ics", str(file), check=0)
    assert "\u202e" not in file.read_text(encoding="utf-8")
