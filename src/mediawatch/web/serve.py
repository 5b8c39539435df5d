"""`mediawatch serve`: Datasette, built in code on one record, with safe settings."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

import mediawatch.web
from mediawatch.errors import InputError, MediawatchError
from mediawatch.store.record import open_record
from mediawatch.web.hosts import for_this_machine, is_own_name
from mediawatch.web.place import PLUGIN
from mediawatch.web.render import compile_templates
from mediawatch.web.served import RecordDatabase

DATABASE = "record"
"""What the record is called in addresses, whatever its file is called."""

SETTINGS: dict[str, Any] = {
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "num_sql_threads": 4,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": False,
    "allow_facet": False,  # only those that views.py names: they are cheap
    "allow_download": False,
    "default_allow_sql": False,
    "allow_csv_stream": False,
    "default_cache_ttl": 0,  # a page that was answered a minute ago must not look unanswered
    "truncate_cells_html": 400,
    "cache_size_kb": 16_000,
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """How people sign in."""

    required: bool = False
    header: str = ""
    """the header in which a proxy on this machine names whom it has signed in; "" for our own form"""
    behind_https: bool = False
    """whether a proxy speaks https to browsers: the cookie is then sent over nothing else"""
    staff_sql: bool = False
    """whether staff and editors may read the base tables and ask in SQL"""


def build(path: Path, *, base_url: str = "/", sign_in: SignIn | None = None) -> Datasette:
    """Datasette on the record, as database `record`, with our pages at `base_url`.

    Raises:
        RecordError: there is no record at `path`, it is none, or a newer program made it.
        InputError: `base_url` is no path.
    """
    sign_in = sign_in or SignIn()
    if not base_url.startswith("/") or not base_url.isascii():
        raise InputError(f"{base_url!r} is no path to serve at.", "Begin it with a slash, as in /press/.")
    open_record(path, read_only=True).close()
    if not pm.is_registered(mediawatch.web):  # run from a source tree that was not installed
        pm.register(mediawatch.web)
    datasette = Datasette(
        [],
        settings={**SETTINGS, "base_url": base_url.rstrip("/") + "/"},
        metadata={"title": "mediawatch", "plugins": {PLUGIN: {"house": True, **say(sign_in)}}},
        template_dir=str(Path(__file__).with_name("house")),
    )
    datasette.remove_database("_memory")
    datasette.add_database(RecordDatabase(datasette, path=str(path)), name=DATABASE)
    return datasette


def say(sign_in: SignIn) -> dict[str, Any]:
    """The same as Datasette's plugin configuration has it."""
    return {
        "sign_in": "required" if sign_in.required else "",
        "header": sign_in.header,
        "secure": sign_in.behind_https,
        "staff_sql": sign_in.required and sign_in.staff_sql,
    }


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        InputError: the port is taken or not allowed, or the host is not of this machine.
    """
    if not 0 <= port <= 65535:
        raise InputError(f"{port} is no port.", "Ports go from 1 to 65535; try --port 8001.")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # named as TCP: asyncio sends small answers at once (TCP_NODELAY) only on sockets that say so
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise InputError(
            f"{host} port {port} is nowhere to listen ({error}).",
            "Use --host 127.0.0.1 and a --port such as 8001.",
        ) from error
    try:
        if os.name == "posix":  # on Windows this would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise InputError(
            f"Port {port} on {host} cannot be used: {error.strerror or error}.",
            f"Another program may be using it. Try --port {port + 1}."
            if 0 < port < 65535
            else "Try --port 8001.",
        ) from error
    return listener


def name_address(listener: socket.socket, host: str, base_url: str) -> str:
    """What a person types to see the pages."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 - not bound here
    shown = f"[{shown}]" if ":" in shown else shown
    return f"http://{shown}:{listener.getsockname()[1]}{base_url}"


def serve(
    path: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    base_url: str = "/",
    sign_in: SignIn | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the record until Ctrl-C, then end quietly.

    Args:
        port: 0 takes any free one.
        ready: called once with the address when pages can be asked for.

    Raises:
        RecordError: see build().
        InputError: the port is taken, or the host is not of this machine.
        MediawatchError: the server did not start.
    """
    import uvicorn

    datasette = build(path, base_url=base_url, sign_in=sign_in)
    listener = listen(host, port)
    address = name_address(listener, host, datasette.setting("base_url"))
    # under a prefix, and behind https, there is a proxy, which has a name of its own
    behind = datasette.setting("base_url") != "/" or bool(sign_in and sign_in.behind_https)
    alone = is_own_name(host) and not behind
    app = for_this_machine(datasette.app()) if alone else datasette.app()
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=5,
            ws="none",
            # what a proxy says of who asks is believed only where somebody said that there is one
            proxy_headers=bool(sign_in and sign_in.behind_https),
        )
    )

    async def run() -> None:
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not (server.started or serving.done()):
            await asyncio.sleep(0.01)
        if server.started:
            # before anybody is told where to ask: beside the first answers it would make them slower still
            compile_templates(datasette)
            if ready is not None:
                ready(address)
        await serving

    try:
        asyncio.run(run())
    except KeyboardInterrupt:
        pass  # the ordinary end: uvicorn has closed what was open and raises the signal again
    finally:
        listener.close()
        datasette.get_database(DATABASE).close()
    if not server.started:
        raise MediawatchError(f"The pages at {address} could not be started.", "Look at the messages above.")
