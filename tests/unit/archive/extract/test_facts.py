"""What a page says about itself is read from where it says it, however broken that is."""

from __future__ import annotations

import pytest

from mediawatch.archive.extract import read
from mediawatch.model import PageFacts

PARAGRAPH = (
    "<p>The council met on Monday evening and heard from residents, who spoke for over an hour about it.</p>"
)


def facts(
    head: str = "", body: str = "", attributes: str = "", address: str = "", language: str = ""
) -> PageFacts:
    page = f"<html {attributes}><head>{head}</head><body>{body}{PARAGRAPH * 4}</body></html>"
    return read(page.encode(), media_type="text/html", address=address, language=language).facts


def test_the_outlet_is_taken_off_the_title() -> None:
    site = '<meta property="og:site_name" content="The Example Gazette">'
    assert (
        facts(f"<title>Mining blasts shatter homes - The Example Gazette</title>{site}").title
        == "Mining blasts shatter homes"
    )


def test_a_heading_counts_when_it_agrees_with_the_title() -> None:
    head = "<title>Mining blasts shatter homes | Gazette</title>"
    assert (
        facts(head, "<h1>Gazette</h1><h1>Mining blasts shatter homes again</h1>").title
        == "Mining blasts shatter homes again"
    )


def test_a_heading_that_names_the_outlet_is_no_title() -> None:
    assert (
        facts("<title>Mining blasts: Gazette</title>", "<h1>The weather</h1>").title
        == "Mining blasts: Gazette"
    )


def test_a_dash_inside_a_title_stays() -> None:
    assert facts("<title>Homes - and lives - shattered</title>").title == "Homes - and lives - shattered"


def test_entities_and_tags_in_titles_are_resolved() -> None:
    assert facts("<title>Smith &amp; Sons &#8211; a story</title>").title == "Smith & Sons – a story"


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        ('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ada Bell"}}', ("Ada Bell",)),
        (
            '{"@type": "NewsArticle", "author": [{"name": "Ada Bell"}, {"name": "Cy Dahl"}]}',
            ("Ada Bell", "Cy Dahl"),
        ),
        ('{"@type": "NewsArticle", "author": "By Ada Bell and Cy Dahl"}', ("Ada Bell", "Cy Dahl")),
        ('[{"@type": "WebPage"}, {"@type": "NewsArticle", "author": "Ada Bell"}]', ("Ada Bell",)),
        ('{"@type": "NewsArticle", "author": "Ada Bell", }', ("Ada Bell",)),
        ('<!-- {"@type": "NewsArticle", "author": "Ada Bell"} -->', ("Ada Bell",)),
        ('{"@type": "NewsArticle", "author": "Ada\nBell"}', ("Ada Bell",)),
        ('{"@type": "NewsArticle", "author": "Ada Bell"} {"broken', ("Ada Bell",)),
        ('{"@type": "NewsArticle", "author": {"url": "https://x.example"}}', ()),
        ("{not json at all", ()),
        ("[" * 50_000, ()),
    ],
)
def test_authors_in_json_ld_survive_what_sites_do_to_it(declared: str, names: tuple[str, ...]) -> None:
    assert facts(f'<script type="application/ld+json">{declared}</script>').authors == names


def test_authors_come_from_meta_tags_and_then_from_the_byline() -> None:
    assert facts('<meta name="author" content="Ada Bell">').authors == ("Ada Bell",)
    assert facts("", '<p class="byline">By <a href="/ada">Ada Bell</a></p>').authors == ("Ada Bell",)
    assert facts("", '<span itemprop="author"><span itemprop="name">Ada Bell</span></span>').authors == (
        "Ada Bell",
    )


def test_those_who_comment_are_no_authors() -> None:
    assert facts("", '<div class="comment-author">Gerald</div>').authors == ()


def test_an_address_is_no_author() -> None:
    assert facts('<meta property="article:author" content="https://www.facebook.com/gazette">').authors == ()


def test_the_outlet_is_the_site_or_the_publisher() -> None:
    assert (
        facts('<meta property="og:site_name" content="The Example Gazette">').outlet == "The Example Gazette"
    )
    linked = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "publisher": {"@id": "#us"}},'
        '{"@type": "Organization", "@id": "#us", "name": "Gazette Group"}]}</script>'
    )
    assert facts(linked).outlet == "Gazette Group"


@pytest.mark.parametrize(
    ("attributes", "head", "header", "language"),
    [
        ('lang="en-gb"', "", "", "en-GB"),
        ('lang="zh_hans_cn"', "", "", "zh-Hans-CN"),
        ("", '<meta property="og:locale" content="de_AT">', "", "de-AT"),
        ("", "", "fr", "fr"),
        ("", "", "", "en"),
        ('lang=""', "", "sv-SE", "sv-SE"),
    ],
)
def test_the_language_is_declared_or_told_from_the_words(
    attributes: str, head: str, header: str, language: str
) -> None:
    assert facts(head, attributes=attributes, language=header).language == language


def test_the_canonical_address_is_made_absolute_and_must_be_on_the_web() -> None:
    assert (
        facts('<link rel="canonical" href="/a?b=1">', address="https://x.example/c").canonical
        == "https://x.example/a?b=1"
    )
    assert (
        facts('<link rel="canonical" href="javascript:alert(1)">', address="https://x.example/").canonical
        == ""
    )
    assert facts('<link rel="canonical" href="http://[broken">', address="https://x.example/").canonical == ""


@pytest.mark.parametrize(
    "note",
    [
        '<div class="article-correction"><p>We gave the wrong year for the merger; it was 2019.</p></div>',
        '<aside id="clarification">We gave the wrong year for the merger; it was 2019.</aside>',
        '<section itemprop="correction">We gave the wrong year for the merger; it was 2019.</section>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "correction": {"@type": "CorrectionComment",'
        '"text": "We gave the wrong year for the merger; it was 2019."}}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle",'
        '"correction": "We gave the wrong year for the merger; it was 2019."}</script>',
    ],
)
def test_a_correction_in_the_mark_up_is_found_once(note: str) -> None:
    assert facts("", note).corrections == ("We gave the wrong year for the merger; it was 2019.",)


@pytest.mark.parametrize(
    "note",
    [
        "This article was amended on 4 March 2026 because an earlier version gave a wrong sum.",
        "Correction: an earlier version gave a wrong sum.",
        "An earlier version of this article gave a wrong sum.",
        "In einer früheren Version dieses Artikels stand eine falsche Summe.",
        "Rectificatif : la somme indiquée était fausse.",
        "Fe de errores: la suma indicada era falsa y se corrigió.",
        "Rättelse: summan var fel i en tidigare version.",
    ],
)
def test_a_paragraph_that_says_so_is_a_correction(note: str) -> None:
    assert facts("", f"<p>{note}</p>").corrections == (note,)


def test_a_page_that_mentions_corrections_has_none() -> None:
    body = '<a class="corrections-link" href="/corrections">Corrections and clarifications policy of this newspaper</a>'
    assert (
        facts(
            "", body + "<p>The correctional facility was closed. A correction was demanded by the union.</p>"
        ).corrections
        == ()
    )


def test_facts_can_be_stored_whatever_the_json_escapes() -> None:
    found = facts(
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "a\\u0000b\\ud800c"}</script>'
    )
    assert found.title == "a\ufffdb\ufffdc"
    found.title.encode()
