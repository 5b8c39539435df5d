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
    ("referrer-policy", "same-origin"),  # with no-referrer a browser posts `Origin: null`
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
)


def with_headers(app: Any) -> Any:
    """An ASGI application that answers with our headers, in place of others of the same name."""
    ours = [(name.encode("ascii"), value.encode("ascii")) for name, value in HEADERS]
    names = {name for name, _ in ours}

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_headers(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                given = [pair for pair in message.get("headers", []) if bytes(pair[0]).lower() not in names]
                message = {**message, "headers": given + ours}
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped
