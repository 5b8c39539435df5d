"""What a source may ask of the outside: the guarded door, and the mails in a place on this machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from mediawatch.archive.fetch import Door
from mediawatch.archive.mail_reader import Mail, MailReader
from mediawatch.archive.mails import open_mails
from mediawatch.asking import Call
from mediawatch.errors import ExtractionError, InputError
from mediawatch.model import Fetched
from mediawatch.sources.source import Mailed

BEFORE = timedelta(days=1)
"""Mails that came so long before the last read are looked at again: a mail program may be late."""
_LINK = re.compile(r"https?://[^\s<>\"'()\[\]{}]+", re.IGNORECASE)


class Outside:
    """See sources.source.Outside."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def __call__(self, address: str, call: Call | None = None) -> Fetched:
        return self.door.fetch(address, call=call)

    def mails(self, place: str, since: str) -> Iterator[Mailed]:
        """The mails in a folder, a Maildir, or a file, that came since a day before the last read.

        A mail that cannot be read is passed over: it is still in the mailbox.

        Raises:
            InputError: there is no such place.
        """
        path = read_place(place)
        first = (datetime.fromisoformat(since) - BEFORE).timestamp() if since else 0.0
        with MailReader() as reader:
            for file in list_files(path):
                if file.stat().st_mtime < first:
                    continue
                for found in open_mails(file):
                    try:
                        mail = reader.read(found.content)
                    except ExtractionError:
                        continue
                    if not since or not mail.sent_at or mail.sent_at >= text_of(first):
                        yield make_mailed(mail)


def text_of(stamp: float) -> str:
    """A time in seconds as UTC, ISO 8601."""
    return datetime.fromtimestamp(stamp, UTC).isoformat(timespec="seconds")


def read_place(place: str) -> Path:
    """The path that a file: address names.

    Raises:
        InputError: it names none, or nothing is there.
    """
    parts = urlsplit(place)
    if parts.scheme.lower() != "file" or parts.netloc not in ("", "localhost") or not parts.path:
        raise InputError(
            f"{place!r} names no place on this machine.", "Write it as in file:///home/ada/Maildir."
        )
    path = Path(url2pathname(parts.path))
    if not path.exists():
        raise InputError(
            f"There is no {path}.", "Name a folder of mails, a Maildir, or a .mbox or .eml file."
        )
    return path


def list_files(path: Path) -> list[Path]:
    """The mail files of a place, the oldest first: those of a folder and of the parts of a Maildir, or the file."""
    if path.is_file():
        return [path]
    folders = [path, *(path / part for part in ("cur", "new") if (path / part).is_dir())]
    files = [
        file
        for folder in folders
        for file in folder.iterdir()
        if file.is_file() and (folder != path or file.suffix.lower() in (".eml", ".mbox", ""))
    ]
    return sorted(
        (file for file in files if not file.name.startswith(".")), key=lambda file: file.stat().st_mtime
    )


def make_mailed(mail: Mail) -> Mailed:
    """The links of a mail: those of its HTML, then those in its words."""
    words = (link.rstrip(".,;:!?") for link in _LINK.findall(mail.text))
    return Mailed(
        tuple(dict.fromkeys((*mail.links, *words))),
        mail.sent_at[:10],
        mail.sender[1].rpartition("@")[2].lower(),
    )
