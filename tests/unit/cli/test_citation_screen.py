"""One screen shows a citation to somebody with ten seconds: at any width, in a pipe, and whatever strangers wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from mediawatch.cited import Cited
from mediawatch.cli import citation_screen
from mediawatch.cli.citation_screen import print_citation
from mediawatch.journeys.citation_read import read_citation
from mediawatch.journeys.citations import assess_citation
from mediawatch.journeys.desk import Desk
from unit.journeys.citing_record import WORK, bring_in, report, sit_down

HIDDEN = report("“At no time do we seek any visit by the inspectors”, says the Harbour Trust.")
LONG = report(
    "The Harbour Trust: “We ended forty tenancies last year, nine of them because the tenant had found a flat of their "
    "own, and nobody was asked to leave without somewhere to go.”"
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sit_down(tmp_path) as opened:
        bring_in(opened, WORK, work=True, day="2026-03-01")
        yield opened


def show(desk: Desk, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[Cited, list[str]]:
    """The citation of a report with this text, and its screen."""
    added = bring_in(desk, text)
    cited = read_citation(desk, added.citations[0].citation)
    capsys.readouterr()
    print_citation(cited, ZoneInfo("Europe/London"))
    return cited, capsys.readouterr().out.splitlines()


def rows(lines: list[str]) -> list[tuple[str, str, str]]:
    """Each pair of rows with the signs under it."""
    found = []
    for at, line in enumerate(lines):
        if line.startswith("they print"):
            signs = lines[at + 2] if at + 2 < len(lines) and "^" in lines[at + 2] else ""
            found.append((line, lines[at + 1], signs))
    return found


@pytest.mark.parametrize("columns", [40, 61, 80, 100, 300])
@pytest.mark.parametrize("text", [HIDDEN, LONG], ids=["hidden", "changed"])
def test_it_fits_any_width_and_what_stands_over_each_other_belongs_together(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, text: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    cited, lines = show(desk, text, capsys)
    limit = min(columns, citation_screen.WIDEST)
    # an address is never broken, and what the signs mean stands behind them
    assert all(cell_len(line) <= limit or "https://" in line or "^" in line for line in lines), max(
        lines, key=cell_len
    )
    gutter = len(citation_screen.GUTTER["theirs"])
    theirs = " ".join(mine[gutter:] for mine, _, _ in rows(lines)).split()
    assert [word for word in theirs if word != "…"] == cited.quote.split(), "their words, whole and in order"
    for mine, yours, signs in rows(lines):
        for start, end in (found.span() for found in re.finditer(r"\^+", signs)):
            assert mine[start:end].strip() != yours[start:end].strip(), "signs stand under what differs"


def test_the_words_that_are_missing_stand_under_nothing(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    _, lines = show(desk, HIDDEN, capsys)
    assert lines[0].startswith(
        "x1  They leave words out of our sentence, and do not show it. A word that denies"
    )
    ((mine, yours, signs),) = rows(lines)
    at = yours.index("to hide")
    assert mine[at : at + 7] == " " * 7
    assert signs[at : at + 7] == "^" * 7
    assert signs.endswith("left out")
    assert "Left out inside: “to hide”" in lines
    assert "  | At no time do we seek [-to hide-] any visit by the inspectors." in lines


def test_other_words_are_told_as_changed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = show(desk, LONG, capsys)
    assert lines[0] == "x1  They print other words than we wrote. A number is not the one that we wrote."
    assert any("forty" in mine and "eleven" in yours and "^" in signs for mine, yours, signs in rows(lines))
    assert any("[~eleven~]" in line for line in lines)


def test_a_judgement_stands_under_the_headline_and_the_facts_below(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    show(desk, HIDDEN, capsys)
    assess_citation(desk, 1, "misleading", "It says the opposite.")
    print_citation(read_citation(desk, 1), ZoneInfo("Europe/London"))
    lines = capsys.readouterr().out.splitlines()
    assert any("Assessed as misleading by Amira Osei" in line for line in lines[1:4])
    facts = " ".join(" ".join(lines).split())
    for said in (
        "who was first we were",
        "stood there when they published",
        "paper.example, 4 March 2026)",
        "as it was seen on",
    ):
        assert said in facts


def test_a_pipe_gets_no_escapes(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = show(desk, HIDDEN, capsys)
    assert not any("\x1b" in line for line in lines)


def test_what_strangers_wrote_steers_no_terminal(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    nasty = "At no time do we seek\x1b[2J any \u202evisit\u202c by the inspectors"
    _, lines = show(desk, report(f"“{nasty}”, says the Harbour Trust."), capsys)
    out = "\n".join(lines)
    assert not any(sign in out for sign in ("\x1b", "\u202e", "\u202c"))
    assert "␛" in out or "‹U+202E›" in out


def test_wide_signs_keep_their_columns(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    ours = "港口信托 closes its 十一 flats in the old harbour town on the third of May for good reasons."
    bring_in(desk, ours, work=True)
    _, lines = show(desk, report(f"The Harbour Trust: “{ours.replace('old ', '')}”"), capsys)
    (pair,) = [pair for pair in rows(lines) if "old" in pair[1]]
    at = cell_len(pair[1][: pair[1].index("old")])
    assert cell_len(pair[2][: pair[2].index("^")]) == at
