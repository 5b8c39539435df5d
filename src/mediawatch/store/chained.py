"""Rows that are chained whole: every insert, change and removal is an event that holds the row as it then is.

`verify` replays those events and compares each table of CHAINED with what they add up to, so that no row can be
changed, added or removed by another program without being found out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.events import append_event
from mediawatch.store.rows import insert, select, select_one

CHAINED: dict[str, tuple[str, ...]] = {
    "someone_else": ("id",),
    "suggestions": ("id",),
    "stories": ("id",),
    "story_reports": ("report_id",),
    "assessments": ("id",),
    "assessment_evidence": ("id",),
    "contacts": ("id",),
    "contact_files": ("contact_id", "file_id"),
    "contact_references": ("contact_id", "message_id"),
    "contact_searches": ("id",),
    "request_steps": ("id",),
    "outlet_regulators": ("id",),
    "deadline_rules": ("key",),
    "deadline_marks": ("uid",),
    "markings": ("ref",),
    "imported_rows": ("digest",),
    "citations": ("id",),
    "citation_grades": ("id",),
    "old_addresses": ("id",),
    "work_checks": ("id",),
    "sources": ("id",),
    "report_checks": ("id",),
    "anchor_checks": ("id",),
    "report_notices": ("id",),
    "subscriptions": ("id",),
}
"""Tables whose rows are chained whole, with their keys."""


def insert_chained(
    db: Database, actor: Actor, table: str, row: Mapping[str, Any], *, verb: str, ref: Ref | str = ""
) -> int:
    """Add a row and chain it; gives its number.

    Args:
        ref: what the event is about; without it the table's own word and the row's number ("suggestion 3").
    """
    number = insert(db, table, row)
    key = {column: row[column] for column in CHAINED[table] if column in row} or {"id": number}
    append_event(db, actor, verb, ref or f"{say_table(table)} {number}", told(db, table, [key]))
    return number


def insert_all_chained(
    db: Database, actor: Actor, table: str, rows: Sequence[Mapping[str, Any]], *, verb: str, ref: Ref | str
) -> list[int]:
    """Add rows under one event; gives their numbers. Nothing happens where there are none."""
    numbers = [insert(db, table, row) for row in rows]
    keys = [
        {column: row[column] for column in CHAINED[table] if column in row} or {"id": number}
        for row, number in zip(rows, numbers, strict=True)
    ]
    if keys:
        append_event(db, actor, verb, ref, told(db, table, keys))
    return numbers


def update_chained(
    db: Database,
    actor: Actor,
    table: str,
    key: Mapping[str, Any],
    columns: Mapping[str, Any],
    *,
    verb: str,
    ref: Ref | str,
) -> dict[str, Any]:
    """Change columns of a row and chain the row as it now is; gives the columns that changed, as they were."""
    before = read_row(db, table, key) or {}
    values = {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, (list, tuple, dict)) else value
        for name, value in columns.items()
    }
    changed = {name: before.get(name) for name, value in values.items() if before.get(name) != value}
    if changed:
        sets = ", ".join(f'"{name}" = ?' for name in changed)
        db.execute(
            f"UPDATE {table} SET {sets} WHERE {where(key)}",
            (*(values[name] for name in changed), *key.values()),
        )
        append_event(db, actor, verb, ref, {"before": changed, **told(db, table, [key])})
    return changed


def delete_chained(
    db: Database, actor: Actor, table: str, key: Mapping[str, Any], *, verb: str, ref: Ref | str
) -> None:
    """Remove a row; the event holds it as it was. Nothing happens where there is none."""
    before = read_row(db, table, key)
    if before is None:
        return
    db.execute(f"DELETE FROM {table} WHERE {where(key)}", tuple(key.values()))
    append_event(db, actor, verb, ref, {"table": table, "removed": [before]})


def told(db: Database, table: str, keys: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What an event says of rows: the table, and each row whole."""
    return {"table": table, "rows": [read_row(db, table, key) for key in keys]}


def read_row(db: Database, table: str, key: Mapping[str, Any]) -> dict[str, Any] | None:
    """The row with that key, whole."""
    return select_one(db, f"SELECT * FROM {table} WHERE {where(key)}", tuple(key.values()))


def where(key: Mapping[str, Any]) -> str:
    """The condition for a row with that key."""
    return " AND ".join(f'"{column}" = ?' for column in key)


def say_table(table: str) -> str:
    """One row of a table as the log says it: "suggestion", "contact search"."""
    words = table.replace("_", " ")
    if words == "stories":
        return "story"
    return words.removesuffix("es" if words.endswith(("sses", "ches")) else "s")


def find_unchained(db: Database) -> tuple[int, list[str]]:
    """How many chained rows there are, and a sentence for each that is not what the history tells."""
    history: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {table: {} for table in CHAINED}
    for (payload,) in db.execute(
        "SELECT p.payload FROM events e JOIN event_payloads p ON p.event_id = e.id "
        "WHERE p.payload LIKE '%\"table\":%' ORDER BY e.id"
    ):
        said = json.loads(payload)
        rows = history.get(said.get("table", ""))
        if rows is None:
            continue
        key = CHAINED[said["table"]]
        for row in said.get("rows", ()):
            rows[tuple(row[column] for column in key)] = row
        for row in said.get("removed", ()):
            rows.pop(tuple(row[column] for column in key), None)
    failures = []
    checked = 0
    for table, key in CHAINED.items():
        rows = history[table]
        for row in select(db, f"SELECT * FROM {table}"):
            checked += 1
            name = f"{say_table(table)} {' '.join(str(row[column]) for column in key)}"
            recorded = rows.pop(tuple(row[column] for column in key), None)
            if recorded is None:
                failures.append(f"{name} is not in the history")
            elif not agrees(row, recorded):
                failures.append(f"{name} is not what the history tells")
        failures += [f"{say_table(table)} {' '.join(map(str, gone))} is gone" for gone in rows]
    return checked, failures


def agrees(row: Mapping[str, Any], recorded: Mapping[str, Any]) -> bool:
    """Whether a row is what was recorded of it. A column that came to its table later holds nothing in older rows."""
    return all(row.get(column) == value for column, value in recorded.items()) and all(
        row[column] in (None, "", 0) for column in row.keys() - recorded.keys()
    )
