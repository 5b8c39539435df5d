"""Answers as a press office writes them, from the installed command: written, read, approved, sent, superseded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command import Mediawatch
from world import World

pytestmark = pytest.mark.slow

GAZETTE = (
    "Trouble at the Ropewalk\n\n"
    "No nurse has set foot in Second Landing since the autumn, a man told me on Thursday.\n\n"
    "The Saltmere Trust spends thirty-one pence of every pound on its tenants.\n"
)
PAGE = """<!doctype html><html lang="en-GB"><head><title>On nurses</title></head><body><article><h1>On nurses</h1>
<p>A nurse comes to Second Landing every Tuesday, as she did all winter, and whoever lives there may see her.</p>
<p>Seventy-one pence of every pound are spent on tenants; the audited accounts say so on page twelve.</p>
</article></body></html>"""
STATEMENT = (
    "A nurse comes to Second Landing every Tuesday, as she did all winter, and whoever lives there may see her.\n\n"
    "Seventy-one pence of every pound are spent on tenants; the audited accounts say so on page twelve.\n"
)


@pytest.fixture
def desk(mediawatch: Mediawatch, record: Path) -> Mediawatch:
    """The command, on a record with a cutting that makes two claims."""
    mediawatch(
        *("add", "--typed", "--outlet", "Northfold Gazette", "--published", "2026-03-09", "--text-file", "-"),
        input=GAZETTE,
        check=0,
    )
    for quote, claim in (
        ("No nurse has set foot in Second Landing", "No nurse has come to Second Landing."),
        ("thirty-one pence of every pound", "Thirty-one pence of a pound are spent on tenants."),
    ):
        mediawatch("claim", "add", 1, "--quote", quote, "--claim", claim, check=0)
    return mediawatch


def rows(mediawatch: Mediawatch, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(mediawatch(*words, "--json", check=0).stdout)
    return found


def show(mediawatch: Mediawatch, ref: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(mediawatch("show", ref, "--json", check=0).stdout)
    return found


def test_an_answer_from_its_first_draft_to_what_took_its_place(desk: Mediawatch) -> None:
    desk("settings", "approval", "another-person", check=0)
    desk("rebuttal", "add", 1, "--text", "A nurse comes every Monday.", check=0)
    refused = desk("rebuttal", "approve", 1, check=2)
    assert "b1 was written by Test Officer" in refused.stderr
    assert "Anybody else may: mediawatch --by NAME rebuttal approve 1" in refused.stderr

    back = desk("--by", "Ines Calloway", "rebuttal", "send-back", 1, "--text", "It is Tuesday.", check=0)
    assert back.stdout == "Sent b1 back. Next: mediawatch set b1 --text …\n"
    (listed,) = rows(desk, "list", "rebuttals", "--status", "sent back")
    assert (listed["kind"], listed["version"], listed["comments"], listed["text"]) == ("answer", 1, 1, "")
    desk("set", "b1", "--text", "A nurse comes every Tuesday.", check=0)
    read = show(desk, "b1")
    assert read["comments"][0]["comment"] == "It is Tuesday."
    desk(
        "--by", "Ines Calloway", "rebuttal", "approve", 1, "--digest", read["digest"], "--version", 1, check=0
    )

    desk("set", "b1", "--text", "A nurse comes every Tuesday and Friday.", check=0)
    changed = desk("diff", "b1", check=0).stdout
    assert "from  b1, version 1 (approved on " in changed
    assert "to    b1, version 2 (not approved; written on " in changed
    assert "0 words removed, 2 added" in changed
    assert "A nurse comes every Tuesday {+and Friday+}." in changed
    assert "<ins>and Friday</ins>" in desk("diff", "b1", "1", "2", "--format", "html", check=0).stdout
    assert {piece["kind"] for piece in rows(desk, "diff", "b1")} == {"same", "added"}

    desk("rebuttal", "approve", 1, check=2)
    desk("--by", "Ines Calloway", "rebuttal", "approve", 1, check=0)
    sent = desk(
        *(
            "rebuttal",
            "deliver",
            1,
            "--channel",
            "letter",
            "--outlet",
            "Northfold Gazette",
            "--to",
            "the editor",
        ),
        *("--on", "2026-03-10", "--at", "16:05"),
        check=0,
    )
    assert sent.stdout == (
        "b1 was sent to Northfold Gazette (the editor) by letter on 10 March 2026, 16:05. "
        "Next: mediawatch show c1\n"
    )
    edited = desk("set", "b1", "--text", "Other words.", check=2)
    assert "what was said publicly is not edited" in edited.stderr
    assert "mediawatch rebuttal supersede 1" in edited.stderr

    desk("rebuttal", "supersede", 1, "--text", "A nurse comes on Tuesdays and on Fridays.", check=0)
    assert "from  b1, version 2" in desk("diff", "b2", check=0).stdout
    desk("set", "b2", "--claims", "c1, c2", check=0)
    desk("--by", "Ines Calloway", "rebuttal", "approve", 2, check=0)
    published = desk(
        *(
            "rebuttal",
            "publish",
            2,
            "--on",
            "2026-03-11",
            "--url",
            "https://www.saltmere-trust.example/nurse",
        ),
        check=0,
    )
    assert (
        "b2 was published on our site at https://www.saltmere-trust.example/nurse on 11 March"
        in published.stdout
    )
    assert {row["ref"]: row["state"] for row in rows(desk, "list", "claims")} == {
        "c1": "answered",
        "c2": "answered",
    }
    desk("set", "b2", "--claims", "c1", check=0)
    assert {row["ref"]: row["state"] for row in rows(desk, "list", "claims")} == {
        "c1": "answered",
        "c2": "open",
    }

    log = desk("log", "b2", check=0).stdout
    assert "version 1, written by Test Officer: A nurse comes on Tuesdays and on Fridays." in log
    assert "c1 c2 → c1" in log
    told = desk("timeline", check=0).stdout
    assert (
        "We answered after 1 day (sent to Northfold Gazette (the editor) by letter; superseded on 2026-03-11"
        in told
    )
    assert "### We published our answer on our site" in told
    assert "It is Tuesday" not in told, "comments are in no export"
    for format in ("html", "csv", "json"):
        assert "It is Tuesday" not in desk("timeline", "--format", format, check=0).stdout
    assert "It is Tuesday" not in desk("list", "rebuttals", "--csv", check=0).stdout
    desk("verify", check=0)


def test_a_draft_goes_with_its_comments_and_the_log_says_nothing(desk: Mediawatch) -> None:
    before = desk("log", "--json", check=0).stdout
    desk("rebuttal", "add", 1, "--text", "An unspeakable zymurgical draft.", check=0)
    desk("rebuttal", "comment", 1, "-", input="A zymurgical remark.\n", check=0)
    assert "A zymurgical remark." in desk("show", "b1", check=0).stdout
    desk("set", "b1", "--text", "A zymurgical draft written anew.", check=0)
    desk("rebuttal", "delete", 1, check=0)
    assert desk("log", "--json", check=0).stdout == before
    assert b"zymurgical" not in desk.record.read_bytes()
    desk("show", "b1", check=2)
    assert desk("rebuttal", "add", 1, "--text", "Another.", "--quiet", check=0).stdout == "b2\n"


def test_a_statement_from_the_report_to_the_page_on_our_site(desk: Mediawatch, world: World) -> None:
    drafted = desk("statement", "draft", "--report", 1, "--title", "On nurses", check=0)
    assert (
        "Drafted the statement b1, “On nurses”, which answers c1 and c2. 6 places are left to fill in."
        in drafted.stdout
    )
    laid_out = show(desk, "b1")["text"]
    assert (
        "“No nurse has set foot in Second Landing”\n(Northfold Gazette, “Trouble at the Ropewalk”, 9 March 2026)"
        in laid_out
    )
    blocked = desk("rebuttal", "approve", 1, check=2)
    assert "6 places are left to fill in" in blocked.stderr
    desk("set", "b1", "--text-file", "-", input=STATEMENT, check=0)
    desk("rebuttal", "approve", 1, check=0)

    address = world.url("/nurses")
    gone = desk("statement", "publish", 1, "--url", address, "--on", "2026-03-10", check=1)
    assert "was published by us at" in gone.stdout
    assert "The page is not recorded as a work:" in gone.stderr
    assert {row["state"] for row in rows(desk, "list", "claims")} == {"answered"}, "it did go out"
    world.page("/nurses", PAGE)
    done = desk("statement", "publish", 1, "--url", address, "--on", "2026-03-10", check=0)
    assert done.stdout.startswith("Its page is recorded as w1.")
    assert done.stderr == ""

    (statement,) = rows(desk, "list", "statements")
    assert (statement["title"], statement["state"], statement["work"]) == ("On nurses", "published", 1)
    (work,) = rows(desk, "list", "works")
    assert (work["title"], work["published"], work["address"]) == ("On nurses", "2026-03-10", address)
    assert show(desk, "w1")["statement"] == "b1"
    hits = {hit["ref"] for hit in rows(desk, "search", "nurses", "--kind", "rebuttal")}
    assert hits == {"b1"}
    told = desk("timeline", "--claim", "c1", check=0).stdout
    assert "### We answered after 1 day with our statement “On nurses” (published by us)" in told
    entries = json.loads(desk("timeline", "--format", "json", check=0).stdout)["entries"]
    assert {entry["title"] for entry in entries if entry["rebuttal"] == 1} == {"On nurses"}
    desk("verify", check=0)


def test_evidence_on_the_web_is_looked_up_again(desk: Mediawatch, world: World) -> None:
    address = world.page("/accounts", PAGE)
    desk("rebuttal", "add", 1, "--text", "See the accounts.", "--evidence", address, check=0)
    fine = desk("rebuttal", "check", check=0)
    assert fine.stdout == f"b1  reachable  {address}\n"
    world.page("/accounts", "<p>Gone</p>", status=410)
    gone = desk("rebuttal", "check", "1", check=1)
    assert gone.stdout == f"b1  gone  {address}\n"
    assert "answered 410" in gone.stderr
    assert desk("rebuttal", "check", "--quiet", check=1).stdout == "b1\n"
    (found,) = json.loads(desk("rebuttal", "check", "--json", check=1).stdout)
    assert (found["address"], found["found"], found["rebuttals"]) == (address, "gone", [1])
    assert len([row for row in rows(desk, "list", "problems") if not row["solved_at"]]) == 1
    assert "gone" in desk("show", "b1", check=0).stdout
    desk("verify", check=0)


IMPOSSIBLE: tuple[tuple[tuple[Any, ...], str], ...] = (
    (("rebuttal", "approve", 7), "no rebuttal b7"),
    (("rebuttal", "comment", 1, "--text", " "), "comment is empty"),
    (("rebuttal", "send-back", 1), "--text"),
    (("rebuttal", "support", 1), "not said what supports it"),
    (("rebuttal", "support", 1, "nowhere.pdf"), "cannot be read"),
    (("rebuttal", "deliver", 1, "--channel", "mail", "--to", "X"), "not approved yet"),
    (("rebuttal", "deliver", 1, "--channel", "pigeon"), "pigeon"),
    (("rebuttal", "deliver", 1), "--channel"),
    (("rebuttal", "publish", 1, "--at", "half past"), "no time of day"),
    (("statement", "publish", 1, "--url", "https://x.example/"), "an answer, not a statement"),
    (("statement", "draft",), "--report NUMBER or --claims"),
    (("statement", "draft", "--claims", "r1"), "a claim is asked for"),
    (("statement", "draft", "--report", 9), "no report r9"),
    (("set", "b1", "--title", "X"), "only a statement has a title"),
    (("set", "b1", "--claims", "c9"), "no claim c9"),
    (("set", "b1", "--claims", ""), "at least one claim"),
    (("set", "b1"), "--text"),
    (("diff", "b1", "9"), "no version 9"),
    (("diff", "c1"), "no versions"),
    (("settings", "approval", "nobody"), "no rule of approval"),
)  # fmt: skip


def test_what_cannot_be_done_is_said_with_what_can(desk: Mediawatch) -> None:
    desk("rebuttal", "add", 1, "--text", "A draft.", check=0)
    before = desk("log", "--json", check=0).stdout
    for argv, said in IMPOSSIBLE:
        refused = desk(*argv, check=2)
        assert said in refused.stderr, argv
        assert refused.stdout == "", argv
    assert desk("log", "--json", check=0).stdout == before
