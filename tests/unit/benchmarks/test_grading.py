"""The benchmark of grading runs to its end with texts that it has never seen, and counts what it should."""

from __future__ import annotations

import argparse
from pathlib import Path

import grading
import pytest
from edits.planting import Planted

from mediawatch.citing import Quotation
from mediawatch.model import Span

HOUSE = Path(__file__).with_name("house.txt").read_text(encoding="utf-8")
FERRY = """The ferry to Saltmere was late again on Monday, and the council told nobody why it had waited at the pier.

According to the harbour office the boat needs a new engine, which nobody wants to pay for in the coming year. \
Passengers have waited for 3 hours in the rain. They were given tea by a shop that lies beside the quay.

The captain said that he would not sail with a broken pump, whatever the county thinks of him for it.
"""


def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = grading.main(argparse.Namespace(folder=folder, seed=5, each=4, never=4, near=2, show=1))
    return code, capsys.readouterr().out.splitlines()


def test_it_runs_with_other_texts_and_says_the_same_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "statement.txt").write_text(HOUSE, encoding="utf-8")
    for number, text in enumerate((FERRY, FERRY.replace("ferry", "bus").replace("boat", "coach"))):
        (tmp_path / f"report-{number}.txt").write_text(text, encoding="utf-8")
    code, lines = run(tmp_path, capsys)
    _, again = run(tmp_path, capsys)
    assert lines[-1].startswith("Grading, seed 5: ")
    assert (code == 0) == lines[-1].endswith(": met")
    figures = [line for line in lines if "(bar " in line]
    assert any("all kinds" in line and " of 28 " in line for line in figures)
    assert figures == [line for line in again if "(bar " in line]


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="No texts"):
        grading.main(argparse.Namespace(folder=tmp_path, seed=1, each=1, never=1, near=1, show=0))


def test_the_quotation_that_shares_most_with_the_planted_words_is_taken() -> None:
    planted = Planted(0, "straight", ((10, 30), (40, 60)))
    half = Quotation((Span(40, 60),), "straight", 39, 61)
    whole = Quotation((Span(10, 30), Span(40, 60)), "straight", 9, 61)
    around = Quotation((Span(0, 300),), "straight", 0, 300)
    elsewhere = Quotation((Span(70, 90),), "straight", 69, 91)
    assert grading.find_planted([around, half, whole, elsewhere], planted) == whole
    assert grading.find_planted([around, half], planted) == half
    assert grading.find_planted([elsewhere], planted) is None


@pytest.mark.parametrize(
    ("right", "bar", "at_most", "met"), [(95, 0.95, False, True), (94, 0.95, False, False)]
)
def test_a_figure_is_held_against_its_bar(right: int, bar: float, at_most: bool, met: bool) -> None:
    assert grading.print_bar("kind", right, 100, bar, at_most=at_most) is met


def test_nothing_measured_meets_no_bar() -> None:
    assert not grading.print_bar("nothing", 0, 0, 0.0, at_most=True)
