"""What sources and their leads throw at a watch: each costs itself a line, and nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from command import Mediawatch
from pdfs import make_pdf
from world import Answer, World

ABOUT_US = (
    "<p>Saltmere Trust put eleven people out of their homes, a report says; it has not answered us.</p>"
)
LOGIN = "<html><title>Sign in</title><body><form><input name=user><input type=password></form></body></html>"
HEAD = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


@pytest.fixture
def record(mediawatch: Mediawatch, world: World) -> Path:
    mediawatch("init", "--organisation", "Saltmere Trust", check=0)
    world.page("/a", f"<title>About us</title><article><h1>About us</h1>{ABOUT_US * 30}</article>")
    return mediawatch.record


def feed(*links: str, dates: tuple[str, ...] = ()) -> str:
    items = "".join(
        f"<item><title>x</title><link>{link}</link>{f'<pubDate>{day}</pubDate>' if day else ''}</item>"
        for link, day in zip(links, (*dates, *[""] * len(links)), strict=False)
    )
    return f'<rss version="2.0"><channel><title>G</title>{items}</channel></rss>'


def leads(mediawatch: Mediawatch) -> dict[str, tuple[str, str]]:
    rows = json.loads(mediawatch("list", "leads", "--json", check=0).stdout)
    return {row["address"].split("/", 3)[-1]: (row["state"], row["why"]) for row in rows}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (LOGIN, "text/html", "no feed"),
        ("<html><body><p>We have moved.</p></body></html>", "text/html", ""),
        (
            f"<rss version='2.0'><channel><item><author>{'x' * 65_536}</author></item></channel></rss>",
            "text/xml",
            "",
        ),
        (
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel>&b;</channel></rss>',
            "text/xml",
            "",
        ),
        ("", "text/xml", ""),
        ("{", "application/json", ""),
    ],
    ids=["login", "html", "author", "entities", "empty", "json"],
)
def test_what_stands_where_a_feed_was_is_a_problem_and_the_rest_goes_on(
    mediawatch: Mediawatch, record: Path, world: World, body: str, kind: str, said: str
) -> None:
    world.page("/feed", feed(world.url("/a")), "application/rss+xml")
    world.page("/other", feed("/nothing"), "application/rss+xml")
    mediawatch("source", "add", world.url("/other"), "--kind", "feed", check=0)
    mediawatch("source", "add", world.url("/feed"), "--kind", "feed", check=0)
    world.page("/other", body, kind)
    done = mediawatch("watch", "--pause", "0")
    assert "Traceback" not in done.stderr and "1 recorded" in done.stdout
    failed = mediawatch("list", "sources", "--json", check=0).stdout
    if said:
        assert "failing" in failed


@pytest.mark.slow
def test_leads_of_every_make_are_read_or_say_why_not(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    world.put(
        "/report.pdf",
        Answer(200, (("Content-Type", "application/pdf"),), make_pdf(["Saltmere Trust put people out."])),
    )
    huge = (("Content-Type", "video/mp4"), ("Content-Length", str(2 * 2**30)))
    world.put("/huge", Answer(200, huge, b""))
    links = (
        "/a", world.url("/report.pdf").removeprefix("http:"), world.url("/huge"), "http://10.0.0.1/inside",
        "http://127.0.0.1:9/inside-too", "javascript:alert(1)", "mailto:a@b.example",
        "http://[broken", "data:text/html,x",
    )  # fmt: skip
    dates = (
        "Wed, 04 Mar 2026 10:00:00 GMT", "2026-03-04T10:00:00+02:00", "4 March 2026", "yesterday", "03/04/2026",
    )  # fmt: skip
    mediawatch("source", "add", world.page("/feed", feed(*links, dates=dates), "text/xml"), "--yes", check=0)
    done = mediawatch("watch", "--pause", "0")
    assert "Traceback" not in done.stderr and "2 recorded" in done.stdout
    found = leads(mediawatch)
    assert found["a"][0] == found["report.pdf"][0] == "recorded"
    assert found["huge"][0] == "refused" and "larger" in found["huge"][1]
    assert len([state for path, (state, _) in found.items() if "inside" in path and state == "refused"]) == 2
    assert len(found) == 5, "what leads to no page is no lead"


@pytest.mark.slow
def test_a_sitemap_that_contains_itself_and_one_with_a_million_entries_end(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    world.page(
        "/own.xml",
        f"<sitemapindex><sitemap><loc>{world.url('/own.xml')}</loc></sitemap></sitemapindex>",
        "text/xml",
    )
    entry = f"<url><loc>{world.url('/a')}</loc></url>"
    world.page("/huge.xml", HEAD + entry * 1_000_000, "text/xml")
    for path in ("/own.xml", "/huge.xml"):
        mediawatch("source", "add", world.url(path), "--kind", "sitemap", check=None)
    for source in json.loads(mediawatch("list", "sources", "--json", check=0).stdout):
        assert "Traceback" not in mediawatch("watch", source["ref"], "--pause", "0").stderr
    assert len(leads(mediawatch)) <= 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="not on this operating system: no RLIMIT_FSIZE")
def test_a_disk_that_fills_in_the_middle_of_a_run_loses_nothing(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    import subprocess

    paths = [f"/story-{number}" for number in range(12)]
    for path in paths:
        world.page(
            path,
            f"<title>{path}</title><article><h1>{path}</h1>{ABOUT_US * 30}<p>{path * 9_000}</p></article>",
        )
    mediawatch("source", "add", world.page("/feed", feed(*paths), "text/xml"), "--yes", check=0)
    size = record.stat().st_size
    code = (
        "import os, resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 200_000},) * 2); os.execv(sys.argv[1], sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, mediawatch.command, "watch", "--pause", "0"], capture_output=True, text=True,
        env=mediawatch.environment(None), cwd=mediawatch.folder, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1 and "Traceback" not in done.stderr and "disk" in done.stderr.lower(), (
        done.stderr
    )
    mediawatch("verify", check=0)
    mediawatch("watch", "s1", "--pause", "0", check=0)
    assert len(json.loads(mediawatch("list", "reports", "--json", check=0).stdout)) == 12
