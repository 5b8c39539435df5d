"""Which network addresses are public: an explicit table, because `ipaddress.is_global` lets edges through.

Sources: the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890, RFC 8190 and the RFCs named in the
table), the IANA multicast and IPv6 global-unicast registries, and the fixed addresses of cloud providers'
metadata services. A block that the registry calls "globally reachable" but that serves machinery (AS112,
AMT, 6to4, NAT64) is refused too: no publisher lives there, and some of them carry a private IPv4 address
inside.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from mediawatch.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

VARIABLE = "MEDIAWATCH_ALLOW_NETWORKS"
"""the environment variable that opens networks on purpose"""

SPECIAL: tuple[tuple[str, str], ...] = (
    # IPv4: iana-ipv4-special-registry
    ("0.0.0.0/8", "this network (RFC 791)"),
    ("10.0.0.0/8", "a private network (RFC 1918)"),
    ("100.64.0.0/10", "carrier-grade NAT (RFC 6598)"),
    ("127.0.0.0/8", "this machine (RFC 1122)"),
    ("168.63.129.16/32", "a cloud's own service (Azure WireServer)"),
    ("169.254.0.0/16", "link-local, where cloud metadata lies (RFC 3927)"),
    ("172.16.0.0/12", "a private network (RFC 1918)"),
    ("192.0.0.0/24", "protocol assignments (RFC 6890)"),
    ("192.0.2.0/24", "for documentation only (RFC 5737)"),
    ("192.31.196.0/24", "AS112 (RFC 7535)"),
    ("192.52.193.0/24", "multicast tunnelling (RFC 7450)"),
    ("192.88.99.0/24", "6to4 relays (RFC 7526)"),
    ("192.168.0.0/16", "a private network (RFC 1918)"),
    ("192.175.48.0/24", "AS112 (RFC 7534)"),
    ("198.18.0.0/15", "for benchmarks only (RFC 2544)"),
    ("198.51.100.0/24", "for documentation only (RFC 5737)"),
    ("203.0.113.0/24", "for documentation only (RFC 5737)"),
    ("224.0.0.0/4", "multicast (RFC 5771)"),
    ("240.0.0.0/4", "reserved or broadcast (RFC 1112, RFC 8190)"),
    # IPv6: iana-ipv6-special-registry
    ("::/128", "unspecified (RFC 4291)"),
    ("::1/128", "this machine (RFC 4291)"),
    ("::ffff:0:0/96", "an IPv4 address in IPv6 clothes (RFC 4291)"),
    ("::ffff:0:0:0/96", "an IPv4 address in IPv6 clothes (RFC 2765)"),
    ("64:ff9b::/96", "an IPv4 address behind NAT64 (RFC 6052)"),
    ("64:ff9b:1::/48", "an IPv4 address behind local NAT64 (RFC 8215)"),
    ("100::/64", "discard-only (RFC 6666)"),
    ("100:0:0:1::/64", "a dummy prefix (RFC 9780)"),
    ("2001::/32", "an IPv4 address behind Teredo (RFC 4380)"),
    ("2001::/23", "protocol assignments (RFC 2928)"),
    ("2001:db8::/32", "for documentation only (RFC 3849)"),
    ("2002::/16", "an IPv4 address behind 6to4 (RFC 3056)"),
    ("2620:4f:8000::/48", "AS112 (RFC 7534)"),
    ("3fff::/20", "for documentation only (RFC 9637)"),
    ("5f00::/16", "segment routing (RFC 9602)"),
    ("fc00::/7", "a private network (RFC 4193)"),
    ("fe80::/10", "link-local (RFC 4291)"),
    ("fec0::/10", "a private network (RFC 3879)"),
    ("ff00::/8", "multicast (RFC 4291)"),
    # Global unicast is 2000::/3 alone (iana-ipv6-address-space); these three are all the rest.
    ("::/3", "not global unicast (RFC 4291)"),
    ("4000::/2", "not global unicast (RFC 4291)"),
    ("8000::/1", "not global unicast (RFC 4291)"),
)
"""(network, what it is), the more telling ones before the wider ones that hold them"""

_TABLE: tuple[tuple[Network, str], ...] = tuple((ipaddress.ip_network(net), what) for net, what in SPECIAL)


@dataclass(frozen=True, slots=True)
class Standing:
    """What may be done with one network address."""

    ip: Address
    what: str = ""
    """what kind of special address it is; "" for a public one"""
    opened: str = ""
    """the network opened on purpose that holds it, where one had to be"""

    @property
    def allowed(self) -> bool:
        return not self.what or bool(self.opened)


def judge(ip: Address, opened: tuple[Network, ...] = ()) -> Standing:
    """Say whether an address is public, or special, or special but in a network opened on purpose."""
    what = next((what for network, what in _TABLE if ip in network), "")
    if not what:
        return Standing(ip)
    return Standing(ip, what, next((str(network) for network in opened if ip in network), ""))


def read_networks(text: str) -> tuple[str, ...]:
    """Networks from a comma-separated list in CIDR notation ("127.0.1.0/24, fd00::/8"); empty: none.

    Raises InputError where one is malformed; then none is opened.
    """
    return tuple(str(network) for network in open_networks(part for part in text.split(",") if part.strip()))


def open_networks(parts: Iterable[str]) -> tuple[Network, ...]:
    """The same from separate strings, as networks. Raises InputError where one is malformed."""
    found: list[Network] = []
    for part in parts:
        try:
            found.append(ipaddress.ip_network(part.strip()))
        except ValueError as error:
            raise InputError(
                f"{part.strip()!r} is no network ({error}); no network has been opened.",
                f"Write {VARIABLE} as networks with commas between, such as 127.0.1.0/24,10.2.0.0/16.",
            ) from error
    return tuple(found)
