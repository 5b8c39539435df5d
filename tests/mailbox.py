"""A mail server on loopback that takes, or refuses, what is sent to it: real SMTP."""

from __future__ import annotations

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller


class Mailbox:
    """The server, and what it took."""

    def __init__(self, host: str) -> None:
        self.taken: list[tuple[list[str], EmailMessage]] = []
        """recipients and message, in their order"""
        self.refusing = ""
        """the answer to every message; "" takes them"""
        with socket.socket() as free:
            free.bind((host, 0))
            self.host, self.port = free.getsockname()
        self.controller = Controller(self, hostname=self.host, port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusing:
            return self.refusing
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append((envelope.rcpt_tos, message))
        return "250 taken"

    @property
    def address(self) -> str:
        """How Apprise writes the server."""
        return f"mailto://{self.host}:{self.port}?from=press@trust.example&mode=insecure"

    def __enter__(self) -> Self:
        self.controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.controller.stop()


def words(message: EmailMessage) -> str:
    """Subject and plain text of a message."""
    body = message.get_body(("plain",))
    return f"{message['subject']}\n{body.get_content() if body is not None else ''}"
