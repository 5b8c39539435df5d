"""`mediawatch site`: what is public, as files that work without a server."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import lxml.etree
import lxml.html
import pytest
from sqlite_utils import Database

from command import Mediawatch
from desks import add_report, sit_down
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.rebuttals import add_rebuttal, approve_rebuttal, publish_rebuttal, supersede_rebuttal
from mediawatch.journeys.requests import OutcomeOptions, RequestOptions, add_request, set_outcome

ADDRESS = "https://answers.trust.example/"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Claim 1 in two reports, corrected in one, answered on our site; claim 2, answered by a letter alone."""
    path = tmp_path_factory.mktemp("site") / "record.db"
    with sit_down(path) as desk:
        add_report(desk, "https://echo.example/again", published="2026-03-09")
        add_claim(desk, 1, "The trust put tenants out.", PinOptions("The Saltmere Trust."))
        pin_claim(desk, 1, 2, PinOptions("The Saltmere Trust."))
        add_claim(desk, 2, "The trust was warned.", PinOptions("https://echo.example/again"))
        add_rebuttal(desk, [1], "Nobody was put out.\n\nAll had asked to move.")
        add_rebuttal(desk, [2], "Nobody warned us.")
        for number in (1, 2):
            approve_rebuttal(desk, number)
        publish_rebuttal(desk, 1, on="2026-03-06", address="https://trust.example/news/1")
        publish_rebuttal(desk, 2, on="2026-03-10", to="The Saltmere Courier")
        request = add_request(
            desk, ["1"], RequestOptions("correction", "publisher", report=1), on="2026-03-07", text="Please."
        )
        set_outcome(
            desk, request.request, OutcomeOptions("corrected", "Nobody was put out."), on="2026-03-12"
        )
    return path


@pytest.fixture
def mediawatch(mediawatch: Mediawatch, template: Path) -> Mediawatch:
    shutil.copy(template, mediawatch.record)
    return mediawatch


@pytest.fixture
def site(mediawatch: Mediawatch) -> Path:
    mediawatch("site", "out", "--address", ADDRESS, check=0)
    return mediawatch.folder / "out"


def list_links(folder: Path) -> Iterator[tuple[Path, str]]:
    for page in folder.rglob("*.html"):
        for link in lxml.html.parse(str(page)).xpath("//@href"):
            yield page, str(link)


def test_a_dry_run_says_what_goes_out_and_what_stays_and_why_and_writes_nothing(
    mediawatch: Mediawatch,
) -> None:
    said = mediawatch("site", "out", "--dry-run", check=0).stdout
    out, stays = said.split("Stays:")
    assert "b1  Nobody was put out." in out and "published on 2026-03-06" in out
    assert "c1  The trust put tenants out. (answered by b1; quoted from 2 places)" in out
    assert "b2  we did not publish it ourselves" in stays and "c2  no answer to it is public" in stays
    assert not (mediawatch.folder / "out").exists()


def test_every_link_within_the_site_leads_to_a_page_of_it(site: Path) -> None:
    inner = 0
    for page, link in list_links(site):
        if not urlsplit(link).scheme:
            assert (page.parent / unquote(link)).is_file(), f"{page}: {link}"
            inner += 1
    assert inner > 20


def test_it_carries_quote_title_and_link_of_a_report_and_what_its_publisher_did(site: Path) -> None:
    page = (site / "claims" / "1.html").read_text(encoding="utf-8")
    assert "The Saltmere Trust." in page and "https://courier.example/tenants" in page
    assert (
        "Corrected on 12 March 2026." in page
        and "Said in 2 places, first on 4 March 2026; put right in 1." in page
    )
    assert "All had asked to move." in page
    assert not (site / "claims" / "2.html").exists()
    assert "<h1>“The trust put tenants out.”</h1>" in page, "a claim is never a title of its own"
    assert "<title>Our answer to the claim “The trust put tenants out.”" in page


def test_a_claim_is_a_schema_org_claim_with_our_answer_beside_it(site: Path) -> None:
    tree = lxml.html.parse(str(site / "claims" / "1.html"))
    (data,) = tree.xpath("//script[@type='application/ld+json']/text()")
    claim = json.loads(data)
    assert (claim["@type"], claim["@id"]) == ("Claim", f"{ADDRESS}claims/1.html")
    assert [each["url"] for each in claim["appearance"]] == [
        "https://courier.example/tenants",
        "https://echo.example/again",
    ]
    assert claim["firstAppearance"]["datePublished"] == "2026-03-04"
    assert claim["subjectOf"][0]["text"].startswith("Nobody was put out.")
    assert tree.xpath("//meta[@property='og:url']/@content") == [f"{ADDRESS}claims/1.html"]
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}claims/1.html"]


def test_the_feed_is_read_by_a_feed_reader_and_its_names_stay_when_the_site_moves(
    site: Path, mediawatch: Mediawatch
) -> None:
    feed = feedparser.parse(io.BytesIO((site / "feed.xml").read_bytes()))
    assert not feed.bozo and feed.version == "atom10"
    (entry,) = feed.entries
    assert entry.link == f"{ADDRESS}answers/1.html" and "All had asked to move." in entry.content[0].value
    assert entry.updated == "2026-03-06T00:00:00Z"
    mediawatch("site", "moved", "--address", "https://elsewhere.example/x", check=0)
    moved = feedparser.parse(io.BytesIO((mediawatch.folder / "moved" / "feed.xml").read_bytes()))
    assert (
        moved.entries[0].id == entry.id
        and moved.entries[0].link == "https://elsewhere.example/x/answers/1.html"
    )


