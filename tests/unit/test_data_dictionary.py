"""The data dictionary names every view, table and column of a record, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mediawatch.store.migrations import AUDIENCES
from mediawatch.store.record import create_record

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
ROW = re.compile(r"\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| `([^`]+)` \|")
HEAD_OF_TABLE = "| column | what it is | unit or values | example |"

Documented = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def documented() -> Documented:
    """Chapter -> name of a table or view -> its columns in order, as the page has them."""
    chapters: Documented = {}
    chapter: dict[str, list[str]] = {}
    columns: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            chapter = chapters.setdefault(line[3:], {})
        elif line.startswith("### "):
            name = line[4:].strip("`")
            assert name not in chapter, f"{name} is there twice"
            columns = chapter.setdefault(name, [])
        elif line.startswith("| `"):
            row = ROW.fullmatch(line)
            assert row, f"this row lacks something: {line}"
            assert row[1] not in columns, f"{row[1]} is there twice: {line}"
            columns.append(row[1])
    return chapters


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, list[str]]]:
    """Name -> what SQLite says it is, and its columns; without what is SQLite's own."""
    path = tmp_path_factory.mktemp("dictionary") / "record.db"
    with create_record(path, "Harbour Lane", "Europe/London", "2026-03-04T09:00:00+00:00") as record:
        kinds = {row[1]: row[2] for row in record.db.execute("PRAGMA table_list").fetchall()}
        found = {
            name: (kind, [row[1] for row in record.db.execute(f"PRAGMA table_info([{name}])").fetchall()])
            for name, kind in kinds.items()
            if kind != "shadow" and not name.startswith("sqlite_")
        }
    # a view for staff or counsel is described with the one for everybody, and must have its columns
    for name in list(found):
        plain = next(
            (name.removesuffix(ending) for ending in AUDIENCES if ending and name.endswith(ending)), ""
        )
        if plain:
            assert found.pop(name)[1] == found[plain][1], name
    return found


def flatten(documented: Documented) -> Iterator[tuple[str, list[str]]]:
    for chapter in documented.values():
        yield from chapter.items()


def test_every_table_and_view_is_described_and_none_that_is_not_there(documented, there) -> None:
    assert sorted(name for name, _ in flatten(documented)) == sorted(there)


def test_every_column_is_described_in_the_record_s_order(documented, there) -> None:
    assert dict(flatten(documented)) == {name: columns for name, (_, columns) in there.items()}


def test_views_stand_among_the_views_and_indexes_among_the_indexes(documented, there) -> None:
    def named(kind: str) -> set[str]:
        return {name for name, (found, _) in there.items() if found == kind}

    assert set(documented["Views"]) == named("view")
    assert set(documented["Search indexes"]) == named("virtual")


def test_each_has_a_sentence_that_says_what_it_is() -> None:
    parts = re.split(r"^### `[^`]+`$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for part in parts:
        said, _, rows = part.partition(HEAD_OF_TABLE)
        assert said.strip().endswith("."), part[:80]
        assert rows, part[:80]


def test_the_page_says_that_the_views_are_the_contract() -> None:
    assert "**The views are the contract.**" in PAGE.read_text(encoding="utf-8")


def test_the_values_that_a_column_may_have_are_all_named(tmp_path: Path) -> None:
    """Each word of a CHECK (… IN (…)) in the schema stands in the row of its column."""
    page = PAGE.read_text(encoding="utf-8")
    with create_record(
        tmp_path / "record.db", "Harbour Lane", "Europe/London", "2026-03-04T09:00:00+00:00"
    ) as record:
        schema = record.db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"
        )
        found = [
            (table, column, values)
            for table, sql in schema.fetchall()
            for column, values in re.findall(r"CHECK \((\w+) IN \(([^)]*)\)\)", sql)
        ]
    assert len(found) > 10
    for table, column, values in found:
        part = page.split(f"### `{table}`\n", 1)[1]
        row = re.search(rf"^\| `{column}` \|.*$", part, flags=re.MULTILINE)
        assert row
        for value in re.findall(r"'([^']*)'", values):
            assert value in row[0], f"{table}.{column} may be {value!r}"
