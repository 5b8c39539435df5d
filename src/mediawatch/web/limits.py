"""How much anybody can send: our forms are small, and a body is read into memory before it is known whose it is."""

from __future__ import annotations

from typing import Any, Final

LARGEST_BODY: Final = 2**20
"""Bytes of a request's body."""


def with_limit(app: Any) -> Any:
    """An ASGI application that answers 413 (RFC 9110, 15.5.14) to larger bodies, announced or not."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > LARGEST_BODY:
            await refuse(send)
            return
        arrived, started, refused = 0, False, False

        async def receive_some() -> Any:
            nonlocal arrived, refused
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > LARGEST_BODY:
                refused = True
                if not started:
                    await refuse(send)
                return {"type": "http.disconnect"}
            return message

        async def send_unless_refused(message: Any) -> None:
            nonlocal started
            if not refused:
                started = True
                await send(message)

        try:
            await app(scope, receive_some, send_unless_refused)
        except Exception:
            if not refused:  # what it makes of a body that ends in the middle is of no interest
                raise

    return wrapped


async def refuse(send: Any) -> None:
    """The answer, after which the connection is closed."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": b"That is more than any form here holds."})
