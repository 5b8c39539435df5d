"""Each kind of bad input gets a sentence that says what happened and what to do, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from journeys.articles import ARTICLE
from mediawatch.store.record import open_record
from mediawatch.store.sqlite import sqlite3
from pdfs import make_pdf


def refused(done: Any, *words: str) -> None:
    """One or two sentences on stderr, nothing of the program's insides."""
    said = done.stderr.strip()
    assert said and "Traceback" not in said and 'File "' not in said, said
    assert len(said) < 900, said
    for word in words:
        assert word in said, said


def counted(record: Path) -> dict[str, int]:
    """How many rows there are of everything that evidence consists of."""
    with open_record(record) as opened:
        return {
            table: opened.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in (
                "documents",
                "captures",
                "reports",
                "works",
                "claims",
                "appearances",
                "rebuttals",
                "events",
            )
        }


@pytest.fixture
def report(mediawatch: Any, record: Path, sample: Path) -> Path:
    """A record with one report."""
    mediawatch(
        "add",
        sample / "courier.html",
        "--url",
        "https://courier.example/a",
        "--retrieved",
        "2026-03-05",
        check=0,
    )
    return record


def test_no_record_yet(mediawatch: Any) -> None:
    refused(mediawatch("list", "reports", check=2), "There is no record", "mediawatch init")


def test_a_record_made_by_a_newer_version(mediawatch: Any, record: Path) -> None:
    raw = sqlite3.connect(str(record))
    raw.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('mediawatch', 'later', '')"
    )
    raw.commit()
    raw.close()
    refused(mediawatch("list", "reports", check=2), "newer mediawatch", "Update")


@pytest.mark.parametrize("content", [b"just a letter\n" * 300, b""])
def test_a_file_that_is_no_database(mediawatch: Any, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "letter.db"
    other.write_bytes(content)
    refused(mediawatch("--db", other, "list", "reports", check=2), "record")
    assert other.read_bytes() == content


@pytest.mark.skipif(os.name != "posix", reason="not on this operating system: no /proc or /dev")
def test_a_place_that_cannot_be_written_to(mediawatch: Any) -> None:
    refused(
        mediawatch("--db", "/proc/nowhere/record.db", "init", "--organisation", "X", check=2),
        "cannot be written",
    )


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://10.1.2.3/x", "http://[::1]/", "http://2130706433/", "http://localhost/a",
     "ftp://paper.example/a", "javascript:alert(1)", "http://user:pw@paper.example/", "https://", "http://exa mple/"],
)  # fmt: skip
def test_an_address_that_is_none_or_is_private(mediawatch: Any, record: Path, address: str) -> None:
    before = counted(record)
    refused(mediawatch("add", address, env={"MEDIAWATCH_ALLOW_NETWORKS": None}, check=2))
    assert counted(record) == before


def test_a_file_that_is_not_there(mediawatch: Any, record: Path) -> None:
    refused(mediawatch("add", "nothing.html", check=2), "no file")
    refused(mediawatch("add", "paper.example/story", check=2), "https://paper.example/story")


def test_a_broken_pdf_leaves_nothing(mediawatch: Any, record: Path, tmp_path: Path) -> None:
    before = counted(record)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n1 0 obj << /Type /Catalog >>\nendobj\ntrailer <<")
    refused(mediawatch("add", broken, check=2))
    assert counted(record) == before


@pytest.mark.parametrize(
    "words",
    [
        ("show", "r99"), ("show", "c99"), ("show", "b99"), ("show", "z1"), ("show", "banana"),
        ("claim", "add", "99", "--quote", "two words", "--claim", "x"),
        ("rebuttal", "add", "99", "--text", "x"),
        ("rebuttal", "approve", "99"),
        ("withdraw", "c99", "--why", "x"),
        ("timeline", "--claim", "99"),
        ("timeline", "--outlet", "No Such Paper"),
    ],
)  # fmt: skip
def test_what_does_not_exist(mediawatch: Any, report: Path, words: tuple[str, ...]) -> None:
    before = counted(report)
    refused(mediawatch(*words, check=2))
    assert counted(report) == before


@pytest.mark.parametrize("quote", ["", "   ", "trust", "“”", "words that were never written by anybody here"])
def test_a_quote_that_cannot_be_pinned(mediawatch: Any, report: Path, quote: str) -> None:
    before = counted(report)
    refused(mediawatch("claim", "add", "1", "--quote", quote, "--claim", "They say so.", check=2))
    assert counted(report) == before


