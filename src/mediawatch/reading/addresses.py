"""Web addresses: when two are the same, whose they are, and where a link leads in the end.

The normal form is for telling whether two addresses are the same. It is no address to fetch: that is the one
that was found. Nothing is taken away that could lead to another page:

- the scheme is always written "https": http and https serve the same page, and where they do not, the one
  redirects to the other;
- the host in lower case and punycode (UTS 46, as browsers do), without a trailing dot; "www." is kept, since
  no rule says that it leads to the same page. The ports 80 and 443 are dropped;
- the path with dot segments resolved, "%7e" as "~", "%c3" as "%C3", and what may not stand in an address
  percent-encoded (RFC 3986, sections 5.2.4 and 6.2.2); a trailing slash stays or stays away;
- the query in its order, without the parameters that only tell who sent the reader;
- the fragment dropped, but for "#!…", by which older sites name their pages.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from mediawatch.errors import InvalidAddress
from mediawatch.reading.wrapped import find_wrapped

LONGEST: Final = 8000
"""Characters in an address; RFC 9110, section 4.1, asks everybody to support that many, and few support more."""
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(?![0-9]+(?:[/?#]|$))")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS: Final = re.compile("[\t\n\r]")
_PERCENT: Final = re.compile("%([0-9A-Fa-f]{2})?")
_NEVER_RAW: Final = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_UNRESERVED: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMERIC_LABEL: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")

_TRACKING: Final = re.compile(
    "(?:utm|mtm|itm)_.*|pk_(?:source|medium|campaign|kwd|keyword|content|cid)|"  # Google, Matomo, Parse.ly
    "fbclid|fb_(?:action_ids|action_types|source|ref)|igshid|igsh|"  # Meta
    "gclid|gclsrc|dclid|gbraid|wbraid|usqp|_ga|_gl|"  # Google
    "msclkid|ocid|ysclid|yclid|_openstat|twclid|ttclid|li_fat_id|rdt_cid|epik|"  # Microsoft, Yandex, X, …
    "mc_[ce]id|mkt_tok|vero_(?:id|conv)|oly_(?:anon|enc)_id|_hs(?:enc|mi)|__hs(?:fp|sc|tc)|hsctatracking|s_cid|"
    "ns_(?:campaign|mchannel|source|linkname|fee)|at_(?:medium|campaign|custom[0-9]+|bbc_team|link_[a-z]+|format|"
    "ptr_name)|cmpid|cmp|icid|ito|intcmp|smid|smtyp|mbid|ncid|xtor|guccounter|guce_referrer(?:_sig)?",
    re.IGNORECASE,
)
"""Names of parameters that only tell who sent the reader: of advertisers, newsletters, and (the last two lines)
campaign tags of news sites. Compared with AdGuard's general_url.txt, less what names content on some sites ("ref",
"source", "cid", "__s"): a page recorded twice is a nuisance, two pages taken for one are a false record."""

_FRONT_LABELS: Final = frozenset({"www", "www1", "www2", "www3", "m", "mobile", "amp"})
MOST_WRAPPINGS: Final = 4
"""Redirectors and archives round one address: a newsletter's, a mail program's, an archive's, and one to spare."""
_MOST_BESIDE: Final = 20
"""Addresses in one layer of wrapping; more are made up to keep programs busy."""


def normalise(address: str) -> str:
    """The normal form of an address, as the top of this file describes it. Applied twice it changes nothing.

    Raises InvalidAddress, with the reason and what to write, for what is no http or https address, and for
    one that holds a password, which a record must not keep.
    """
    cleaned = _clean(address)
    scheme = _SCHEME.match(cleaned)
    if scheme is None or "." in scheme[1]:
        raise InvalidAddress(_shown(address), "it does not begin with https://", _how_to_write(cleaned))
    if scheme[1].lower() not in ("http", "https"):
        raise InvalidAddress(
            _shown(address), f"it begins with {scheme[1].lower()}:", _how_else(scheme[1].lower())
        )
    rest = cleaned[scheme.end() :].replace("\\", "/")
    if not rest.startswith("//"):
        raise InvalidAddress(_shown(address), "two slashes are missing after the colon", "Write https://…")
    authority, path, query, fragment = _split(rest[2:])
    if "@" in authority:
        raise InvalidAddress(
            _shown(address.replace(authority.rpartition("@")[0], "…")),
            "it holds a user name or a password",
            "Leave out what stands before the @.",
        )
    host = _normalise_authority(authority, address)
    kept = [part for part in query.split("&") if part and not _is_tracking(part)]
    normal = f"https://{host}{_resolve_dots(_encode(path)) or '/'}"
    if kept:
        normal = f"{normal}?{_encode('&'.join(kept))}"
    if fragment.startswith("!") and len(fragment) > 1:
        normal = f"{normal}#{_encode(fragment)}"
    return normal


def host_of(address: str) -> str:
    """The host of an address in lower case and punycode; "" for what has none. For links as pages give them."""
    try:
        authority = urlsplit(_BREAKS.sub("", address.strip()).replace("\\", "/")).netloc
        return _split_port(_normalise_authority(authority.rpartition("@")[2], address))[0]
    except (ValueError, InvalidAddress):
        return ""  # pages link to all sorts of things, and what has no host is nobody's


