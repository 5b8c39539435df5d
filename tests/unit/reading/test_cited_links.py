"""Links of a report to us: to a work by any of its addresses, else to our domain, and addresses written out."""

from __future__ import annotations

import pytest

from mediawatch.citing import Found, Work
from mediawatch.model import Link, Name, Text
from mediawatch.reading.catalogue import compile_catalogue
from mediawatch.reading.cited_links import find_links

WORKS = [
    Work(
        1,
        "Winter",
        (),
        ("https://www.alder-house.example/news/winter", "http://old.example/?p=12"),
        doi="10.1000/182",
    ),
    Work(2, "Post", (), ("https://social.example/posts/77",)),
]
CATALOGUE = compile_catalogue(
    WORKS, [], [Name("Alder House", "organisation"), Name("alder-house.example", "domain")]
)


def find(text: str, *addresses: str, at: str = "here", address: str = "") -> list[Found]:
    start = text.find(at)
    links = tuple(Link(start, start + len(at), one) for one in addresses)
    return find_links(Text(text, "article", "test", "1", links=links), CATALOGUE, address)


@pytest.mark.parametrize(
    ("address", "work", "named_by", "leads"),
    [
        ("https://alder-house.example/news/winter/?utm_campaign=x", 1, "address",
         "https://alder-house.example/news/winter/?utm_campaign=x"),
        ("https://old.example/?p=12", 1, "address", "https://old.example/?p=12"),
        ("https://www.google.com/url?q=https://old.example/%3Fp%3D12", 1, "address", "https://old.example/?p=12"),
        ("https://web.archive.org/web/2019/http://old.example/?p=12", 1, "address", "http://old.example/?p=12"),
        ("https://doi.org/10.1000/182", 1, "DOI", "https://doi.org/10.1000/182"),
        ("https://social.example/posts/77", 2, "address", "https://social.example/posts/77"),
        ("https://alder-house.example/", 0, "domain", "https://alder-house.example/"),
        ("https://blog.alder-house.example/x", 0, "domain", "https://blog.alder-house.example/x"),
        ("https://web.archive.org/web/2019/alder-house.example/gone", 0, "domain", "https://alder-house.example/gone"),
    ],
)  # fmt: skip
def test_a_link_leads_to_a_work_or_to_our_domain(address: str, work: int, named_by: str, leads: str) -> None:
    (found,) = find("Read it here.", address)
    assert (found.kind, found.work, found.named_by, found.address) == ("link", work, named_by, leads)
    assert (found.start, found.end, found.parts[0].start) == (8, 12, 8)


@pytest.mark.parametrize(
    "address",
    [
        "https://social.example/posts/78",
        "https://doi.org/10.1000/183",
        "https://not-alder-house.example/news/winter",
        "https://elsewhere.example/share?url=https://alder-house.example/",
        "mailto:info@alder-house.example",
        "",
        "https://[broken",
    ],
)
def test_other_links_are_none(address: str) -> None:
    assert find("Read it here.", address) == []


def test_a_relative_link_is_read_by_the_address_of_its_page() -> None:
    (found,) = find("Read it here.", "winter", address="https://www.alder-house.example/news/index")
    assert found.work == 1
    assert find("Read it here.", "winter", address="https://elsewhere.example/news/index") == []


def test_the_innermost_address_is_where_a_link_leads() -> None:
    address = "https://alder-house.example/out?url=https://elsewhere.example/x"
    (found,) = find("Read it here.", address)
    assert (found.work, found.named_by, found.address) == (0, "domain", address)


@pytest.mark.parametrize(
    ("text", "written", "work"),
    [
        ("See www.alder-house.example/news/winter.", "www.alder-house.example/news/winter", 1),
        ("(https://alder-house.example/news/winter/)", "https://alder-house.example/news/winter/", 1),
        ("at Alder-House.example, it says", "Alder-House.example", 0),
        ("old.example/?p=12 is gone", "old.example/?p=12", 1),
        ("“blog.alder-house.example/a_(b)”", "blog.alder-house.example/a_(b)", 0),
    ],
)
def test_addresses_that_are_written_out_are_found(text: str, written: str, work: int) -> None:
    (found,) = find(text)
    assert text[found.start : found.end] == written
    assert found.work == work


@pytest.mark.parametrize(
    "text",
    [
        "Write to info@alder-house.example.",
        "not-alder-house.example",
        "alder-house.example.org",
        "see https://elsewhere.example/alder-house.example",
        "social.example/posts/78",
        "@alder-house.example",
    ],
)
def test_mail_addresses_and_other_hosts_are_none(text: str) -> None:
    assert find(text) == []


def test_an_address_that_is_written_out_and_linked_is_one() -> None:
    text = "See www.alder-house.example/news/winter."
    (found,) = find(text, "https://alder-house.example/news/winter", at="www.alder-house.example/news/winter")
    assert found.work == 1


def test_links_without_words_or_beyond_the_text_are_left_out() -> None:
    links = (Link(3, 3, "https://alder-house.example/"), Link(90, 99, "https://alder-house.example/"))
    assert find_links(Text("Short text.", "article", "test", "1", links=links), CATALOGUE, "") == []
