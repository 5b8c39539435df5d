"""One visitor at a time for each host, and a pause between two visits: what keeps a watch from being a burden."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

LONGEST_PAUSE = 60.0
"""Seconds; a host that asks for more by Crawl-delay is visited once a minute, and few pages of it are read."""


class Pace:
    """Who may visit which host now. Safe for several threads."""

    def __init__(self, pause: float) -> None:
        """`pause`: seconds between the end of a visit to a host and the next one."""
        self._pause = pause
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    @contextlib.contextmanager
    def turn(self, host: str) -> Iterator[float]:
        """Wait until the host is free and its pause is over; gives the seconds that were waited."""
        began = time.monotonic()
        with self._lock:
            state = self._hosts.setdefault(host, _Host())
        with state.lock:
            rest = state.next_at - time.monotonic()
            if rest > 0:
                time.sleep(rest)
            try:
                yield time.monotonic() - began
            finally:
                state.next_at = time.monotonic() + max(self._pause, state.pause)

    def slow(self, host: str, pause: float) -> None:
        """Keep a longer pause for a host that asks for one."""
        with self._lock:
            self._hosts.setdefault(host, _Host()).pause = min(LONGEST_PAUSE, pause)


class _Host:
    """One host: its lock, and when it may be visited again (on the monotonic clock)."""

    __slots__ = ("lock", "next_at", "pause")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.next_at = 0.0
        self.pause = 0.0
