"""Sitemaps of every make give their addresses, and what is none says so."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from mediawatch.errors import FetchError, HTTPStatus, Incomplete, ListingError
from mediawatch.model import Fetched, Lead
from mediawatch.sources import READERS, sitemap
from mediawatch.sources.sitemap import MOST_PARTS, read_moment
from mediawatch.sources.source import Source
from mediawatch.sources.xml_tree import MAX_BYTES

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
PLACE = "https://ours.example/sitemap.xml"


def serve(pages: dict[str, bytes | str | int]) -> Callable[[str], Fetched]:
    """A fetch that gives these bodies; a number is a status."""

    def fetch(address: str) -> Fetched:
        body = pages.get(address, 404)
        status = body if isinstance(body, int) else 200
        content = b"" if isinstance(body, int) else body.encode() if isinstance(body, str) else body
        return Fetched(address, address, status, (), content, content, "2026-03-04T09:00:00+00:00")

    return fetch


def read(body: bytes | str, **more: bytes | str | int) -> list[Lead]:
    pages = {PLACE: body} | {f"https://ours.example/{name}": page for name, page in more.items()}
    return list(READERS["sitemap"](Source("sitemap", PLACE), serve(pages)))


def test_addresses_come_in_order_each_once_with_their_last_change() -> None:
    body = (
        f"{HEAD}<url><loc> https://ours.example/b </loc><lastmod>2026-03-04T10:00:00+02:00</lastmod></url>"
        "<url><loc>/a&amp;b</loc><lastmod>2026-03</lastmod></url><url><loc>https://ours.example/b</loc></url>"
        "<url></url></urlset>"
    )
    assert read(body) == [
        Lead("https://ours.example/b", modified="2026-03-04T08:00:00+00:00"),
        Lead("https://ours.example/a&b"),
    ]


def test_a_news_sitemap_gives_titles_and_one_without_namespace_is_read_too() -> None:
    news = (
        '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://ours.example/a</loc>'
        "<news:news><news:title>Roof  mended</news:title></news:news></url></urlset>"
    )
    assert read(news) == [Lead("https://ours.example/a", "Roof mended")]


def test_lists_of_sitemaps_are_followed_and_never_in_circles() -> None:
    index = (
        "<sitemapindex><sitemap><loc>/one.xml.gz</loc></sitemap><sitemap><loc>/two.txt</loc></sitemap>"
        f"<sitemap><loc>{PLACE}</loc></sitemap></sitemapindex>"
    )
    leads = read(
        index,
        **{
            "one.xml.gz": gzip.compress(
                f"{HEAD}<url><loc>https://ours.example/a</loc></url></urlset>".encode()
            ),
            "two.txt": "\ufeffhttps://ours.example/b\nhttps://ours.example/a\n",
        },
    )
    assert [lead.address for lead in leads] == ["https://ours.example/a", "https://ours.example/b"]


def test_a_part_that_fails_is_told_after_everything_else() -> None:
    index = "<sitemapindex><sitemap><loc>/gone.xml</loc></sitemap><sitemap><loc>/a.txt</loc></sitemap></sitemapindex>"
    found = []
    with pytest.raises(ListingError, match="1 of 3 parts") as caught:
        for lead in sitemap.leads(
            Source("sitemap", PLACE),
            serve({PLACE: index, "https://ours.example/a.txt": "https://ours.example/a"}),
        ):
            found.append(lead.address)
    assert found == ["https://ours.example/a"]
    assert "404" in str(caught.value)


def test_there_is_an_end_to_parts() -> None:
    asked = []

    def fetch(address: str) -> Fetched:
        asked.append(address)
        number = len(asked)
        body = "".join(f"<sitemap><loc>/{number}-{part}.xml</loc></sitemap>" for part in range(40))
        content = f"<sitemapindex>{body}</sitemapindex>".encode()
        return Fetched(address, address, 200, (), content, content, "2026-03-04T09:00:00+00:00")

    assert list(sitemap.leads(Source("sitemap", PLACE), fetch)) == []
    assert len(asked) <= MOST_PARTS + 1


@pytest.mark.parametrize(
    "body", ["", "  ", "hello", "<html><p>Hi</p></html>", "\x00\x01", "https://a.example/ and more"]
)
def test_what_is_no_sitemap_says_so(body: str) -> None:
    with pytest.raises(ListingError, match="neither a sitemap nor a feed"):
        read(body)


@pytest.mark.parametrize(("status", "kind"), [(404, HTTPStatus), (503, HTTPStatus)])
def test_what_does_not_come_is_an_error_of_fetching(status: int, kind: type[FetchError]) -> None:
    with pytest.raises(kind):
        list(sitemap.leads(Source("sitemap", PLACE), serve({PLACE: status})))


def test_a_body_that_broke_off_is_no_listing() -> None:
    def fetch(address: str) -> Fetched:
        body = f"{HEAD}<url><loc>https://ours.example/a</loc></url>".encode()
        return Fetched(address, address, 200, (), body, body, "2026-03-04T09:00:00+00:00", complete=False)

    with pytest.raises(Incomplete):
        list(sitemap.leads(Source("sitemap", PLACE), fetch))


def test_bombs_cost_no_more_than_themselves() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (MAX_BYTES + 1))
    with pytest.raises(ListingError, match="more than 50 MB"):
        read(bomb)
    with pytest.raises(ListingError, match="breaks off"):
        read(gzip.compress(HEAD.encode())[:-9])
    with pytest.raises(ListingError, match="broken"):
        read(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xff\xff\xff")
    entities = (
        '<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
        "<urlset><url><loc>https://ours.example/&b;&file;</loc></url></urlset>"
    )
    (lead,) = read(entities)
    assert lead.address == "https://ours.example/", "entities are not resolved, and no file is opened"


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04T10:00:00Z", "2026-03-04T10:00:00+00:00"),
        ("2026-03-04T10:00:00", "2026-03-04"),
        ("2026-03", ""),
        ("yesterday", ""),
        ("", ""),
        ("9999-99-99", ""),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_told(typed: str, read_as: str) -> None:
    assert read_moment(typed) == read_as