def is_within(host: str, domain: str) -> bool:
    """Whether a host is the domain or stands below it: "news.example.org" does in "example.org"."""
    host, domain = host.lower().rstrip("."), domain.lower().strip(".")
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def outlet_domain(address: str) -> str:
    """The host by which the outlet of an address is found; "" for what has no host.

    Without "www.", "m.", "mobile." and "amp." at the front, and read out of the AMP cache's host names.
    Other subdomains are kept, as a blog on a shared host is an outlet of its own; a caller that knows
    "example.org" finds "news.example.org" with `is_within`.
    """
    host = host_of(address)
    if host.endswith(".cdn.ampproject.org"):
        # AMP cache URL format: "-" was "--", "." was "-"
        host = host.partition(".")[0].replace("--", "\0").replace("-", ".").replace("\0", "-")
    while True:
        first, _, rest = host.partition(".")
        if first not in _FRONT_LABELS or "." not in rest:
            return host
        host = rest


def find_targets(address: str, *, base_address: str = "") -> tuple[str, ...]:
    """Where a link leads: its address made absolute, then addresses that are plainly wrapped in it (`wrapped.py`), and
    those wrapped in them. Buttons that share a page lead to the page they stand on and are left alone."""
    try:
        found = [urljoin(base_address, address.strip())]
        urlsplit(found[0])
    except ValueError:
        return ()  # what cannot be taken apart leads nowhere
    layer = found
    for _ in range(MOST_WRAPPINGS):
        layer = [inner for outer in layer for inner in find_wrapped(outer) if inner not in found]
        layer = layer[:_MOST_BESIDE]
        if not layer:
            break
        found = [*found, *layer]
    return tuple(dict.fromkeys(found))


def _clean(address: str) -> str:
    """Without what copying adds: white space at the ends and line breaks inside, angle brackets round it."""
    cleaned = _BREAKS.sub("", address.strip())
    if cleaned.startswith("<") and cleaned.endswith(">"):
        cleaned = cleaned[1:-1].strip()
    if not cleaned:
        raise InvalidAddress(
            "", "it is empty", "Write the whole address, as in https://www.example.org/page."
        )
    if len(cleaned) > LONGEST:
        raise InvalidAddress(_shown(address), f"it has more than {LONGEST} characters")
    if _UNWRITABLE.search(cleaned):
        raise InvalidAddress(
            _shown(address), "it holds characters that no address can have", "Type it out again."
        )
    return cleaned


def _split(rest: str) -> tuple[str, str, str, str]:
    """Authority, path, query and fragment of what follows "https://"."""
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    authority, slash, path = rest.partition("/")
    return authority, slash + path, query, fragment


def _split_port(authority: str) -> tuple[str, str]:
    if authority.startswith("["):
        host, _, port = authority.partition("]")
        return f"{host}]", port.removeprefix(":")
    host, _, port = authority.partition(":")
    return host, port


def _normalise_authority(authority: str, address: str) -> str:
    """Host and port in normal form; raises InvalidAddress when there is no such host."""
    host, port = _split_port(authority)
    host = _normalise_host(host, address)
    if port in ("", "80", "443"):
        return host
    if not (port.isascii() and port.isdecimal()) or not 0 < int(port[:6]) < 65536:
        raise InvalidAddress(_shown(address), f"{port!r} is no port")
    port = str(int(port))
    return host if port in ("80", "443") else f"{host}:{port}"


def _normalise_host(typed: str, address: str) -> str:
    if typed.startswith("["):
        try:
            return f"[{IPv6Address(typed[1:-1]).compressed}]"
        except AddressValueError as error:
            raise InvalidAddress(_shown(address), f"{typed!r} is no network address") from error
    host = unquote(typed).lower()
    if not host.isascii():
        host = _to_punycode(host, address)
    host = host.removesuffix(".")
    if not host:
        raise InvalidAddress(_shown(address), "it names no host", "Write it as https://www.example.org/page.")
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise InvalidAddress(
            _shown(address), f"{_shown(host)!r} is no host name", "Copy the address once more."
        )
    if _NUMERIC_LABEL.fullmatch(host.rpartition(".")[2]):
        try:
            return str(IPv4Address(host))
        except AddressValueError as error:
            raise InvalidAddress(_shown(address), f"{host!r} is no network address") from error
    return host


def _to_punycode(host: str, address: str) -> str:
    import idna  # 25 ms, and few hosts need it

    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except idna.IDNAError as error:
        raise InvalidAddress(
            _shown(address), f"{_shown(host)!r} is no host name", "Copy the address once more."
        ) from error


def _encode(part: str) -> str:
    """Percent-encoding in normal form (RFC 3986, sections 2.1 and 6.2.2)."""
    raw = _NEVER_RAW.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), part)
    return _PERCENT.sub(_normalise_percent, raw)


def _normalise_percent(found: re.Match[str]) -> str:
    if found[1] is None:
        return "%25"
    byte = int(found[1], 16)
    return chr(byte) if byte in _UNRESERVED else f"%{byte:02X}"


def _resolve_dots(path: str) -> str:
    """The path without "." and ".." (RFC 3986, section 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _is_tracking(pair: str) -> bool:
    return bool(_TRACKING.fullmatch(unquote(pair.partition("=")[0])))


def _how_to_write(cleaned: str) -> str:
    guess = cleaned.removeprefix("//").lstrip("/")
    if "." in guess and " " not in guess and len(guess) < 200:
        return f"Write https://{guess}."
    return "Write the whole address, as in https://www.example.org/page."


def _how_else(scheme: str) -> str:
    if scheme == "file":
        return "Add a file by its path, without file://."
    return "Only http and https addresses can be added."


def _shown(address: str) -> str:
    """An address short enough for a sentence."""
    return address if len(address) <= 200 else f"{address[:199]}…"
