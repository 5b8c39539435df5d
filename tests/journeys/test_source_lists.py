"""Sources from a list and to a list, sources that look for words, and what can be set on one."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from command import Mediawatch
from world import World

FEED = '<rss version="2.0"><channel><title>G</title><item><link>/a</link></item></channel></rss>'


@pytest.fixture
def record(mediawatch: Mediawatch) -> Path:
    mediawatch("init", "--organisation", "Saltmere Trust", check=0)
    return mediawatch.record


def sources(mediawatch: Mediawatch) -> list[dict[str, object]]:
    return list(json.loads(mediawatch("list", "sources", "--json", check=0).stdout))


def test_an_opml_comes_in_and_goes_out_and_a_bad_line_keeps_no_other_out(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    feed = world.page("/feed", FEED, "application/rss+xml")
    given = f"""<opml version="2.0"><body><outline text="Gazette" type="rss" xmlUrl="{feed}"/>
        <outline text="Echo" type="rss" xmlUrl="https://echo.example/feed"/>
        <outline text="Bad" type="rss" xmlUrl="javascript:alert(1)"/></body></opml>"""
    (mediawatch.folder / "feeds.opml").write_text(given, encoding="utf-8")
    done = mediawatch("source", "add", "--from", "feeds.opml", check=1)
    assert (
        "1 source of 3 cannot be watched" in done.stderr
        and "feeds.opml, 3: javascript:alert(1)" in done.stderr
    )
    assert [(row["title"], row["kind"]) for row in sources(mediawatch)] == [
        ("Gazette", "feed"),
        ("Echo", "feed"),
    ]
    assert "watches already" in mediawatch("source", "add", "--from", "feeds.opml", check=1).stdout
    mediawatch("list", "sources", "-o", "out.opml", check=0)
    mediawatch.record.unlink()
    mediawatch("init", "--organisation", "Saltmere Trust", check=0)
    mediawatch("source", "add", "--from", "out.opml", check=0)
    assert len(sources(mediawatch)) == 2
    assert "OPML holds sources" in mediawatch("list", "claims", "-o", "x.opml", check=2).stderr


@pytest.mark.slow
def test_a_csv_comes_in_and_what_a_line_does_not_say_is_found_out(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    feed = world.page("/feed", FEED, "application/rss+xml")
    (mediawatch.folder / "s.csv").write_text(f"address,title,at_most\n{feed},Gazette,30m\n", encoding="utf-8")
    mediawatch("source", "add", "--from", "s.csv", check=0)
    (row,) = sources(mediawatch)
    assert (row["kind"], row["title"], row["shortest"]) == ("feed", "Gazette", 1800)
    mediawatch("list", "sources", "--csv", "-o", "back.csv", check=0)
    mediawatch.record.unlink()
    mediawatch("init", "--organisation", "Saltmere Trust", check=0)
    mediawatch("source", "add", "--from", "back.csv", check=0)
    assert sources(mediawatch)[0]["shortest"] == 1800
    for bad in ("missing.csv", "."):
        assert "cannot be read" in mediawatch("source", "add", "--from", bad, check=2).stderr


@pytest.mark.slow
def test_what_a_person_said_of_a_source_can_be_said_again(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    mediawatch("source", "add", world.page("/feed", FEED, "application/rss+xml"), "--yes", check=0)
    mediawatch("set", "s1", "--title", "The Gazette", "--at-most", "30m", "--at-least", "12h", check=0)
    (row,) = sources(mediawatch)
    assert (row["title"], row["shortest"], row["longest"]) == ("The Gazette", 1800, 43200)
    assert "contradict each other" in mediawatch("set", "s1", "--at-most", "2d", check=2).stderr
    assert "no outlet" in mediawatch("set", "s1", "--outlet", "The Moon", check=2).stderr
    assert "nothing was changed" in mediawatch("set", "s1", "--title", "The Gazette", check=0).stdout
    assert "set" in mediawatch("log", "s1", check=0).stdout
    mediawatch("verify", check=0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say one thing to watch"),
        (("https://a.example/", "--query", "x"), "Say one thing to watch"),
        (("--query", "x"), "--query goes with --kind"),
        (("--query", " ", "--kind", "gdelt"), "There is no query"),
        (("file:///no/such/place",), "There is no"),
        (("--query", "trust", "--kind", "bluesky"), "signed in"),
    ],
)
def test_bad_input_gets_a_sentence(
    mediawatch: Mediawatch, record: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = mediawatch("source", "add", *arguments, check=2)
    assert said in done.stderr and "Traceback" not in done.stderr


@pytest.mark.slow
def test_an_alert_mail_and_a_search_become_reports(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    paragraph = (
        "<p>Saltmere Trust put eleven people out of their homes, a report says; it has not answered.</p>"
    )
    for path in ("/by-mail", "/by-search"):
        world.page(path, f"<title>{path}</title><article><h1>{path}</h1>{paragraph * 30}</article>")
    message = EmailMessage()
    message["From"] = "alerts@monitor.example"
    message.set_content(f"New: {world.url('/by-mail')}")
    (mediawatch.folder / "mails").mkdir()
    (mediawatch.folder / "mails" / "1.eml").write_bytes(message.as_bytes())
    mediawatch("source", "add", (mediawatch.folder / "mails").as_uri(), check=2)
    mediawatch("source", "add", (mediawatch.folder / "mails").as_uri(), "--yes", check=0)
    found = json.dumps(
        {"articles": [{"url": world.url("/by-search"), "title": "x", "seendate": "20260304T101500Z"}]}
    )
    world.page("/api/v2/doc/doc", found, "application/json")
    mediawatch("source", "add", world.url("/api/v2/doc/doc?query=Saltmere"), "--yes", check=0)
    assert [row["kind"] for row in sources(mediawatch)] == ["mails", "gdelt"]
    said = mediawatch("watch", "--pause", "0", check=0).stdout
    assert "2 recorded" in said
    again = mediawatch("watch", "s1", "s2", "--pause", "0", check=0).stdout
    assert "0 pages read" in again
    assert mediawatch("source", "check", check=0).returncode == 0, "a search that finds nothing new is well"


def test_a_list_is_written_as_a_workbook_whole(mediawatch: Mediawatch, record: Path, world: World) -> None:
    import openpyxl

    mediawatch("source", "add", world.page("/feed", FEED, "application/rss+xml"), "--yes", check=0)
    mediawatch("list", "sources", "-o", "sources.xlsx", check=0)
    sheet = openpyxl.load_workbook(mediawatch.folder / "sources.xlsx")["List"]
    heads, first = (list(row) for row in sheet.iter_rows(max_row=2, values_only=True))
    row = dict(zip(heads, first, strict=True))
    assert (row["ref"], row["source"], row["kind"]) == ("s1", 1, "feed")
    assert "cannot be written" in mediawatch("list", "sources", "-o", "no/such/folder.xlsx", check=2).stderr
    mediawatch("list", "claims", "-o", "none.xlsx", check=0)
    assert not list(mediawatch.folder.glob(".*.part"))
