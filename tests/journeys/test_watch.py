"""Watching as a process against a real server: sources are read, what names us is recorded, the rest leaves one row."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from command import Mediawatch
from mediawatch.sources import READERS
from mediawatch.store.sqlite import sqlite3
from world import World

ABOUT_US = (
    "<p>Saltmere Trust put eleven people out of their homes, a report says, and it has not answered us.</p>"
)
OTHERS = "<p>Nothing of interest happened here today, and nobody was named in this long text about the weather.</p>"


@pytest.fixture
def record(mediawatch: Mediawatch) -> Path:
    mediawatch("init", "--organisation", "Saltmere Trust", "--domain", "saltmere-trust.example", check=0)
    return mediawatch.record


def article(title: str, paragraph: str, *, aside: str = "", number: int = 0) -> str:
    """A page as newspapers make them; `number` makes its text one of its own."""
    own = f"<p>This is the story that has the number {number} and the headline {title}.</p>"
    return (
        f"<html><head><title>{title}</title></head><body>"
        f"<nav><ul><li><a href='/'>Home</a></li><li>{aside}</li></ul></nav>"
        f"<article><h1>{title}</h1>{own}{paragraph * 30}</article></body></html>"
    )


def feed(world: World, path: str, *links: str) -> str:
    items = "".join(f"<item><title>{link}</title><link>{link}</link></item>" for link in links)
    return world.page(
        path, f'<rss version="2.0"><channel><title>Gazette</title>{items}</channel></rss>', "application/rss+xml",
        headers={"ETag": '"1"'},
    )  # fmt: skip


def add(mediawatch: Mediawatch, address: str, *options: str) -> None:
    mediawatch("source", "add", address, "--yes", *options, check=0)


def run(mediawatch: Mediawatch, *arguments: str, check: int | None = 0) -> str:
    return mediawatch("watch", "--pause", "0", *arguments, check=check).stdout


def leads(record: Path) -> dict[str, tuple[str, str]]:
    """Path -> state and why."""
    connection = sqlite3.connect(str(record))
    rows = connection.execute("SELECT address, state, why FROM leads").fetchall()
    connection.close()
    return {address.split("/", 3)[3]: (state, why) for address, state, why in rows}


def test_what_a_feed_lists_is_read_and_only_what_names_us_becomes_a_report(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    world.page("/a", article("About us", ABOUT_US))
    world.page("/b", article("Weather", OTHERS))
    world.page("/c", article("Weather again", OTHERS, aside="Saltmere Trust"))
    add(
        mediawatch,
        feed(world, "/feed", "/a", "/b", "/c", "/gone", "javascript:alert(1)", "mailto:a@b.example"),
    )
    said = run(mediawatch)
    assert "r1  About us" in said and "1 recorded, 2 without a name of yours" in said
    found = leads(record)
    assert found["a"] == ("recorded", "") and found["b"] == (
        "no name",
        "none of the names stands on the page",
    )
    assert found["c"] == ("no name", "a name stands beside the article alone, as in its navigation")
    assert found["gone"][0] == "failed" and len(found) == 4
    connection = sqlite3.connect(str(record))
    assert connection.execute("SELECT count(*) FROM captures").fetchone() == (1,), "the others left no bytes"
    connection.close()
    assert "r1" in mediawatch("inbox", check=0).stdout
    mediawatch("verify", check=0)


def test_a_second_run_reads_nothing_again_and_asks_the_feed_conditionally(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    world.page("/a", article("About us", ABOUT_US))
    add(mediawatch, feed(world, "/feed", "/a"))
    run(mediawatch)
    assert "No source is due" in run(mediawatch), "it was read a moment ago"
    said = run(mediawatch, "s1")
    assert "0 pages read" in said and len(world.asked("/a")) == 1
    assert world.asked("/feed")[-1].headers["If-None-Match"] == '"1"'


def test_one_story_under_five_addresses_is_one_report(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    page = article("About us", ABOUT_US)
    for path in ("/a", "/print/a", "/section/a"):
        world.page(path, page)
    world.redirect("/short", "/a")
    add(mediawatch, feed(world, "/feed", "/a", "/a?utm_source=feed", "/print/a", "/section/a", "/short"))
    run(mediawatch)
    assert len(json.loads(mediawatch("list", "reports", "--json", check=0).stdout)) == 1
    assert sorted(state for state, _ in leads(record).values()) == ["known", "known", "known", "recorded"]


def test_an_entry_that_left_the_feed_before_it_could_be_read_is_read_all_the_same(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    world.page("/a", "busy", status=503, headers={"Retry-After": "1"})
    add(mediawatch, feed(world, "/feed", "/a"))
    assert "1 to be tried again" in run(mediawatch, check=0)
    feed(world, "/feed", "/other")
    world.page("/a", article("About us", ABOUT_US))
    with sqlite3.connect(str(record)) as connection:
        connection.execute("UPDATE leads SET next_at = ''")
        connection.execute("DELETE FROM host_states")
    connection.close()
    assert "1 recorded" in run(mediawatch, "s1")


def test_a_host_that_asks_to_be_left_alone_is_left_alone(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    for number in range(6):
        world.page(f"/{number}", "slow down", status=429, headers={"Retry-After": "3600"})
    add(mediawatch, feed(world, "/feed", *(f"/{number}" for number in range(6))))
    run(mediawatch)
    assert sum(len(world.asked(f"/{number}")) for number in range(6)) == 1
    run(mediawatch, "s1")
    assert sum(len(world.asked(f"/{number}")) for number in range(6)) == 1, "nor an hour later"


def test_robots_are_asked_and_what_they_refuse_is_never_fetched(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    world.robots("User-agent: *\nDisallow: /private/")
    world.page("/private/a", article("About us", ABOUT_US))
    add(mediawatch, feed(world, "/feed", "/private/a"))
    run(mediawatch)
    assert world.asked("/private/a") == [] and leads(record)["private/a"][0] == "refused"


def test_a_lead_to_a_private_network_is_refused_and_one_to_our_own_site_is_no_report(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    add(
        mediawatch,
        feed(world, "/feed", "http://169.254.169.254/latest", "https://saltmere-trust.example/news"),
    )
    run(mediawatch)
    assert leads(record)["latest"][0] == "refused"
    assert leads(record)["news"][0] == "known"


def test_a_page_that_names_its_feed_is_found_out_and_a_listing_is_read_page_by_page(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    feed(world, "/feed", "/a")
    world.page(
        "/", "<html><head><link rel='alternate' type='application/rss+xml' href='/feed'></head></html>"
    )
    said = mediawatch("source", "try", world.url("/"), check=0).stdout
    assert "A feed" in said and "the page names it as its feed" in said
    links = "".join(
        f"<h3><a href='/2026/story-number-{n}-of-many'>Story number {n} of many today</a></h3>"
        for n in range(6)
    )
    world.page(
        "/local",
        f"<html><body><nav><a href='/login'>Log in to read on here</a></nav>{links}"
        "<a rel='next' href='/local?page=2'>Older</a></body></html>",
    )
    world.page(
        "/local?page=2",
        "<h3><a href='/2026/an-older-story-of-ours'>An older story of ours here</a></h3>",
    )
    said = mediawatch("source", "try", world.url("/local"), check=0).stdout
    assert "A listing" in said and "lists 7 addresses" in said and "login" not in said
    done = mediawatch("source", "try", world.url("/local"), "--selector", "h9::", check=1)
    assert "is no CSS selector" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_source_that_fails_is_a_problem_and_the_rest_goes_on(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    world.page("/a", article("About us", ABOUT_US))
    add(mediawatch, feed(world, "/good", "/a"))
    add(mediawatch, feed(world, "/bad", "/a"))
    world.page("/bad", "<html><body>Please log in</body></html>")
    done = mediawatch("watch", "--pause", "0", check=1)
    assert "1 recorded" in done.stdout and "s2 could not be read" in done.stdout
    run(mediawatch, "s2", check=1)
    told = mediawatch("source", "check", check=1)
    assert (
        "s2" in told.stdout
        and "2 times in a row" in told.stdout
        and "1 of 2 sources are in trouble" in told.stderr
    )
    assert "failing" in mediawatch("show", "s2", check=0).stdout
    feed(world, "/bad", "/a")
    run(mediawatch, "s2")
    assert "All 2 sources that are watched are well." in mediawatch("source", "check", check=0).stdout
    assert json.loads(mediawatch("list", "problems", "--status", "open", "--json", check=0).stdout) == []


def test_it_is_explained_what_became_of_an_address(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    address = world.page("/b", article("Weather", OTHERS))
    add(mediawatch, feed(world, "/feed", "/b"))
    run(mediawatch)
    told = mediawatch("source", "explain", address, check=0).stdout
    for part in (
        "listed it first on",
        "read and not recorded",
        "Names that were looked for: Saltmere Trust",
        "looked through",
    ):
        assert part in told
    assert "nobody has added it" in mediawatch("source", "explain", world.url("/never"), check=0).stdout


@pytest.mark.slow
def test_paused_and_retired_sources_are_left_alone_until_they_are_resumed(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    add(mediawatch, feed(world, "/feed", "/a"))
    mediawatch("source", "pause", "s1", "--why", "their site is rebuilt", check=0)
    assert "No source is due" in run(mediawatch)
    assert "is paused" in mediawatch("watch", "s1", check=2).stderr
    mediawatch("source", "resume", "s1", check=0)
    mediawatch("source", "retire", "s1", "--why", "it closed", check=0)
    mediawatch("source", "retire", "s1", "--why", "again", check=2)
    mediawatch("source", "resume", "s1", check=0)
    assert "1 source read" in run(mediawatch)
    assert "retired" in mediawatch("log", "s1", check=0).stdout
    mediawatch("verify", check=0)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="not on this operating system: no SIGKILL for another process")
def test_two_runs_never_overlap_and_one_that_is_killed_goes_on(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    for number in range(12):
        world.slow(f"/{number}", article(f"Story {number}", ABOUT_US, number=number), wait=0.2)
    add(mediawatch, feed(world, "/feed", *(f"/{number}" for number in range(12))))
    first = mediawatch.start("watch", "--pause", "0")
    deadline = time.monotonic() + 30
    while len(world.asked("/11")) + len(world.asked("/10")) == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    done = mediawatch("watch", "--pause", "0", check=2)
    assert "Another `mediawatch watch`" in done.stderr
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    run(mediawatch)
    states = [state for state, _ in leads(record).values()]
    assert states == ["recorded"] * 12
    assert len(json.loads(mediawatch("list", "reports", "--json", check=0).stdout)) == 12
    connection = sqlite3.connect(str(record))
    assert connection.execute("SELECT count(*) FROM runs WHERE ended_at IS NULL").fetchone() == (0,)
    connection.close()
    mediawatch("verify", check=0)


@pytest.mark.slow
def test_a_clock_that_was_set_back_keeps_no_source_waiting(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    add(mediawatch, feed(world, "/feed", "/a"))
    run(mediawatch)
    with sqlite3.connect(str(record)) as connection:
        connection.execute("UPDATE source_states SET due_at = '2099-01-01T00:00:00+00:00'")
    connection.close()
    assert "1 source read" in run(mediawatch)


def test_there_are_never_two_visits_to_a_host_at_once(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    for number in range(4):
        world.slow(f"/{number}", article(f"Story {number}", OTHERS, number=number), wait=0.1)
    for name in ("x", "y"):
        add(mediawatch, feed(world, f"/{name}", *(f"/{number}" for number in range(4))))
    before = len(world.requests)
    world.most_asking = 0
    run(mediawatch)
    assert len(world.requests) - before == 7, "robots.txt, two feeds, four pages"
    assert world.most_asking == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "feed", "--at-most", "0m"), "is no span of time"),
        (("--kind", "feed", "--at-most", "2d", "--at-least", "1h"), "contradict each other"),
        (("--kind", "feed", "--outlet", "Nobody"), "There is no outlet"),
    ],
)
def test_bad_input_gets_a_sentence(
    mediawatch: Mediawatch, record: Path, world: World, arguments: tuple[str, ...], said: str
) -> None:
    address = feed(world, "/feed", "/a")
    done = mediawatch("source", "add", address, *arguments, check=2)
    assert said in done.stderr and "Traceback" not in done.stderr
    assert json.loads(mediawatch("list", "sources", "--json", check=0).stdout) == []


def test_the_kinds_of_the_command_are_those_that_can_be_read() -> None:
    from mediawatch.cli.source import KINDS

    assert set(KINDS) == set(READERS)
