"""The pages in docs/ name files, pages and formats that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mediawatch.exporters import EXPORTERS
from mediawatch.exporters.data import FORMAT
from mediawatch.exporters.table import END
from mediawatch.model import KINDS

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md"))
HOUSE = ROOT / "src" / "mediawatch"


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_files_that_the_architecture_names_are_there() -> None:
    named = set(re.findall(r"(?<![\w/])(?:[a-z_]+/)+[a-z_]+\.(?:py|sql|md)\b", read("architecture.md")))
    assert len(named) > 15
    for name in named:
        assert (HOUSE / name).exists() or (ROOT / name).exists(), name


def test_every_room_is_in_the_drawing() -> None:
    drawing = read("architecture.md").split("```")[1]
    rooms = {path.parent.name for path in HOUSE.glob("*/__init__.py")} | {"model", "errors", "visible"}
    for room in rooms:
        assert re.search(rf"\b{room}\b", drawing), room


def test_exports_names_every_format_and_what_marks_them() -> None:
    page = read("exports.md")
    for ending in EXPORTERS:
        assert f"`.{ending}`" in page
    assert f"`{FORMAT}`" in page
    assert f"`{END}`" in page


def test_every_kind_that_is_counted_is_a_word() -> None:
    page = read("words.md")
    for kind in KINDS.values():
        assert f"**{kind}.**" in page or f"**{kind}**:" in page
