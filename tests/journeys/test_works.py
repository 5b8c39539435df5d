"""Our own publications: a site taken in by its sitemap or feed, read again, kept in versions, retired."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from world import Answer, World

pytestmark = pytest.mark.slow

PARAGRAPH = (
    "We opened the Ropewalk in March with twenty-four flats, and every tenant who wanted to come back had a key by the "
    "first of April. {} Nobody was asked to leave without somewhere to go, and nobody will be."
)


def page(title: str, more: str = "The roof was mended over the winter.") -> str:
    """A page of ours."""
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{title}</title>'
        '<meta property="article:published_time" content="2026-03-02T10:00:00+00:00"></head><body>'
        f"<article><h1>{title}</h1><p>Published on 2 March 2026. {title} is about what we did in the year.</p>"
        f"<p>{PARAGRAPH.format(more)}</p></article></body></html>"
    )


def report(quote: str, day: str = "2026-03-04") -> str:
    """A page of a paper that quotes us."""
    return (
        '<!doctype html><html lang="en-GB"><head><title>Ropewalk row</title>'
        f'<meta property="article:published_time" content="{day}T08:00:00+00:00"></head><body><article>'
        "<h1>Ropewalk row</h1><p>The Saltmere Recovery and Housing Trust has been criticised in the council, where "
        "members asked on Tuesday what had become of those who used to live in its building on the quay.</p>"
        f"<p>“{quote}”, the trust says on its website.</p><p>The council will come back to the matter in the summer, "
        "when the figures of the county are known and the officers have written their account.</p>"
        "</article></body></html>"
    )


def sitemap(*addresses: str, lastmod: str = "") -> str:
    told = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    entries = "".join(f"<url><loc>{address}</loc>{told}</url>" for address in addresses)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'


def listed(mediawatch: Any, *words: str) -> list[dict[str, Any]]:
    return json.loads(mediawatch("list", *words, "--json", check=0).stdout)


@pytest.fixture
def ours(mediawatch: Any, world: World, init_arguments: tuple[str, ...]) -> Iterator[World]:
    """A record to which the world's host is a domain of ours."""
    mediawatch(*init_arguments, check=0)
    mediawatch("name", "add", world.host, "--kind", "domain", check=0)
    yield world


def add(mediawatch: Any, *words: str, check: int = 0) -> str:
    done = mediawatch("work", "add", *words, "--pause", "0", check=check)
    return done.stdout + done.stderr


def test_a_sitemap_is_taken_in_with_its_parts_packed_or_not(mediawatch: Any, ours: World) -> None:
    first, second, third = (ours.page(f"/news/{n}", page(f"Winter {n}")) for n in range(3))
    packed = gzip.compress(sitemap(second, "https://elsewhere.example/x").encode())
    part = ours.put("/b.xml.gz", Answer(200, (("Content-Type", "application/gzip"),), packed))
    plain = ours.page("/c.txt", f"{third}\n{first}\n", "text/plain")
    index = ours.page(
        "/sitemap.xml",
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        + "".join(
            f"<sitemap><loc>{part}</loc></sitemap>"
            for part in (ours.page("/a.xml", sitemap(first)), part, plain)
        )
        + "</sitemapindex>",
        "application/xml",
    )
    planned = add(mediawatch, "--sitemap", index, "--dry-run")
    assert f"add  {first}" in planned
    assert "1 address: not ours" in planned
    assert not ours.asked("/news/0"), "a dry run fetches no page"
    told = add(mediawatch, "--sitemap", index)
    assert "3 added, 1 left alone" in told
    assert [row["title"] for row in listed(mediawatch, "works")] == ["Winter 0", "Winter 1", "Winter 2"]
    again = add(mediawatch, "--sitemap", index)
    assert "3 as they were" in again
    mediawatch("verify", check=0)


def test_what_is_wanted_of_a_site_can_be_narrowed(mediawatch: Any, ours: World) -> None:
    addresses = [
        ours.page(f"/{kind}/{n}", page(f"{kind} {n}")) for kind in ("news", "jobs") for n in range(3)
    ]
    place = ours.page("/sitemap.xml", sitemap(*addresses, lastmod="2026-02-01"), "application/xml")
    assert "2 added" in add(mediawatch, "--sitemap", place, "--match", "/news/", "--limit", "2")
    assert "0 works" not in add(mediawatch, "--sitemap", place, "--since", "2026-03")
    assert len(listed(mediawatch, "works")) == 2, "what changed before that day is left alone"


def test_a_page_that_fails_keeps_no_other_out(mediawatch: Any, ours: World) -> None:
    good = ours.page("/good", page("Good"))
    gone = ours.page("/gone", "no", status=404)
    place = ours.page("/sitemap.xml", sitemap(gone, good), "application/xml")
    told = add(mediawatch, "--sitemap", place, check=1)
    assert "1 added, 1 failed" in told
    assert "404" in told
    (problem,) = listed(mediawatch, "problems")
    assert problem["address"] == gone


