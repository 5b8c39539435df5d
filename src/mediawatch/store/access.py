"""Who may sign in, and who is signed in: `access.db`, beside the record and no part of it.

A record is copied, handed on and kept for good; passwords and sessions are none of that.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from mediawatch.errors import RecordError
from mediawatch.store.connection import BUSY_SECONDS, explained
from mediawatch.store.sqlite import sqlite3

NAME: Final = "access.db"
APPLICATION_ID: Final = 0x6D776163
"""`PRAGMA application_id`: the letters "mwac"."""

SCHEMA: Final = """
CREATE TABLE users (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    role TEXT NOT NULL CHECK (role IN ('leader', 'staff', 'editor')),
    -- scrypt: parameters, salt and hash, as text
    password TEXT NOT NULL,
    added_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
);
CREATE TABLE sessions (
    -- SHA-256 of the token: who reads this file cannot sign in with it
    token TEXT PRIMARY KEY,
    name TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE ON UPDATE CASCADE,
    expires_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE attempts (
    -- an account or an address, with its kind before it
    of TEXT PRIMARY KEY,
    wrong INTEGER NOT NULL,
    last_at TEXT NOT NULL
) WITHOUT ROWID;
"""


def place_beside(record: Path) -> Path:
    """Where the users of a record are kept."""
    return record.with_name(NAME)


@contextlib.contextmanager
def open_access(record: Path, *, create: bool = False, write: bool = True) -> Iterator[sqlite3.Connection]:
    """The users of a record. What is done in the block is committed together, or not at all.

    Args:
        create: make the file where there is none, readable by its owner alone.
        write: whether something is changed; readers keep nobody waiting.

    Raises:
        RecordError: there is none, or it is another file.
        StoreError: another program holds it too long.
    """
    path = place_beside(record)
    if not path.exists():
        if not create:
            raise RecordError(
                f"Nobody can sign in: there is no {path}.",
                "Add somebody first: mediawatch user add NAME --role leader",
            )
        path.touch(mode=0o600)
    with explained(path):
        connection = sqlite3.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            prepare(connection, path)
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()  # what was not committed is undone


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables in a new file.

    Raises:
        RecordError: the file is something else.
    """
    (number,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if number == APPLICATION_ID:
        return
    if tables:
        raise RecordError(f"{path} is not what mediawatch keeps its users in.", "Move that file elsewhere.")
    for statement in SCHEMA.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def read_user(access: sqlite3.Connection, name: str) -> dict[str, Any] | None:
    """A user by name, whatever its capitals."""
    row = access.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchone()
    return dict(row) if row else None


def list_users(access: sqlite3.Connection) -> list[dict[str, Any]]:
    """Everybody, by name, without passwords."""
    rows = access.execute("SELECT name, role, added_at, changed_at FROM users ORDER BY name COLLATE NOCASE")
    return [dict(row) for row in rows]


def insert_user(access: sqlite3.Connection, name: str, role: str, password: str, now: str) -> None:
    """Add a user; `password` is a hash."""
    access.execute("INSERT INTO users VALUES (?, ?, ?, ?, ?)", (name, role, password, now, now))


def set_user(access: sqlite3.Connection, name: str, now: str, **columns: str) -> None:
    """Change role or password, and end the user's sessions."""
    sets = ", ".join(f"{column} = ?" for column in columns)
    access.execute(f"UPDATE users SET {sets}, changed_at = ? WHERE name = ?", (*columns.values(), now, name))
    access.execute("DELETE FROM sessions WHERE name = ?", (name,))


def delete_user(access: sqlite3.Connection, name: str) -> None:
    """Remove a user, and end the user's sessions."""
    access.execute("DELETE FROM users WHERE name = ?", (name,))


def insert_session(access: sqlite3.Connection, token: str, name: str, expires_at: str, now: str) -> None:
    """Begin a session; those that have ended are forgotten."""
    access.execute("DELETE FROM sessions WHERE expires_at <= ?", (now,))
    access.execute("INSERT INTO sessions VALUES (?, ?, ?)", (token, name, expires_at))


def read_session(access: sqlite3.Connection, token: str, now: str) -> dict[str, Any] | None:
    """Whose session that is, with the role; None where it has ended."""
    row = access.execute(
        "SELECT u.name, u.role FROM sessions s JOIN users u ON u.name = s.name WHERE s.token = ? AND s.expires_at > ?",
        (token, now),
    ).fetchone()
    return dict(row) if row else None


def delete_session(access: sqlite3.Connection, token: str) -> None:
    """End a session."""
    access.execute("DELETE FROM sessions WHERE token = ?", (token,))


def read_wrong(access: sqlite3.Connection, of: str) -> tuple[int, str]:
    """How often in a row it was tried wrong, and when last."""
    row = access.execute("SELECT wrong, last_at FROM attempts WHERE of = ?", (of,)).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def count_wrong(access: sqlite3.Connection, of: str, now: str) -> None:
    """It was tried wrong once more."""
    access.execute(
        "INSERT INTO attempts VALUES (?, 1, ?) ON CONFLICT (of) DO UPDATE SET wrong = wrong + 1, last_at = ?",
        (of, now, now),
    )


def forget_wrong(access: sqlite3.Connection, *of: str, before: str = "") -> None:
    """It was tried right; and what was tried before a time is forgotten."""
    for each in of:
        access.execute("DELETE FROM attempts WHERE of = ?", (each,))
    access.execute("DELETE FROM attempts WHERE last_at < ?", (before,))
