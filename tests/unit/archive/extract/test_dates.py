"""A date is read in one way or not at all, and is certain only where the page declares it without contradiction."""

from __future__ import annotations

import time

import pytest

from mediawatch.archive.extract import read
from mediawatch.archive.extract.dates import read_date
from mediawatch.model import PublicationDate

PARAGRAPH = (
    "<p>The council met on Monday evening and heard from residents, who spoke for over an hour about it.</p>"
)


def published(head: str, body: str = "", address: str = "") -> PublicationDate:
    page = f"<html><head><title>A title</title>{head}</head><body>{body}{PARAGRAPH * 4}</body></html>"
    return read(page.encode(), media_type="text/html", address=address).facts.published


@pytest.mark.parametrize(
    ("written", "value", "precision"),
    [
        ("2026-03-04", "2026-03-04", "day"),
        ("2026-03-04T23:30:00-05:00", "2026-03-04", "day"),
        ("2026-3-4", "2026-03-04", "day"),
        ("20260304", "2026-03-04", "day"),
        ("20260304T101500Z", "2026-03-04", "day"),
        ("2026-03", "2026-03", "month"),
        ("2026", "2026", "year"),
        ("1772618400", "2026-03-04", "day"),
        ("Wed, 04 Mar 2026 10:00:00 GMT", "2026-03-04", "day"),
        ("4 March 2026", "2026-03-04", "day"),
        ("Mar 4th, 2026", "2026-03-04", "day"),
        ("4.3.2026", "2026-03-04", "day"),
        ("3/4/2026", "", "unknown"),
        ("2026-02-30", "", "unknown"),
        ("2026-13", "", "unknown"),
        ("1926-03-04", "", "unknown"),
        ("soon", "", "unknown"),
        ("", "", "unknown"),
        ("9" * 5_000, "", "unknown"),
    ],
)
def test_a_written_date_is_read_in_one_way_or_not_at_all(written: str, value: str, precision: str) -> None:
    assert read_date(written) == (value, precision)


def test_a_declared_date_is_certain() -> None:
    found = published('<meta property="article:published_time" content="2026-03-04T09:00:00Z">')
    assert found == PublicationDate("2026-03-04", "day", "metadata", True)


def test_a_date_in_json_ld_is_certain_even_in_a_graph() -> None:
    found = published(
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},'
        '{"@type": ["NewsArticle"], "headline": "A title", "datePublished": "2026-03-04"}]}</script>'
    )
    assert found == PublicationDate("2026-03-04", "day", "metadata", True)


def test_declarations_that_disagree_are_a_guess() -> None:
    found = published(
        '<meta property="article:published_time" content="2026-03-04">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-01-09"}</script>'
    )
    assert found.value == "2026-03-04"
    assert not found.certain


def test_a_day_in_the_address_settles_a_difference_of_time_zones() -> None:
    found = published(
        '<meta property="article:published_time" content="2026-03-03T23:30:00Z">',
        address="https://news.example/2026/03/04/meeting",
    )
    assert found == PublicationDate("2026-03-04", "day", "metadata", True)


def test_a_date_found_in_the_words_of_the_page_is_a_guess() -> None:
    found = published("", '<p class="byline">Posted on 4 March 2026 by the desk</p>')
    assert found == PublicationDate("2026-03-04", "day", "page", False)


def test_a_bare_year_is_no_first_of_january() -> None:
    found = published("", "<footer>Copyright 2019 The Example Gazette</footer>")
    assert (found.value, found.precision, found.certain) == ("2019", "year", False)


def test_a_page_without_a_date_has_none() -> None:
    assert published("") == PublicationDate("", "unknown", "none", False)


def test_a_date_of_a_megabyte_does_not_hang() -> None:
    started = time.monotonic()
    published(f'<meta name="date" content="{"1 " * 200_000}">', f'<time datetime="{"9-" * 100_000}">x</time>')
    assert time.monotonic() - started < 5


def test_a_declared_day_is_a_guess_where_the_page_shows_that_of_its_last_change_instead() -> None:
    head = (
        '<meta property="article:published_time" content="2026-01-09">'
        '<meta property="article:modified_time" content="2026-03-04">'
    )
    assert not published(head, "<p>4 March 2026</p>").certain
    assert published(head, "<p>9 January 2026, updated 4 March 2026</p>").certain
    assert published(head).certain
