"""Content decoding under a limit of size: a bomb stops at the limit, not when memory ends.

Only gzip and deflate, which zlib can do piece by piece with a bound on what comes out (RFC 9110 section
8.4.1); nothing else is asked for. A body that is cut off or broken inside is decoded as far as it goes and
called incomplete.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence

from mediawatch.errors import FetchError, Refused

ASKED_FOR = "gzip, deflate"
"""the value of Accept-Encoding"""
_PIECE = 1 << 18
"""bytes decoded at a time"""
_GZIP_MAGIC = b"\x1f\x8b"


class Full(Exception):
    """The decoded body is larger than allowed."""


def read_encoding(values: Sequence[str], address: str) -> str:
    """The one content encoding of a response: "gzip", "deflate" or "" for none.

    Raises Refused for stacked encodings (a bomb's favourite, and used by no honest server), and FetchError
    for one that was not asked for.
    """
    names = [name.strip().lower() for value in values for name in value.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > 1:
        raise Refused(f"{address} is packed several times over ({', '.join(names)[:60]}).", "", address)
    if not names:
        return ""
    if names[0] in ("gzip", "x-gzip"):
        return "gzip"
    if names[0] == "deflate":
        return "deflate"
    raise FetchError(
        f"{address} is encoded as {names[0][:40]!r}, which was not asked for and cannot be read.",
        "Save the page in a browser and add the file with --url.",
        address,
    )


class Decoder:
    """Takes a body piece by piece and keeps what comes out."""

    def __init__(self, encoding: str, limit: int, check: Callable[[], object]) -> None:
        """`limit` is the largest decoded size in bytes; `check` is called often, to stop by raising."""
        self._encoding = encoding
        self._limit = limit
        self._check = check
        self._out = io.BytesIO()
        self._first = b""
        self._engine: zlib._Decompress | None = None
        self._started = False
        self._ended = False
        self._broken = False

    @property
    def kept(self) -> bytes:
        """What has come out so far."""
        return self._out.getvalue()

    def feed(self, data: bytes) -> None:
        """Decode more. Raises Full when more comes out than allowed; what fits is kept."""
        try:
            self._decode(data)
        except zlib.error:
            self._broken = True

    def finish(self) -> tuple[bytes, bool]:
        """The decoded body, and whether it is whole. Raises Full."""
        if self._engine is not None and not self._broken:
            try:
                self._keep(self._engine.flush(_PIECE))
            except zlib.error:
                self._broken = True
            self._ended = self._engine.eof
        nothing_came = not self._started and not self._first
        return self.kept, nothing_came or (self._ended and not self._broken)

    def _decode(self, data: bytes) -> None:
        while data and not self._broken:
            self._check()
            if self._engine is None:
                data = self._first + data
                self._first = b""
                if len(data) < 2:
                    self._first = data
                    return
                # After a whole stream, only another gzip member is read; padding is not (RFC 1952 section 2.2).
                if self._started and not (self._encoding == "gzip" and data.startswith(_GZIP_MAGIC)):
                    return
                self._engine = zlib.decompressobj(self._window(data))
                self._started, self._ended = True, False
            self._keep(self._engine.decompress(data, _PIECE))
            if self._engine.eof:
                data, self._engine, self._ended = self._engine.unused_data, None, True
            else:
                data = self._engine.unconsumed_tail

    def _window(self, data: bytes) -> int:
        """zlib's window bits. "deflate" means zlib's format, but some servers send it bare (RFC 9110 8.4.1.2)."""
        if self._encoding == "gzip":
            return 16 + zlib.MAX_WBITS
        is_zlib = data[0] & 15 == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0
        return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS

    def _keep(self, piece: bytes) -> None:
        room = self._limit - self._out.tell()
        self._out.write(piece[:room] if room < len(piece) else piece)
        if room < len(piece):
            raise Full
