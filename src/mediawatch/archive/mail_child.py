"""The process in which mails are read: each is thrown at it whole, and a hostile one costs nothing but itself.

It runs as `python -m mediawatch.archive.mail_child` until its input ends. What passes, with lengths as eight bytes,
most significant first: the length of a mail and its bytes; back come the length of a JSON object, the object, and the
bytes of the attachments one after the other, as long as the object says:

    {"message_id": …, "references": […], "sent_at": …, "dated_by": …, "subject": …, "sender": [name, address],
     "recipients": [[name, address], …], "text": …, "links": […],
     "attachments": [[name, media type, length], …], "remarks": […]}
    {"error": …, "advice": …}
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from typing import Any, BinaryIO

from mediawatch.archive.extract import mail
from mediawatch.archive.extract.charset import decode, storable
from mediawatch.archive.extract.plain import tidy
from mediawatch.archive.extract.sniff import PLAIN
from mediawatch.errors import ExtractionError

MEMORY_LIMIT = 1 << 30
"""Bytes of address space. A mail of 50 MB with one attachment needs some 400 MB with Python."""
MAX_COST = 30_000_000
"""Lines times boundaries: the parser looks for every open boundary on every line (measured: 0.3 s per million)."""
MAX_DEPTH = 50
"""Parts within parts; what lies deeper is not read. The parser itself ends at some 400."""
MAX_PARTS = 500
HEAD_LENGTH = 1 << 20
"""Bytes of the header section that are looked at where the parts cannot be read."""
IDS_LENGTH = 20_000
"""Characters of References that are looked at: some three hundred mails."""
MAX_IDS = 100
MAX_RECIPIENTS = 200
TEXT_LENGTH = 500_000
"""Characters; a mail that is longer than a book is cut, and says so."""
HTML_LENGTH = 5_000_000
MAX_LINKS = 100
NAME_LENGTH = 150
"""Characters of an attachment's name; file systems allow 255 bytes."""

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,995}>")
"""RFC 5322, 3.6.4, as loosely as it is found; 998 characters is the longest line."""
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
"""RFC 6838, 4.2."""
_HREF = re.compile(r"""\bhref\s{0,9}=\s{0,9}["']?(https?://[^\s"'<>]{4,2000})""", re.IGNORECASE)
_NO_NAMES = ("", ".", "..")
_FIRST_MAIL = datetime(1971, 1, 1, tzinfo=UTC)
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def main() -> int:
    """Read mails from standard input until it ends."""
    limit_self()
    source, out = sys.stdin.buffer, sys.stdout.buffer
    while head := source.read(8):
        content = source.read(int.from_bytes(head, "big"))
        answer(content, out)
    return 0


def answer(content: bytes, out: BinaryIO) -> None:
    """Write what was read of one mail."""
    found: dict[str, Any]
    try:
        found, attachments = read_mail(content)
    except ExtractionError as error:
        found, attachments = {"error": error.message, "advice": error.advice}, []
    said = json.dumps(found).encode("ascii")
    out.write(len(said).to_bytes(8, "big") + said)
    for attachment in attachments:
        out.write(attachment)
    out.flush()


