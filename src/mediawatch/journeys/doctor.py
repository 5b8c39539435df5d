"""Whether this machine and this record are fit for work."""

from __future__ import annotations

import os
import platform
import shutil
from dataclasses import dataclass
from pathlib import Path

from mediawatch import __version__
from mediawatch.errors import MediawatchError
from mediawatch.journeys.init import NETWORK_FILE_SYSTEMS, find_file_system
from mediawatch.store.record import open_record
from mediawatch.store.sqlite import is_fixed, sqlite3

LOW_BYTES = 1 << 30
"""Less room than this on the record's disk is worth a word: a backup needs as much as the record."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool
    value: str
    advice: str = ""


def examine(path: Path) -> list[Finding]:
    """Look at the program, SQLite, the disk and the record."""
    found = [
        Finding(
            "mediawatch", True, f"{__version__}, Python {platform.python_version()}, {platform.platform()}"
        ),
        Finding(
            "SQLite",
            is_fixed(),
            sqlite3.sqlite_version,
            ""
            if is_fixed()
            else "SQLite before 3.51.3 can damage a record that several programs write at once: "
            "install pysqlite3, or let one program write at a time.",
        ),
    ]
    place = path if path.exists() else next((p for p in path.absolute().parents if p.exists()), Path("/"))
    kind = find_file_system(path)
    found.append(
        Finding(
            "disk",
            kind not in NETWORK_FILE_SYSTEMS,
            kind or "local, as far as the system tells",
            "Move the record to a disk of this machine." if kind in NETWORK_FILE_SYSTEMS else "",
        )
    )
    free = shutil.disk_usage(place).free
    found.append(
        Finding(
            "room", free > LOW_BYTES, f"{free // 2**20:,} MB free", "" if free > LOW_BYTES else "Make room."
        )
    )
    found.append(examine_record(path))
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    found.append(
        Finding("editor", True, editor or "the system's own", "" if editor else "Set EDITOR to choose one.")
    )
    return found


def examine_record(path: Path) -> Finding:
    """Whether the record opens."""
    try:
        with open_record(path, read_only=True) as record:
            reports = record.db.execute("SELECT count(*) FROM reports").fetchone()[0]
            (name,) = record.db.execute("SELECT name FROM organisation").fetchone()
    except MediawatchError as error:
        return Finding("record", False, str(path), str(error))
    size = path.stat().st_size // 2**20
    return Finding("record", True, f"{path}: {name}, {reports} reports, {size:,} MB")
