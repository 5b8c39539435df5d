"""Single WARC/1.1 records (ISO 28500:2017): bytes <-> named fields and a block. fastwarc does the format itself."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mediawatch.archive.decode import Decoder, Full
from mediawatch.errors import WarcError

NO_LIMIT = 1 << 40
GET_AGAIN = "Get the file again from where it was archived."

_STATUS_LINE = re.compile(r"(?P<version>\S+) (?P<status>\d{1,9})(?: (?P<reason>.*))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """One WARC record: its kind, its named fields in order, its block."""

    kind: str
    fields: tuple[tuple[str, str], ...]
    block: bytes

    def field(self, name: str) -> str:
        """The first field of that name, whatever its case; "" when there is none."""
        wanted = name.lower()
        return next((value for key, value in self.fields if key.lower() == wanted), "")


def read_parts(records: bytes) -> Iterator[Part]:
    """Every WARC record in order, packed or not; raises WarcError for what is no WARC, is cut off or is too short."""
    from fastwarc.warc import ArchiveIterator

    found = 0
    try:
        for record in ArchiveIterator(io.BytesIO(unpack(records)), parse_http=False):
            block = record.reader.read()
            kind = str(record.record_type)
            part = Part(kind, tuple(record.headers.to_tuples()), bytes(block))
            if part.field("Content-Length") != str(len(block)):
                raise WarcError("The WARC file is cut off: a record is shorter than it says.", GET_AGAIN)
            found += 1
            yield part
    except OSError as error:
        raise WarcError(f"The WARC file is broken ({error}).", GET_AGAIN) from error
    if not found:
        raise WarcError("There is no record in the WARC file.", GET_AGAIN)


def unpack(content: bytes, limit: int = NO_LIMIT) -> bytes:
    """The content of gzip members, or the content itself; raises WarcError when it is cut off or exceeds `limit`."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    decoder = Decoder("gzip", limit, lambda: None)
    try:
        decoder.feed(content)
        unpacked, whole = decoder.finish()
    except Full as error:
        raise WarcError(
            f"The WARC file unpacks to more than {limit // 2**20} MB.",
            "Take the one page out of it and add that.",
        ) from error
    if not whole:
        raise WarcError("The WARC file is cut off or damaged inside.", GET_AGAIN)
    return unpacked


def split_http(block: bytes) -> tuple[str, int, str, tuple[tuple[str, str], ...], bytes]:
    """Version, status, reason, headers and payload of an HTTP response block; raises WarcError for none.

    Header values are read as ISO 8859-1, which keeps every byte (RFC 9110, section 5.5).
    """
    head, _, payload = block.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    found = _STATUS_LINE.match(first)
    if not found:
        raise WarcError("A record of the WARC file holds no HTTP response.", GET_AGAIN)
    headers = [
        (name, value.strip(" \t")) for name, colon, value in (line.partition(":") for line in lines) if colon
    ]
    return found["version"], int(found["status"]), found["reason"] or "", tuple(headers), payload


def serialise(part: Part) -> bytes:
    """The bytes of one record, its length and its digest added."""
    from fastwarc.warc import WarcRecord

    record = WarcRecord()
    record.init_headers(content_length=len(part.block))
    record.headers.clear()
    record.headers.status_line = "WARC/1.1"
    for name, value in (*part.fields, ("WARC-Block-Digest", digest(part.block))):
        record.headers.append(name, one_line(value))
    record.headers.append("Content-Length", str(len(part.block)))
    record.set_bytes_content(part.block)
    out = io.BytesIO()
    record.write(out)
    return out.getvalue()


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal, as the record shows it everywhere; WARC leaves algorithm and notation open."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def one_line(value: str) -> str:
    """A value as the one line that a field or header can hold."""
    return re.sub(r"[\r\n\x00]+", " ", value).encode("utf-8", "replace").decode("utf-8").strip()
