"""What an address must look like before anything is looked up or dialled.

One reading of an address serves for the check, the look-up, the dialling and the request line, so that no
two parsers can disagree about its host. What browsers forgive and attackers use is refused: backslashes,
credentials, numbers in odd notations, percent signs in hosts, zone ids (compare RFC 3986 section 7, and
the WHATWG URL standard's host parser).
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

import idna
from requests.exceptions import RequestException
from requests.models import PreparedRequest

from mediawatch.archive.networks import Network, Standing, judge
from mediawatch.errors import InvalidAddress

MAX_ADDRESS = 8192
"""characters of an address; RFC 9110 section 4.1 asks for at least 8000 octets"""
PORTS = {"http": 80, "https": 443}
_LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "home.arpa", "lan", "onion", "invalid")
"""names that never lead to a public machine (RFC 6761, RFC 6762, RFC 7686, RFC 8375; ICANN for "internal")"""
_NUMBER = re.compile(r"0[xX][0-9a-fA-F]*|[0-9]+")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_SAVE_IT = "Open it in a browser, check the address there, and copy it again."


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be looked up."""

    address: str
    """as it is asked for on the wire: ASCII, quoted, without fragment"""
    scheme: str
    host: str
    """ASCII, lower case, without brackets and without the final dot"""
    port: int
    literal: Standing | None = None
    """the network address, where the host is one"""

    @property
    def origin(self) -> tuple[str, str, int]:
        """What robots rules hold for (RFC 9309 section 2.3)."""
        return (self.scheme, self.host, self.port)

    @property
    def site(self) -> str:
        """The address up to the path."""
        return "/".join(self.address.split("/", 3)[:3])


def read_target(address: str, opened: tuple[Network, ...] = ()) -> Target:
    """Read an address into what may be looked up; no connection is made and no name is looked up.

    Raises InvalidAddress where it is none, or is one that mediawatch does not fetch.
    """
    try:
        return _read(address.strip(" "), opened)
    except _Bad as bad:
        raise InvalidAddress(mask(address), bad.why, bad.advice) from None


def mask(address: str) -> str:
    """The address as it may be shown: without credentials, and not longer than 200 characters."""
    shown = re.sub(r"(?<=//)[^/?#]*@", "…@", address)
    return shown if len(shown) <= 200 else f"{shown[:199]}…"


class _Bad(Exception):
    """Why an address is none; becomes InvalidAddress at the edge of this room."""

    def __init__(self, why: str, advice: str = _SAVE_IT) -> None:
        super().__init__(why)
        self.why = why
        self.advice = advice


def _read(address: str, opened: tuple[Network, ...]) -> Target:
    if len(address) > MAX_ADDRESS:
        raise _Bad(f"it is longer than {MAX_ADDRESS} characters")
    if any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in address):
        raise _Bad("it holds control characters")
    if "\\" in address:
        raise _Bad("it holds a backslash")
    scheme, netloc = _split(address)
    if "@" in netloc:
        raise _Bad("it holds a user name or password", "Leave out everything between // and @.")
    host_text, port = _split_netloc(netloc, scheme)
    if not host_text:
        raise _Bad("it names no host", "Write it in full, such as https://example.org/page.")
    host, literal = _read_host(host_text, opened)
    shown_host = f"[{host}]" if ":" in host else host
    shown_port = "" if port == PORTS[scheme] else f":{port}"
    rest = address.partition("//")[2][len(netloc) :].partition("#")[0]
    return Target(_prepare(f"{scheme}://{shown_host}{shown_port}", rest), scheme, host, port, literal)


def _split(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise _Bad("its host cannot be read") from error
    if parts.scheme not in PORTS:
        raise _Bad("it does not begin with http:// or https://", "Write it in full: https://…")
    # urlsplit reads "http:x" as a path and strips characters of its own accord: hold it to what stands there.
    if not address.lower().startswith(f"{parts.scheme}://"):
        raise _Bad("it names no host", "Write it in full, such as https://example.org/page.")
    return parts.scheme, re.split(r"[/?#]", address.partition("//")[2], maxsplit=1)[0]


def _split_netloc(netloc: str, scheme: str) -> tuple[str, int]:
    found = re.fullmatch(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?", netloc, re.ASCII)
    if not found:
        raise _Bad("its host or port cannot be read")
    port = int(found[2]) if found[2] else PORTS[scheme]
    if not 1 <= port <= 65535:
        raise _Bad(f"there is no port {port}")
    return found[1], port


def _read_host(text: str, opened: tuple[Network, ...]) -> tuple[str, Standing | None]:
    if text.startswith("["):
        try:
            if "%" in text:
                raise ValueError("zone id")
            ip6 = ipaddress.IPv6Address(text[1:-1])
        except ValueError as error:
            raise _Bad("its host is no IPv6 address that can be reached from here") from error
        return str(ip6), _admit(judge(ip6, opened))
    host = _to_ascii(text)
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return host, _admit(judge(_read_ipv4(text), opened))
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _Bad("its host is no host name")
    local = len(labels) == 1 or any(host == name or host.endswith(f".{name}") for name in _LOCAL_NAMES)
    # With a network opened on purpose a local name may be meant; what it resolves to is still checked.
    if local and not opened:
        raise _Bad(f"{host} names a machine in a private network", "Only public addresses are fetched.")
    return host, None


def _to_ascii(text: str) -> str:
    if "%" in text:
        raise _Bad("its host holds a percent sign")
    if text.isascii():
        return text.lower().removesuffix(".")
    try:
        return idna.encode(text, uts46=True).decode("ascii").removesuffix(".")
    except idna.IDNAError as error:
        raise _Bad("its host is no host name") from error


def _read_ipv4(text: str) -> ipaddress.IPv4Address:
    """Only the plain notation: 0177.1, 0x7f000001, 2130706433 and full-width digits mean what each reader
    takes them for (inet_aton and the WHATWG standard read them, `ipaddress` does not)."""
    try:
        ip = ipaddress.IPv4Address(text)
    except ValueError:
        ip = None
    if ip is None or str(ip) != text:
        raise _Bad("its host is a number in an unusual notation")
    return ip


def _admit(standing: Standing) -> Standing:
    if not standing.allowed:
        raise _Bad(f"{standing.ip} is not public: {standing.what}", "Only public addresses are fetched.")
    return standing


def _prepare(site: str, rest: str) -> str:
    """Quote path and query as requests will send them, and make sure that the host stayed what it was."""
    request = PreparedRequest()
    try:
        request.prepare_url(site + (rest if rest.startswith("/") else f"/{rest}"), None)
    except (RequestException, UnicodeError) as error:
        raise _Bad("it cannot be read") from error
    prepared = request.url or ""
    if "/".join(prepared.split("/", 3)[:3]) != site:
        raise _Bad("its host can be read in two ways")
    return prepared
