"""Addresses that carry another one inside: redirectors, web archives, caches and translators.

Only what the address itself shows is taken out; nothing is asked of anybody. Short links (t.co, bit.ly, lnkd.in,
archive.ph/AbCdE, perma.cc) do not show where they lead and stay what they are.
"""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

_TARGET_PARAMETERS: Final = frozenset({
    "url", "u", "q", "to", "target", "dest", "destination", "redirect", "redirect_url", "redirect_uri", "link", "goto",
    "out", "adurl", "uddg", "murl", "ued",
})  # fmt: skip
"""Parameters whose value redirectors use for a whole address; of google.com, l.facebook.com, Outlook's safe links,
DuckDuckGo, Reddit, VK, LinkedIn, Slack, YouTube and many newsletters."""
_SHARING: Final = re.compile(
    r"/(?:share|sharer|sharing|intent|submit|dialog)(?:[/.?-]|$)|/cws/share", re.IGNORECASE
)
_INNER: Final = re.compile(r"/(https?):/{1,2}(?=[^/])", re.IGNORECASE)
_WAYBACK: Final = re.compile(
    r"/(?:web|wayback|ukgwa|archive|wayback/archive)/(?:\d{4,14}\*?|\*)(?:[a-z]{2}_)?/(?=[\w-]+\.[\w.-]+)",
    re.IGNORECASE,
)
"""A time and an address without its scheme."""
_STAMPED: Final = re.compile(r"/\d{4}[\d.-]{10,}/(?=[\w-]+\.[\w.-]+)")
"""The same at archive.today and megalodon.jp."""
_CACHED: Final = re.compile(r"cache:(?:[\w-]{8,}:)?(?:https?://)?([^\s+]+)", re.IGNORECASE)
_BARE: Final = re.compile(r"https?://", re.IGNORECASE)
_DEFENCE: Final = re.compile(r"/v3/__(.+?)__;", re.IGNORECASE)
_HEX: Final = re.compile(r"-([0-9A-Fa-f]{2})")
_AMP: Final = re.compile(r"/(?:amp/|[cvwi]/)(?:s/)?(?=[\w-]+\.[\w.-]+)")


def find_wrapped(address: str) -> Iterator[str]:
    """The addresses that one absolute address carries inside, the likeliest first; none for most."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return  # what cannot be taken apart carries nothing
    host = (parts.hostname or "").lower()
    if host.endswith(("urldefense.com", "urldefense.us")) and (found := _DEFENCE.search(address)):
        yield found[1]
    elif host.endswith("urldefense.proofpoint.com"):
        yield from _read_proofpoint(parts)
    yield from _find_in_path(address, parts, host)
    yield from _find_in_query(parts, host)
    if host.endswith(".translate.goog"):
        yield parts._replace(netloc=_read_joined(host.removesuffix(".translate.goog")), query="").geturl()


def _find_in_path(address: str, parts: SplitResult, host: str) -> Iterator[str]:
    inner = _INNER.search(parts.path)
    if inner:
        yield f"{inner[1]}://{address[address.index(inner[0]) + len(inner[0]) :]}"
        return
    bare = _WAYBACK.search(parts.path)
    if bare is None and host.startswith(("archive.", "megalodon.")):
        bare = _STAMPED.search(parts.path)
    if bare is None and (
        host.endswith(".cdn.ampproject.org") or re.fullmatch(r"(?:www\.)?google\.[a-z.]+", host)
    ):
        bare = _AMP.match(parts.path)
    if bare:
        yield f"https://{address[address.index(bare[0]) + len(bare[0]) :]}"


def _find_in_query(parts: SplitResult, host: str) -> Iterator[str]:
    if _BARE.match(parts.query):
        yield parts.query  # href.li/?https://…
        return
    if _SHARING.search(parts.path):
        return  # a button that shares a page leads to the page it stands on
    for pair in parts.query.split("&"):
        name, _, value = pair.partition("=")
        target = unquote(value)
        if name.lower() in _TARGET_PARAMETERS:
            if _BARE.match(target):
                yield target
            elif host.endswith("bing.com") and target.startswith("a1"):
                yield from _read_bing(target[2:])
        if name.lower() == "q" and (cached := _CACHED.match(target)):
            yield f"https://{cached[1]}"


def _read_proofpoint(parts: SplitResult) -> Iterator[str]:
    """Version 2 writes "%" as "-" and "/" as "_"; version 1 is a plain parameter."""
    for pair in parts.query.split("&"):
        name, _, value = pair.partition("=")
        if name == "u" and parts.path.startswith("/v2/"):
            target = unquote(_HEX.sub(r"%\1", value).replace("_", "/"))
            if _BARE.match(target):
                yield target


def _read_bing(value: str) -> Iterator[str]:
    """Base64 of an address, without its padding."""
    try:
        target = urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return  # something else in a parameter of that name
    if _BARE.match(target):
        yield target


def _read_joined(label: str) -> str:
    """A host name whose points were written "-" and whose dashes "--"."""
    return label.replace("--", "\0").replace("-", ".").replace("\0", "-")
