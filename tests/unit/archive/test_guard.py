"""Public or not is decided by an explicit table, which forbids at least what Python's own one forbids."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.archive.guard import mask, read_target
from mediawatch.archive.networks import SPECIAL, judge, open_networks
from mediawatch.errors import InvalidAddress

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
ADDRESSES = st.ip_addresses(v=4) | st.ip_addresses(v=6)


def edges() -> list[str]:
    found = []
    for text, _ in SPECIAL:
        network = ipaddress.ip_network(text)
        found += [str(network[0]), str(network[-1])]
    return found


@pytest.mark.parametrize("ip", edges())
def test_both_edges_of_each_special_network_are_special(ip: str) -> None:
    assert judge(ipaddress.ip_address(ip)).what


def test_the_edges_are_worth_testing() -> None:
    """Python's own flag takes some of them for public on every version so far."""
    assert any(ipaddress.ip_address(ip).is_global for ip in edges())


@given(ADDRESSES)
def test_what_python_calls_not_global_is_never_public(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        assert judge(ip).what


@given(st.integers(0, 2**128 - 1))
def test_no_ipv6_address_outside_global_unicast_is_public(number: int) -> None:
    ip = ipaddress.IPv6Address(number)
    if ip not in ipaddress.ip_network("2000::/3"):
        assert judge(ip).what


def test_an_opened_network_is_named_only_where_it_was_needed() -> None:
    opened = open_networks(("127.0.1.0/24", "8.0.0.0/8"))
    inside, outside, public = (
        judge(ipaddress.ip_address(ip), opened) for ip in ("127.0.1.9", "127.0.2.9", "8.8.8.8")
    )
    assert (inside.allowed, inside.opened) == (True, "127.0.1.0/24")
    assert (outside.allowed, outside.opened) == (False, "")
    assert (public.allowed, public.opened) == (True, "")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    for address in (text, f"http://{text}", f"https://{text}/x", f"http://example.org/{text}"):
        try:
            target = read_target(address)
        except InvalidAddress as error:
            assert error.why
        else:
            assert target.address.isascii()
            assert target.address.startswith(
                (f"{target.scheme}://{target.host}", f"{target.scheme}://[{target.host}]")
            )
            assert read_target(target.address) == target


@given(ADDRESSES)
def test_a_literal_address_is_read_exactly_where_it_is_public(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    address = f"http://[{ip}]/" if ip.version == 6 else f"http://{ip}/"
    if judge(ip).allowed:
        assert read_target(address).literal == judge(ip)
    else:
        with pytest.raises(InvalidAddress, match="not public"):
            read_target(address)


@pytest.mark.parametrize("number", [0x7F000001, 0x0A000001, 0xA9FEA9FE, 0x08080808])
def test_no_odd_notation_of_a_number_is_read(number: int) -> None:
    parts = number.to_bytes(4, "big")
    odd = [str(number), hex(number), f"0{number:o}", ".".join(f"0{part:o}" for part in parts)]
    odd += [
        ".".join(hex(part) for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"{parts[0]}.{hex(number & 0xFFFFFF)}",
    ]
    for host in odd:
        with pytest.raises(InvalidAddress, match="unusual notation"):
            read_target(f"http://{host}/")


def test_a_mask_hides_what_stands_before_the_at() -> None:
    assert mask("https://user:secret@example.org/@x") == "https://…@example.org/@x"
    assert mask("https://example.org/@user?m=a@b") == "https://example.org/@user?m=a@b"
    assert len(mask("https://example.org/" + "x" * 999)) == 200
