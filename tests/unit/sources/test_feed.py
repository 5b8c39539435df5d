"""Feeds of every make give their entries, from bytes alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mediawatch.errors import ListingError
from mediawatch.model import UNKNOWN_DATE, Fetched, Lead, PublicationDate
from mediawatch.sources import READERS, feed, sitemap
from mediawatch.sources.source import Source

PLACE = "https://ours.example/feed"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Ours</title>{}</channel></rss>'


def serve(body: bytes) -> Callable[[str], Fetched]:
    return lambda address: Fetched(address, address, 200, (), body, body, "2026-03-04T09:00:00+00:00")


def read(body: str | bytes) -> list[Lead]:
    content = body.encode() if isinstance(body, str) else body
    return list(READERS["feed"](Source("feed", PLACE), serve(content)))


def test_rss_gives_addresses_titles_and_days() -> None:
    items = (
        "<item><title>Roof &amp; walls</title><link>/a</link><pubDate>Wed, 04 Mar 2026 23:30:00 -0500</pubDate></item>"
        "<item><guid>https://ours.example/b</guid></item><item><title>no address</title></item>"
        "<item><link>https://ours.example/a</link></item>"
    )
    assert read(RSS.format(items)) == [
        Lead("https://ours.example/a", "Roof & walls", PublicationDate("2026-03-05", "day", "feed")),
        Lead("https://ours.example/b", "", UNKNOWN_DATE),
    ]


def test_atom_gives_the_page_and_not_the_entry_itself_and_tells_changes_from_publication() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Ours</title><entry><title type="html">A</title>'
        '<link rel="self" href="/entry.xml"/><link href="/page"/><published>2026-03-01T10:00:00Z</published>'
        '<updated>2026-03-04T10:00:00+01:00</updated><content type="xhtml"><div><p>much</p></div></content>'
        "</entry></feed>"
    )
    (lead,) = read(atom)
    assert (lead.address, lead.published.value, lead.modified) == (
        "https://ours.example/page",
        "2026-03-01",
        "2026-03-04T09:00:00+00:00",
    )


def test_rdf_and_feeds_in_other_encodings_are_read() -> None:
    rdf = (
        '<?xml version="1.0" encoding="iso-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>O</title></channel>'
        '<item rdf:about="https://ours.example/c"><title>Café</title><link>https://ours.example/c</link></item></rdf:RDF>'
    )
    (lead,) = read(rdf.encode("iso-8859-1"))
    assert lead.title == "Café"


def test_a_feed_with_faults_gives_what_it_has() -> None:
    (lead,) = read(
        RSS.format("<item><title>A & B &nbsp; C</title><link>https://ours.example/a</link></item><item>")
    )
    assert lead.address == "https://ours.example/a"


def test_a_sitemap_that_is_a_feed_is_read_as_one() -> None:
    body = RSS.format("<item><link>https://ours.example/a</link></item>").encode()
    assert [lead.address for lead in sitemap.leads(Source("sitemap", PLACE), serve(body))] == [
        "https://ours.example/a"
    ]


@pytest.mark.parametrize("body", ["", "hello", "<html><body>Hi</body></html>", "<urlset></urlset>", "\x00"])
def test_what_is_no_feed_says_so(body: str) -> None:
    with pytest.raises(ListingError):
        read(body)


def test_what_costs_feedparser_minutes_never_reaches_it() -> None:
    author = f"<author>{'a.' * 32_000}</author><dc:creator>{'b.' * 32_000}</dc:creator><!--{'c.' * 9000}-->"
    items = "".join(
        f"<item><link>/{number}</link><description>{'words ' * 50}</description></item>"
        for number in range(3000)
    )
    body = RSS.format(f"<item><link>/x</link>{author}</item>{items}")
    lean = feed.make_lean(body.encode(), PLACE)
    assert not any(word in lean for word in (b"a.a.", b"b.b.", b"c.c.", b"words"))
    assert len(read(body)) == 3001


def test_what_is_larger_than_any_feed_is_refused() -> None:
    with pytest.raises(ListingError, match="more than 10 MB"):
        feed.read(b" " * (feed.MAX_BYTES + 1), PLACE)


def test_an_address_is_never_fetched_by_the_parser(dials: Callable[[], list[str]]) -> None:
    body = '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://elsewhere.example/rss.dtd">' + RSS.format(
        '<item xml:base="http://elsewhere.example/"><link>/a</link></item>'
    ).removeprefix('<?xml version="1.0"?>')
    assert len(read(body)) == 1
    assert dials() == []
