"""`source backfill`: what a site published is listed from its sitemaps and from web archives, each played by a real
server; what is gone is read from the archive's copy, and the record says whose it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import Mediawatch
from mediawatch.archive import warc
from mediawatch.journeys.backfill import PLACES
from mediawatch.model import Fetched
from mediawatch.sources.cdx import say_archive
from mediawatch.store.sqlite import sqlite3
from world import Answer, World

ABOUT_US = (
    "<p>Saltmere Trust put eleven people out of their homes, a report says; it has not answered us.</p>"
)


def page(title: str, paragraph: str = ABOUT_US) -> str:
    body = f"<h1>{title}</h1><p>This is the story with the headline {title}.</p>{paragraph * 30}"
    return f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>"


@pytest.fixture
def record(mediawatch: Mediawatch, world: World) -> Path:
    """A feed that is watched and lists nothing of the past."""
    mediawatch("init", "--organisation", "Saltmere Trust", "--domain", "saltmere-trust.example", check=0)
    world.page(
        "/feed", '<rss version="2.0"><channel><title>Gazette</title></channel></rss>', "application/rss+xml"
    )
    mediawatch("source", "add", world.url("/feed"), "--kind", "feed", check=0)
    mediawatch.env["MEDIAWATCH_INTERNET_ARCHIVE"] = world.url("/ia")
    mediawatch.env["MEDIAWATCH_COMMON_CRAWL"] = f"{world.url('/cc')} {world.url('/cc-data')}"
    return mediawatch.record


def put_sitemap(world: World, *entries: tuple[str, str]) -> None:
    listed = "".join(
        f"<url><loc>{world.url(path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in entries
    )
    world.page(
        "/sitemap.xml",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>',
        "text/xml",
    )


def cdx_path(world: World, more: str = "", span: str = "&from=20250101&to=20251231") -> str:
    return (
        f"/ia/cdx/search/cdx?url={world.host}&matchType=domain&output=json&collapse=urlkey&filter=statuscode:200"
        f"&fl=timestamp,original,mimetype&limit=5000&showResumeKey=true{span}{more}"
    )


def put_archive(world: World, *rows: tuple[str, str, str], key: str = "", more: str = "") -> None:
    told: list[list[str]] = [["timestamp", "original", "mimetype"], *map(list, rows)]
    told += [[], [key]] if key else []
    world.page(cdx_path(world, more), json.dumps(told), "application/json")


def put_crawl(world: World, path: str, body: str) -> None:
    """One crawl of that year, which has the page at a place in its file; and one of another year."""
    content = body.encode()
    fetched = Fetched(
        world.url(path), world.url(path), 200, (("Content-Type", "text/html"),), content, content,
        "2025-03-09T10:00:00+00:00",
    )  # fmt: skip
    held = warc.write(fetched)
    told = {
        "url": world.url(path), "mime": "text/html", "status": "200", "filename": "crawl-data/CC/a.warc.gz",
        "offset": "7", "length": str(len(held)),
    }  # fmt: skip
    crawls = [
        {"id": "2025-10", "cdx-api": world.url("/cc/2025-10-index"), "from": "2025-03-01", "to": "2025-03-20T09"},
        {"id": "2019-10", "cdx-api": world.url("/cc/2019-10-index"), "from": "2019-03-01", "to": "2019-03-20"},
    ]  # fmt: skip
    world.page("/cc/collinfo.json", json.dumps(crawls), "application/json")
    start = f"/cc/2025-10-index?url=%2A.{world.host}&output=json&filter==status:200&page="
    span = "&from=20250101&to=20251231"
    world.page(f"{start}0{span}", json.dumps(told) + "\n", "application/json")
    world.page(f"{start}1{span}", "{}", "application/json", 400)
    headers = (
        ("Content-Type", "application/octet-stream"),
        ("Content-Range", f"bytes 7-{6 + len(held)}/9999"),
    )
    world.put("/cc-data/crawl-data/CC/a.warc.gz", Answer(206, headers, held))


def run(mediawatch: Mediawatch, *arguments: str, check: int = 0) -> str:
    done = mediawatch("source", "backfill", "s1", "--since", "2025", "--until", "2025", "--pause", "0", *arguments,
                      check=check)  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def reports(mediawatch: Mediawatch) -> dict[str, str]:
    found = json.loads(mediawatch("list", "reports", "--json", check=0).stdout)
    return {row["title"]: row["address"] for row in found}


@pytest.mark.slow
def test_the_past_of_a_site_comes_in_from_everywhere_and_says_from_where(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    put_sitemap(world, ("/standing", "2025-03-04"), ("/later", "2026-02-01"), ("/undated", ""))
    for path in ("/standing", "/later", "/undated"):
        world.page(path, page(path))
    put_archive(
        world,
        ("20250305101112", world.url("/gone"), "text/html"),
        ("20250305101112", world.url("/standing"), "text/html"),
        ("20250305101112", world.url("/logo"), "image/png"),
        key="next one",
    )
    put_archive(world, ("20250306101112", world.url("/elsewhere"), "text/html"), more="&resumeKey=next%20one")
    world.page(f"/ia/web/20250305101112id_/{world.url('/gone')}", page("Gone from the site"))
    world.page(
        "/elsewhere", page("Without us", "<p>Nothing of interest happened here, and nobody was named.</p>")
    )
    put_crawl(world, "/lost", page("Lost from the site"))
    said = run(mediawatch)
    assert "5 addresses nobody knew (sitemap 2, internet-archive 3, common-crawl 1)" in said
    assert "0 addresses nobody knew" in run(mediawatch), "what is known is not listed twice"
    mediawatch("watch", "s1", "--pause", "0", check=0)
    found = reports(mediawatch)
    assert found == {
        "/standing": world.url("/standing"), "/undated": world.url("/undated"),
        "Gone from the site": world.url("/gone"), "Lost from the site": world.url("/lost"),
    }  # fmt: skip
    told = mediawatch("source", "explain", world.url("/gone"), check=0).stdout
    assert f"this is {world.host}:{world.port}'s copy of 2025-03-05" in told
    assert "an archive's copy" in mediawatch("source", "explain", world.url("/lost"), check=0).stdout
    connection = sqlite3.connect(str(record))
    rows = connection.execute(
        "SELECT requested_address, how, file_name, retrieved_at FROM captures"
    ).fetchall()
    connection.close()
    assert any(address.endswith(f"/web/20250305101112id_/{world.url('/gone')}") for address, *_ in rows)
    (crawled,) = [row for row in rows if row[1] == "given"]
    assert crawled[2].startswith("a.warc.gz bytes 7-") and crawled[3] == "2025-03-09T10:00:00+00:00"
    assert "backfill" in mediawatch("list", "runs", check=0).stdout
    mediawatch("verify", check=0)


def test_a_copy_brings_back_a_page_that_was_given_up(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    put_sitemap(world, ("/gone", "2025-03-04"))
    run(mediawatch, "--from", "sitemap")
    mediawatch("watch", "s1", "--pause", "0", check=0)
    assert reports(mediawatch) == {}
    put_archive(world, ("20250305101112", world.url("/gone"), "text/html"))
    world.page(f"/ia/web/20250305101112id_/{world.url('/gone')}", page("Gone from the site"))
    run(mediawatch, "--from", "internet-archive")
    mediawatch("watch", "s1", "--pause", "0", check=0)
    assert list(reports(mediawatch)) == ["Gone from the site"]


def test_an_archive_that_is_busy_is_asked_again_later(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    put_archive(world, ("20250305101112", world.url("/gone"), "text/html"))
    copy = f"/ia/web/20250305101112id_/{world.url('/gone')}"
    world.page(copy, "busy", status=429)
    run(mediawatch, "--from", "internet-archive")
    assert "1 to be tried again" in mediawatch("watch", "s1", "--pause", "0", check=0).stdout
    world.page(copy, page("Gone from the site"))
    with sqlite3.connect(str(record)) as connection:
        connection.execute("UPDATE leads SET next_at = ''")
    connection.close()
    mediawatch("watch", "s1", "--pause", "0", check=0)
    assert list(reports(mediawatch)) == ["Gone from the site"]


def test_a_place_that_fails_keeps_no_other_out(mediawatch: Mediawatch, record: Path, world: World) -> None:
    put_sitemap(world, ("/standing", "2025-03-04"))
    world.page(cdx_path(world), "<html>Too many requests</html>", "text/html", 429)
    world.page("/cc/collinfo.json", "<html>hello</html>")
    said = run(mediawatch, check=1)
    assert "1 address nobody knew" in said and "answered 429" in said
    assert "did not answer as an index of an archive does" in said


@pytest.mark.parametrize("answer", ["{}", "[1]", "nonsense", '{"a": ' * 5_000])
def test_what_is_no_index_is_said(mediawatch: Mediawatch, record: Path, world: World, answer: str) -> None:
    world.page(cdx_path(world), answer, "application/json")
    assert "did not answer as an index" in run(mediawatch, "--from", "internet-archive", check=1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("s1", "--since", "2026", "--until", "2025"), "later than"),
        (("s1", "--since", "soon"), "soon"),
        (("s9", "--since", "2025"), "no source s9"),
        (("s1", "--since", "2025", "--domain", "two words"), "nobody knows the site"),
    ],
)
def test_bad_input_gets_a_sentence(
    mediawatch: Mediawatch, record: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = mediawatch("source", "backfill", *arguments, check=2)
    assert said in done.stderr and "Traceback" not in done.stderr


def test_whose_copy_it_is_is_said_in_words() -> None:
    from mediawatch.cli.source_past import PLACES as words

    assert words == tuple(PLACES)
    copy = "https://web.archive.org/web/20250304101112id_/https://gazette.example/a"
    assert say_archive(copy) == "the Internet Archive's copy of 2025-03-04"
    assert say_archive("https://data.commoncrawl.org/crawl-data/a.warc.gz#bytes=1-2") == "Common Crawl's copy"
    assert say_archive("https://gazette.example/web/99999999999999/x") == ""
