"""What browsers and extensions write into a page when they save it: where it came from, and when.

SingleFile puts a comment into the root element ("Page saved with SingleFile", lines "url:" and "saved date:", the
latter as JavaScript's Date.toString gives it, always in English); Chromium and Internet Explorer put "saved from
url=(0023)https://…" with the length of the address before it (the "mark of the web").
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime

WITHIN = 16_384
"""Bytes from the start that are searched: the comment stands before the head."""

_COMMENT = re.compile(
    r"\A[^<]*(?:<!doctype[^>]*>\s*)?(?:<html\b[^>]*>\s*)?"
    r"<!--\s*(?:Page saved with|Archive processed by) SingleFile\b(.*?)-->",
    re.IGNORECASE | re.DOTALL,
)
_URL = re.compile(r"^\s*url:\s*(https?://\S+)", re.MULTILINE)
_DATE = re.compile(
    r"^\s*saved date:\s*\w{3} (\w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})", re.MULTILINE
)
_MARK_OF_THE_WEB = re.compile(r"<!-- saved from url=\((\d{4})\)(https?://[^\s<>]+)")
_MONTHS = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6,
    "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marks:
    """Where and when a page was saved, as the file says; "" where it does not."""

    address: str = ""
    saved_at: str = ""
    """UTC, ISO 8601"""


def read_marks(content: bytes) -> Marks:
    """The marks of saving at the start of an HTML file. They are the file's own claim, and a page can forge them."""
    start = content[:WITHIN].decode(
        "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace"
    )
    found = _COMMENT.match(start)
    if found:
        address = _URL.search(found[1])
        return Marks(html.unescape(address[1]) if address else "", _saved_at(found[1]))
    mark = _MARK_OF_THE_WEB.search(start)
    if mark and int(mark[1]) == len(mark[2]):
        return Marks(mark[2])
    return Marks()


def _saved_at(comment: str) -> str:
    found = _DATE.search(comment)
    if not found:
        return ""
    month, day, year, clock = found[1].split(" ")
    stated = f"{year}-{_MONTHS.get(month, 0):02}-{day}T{clock}{found[2]}"
    try:
        return datetime.fromisoformat(stated).astimezone(UTC).isoformat(timespec="seconds")
    except ValueError:
        # A date that is none says nothing about when the page was saved.
        return ""
