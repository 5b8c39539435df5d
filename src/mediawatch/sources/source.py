"""What a source is, and what all of them ask of an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


def ask(fetch: Callable[[str], Fetched], address: str) -> Fetched:
    """What an address gives, whole.

    Raises:
        HTTPStatus: the server answered with an error.
        Incomplete: the body broke off.
    """
    fetched = fetch(address)
    if fetched.how == "fetched" and fetched.status >= 400:
        raise HTTPStatus(
            f"{address} answered {fetched.status}.", "Check the address.", address, fetched.status
        )
    if not fetched.complete:
        raise Incomplete(f"{address} broke off before it was whole.", "Try again in a while.", address)
    return fetched
