"""The record's settings: a few words that hold for everybody who works on it."""

from __future__ import annotations

from sqlite_utils import Database


def read_settings(db: Database) -> dict[str, str]:
    """All settings that were made."""
    return dict(db.execute("SELECT key, value FROM settings ORDER BY key").fetchall())


def write_setting(db: Database, key: str, value: str) -> None:
    """Set a key; an empty value takes the setting away."""
    if value:
        db.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
    else:
        db.execute("DELETE FROM settings WHERE key = ?", (key,))
