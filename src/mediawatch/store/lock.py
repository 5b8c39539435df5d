"""One at a time: a lock beside the record that ends with the process that holds it, however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from mediawatch.errors import NotAllowed, RecordError


@contextlib.contextmanager
def held(record: Path, work: str) -> Iterator[None]:
    """Hold the lock for a kind of work on a record ("watch").

    Raises:
        NotAllowed: another process does that work at this moment.
        RecordError: the folder of the record cannot be written to.
    """
    place = record.with_name(f".{record.name}.{work}.lock")
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise RecordError(
            f"{place} cannot be written ({error.strerror}).", "Check the permissions of the record's folder."
        ) from error
    try:
        try:
            _lock(handle)
        except OSError as error:
            raise NotAllowed(
                f"Another `mediawatch {work}` works on this record.", "Wait until it has ended.", work
            ) from error
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Take the operating system's lock on an open file, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
