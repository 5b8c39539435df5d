"""A page becomes an article, everything on it, and links; nothing is lost in silence, nothing hangs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mediawatch.archive.extract import EXTRACTORS, read
from mediawatch.archive.extract.sniff import sniff
from mediawatch.model import Reading

SENTENCES = (
    "The council met on Monday evening and heard from residents, who spoke for over an hour about the plans.",
    "Nobody from the company came, although it had been asked twice, and its letter was read out instead.",
    "A decision is expected in the spring, after the inspectors have had their say about the river.",
)
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def read_page(body: str, head: str = "", address: str = "https://news.example/a/story") -> Reading:
    page = f"<!doctype html><html lang=en><head><title>The evening</title>{head}</head><body>{body}</body></html>"
    return read(page.encode(), media_type="text/html", address=address)


def test_the_article_comes_first_and_then_the_page() -> None:
    reading = read_page(
        f"<nav><a href=/>Front page</a></nav><article>{PARAGRAPHS}</article><footer>Imprint</footer>"
    )
    assert [text.role for text in reading.texts] == ["article", "page"]
    article, page = (text.text for text in reading.texts)
    assert article == "\n".join(SENTENCES)
    assert "Front page" in page
    assert "Imprint" in page
    assert all(text.extractor and text.version for text in reading.texts)


def test_words_across_inline_tags_stay_one_word_on_the_page() -> None:
    page = read_page(
        f"{PARAGRAPHS}<p>He said “<b>nev</b>er” and H<sub>2</sub>O<img src=x alt=icon> ran<br>out.</p>"
    ).texts[1]
    assert "He said “never” and H2O ran\nout." in page.text


@pytest.mark.parametrize(
    "teasers",
    [
        "<h2>Related articles</h2><ul><li><a href=/b>Brown Foundation under fire</a><li><a href=/c>Brown fire</a></ul>",
        "<p>Read more: <a href=/b>Brown Foundation under fire</a></p>",
        "<p>Lesen Sie auch: <a href=/b>Brown Foundation under fire</a></p>",
        "<p>À lire aussi » <a href=/b>Brown Foundation under fire</a></p>",
        "<p>LEA TAMBIÉN: <a href=/b>Brown Foundation under fire</a></p>",
        "<div><p>Läs också:</p><p><a href=/b>Brown Foundation under fire</a></p></div>",
    ],
)
def test_teasers_of_other_articles_are_on_the_page_but_not_in_the_article(teasers: str) -> None:
    article, page = read_page(f"<article>{PARAGRAPHS}{teasers}</article>").texts
    assert "Brown" not in article.text
    assert "Brown Foundation under fire" in page.text
    assert all(sentence in article.text for sentence in SENTENCES)


def test_a_paragraph_that_only_begins_like_a_teaser_stays() -> None:
    said = "Read more: that was the advice that the Brown Foundation gave to parents on Tuesday morning."
    assert said in read_page(f"<article>{PARAGRAPHS}<p>{said}</p></article>").texts[0].text


def test_links_of_the_article_are_found_again_with_absolute_addresses() -> None:
    body = (
        "<nav><a href=/council>council</a> <a href=/river>river</a></nav><article>"
        + PARAGRAPHS.replace("its letter", "<a href='../letter?id=1#top'>its   <em>letter</em></a>")
        .replace("residents", "<a href='mailto:x@example.org'>residents</a>")
        .replace("inspectors", "<a href='//inspect.example/'>inspectors</a>")
        + "</article>"
    )
    article = read_page(body).texts[0]
    assert [(article.text[link.start : link.end], link.address) for link in article.links] == [
        ("its letter", "https://news.example/letter?id=1#top"),
        ("inspectors", "https://inspect.example/"),
    ]


def test_relative_links_without_an_address_are_left_out() -> None:
    body = f"<article>{PARAGRAPHS.replace('letter', '<a href=/letter>letter</a>')}</article>"
    assert read_page(body, address="").texts[0].links == ()


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": BODY}</script>',
        '<script id="__NEXT_DATA__" type="application/json">{"props": {"article": {"body": BODY}}}</script>',
        '<script>window.__INITIAL_STATE__ = {"story": {"content": BODY}};</script>',
        '<script>Fusion.globalContent={"content_elements": ELEMENTS};Fusion.x=1</script>',
        '<script>self.__next_f.push([1,"1:[\\"$\\"]\\n"])</script><script>self.__next_f.push([1,FLIGHT])</script>',
    ],
)
def test_an_article_that_stands_only_in_a_script_is_read(script: str) -> None:
    markup = (
        PARAGRAPHS + "<p>The end, it was said, would come with the <b>first</b> frost &amp; not before.</p>"
    )
    elements = [{"type": "text", "content": each} for each in (*SENTENCES, SENTENCES[0] + " So it was.")]
    flight = f"2a:T{len(markup.encode()):x},{markup}"
    for name, value in (("BODY", markup), ("ELEMENTS", elements), ("FLIGHT", flight)):
        script = script.replace(name, json.dumps(value))
    reading = read_page(f"<div id=root></div>{script}")
    assert reading.outcome == "read"
    assert reading.texts[0].text.split("\n")[: len(SENTENCES)] == list(SENTENCES)
    assert reading.texts[0].extractor in ("json-ld", "state")


def test_teasers_in_a_state_object_are_no_article() -> None:
    teasers = [{"title": "x", "url": "/x", "text": sentence} for sentence in SENTENCES * 5]
    state = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"more": teasers})}</script>'
    assert read_page(f"<div id=root></div>{state}").outcome == "no text"


@pytest.mark.parametrize("depth", [100, 253, 254, 300, 1_000, 3_000])
def test_no_text_is_lost_at_any_depth(depth: int) -> None:
    deep = "<div>" * depth + "<p>The words at the bottom of it all are not lost.</p>" + "</div>" * depth
    page = read_page(f"{PARAGRAPHS}{deep}<p>Nor are the words that come after them.</p>").texts[1].text
    assert "The words at the bottom of it all are not lost." in page
    assert "Nor are the words that come after them." in page


def test_text_in_cdata_and_in_shadow_roots_is_read() -> None:
    shadow = "<div><template shadowrootmode=open><p>Words in a shadow.</p></template></div>"
    body = f"<![CDATA[Words <in> a section.]]>{shadow}"
    page = (
        read_page(PARAGRAPHS + body + "<script>//<![CDATA[\nvar x;//]]></script><p>After.</p>").texts[1].text
    )
    for words in ("Words <in> a section.", "Words in a shadow.", "After."):
        assert words in page
    assert "var x" not in page


def test_what_stands_in_comments_is_no_text() -> None:
    page = read_page(f"<!-- <p>Hidden words</p> -->{PARAGRAPHS}<!--x--!><p>Shown words.</p>").texts[1].text
    assert "Hidden" not in page
    assert "Shown words." in page


def test_texts_can_be_stored_whatever_characters_are_in_them() -> None:
    body = f"{PARAGRAPHS}<p>one\x00two&#0;three&#xD800;four\x1bfive\u202esix\ufffeseven</p>"
    for text in read_page(body).texts:
        text.text.encode()
        assert "\x00" not in text.text
    # trafilatura leaves marks that nobody sees out of the article; the page keeps them.
    assert "four\ufffdfive\u202esix\ufffdseven" in read_page(body).texts[1].text


TRAPS = {
    "attributes": "<div " + " ".join(f'data-a{n}="{n}"' for n in range(24_000)) + ">",
    "attributes without values": "<div " + "a " * 220_000 + ">",
    "a long attribute": '<div class="' + "date " * 80_000 + '">',
    "nested": "<div>" * 20_000,
    "nested with classes": '<div class="author correction date">' * 9_000,
    "formatting": "<b>" * 20_000,
    "links": '<a href="/x">y ' * 8_000,
    "unclosed headings": "<h1 " * 80_000,
    "unclosed quotation marks": '<meta "' * 50_000,
    "unclosed json": '<script type="application/ld+json">' + '{"a":' * 60_000 + "</script>",
    "brackets": "<" * 300_000,
    "spaces": "<pre>" + " " * 400_000 + "x</pre>",
    "labels": "<p>Read more:</p><p>Related articles</p>" * 4_000,
    "marked": '<div class="correction">a b c d e f g</div>' * 6_000,
    "bylines": '<p class="byline">x' * 9_000,
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_costs_no_more_than_seconds_and_hides_nothing(trap: str) -> None:
    started = time.process_time()
    reading = read_page(TRAPS[trap] + PARAGRAPHS)
    assert time.process_time() - started < 10
    assert reading.outcome == "read"
    assert all(sentence in reading.texts[1].text for sentence in SENTENCES)


@pytest.mark.parametrize(
    ("content", "declared", "name", "found"),
    [
        (b"<!DOCTYPE html><p>x", "", "", "text/html"),
        (b"<!DOCTYPE html><p>x", "text/plain", "", "text/html"),
        (b"  <!-- c --> <html>", "application/octet-stream", "", "text/html"),
        ("<html><p>x".encode("utf-16"), "", "", "text/html"),
        (b"\xef\xbb\xbf<html>", "", "", "text/html"),
        (b"words only", "text/html", "", "text/html"),
        (b"words only", "", "saved.html", "text/html"),
        (b"words only", "", "notes.txt", "text/plain"),
        (b"words only", "text/plain", "", "text/plain"),
        (b"%PDF-1.7\n", "text/html", "", "application/pdf"),
        (b"<p>a page about %PDF-1.7</p>", "", "", "text/html"),
        (b"\x89PNG\r\n\x1a\n....", "text/html", "", "image/png"),
        (b"\xff\xd8\xff\xe0", "", "", "image/jpeg"),
        (b"<?xml version='1.0'?><rss>", "text/html", "", "application/xml"),
        (b'{"a": 1}', "application/json", "", "application/json"),
        (b"\x01\x02\x03\x04", "text/html", "", "application/octet-stream"),
        (b"BMW said that it would", "text/plain", "", "text/plain"),
        (b"", "text/html", "", ""),
        (b"<!---->" * 200 + b"x", "", "", "text/plain"),
    ],
)
def test_a_body_is_what_its_bytes_are(content: bytes, declared: str, name: str, found: str) -> None:
    assert sniff(content, declared, name) == found


def test_a_picture_is_refused_with_advice() -> None:
    reading = read(b"\x89PNG\r\n\x1a\n" + bytes(100), media_type="text/html")
    assert (reading.outcome, reading.media_type, reading.texts) == ("no text", "image/png", ())
    assert reading.why == "This is a picture, which has no text that mediawatch can read."
    assert "--typed" in reading.advice


def test_reading_html_imports_no_other_extractor() -> None:
    code = (
        "import sys; from mediawatch.archive.extract import read;"
        "read(b'<html><p>The council met on Monday evening.</p>', media_type='text/html');"
        "print(sorted({'docx', 'pypdfium2', 'requests', 'datasette'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_nothing_is_printed_about_a_page_without_an_article() -> None:
    code = (
        "from mediawatch.archive.extract import read;"
        "read(b'<html><body><p>Hm.</p></body></html>', media_type='text/html')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_every_kind_has_its_extractor() -> None:
    assert {"text/html", "application/pdf", "text/plain"} <= EXTRACTORS.keys()


@pytest.mark.shared
def test_the_teasers_below_the_statement_are_not_in_its_article(shared: Path) -> None:
    reading = read((shared / "kikit" / "statement.html").read_bytes(), media_type="text/html")
    article, page = (text.text for text in reading.texts)
    assert "Nitrous Oxide" not in article
    assert "Introduction to Nitrous Oxide (Laughing Gas)" in page
    assert article.startswith("In response to the Cage Report")
    assert article.endswith("vulnerable individuals.")
