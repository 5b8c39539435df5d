"""The one SQLite library of this process.

SQLite before 3.51.3 can corrupt a WAL file when several connections reset it at once, so pysqlite3's
bundled one is used where it has a wheel. Two SQLite libraries in one process drop each other's file
locks (POSIX locks belong to the process), hence everybody imports `sqlite3` from here.
"""

from __future__ import annotations

from typing import Any

try:
    import pysqlite3 as _library
except ImportError:  # no wheel on this platform: Linux on ARM, Windows on ARM
    import sqlite3 as _library  # noqa: TID251 - the one place

sqlite3: Any = _library

FIXED_VERSION = (3, 51, 3)
"""First release without the WAL-reset corruption (sqlite.org, release log of 3.51.3)."""


def is_fixed() -> bool:
    """Whether the SQLite in use has the WAL-reset fix."""
    return tuple(sqlite3.sqlite_version_info) >= FIXED_VERSION
