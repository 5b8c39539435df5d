"""One request and its answer over a socket that was dialled before: requests and urllib3 never dial here.

requests' adapter is used without its session: the session is what reads proxies and certificates from the
environment and passwords from .netrc, and what drains the whole body of a redirect before it can be
followed, even with stream=True and allow_redirects=False.
"""

from __future__ import annotations

import http.client
import io
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from requests.exceptions import RequestException
from requests.models import Request, Response
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import HeaderParsingError, HTTPError
from urllib3.util.response import assert_header_parsing

from mediawatch.archive.decode import Decoder, Full, read_encoding
from mediawatch.archive.dial import Meter, MeteredSocket, MeteredTLSSocket
from mediawatch.archive.explain import ANSWER_IN_BROWSER, explain, ran_out_of_time, too_large, too_slow
from mediawatch.archive.guard import Target, mask
from mediawatch.errors import FetchError

REDIRECTS = (301, 302, 303, 307, 308)
"""statuses that send on (RFC 9110 section 15.4)"""
_PIECE = 1 << 14
_MAX_INTERIM = 16
"""interim answers that are passed over"""


@dataclass(frozen=True, slots=True)
class Errand:
    """How to ask."""

    headers: tuple[tuple[str, str], ...]
    tls: Callable[[], ssl.SSLContext]
    """gives the context that verifies; loading its certificates takes some 20 ms, so only where it is needed"""
    cookies: RequestsCookieJar
    """of this fetch alone: some sites send a reader round in a ring until a cookie comes back"""
    proxy: str
    max_bytes: int
    """raw and decoded, each"""
    method: str = "GET"
    content: bytes = b""
    """what is posted"""
    cut: bool = False
    """True: what is beyond max_bytes is left out instead of being an error (robots.txt)"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Where `location` is given, nothing of the body was read."""

    status: int
    reason: str
    http_version: str
    headers: tuple[tuple[str, str], ...]
    location: str = ""
    raw_body: bytes = b""
    body: bytes = b""
    complete: bool = True


