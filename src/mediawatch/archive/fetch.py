"""The one door to the outside: an address -> what came, with the way it came.

Every hop is read (guard.py), asked of robots.txt (robots.py), looked up once with every answer checked and
dialled as checked (dial.py), asked and read under one limit of time and size (exchange.py). Nothing is
tried twice. Proxies, certificates and passwords are never taken from the environment or .netrc.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urljoin

from requests.cookies import RequestsCookieJar

from mediawatch.archive import robots
from mediawatch.archive.decode import ASKED_FOR
from mediawatch.archive.dial import Meter, Resolver, dial, look_up, resolve
from mediawatch.archive.exchange import Answer, Errand, exchange
from mediawatch.archive.guard import Target, mask, read_target
from mediawatch.archive.networks import Network, open_networks
from mediawatch.archive.pacing import Pace
from mediawatch.archive.settings import (
    FetchSettings,
    check_contact,
    read_proxy,
    settings_from_environment,
    trust,
)
from mediawatch.asking import Call
from mediawatch.errors import FetchError, InvalidAddress, Refused, TimedOut
from mediawatch.model import Fetched, Hop

__all__ = ["Door", "FetchSettings", "settings_from_environment"]

OVERRIDE = "A person who has read the site's terms may add this one address with --ignore-robots."
_SPARE = 1 << 20
"""bytes for headers and the frames of chunks"""
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"
_OURS = frozenset(
    {
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "cookie",
        "expect",
        "host",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    }
)
"""headers that a caller may not set"""


@dataclass(slots=True)
class _Trip:
    """One fetch under way."""

    ends: float
    seconds: float
    cookies: RequestsCookieJar = field(default_factory=RequestsCookieJar)
    networks: dict[str, None] = field(default_factory=dict)
    """opened networks that were needed, in order"""
    reached: set[tuple[str, str, int]] = field(default_factory=set)
    """origins that a connection was made to"""

    def meter(self, max_bytes: int) -> Meter:
        """A meter for one connection; the time is the trip's."""
        return Meter(self.ends, self.seconds, 2 * max_bytes + _SPARE)


@dataclass(frozen=True, slots=True)
class _Landing:
    """Where a trip ended."""

    target: Target
    answer: Answer
    hops: tuple[Hop, ...]
    peer: str


