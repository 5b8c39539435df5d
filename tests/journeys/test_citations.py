"""Citations through the command line: what a communications officer types, and what comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

COURIER = "https://www.saltmere-courier.example/news/recovery-trust-turned-tenants-out-30412"
OURS = "https://www.saltmere-trust.example/news/second-landing-2025"


@pytest.fixture
def case(mediawatch: Any, record: Path, sample: Path) -> Any:
    """The statement of the sample case, and the article that quotes half a sentence of it."""
    mediawatch(
        "add", "--work", sample / "statement.html", "--url", OURS, "--retrieved", "2026-03-02T10:05", check=0
    )
    mediawatch("add", sample / "courier.html", "--url", COURIER, "--retrieved", "2026-03-05T09:20", check=0)
    return mediawatch


def rows(mediawatch: Any, *words: str) -> list[dict[str, Any]]:
    return json.loads(mediawatch(*words, "--json", check=0).stdout)


def test_lists_are_narrowed_by_grade_flag_work_outlet_and_day(case: Any) -> None:
    (row,) = rows(case, "list", "citations", "--grade", "cut off", "--work", "1", "--since", "2026-03")
    assert (row["ref"], row["outlet"], row["left_out"][:12]) == ("x1", "The Saltmere Courier", "nine of them")
    assert rows(case, "list", "citations", "--flag", "negation") == []
    assert rows(case, "list", "citations", "--outlet", "The Tide") == []
    assert rows(case, "list", "citations", "--assessed", "none") == [row]
    assert "There are: not found, reordered" in case("list", "citations", "--grade", "bad", check=2).stderr
    assert "There are: negation" in case("list", "citations", "--flag", "bad", check=2).stderr
    assert "takes no --grade" in case("list", "reports", "--grade", "exact", check=2).stderr
    assert case("list", "citations", "-q", check=0).stdout == "x1\n"


def test_a_citation_is_in_the_search_the_log_the_timeline_and_beside_its_report_and_work(case: Any) -> None:
    (hit,) = rows(case, "search", "eleven tenancies", "--kind", "citation")
    assert hit["ref"] == "x1"
    case("note", "x1", "The editor has been told.", check=0)
    assert "The editor has been told." in case("show", "x1", check=0).stdout
    assert [row["verb"] for row in rows(case, "log", "x1")] == ["cited", "graded", "noted"]
    assert "cut off beside w1" in case("log", "x1", check=0).stdout
    for arguments in (("--report", "1"), ("--outlet", "The Saltmere Courier"), ()):
        told = json.loads(case("timeline", "--format", "json", *arguments, check=0).stdout)
        (entry,) = [entry for entry in told["entries"] if entry["kind"] == "quoted us"]
        assert entry["citation"] == 1
        assert entry["answer"].startswith("We ended eleven tenancies last year, nine of them")
    for format in ("md", "html"):
        told = case("timeline", "--format", format, check=0).stdout
        assert "The Saltmere Courier quoted us in" in told
    assert "x1" in case("show", "r1", check=0).stdout
    assert "x1" in case("show", "w1", check=0).stdout


def test_what_a_person_says_of_citations(case: Any, tmp_path: Path) -> None:
    assert "0 new citations" in case("citation", "find", check=0).stdout
    case(
        "citation",
        "assess",
        "1",
        "--as",
        "misleading",
        "--reason",
        "-",
        input="They stop too soon.\n",
        check=0,
    )
    assert "needs a reason" in case("citation", "assess", "1", "--as", "fair", check=2).stderr
    assert "They stop too soon." in case("show", "x1", check=0).stdout
    (judged,) = rows(case, "list", "citations", "--assessed", "misleading")
    assert judged["assessed_by"] == "Test Officer"

    assert "x1" in case("citation", "reject", "x1", "--why", "not ours", check=0).stdout
    assert rows(case, "list", "citations") == []
    assert "0 new citations" in case("citation", "find", "r1", check=0).stdout
    case("reinstate", "x1", check=0)

    words = "It does not say in its headline how that compares with other years"
    added = case("citation", "add", "1", "--quote", words, "--work", "w1", check=0).stdout
    assert "Recorded x2 in r1" in added
    assert "not found" in added
    assert (
        "citation already: x1"
        in case("citation", "add", "1", "--quote", "We ended eleven tenancies", check=2).stderr
    )
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert (
        "a screenshot of w1"
        in case("citation", "add", "1", "--screenshot", picture, "--work", "1", check=0).stdout
    )
    assert "picture.png" in case("show", "x3", check=0).stdout
    case("withdraw", "x2", "--why", "a mistake", check=0)
    assert [row["ref"] for row in rows(case, "list", "citations")] == ["x1", "x3"]
    assert "There is no citation x9" in case("show", "x9", check=2).stderr
    case("verify", check=0)


def test_a_citation_becomes_a_claim_or_evidence_with_one_command(case: Any) -> None:
    told = case("claim", "add", "x1", "--claim", "They say that we put people out.", check=0).stdout
    assert "Recorded c1 in r1: “We ended eleven tenancies last year”" in told
    assert "already" in case("claim", "pin", "1", "x1", check=2).stderr
    assert "words already" in case("claim", "add", "x1", "--quote", "a", "--claim", "b", check=2).stderr
    case("rebuttal", "add", "1", "--text", "We did not.", "--evidence", "x1", check=0)
    assert "x1: “We ended" in case("show", "b1", check=0).stdout
    known = json.loads(case("show", "x1", "--json", check=0).stdout)
    assert (known["claims"], known["rebuttals"], known["headline"]) == (
        [1], [1], "They stop in the middle of our sentence, and do not show it.",
    )  # fmt: skip
    case("verify", check=0)