def test_the_sitemap_names_every_page_and_nothing_else(site: Path) -> None:
    tree = lxml.etree.parse(str(site / "sitemap.xml"))
    named = {str(text) for text in tree.xpath("//*[local-name() = 'loc']/text()")}
    pages = {page.relative_to(site).as_posix().removesuffix("index.html") for page in site.rglob("*.html")}
    assert named == {urljoin(ADDRESS, page) for page in pages}


def test_the_record_of_the_site_can_be_searched_and_holds_what_the_pages_show(site: Path) -> None:
    copy = Database(site / "record.db")
    assert [row["wording"] for row in copy["claims"].rows] == ["The trust put tenants out."]
    assert [row["outcome"] for row in copy["places"].rows] == ["corrected", ""]
    assert [row["answer"] for row in copy["answers"].search("asked")] == [1]
    assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
    copy.close()


def test_without_an_address_there_is_no_feed_and_it_says_why(mediawatch: Mediawatch) -> None:
    said = mediawatch("site", "out", check=0).stdout
    assert "No feed and no sitemap" in said
    assert not (mediawatch.folder / "out" / "feed.xml").exists()


def test_what_is_left_out_stays_and_the_setting_remembers_it(mediawatch: Mediawatch) -> None:
    said = mediawatch("site", "out", "--dry-run", "--leave-out", "r2", check=0).stdout
    assert "quoted from 1 place)" in said
    mediawatch("settings", "site-leaves-out", "c1", check=0)
    mediawatch("settings", "site", "https://answers.trust.example", check=0)
    said = mediawatch("site", "out", "--dry-run", check=0).stdout
    assert said.startswith("Nothing goes out") and "c1  you said so" in said


def test_a_superseded_answer_keeps_its_page_and_names_the_one_that_took_its_place(
    mediawatch: Mediawatch,
) -> None:
    with_desk(mediawatch)
    mediawatch("site", "out", check=0)
    old = (mediawatch.folder / "out" / "answers" / "1.html").read_text(encoding="utf-8")
    assert "no longer current" in old and 'href="3.html"' in old
    claim = (mediawatch.folder / "out" / "claims" / "1.html").read_text(encoding="utf-8")
    assert "Better words." in claim and "All had asked to move." not in claim


def with_desk(mediawatch: Mediawatch) -> None:
    """Supersede answer 1 by answer 3, which is published."""
    from mediawatch.journeys.desk import open_desk

    with open_desk(mediawatch.record, "Noor Whitlock") as desk:
        supersede_rebuttal(desk, 1, "Better words.")
        approve_rebuttal(desk, 3)
        publish_rebuttal(desk, 3, on="2026-03-20", address="https://trust.example/news/3")


def test_made_again_it_takes_the_place_of_the_former_one(site: Path, mediawatch: Mediawatch) -> None:
    (site / "claims" / "99.html").write_text("an old page", encoding="utf-8")
    mediawatch("site", "out", check=0)
    assert not (site / "claims" / "99.html").exists() and (site / "claims" / "1.html").exists()
    assert [each.name for each in mediawatch.folder.iterdir() if each.name.startswith(".out")] == []


def test_it_never_replaces_what_is_not_a_site_of_ours(mediawatch: Mediawatch) -> None:
    (mediawatch.folder / "mine").mkdir()
    (mediawatch.folder / "mine" / "letter.txt").write_text("Dear", encoding="utf-8")
    (mediawatch.folder / "file").write_text("x", encoding="utf-8")
    for name, said in (("mine", "holds other things"), ("file", "is not a folder")):
        done = mediawatch("site", name, check=2)
        assert said in done.stderr and "Traceback" not in done.stderr
    assert (mediawatch.folder / "mine" / "letter.txt").read_text(encoding="utf-8") == "Dear"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--address", "javascript:alert(1)"), "is no address for a site"),
        (("--address", "https://x.example/?a=b"), "is no address for a site"),
        (("--leave-out", "c99"), "There is no c99"),
        (("--leave-out", "q1"), "cannot be left out by itself"),
        (("--leave-out", "nonsense"), "is no reference"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_written(
    mediawatch: Mediawatch, arguments: tuple[str, ...], said: str
) -> None:
    done = mediawatch("site", "out", *arguments, check=2)
    assert re.search(said, done.stderr) and "Traceback" not in done.stderr
    assert not (mediawatch.folder / "out").exists()


def test_an_empty_record_makes_a_site_that_says_so(mediawatch: Mediawatch) -> None:
    mediawatch.record.unlink()
    mediawatch("init", "--organisation", "Saltmere Trust", check=0)
    mediawatch("site", "out", check=0)
    page = (mediawatch.folder / "out" / "index.html").read_text(encoding="utf-8")
    assert "We have published no answer yet." in page
