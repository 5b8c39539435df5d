"""The one page in somebody else's WARC file: a response (or resource) that is HTML, PDF or plain text."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime

from mediawatch.archive.warc_records import GET_AGAIN, Part, read_parts, split_http, unpack
from mediawatch.errors import WarcError
from mediawatch.model import Fetched

MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes of a WARC file once unpacked; a page with all its pictures has some 30 MB."""
MAX_PAGE = 64 * 1024 * 1024
"""Bytes of one page once decoded."""
SHOWN = 10
"""So many pages are listed when there are several."""
_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/pdf"})
_TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class _Found:
    """A record that may be the page."""

    number: int
    """its place among all records of the file"""
    part: Part
    media_type: str

    @property
    def address(self) -> str:
        return self.part.field("WARC-Target-URI").strip("<>")


def read_page(content: bytes, *, address: str = "") -> Fetched:
    """The page in a WARC file, with its own address, headers and time of retrieval; `raw_body` is its payload.

    A page is a response with status 200, or a resource, that is HTML or PDF; plain text counts where there is
    neither (web archives keep robots.txt too). `address` chooses among several. Raises WarcError when there is
    none, when there are several, and for a broken file.
    """
    unpacked = unpack(content, MAX_UNPACKED)
    found = [each for number, part in enumerate(read_parts(unpacked)) if (each := _candidate(number, part))]
    pages = [each for each in found if each.media_type in _PAGES] or found
    chosen = [each for each in pages if address and each.address == address] or pages
    if not chosen:
        raise WarcError(
            "The WARC file holds no page: no HTML, PDF or text that came with status 200.",
            "Check that it is the right file, or save the page in your browser and add that.",
        )
    if len(chosen) > 1:
        listed = "; ".join(f"{each.address} ({each.part.field('WARC-Date')})" for each in chosen[:SHOWN])
        more = f"; and {len(chosen) - SHOWN} more" if len(chosen) > SHOWN else ""
        raise WarcError(
            f"The WARC file holds {len(chosen)} pages: {listed}{more}.",
            "Say which with --url, or add a file with one page.",
        )
    return _as_fetched(chosen[0], unpacked)


def _candidate(number: int, part: Part) -> _Found | None:
    if part.kind == "resource":
        media_type = part.field("Content-Type")
    elif part.kind == "response" and part.field("Content-Type").lower().startswith("application/http"):
        _, status, _, headers, _ = split_http(part.block)
        if status != 200:
            return None
        media_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    else:
        return None
    media_type = media_type.partition(";")[0].strip().lower()
    return _Found(number, part, media_type) if media_type in _PAGES or media_type == _TEXT else None


def _as_fetched(found: _Found, unpacked: bytes) -> Fetched:
    part = found.part
    version, status, reason = "HTTP/1.1", 200, ""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", part.field("Content-Type")),)
    raw = body = part.block
    if part.kind == "response":
        version, status, reason, headers, raw = split_http(part.block)
        body = _decoded(found.number, unpacked)
    try:
        retrieved = datetime.fromisoformat(part.field("WARC-Date"))
    except ValueError as error:
        raise WarcError(
            f"The page in the WARC file has no time of retrieval ({error}).", GET_AGAIN
        ) from error
    retrieved = retrieved if retrieved.tzinfo else retrieved.replace(tzinfo=UTC)
    return Fetched(
        address=found.address,
        final_address=found.address,
        status=status,
        headers=headers,
        body=body,
        raw_body=raw,
        retrieved_at=retrieved.astimezone(UTC).isoformat(timespec="seconds"),
        complete=not part.field("WARC-Truncated"),
        peer=part.field("WARC-IP-Address"),
        http_version=version,
        reason=reason,
        how="given",
    )


def _decoded(number: int, unpacked: bytes) -> bytes:
    """The payload of one record, transfer and content encodings undone (fastwarc knows chunks, gzip, brotli, zstd)."""
    from fastwarc.warc import ArchiveIterator

    try:
        for place, record in enumerate(ArchiveIterator(io.BytesIO(unpacked), auto_decode="all")):
            if place == number:
                body = bytes(record.reader.read(MAX_PAGE + 1))
                break
        else:
            raise WarcError("The page in the WARC file cannot be found again.", GET_AGAIN)
    except OSError as error:
        raise WarcError(f"The page in the WARC file cannot be decoded ({error}).", GET_AGAIN) from error
    if len(body) > MAX_PAGE:
        raise WarcError(
            f"The page in the WARC file has more than {MAX_PAGE // 2**20} MB.", "Add a smaller page."
        )
    return body
