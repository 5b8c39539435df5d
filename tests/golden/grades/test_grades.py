"""Quotations beside what we wrote, one folder for each grade: the rules, as examples. Read the .toml files first."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mediawatch.citing import GRADES
from mediawatch.model import Span
from mediawatch.reading.grading import grade
from mediawatch.reading.quotations import find_quotations

HERE = Path(__file__).parent
PAIRS = sorted(HERE.glob("*/*.toml"))


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_every_grade_has_ten_examples_and_each_lies_in_its_folder() -> None:
    for name in GRADES:
        examples = [path for path in PAIRS if path.parent.name == name.replace(" ", "-")]
        assert len(examples) >= 10, name
        assert all(read(path)["grade"] == name for path in examples)
        assert all(path.read_text(encoding="utf-8").startswith("# ") for path in examples), "each says why"


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_pair_is_graded_as_written_down(path: Path) -> None:
    pair = read(path)
    ours, theirs = pair["ours"], pair["theirs"]
    quotation = find_quotations(theirs)[0]
    found = grade(theirs, quotation.parts, ours, [Span(0, len(ours))])
    assert found.grade == pair["grade"]
    assert list(found.others) == pair["others"]
    assert list(found.flags) == pair["flags"]
    left_out = [
        {"where": left.where, "shown": left.shown, "words": ours[left.span.start : left.span.end]}
        for left in found.left_out
    ]
    assert left_out == pair["left_out"]
