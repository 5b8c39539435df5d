"""The sample case tells one story: its quotes stand in its files, its dates follow each other, nothing is real."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest

FOLDER = Path(str(files("mediawatch") / "sample"))
CASE: dict[str, Any] = tomllib.loads((FOLDER / "case.toml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = CASE["step"]


class Words(HTMLParser):
    """The words of a page that a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = 0
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def read_words(path: Path) -> str:
    """What stands in a file of the sample case, with white space folded."""
    if path.suffix == ".html":
        parser = Words()
        parser.feed(path.read_text(encoding="utf-8"))
        text = "".join(parser.found)
    elif path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    else:
        text = path.read_text(encoding="utf-8")
    return " ".join(text.split())


def option(argv: list[str], name: str) -> str:
    """The value after an option, "" where it is not given."""
    return argv[argv.index(name) + 1] if name in argv else ""


def added_reports() -> list[Path]:
    """The files that become r1, r2, …, in order; a typed cutting is its text."""
    found = []
    for step in STEPS:
        argv = step["argv"]
        if argv[0] == "add" and "--work" not in argv:
            name = option(argv, "--text-file") or argv[1]
            found.append(FOLDER / name.removeprefix("{folder}/"))
    return found


def pinned() -> Iterator[tuple[str, Path]]:
    """Each quote with the file of the report that it is pinned to."""
    reports = added_reports()
    for step in STEPS:
        argv = step["argv"]
        if argv[:2] in (["claim", "add"], ["claim", "pin"]):
            report = next(word for word in argv[2:4] if re.fullmatch(r"r\d+", word))
            yield option(argv, "--quote"), reports[int(report[1:]) - 1]


@pytest.mark.parametrize(("quote", "path"), list(pinned()), ids=lambda value: getattr(value, "name", None))
def test_each_quote_stands_once_and_word_for_word_in_its_report(quote: str, path: Path) -> None:
    assert read_words(path).count(quote) == 1


def test_the_case_pins_quotes_in_two_articles_a_pdf_and_a_cutting() -> None:
    assert {path.name for _, path in pinned()} == {
        "courier.html",
        "campaign.html",
        "report.pdf",
        "cutting.txt",
    }


def test_the_same_claim_appears_in_three_reports() -> None:
    pins = [step["argv"] for step in STEPS if step["argv"][:2] == ["claim", "pin"]]
    assert [argv[2:4] for argv in pins] == [["c1", "r2"], ["c1", "r3"]]


def test_the_paper_breaks_our_sentence_off_and_its_correction_prints_it_whole() -> None:
    ours = read_words(FOLDER / "statement.html")
    theirs = re.search(r"on its website the trust says: “([^”]+)”", read_words(FOLDER / "courier.html"))
    corrected = re.search(
        r"on its website the trust says: “([^”]+)”", read_words(FOLDER / "courier-corrected.html")
    )
    assert theirs is not None and corrected is not None
    start = ours.index(theirs.group(1))
    assert ours[start + len(theirs.group(1))] == ","
    assert corrected.group(1) in ours
    assert corrected.group(1).startswith(theirs.group(1))


def test_the_claim_is_gone_from_the_corrected_article_and_its_note_is_the_wording_of_the_outcome() -> None:
    corrected = read_words(FOLDER / "courier-corrected.html")
    (outcome,) = [step["argv"] for step in STEPS if step["argv"][:2] == ["request", "outcome"]]
    (quote, _), *_ = pinned()
    assert option(outcome, "--wording") in corrected
    assert quote not in corrected


def test_our_answers_quote_them_word_for_word() -> None:
    quote = re.search(r"“(put eleven[^”]+)”", read_words(FOLDER / "request-courier.txt"))
    assert quote is not None
    assert quote.group(1) in read_words(FOLDER / "courier.html")


def test_the_evidence_says_what_the_answer_says() -> None:
    rows = (FOLDER / "tenancies-2025.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(rows) == 11
    assert sum("own flat" in row for row in rows) == 9
    assert sum("residential care" in row for row in rows) == 2


def test_every_file_that_a_step_names_is_there_and_every_file_is_named() -> None:
    named = {
        word.removeprefix("{folder}/")
        for step in STEPS
        for word in step["argv"]
        if word.startswith("{folder}/")
    }
    there = {path.name for path in FOLDER.iterdir() if path.is_file() and path.suffix not in (".py", ".toml")}
    assert named == there


def test_every_step_says_what_it_is_for() -> None:
    assert all(step["comment"].strip() and step["argv"] for step in STEPS)


def test_every_address_ends_in_example() -> None:
    found = []
    for path in FOLDER.iterdir():
        if path.suffix in (".html", ".txt", ".toml"):
            found += re.findall(r"https?://[^\s\"'<>]+", path.read_text(encoding="utf-8"))
    hosts = {urlsplit(address).hostname for address in found} - {"schema.org"}
    assert hosts
    assert all(host is not None and host.endswith(".example") for host in hosts)


def test_every_day_is_past_and_what_follows_comes_after() -> None:
    days = {
        " ".join(step["argv"][:3]) + option(step["argv"], "--to"): date.fromisoformat(
            option(step["argv"], "--on")
        )
        for step in STEPS
        if "--on" in step["argv"]
    }
    typed = [
        date.fromisoformat(option(step["argv"], name)[:10])
        for step in STEPS
        for name in ("--retrieved", "--published")
        if name in step["argv"]
    ]
    assert max([*days.values(), *typed]) < date(2026, 11, 23)
    assert date(2026, 3, 4) < days["request add c1publisher"] < days["request outcome q1"]
    assert days["rebuttal publish b1The Saltmere Courier"] <= days["request add c1publisher"]


def test_the_pdf_and_the_scan_are_small_and_real() -> None:
    pdf, scan = FOLDER / "report.pdf", FOLDER / "cutting.png"
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 2
    assert scan.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert pdf.stat().st_size < 60_000
    assert scan.stat().st_size < 60_000
