"""A web server on loopback that misbehaves on request: each path of FAULTS is one way to do it."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.1.60"
CERTIFICATES = Path(__file__).parent / "certificates"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PAGE = b"<html><body><p>The harbour fund answered on Monday.</p></body></html>"

Send = Callable[[bytes], None]
Fault = Callable[[Send], None]


def length(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n" % len(body)


def page(send: Send) -> None:
    send(OK + length(PAGE) + PAGE)


def plainly(answer: bytes) -> Fault:
    def fault(send: Send) -> None:
        send(answer)

    return fault


def forever(start: bytes, piece: bytes, pause: float = 0.0) -> Fault:
    """Sends `piece` again and again until the other side has gone."""

    def fault(send: Send) -> None:
        send(start)
        while True:
            send(piece)
            if pause:
                time.sleep(pause)

    return fault


def silence(start: bytes) -> Fault:
    """Sends something and then nothing, without closing."""

    def fault(send: Send) -> None:
        send(start)
        while True:
            time.sleep(0.05)
            send(b"")

    return fault


def encoded(encoding: bytes, body: bytes) -> bytes:
    return OK + b"Content-Encoding: " + encoding + b"\r\n" + length(body) + body


def chunked(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)


def bomb(megabytes: int, window: int) -> bytes:
    engine = zlib.compressobj(9, zlib.DEFLATED, window)
    return b"".join(engine.compress(bytes(1 << 20)) for _ in range(megabytes)) + engine.flush()


GZIPPED = gzip.compress(PAGE, mtime=0)
GZIP_BOMB = bomb(64, 31)
DEFLATE_BOMB = bomb(64, 15)
BARE_BOMB = bomb(64, -15)
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
MOVED = b"HTTP/1.1 302 Found\r\n"


def redirect(location: bytes, status: bytes = b"302 Found") -> bytes:
    return b"HTTP/1.1 " + status + b"\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"


FAULTS: dict[str, Fault] = {
    # What ends well.
    "/page": page,
    "/gzip": plainly(encoded(b"gzip", GZIPPED)),
    "/x-gzip": plainly(encoded(b"x-gzip", GZIPPED)),
    "/gzip-in-members": plainly(encoded(b"gzip", gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]))),
    "/gzip-padded": plainly(encoded(b"gzip", GZIPPED + bytes(40))),
    "/gzip-chunked": plainly(
        OK
        + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunked(GZIPPED[:7], GZIPPED[7:], b"")
    ),
    "/deflate": plainly(encoded(b"deflate", zlib.compress(PAGE))),
    "/deflate-bare": plainly(encoded(b"deflate", zlib.compress(PAGE)[2:-4])),
    "/identity": plainly(encoded(b"identity", PAGE)),
    "/until-close": plainly(OK + b"\r\n" + PAGE),
    "/chunked": plainly(CHUNKED + chunked(PAGE[:5], PAGE[5:], b"")),
    "/early-hints": plainly(
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
        + OK
        + length(PAGE)
        + PAGE
    ),
    "/not-found": plainly(b"HTTP/1.1 404 Not Found\r\n" + length(b"gone") + b"gone"),
    "/forbidden": plainly(b"HTTP/1.1 403 Forbidden\r\nServer: wall\r\n" + length(b"no") + b"no"),
    "/broken": plainly(b"HTTP/1.1 503 Service Unavailable\r\n" + length(b"later") + b"later"),
    "/unchanged": plainly(b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"),
    "/twice-the-same-header": plainly(
        OK + b"Set-Cookie: a=1\r\nX-Between: y\r\nSet-Cookie: b=2\r\n" + length(PAGE) + PAGE
    ),
    "/moved-nowhere": plainly(MOVED + length(b"hm") + b"hm"),
    # What is not whole.
    "/short-body": plainly(OK + b"Content-Length: 5000\r\n\r\n" + PAGE),
    "/gzip-cut-off": plainly(encoded(b"gzip", GZIPPED[:-9])),
    "/gzip-one-byte": plainly(encoded(b"gzip", b"\x1f")),
    "/gzip-broken": plainly(encoded(b"gzip", GZIPPED[:20] + b"\xff" * 40)),
    "/gzip-wrong-sum": plainly(encoded(b"gzip", GZIPPED[:-8] + bytes(8))),
    "/gzip-that-is-none": plainly(encoded(b"gzip", PAGE)),
    "/deflate-cut-off": plainly(encoded(b"deflate", zlib.compress(PAGE)[:-6])),
    "/partial": plainly(
        b"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/99\r\n" + length(PAGE) + PAGE
    ),
    "/chunk-missing": plainly(CHUNKED + chunked(PAGE)),
    "/chunk-cut-off": plainly(CHUNKED + b"ff\r\n" + PAGE),
    "/chunk-size-nonsense": plainly(CHUNKED + chunked(PAGE) + b"zz\r\n"),
    "/chunk-size-minus-one": plainly(CHUNKED + b"-1\r\n" + PAGE),
    "/chunk-size-negative": plainly(CHUNKED + b"-5\r\n" + PAGE),
    # What is too much.
    "/endless": forever(OK + b"\r\n", bytes(1 << 16)),
    "/endless-chunks": forever(CHUNKED, chunked(bytes(1 << 14))),
    "/endless-tiny-chunks": forever(CHUNKED, chunked(b"x") * 4000),
    "/endless-chunk-size": forever(CHUNKED, b"0" * (1 << 14)),
    "/endless-trailer": forever(CHUNKED + b"0\r\n", b"X-More: 1\r\n" * 1000),
    "/endless-gzip": forever(OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"") * 500),
    "/claims-to-be-huge": silence(OK + b"Content-Length: 99999999999\r\n\r\n"),
    "/gzip-bomb": plainly(encoded(b"gzip", GZIP_BOMB)),
    "/deflate-bomb": plainly(encoded(b"deflate", DEFLATE_BOMB)),
    "/deflate-bare-bomb": plainly(encoded(b"deflate", BARE_BOMB)),
    "/gzip-bomb-on-404": plainly(encoded(b"gzip", GZIP_BOMB).replace(b"200 OK", b"404 Not Found", 1)),
    "/huge-headers": plainly(OK + b"X-Big: " + b"x" * 70_000 + b"\r\n" + length(PAGE) + PAGE),
    "/many-headers": plainly(OK + b"X-Many: 1\r\n" * 500 + length(PAGE) + PAGE),
    "/endless-header": forever(OK + b"X-Big: ", b"x" * (1 << 14)),
    "/endless-headers": forever(OK, b"X-Many: 1\r\n" * 100),
    "/endless-continue": forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "/endless-hints": forever(b"", b"HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" * 100),
    "/gzip-twice": plainly(encoded(b"gzip, gzip", gzip.compress(GZIPPED))),
    "/gzip-twice-in-two-headers": plainly(
        OK + b"Content-Encoding: gzip\r\nContent-Encoding: deflate\r\n" + length(GZIPPED) + GZIPPED
    ),
    # What is too slow.
    "/drip": forever(OK + b"\r\n", b"x", 0.05),
    "/drip-chunks": forever(CHUNKED, chunked(b"x"), 0.05),
    "/drip-chunk-size": forever(CHUNKED, b"0", 0.05),
    "/drip-headers": forever(OK, b"X: y\r\n", 0.05),
    "/drip-one-header": forever(OK + b"X-Slow: ", b"x", 0.05),
    "/drip-status": forever(b"HTTP/1.1 200 ", b"O", 0.05),
    "/drip-gzip": forever(OK + b"Content-Encoding: gzip\r\n\r\n" + GZIPPED[:12], b"\x00", 0.05),
    "/drip-hints": forever(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.05),
    "/stall": silence(b""),
    "/stall-in-headers": silence(OK),
    "/stall-in-body": silence(OK + b"Content-Length: 99\r\n\r\nabc"),
    # What is no HTTP.
    "/empty": plainly(b""),
    "/bad-status": plainly(b"NONSENSE\r\n\r\n"),
    "/bad-number": plainly(b"HTTP/1.1 2x0 OK\r\n\r\n"),
    "/smtp": plainly(b"220 mail.example.org ESMTP\r\n"),
    "/binary": plainly(bytes(range(256)) * 40),
    "/header-without-colon": plainly(OK + b"nonsense\r\n" + length(PAGE) + PAGE),
    "/two-lengths": plainly(OK + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\n" + PAGE),
    "/length-nonsense": plainly(OK + b"Content-Length: many\r\n\r\n" + PAGE),
    "/transfer-nonsense": plainly(OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + chunked(GZIPPED, b"")),
    "/brotli": plainly(encoded(b"br", b"\x0b\x02\x80abc\x03")),
    "/unknown-encoding": plainly(encoded(b"rot13", PAGE)),
    # What leads elsewhere.
    "/moved": plainly(redirect(b"/page")),
    "/moved-for-good": plainly(redirect(b"page", b"308 Permanent Redirect")),
    "/moved-in-utf-8": plainly(redirect("/h\u00e4fen".encode())),
    "/h%C3%A4fen": page,
    "/loop": plainly(redirect(b"/loop")),
    "/five": plainly(redirect(b"/four")),
    "/four": plainly(redirect(b"/three")),
    "/three": plainly(redirect(b"/two")),
    "/two": plainly(redirect(b"/one")),
    "/one": plainly(redirect(b"/page")),
    "/six": plainly(redirect(b"/five")),
    "/to-private": plainly(redirect(b"http://10.0.0.1/")),
    "/to-metadata": plainly(redirect(b"http://169.254.169.254/latest/meta-data/")),
    "/to-decimal": plainly(redirect(b"http://2130706433/")),
    "/to-localhost": plainly(redirect(b"//localhost/")),
    "/to-file": plainly(redirect(b"file:///etc/passwd")),
    "/to-credentials": plainly(redirect(b"http://user:secret@127.0.1.60/page")),
    "/to-backslash": plainly(redirect(b"http:\\\\10.0.0.1\\")),
    "/to-brackets": plainly(redirect(b"http://[::1/")),
    "/to-long": plainly(redirect(b"/" + b"x" * 9000)),
    "/moved-with-endless-body": forever(MOVED + b"Location: /page\r\n\r\n", bytes(1 << 16)),
    "/moved-with-drip": forever(MOVED + b"Location: /page\r\n\r\n", b"x", 0.05),
    "/moved-with-bomb": plainly(
        MOVED + b"Location: /page\r\nContent-Encoding: gzip\r\n" + length(GZIP_BOMB) + GZIP_BOMB
    ),
}


@dataclass
class FaultyServer:
    """Answers on HOST until it is closed; `asked` lists what it was asked for, as (path, request)."""

    host: str = HOST
    tls: ssl.SSLContext | None = None
    mute: bool = False
    """True: accepts and then says nothing, not even in a TLS handshake"""
    faults: dict[str, Fault] = field(default_factory=lambda: dict(FAULTS))
    asked: list[tuple[str, str]] = field(default_factory=list)
    sent: int = 0
    """bytes sent, all answers together"""

    def __enter__(self) -> FaultyServer:
        self._closing = threading.Event()
        self._listener = socket.create_server((self.host, 0), backlog=50)
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        with socket.create_connection((self.host, self.port)):
            pass
        for thread in list(self._threads):
            thread.join(5)
        self._listener.close()

    def address(self, path: str) -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.port}{path}"

    def _accept(self) -> None:
        while not self._closing.is_set():
            connection, _ = self._listener.accept()
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with connection:
            while self.mute and not self._closing.is_set():
                time.sleep(0.02)
            try:
                if self.tls:
                    with self.tls.wrap_socket(connection, server_side=True) as secure:
                        self._answer(secure)
                else:
                    self._answer(connection)
            except OSError:
                return  # the other side has gone, which is what most faults end with

    def _answer(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            piece = connection.recv(65536)
            if not piece:
                return
            request += piece
            if request.startswith(b"\x16\x03"):  # a TLS handshake, which plain servers answer like this
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
        path = request.split(b" ", 2)[1].decode("ascii")
        if path.startswith("http://"):  # as a proxy is asked
            path = "/" + path.split("/", 3)[3]
        self.asked.append((path, request.decode("latin-1")))

        def send(data: bytes) -> None:
            if self._closing.is_set():
                raise ConnectionAbortedError
            connection.sendall(data)
            self.sent += len(data)
            if not data:  # silence: notice that the other side has gone
                gone = _has_gone(connection)
                if gone:
                    raise ConnectionAbortedError

        if path == "/reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        if path == "/reset-in-body":
            send(OK + b"Content-Length: 500\r\n\r\n" + PAGE)
            time.sleep(0.05)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        if path in self.faults:
            self.faults[path](send)
        else:
            send(b"HTTP/1.1 404 Not Found\r\n" + length(b"") + b"")


def _has_gone(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return not isinstance(connection, ssl.SSLSocket) and connection.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    finally:
        connection.settimeout(5)


def server_tls() -> ssl.SSLContext:
    """A certificate for news.example.org by the test world's own authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "server.pem")
    return context
