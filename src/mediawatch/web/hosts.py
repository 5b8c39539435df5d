"""Only this machine's own names lead to a record that is served on it.

A page elsewhere can point a name of its own at 127.0.0.1 and have a visitor's browser read what answers there
(DNS rebinding). The browser still sends that name as `Host`, and by it the request is known.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

REFUSAL = (
    b"This record is served on this machine alone, under the name localhost or 127.0.0.1. "
    b"Behind a proxy, let it set the Host header to one of these, or serve under a prefix with --base-url."
)


def is_own_name(host: str) -> bool:
    """Whether a `Host` header names this machine itself: localhost or a loopback address (RFC 6761, 6.3)."""
    name = host.strip().lower()
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def for_this_machine(app: Any) -> Any:
    """An ASGI application that answers 421 (RFC 9110, 15.5.20) to requests under any other name."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            hosts = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"]
            if len(hosts) != 1 or not is_own_name(hosts[0]):
                headers = [(b"content-type", b"text/plain; charset=utf-8")]
                await send({"type": "http.response.start", "status": 421, "headers": headers})
                await send({"type": "http.response.body", "body": REFUSAL})
                return
        await app(scope, receive, send)

    return wrapped