def test_a_quote_that_is_nearly_there_shows_the_nearest_passage(mediawatch: Any, report: Path) -> None:
    done = mediawatch(
        "claim", "add", "1", "--quote", "The trust put twelve people in recovery out of their homes last year",
        "--claim", "x", check=2,
    )  # fmt: skip
    refused(done, "put eleven people in recovery")


def test_a_quote_in_another_report(mediawatch: Any, report: Path, sample: Path) -> None:
    mediawatch("add", sample / "campaign.html", "--url", "https://campaign.example/a", check=0)
    quote = "eleven people were evicted from Second Landing in a single year"
    refused(mediawatch("claim", "add", "1", "--quote", quote, "--claim", "x", check=2), "r2")


def test_an_ambiguous_quote_lists_its_places(mediawatch: Any, record: Path, tmp_path: Path) -> None:
    text = tmp_path / "twice.txt"
    text.write_text("First they said so once more. Then the mayor said so once more again.", encoding="utf-8")
    mediawatch(
        "add", "--typed", "--outlet", "Gazette", "--published", "2026-03-09", "--text-file", text, check=0
    )
    words = ("claim", "add", "1", "--quote", "said so once more", "--claim", "They said so.")
    refused(mediawatch(*words, check=2), "--nth", "First they", "mayor")
    mediawatch(*words, "--nth", "2", check=0)
    assert "said so once more" in mediawatch("show", "c1", "--json", check=0).stdout
    mediawatch("claim", "pin", "1", "1", "--quote", "said so once more", "--prefix", "First they", check=0)


@pytest.mark.parametrize(
    ("date", "say"),
    [("3/4/2026", "2026-04-03"), ("2026-02-31", ""), ("yesterday", ""), ("2199-01-01", "future")],
)
def test_dates_are_asked_back_and_not_guessed(mediawatch: Any, report: Path, date: str, say: str) -> None:
    refused(mediawatch("set", "r1", "--published", date, check=2), say)


def test_no_editor(mediawatch: Any, report: Path) -> None:
    # standard input is no terminal here, so no editor can open
    refused(mediawatch("claim", "add", "1", check=2), "--quote")
    refused(mediawatch("rebuttal", "add", "1", check=2))


@pytest.mark.slow
def test_a_published_rebuttal_is_never_edited(mediawatch: Any, report: Path) -> None:
    quote = "The trust put eleven people in recovery out of their homes last year"
    mediawatch("claim", "add", "1", "--quote", quote, "--claim", "x", check=0)
    mediawatch("rebuttal", "add", "1", "--text", "That is not so.", check=0)
    refused(
        mediawatch("rebuttal", "publish", "1", "--on", "2026-03-06", "--to", "Courier", check=2), "approve"
    )
    mediawatch("set", "b1", "--text", "That is wrong.", check=0)
    mediawatch("rebuttal", "approve", "1", check=0)
    mediawatch("rebuttal", "publish", "1", "--on", "2026-03-06", "--url", "https://ours.example/b", check=0)
    for words in (
        ("set", "b1", "--text", "Something else."),
        ("rebuttal", "delete", "1"),
        ("rebuttal", "approve", "1"),
        ("withdraw", "b1", "--why", "regret"),
    ):
        refused(mediawatch(*words, check=2))
    mediawatch("rebuttal", "supersede", "1", "--text", "That is wrong, and here is why.", check=0)
    mediawatch("rebuttal", "approve", "2", check=0)
    mediawatch("rebuttal", "publish", "2", "--on", "2026-03-09", "--url", "https://ours.example/c", check=0)
    states = {
        row["ref"]: row["state"] for row in json.loads(mediawatch("list", "rebuttals", "--json").stdout)
    }
    assert states == {"b1": "superseded", "b2": "published"}


@pytest.mark.parametrize("status", [404, 403, 500, 429, 410])
def test_a_status_that_is_no_success(mediawatch: Any, record: Path, world: Any, status: int) -> None:
    done = mediawatch("add", world.page("/x", "<p>no</p>", status=status), check=1)
    refused(done, str(status))
    assert counted(record)["reports"] == 0


def test_an_image_at_an_address(mediawatch: Any, record: Path, world: Any, sample: Path) -> None:
    address = world.page("/a.png", (sample / "cutting.png").read_bytes(), content_type="image/png")
    refused(mediawatch("add", address, check=1))
    assert counted(record)["reports"] == 0


def test_an_empty_page(mediawatch: Any, record: Path, world: Any) -> None:
    for body in ("", "<html><body></body></html>"):
        refused(mediawatch("add", world.page("/empty", body), check=1))
    assert counted(record)["reports"] == 0


def test_a_name_that_does_not_resolve(mediawatch: Any, record: Path) -> None:
    refused(mediawatch("add", "https://no-such-host.invalid/a", check=1), "no-such-host.invalid")
    assert counted(record)["documents"] == 0


