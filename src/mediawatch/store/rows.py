"""Rows as plain dictionaries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database


def select(db: Database, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[dict[str, Any]]:
    """The rows of a query, one at a time."""
    cursor = db.execute(sql, values)
    columns = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(columns, row, strict=True))


def select_one(db: Database, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> dict[str, Any] | None:
    """The first row of a query, or None."""
    return next(select(db, sql, values), None)


def insert(db: Database, table: str, row: Mapping[str, Any]) -> int:
    """Add one row; gives its number. Lists and dictionaries are stored as JSON."""
    values = {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, (list, tuple, dict)) else value
        for key, value in row.items()
    }
    columns = ", ".join(f'"{column}"' for column in values)
    places = ", ".join("?" for _ in values)
    cursor = db.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", tuple(values.values()))
    return int(cursor.lastrowid)


def update(db: Database, table: str, number: int, row: Mapping[str, Any]) -> None:
    """Change columns of the row with that `id`."""
    columns = ", ".join(f'"{column}" = ?' for column in row)
    db.execute(f"UPDATE {table} SET {columns} WHERE id = ?", (*row.values(), number))
