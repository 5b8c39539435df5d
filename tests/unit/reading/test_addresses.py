"""Two addresses are the same only where nobody could get another page."""

from __future__ import annotations

import pytest

from mediawatch.errors import InvalidAddress
from mediawatch.reading.addresses import LONGEST, find_targets, host_of, is_within, normalise, outlet_domain

SAME = [
    ("http://example.org/a", "https://example.org/a"),
    ("HTTPS://EXAMPLE.ORG/a", "https://example.org/a"),
    ("https://example.org", "https://example.org/"),
    ("http://example.org:80/a", "https://example.org:443/a"),
    ("https://example.org./a", "https://example.org/a"),
    ("https://example.org/a#part", "https://example.org/a"),
    ("https://example.org/a#:~:text=words", "https://example.org/a"),
    ("https://example.org/a?utm_source=x&fbclid=y", "https://example.org/a"),
    ("https://example.org/a?UTM%5Fsource=x&b=1", "https://example.org/a?b=1"),
    ("https://example.org/a?at_medium=RSS&at_campaign=KARANGA", "https://example.org/a"),
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org/a/./b/../c", "https://example.org/a/c"),
    ("https://example.org/%7euser/%e9", "https://example.org/~user/%E9"),
    ("https://example.org/café au lait", "https://example.org/caf%C3%A9%20au%20lait"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ("https://example.org\\a", "https://example.org/a"),
    (" <https://example.org/a>\n", "https://example.org/a"),
    ("https://[0:0::1]/", "https://[::1]/"),
]

DIFFERENT = [
    ("https://example.org/a", "https://example.org/a/"),
    ("https://example.org/a", "https://example.org/A"),
    ("https://www.example.org/a", "https://example.org/a"),
    ("https://example.org/a?b=1&c=2", "https://example.org/a?c=2&b=1"),
    ("https://example.org/a?ref=1", "https://example.org/a"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ("https://example.org:8080/a", "https://example.org/a"),
    ("https://example.org/#!/one", "https://example.org/#!/two"),
    ("https://example.org//a", "https://example.org/a"),
]

NONE = [
    ("", "it is empty"),
    ("www.example.org/x", "Write https://www.example.org/x"),
    ("example.org:8080/x", "Write https://example.org:8080/x"),
    ("//example.org/x", "Write https://example.org/x"),
    ("just words", "Write the whole address"),
    ("javascript:alert(1)", "begins with javascript:"),
    ("mailto:desk@example.org", "begins with mailto:"),
    ("file:///etc/passwd", "Add a file by its path"),
    ("https:/example.org/x", "two slashes"),
    ("https://", "names no host"),
    ("https:///x", "names no host"),
    ("https://exam ple.org/", "no host name"),
    ("https://example..org/", "no host name"),
    ("https://-example.org/", "no host name"),
    ("https://example.org:99999/", "no port"),
    ("https://example.org:8x/", "no port"),
    ("https://127.1/", "no network address"),
    ("https://0x7f000001/", "no network address"),
    ("https://[::zz]/", "no network address"),
    ("https://example.org/\0", "characters that no address can have"),
    ("https://example.org/\ud800", "characters that no address can have"),
    ("https://example.org/" + "a" * LONGEST, "more than 8000 characters"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_one_page_are_the_same(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_that_may_lead_elsewhere_stay_different(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(("typed", "why"), NONE)
def test_what_is_no_address_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(InvalidAddress) as caught:
        normalise(typed)
    assert why in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(InvalidAddress) as caught:
        normalise("https://desk:secret@example.org/")
    assert "secret" not in str(caught.value)
    assert "user name or a password" in str(caught.value)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Example.org:8443/a", "www.example.org"),
        ("//example.org/a", "example.org"),
        ("https://desk:secret@example.org/", "example.org"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("mailto:desk@example.org", ""),
        ("/relative", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_the_host_of_whatever_a_page_links_to(address: str, host: str) -> None:
    assert host_of(address) == host


def test_a_host_is_within_its_domain_and_not_within_a_lookalike() -> None:
    assert is_within("example.org", "example.org")
    assert is_within("News.Example.org", "example.org.")
    assert not is_within("notexample.org", "example.org")
    assert not is_within("example.org.evil.example", "example.org")
    assert not is_within("example.org", "")


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.example.co.uk/a", "example.co.uk"),
        ("https://amp.example.org/a", "example.org"),
        ("https://www.m.example.org/a", "example.org"),
        ("https://m.org/a", "m.org"),
        ("https://news.example.org/a", "news.example.org"),
        ("https://www-example-co-uk.cdn.ampproject.org/c/s/a", "example.co.uk"),
        ("https://my--paper-example.cdn.ampproject.org/c/s/a", "my-paper.example"),
        ("not an address", ""),
    ],
)
def test_the_outlet_is_found_by_the_host_without_its_front(address: str, domain: str) -> None:
    assert outlet_domain(address) == domain


@pytest.mark.parametrize(
    ("address", "targets"),
    [
        ("/a", ("https://page.example/a",)),
        ("b", ("https://page.example/news/b",)),
        (
            "https://archive.example/web/2016/http://example.org/a?b=c",
            ("https://archive.example/web/2016/http://example.org/a?b=c", "http://example.org/a?b=c"),
        ),
        (
            "https://out.example/r?x=1&url=https%3A%2F%2Fexample.org%2F",
            ("https://out.example/r?x=1&url=https%3A%2F%2Fexample.org%2F", "https://example.org/"),
        ),
        (
            "https://social.example/sharer/sharer.php?u=https://example.org",
            ("https://social.example/sharer/sharer.php?u=https://example.org",),
        ),
        ("https://[::1", ()),
    ],
)
def test_a_link_leads_where_it_says_and_where_it_plainly_redirects(
    address: str, targets: tuple[str, ...]
) -> None:
    assert find_targets(address, base_address="https://page.example/news/today") == targets
