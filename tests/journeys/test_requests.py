"""A correction is asked for, acknowledged, refused, complained of and ruled on; each step with its proof."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ARTICLE = """<html lang="en"><head><title>Trust closes its line</title>
<meta property="article:published_time" content="2026-03-04"></head><body><article><h1>Trust closes its line</h1>
<p>The Saltmere Recovery and Housing Trust closed its telephone line last winter, a campaigner said on Tuesday.</p>
<p>Nobody answered when this paper rang, and eleven people were left without help, she told the Courier.</p>
</article></body></html>"""


@pytest.fixture
def asked(record: Path, mediawatch: Run, world: Any, tmp_path: Path) -> Run:
    """A claim in two reports of two papers, answered; the first paper was asked for a correction on 6 March."""
    for name in ("courier", "gazette"):
        mediawatch("add", world.page(f"/{name}", ARTICLE), "--outlet", f"The {name.title()}", check=0)
    quote = ("--quote", "closed its telephone line last winter")
    mediawatch("claim", "add", "1", *quote, "--claim", "The trust closed its line.", check=0)
    mediawatch("claim", "pin", "1", "2", *quote, check=0)
    mediawatch("rebuttal", "add", "1", "--text", "The line was open every day.", check=0)
    mediawatch("rebuttal", "approve", "1", "--on", "2026-03-05", check=0)
    letter = tmp_path / "letter.txt"
    letter.write_text("Please correct this.", encoding="utf-8")
    mediawatch(
        "request", "add", "1", "--report", "1", "--on", "2026-03-06", "--text-file", str(letter), check=0
    )
    return mediawatch


def rows(mediawatch: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(mediawatch("list", *words, "--json", check=0).stdout)
    return found


@pytest.mark.slow
def test_a_request_goes_its_way_to_a_ruling(asked: Run, tmp_path: Path) -> None:
    mail = tmp_path / "answer.eml"
    mail.write_bytes(b"From: editor@courier.example\r\nSubject: Your letter\r\n\r\nWe have it.\r\n")
    said = asked(
        "request", "step", "1", "acknowledged", "--on", "2026-03-07", "--proof", str(mail),
        "--their-reference", "C-17", check=0,
    )  # fmt: skip
    assert said.stdout.startswith("q1: acknowledged on 2026-03-07.")
    assert said.stderr == ""
    asked("request", "step", "q1", "refused", "--on", "2026-03-10", "--detail", "We stand by it.", check=0)
    asked("request", "outcome", "1", "--outcome", "refused", "--on", "2026-03-10", check=0)
    asked(
        "request", "add", "1", "--report", "1", "--to", "regulator", "--recipient", "The Press Regulator",
        "--on", "2026-03-20", check=0,
    )  # fmt: skip
    asked("request", "step", "2", "ruled", "--on", "2026-06-01", "--detail", "Upheld.", check=0)
    asked(
        "request", "outcome", "2", "--outcome", "corrected", "--on", "2026-06-08", "--wording", "We were wrong.",
        "--place", "page 2", "--prominence", "half the size of the article", check=0,
    )  # fmt: skip
    first, second = rows(asked, "requests")
    assert (first["state"], first["state_since"], first["their_reference"]) == (
        "refused",
        "2026-03-10",
        "C-17",
    )
    assert (second["state"], second["outcomes"]) == ("ruled", "corrected")
    shown = asked("show", "q2", check=0).stdout
    assert "page 2" in shown
    assert "Upheld." in shown
    for words in ((), ("--claim", "1"), ("--report", "1"), ("--outlet", "The Courier")):
        timeline = asked("timeline", *words, check=0).stdout
        assert "The Courier acknowledged our request" in timeline
        assert "The Press Regulator ruled on our request" in timeline
        assert "how: half the size of the article" in timeline
    assert "acknowledged our request" not in asked("timeline", "--report", "2", check=0).stdout
    assert "corrected in 1 of 2" in asked("list", "claims", check=0).stdout
    assert "Upheld." in asked("log", "q2", "--json", check=0).stdout
    asked("verify", check=0)


@pytest.mark.slow
def test_a_step_that_cannot_be_is_refused_and_changes_nothing(asked: Run) -> None:
    before = asked("show", "q1", check=0).stdout
    for words, sentence in (
        (("acknowledged", "--on", "2026-03-01"), "would lie before it"),
        (("appealed", "--on", "2026-03-07"), "cannot be “appealed” yet"),
        (("acknowledged", "--on", "2026-03"), "is not one day"),
        (("acknowledged", "--contact", "9"), "There is no contact k9"),
        (("acknowledged", "--proof", "nowhere.eml"), "There is no file 'nowhere.eml'"),
        (("acknowledged", "--withdraw"), "needs a reason"),
        (("acknowledged", "--withdraw", "--why", "x"), "q1 has no step “acknowledged”"),
        (("acknowledged", "--why", "x"), "--why belongs to --withdraw"),
    ):
        refused = asked("request", "step", "1", *words, check=2)
        assert sentence in refused.stderr
    assert "There is no request q9" in asked("request", "step", "9", "closed", check=2).stderr
    assert asked("show", "q1", check=0).stdout == before


@pytest.mark.slow
def test_what_is_closed_can_only_be_appealed_and_a_wrong_step_is_taken_back(asked: Run) -> None:
    asked("request", "step", "1", "closed", "--on", "2026-03-08", check=0)
    refused = asked("request", "step", "1", "offered", "--on", "2026-03-09", check=2)
    assert "q1 was closed on 2026-03-08" in refused.stderr
    asked("request", "step", "1", "closed", "--withdraw", "--why", "the wrong request", check=0)
    asked("request", "step", "1", "offered", "--on", "2026-03-09", "--detail", "A note.", check=0)
    asked("request", "step", "1", "appealed", "--on", "2026-03-10", check=0)
    assert rows(asked, "requests")[0]["state"] == "appealed"
    twice = asked("request", "step", "1", "offered", "--on", "2026-03-09", check=2)
    assert "has “offered” on 2026-03-09 already" in twice.stderr
    assert "the wrong request" in asked("log", "q1", "--json", check=0).stdout
    asked("verify", check=0)


def test_an_outcome_is_kept_for_each_place(asked: Run) -> None:
    asked(
        "request",
        "add",
        "1",
        "--to",
        "regulator",
        "--recipient",
        "The Press Regulator",
        "--on",
        "2026-04-01",
        check=0,
    )
    outcome = ("request", "outcome", "2", "--on", "2026-04-09")
    asked(*outcome, "--outcome", "corrected", "--report", "1", "--place", "page 2", check=0)
    asked(*outcome, "--outcome", "refused", "--report", "2", check=0)
    places = json.loads(asked("show", "q2", "--json", check=0).stdout)["about"]
    assert [(row["report"], row["outcome"], row["place"]) for row in places] == [
        ("r1", "corrected", "page 2"),
        ("r2", "refused", ""),
    ]
    nowhere = asked(*outcome, "--outcome", "corrected", "--claim", "7", check=2)
    assert "q2 is about nothing in c7" in nowhere.stderr
    placed = asked(*outcome, "--outcome", "refused", "--place", "page 2", check=2)
    assert "has no place" in placed.stderr


@pytest.mark.slow
def test_an_erasure_names_the_person_whose_right_it_is(asked: Run) -> None:
    erasure = ("request", "add", "1", "--report", "1", "--kind", "right to erasure", "--on", "2026-03-20")
    assert "Name the person who asks with --person" in asked(*erasure, check=2).stderr
    asked(*erasure, "--person", "Ines Calloway", check=0)
    assert rows(asked, "requests")[1]["person"] == "Ines Calloway"
    wrong = asked("request", "add", "1", "--report", "1", "--person", "Ines Calloway", check=2)
    assert "--person does not belong to it" in wrong.stderr
    assert "no other request names one" in asked("set", "q1", "--person", "Ines Calloway", check=2).stderr
    assert "names the person" in asked("set", "q2", "--person", "", check=2).stderr
    assert "happened to it" not in asked("set", "q2", "--on", "2026-03-19", check=0).stderr
    asked("verify", check=0)


def test_a_template_is_filled_from_the_record_and_records_nothing(asked: Run) -> None:
    letter = asked("request", "add", "1", "--report", "2", "--show-template", check=0).stdout
    assert "To the editor of The Gazette" in letter
    assert "“closed its telephone line last winter”" in letter
    assert "The line was open every day." in letter
    assert len(rows(asked, "requests")) == 1
    several = asked("request", "add", "1", "--show-template", check=2)
    assert "The claims appear at several publishers (The Courier, The Gazette)" in several.stderr


def test_a_letter_with_gaps_is_recorded_and_the_gaps_are_named(asked: Run) -> None:
    said = asked("request", "add", "1", "--report", "2", "--text", "Dear [name of the editor],", check=0)
    assert "The letter still has gaps: [name of the editor]." in said.stderr


def test_the_day_of_a_request_stays_before_what_followed(asked: Run) -> None:
    asked("request", "step", "1", "acknowledged", "--on", "2026-03-07", check=0)
    refused = asked("set", "q1", "--on", "2026-03-08", check=2)
    assert "something happened to it on 2026-03-07" in refused.stderr