def test_a_part_of_a_sitemap_that_cannot_be_read_is_told_and_the_rest_goes_on(
    mediawatch: Any, ours: World
) -> None:
    good = ours.page("/good", page("Good"))
    index = ours.page(
        "/sitemap.xml",
        "<sitemapindex>"
        f"<sitemap><loc>{ours.url('/missing.xml')}</loc></sitemap>"
        f"<sitemap><loc>{ours.page('/a.xml', sitemap(good))}</loc></sitemap></sitemapindex>",
        "application/xml",
    )
    told = add(mediawatch, "--sitemap", index, check=1)
    assert "1 added" in told
    assert "1 of 3 parts" in told


def test_a_feed_gives_works_with_its_dates_where_the_page_has_none(mediawatch: Any, ours: World) -> None:
    undated = page("Undated").replace(
        '<meta property="article:published_time" content="2026-03-02T10:00:00+00:00">', ""
    )
    undated = undated.replace("Published on 2 March 2026. ", "")
    ours.page("/undated", undated)
    feed = ours.page(
        "/feed",
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Ours</title>'
        "<item><title>Undated</title><link>/undated</link><pubDate>Mon, 02 Feb 2026 09:00:00 GMT</pubDate>"
        f"<author>{'a.' * 30_000}</author></item></channel></rss>",
        "application/rss+xml",
    )
    assert "1 added" in add(mediawatch, "--feed", feed)
    (work,) = listed(mediawatch, "works")
    assert work["published"] == "2026-02-02"


@pytest.mark.parametrize("body", ["<html><body>Welcome</body></html>", "", "nothing here", "<urlset"])
def test_what_is_no_listing_is_refused_with_a_way_on(mediawatch: Any, ours: World, body: str) -> None:
    place = ours.page("/sitemap.xml", body, "application/xml")
    done = mediawatch("work", "add", "--sitemap", place)
    assert done.returncode == (0 if body == "<urlset" else 1)
    assert ("robots.txt" in done.stderr) == bool(done.returncode)
    assert listed(mediawatch, "works") == []


def test_a_report_is_not_taken_in_as_a_work(mediawatch: Any, ours: World) -> None:
    address = ours.page("/a", page("Theirs"))
    mediawatch("add", address, check=0)
    place = ours.page("/sitemap.xml", sitemap(address), "application/xml")
    assert "1 left alone" in add(mediawatch, "--sitemap", place)
    assert listed(mediawatch, "works") == []


def test_a_site_that_is_not_watched_as_ours_is_warned_of(mediawatch: Any, record: Path, world: World) -> None:
    place = world.page("/sitemap.xml", sitemap(world.page("/a", page("A"))), "application/xml")
    assert f"{world.host} is none of your watched domains" in add(mediawatch, "--sitemap", place)


def test_a_work_that_changed_has_a_new_version_and_what_was_quoted_is_compared_with_the_old_one(
    mediawatch: Any, ours: World
) -> None:
    address = ours.page("/statement", page("Statement"))
    mediawatch("add", "--work", address, check=0)
    quoted = "Nobody was asked to leave without somewhere to go, and nobody will be."
    mediawatch("add", ours.page("/paper", report(quoted)), check=0)
    (before,) = [row for row in listed(mediawatch, "citations") if row["kind"] == "quotation"]
    assert (before["grade"], before["since_changed"]) == ("exact", 0)

    ours.page("/statement", page("Statement").replace("Nobody was asked", "Hardly anybody was asked"))
    told = mediawatch("work", "check", check=0).stdout
    assert "Of 1 work: 1 changed" in told
    (after,) = [row for row in listed(mediawatch, "citations") if row["kind"] == "quotation"]
    assert after["ref"] == before["ref"], "a citation keeps its number"
    assert (after["grade"], after["since_changed"]) == ("exact", 1)
    shown = mediawatch("show", after["ref"], check=0).stdout
    assert "our page was changed" in shown
    (work,) = listed(mediawatch, "works")
    assert work["versions"] == 2
    mediawatch("verify", check=0)


def test_a_work_that_stands_as_it_did_makes_no_new_capture(mediawatch: Any, ours: World) -> None:
    address = ours.page("/statement", page("Statement"))
    mediawatch("add", "--work", address, check=0)
    # marks that differ with every visit are no change
    ours.page("/statement", page("Statement").replace("</head>", '<meta name="csrf" content="123"></head>'))
    again = mediawatch("add", "--work", address, check=0)
    assert "stands as it did" in again.stdout
    assert len(ours.asked("/statement")) == 2
    from mediawatch.store.record import open_record

    with open_record(mediawatch.record) as opened:
        assert opened.db.execute("SELECT count(*) FROM captures").fetchone()[0] == 1
        assert opened.db.execute("SELECT status FROM work_checks").fetchall() == [(200,)]
        (seen,) = opened.db.execute("SELECT last_seen_at > first_seen_at FROM work_versions").fetchone()
        assert seen in (0, 1)
    mediawatch("verify", check=0)