def limit_self() -> None:
    """Limit memory where the system can; the time for each mail is the parent's to keep."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY_LIMIT), (resource.RLIMIT_CORE, 0)):
        ceiling = resource.getrlimit(kind)[1]
        wanted = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        try:
            resource.setrlimit(kind, (wanted, ceiling))
        except (ValueError, OSError) as error:
            # macOS refuses RLIMIT_AS; the parent's time limit still holds, and the parent can show this line
            sys.stderr.write(f"no limit set: {error}\n")


def read_mail(content: bytes, *, now: datetime | None = None) -> tuple[dict[str, Any], list[bytes]]:
    """What a mail says, and its attachments.

    A mail whose parts cannot be read (too many within one another) is read by its headers, and says so.

    Raises:
        ExtractionError: it is no mail.
    """
    remarks: list[str] = []
    message, whole = open_message(content, remarks)
    check_is_mail(message)
    text, links, attachments = read_parts(message, remarks) if whole else ("", [], [])
    sent_at, dated_by = read_date(message, now or datetime.now(UTC), remarks)
    ids = [*find_ids(message, "References"), *find_ids(message, "In-Reply-To")]
    own = next(iter(find_ids(message, "Message-ID")), "")
    people = read_people(message, "From") or read_people(message, "Sender")
    found = {
        "message_id": own,
        "references": [name for name in dict.fromkeys([*ids[:1], *ids[-MAX_IDS:]]) if name != own],
        "sent_at": sent_at,
        "dated_by": dated_by,
        "subject": mail.header(message, "Subject"),
        "sender": people[0] if people else ["", ""],
        "recipients": [*read_people(message, "To"), *read_people(message, "Cc")][:MAX_RECIPIENTS],
        "text": text,
        "links": links,
        "attachments": [[name, media_type, len(body)] for name, media_type, body in attachments],
        "remarks": remarks,
    }
    return found, [body for _, _, body in attachments]


def open_message(content: bytes, remarks: list[str]) -> tuple[Message, bool]:
    """The message, and whether its parts were read; its headers alone where they would cost too much."""
    boundaries = len(mail._BOUNDARY.findall(content))
    if content.count(b"\n") * boundaries <= MAX_COST:
        try:
            return mail.parse(content), True
        except ExtractionError as error:
            remarks.append(f"Only its headers were read: {error.message[0].lower()}{error.message[1:]}")
    else:
        remarks.append("Only its headers were read: it has too many parts for its length.")
    end = re.search(rb"\r?\n\r?\n", content[:HEAD_LENGTH])
    return mail.parse(content[: end.start() if end else HEAD_LENGTH] + b"\n\n"), False


def check_is_mail(message: Message) -> None:
    """Raise ExtractionError for what has none of the headers that every mail has (RFC 5322, 3.6)."""
    if not any(message.get(name) for name in ("From", "Date", "Message-ID", "Received", "Sender")):
        raise ExtractionError(
            "This is no mail: it has no sender, no date and no Message-ID.",
            "Save the mail from the mail program as .eml, or give another file with --file.",
        )


def read_parts(message: Message, remarks: list[str]) -> tuple[str, list[str], list[tuple[str, str, bytes]]]:
    """The text as its reader saw it (the plain text where there is one, else the HTML), where its HTML leads, and the
    attachments."""
    plain: list[str] = []
    pages: list[str] = []
    attachments: list[tuple[str, str, bytes]] = []
    if message.get_content_type() in _ENCRYPTED:
        remarks.append("It is encrypted, so its text was not read; it can be given with `set --text-file`.")
    for part in walk(message, remarks):
        kind = part.get_content_type()
        name = read_name(part)
        attached = part.get_content_disposition() == "attachment" or (
            bool(name) and part.get_content_maintype() != "text"
        )
        if not attached and kind == PLAIN:
            plain.append(decode(mail.payload(part), str(part.get_content_charset() or "")).text)
        elif not attached and kind in mail.HTML_TYPES:
            pages.append(decode(mail.payload(part)[:HTML_LENGTH], str(part.get_content_charset() or "")).text)
        elif body := mail.payload(part):
            attachments.append(
                (name or "without a name", kind if _MEDIA_TYPE.fullmatch(kind) else OCTETS, body)
            )
    text = tidy("\n\n".join(plain))
    if pages and not any(character.isalnum() for character in text):
        from mediawatch.archive.extract.page import read_page

        text = "\n\n".join(read_page(page) for page in pages)
    if len(text) > TEXT_LENGTH:
        remarks.append(f"Its text was cut after {TEXT_LENGTH:,} characters; the mail itself is kept whole.")
    links = dict.fromkeys(html.unescape(storable(link)) for page in pages for link in _HREF.findall(page))
    return storable(text[:TEXT_LENGTH]).strip(), list(links)[:MAX_LINKS], attachments


OCTETS = "application/octet-stream"


def walk(message: Message, remarks: list[str]) -> Iterator[Message]:
    """The leaves of a message in order, as far as MAX_DEPTH and MAX_PARTS go."""
    waiting = [(message, 0)]
    number, deeper = 0, False
    while waiting:
        part, depth = waiting.pop()
        children = part.get_payload() if part.is_multipart() else None
        if isinstance(children, list):
            if depth >= MAX_DEPTH:
                deeper = True
                continue
            waiting.extend((child, depth + 1) for child in reversed(children) if isinstance(child, Message))
            continue
        number += 1
        if number > MAX_PARTS:
            remarks.append(f"Only the first {MAX_PARTS} of its parts were read.")
            break
        yield part
    if deeper:
        remarks.append(f"Parts that lie more than {MAX_DEPTH} deep in one another were not read.")


def read_name(part: Message) -> str:
    """The name of a file without folders and line breaks, "" where it has none; not to be trusted all the same."""
    try:
        named = str(part.get_filename() or "")
        if len(named) > mail.HEADER_LENGTH:
            named = named[:NAME_LENGTH] + named[-20:]  # its ending says what it is
        pieces = decode_header(named)
    except (MessageError, ValueError, LookupError):
        # a broken encoding is no reason to lose the attachment
        pieces, named = [], ""
    name = "".join(
        piece if isinstance(piece, str) else decode(piece, charset or "").text for piece, charset in pieces
    )
    name = " ".join(storable(re.split(r"[/\\]", name)[-1]).split())
    if len(name) > NAME_LENGTH:
        stem, dot, ending = name.rpartition(".")
        name = (
            f"{stem[: NAME_LENGTH - 12]}….{ending}"
            if dot and len(ending) <= 10
            else f"{name[: NAME_LENGTH - 1]}…"
        )
    return "" if name in _NO_NAMES else name


def find_ids(message: Message, header: str) -> list[str]:
    """The Message-IDs in a header."""
    return _MESSAGE_ID.findall(storable(str(message.get(header) or ""))[:IDS_LENGTH])


def read_people(message: Message, header: str) -> list[list[str]]:
    """Names and addresses in a header, addresses in lower case."""
    return [
        [name, "".join(address.split()).lower()]
        for name, address in mail.people(message, header)
        if name or address.strip()
    ]


def read_date(message: Message, now: datetime, remarks: list[str]) -> tuple[str, str]:
    """When it was sent (UTC) and which header says so; of several dates the first that can be one."""
    said = [("Date", mail.header(message, "Date"))]
    said += [
        ("Received", " ".join(str(value)[: mail.HEADER_LENGTH].rpartition(";")[2].split()))
        for value in (message.get_all("Received") or [])[:20]
    ]
    for header, value in said:
        sent = mail.sent_at(value)
        try:
            if sent is not None and _FIRST_MAIL <= sent <= now:
                if header != "Date":
                    remarks.append("Its date is that of its receipt: it has no Date that can be one.")
                return sent.astimezone(UTC).isoformat(timespec="seconds"), header
        except OverflowError:
            continue  # the first and last day that Python's calendar has
    return "", ""


if __name__ == "__main__":
    sys.exit(main())
