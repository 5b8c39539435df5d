"""Behind a proxy under a prefix: Datasette sees addresses without it, a browser sees them with it.

Datasette 0.65.5 takes the prefix off for its routes only: links that it makes from the request's own address
(facets, JSON) get it twice, and its redirects get none.
"""

from __future__ import annotations

from typing import Any


def cut_prefix(path: bytes, prefix: bytes) -> bytes:
    """The path below the prefix; as it is where the proxy has taken the prefix off already."""
    return b"/" + path[len(prefix) :] if path.startswith(prefix) else path


def under_prefix(app: Any, base_url: str) -> Any:
    """An ASGI application at `base_url` (with slashes at both ends) out of one at the root."""
    prefix = base_url.encode("ascii")

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def send_with_prefix(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = [
                    (name, prefix + value[1:])
                    if name.lower() == b"location" and value.startswith(b"/") and not value.startswith(prefix)
                    else (name, value)
                    for name, value in message.get("headers", [])
                ]
                message = {**message, "headers": headers}
            await send(message)

        if scope["type"] == "http":
            raw = scope.get("raw_path") or scope["path"].encode("utf-8")
            scope = {
                **scope,
                "raw_path": cut_prefix(raw, prefix),
                "path": cut_prefix(scope["path"].encode("utf-8"), prefix).decode("utf-8"),
            }
        await app(scope, receive, send_with_prefix)

    return wrapped
