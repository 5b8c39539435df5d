"""Headers that keep a page from running or loading anything but our own."""

from __future__ import annotations

from typing import Any

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script or style, nothing from elsewhere (W3C, Content Security Policy Level 3)."""

HEADERS: tuple[tuple[str, str], ...] = (
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
)


def with_headers(app: Any) -> Any:
    """An ASGI application that adds our headers to each answer that does not have them already."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_headers(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                there = {bytes(name).lower() for name, _ in given}
                added = [
                    (name.encode("ascii"), value.encode("ascii"))
                    for name, value in HEADERS
                    if name.encode("ascii") not in there
                ]
                message = {**message, "headers": given + added}
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped
