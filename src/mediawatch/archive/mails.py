"""Mail files (.eml, .mbox) -> the bytes of each mail in them, one at a time and never all at once.

An mbox is a row of mails, each after a line that begins with "From " and holds a date (RFC 4155; qmail's mbox(5)). A
line of a mail that begins so has a ">" before it, which is taken off again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mediawatch.archive.extract.mail import sent_at
from mediawatch.archive.mail_reader import MAIL_LIMIT
from mediawatch.errors import InputError

LINE_LENGTH = 1 << 16
"""Bytes that are read at once; a line may be as long as the file."""

_STAMP = re.compile(rb"From (?:\S+ +)?.{0,200}?([A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-3]?\d +\d\d?:\d\d.{0,60})")
"""A sender (which some programs leave out), and a date as asctime(3) writes it."""
_QUOTED_FROM = re.compile(rb">+From ")
_OUTLOOK = b"\xd0\xcf\x11\xe0"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class MailFound:
    """One mail in a file."""

    number: int
    """counted from 1"""
    content: bytes
    """as it was sent; empty where it is too large to be read"""
    length: int
    """bytes, also of one that is too large"""
    stamp: str
    """the time on its "From " line (UTC, ISO 8601), or "" """


def holds_many(path: Path) -> bool:
    """Whether a file is an mbox; False also where it cannot be read."""
    try:
        with path.open("rb") as source:
            return source.read(8).removeprefix(_BOM).startswith(b"From ")
    except OSError:
        return False  # said when it is opened


def open_mails(path: Path) -> Iterator[MailFound]:
    """The mails in a file, one after the other.

    Raises:
        InputError: no such file, or one of another kind. Raised when the first mail is asked for.
    """
    try:
        with path.open("rb") as source:
            head = source.read(8)
            if head.startswith(_OUTLOOK):
                raise InputError(
                    f"{path.name} is a mail as Outlook keeps it, which no other program reads.",
                    "Save it as .eml there: drag it to a folder from the new Outlook, or forward it as an attachment.",
                )
            if not head.strip():
                raise InputError(f"{path.name} is empty.", "Save the mails again and add that.")
            source.seek(len(_BOM) if head.startswith(_BOM) else 0)
            if head.removeprefix(_BOM).startswith(b"From "):
                yield from split_mbox(source)
            else:
                yield read_single(source)
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}).", "Name a file with one mail (.eml) or many (.mbox)."
        ) from error


def read_single(source: BinaryIO) -> MailFound:
    """A file that is one mail."""
    start = source.tell()
    content = source.read(MAIL_LIMIT + 1)
    if len(content) <= MAIL_LIMIT:
        return MailFound(1, content, len(content), "")
    length = source.seek(0, 2) - start
    return MailFound(1, b"", length, "")


def split_mbox(source: BinaryIO, limit: int = MAIL_LIMIT) -> Iterator[MailFound]:
    """The mails of an mbox, holding no more of it than one mail of at most `limit` bytes."""
    number, length = 0, 0
    stamp = ""
    pieces: list[bytes] = []
    blank, begins = True, True
    while line := source.readline(LINE_LENGTH):
        if begins and blank and line.startswith(b"From ") and (found := _STAMP.match(line)):
            if number:
                yield _made(number, pieces, length, limit, stamp)
            number, length, pieces = number + 1, 0, []
            stamp = read_stamp(found[1])
        else:
            kept = line[1:] if begins and _QUOTED_FROM.match(line) else line
            length += len(kept)
            if length <= limit:
                pieces.append(kept)
            else:
                pieces.clear()
        blank = begins and not line.strip(b"\r\n")
        begins = line.endswith(b"\n")
    if number:
        yield _made(number, pieces, length, limit, stamp)


def read_stamp(words: bytes) -> str:
    """The time on a "From " line, or "" for none; without a zone it is UTC (RFC 4155)."""
    sent = sent_at(" ".join(words.decode("ascii", "replace").split()))
    return sent.isoformat(timespec="seconds") if sent else ""


def _made(number: int, pieces: list[bytes], length: int, limit: int, stamp: str) -> MailFound:
    content = b"".join(pieces) if length <= limit else b""
    # the empty line before the next "From " belongs to the mbox
    for ending in (b"\r\n", b"\n"):
        if content.endswith(ending + ending):
            content = content[: -len(ending)]
            break
    return MailFound(number, content, length, stamp)
