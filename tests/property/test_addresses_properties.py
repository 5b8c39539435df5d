"""The normal form of an address is one, and whatever is typed is an address or is refused."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.errors import InvalidAddress
from mediawatch.reading.addresses import find_targets, host_of, is_within, normalise, outlet_domain

REST = st.text(alphabet="aA1é /.%?#&=;:@!~+\\[]'\"<>{}|^`-_\n\t2Ee5f💩", max_size=40)
HOSTS = st.sampled_from(
    [
        "example.org",
        "WWW.Example.org:80",
        "bücher.example.",
        "[::1]:8000",
        "127.0.0.1",
        "a_b.example:443",
        "%65xample.org",
    ]
)
ADDRESSES = st.builds(
    lambda scheme, host, rest: f"{scheme}://{host}/{rest}", st.sampled_from(["http", "HTTPS"]), HOSTS, REST
)


@settings(deadline=None)
@given(ADDRESSES | st.text(alphabet=st.characters()).map(lambda rest: f"https://{rest}"))
def test_the_normal_form_of_a_normal_form_is_itself(address: str) -> None:
    with suppress(InvalidAddress):
        normal = normalise(address)
        assert normalise(normal) == normal
        assert normal.isascii()
        assert normal.startswith("https://")


@settings(deadline=None)
@given(ADDRESSES)
def test_an_address_with_a_real_host_has_a_normal_form_on_that_host(address: str) -> None:
    assert host_of(normalise(address)) == host_of(address) != ""


@settings(deadline=None)
@given(ADDRESSES, st.sampled_from(["utm_source=x", "fbclid=1", "GCLID=2"]))
def test_tracking_parameters_make_no_difference(address: str, tracking: str) -> None:
    plain, sign, fragment = address.rstrip().partition("#")
    joined = f"{plain}{'&' if '?' in plain else '?'}{tracking}{sign}{fragment}"
    assert normalise(joined) == normalise(address)


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
def test_nothing_that_is_typed_or_linked_raises_anything_else(typed: str) -> None:
    with suppress(InvalidAddress):
        normalise(typed)
    host_of(typed)
    find_targets(typed, base_address="https://example.org/")
    domain = outlet_domain(typed)
    assert is_within(domain, domain) or not domain