def exchange(target: Target, line: MeteredSocket, meter: Meter, errand: Errand) -> Answer:
    """Ask for a target over a dialled line and read the answer; the line is closed afterwards.

    Raises TimedOut, Refused where it is too large or packed several times over, and FetchError where no
    HTTP answer comes. A body that ends early is no error: the answer is then not complete.
    """
    adapter = _Adapter(line, errand.tls)
    proxies = {"http": errand.proxy, "https": errand.proxy} if errand.proxy else {}
    try:
        headers = dict(errand.headers)
        request = Request(
            errand.method,
            target.address,
            headers=headers,
            cookies=errand.cookies,
            data=errand.content or None,
        ).prepare()
        try:
            response = adapter.send(
                request, stream=True, timeout=meter.remaining(), verify=True, proxies=proxies
            )
        # ValueError: http.client and urllib3 let it out for some malformed answers.
        except (RequestException, HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            raise explain(error, target, meter, errand.proxy) from error
        try:
            extract_cookies_to_jar(errand.cookies, request, response.raw)  # type: ignore[no-untyped-call]
            return _read(response, target, meter, errand)
        finally:
            response.raw.close()
    finally:
        adapter.close()
        line.close()


def _read(response: Response, target: Target, meter: Meter, errand: Errand) -> Answer:
    address = mask(target.address)
    # urllib3's own headers put fields of one name together; the message has them in the order they came.
    original: Any = response.raw._original_response
    message: http.client.HTTPMessage = original.msg
    try:
        assert_header_parsing(message)
    except HeaderParsingError as error:
        raise FetchError(
            f"{address} sent headers that cannot be read.", ANSWER_IN_BROWSER, address
        ) from error
    headers = tuple((str(name), str(value)) for name, value in message.items())
    version = "HTTP/1.0" if response.raw.version == 10 else "HTTP/1.1"
    status, reason = response.status_code, response.reason or ""
    location = next(iter(_values(headers, "location")), "").strip()
    if status in REDIRECTS and location:
        return Answer(status, reason, version, headers, location)
    _check_transfer(headers, address)
    encoding = read_encoding(_values(headers, "content-encoding"), address)
    length = response.raw.length_remaining
    if length is not None and length > errand.max_bytes and not errand.cut:
        raise too_large(address, errand.max_bytes)
    raw, body, whole = _read_body(response, encoding, address, meter, errand)
    asked_for_part = any(name.lower() == "range" for name, _ in errand.headers)
    return Answer(
        status, reason, version, headers, "", raw, body, whole and (status != 206 or asked_for_part)
    )


def _values(headers: tuple[tuple[str, str], ...], wanted: str) -> list[str]:
    return [value for name, value in headers if name.lower() == wanted]


def _check_transfer(headers: tuple[tuple[str, str], ...], address: str) -> None:
    """Refuse a framing that urllib3 would read past: then nobody could say whether the body is whole."""
    codings = ",".join(_values(headers, "transfer-encoding")).replace(" ", "").lower()
    lengths = _values(headers, "content-length")
    if codings in ("", "identity"):
        sound = all(re.fullmatch(r"\s*[0-9]+(\s*,\s*[0-9]+)*\s*", value, re.ASCII) for value in lengths)
    else:
        sound = codings == "chunked"
    if not sound:
        raise FetchError(f"{address} does not say clearly how long it is.", ANSWER_IN_BROWSER, address)


def _read_body(
    response: Response, encoding: str, address: str, meter: Meter, errand: Errand
) -> tuple[bytes, bytes, bool]:
    """The raw body, the decoded body, and whether both are whole."""
    raw = io.BytesIO()
    decoder = Decoder(encoding, errand.max_bytes, meter.remaining)
    whole = True
    try:
        try:
            for piece in response.raw.stream(_PIECE, decode_content=False):
                raw.write(piece)
                if raw.tell() > errand.max_bytes:
                    raise Full
                if encoding:
                    decoder.feed(piece)
        # ValueError: a chunk of negative size comes out of http.client as one.
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            if meter.overrun:
                raise Full from error
            if ran_out_of_time(error):
                raise too_slow(address, meter) from error
            whole = False
        body, decoded = decoder.finish() if encoding else (raw.getvalue(), True)
    except Full as error:
        if not errand.cut:
            raise too_large(address, errand.max_bytes) from error
        body, decoded = (decoder.kept if encoding else raw.getvalue()[: errand.max_bytes]), True
    return raw.getvalue(), body, whole and decoded


class _Adapter(HTTPAdapter):
    """Hands the dialled line to the one connection that it makes."""

    def __init__(self, line: MeteredSocket, tls: Callable[[], ssl.SSLContext]) -> None:
        self._line = line
        self._tls = tls
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        host, kwargs = super().build_connection_pool_key_attributes(request, verify, cert)
        return host, {**kwargs, "ssl_context": self._tls()} if host["scheme"] == "https" else kwargs

    def get_connection_with_tls_context(
        self, request: Any, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        pool: Any = super().get_connection_with_tls_context(request, verify, proxies=proxies, cert=cert)
        kind = _TLSConnection if isinstance(pool, HTTPSConnectionPool) else _PlainConnection
        pool.ConnectionCls = partial(kind, line=self._line)
        return pool

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        # The context holds the trusted certificates; naming the bundle again would load it for each connection.
        conn.cert_reqs = "CERT_REQUIRED"


class _Answering(http.client.HTTPResponse):
    """Passes over interim answers (103 Early Hints), which http.client takes for the final one."""

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MAX_INTERIM):
            version, status, reason = super()._read_status()  # type: ignore[misc]
            if not 101 < status < 200:
                return version, status, reason
            http.client.parse_headers(self.fp)
        raise http.client.HTTPException("interim answers without end")


class _PlainConnection(HTTPConnection):
    response_class = _Answering

    def __init__(self, *args: Any, line: MeteredSocket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._line: MeteredSocket | None = line

    def _new_conn(self) -> MeteredSocket:
        return _take(self)


class _TLSConnection(HTTPSConnection):
    response_class = _Answering

    def __init__(self, *args: Any, line: MeteredSocket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._line: MeteredSocket | None = line
        self._meter = line.meter

    def _new_conn(self) -> MeteredSocket:
        return _take(self)

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, MeteredTLSSocket):
            self.sock.meter = self._meter

    def _tunnel(self) -> None:
        super()._tunnel()
        # The handshake that follows takes its time from the socket, whose last read may have been long ago.
        if self._meter is not None:
            self.sock.settimeout(self._meter.remaining())


def _take(connection: _PlainConnection | _TLSConnection) -> MeteredSocket:
    """The line, once: a second connection would be one that nobody has checked."""
    line, connection._line = connection._line, None
    if line is None:
        raise OSError("this line was used before")
    return line
