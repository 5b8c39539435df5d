"""A small piece of the outside world on loopback: a real HTTP server that serves what a test tells it to.

Tests talk to it through the one guarded door, as they would to the real outside; nothing is patched.
"""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

WORLD_NETWORK = "127.0.1.0/24"
"""Where test servers listen; outside this network mediawatch must not be able to reach them."""

SLOW_CHUNK = 16
"""Bytes that a slow page sends at a time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that reached the server."""

    method: str
    path: str
    """with the query, as sent"""
    headers: Message
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answers for a path."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    missing: int = 0
    """bytes that Content-Length promises and that never come"""
    wait: float = 0.0
    """seconds before the answer begins"""
    drip: float = 0.0
    """seconds between two pieces of the body"""
    chunks: tuple[bytes, ...] = field(default=())
    """sent with Transfer-Encoding: chunked in place of the body"""


class Handler(BaseHTTPRequestHandler):
    """Answers from the world's pages and writes down what was asked."""

    protocol_version = "HTTP/1.1"
    server: WorldServer
    body = b""

    def do_GET(self) -> None:
        self.answer(with_body=True)

    def do_HEAD(self) -> None:
        self.answer(with_body=False)

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(with_body=True)

    def answer(self, *, with_body: bool) -> None:
        world = self.server.world
        with world.lock:
            world.asking += 1
            world.most_asking = max(world.most_asking, world.asking)
        try:
            self.answer_one(world, with_body=with_body)
        finally:
            with world.lock:
                world.asking -= 1

    def answer_one(self, world: World, *, with_body: bool) -> None:
        with world.lock:
            world.requests.append(Asked(self.command, self.path, self.headers, self.body))
            found = world.answers.get(self.path) or world.answers.get(self.path.split("?", 1)[0]) or NOT_FOUND
        if found.wait and world.closing.wait(found.wait):
            self.close_connection = True
            return
        try:
            self.send_response(found.status)
            for name, value in found.headers:
                self.send_header(name, value)
            if found.chunks:
                self.send_header("Transfer-Encoding", "chunked")
            elif not any(name.lower() == "content-length" for name, _ in found.headers):
                self.send_header("Content-Length", str(len(found.body) + found.missing))
            self.end_headers()
            if with_body:
                self.send_body(found)
        except (BrokenPipeError, ConnectionResetError):
            # the client may hang up whenever it has seen enough: that is what several tests are about
            self.close_connection = True

    def send_body(self, found: Answer) -> None:
        if found.chunks:
            for chunk in found.chunks:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
            self.wfile.write(b"0\r\n\r\n")
        elif found.drip:
            for start in range(0, len(found.body), SLOW_CHUNK):
                if self.server.world.closing.wait(found.drip):
                    break
                self.wfile.write(found.body[start : start + SLOW_CHUNK])
                self.wfile.flush()
        else:
            self.wfile.write(found.body)
        if found.missing:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: requests are kept in `World.requests`."""


NOT_FOUND = Answer(404, (("Content-Type", "text/plain; charset=utf-8"),), b"Not found\n")


class WorldServer(ThreadingHTTPServer):
    """One thread for each connection, none of which outlives the test run."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, host: str, world: World) -> None:
        self.world = world
        super().__init__((host, 0), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no error of the server; anything else is shown."""
        import sys

        if not isinstance(sys.exception(), (BrokenPipeError, ConnectionResetError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class World:
    """A server on a loopback address of its own; what is not told answers 404, robots.txt included.

    Use as a context manager, or through the fixture `world`.
    """

    def __init__(self, host: str = "") -> None:
        self.host = host or pick_host()
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.answers: dict[str, Answer] = {}
        self.requests: list[Asked] = []
        """everything that was asked, in order, robots.txt included"""
        self.asking = 0
        self.most_asking = 0
        """requests that were answered at the same time, now and at most"""
        self.server = WorldServer(self.host, self)
        self.port: int = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)

    @property
    def address(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    def url(self, path: str) -> str:
        """The absolute address of a path."""
        return self.address + path

    def asked(self, path: str) -> list[Asked]:
        """The requests for a path, in order."""
        with self.lock:
            return [request for request in self.requests if request.path == path]

    def page(
        self,
        path: str,
        body: str | bytes,
        content_type: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    ) -> str:
        """Serve a body at a path (a `str` as UTF-8); gives the absolute address. No Content-Type where it is ""."""
        pairs = tuple(headers.items()) if isinstance(headers, Mapping) else tuple(headers)
        said = (("Content-Type", content_type),) if content_type else ()
        return self.put(path, Answer(status, said + pairs, to_bytes(body)))

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Send whoever asks for a path elsewhere; `to` is a path of this server or any address."""
        return self.put(path, Answer(status, (("Location", to),), b""))

    def slow(
        self, path: str, body: str | bytes = "<p>Late</p>", *, wait: float = 30.0, drip: float = 0.0
    ) -> str:
        """Answer after `wait` seconds, or send the body in pieces with `drip` seconds between them."""
        answer = Answer(
            200, (("Content-Type", "text/html; charset=utf-8"),), to_bytes(body), wait=wait, drip=drip
        )
        return self.put(path, answer)

    def short(self, path: str, body: str | bytes, missing: int = 100) -> str:
        """Promise `missing` bytes more than come, then hang up: an incomplete body."""
        answer = Answer(200, (("Content-Type", "text/html; charset=utf-8"),), to_bytes(body), missing=missing)
        return self.put(path, answer)

    def chunked(self, path: str, *chunks: bytes, content_type: str = "text/html; charset=utf-8") -> str:
        """Send these pieces with Transfer-Encoding: chunked."""
        return self.put(path, Answer(200, (("Content-Type", content_type),), b"", chunks=chunks))

    def robots(self, rules: str, status: int = 200) -> str:
        """Serve robots.txt."""
        return self.page("/robots.txt", rules, "text/plain; charset=utf-8", status)

    def put(self, path: str, answer: Answer) -> str:
        """Serve any answer at a path; one that is there is replaced."""
        with self.lock:
            self.answers[path] = answer
        return self.url(path)


def to_bytes(body: str | bytes) -> bytes:
    """A body as it is sent."""
    return body.encode("utf-8") if isinstance(body, str) else body


def pick_host() -> str:
    """An address of WORLD_NETWORK that differs between test runs which go on at the same time."""
    return f"127.0.1.{1 + os.getpid() % 200}"


def find_obstacle(host: str) -> str:
    """Why nothing can listen on a host here, "" when it can (macOS knows only 127.0.0.1 until told)."""
    with socket.socket() as probe:
        try:
            probe.bind((host, 0))
        except OSError as error:
            if error.errno != errno.EADDRNOTAVAIL:
                raise
            return f"{host} is no address of this machine; add it: sudo ifconfig lo0 alias {host}"
    return ""
