"""Mails -> what they say, read one by one in a process with limits of memory and time.

The process (`mail_child`) goes on to the next mail as long as it lives. One that it dies of, or that takes too long,
costs an ExtractionError, and the next mail gets a new process.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Any, BinaryIO

from mediawatch.archive.extract.charset import storable
from mediawatch.errors import ExtractionError

CHILD = "mediawatch.archive.mail_child"
MAIL_LIMIT = 50 * 1024 * 1024
"""Bytes. Mail servers take 20 to 50 MB; larger ones are refused unread."""
TIME_LIMIT = 60.0
"""Seconds for one mail; 50 MB in an ordinary form take six."""
ANSWER_LIMIT = 32 * 1024 * 1024
"""Bytes of what the process says of one mail, attachments apart."""
COMPLAINT_LENGTH = 20_000
ASK = "Record it by hand: mediawatch contact add --channel mail …, with the mail as --file."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    """without folders; as its sender called it, so make it visible before it is shown"""
    media_type: str
    """as the sender declares it"""
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says of itself. All of it is what the sender wrote, and none of it is proven."""

    raw: bytes
    message_id: str
    """with its angle brackets; "" where it has none"""
    references: tuple[str, ...]
    """earlier mails that it names (References, In-Reply-To), the first of the exchange first"""
    sent_at: str
    """UTC, ISO 8601; "" where no header says"""
    dated_by: str
    """the header that says so: Date, Received"""
    subject: str
    sender: tuple[str, str]
    """name and address; "" where not given"""
    recipients: tuple[tuple[str, str], ...]
    text: str
    links: tuple[str, ...]
    """web addresses to which its HTML leads"""
    attachments: tuple[Attachment, ...]
    remarks: tuple[str, ...]
    """what was not read, a sentence each"""


class MailReader:
    """Reads mails in a process of its own: `with MailReader() as reader: reader.read(content)`."""

    def __init__(self, *, seconds: float = TIME_LIMIT) -> None:
        self.seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None

    def __enter__(self) -> MailReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, content: bytes) -> Mail:
        """What one mail says.

        Raises:
            ExtractionError: it is no mail, it is too large, or it cannot be read within the limits.
        """
        if len(content) > MAIL_LIMIT:
            raise too_large()
        child = self._child if self._child is not None and self._child.poll() is None else self._start()
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        # a pipe cannot be waited for with a limit on every system: the timer ends the process, and so the reading
        timer = threading.Timer(self.seconds, stop)
        timer.start()
        try:
            found, bodies = self._exchange(child, content)
        except (OSError, ValueError, EOFError) as error:
            raise self._explain(child, late=late.is_set()) from error
        finally:
            timer.cancel()
        if "error" in found:
            raise ExtractionError(str(found["error"]), str(found["advice"]))
        return make_mail(content, found, bodies)

    def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is None:
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if self._said is not None:
            self._said.close()

    def _start(self) -> subprocess.Popen[bytes]:
        self.close()
        # -P and PYTHONPATH as for the process that reads PDFs: see extract/pdf.py
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
        # a file, since a pipe that nobody empties would stop the process in the middle of a long complaint
        self._said = TemporaryFile()  # noqa: SIM115 - closed with the process
        self._child = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
            [sys.executable, "-P", "-m", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=environment,
        )
        return self._child

    def _exchange(self, child: subprocess.Popen[bytes], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """Send a mail and take what comes back; EOFError where the process died over it."""
        if child.stdin is None or child.stdout is None:
            raise EOFError
        child.stdin.write(len(content).to_bytes(8, "big"))
        child.stdin.write(content)
        child.stdin.flush()
        length = int.from_bytes(take(child.stdout, 8), "big")
        if length > ANSWER_LIMIT:
            raise ValueError
        found: dict[str, Any] = json.loads(take(child.stdout, length))
        lengths = [int(part[2]) for part in found.get("attachments", [])]
        # decoding shortens: what is longer than the mail is a mistake or a trick
        if sum(lengths) > len(content):
            raise ValueError
        return found, [take(child.stdout, part) for part in lengths]

    def _explain(self, child: subprocess.Popen[bytes], *, late: bool) -> ExtractionError:
        """What to say of a mail over which the process ended."""
        child.kill()
        child.wait()
        said = self._read_complaint()
        self.close()
        if late:
            return ExtractionError(f"The mail could not be read within {self.seconds:g} seconds.", ASK)
        if "Traceback" in said and "MemoryError" not in said:
            return ExtractionError(
                f"The program that reads mails failed ({said.rpartition(chr(10))[2][:200]}).",
                "Run `mediawatch doctor`, and report this if it finds nothing.",
            )
        return ExtractionError(
            "The mail stopped the program that reads it: it needs more memory than mediawatch allows, or is made to "
            "do harm.",
            ASK,
        )

    def _read_complaint(self) -> str:
        """The end of what the process wrote to its standard error."""
        if self._said is None:
            return ""
        length = self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, length - COMPLAINT_LENGTH))
        return storable(self._said.read().decode("utf-8", "replace")).strip()


def take(pipe: Any, length: int) -> bytes:
    """Exactly so many bytes; EOFError where there are fewer."""
    source: BinaryIO = pipe
    found = source.read(length)
    if len(found) < length:
        raise EOFError
    return found


def too_large() -> ExtractionError:
    """What to say of a mail that is too large."""
    return ExtractionError(f"The mail is larger than {MAIL_LIMIT // 1024 // 1024} MB.", ASK, "too large")


def make_mail(content: bytes, found: dict[str, Any], bodies: list[bytes]) -> Mail:
    """The mail from what the process says of it."""
    return Mail(
        raw=content,
        message_id=found["message_id"],
        references=tuple(found["references"]),
        sent_at=found["sent_at"],
        dated_by=found["dated_by"],
        subject=found["subject"],
        sender=(found["sender"][0], found["sender"][1]),
        recipients=tuple((name, address) for name, address in found["recipients"]),
        text=found["text"],
        links=tuple(found["links"]),
        attachments=tuple(
            Attachment(name, media_type, body)
            for (name, media_type, _), body in zip(found["attachments"], bodies, strict=True)
        ),
        remarks=tuple(found["remarks"]),
    )
