"""What is new, altered and gone stands on the front page; when it was verified, on the page about the record."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from command import Mediawatch
from desks import sit_down
from looks import look_again
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.desk import open_desk
from mediawatch.web.serve import build
from served.pages import Page


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with sit_down(path) as desk:
        add_claim(desk, 1, "The trust put tenants out.", PinOptions("The Saltmere Trust."))
    return path


def read(record: Path, path: str) -> Page:
    return Page(asyncio.run(build(record).client.get(path)).text)


def test_a_new_report_is_told_and_an_altered_one_with_both_wordings(record: Path) -> None:
    assert "New Tenants out, The Saltmere Courier recorded on" in read(record, "/").text
    with open_desk(record, "Noor Whitlock") as desk:
        actor = desk.actor()
        with desk.record.write() as db:
            look_again(db, actor, 1, 1, 1)
    page = read(record, "/")
    assert page.wrong == []
    assert "Altered Tenants out" in page.text
    assert "was The Saltmere Trust. , is now" in page.text or "was The Saltmere Trust., is now" in page.text
    assert "This article was amended on 9 March." in page.text


def test_what_is_long_ago_is_not_told(record: Path) -> None:
    with open_desk(record, "Noor Whitlock") as desk, desk.record.write() as db:
        db.execute("UPDATE reports SET added_on = '2020-01-01', added_at = '2020-01-01T00:00:00+00:00'")
    assert "Nothing in the last two weeks." in read(record, "/").text


def test_it_is_said_when_it_was_verified_and_by_whom(record: Path, mediawatch: Mediawatch) -> None:
    assert "mediawatch verify --note" in read(record, "/about").text
    mediawatch.env["MEDIAWATCH_DB"] = str(record)
    before = record.read_bytes()
    mediawatch("verify", check=0)
    assert record.read_bytes() == before, "a look changes nothing"
    mediawatch("--by", "Ama Mensah", "verify", "--note", check=0)
    assert "It was verified last on" in read(record, "/about").text
    assert "by Ama Mensah" in read(record, "/about").text
    mediawatch("verify", check=0)


def test_what_does_not_agree_is_not_noted(record: Path, mediawatch: Mediawatch) -> None:
    mediawatch.env["MEDIAWATCH_DB"] = str(record)
    with open_desk(record, "Noor Whitlock") as desk:
        desk.record.db.execute("UPDATE claims SET wording = 'Something else.'")
    mediawatch("verify", "--note", check=3)
    assert "It was verified last on" not in read(record, "/about").text
