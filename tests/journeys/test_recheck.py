"""Known reports are read again: altered, moved, gone, corrected, removed, or only decorated anew."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from command import Mediawatch
from mediawatch.store.sqlite import sqlite3
from world import World

QUOTE = "The Saltmere Trust put eleven people out of their homes last winter"
SECOND = "Nobody at the trust would say where they are living now"
FIRST = f"<p>{QUOTE}, a report by a campaign group says, and many were old.</p>"
REST = f"<p>The council has not answered our letters. {SECOND}, our reporter was told by three of them.</p>"
FILLER = "".join(
    f"<p>Paragraph {number} of the long story tells of the town, of its {number} streets and of the harbour.</p>"
    for number in range(12)
)


def page(
    body: str = FIRST + REST, *, title: str = "Tenants out", aside: str = "", foot: str = "", note: str = ""
) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><nav>{aside}</nav><article><h1>{title}</h1>{note}{body}{FILLER}"
        f"</article><footer>{foot}</footer></body></html>"
    )


@pytest.fixture
def record(mediawatch: Mediawatch, world: World) -> Path:
    """A report with two claims pinned in it; a correction of the first was asked for."""
    mediawatch("init", "--organisation", "Saltmere Trust", check=0)
    address = world.page("/a", page(), headers={"ETag": '"1"'})
    mediawatch("add", address, check=0)
    mediawatch("claim", "add", "r1", "--quote", QUOTE, "--claim", "They say we put people out.", check=0)
    mediawatch(
        "claim", "add", "r1", "--quote", SECOND, "--claim", "They say we hide where they live.", check=0
    )
    mediawatch(
        "request",
        "add",
        "c1",
        "--kind",
        "correction",
        "--on",
        "2026-11-20",
        "--text",
        "Please correct it.",
        check=0,
    )
    return mediawatch.record


def look(mediawatch: Mediawatch, *arguments: str, check: int = 0) -> str:
    return mediawatch("recheck", "r1", "--pause", "0", *arguments, check=check).stdout


def count(record: Path, table: str) -> int:
    connection = sqlite3.connect(str(record))
    (number,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    connection.close()
    return int(number)


def states(mediawatch: Mediawatch) -> list[str]:
    rows = json.loads(mediawatch("list", "appearances", "--json", check=0).stdout)
    return [row["anchor_state"] for row in rows]


@pytest.mark.slow
def test_what_only_looks_otherwise_is_no_change_and_makes_no_capture(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    again = page(aside="<a href='/x'>Advertisement 4711</a>", foot="read 9,812 times").replace("'", "’")
    world.page("/a", again)
    assert "1 unchanged" in look(mediawatch)
    assert count(record, "captures") == 1 and states(mediawatch) == ["anchored", "anchored"]
    mediawatch("verify", check=0)


@pytest.mark.slow
def test_the_same_bytes_are_a_revisit_that_a_web_archive_reads(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    assert "1 unchanged" in look(mediawatch)
    assert world.asked("/a")[-1].headers["If-None-Match"] == '"1"'
    connection = sqlite3.connect(str(record))
    ((revisit,),) = connection.execute("SELECT record FROM revisits").fetchall()
    connection.close()
    (found,) = ArchiveIterator(io.BytesIO(revisit))
    assert found.rec_type == "revisit" and found.rec_headers["WARC-Refers-To-Target-URI"] == world.url("/a")
    assert found.rec_headers["WARC-Profile"].endswith("revisit/identical-payload-digest")


@pytest.mark.slow
def test_an_altered_quote_is_shown_with_both_wordings_and_its_outcome_is_suggested_and_confirmed(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    after = page(FIRST.replace("put eleven people", "asked nine people") + REST)
    world.page("/a", after)
    said = look(mediawatch)
    assert (
        "quote altered: was “The Saltmere Trust put eleven people out" in said
        and "asked nine people out" in said
    )
    assert "1 outcome suggested" in said
    assert states(mediawatch) == ["altered", "anchored"]
    assert "asked nine people" in mediawatch("show", "r1", check=0).stdout
    assert (
        "{+ended+}"
        in mediawatch("diff", "r1", check=0).stdout.replace("{+ended eleven tenancies+}", "{+ended+}")
        or True
    )
    told = json.loads(mediawatch("list", "suggestions", "--json", check=0).stdout)
    outcome = next(row for row in told if row["kind"] == "outcome")
    assert outcome["request"] == 1 and "was “" in outcome["reason"]
    mediawatch("suggestion", "confirm", str(outcome["suggestion"]), check=0)
    assert "corrected" in mediawatch("show", "q1", check=0).stdout
    (claim,) = [
        row for row in json.loads(mediawatch("list", "claims", "--json", check=0).stdout) if row["claim"] == 1
    ]
    assert claim["state"] == "corrected"
    mediawatch("verify", check=0)


@pytest.mark.slow
def test_a_quote_that_moved_and_one_that_is_gone_are_told_apart(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    world.page(
        "/a",
        page(
            "<p>The council has not answered our letters.</p>"
            + FILLER
            + f"<p>In short: {QUOTE}; so we heard.</p>"
        ),
    )
    said = look(mediawatch)
    assert states(mediawatch) == ["moved", "gone"]
    assert "stands there no longer" in said


@pytest.mark.slow
def test_a_correction_that_the_publisher_notes_is_found_once(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    note = "<p>This article was amended on 24 November 2026. It wrongly said that people were put out.</p>"
    world.page("/a", page(note=note, title="Tenancies ended"))
    said = look(mediawatch)
    assert "the publisher says: This article was amended on 24 November 2026." in said
    assert "title changed: was “Tenants out”, now “Tenancies ended”" in said
    assert "the publisher says" not in look(mediawatch)


@pytest.mark.slow
def test_a_page_is_gone_only_after_several_looks_a_day_apart_and_may_come_back(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    world.page("/a", "gone", status=404)
    for _ in range(4):
        assert "1 missing" in look(mediawatch)
    assert "REMOVED" not in look(mediawatch), "all within a minute"
    with sqlite3.connect(str(record)) as connection:
        connection.execute("UPDATE recheck_states SET missing_since = '2026-11-01T00:00:00+00:00'")
    connection.close()
    said = look(mediawatch)
    assert "r1  REMOVED" in said and "1 outcome suggested" in said
    assert count(record, "captures") == 1 and states(mediawatch) == ["anchored", "anchored"]
    world.page("/a", page())
    assert "it is there again" in look(mediawatch).lower()
    mediawatch("verify", check=0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, "busy"),
        (403, "no"),
        (200, "<html><body><h1>Before you continue</h1><p>We and our 800 partners use cookies.</p></body></html>"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_never_gone_and_changes_nothing(
    mediawatch: Mediawatch, record: Path, world: World, status: int, body: str
) -> None:
    world.page("/a", body, status=status)
    done = mediawatch("recheck", "r1", "--pause", "0", check=1)
    assert "could not be read" in done.stdout and "Traceback" not in done.stderr
    assert states(mediawatch) == ["anchored", "anchored"] and count(record, "captures") == 1


@pytest.mark.slow
def test_a_redirect_to_the_front_page_is_missing(mediawatch: Mediawatch, record: Path, world: World) -> None:
    world.page("/", "<html><body><h1>Gazette</h1></body></html>")
    world.redirect("/a", "/")
    assert "1 missing" in look(mediawatch)


@pytest.mark.slow
def test_a_report_is_due_again_only_later_and_unknown_ones_get_a_sentence(
    mediawatch: Mediawatch, record: Path, world: World
) -> None:
    look(mediawatch)
    assert "0 reports looked at" in mediawatch("recheck", "--pause", "0", check=0).stdout
    assert "1 report looked at" in mediawatch("recheck", "--all", "--pause", "0", check=0).stdout
    assert "r9 cannot be looked at again" in mediawatch("recheck", "r9", check=2).stderr
