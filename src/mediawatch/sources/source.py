"""What a source is, what it may ask of the outside, and what all of them ask of an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin

from mediawatch.asking import Call
from mediawatch.errors import HTTPStatus, Incomplete
from mediawatch.model import Fetched


@dataclass(frozen=True, slots=True)
class Source:
    """A place that lists addresses."""

    kind: str
    """a key of READERS"""
    address: str
    selector: str = ""
    """for a listing: the CSS selector of its links; "" finds those that look like articles"""
    key: str = field(default="", repr=False)
    """what signs us in, where the kind needs that"""
    since: str = ""
    """UTC, ISO 8601: when it was read last; "" for never"""


@dataclass(frozen=True, slots=True)
class Mailed:
    """A mail that came to a mailbox."""

    links: tuple[str, ...]
    """web addresses in it, in its order"""
    sent_on: str
    """ISO day; "" where it does not say"""
    sender: str
    """the domain of its sender"""


class Outside(Protocol):
    """What a source may ask: addresses, interfaces of programs, and the mails in a place on this machine."""

    def __call__(self, address: str, call: Call | None = None) -> Fetched: ...

    def mails(self, place: str, since: str) -> Iterator[Mailed]: ...


def join(base: str, link: str) -> str:
    """The address that a link means where it stands (RFC 3986, 5); the link as it is where it cannot be read, since
    what becomes of it is for whoever keeps leads to say."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link.strip()


def ask(fetch: Callable[[str], Fetched], address: str) -> Fetched:
    """What an address gives, whole.

    Raises:
        HTTPStatus: the server answered with an error.
        Incomplete: the body broke off.
    """
    return check(fetch(address), address)


def check(fetched: Fetched, address: str) -> Fetched:
    """The same answer, where it is whole and none of an error. Raises as ask() does."""
    if fetched.how == "fetched" and fetched.status >= 400:
        raise HTTPStatus(
            f"{address} answered {fetched.status}.", "Check the address.", address, fetched.status
        )
    if not fetched.complete:
        raise Incomplete(f"{address} broke off before it was whole.", "Try again in a while.", address)
    return fetched
