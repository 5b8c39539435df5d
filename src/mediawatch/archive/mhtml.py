"""MHTML files (.mhtml, .mht; RFC 2557), as browsers save pages: the page inside, and where and when it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from email.message import Message

from mediawatch.archive.extract import mail
from mediawatch.errors import ExtractionError

SAVE_AGAIN = "Save the page again in your browser, as MHTML or as one HTML file."


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The page in an MHTML file."""

    content: bytes
    """its HTML, transfer encoding undone"""
    content_type: str
    """with the charset where the file states it: "text/html; charset=utf-8" """
    address: str
    """where it was saved from; "" where the file does not say"""
    saved_at: str
    """UTC time of saving; "" where the file does not say"""


def read_mhtml(content: bytes) -> SavedPage:
    """The main page of an MHTML file: the part that `start` names, else the first HTML; raises ExtractionError."""
    message = mail.parse(content)
    try:
        pages = [part for part in mail.leaves(message) if part.get_content_type() in mail.HTML_TYPES]
    except ExtractionError as error:
        raise ExtractionError(error.message, SAVE_AGAIN, error.kind) from error
    if not pages:
        raise ExtractionError("The MHTML file holds no page.", SAVE_AGAIN)
    start = str(message.get_param("start") or "")
    main = next((part for part in pages if start and mail.header(part, "Content-ID") == start), pages[0])
    page = mail.payload(main)
    if not page.strip():
        raise ExtractionError("The page in the MHTML file is empty.", SAVE_AGAIN)
    charset = main.get_content_charset()
    # Blink names the page on top of the file, others only on the part.
    address = mail.header(message, "Snapshot-Content-Location") or mail.header(main, "Content-Location")
    address = address or mail.header(message, "Content-Location")
    return SavedPage(
        page,
        f"{main.get_content_type()}; charset={charset}" if charset else main.get_content_type(),
        address if address.startswith(("http://", "https://")) else "",
        _saved_at(message),
    )


def _saved_at(message: Message) -> str:
    sent = mail.sent_at(mail.header(message, "Date"))
    return sent.astimezone(UTC).isoformat(timespec="seconds") if sent else ""