class Door:
    """Fetches addresses; keeps what it learned of robots.txt for at most a day. Use it in a `with`."""

    def __init__(
        self,
        settings: FetchSettings,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        resolver: Resolver = socket.getaddrinfo,
        pace: Pace | None = None,
    ) -> None:
        """`clock` gives the time in UTC; `resolver` looks names up as socket.getaddrinfo does; `pace` has each
        visit wait for its turn, robots.txt and redirects included, and keeps to Crawl-delay.

        Raises InputError where a network, the proxy, the contact or the certificates cannot be used.
        """
        self._settings = settings
        self._clock = clock
        self._resolver = resolver
        self._opened: tuple[Network, ...] = open_networks(settings.networks)
        self._proxy = read_proxy(settings.proxy)
        self._context = trust(settings.ca_file) if settings.ca_file else None
        self._shelf = robots.Shelf()
        self._pace = pace
        check_contact(settings.contact)

    def __enter__(self) -> Door:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget what was learned. No connection outlives its fetch."""
        self._shelf.clear()

    def fetch(
        self,
        address: str,
        *,
        ignore_robots: bool = False,
        headers: Mapping[str, str] | None = None,
        call: Call | None = None,
    ) -> Fetched:
        """Fetch an address; gives what came, whatever its status and even where it is incomplete.

        `headers` are sent besides ours (If-None-Match and the like). `call` is for the documented interface of a
        program, which is there to be asked by programs: robots.txt, which speaks to crawlers, is not asked, and no
        redirect is followed, so that a token reaches nobody else. Raises InvalidAddress for what is none
        or is private, Refused (robots.txt, a private network behind a name or redirect, size, redirects),
        TimedOut, and FetchError where no HTTP answer comes.
        """
        settings = self._settings
        trip = _Trip(time.monotonic() + settings.total_seconds, settings.total_seconds)
        errand = self._errand(trip, settings.max_bytes, headers or {}, call=call)
        ask = None if ignore_robots or call else self._obey_robots
        landing = self._walk(address, trip, errand, 0 if call else settings.max_redirects, ask)
        answer = landing.answer
        if answer.location and call:
            raise Refused(
                f"{mask(address)} redirects, and an interface is asked where it stands.",
                "See in its documentation whether it has moved.",
                mask(address),
            )
        if answer.location:
            raise Refused(
                f"{mask(address)} redirects more than {settings.max_redirects} times.",
                "Add the address that the browser shows in the end.",
                mask(address),
            )
        return Fetched(
            address=address,
            final_address=landing.target.address,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            raw_body=answer.raw_body,
            retrieved_at=self._clock().astimezone(UTC).isoformat(timespec="seconds"),
            hops=landing.hops,
            complete=answer.complete,
            peer=landing.peer,
            http_version=answer.http_version,
            reason=answer.reason,
            robots="not asked" if call else "overridden" if ignore_robots else "allowed",
            proxy=settings.proxy,
            networks=tuple(trip.networks),
        )

    def _tls(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = trust("")
        return self._context

    def _errand(
        self,
        trip: _Trip,
        max_bytes: int,
        extra: Mapping[str, str],
        *,
        cut: bool = False,
        call: Call | None = None,
    ) -> Errand:
        taken = sorted(name for name in extra if name.lower() in _OURS)
        if taken:
            raise ValueError(f"these headers are the door's own: {', '.join(taken)}")
        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ASKED_FOR,
            "Connection": "close",
            **extra,
        }
        content = b""
        if call is not None:
            headers |= {"Accept": "application/json"}
            headers |= {"Authorization": f"Bearer {call.token}"} if call.token else {}
            headers |= {"Content-Type": "application/json"} if call.json else {}
            content = call.json.encode("utf-8")
        return Errand(
            tuple(headers.items()),
            self._tls,
            trip.cookies,
            self._settings.proxy,
            max_bytes,
            "POST" if content else "GET",
            content,
            cut,
        )

    def _walk(
        self,
        address: str,
        trip: _Trip,
        errand: Errand,
        max_redirects: int,
        ask: Callable[[Target, _Trip], None] | None,
    ) -> _Landing:
        """Follow redirects to the end, or to one redirect more than allowed (its answer has a location)."""
        hops: list[Hop] = []
        target = read_target(address, self._opened)
        while True:
            if ask is not None:
                ask(target, trip)
            answer, peer = self._visit(target, trip, errand)
            if not answer.location:
                return _Landing(target, answer, tuple(hops), peer)
            location = _absolute(target.address, answer.location)
            if len(hops) >= max_redirects:
                return _Landing(target, answer, tuple(hops), peer)
            hops.append(Hop(target.address, answer.status, location))
            try:
                target = read_target(location, self._opened)
            except InvalidAddress as error:
                raise Refused(
                    f"{mask(address)} redirects to {mask(location)!r}, which is not fetched: {error.why}.",
                    "Only public addresses are fetched.",
                    mask(address),
                ) from error

    def _visit(self, target: Target, trip: _Trip, errand: Errand) -> tuple[Answer, str]:
        """One hop in its turn: the answer, and the network address that was dialled."""
        if self._pace is None:
            return self._visit_now(target, trip, errand)
        with self._pace.turn(target.host) as waited:
            trip.ends += waited
            return self._visit_now(target, trip, errand)

    def _visit_now(self, target: Target, trip: _Trip, errand: Errand) -> tuple[Answer, str]:
        meter = trip.meter(errand.max_bytes)
        seconds = self._settings.connect_seconds
        answers = look_up(target, self._resolver, self._opened, meter, seconds)
        host, port, ips = target.host, target.port, [answer.ip for answer in answers]
        if self._proxy is not None:
            host, port = self._proxy.host, self._proxy.port
            literal = self._proxy.literal
            ips = [literal.ip] if literal else list(resolve(host, port, self._resolver, meter, seconds))
        line = dial(ips, port, host, meter, seconds)
        trip.reached.add(target.origin)
        peer = str(line.getpeername()[0])
        trip.networks.update(
            (answer.opened, None)
            for answer in answers
            if answer.opened and (self._proxy is not None or str(answer.ip) == peer)
        )
        return exchange(target, line, meter, errand), peer

    def _obey_robots(self, target: Target, trip: _Trip) -> None:
        """Raise Refused where the site's robots.txt does not allow the target."""
        with self._shelf.asking(target.origin):
            rules = self._shelf.find(target.origin, self._clock())
            if rules is None:
                rules = self._ask_robots(target, trip)
                self._shelf.keep(target.origin, rules)
                if self._pace is not None and rules.delay():
                    self._pace.slow(target.host, rules.delay())
        if rules.permits(target.address):
            return
        why = f"{rules.refusal}, and then nothing may be fetched" if rules.refusal else "does not allow it"
        raise Refused(
            f"{mask(target.address)} was not fetched: the site's robots.txt {why}.",
            OVERRIDE,
            mask(target.address),
            passing=bool(rules.refusal),
        )

    def _ask_robots(self, target: Target, trip: _Trip) -> robots.Rules:
        """Fetch a site's rules. Where the site itself cannot be reached that error is raised as it is."""
        address = f"{target.site}/robots.txt"
        errand = self._errand(trip, robots.MAX_BYTES, {}, cut=True)
        try:
            landing = self._walk(address, trip, errand, robots.MAX_REDIRECTS, None)
        except FetchError as error:
            if target.origin not in trip.reached:
                raise
            if isinstance(error, TimedOut):
                raise TimedOut(error.message, OVERRIDE, mask(target.address)) from error
            return robots.Rules(self._clock(), f"could not be read ({error.message.rstrip('.')})")
        answer = landing.answer
        return robots.read_rules(answer.status, answer.body, answer.complete, self._clock())


def _absolute(base: str, location: str) -> str:
    """Where a Location leads. Its bytes come as Latin-1; where they are UTF-8 that is what was meant."""
    with suppress(UnicodeDecodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(base, location)
    except ValueError:
        return location  # an address that cannot be read; the guard says so
