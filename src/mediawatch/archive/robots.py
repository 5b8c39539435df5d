"""What a site's robots.txt allows us (RFC 9309), decided from its answer; asking is archive/fetch.py's.

A robots.txt that is not there (4xx, or more than five redirects) allows everything; one that cannot be had
(5xx, no connection, cut off) allows nothing (sections 2.3.1.2 to 2.3.1.4).
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from protego import Protego

PRODUCT = "mediawatch"
"""our product token (section 2.2.1)"""
MAX_BYTES = 500 * 1024
"""what is read of a robots.txt (section 2.5 asks for at least that much)"""
MAX_REDIRECTS = 5
"""section 2.3.1.2"""
KEPT_FOR = timedelta(hours=24)
"""section 2.4: not longer"""
FAILURE_KEPT_FOR = timedelta(minutes=5)
"""our choice: a site's passing trouble must not shut it out for a day"""
MAX_SITES = 2000
"""rules kept at a time"""
_USER_AGENT = re.compile(r"\s*user(?:-|\s+)?agent\s*[:\s]\s*([^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows us."""

    fetched_at: datetime
    refusal: str = ""
    """why nothing is allowed, as a clause ("answered 503"); "" where the rules decide"""
    parsed: Any = None
    """a Protego; None where everything is allowed"""

    def permits(self, address: str) -> bool:
        """Whether an address of the site may be fetched."""
        return not self.refusal and (self.parsed is None or bool(self.parsed.can_fetch(address, PRODUCT)))

    def delay(self) -> float:
        """Seconds that the site asks for between two visits (Crawl-delay, which RFC 9309 leaves to each robot)."""
        asked = None if self.parsed is None else self.parsed.crawl_delay(PRODUCT)
        return float(asked or 0)

    def holds(self, now: datetime) -> bool:
        """Whether they are young enough to be used."""
        return now - self.fetched_at < (FAILURE_KEPT_FOR if self.refusal else KEPT_FOR)


def read_rules(status: int, body: bytes, complete: bool, now: datetime) -> Rules:
    """The rules that an answer to /robots.txt gives."""
    if 200 <= status < 300:
        if not complete:
            return Rules(now, "was cut off")
        return Rules(now, parsed=Protego.parse(_keep_ours(body)))
    if 300 <= status < 500:
        return Rules(now)
    return Rules(now, f"answered {status}")


def _keep_ours(body: bytes) -> str:
    """The text with all names of other robots made one.

    Protego makes a rule set for each name: thousands of names above thousands of rules would take minutes
    and gigabytes. It also takes "media" for us, where section 2.2.1 wants the whole token.
    """
    text = body[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    if len(body) >= MAX_BYTES:
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]
    return "\n".join(_rename(line) for line in text.splitlines())


def _rename(line: str) -> str:
    found = _USER_AGENT.match(line)
    if not found:
        return line
    value = found[1].strip().lower()
    token = _TOKEN.match(value)
    if value.startswith("*"):
        return "User-agent: *"
    return f"User-agent: {PRODUCT if token and token[0] == PRODUCT else 'somebody-else'}"


class Shelf:
    """The rules of the sites asked so far, each kept as long as it holds. Safe for several threads."""

    def __init__(self) -> None:
        self._rules: dict[tuple[str, str, int], Rules] = {}
        self._lock = threading.Lock()
        self._asking: dict[tuple[str, str, int], threading.Lock] = {}

    def asking(self, origin: tuple[str, str, int]) -> threading.Lock:
        """The lock under which a site's rules are asked for, so that they are asked for once."""
        with self._lock:
            return self._asking.setdefault(origin, threading.Lock())

    def find(self, origin: tuple[str, str, int], now: datetime) -> Rules | None:
        rules = self._rules.get(origin)
        return rules if rules is not None and rules.holds(now) else None

    def keep(self, origin: tuple[str, str, int], rules: Rules) -> None:
        with self._lock:
            self._rules.pop(origin, None)
            while len(self._rules) >= MAX_SITES:
                del self._rules[next(iter(self._rules))]
            self._rules[origin] = rules

    def clear(self) -> None:
        self._rules.clear()
