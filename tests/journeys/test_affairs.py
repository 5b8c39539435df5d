"""Two affairs from the first report to their end, worked with the installed command alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

Run = Callable[..., Any]


def rows(mediawatch: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(mediawatch(*words, "--json", check=0).stdout)
    return found


@pytest.mark.shared
def test_the_kikit_case_to_its_end(shared: Path, world: Any, mediawatch: Run, tmp_path: Path) -> None:
    """A campaign group quotes half a sentence, leaves two words out of another, and never rang."""
    pages = {
        name: world.page(f"/{name}", (shared / "kikit" / f"{name}.html").read_bytes())
        for name in ("statement", "report-standin")
    }
    mediawatch(
        "init", "--organisation", "KIKIT Pathways to Recovery", "--alias", "KIKIT", "--person", "Mohammed Ashfaq",
        "--domain", "kikitproject.org", "--timezone", "Europe/London", check=0,
    )  # fmt: skip
    mediawatch("add", "--work", pages["statement"], check=0)
    mediawatch("add", pages["report-standin"], check=0)
    (waiting,) = rows(mediawatch, "inbox")
    assert waiting["report"] == 1
    mediawatch("report", "triage", "1", "--as", "claim", check=0)
    mediawatch(
        "contact", "none-found", "1", "--where", "mailboxes", "--where", "call log", "--where", "social media",
        "--searched-by", "Ada Okafor", "--from", "2016-03-01", "--on", "2016-05-04", check=0,
    )  # fmt: skip

    cited = {row["quote"]: row for row in rows(mediawatch, "list", "citations") if row["kind"] == "quotation"}
    (cut,) = [row for quote, row in cited.items() if quote.startswith("is something we consider our duty")]
    (hidden,) = [row for quote, row in cited.items() if quote.startswith("At no time do we seek")]
    assert cut["grade"] == "cut off"
    assert "and question when our workers are being directly challenged" in cut["left_out"]
    assert hidden["grade"] == "silently elided"
    assert "to hide" in hidden["left_out"]
    assert "negation" in hidden["flags"]
    for row, reason in (
        (cut, "The half that was left out says when we do pause."),
        (hidden, "It says the opposite."),
    ):
        mediawatch("citation", "assess", row["ref"], "--as", "misleading", "--reason", reason, check=0)
    mediawatch(
        "claim", "add", "1", "--quote", cut["quote"], "--claim", "KIKIT never questions its work.", check=0
    )
    mediawatch(
        "claim", "add", "1", "--quote", hidden["quote"], "--claim", "KIKIT denied any engagement.", check=0
    )

    drafted = mediawatch(
        "statement", "draft", "--report", "1", "--title", "What we wrote", "--quiet", check=0
    )
    statement = drafted.stdout.strip()
    assert "FILL IN" in mediawatch("rebuttal", "approve", statement, check=2).stderr
    words = tmp_path / "statement.txt"
    words.write_text(
        "We wrote that we do not seek to hide any engagement. The report left out “to hide”.\n\n"
        "We wrote that we pause and question when our workers are challenged. The report stopped before that.\n",
        encoding="utf-8",
    )
    mediawatch("set", statement, "--text-file", str(words), check=0)
    mediawatch("rebuttal", "approve", statement, "--on", "2016-05-06", "--by", "Mohammed Ashfaq", check=0)
    page = tmp_path / "answer.html"
    page.write_text(
        "<html lang=en><head><title>What we wrote</title></head><body><article><h1>What we wrote</h1><p>"
        + words.read_text(encoding="utf-8").replace("\n\n", "</p><p>")
        + "</p></article></body></html>",
        encoding="utf-8",
    )
    mediawatch(
        "statement", "publish", statement, "--url", "https://kikitproject.org/what-we-wrote", "--file", str(page),
        "--on", "2016-05-09", check=0,
    )  # fmt: skip
    assert {row["state"] for row in rows(mediawatch, "list", "claims")} == {"answered"}

    mediawatch(
        "request", "add", "1", "2", "--report", "1", "--kind", "correction", "--on", "2016-05-10", check=0
    )
    mediawatch("request", "step", "1", "acknowledged", "--on", "2016-05-12", check=0)
    assert "legal advice" in mediawatch("deadlines", "--all", check=0).stderr
    mediawatch(
        "request", "outcome", "1", "--outcome", "corrected", "--claim", "2", "--on", "2016-06-01", "--place",
        "a note below the passage", "--wording", "The words “to hide” were left out of an earlier version.", check=0,
    )  # fmt: skip
    mediawatch(
        "request", "outcome", "1", "--outcome", "refused", "--claim", "1", "--on", "2016-06-01", check=0
    )

    told = mediawatch("timeline", check=0).stdout
    for sentence in (
        "did not contact us before publication",
        "quoted us",
        "to hide",
        "We answered after 7 days with our statement “What we wrote” (published on our site)",
        "acknowledged our request",
        "corrected it",
        "refused",
    ):
        assert sentence in told, sentence
    order = [
        told.index(sentence)
        for sentence in ("quoted us", "our statement", "Correction asked", "corrected it")
    ]
    assert order == sorted(order)
    mediawatch("verify", check=0)


AGENCY = (
    "The {trust} closed its telephone line for people in recovery last winter, according to "
    "figures that a campaigner obtained from the county council.\n\n"
    "Eleven people were left without help, said Gordon Pellow of the Clear Streets Alliance, and two of them lost "
    "their flats in the weeks that followed. “Nobody picked up,” he told reporters on Tuesday.\n\n"
    "The county council, which pays for the line, said that it had asked for an explanation and would decide in May "
    "whether the contract was to go on. It declined to say how often the line had been tried.\n\n"
    "Councillors of three parties called for an inquiry into how the money was spent."
)
HEADS = {
    "The Saltmere Courier": "Charity shut its helpline, figures show",
    "Northfold Gazette": "Helpline closed without a word",
    "Fairholm Echo": "Eleven left without help",
}


def test_a_newspaper_affair_from_an_agency_story_to_a_ruling(
    record: Path, mediawatch: Run, tmp_path: Path
) -> None:
    """Three papers print one agency story; the first refuses to correct, and its regulator rules."""
    text = AGENCY.format(trust="Saltmere Recovery and Housing Trust")
    for number, (outlet, title) in enumerate(HEADS.items(), start=1):
        own = text if number == 1 else f"{outlet} has seen the figures too.\n\n{text}"
        path = tmp_path / f"{number}.txt"
        path.write_text(own, encoding="utf-8")
        mediawatch(
            "add", "--typed", "--outlet", outlet, "--title", title, "--published", f"2026-03-0{number + 3}",
            "--text-file", str(path), check=0,
        )  # fmt: skip
    same = [row for row in rows(mediawatch, "list", "suggestions") if row["kind"] == "same story"]
    assert {row["report"] for row in same} == {2, 3}
    for row in same:
        mediawatch("suggestion", "confirm", str(row["suggestion"]), check=0)
    (waiting,) = rows(mediawatch, "inbox")
    assert waiting["report"] == 1, "one story in the inbox, told by the report that had it first"
    assert [row["reports"] for row in rows(mediawatch, "list", "stories")] == [3]

    mediawatch(
        "claim", "add", "1", "--quote", "closed its telephone line for people in recovery last winter", "--claim",
        "The trust closed its line.", check=0,
    )  # fmt: skip
    repeats = [row for row in rows(mediawatch, "list", "suggestions") if row["kind"] == "repeat"]
    assert {row["report"] for row in repeats} == {2, 3}
    for row in repeats:
        mediawatch("suggestion", "confirm", str(row["suggestion"]), check=0)
    assert rows(mediawatch, "list", "claims")[0]["appearances"] == 3

    mediawatch("rebuttal", "add", "1", "--text", "The line was open on every day of the winter.", check=0)
    mediawatch("rebuttal", "approve", "1", "--on", "2026-03-05", check=0)
    mediawatch(
        "rebuttal",
        "publish",
        "1",
        "--on",
        "2026-03-06",
        "--url",
        "https://saltmere-trust.example/line",
        check=0,
    )
    mediawatch("outlet", "set", "The Saltmere Courier", "--regulator", "IPSO", check=0)
    rules = {row["rule"] for row in rows(mediawatch, "deadlines", "--all")}
    assert "ipso-complaint" in rules, "it runs from publication, before anything was asked"

    mediawatch(
        "request",
        "add",
        "1",
        "--report",
        "1",
        "--on",
        "2026-03-06",
        "--text",
        "Please correct this.",
        check=0,
    )
    mediawatch(
        "request",
        "step",
        "1",
        "refused",
        "--on",
        "2026-03-12",
        "--detail",
        "We stand by our report.",
        check=0,
    )
    mediawatch("request", "outcome", "1", "--outcome", "refused", "--on", "2026-03-12", check=0)
    mediawatch(
        "request", "add", "1", "--report", "1", "--to", "regulator", "--recipient", "IPSO", "--on", "2026-03-20",
        check=0,
    )  # fmt: skip
    for step, day in (("acknowledged", "2026-03-23"), ("ruled", "2026-06-15")):
        mediawatch("request", "step", "2", step, "--on", day, "--detail", f"{step} by letter", check=0)
    mediawatch(
        "request", "outcome", "2", "--outcome", "corrected", "--on", "2026-06-22", "--place", "page 2", "--prominence",
        "half a column", "--wording", "The line was open.", check=0,
    )  # fmt: skip
    (claim,) = rows(mediawatch, "list", "claims")
    assert claim["state"] == "answered; corrected in 1 of 3"
    told = mediawatch("timeline", "--outlet", "The Saltmere Courier", check=0).stdout
    for sentence in (
        "refused our request",
        "IPSO ruled on our request",
        "IPSO corrected it",
        "The line was open.",
    ):
        assert sentence in told, sentence
    mediawatch("verify", check=0)
