"""Adding: what comes in is recorded whole, once, and with the exact bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from journeys.articles import ARTICLE
from mediawatch.store.record import open_record


def listed(mediawatch: Any, noun: str) -> list[dict[str, Any]]:
    return json.loads(mediawatch("list", noun, "--json", check=0).stdout)


def test_an_address_becomes_a_report(mediawatch: Any, record: Path, world: Any) -> None:
    address = world.page("/ropewalk", ARTICLE)
    done = mediawatch("add", address, check=0)
    assert "r1" in done.stdout
    (report,) = listed(mediawatch, "reports")
    assert report["title"] == "Trust to reopen the Ropewalk"
    assert report["outlet"] == "The Tide"
    assert (report["published"], report["published_precision"]) == ("2026-04-02", "day")
    assert report["address"] == address
    mentions = listed(mediawatch, "mentions")
    assert [row["surface"] for row in mentions] == ["Saltmere Recovery and Housing Trust", "Ines Calloway"]
    assert "Nobody was put out" not in mentions[0]["sentence"]
    (asked,) = world.asked("/ropewalk")
    assert "mediawatch/" in asked.headers["User-Agent"]


def test_adding_twice_changes_nothing_and_says_so(mediawatch: Any, record: Path, world: Any) -> None:
    address = world.page("/ropewalk", ARTICLE)
    mediawatch("add", address, check=0)
    before = mediawatch("log", "--json", check=0).stdout
    again = mediawatch("add", address + "?utm_source=newsletter#top", check=0)
    assert "already" in again.stdout + again.stderr
    assert mediawatch("log", "--json", check=0).stdout == before
    assert len(world.asked("/ropewalk")) == 1


def test_two_processes_add_the_same_address_at_once(mediawatch: Any, record: Path, world: Any) -> None:
    address = world.page("/ropewalk", ARTICLE)
    both = [mediawatch.start("add", address) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert len(listed(mediawatch, "reports")) == 1
    with open_record(record) as opened:
        assert opened.db.execute("SELECT count(*) FROM captures").fetchone()[0] == 1


def test_the_exact_bytes_and_headers_are_kept(mediawatch: Any, record: Path, world: Any) -> None:
    from mediawatch.archive import warc

    address = world.page("/ropewalk", ARTICLE, headers={"X-Edition": "late"})
    mediawatch("add", address, check=0)
    with open_record(record) as opened:
        (archived,) = opened.db.execute("SELECT record FROM archived").fetchone()
    kept = warc.read(archived)
    assert kept.raw_body == ARTICLE.encode()
    assert kept.header("x-edition") == "late"
    assert kept.final_address == address


def test_a_redirect_is_recorded_and_both_addresses_are_known(
    mediawatch: Any, record: Path, world: Any
) -> None:
    address = world.page("/ropewalk", ARTICLE)
    short = world.redirect("/s", "/ropewalk")
    mediawatch("add", short, check=0)
    again = mediawatch("add", address, check=0)
    assert "already" in again.stdout + again.stderr
    with open_record(record) as opened:
        (redirects,) = opened.db.execute("SELECT redirects FROM captures").fetchone()
    assert json.loads(redirects)[0]["status"] == 302


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-16", "text/html"),
        ("windows-1252", "text/html; charset=windows-1252"),
        ("windows-1252", "text/html; charset=utf-8"),
        ("utf-8", "text/html; charset=iso-8859-1"),
    ],
)
def test_pages_in_other_charsets_are_read(
    mediawatch: Any, record: Path, world: Any, charset: str, declared: str
) -> None:
    page = ARTICLE.replace('<meta charset="utf-8">', "").replace("Quay Street", "Café Street — déjà")
    mediawatch("add", world.page("/page", page.encode(charset), content_type=declared), check=0)
    assert "“Nobody was put out,”" in mediawatch("show", "r1", check=0).stdout


def test_a_japanese_page_in_shift_jis_is_read(mediawatch: Any, record: Path, world: Any) -> None:
    text = (
        "塩浜回復住宅財団は木曜日、ロープウォークを五月に再開すると発表した。冬の間、建物は空いていた。" * 4
    )
    page = f"<html><head><title>再開</title></head><body><article><h1>再開</h1><p>{text}</p></article></body></html>"
    mediawatch("add", world.page("/ja", page.encode("shift_jis"), content_type="text/html"), check=0)
    assert "ロープウォーク" in mediawatch("show", "r1", check=0).stdout


def test_a_report_that_names_nobody_is_recorded_and_says_so(
    mediawatch: Any, record: Path, world: Any
) -> None:
    page = ARTICLE.replace("Saltmere Recovery and Housing Trust", "council").replace(
        "Ines Calloway", "Somebody"
    )
    done = mediawatch("add", world.page("/other", page), check=0)
    assert "names nobody" in done.stdout + done.stderr
    assert listed(mediawatch, "mentions") == []


def test_a_title_of_control_characters_is_shown_harmless(mediawatch: Any, record: Path, world: Any) -> None:
    page = ARTICLE.replace("Trust to reopen the Ropewalk", "Trust \x1b[31mred\x1b]0;owned\x07 \u202egnihton")
    mediawatch("add", world.page("/hostile", page), check=0)
    for words in (("list", "reports"), ("show", "r1"), ("timeline",), ("log",)):
        shown = mediawatch(*words, check=0).stdout
        assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(shown), words


def test_a_list_goes_on_after_a_failure_and_lists_it(mediawatch: Any, record: Path, world: Any) -> None:
    good = world.page("/ropewalk", ARTICLE)
    gone = world.url("/gone")
    lines = f"# our clippings\n{good}\n\n{gone}\nhttp://127.0.0.1/private\n{good}#again\n"
    done = mediawatch("add", "--from", "-", input=lines, check=1)
    said = done.stdout + done.stderr
    assert gone in said and "404" in said and "private" in said
    assert len(listed(mediawatch, "reports")) == 1
    problems = listed(mediawatch, "problems")
    assert {row["address"] for row in problems} == {gone, "http://127.0.0.1/private"}


def test_a_failed_address_can_be_saved_and_added(
    mediawatch: Any, record: Path, world: Any, tmp_path: Path
) -> None:
    address = world.page("/ropewalk", "Forbidden", status=403)
    done = mediawatch("add", address, check=1)
    assert f"--url {address}" in done.stdout + done.stderr
    saved = tmp_path / "saved.html"
    saved.write_text(ARTICLE, encoding="utf-8")
    mediawatch("add", saved, "--url", address, check=0)
    (report,) = listed(mediawatch, "reports")
    assert report["address"] == address
    assert all(row["solved_at"] for row in listed(mediawatch, "problems"))


def test_robots_are_kept_to_and_an_override_is_in_the_log(mediawatch: Any, record: Path, world: Any) -> None:
    world.page("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    address = world.page("/ropewalk", ARTICLE)
    refused = mediawatch("add", address, check=1)
    assert "--ignore-robots" in refused.stderr
    assert world.asked("/ropewalk") == []
    mediawatch("add", address, "--ignore-robots", check=0)
    events = json.loads(mediawatch("log", "--json", check=0).stdout)
    captured = next(event for event in events if event["verb"] == "captured")
    payload = (
        captured["payload"] if isinstance(captured["payload"], dict) else json.loads(captured["payload"])
    )
    assert payload["capture"]["robots"] == "overridden"


def test_a_cutting_is_typed_in_with_its_scan(mediawatch: Any, record: Path, sample: Path) -> None:
    words = (
        "add", "--typed", "--outlet", "Northfold Gazette", "--published", "2026-03-09", "--place", "page 7",
        "--text-file", sample / "cutting.txt", "--scan", sample / "cutting.png",
    )  # fmt: skip
    mediawatch(*words, check=0)
    (report,) = listed(mediawatch, "reports")
    assert (report["outlet"], report["place"], report["medium"]) == ("Northfold Gazette", "page 7", "print")
    shown = mediawatch("show", "r1", check=0).stdout
    assert "typed by Test Officer" in shown and "cutting.png" in shown
    again = mediawatch(*words, check=0)
    assert "already" in again.stdout + again.stderr
    assert len(listed(mediawatch, "reports")) == 1


def test_a_picture_is_kept_and_its_passage_typed_later(mediawatch: Any, record: Path, sample: Path) -> None:
    kept = mediawatch(
        "add", sample / "cutting.png", "--outlet", "Northfold Gazette", "--published", "2026-03", check=0
    )
    assert "--typed" in kept.stdout + kept.stderr
    mediawatch("add", "--typed", "--report", "1", "--text-file", sample / "cutting.txt", check=0)
    assert len(listed(mediawatch, "reports")) == 1
    assert "typed by Test Officer" in mediawatch("show", "r1", check=0).stdout


def test_the_same_page_is_not_a_report_and_a_work(mediawatch: Any, record: Path, sample: Path) -> None:
    mediawatch("add", "--work", sample / "statement.html", "--url", "https://ours.example/a", check=0)
    refused = mediawatch("add", sample / "statement.html", "--url", "https://ours.example/a", check=2)
    assert "work (w1)" in refused.stderr
    assert listed(mediawatch, "reports") == []


def test_corrections_are_events_and_the_machines_value_stays(
    mediawatch: Any, record: Path, world: Any
) -> None:
    mediawatch("add", world.page("/ropewalk", ARTICLE), check=0)
    mediawatch(
        "set",
        "r1",
        "--title",
        "A better title",
        "--outlet",
        "The Evening Tide",
        "--published",
        "2026-04",
        check=0,
    )
    (report,) = listed(mediawatch, "reports")
    assert (report["title"], report["outlet"], report["published"]) == (
        "A better title",
        "The Evening Tide",
        "2026-04",
    )
    with open_record(record) as opened:
        (facts,) = opened.db.execute("SELECT facts FROM captures").fetchone()
    assert json.loads(facts)["title"] == "Trust to reopen the Ropewalk"
    assert "set" in [event["verb"] for event in json.loads(mediawatch("log", "r1", "--json", check=0).stdout)]


def test_a_new_name_is_found_in_what_is_stored(mediawatch: Any, record: Path, world: Any) -> None:
    mediawatch("add", world.page("/ropewalk", ARTICLE), check=0)
    before = len(listed(mediawatch, "mentions"))
    mediawatch("name", "add", "Ropewalk", "--kind", "programme", "--near", "Trust", check=0)
    assert len(listed(mediawatch, "mentions")) > before
    mediawatch("name", "retire", "Ropewalk", check=0)
    assert len(listed(mediawatch, "mentions")) == before


@pytest.mark.slow
def test_what_is_withdrawn_leaves_lists_and_comes_back(mediawatch: Any, record: Path, world: Any) -> None:
    mediawatch("add", world.page("/ropewalk", ARTICLE), check=0)
    mediawatch("withdraw", "r1", "--why", "added by mistake", check=0)
    assert listed(mediawatch, "reports") == [] and listed(mediawatch, "mentions") == []
    assert "Ropewalk" not in mediawatch("timeline", check=0).stdout
    assert "added by mistake" in mediawatch("log", "r1", "--json", check=0).stdout
    mediawatch("reinstate", "r1", check=0)
    assert len(listed(mediawatch, "reports")) == 1


@pytest.mark.skipif(os.name != "posix", reason="not on this operating system: no SIGINT for another process")
def test_ctrl_c_in_mid_add_leaves_nothing(mediawatch: Any, record: Path, world: Any) -> None:
    process = mediawatch.start("add", world.slow("/slow", ARTICLE, wait=30))
    deadline = time.monotonic() + 20
    while not world.asked("/slow") and time.monotonic() < deadline:
        time.sleep(0.02)
    assert world.asked("/slow")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert "Traceback" not in process.stderr.read()
    with open_record(record) as opened:
        for table in ("documents", "captures", "reports", "problems"):
            assert opened.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table


@pytest.mark.skipif(os.name != "posix", reason="not on this operating system: no head")
def test_a_closed_pipe_ends_quietly(mediawatch: Any, record: Path, world: Any, tmp_path: Path) -> None:
    for number in range(3):
        mediawatch("add", world.page(f"/{number}", ARTICLE.replace("May", f"May {number}")), check=0)
    line = f"{mediawatch.command} log --json | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, env=mediawatch.environment(None),
        cwd=tmp_path, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    assert sys.platform
