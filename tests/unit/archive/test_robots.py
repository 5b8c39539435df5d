"""What an answer to /robots.txt allows us (RFC 9309)."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from mediawatch.archive.robots import MAX_BYTES, MAX_SITES, Rules, Shelf, read_rules

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
PAGE = "https://news.example.org/2026/page?a=1"


def permits(text: str | bytes, address: str = PAGE) -> bool:
    body = text.encode() if isinstance(text, str) else text
    return read_rules(200, body, True, NOW).permits(address)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("user-agent:*\ndisallow:/2026", False),
        ("User-agent: mediawatch\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: MediaWatch/2.0\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: mediawatch\nAllow: /", True),
        (
            "User-agent: a\nUser-agent: mediawatch\nUser-agent: b\nDisallow: /\n\nUser-agent: *\nAllow: /",
            False,
        ),
        ("User-agent: a\nDisallow: /\n\nUser-agent: b\nDisallow: /", True),
        # a part of our name is not our name (section 2.2.1)
        ("User-agent: media\nDisallow: /\n\nUser-agent: *\nAllow: /", True),
        ("User-agent: mediawatcher\nDisallow: /\n\nUser-agent: *\nAllow: /", True),
        ("User-agent: media\nAllow: /\n\nUser-agent: *\nDisallow: /", False),
        # the longest match wins, and Allow at equal length (section 2.2.2)
        ("User-agent: *\nDisallow: /2026\nAllow: /2026/page", True),
        ("User-agent: *\nDisallow: /2026/page\nAllow: /2026/page", True),
        ("User-agent: *\nDisallow: /*page", False),
        ("User-agent: *\nDisallow: /*page$", True),
        ("User-agent: * # everybody\nDisallow: / # everything", False),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("User-agent: *\rDisallow: /\r", False),
        ("<html><body>Not found</body></html>", True),
        (b"\xff\xfe\x00User-agent: *\nDisallow: /2026\n\nUser-agent: *\nDisallow: /x", True),
    ],
)
def test_the_rules_for_us_decide(text: str | bytes, allowed: bool) -> None:
    assert permits(text) is allowed


@pytest.mark.parametrize(
    ("status", "complete", "allowed"),
    [(404, True, True), (403, True, True), (302, True, True), (500, True, False), (200, False, False)],
)
def test_the_answers_status_decides_where_there_are_no_rules(
    status: int, complete: bool, allowed: bool
) -> None:
    rules = read_rules(status, b"", complete, NOW)
    assert rules.permits(PAGE) is allowed
    assert bool(rules.refusal) is not allowed


def test_what_lies_beyond_the_limit_does_not_count_nor_does_half_a_line() -> None:
    head = b"User-agent: *\nDisallow: /old\n"
    cut = head + b"#" * (MAX_BYTES - len(head) - 12) + b"\nDisallow: /2026/other"
    assert read_rules(200, cut, True, NOW).permits("https://news.example.org/2026/page")
    assert not read_rules(200, cut, True, NOW).permits("https://news.example.org/old")


def test_thousands_of_names_above_thousands_of_rules_take_no_time() -> None:
    names = "".join(f"User-agent: r{number}\n" for number in range(13_000))
    body = (names + "Allow:/a\n" * 28_000).encode()[: MAX_BYTES - 1]
    started = time.perf_counter()
    assert read_rules(200, body, True, NOW).permits(PAGE)
    assert time.perf_counter() - started < 3


def test_wildcards_without_end_take_no_time() -> None:
    body = ("User-agent: *\n" + "Disallow: /" + "*a" * 5000 + "*b\n" * 40)[: MAX_BYTES - 1].encode()
    rules = read_rules(200, body, True, NOW)
    started = time.perf_counter()
    assert rules.permits("https://news.example.org/" + "a" * 8000)
    assert time.perf_counter() - started < 1


def test_rules_are_kept_for_a_day_and_troubles_for_minutes() -> None:
    shelf = Shelf()
    good, bad = ("https", "a", 443), ("https", "b", 443)
    shelf.keep(good, Rules(NOW))
    shelf.keep(bad, Rules(NOW, "answered 503"))
    later = NOW + timedelta(minutes=5)
    assert shelf.find(good, later) is not None
    assert shelf.find(bad, later) is None
    assert shelf.find(good, NOW + timedelta(hours=24)) is None
    assert shelf.find(("http", "a", 80), NOW) is None


def test_the_shelf_does_not_grow_without_end() -> None:
    shelf = Shelf()
    for port in range(MAX_SITES + 10):
        shelf.keep(("https", "a", port), Rules(NOW))
    assert shelf.find(("https", "a", 9), NOW) is None
    assert shelf.find(("https", "a", MAX_SITES + 9), NOW) is not None
