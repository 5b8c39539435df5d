"""Look a name up once, check every answer, and dial one of the answers that were checked.

The socket that comes out is metered: each read gets what is left of the whole fetch's time, so that a
server that sends a byte now and then cannot hold it open (a socket's own time-out starts anew with each
byte), and the bytes that it may bring are counted.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from mediawatch.archive.guard import Target, mask
from mediawatch.archive.networks import VARIABLE, Address, Network, Standing, judge
from mediawatch.errors import FetchError, Refused, TimedOut

Resolver = Callable[..., Sequence[tuple[Any, ...]]]
"""takes (host, port, type=…) and gives what socket.getaddrinfo gives"""

MAX_DIALLED = 4
"""of a name's addresses at most so many are tried"""


_SOONEST = 0.001
"""seconds; a time-out of 0 would mean a socket that never waits"""


@dataclass(slots=True)
class Meter:
    """What is left of a fetch. The time is that of the whole fetch; bytes are counted for one connection."""

    ends: float
    """time.monotonic() at which the fetch must be over"""
    seconds: float
    """how long that was in all, for messages"""
    bytes_left: int
    overrun: bool = field(default=False)
    """True once more bytes came than allowed"""

    def remaining(self) -> float:
        """Seconds left. Raises TimeoutError when there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for this fetch is over")
        return left

    def count(self, received: int) -> int:
        """Take received bytes off; gives the same number. Raises OSError when it is more than allowed."""
        self.bytes_left -= received
        if self.bytes_left < 0:
            self.overrun = True
            raise OSError("more bytes than allowed")
        return received


class MeteredSocket(socket.socket):
    """A socket whose reads keep to a meter."""

    meter: Meter | None = None

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        if self.meter is None:
            return super().recv_into(buffer, nbytes, flags)
        self.settimeout(self.meter.remaining())
        return self.meter.count(super().recv_into(buffer, nbytes, flags))


class MeteredTLSSocket(ssl.SSLSocket):
    """The same under TLS; ssl makes it, so that its meter is set after the handshake."""

    meter: Meter | None = None

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        if self.meter is None:
            return super().recv_into(buffer, nbytes, flags)
        self.settimeout(self.meter.remaining())
        return self.meter.count(super().recv_into(buffer, nbytes, flags))


def look_up(
    target: Target, resolver: Resolver, opened: tuple[Network, ...], meter: Meter, seconds: float
) -> tuple[Standing, ...]:
    """The network addresses of a target, each of them allowed; one look-up, none where the host is literal.

    Raises Refused where one answer is special and not opened, TimedOut, FetchError where nothing answers.
    """
    if target.literal is not None:
        return (target.literal,)
    answers = tuple(judge(ip, opened) for ip in resolve(target.host, target.port, resolver, meter, seconds))
    bad = next((answer for answer in answers if not answer.allowed), None)
    if bad is not None:
        raise Refused(
            f"{target.host} leads to {bad.ip}, which is not public: {bad.what}.",
            f"Only public addresses are fetched; whoever runs mediawatch can open a network with {VARIABLE}.",
            mask(target.address),
        )
    return answers


def resolve(host: str, port: int, resolver: Resolver, meter: Meter, seconds: float) -> tuple[Address, ...]:
    """Ask the resolver once, in a thread of its own: a look-up cannot be interrupted, only left behind.

    Raises TimedOut after `seconds`, FetchError where the name does not resolve.
    """
    box: queue.SimpleQueue[Sequence[tuple[Any, ...]] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            box.put(resolver(host, port, type=socket.SOCK_STREAM))
        except Exception as error:  # handed over, and raised where the answer is waited for
            box.put(error)

    threading.Thread(target=ask, name=f"look-up of {host}", daemon=True).start()
    try:
        answer = box.get(timeout=min(seconds, meter.remaining()))
    except (queue.Empty, TimeoutError) as error:
        raise TimedOut(f"The look-up of {host} took too long.", "Try again later.") from error
    if isinstance(answer, (OSError, UnicodeError)):
        raise _unresolved(host) from answer
    if isinstance(answer, Exception):
        raise answer
    ips = tuple(dict.fromkeys(_read_ip(host, str(entry[4][0])) for entry in answer))
    if not ips:
        raise _unresolved(host)
    return ips


def _unresolved(host: str) -> FetchError:
    return FetchError(
        f"{host} does not resolve to any address.",
        "Check the spelling, and that this machine is online.",
        host,
    )


def _read_ip(host: str, text: str) -> Address:
    try:
        return ipaddress.ip_address(text)
    except ValueError as error:
        raise Refused(f"{host} leads to {text!r}, which is no network address.", "", host) from error


def dial(ips: Sequence[Address], port: int, host: str, meter: Meter, seconds: float) -> MeteredSocket:
    """Connect to the first address that answers, within `seconds` and what is left of the fetch.

    The addresses are literal and are dialled as they are: no name is looked up here. Raises TimedOut, and
    FetchError where none answers.
    """
    tried = tuple(ips)[:MAX_DIALLED]
    ends = time.monotonic() + seconds
    failure: OSError = TimeoutError("no time to dial")
    for number, ip in enumerate(tried):
        share = (ends - time.monotonic()) / (len(tried) - number)
        try:
            line = _connect(ip, port, min(share, meter.remaining()))
        except OSError as error:
            failure = error
            continue
        # What is left for connecting holds for the TLS handshake, which takes it over from here.
        line.settimeout(max(min(ends, meter.ends) - time.monotonic(), _SOONEST))
        line.meter = meter
        return line
    if isinstance(failure, TimeoutError):
        raise TimedOut(
            f"{host} did not answer within {min(seconds, meter.seconds):g} seconds.", "Try again later."
        ) from failure
    if isinstance(failure, ConnectionRefusedError):
        raise FetchError(
            f"{host} refuses connections on port {port}.", "Check the address, or try again later.", host
        ) from failure
    raise FetchError(
        f"{host} cannot be reached: {failure.strerror or failure}.",
        "Check that this machine is online, or try again later.",
        host,
    ) from failure


def _connect(ip: Address, port: int, seconds: float) -> MeteredSocket:
    line = MeteredSocket(socket.AF_INET6 if ip.version == 6 else socket.AF_INET, socket.SOCK_STREAM)
    try:
        line.settimeout(max(seconds, _SOONEST))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.connect((str(ip), port))
    except BaseException:
        line.close()
        raise
    return line