def test_an_incomplete_body_is_never_evidence(mediawatch: Any, record: Path, world: Any) -> None:
    refused(mediawatch("add", world.short("/short", ARTICLE), check=1), "broke off")
    with open_record(record) as opened:
        assert opened.db.execute("SELECT outcome FROM captures").fetchall() == [("incomplete",)]
        assert opened.db.execute("SELECT count(*) FROM texts").fetchone()[0] == 0


def test_wrong_options_are_explained(mediawatch: Any, record: Path) -> None:
    refused(mediawatch("list", "bananas", check=2), "reports")
    refused(mediawatch("add", check=2))
    refused(mediawatch("frobnicate", check=2))
    refused(mediawatch("list", "reports", "--colour", check=2))


@pytest.mark.skipif(sys.platform == "win32", reason="not on this operating system: no RLIMIT_FSIZE")
def test_a_full_disk(mediawatch: Any, record: Path, tmp_path: Path) -> None:
    import subprocess

    page = tmp_path / "big.txt"
    page.write_text("A long story about the trust. " * 40_000, encoding="utf-8")
    before = counted(record)
    code = (
        "import resource, signal, sys, os; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)); os.execv(sys.argv[1], sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(mediawatch.command), "add", str(page), "--url", "https://a.example/b"],
        capture_output=True, text=True, env=mediawatch.environment(None), timeout=60, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1
    refused(done, "Make room")
    assert counted(record) == before
    mediawatch("add", page, "--url", "https://a.example/b", check=0)


def test_an_encrypted_pdf(mediawatch: Any, record: Path, tmp_path: Path) -> None:
    before = counted(record)
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(make_pdf(["secret words"], encrypted=True))
    refused(mediawatch("add", locked, check=2), "password")
    assert counted(record) == before


def test_a_scanned_pdf_is_kept_with_the_advice_to_type_the_passage(
    mediawatch: Any, record: Path, tmp_path: Path, sample: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(make_pdf([]))
    done = mediawatch("add", scan, "--url", "https://gazette.example/page-7.pdf", check=0)
    assert "--typed" in done.stdout + done.stderr
    assert counted(record)["reports"] == 1
    mediawatch("add", "--typed", "--report", "r1", "--text-file", sample / "cutting.txt", check=0)
    assert counted(record)["reports"] == 1


def test_a_body_without_end_is_cut_off_and_refused(mediawatch: Any, record: Path, world: Any) -> None:
    address = world.page("/endless", b"<p>word</p>" * 4_000_000)
    refused(mediawatch("add", address, check=1), "larger than")
    assert counted(record)["documents"] == 0
    (problem,) = json.loads(mediawatch("list", "problems", "--json", check=0).stdout)
    assert problem["address"] == address


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("<h1>Before you continue</h1><p>We value your privacy. We and our 842 partners store cookies on your device."
         "</p><button>Accept all</button><button>Reject all</button>", "consent"),
        ("<h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p>", "refuse"),
        ("<h1>Page not found</h1><p>Sorry, the page you are looking for does not exist.</p>", ""),
        ("<h1>Sign in</h1><form><input name=user><input type=password name=pw></form><p>Log in to go on.</p>", "log"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_not_taken_for_one(
    mediawatch: Any, record: Path, world: Any, page: str, word: str
) -> None:
    address = world.page("/wall", f"<html><head><title>The Tide</title></head><body>{page}</body></html>")
    done = mediawatch("add", address, check=1)
    refused(done, "--url", word)
    with open_record(record) as opened:
        assert opened.db.execute("SELECT count(*) FROM captures WHERE outcome <> 'read'").fetchone()[0] == 1
        assert opened.db.execute("SELECT count(*) FROM texts").fetchone()[0] == 0
        assert opened.db.execute("SELECT count(*) FROM reports").fetchone()[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="not on this operating system: arguments are text there")
def test_bytes_that_are_no_text_are_said_to_be_none(mediawatch: Any, report: Path) -> None:
    before = counted(report)
    report.with_name("cut.txt").write_text("The trust said so.", encoding="utf-8")
    for words in (
        (
            "add",
            "--text-file",
            report.with_name("cut.txt"),
            "--typed",
            "--published",
            "2026-03-04",
            "--outlet",
            os.fsdecode(b"Bad\xffname"),
        ),
        ("claim", "add", "1", "--quote", "in recovery", "--claim", os.fsdecode(b"\x80")),
    ):
        refused(mediawatch(*words, check=2), "no text in UTF-8", "nothing was recorded")
    assert counted(report) == before
