"""A file that a person gives -> a Fetched: what it is, the bytes to be read, and what it knows of where and when.

The address is the caller's; where the caller gives none, the file's own (SingleFile, "saved from url", MHTML, WARC).
The time of retrieval is the file's own where it holds one (SingleFile, MHTML, WARC) that does not lie after the
caller's, and the caller's otherwise: a saved page knows better than the file system when it was saved.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from mediawatch.archive.extract import sniff
from mediawatch.archive.mhtml import read_mhtml
from mediawatch.archive.saved import read_marks
from mediawatch.archive.warc_page import read_page
from mediawatch.errors import ExtractionError, InputError
from mediawatch.model import Fetched

MHTML = "multipart/related"
WARC = "application/warc"
READABLE = "mediawatch reads HTML, MHTML, PDF, .txt, .eml, .docx and WARC files, and keeps pictures."

_GZIP = b"\x1f\x8b"
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_SAVED_BY_BROWSER = re.compile(
    rb"^(?:From: <Saved by|Snapshot-Content-Location:)", re.IGNORECASE | re.MULTILINE
)
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "application/msword": "Open it in a word processor, save it as .docx or PDF, and add that.",
        "application/rtf": "Open it in a word processor, save it as .docx or PDF, and add that.",
        "application/zip": "Unpack it and add the files in it; an .odt is to be saved as .docx or PDF first.",
        "application/gzip": "Unpack it and add the file in it.",
        "audio": "Type the passage with its time code and keep the recording as its proof: mediawatch add --typed.",
        "video": "Type the passage with its time code and keep the recording as its proof: mediawatch add --typed.",
    }
)


def open_file(content: bytes, name: str, *, address: str = "", retrieved_at: str) -> Fetched:
    """A given file as a Fetched with `how="given"`.

    `raw_body` is the file exactly as given; `body` is what is to be read: the page inside an MHTML or WARC file,
    else the file itself. Headers hold the Content-Type of `body`, with its charset where the file states it (for
    WARC all headers of the page). `name` is the file's name, `retrieved_at` an ISO time; the module says which
    address and time are taken.

    Raises InputError for an empty file and for a kind that mediawatch does not read, ExtractionError for a broken
    or encrypted one, WarcError for a WARC file with no page or with several.
    """
    file_name = re.split(r"[/\\]", name)[-1]
    kind = recognise(content, file_name)
    if not kind:
        raise InputError(f"{file_name or 'The file'} is empty.", "Save it again and add that.")
    opened = _OPENERS.get(kind)
    if opened is not None:
        fetched = opened(content, kind, address)
    elif kind.startswith("image/"):
        fetched = _as_it_is(content, kind, address)
    else:
        raise _unknown(content, kind, file_name)
    address = address or fetched.address
    return replace(
        fetched,
        address=address,
        final_address=address,
        raw_body=content,
        retrieved_at=_earlier(fetched.retrieved_at, retrieved_at),
        how="given",
        file_name=file_name,
    )


def recognise(content: bytes, file_name: str) -> str:
    """The media type of a file from its bytes, with its name as a hint; "" for an empty one."""
    ending = file_name[file_name.rfind(".") :].lower() if "." in file_name else ""
    if content.startswith(b"WARC/") or (
        content.startswith(_GZIP) and (ending == ".warc" or _is_warc(content))
    ):
        return WARC
    head = content[:8192].lstrip()
    if ending in (".mhtml", ".mht") or (_RELATED.search(head) and _SAVED_BY_BROWSER.search(head)):
        return MHTML if content.strip() else ""
    found = sniff.sniff(content, "", file_name)
    if ending == ".eml" and found in (sniff.HTML, sniff.PLAIN):
        return sniff.MAIL
    return found


def _is_warc(content: bytes) -> bool:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(content[:4096], 5) == b"WARC/"
    except zlib.error:
        return False


def _as_it_is(content: bytes, kind: str, address: str) -> Fetched:
    """A file that is its own body. The address is that of the caller."""
    return _made(content, kind, address, "")


def _open_html(content: bytes, kind: str, address: str) -> Fetched:
    marks = read_marks(content)
    return _made(content, kind, address or marks.address, marks.saved_at)


def _open_mhtml(content: bytes, kind: str, address: str) -> Fetched:
    page = read_mhtml(content)
    return _made(page.content, page.content_type, address or page.address, page.saved_at)


def _open_warc(content: bytes, kind: str, address: str) -> Fetched:
    return read_page(content, address=address)


def _made(body: bytes, content_type: str, address: str, retrieved_at: str) -> Fetched:
    return Fetched(
        address=address,
        final_address=address,
        status=200,
        headers=(("Content-Type", content_type),),
        body=body,
        raw_body=body,
        retrieved_at=retrieved_at,
        how="given",
    )


_OPENERS: Mapping[str, Callable[[bytes, str, str], Fetched]] = MappingProxyType(
    {
        sniff.HTML: _open_html,
        sniff.PLAIN: _as_it_is,
        sniff.PDF: _as_it_is,
        sniff.DOCX: _as_it_is,
        sniff.MAIL: _as_it_is,
        MHTML: _open_mhtml,
        WARC: _open_warc,
    }
)
"""A new kind of file is one function and one line here; reading its body is an extractor's work."""


def _unknown(content: bytes, kind: str, file_name: str) -> InputError | ExtractionError:
    if kind == "application/msword" and _ENCRYPTED_OFFICE in content:
        return ExtractionError(
            f"{file_name} is an encrypted office file.",
            "Save it without a password and add that.",
            "encrypted",
        )
    advice = _ADVICE.get(kind) or _ADVICE.get(kind.partition("/")[0]) or READABLE
    return InputError(f"{file_name} is a kind of file that mediawatch does not read ({kind}).", advice)


def _earlier(own: str, callers: str) -> str:
    """The file's own time, unless it has none or one that lies after the caller's."""
    if not own:
        return callers
    return own if datetime.fromisoformat(own) <= datetime.fromisoformat(callers) else callers
