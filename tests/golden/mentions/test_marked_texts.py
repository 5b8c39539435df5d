"""Invented articles in which every mention is marked by hand, as ⟦number of the name:words⟧: those, and no others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mediawatch.model import Name, Text
from mediawatch.reading.mentions import find_mentions

HERE = Path(__file__).parent
MARK = re.compile(r"⟦(\d+):([^⟧]*)⟧")


def read_names() -> list[Name]:
    entries = json.loads((HERE / "names.json").read_text(encoding="utf-8"))
    return [
        Name(**{key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()})
        for entry in entries
    ]


def read_marked(path: Path) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and (name, start, surface) of each mark."""
    marked = path.read_text(encoding="utf-8")
    text, expected, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        expected.append((int(mark[1]), len(text), mark[2]))
        text += mark[2]
        last = mark.end()
    return text + marked[last:], expected


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_the_marked_mentions_are_found_and_no_others(path: Path) -> None:
    text, expected = read_marked(path)
    assert len(expected) > 3
    found = find_mentions(Text(text, "article", "marked by hand", "1"), read_names())
    assert [(mention.name_id, mention.start, mention.surface) for mention in found] == expected
