"""E-mail messages (.eml, RFC 5322 and 2045) -> text and what their headers say.

A message is read as its reader saw it: the plain text where there is one, else the HTML. Attachments are named,
not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import Header, decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from importlib.metadata import version

from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.charset import decode, storable
from mediawatch.archive.extract.plain import tidy
from mediawatch.archive.extract.sniff import HTML, MAIL, PLAIN
from mediawatch.errors import ExtractionError
from mediawatch.model import UNKNOWN_DATE, PageFacts, PublicationDate, Reading, Text

MAX_DEPTH = 20
"""Parts within parts; a forwarded mail within forwarded mails comes to six."""
MAX_PARTS = 500
MAX_BOUNDARIES = 200
"""The parser looks for every open boundary on every line, so that thousands within one another would take minutes."""
HEADER_LENGTH = 2_000
"""Characters of a header that are looked at; RFC 5322 allows 998 on a line."""
SAVE_AGAIN = "Save the message again from the mail program, or save its text as .txt, and add that."

HTML_TYPES = (HTML, "application/xhtml+xml")

_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)


def read(body: Body) -> Reading:
    """The text of a message, its subject as title, its sender and its date; raises ExtractionError.

    A sender with List-Unsubscribe or List-Id is an outlet (a newsletter), any other is an author.
    """
    message = parse(body.content)
    parts = list(leaves(message))
    facts = _facts(message, body)
    attached = [name for part in parts if (name := _attachment(part))]
    why = f"Attachments are not read: {', '.join(attached)}." if attached else ""
    shown = [part for part in parts if not _attachment(part)]
    text = tidy("\n\n".join(_decoded(part) for part in shown if part.get_content_type() == PLAIN))
    if any(character.isalnum() for character in text):
        article = Text(text, "article", "mediawatch mail", version("mediawatch"))
        return Reading("read", (article,), facts, why=why, media_type=MAIL)
    page = next((part for part in shown if part.get_content_type() in HTML_TYPES), None)
    if page is not None:
        return _read_html(page, facts, why, body)
    raise ExtractionError("The message holds no text.", "Add its attachment as a file of its own.", "no text")


def parse(content: bytes) -> Message:
    """A message as the standard library reads it; raises ExtractionError for one that is built to be costly."""
    if len(_BOUNDARY.findall(content)) > MAX_BOUNDARIES:
        raise ExtractionError("The message has too many parts within one another to be read.", SAVE_AGAIN)
    try:
        return message_from_bytes(content)
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise ExtractionError(f"The message is broken and cannot be read ({error}).", SAVE_AGAIN) from error


def header(message: Message, name: str) -> str:
    """A header as one line of characters, encoded words (RFC 2047) decoded; "" where there is none."""
    value = message.get(name)
    if value is None:
        return ""
    pieces: Sequence[tuple[str | bytes, str | None]]
    try:
        # The parser gives bytes that are no ASCII as a Header object, which decode_header takes apart as bytes.
        pieces = decode_header(value if isinstance(value, Header) else value[:HEADER_LENGTH])
    except (MessageError, ValueError):
        # Broken encoded words are shown as they stand.
        pieces = [(str(value), None)]
    said = "".join(
        piece if isinstance(piece, str) else decode(piece[:HEADER_LENGTH], charset or "").text
        for piece, charset in pieces
    )
    return " ".join(storable(said[:HEADER_LENGTH]).split())


def people(message: Message, name: str) -> list[tuple[str, str]]:
    """Names and addresses in a header; where they cannot be told apart, the header as one name."""
    said = header(message, name)
    try:
        found = getaddresses([said])
    except (ValueError, IndexError, RecursionError):
        # the parser fails on some headers that are built to make it fail
        return [(said, "")]
    return [(" ".join(person.split()), address) for person, address in found]


def payload(part: Message) -> bytes:
    """The bytes of one part, transfer encoding undone; a broken encoding gives what can be had."""
    made = part.get_payload(decode=True)
    return made if isinstance(made, bytes) else b""


def leaves(message: Message, depth: int = 0) -> list[Message]:
    """The leaves of a message in order; what lies deeper than MAX_DEPTH raises ExtractionError."""
    if depth > MAX_DEPTH:
        raise ExtractionError("The message has too many parts within one another to be read.", SAVE_AGAIN)
    if not message.is_multipart():
        return [message]
    children = message.get_payload()
    found: list[Message] = []
    for child in children if isinstance(children, list) else []:
        if isinstance(child, Message):
            found.extend(leaves(child, depth + 1))
        if len(found) > MAX_PARTS:
            raise ExtractionError(f"The message has more than {MAX_PARTS} parts.", SAVE_AGAIN)
    return found


def _attachment(part: Message) -> str:
    """The name of an attachment, or "" for a part of the message itself."""
    named = part.get_filename() or ""
    if part.get_content_disposition() == "attachment" or (named and part.get_content_maintype() != "text"):
        return " ".join(storable(str(named)).split()) or "without a name"
    return ""


def _decoded(part: Message) -> str:
    return decode(payload(part), str(part.get_content_charset() or "")).text


def _read_html(part: Message, facts: PageFacts, why: str, body: Body) -> Reading:
    """The HTML of a message read as a page; what the headers say goes before what the mark-up says."""
    from mediawatch.archive.extract import EXTRACTORS

    declared = str(part.get_content_charset() or "")
    made = EXTRACTORS[HTML](Body(payload(part), HTML, declared, body.address, body.file_name, facts.language))
    return Reading(made.outcome, made.texts, facts, made.why or why, made.advice, MAIL)


def _facts(message: Message, body: Body) -> PageFacts:
    senders = people(message, "From")
    names = tuple(" ".join((name or address).split()) for name, address in senders if name or address)
    newsletter = bool(header(message, "List-Unsubscribe") or header(message, "List-Id"))
    return PageFacts(
        title=header(message, "Subject"),
        authors=() if newsletter else names,
        outlet=names[0] if newsletter and names else "",
        language=header(message, "Content-Language") or body.language,
        published=_date(header(message, "Date")),
    )


def _date(value: str) -> PublicationDate:
    """The day of a Date header, as its sender's clock and time zone had it."""
    sent = sent_at(value)
    return PublicationDate(sent.date().isoformat(), "day", "metadata") if sent else UNKNOWN_DATE


def sent_at(value: str) -> datetime | None:
    """The time in a Date header with its time zone (UTC where none is stated); None for what is no date."""
    try:
        sent = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return sent if sent.tzinfo else sent.replace(tzinfo=UTC)