def test_a_server_that_says_not_modified_is_asked_for_no_body(mediawatch: Any, ours: World) -> None:
    address = ours.page("/statement", page("Statement"), headers={"ETag": '"1"'})
    mediawatch("add", "--work", address, check=0)
    ours.put("/statement", Answer(304, (("ETag", '"1"'),), b""))
    assert "1 as they were" in mediawatch("work", "check", check=0).stdout
    assert ours.asked("/statement")[-1].headers["If-None-Match"] == '"1"'
    mediawatch("verify", check=0)


def test_a_page_that_went_is_a_problem_and_never_a_change(mediawatch: Any, ours: World) -> None:
    address = ours.page("/statement", page("Statement"))
    mediawatch("add", "--work", address, check=0)
    ours.page("/statement", "gone", status=410)
    told = mediawatch("work", "check", check=1)
    assert "1 failed" in told.stdout
    assert "Statement" in mediawatch("show", "w1", check=0).stdout
    (problem,) = listed(mediawatch, "problems")
    assert problem["kind"] == "http status"
    mediawatch("verify", check=0)


def test_a_retired_work_stays_cited_and_is_not_read_again(mediawatch: Any, ours: World) -> None:
    address = ours.page("/statement", page("Statement"))
    mediawatch("add", "--work", address, check=0)
    mediawatch(
        "add", ours.page("/paper", report("Nobody was asked to leave without somewhere to go")), check=0
    )
    told = mediawatch("work", "retire", "1", "--on", "2026-03-31", "--why", "replaced", check=0).stdout
    assert "31 March 2026" in told
    assert listed(mediawatch, "works")[0]["retired_on"] == "2026-03-31"
    assert listed(mediawatch, "works", "--status", "retired")
    assert any(row["work"] == 1 for row in listed(mediawatch, "citations"))
    assert "nothing to do" in mediawatch("work", "check", check=0).stdout
    assert "already" in mediawatch("work", "retire", "1", check=2).stderr
    mediawatch("verify", check=0)


def test_what_a_work_is_called_and_where_it_stood_makes_it_known(mediawatch: Any, ours: World) -> None:
    mediawatch("add", "--work", ours.page("/statement", page("Statement on the Ropewalk building")), check=0)
    body = report("Words that stand in nothing of theirs at all").replace(
        "</article>",
        '<p>See <a href="https://old.example/ropewalk?utm_source=x">what it said before</a>.</p></article>',
    )
    mediawatch("add", ours.page("/paper", body), check=0)
    assert not [row for row in listed(mediawatch, "citations") if row["kind"] == "link" and row["work"]]
    told = mediawatch(
        "set", "w1", "--old-address", "https://old.example/ropewalk", "--short-title", "Ropewalk paper",
        "--short-title", "The Statement", "--doi", "https://doi.org/10.1234/ABC", "--isbn", "978-3-16-148410-0",
        check=0,
    )  # fmt: skip
    assert "Set old-address, short-title, doi, isbn of w1" in told.stdout
    (work,) = listed(mediawatch, "works")
    assert (work["doi"], work["isbn"]) == ("10.1234/abc", "9783161484100")
    assert work["short_title"].split("\n") == ["Ropewalk paper", "The Statement"]
    (link,) = [row for row in listed(mediawatch, "citations") if row["kind"] == "link" and row["work"]]
    assert link["work"] == 1
    assert "stood once at" in mediawatch("show", "w1", check=0).stdout
    mediawatch("set", "w1", "--no-old-address", "https://old.example/ropewalk", check=0)
    mediawatch("verify", check=0)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--isbn", "978-3-16-148410-1"), ("--isbn", "12"), ("--doi", "doi:11.12/x"), ("--title", "")],
)
def test_what_is_no_identifier_is_refused(mediawatch: Any, ours: World, option: str, value: str) -> None:
    mediawatch("add", "--work", ours.page("/statement", page("Statement")), check=0)
    mediawatch("set", "w1", option, value, check=2)


def test_an_address_belongs_to_one_work(mediawatch: Any, ours: World) -> None:
    first = ours.page("/one", page("One"))
    mediawatch("add", "--work", first, ours.page("/two", page("Two", "It rained.")), check=0)
    refused = mediawatch("set", "w2", "--old-address", first, check=2)
    assert "is an address of w1" in refused.stderr


def test_a_work_from_a_file_is_renewed_by_a_file(mediawatch: Any, ours: World, tmp_path: Path) -> None:
    place = tmp_path / "statement.html"
    place.write_text(page("Statement"), encoding="utf-8")
    mediawatch("add", "--work", place, check=0)
    refused = mediawatch("work", "check", "w1", check=2)
    assert "added from a file" in refused.stderr
    assert "nothing to do" in mediawatch("work", "check", check=0).stdout
