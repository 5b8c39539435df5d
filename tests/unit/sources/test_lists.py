"""Lists of sources: OPML of feed readers, and CSV; and what we write can be read again."""

from __future__ import annotations

import io

import pytest

from mediawatch.errors import InputError, ReadError
from mediawatch.exporters import opml
from mediawatch.sources.lists import CATEGORY, Listed, read_list

OPML = """<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="News"><outline type="rss" text="Gazette &amp; Echo" xmlUrl="https://gazette.example/feed"/></outline>
<outline text="Courier" title="The Courier" xmlURL=" https://courier.example/rss "/><outline text="Folder"/>
<outline type="link" text="Blog" url="https://blog.example/"/></body></opml>"""


def test_the_outlines_of_an_opml_are_read_in_folders_and_outside() -> None:
    assert read_list(OPML.encode(), "feeds.opml") == [
        Listed(1, "https://gazette.example/feed", "feed", "Gazette & Echo"),
        Listed(2, "https://courier.example/rss", "feed", "The Courier"),
        Listed(3, "https://blog.example/", "", "Blog"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_rows_of_a_csv_are_read(delimiter: str) -> None:
    rows = [["Title", "URL", "At most"], ["Gazette", "https://gazette.example/", "30m"], ["", "", ""]]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode("utf-8-sig")
    assert read_list(content, "a.csv") == [
        Listed(2, "https://gazette.example/", title="Gazette", at_most="30m")
    ]


def test_what_is_written_is_read_again() -> None:
    assert opml.KIND == CATEGORY
    rows = [
        {"kind": "feed", "address": "https://a.example/f?x=1&y=2", "title": 'The "A" & <b>\x00'},
        {"kind": "listing", "address": "https://b.example/", "title": ""},
    ]
    out = io.StringIO()
    assert opml.write("What 'we' \"watch\"", rows, out) == 2
    first, second = read_list(out.getvalue().encode(), "out.opml")
    assert (first.address, first.kind) == ("https://a.example/f?x=1&y=2", "feed")
    assert first.title.startswith('The "A" & <b>')
    assert (second.address, second.kind, second.title) == (rows[1]["address"], "listing", rows[1]["address"])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        b"<html></html>",
        b"<opml><body/></opml>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        b"address\n",
    ],
)
def test_what_lists_nothing_gets_a_sentence(content: bytes) -> None:
    with pytest.raises((InputError, ReadError)):
        read_list(content, "list")
