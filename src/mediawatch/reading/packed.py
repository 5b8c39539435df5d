"""Rows of numbers and what is known about them, as bytes that tell when they are damaged.

20 bytes  magic
 2        format of the numbers (hashed_words.FORMAT)
 4        CRC-32 of all that follows the head
 8        length of the description
description, JSON in UTF-8; its "rows" has the kind and length of each row
the rows, little-endian, one after the other
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from mediawatch.errors import ReadError
from mediawatch.reading.hashed_words import FORMAT, Row

_MAGIC: Final = b"mediawatch passages\n"
_HEAD: Final = struct.Struct("<20sHIQ")


def pack(description: dict[str, Any], rows: Sequence[Row]) -> bytes:
    """The rows with their description. The same values give the same bytes."""
    stored = [row.astype(row.dtype.newbyteorder("<")) for row in rows]
    kinds = [[row.dtype.str, len(row)] for row in stored]
    head = json.dumps({**description, "rows": kinds}).encode()
    body = b"".join((head, *(row.tobytes() for row in stored)))
    return _HEAD.pack(_MAGIC, FORMAT, zlib.crc32(body), len(head)) + body


def unpack(data: bytes) -> tuple[dict[str, Any], list[Row]]:
    """What pack was given. Raises ReadError for bytes that are damaged, of another format, or something else."""
    if len(data) < _HEAD.size:
        raise _unreadable("is cut off")
    magic, written, checksum, length = _HEAD.unpack_from(data)
    if magic != _MAGIC:
        raise _unreadable("is something else")
    if written != FORMAT:
        raise _unreadable(f"has format {written}, and this program reads format {FORMAT}")
    body = memoryview(data)[_HEAD.size :]
    if zlib.crc32(body) != checksum:
        raise _unreadable("is damaged")
    description = json.loads(bytes(body[:length]))
    rows: list[Row] = []
    at = length
    for kind, count in description.pop("rows"):
        stored = np.frombuffer(body, dtype=kind, count=count, offset=at)
        at += stored.nbytes
        rows.append(stored.astype(stored.dtype.newbyteorder("=")))
    return description, rows


def _unreadable(how: str) -> ReadError:
    return ReadError(f"The stored index of passages {how}.", "Make it again from the texts of the works.")
