"""The record is taken away, replaced, locked, damaged and changed by others while its pages are served."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from browser.serving import serving
from command import Mediawatch
from desks import add_report, sit_down
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.desk import open_desk
from mediawatch.store.record import open_record
from mediawatch.store.sqlite import sqlite3
from mediawatch.store.verify import run_checks

OLDER = Path(__file__).parents[1] / "golden" / "records" / "before-desk.db.gz"
BEFORE, AFTER = "The trust put tenants out.", "The trust hid the figures."


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with sit_down(path) as desk:
        add_claim(desk, 1, BEFORE, PinOptions("The Saltmere Trust."))
    return path


@pytest.fixture
def address(record: Path) -> Iterator[str]:
    with serving(record) as served:
        assert BEFORE in ask(served, "claims").text
        yield served


def ask(address: str, path: str) -> requests.Response:
    """An answer that nobody kept; each from one of the server's threads."""
    return requests.get(address + path, timeout=30, allow_redirects=False)


def ask_often(address: str, path: str) -> list[requests.Response]:
    """So often that each thread of the server has answered."""
    return [ask(address, path) for _ in range(12)]


def check_refused(answers: list[requests.Response], said: str) -> None:
    for answer in answers:
        assert answer.status_code == 503
        assert "The record cannot be read just now" in answer.text
        assert said in answer.text
        assert "Traceback" not in answer.text and "skip" in answer.text, "a page in our style"
        assert "content-security-policy" in answer.headers
        assert "/record.db" not in answer.text, "where it lies is nobody's business"


def test_a_record_that_is_taken_away_is_said_to_be_and_shown_when_it_is_back(
    record: Path, address: str
) -> None:
    away = record.with_name("away.db")
    record.rename(away)
    check_refused(ask_often(address, "claims"), "not where it was")
    assert ask(address, "record/claims_overview").status_code == 503
    assert ask(address, "timeline.md").status_code == 503
    assert ask(address, "health").status_code == 503
    away.rename(record)
    assert {answer.status_code for answer in ask_often(address, "claims")} == {200}
    assert ask(address, "health").status_code == 200


def test_another_record_in_its_place_is_shown_at_once(record: Path, address: str, tmp_path: Path) -> None:
    other = tmp_path / "other" / "record.db"
    other.parent.mkdir()
    with sit_down(other) as desk:
        add_report(desk)
        add_claim(desk, 1, AFTER, PinOptions("The Saltmere Trust."))
    other.replace(record)
    for ending in ("-wal", "-shm"):
        record.with_name(record.name + ending).unlink(missing_ok=True)
    for answer in ask_often(address, "claims"):
        assert answer.status_code == 200
        assert AFTER in answer.text and BEFORE not in answer.text


def test_a_backup_that_is_brought_back_is_shown_at_once(
    record: Path, address: str, mediawatch: Mediawatch, tmp_path: Path
) -> None:
    mediawatch.env["MEDIAWATCH_DB"] = str(record)
    backup = tmp_path / "backup.db"
    mediawatch("backup", backup, check=0)
    with open_desk(record, "Noor Whitlock") as desk:
        add_claim(desk, 1, AFTER, PinOptions("The Saltmere Trust."))
    assert AFTER in ask(address, "claims").text
    mediawatch("restore", backup, check=0)
    for answer in ask_often(address, "claims"):
        assert BEFORE in answer.text and AFTER not in answer.text
    opened = open_record(record, read_only=True)
    try:
        assert [failure for check in run_checks(opened.db) for failure in check.failures] == []
    finally:
        opened.close()


def test_an_older_record_is_brought_up_to_date_and_shown(record: Path, address: str, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    with gzip.open(OLDER) as packed, older.open("wb") as out:
        shutil.copyfileobj(packed, out)
    for ending in ("-wal", "-shm"):
        record.with_name(record.name + ending).unlink(missing_ok=True)
    older.replace(record)
    for path in ("claims", "timeline", "about", ""):
        assert {answer.status_code for answer in ask_often(address, path)} == {200}, path


def test_what_is_no_record_is_said_to_be_none(record: Path, address: str, tmp_path: Path) -> None:
    for content, said in ((b"not a database, " * 500, "no mediawatch record"), (b"", "no mediawatch record")):
        other = tmp_path / "other.db"
        other.write_bytes(content)
        other.replace(record)
        check_refused(ask_often(address, "claims"), said)


def test_a_record_that_a_newer_program_has_changed_is_not_misread(record: Path, address: str) -> None:
    connection = sqlite3.connect(record)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "SELECT migration_set, 'of_tomorrow', applied_at FROM _sqlite_migrations LIMIT 1"
    )
    connection.execute("CREATE TABLE tomorrow (id INTEGER PRIMARY KEY)")
    connection.commit()
    connection.close()
    check_refused(ask_often(address, "claims"), "was made by a newer mediawatch")


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_pages_are_shown_while_somebody_writes_or_brings_it_up_to_date(
    record: Path, address: str, how: str
) -> None:
    holder = sqlite3.connect(record, isolation_level=None)
    try:
        holder.execute(f"BEGIN {how}")
        holder.execute("CREATE TABLE halfway (id INTEGER PRIMARY KEY)")
        holder.execute("DROP VIEW timeline")
        for path in ("claims", "timeline", "record/timeline", "timeline.md"):
            assert {answer.status_code for answer in ask_often(address, path)} == {200}, path
        holder.execute("ROLLBACK")
    finally:
        holder.close()
    assert ask(address, "timeline").status_code == 200
