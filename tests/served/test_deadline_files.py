"""What runs out, taken away from its page: a calendar and a table."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import pytest

from affair import Affair, make_record
from mediawatch.journeys.deadlines import find_deadlines
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.outlets import set_regulator
from mediawatch.web.requests import MOST_DEADLINES
from mediawatch.web.serve import build
from served.pages import Page

Ask = Callable[[str], Any]
EVIL = "=1+1\r\nEND:VEVENT\n<b>"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More of it than the page has."""
    path = make_record(tmp_path_factory.mktemp("due") / "record.db")
    with open_desk(path, "Ada Okafor") as desk:
        affair = Affair(desk)
        for number in range(MOST_DEADLINES // 2):
            affair.claim(affair.report(desk.actor().today, words=f"{EVIL} {number}"))
        affair.claim(affair.report("2019-05-06"))
        set_regulator(desk, "The Courier", "IPSO")
    return path


@pytest.fixture(scope="module")
def ask(record: Path) -> Ask:
    site = build(record)
    return lambda address: asyncio.run(site.client.get(address))


def test_the_calendar_has_every_day_and_the_table_what_runs(ask: Ask, record: Path) -> None:
    with open_desk(record, "Reader", read_only=True) as desk:
        every = [each for each in find_deadlines(desk).deadlines if each.due_on]
        running = [each.uid for each in find_deadlines(desk, pressing=True).deadlines if each.due_on]
    answer = ask("/deadlines.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert 'filename="deadlines-harbour-lane-' in answer.headers["content-disposition"]
    calendar = icalendar.Calendar.from_ical(answer.text)
    assert sorted(str(event["UID"]) for event in calendar.walk("VEVENT")) == sorted(
        each.uid for each in every
    )
    table = ask("/deadlines.csv").text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert sorted(row["uid"] for row in rows) == sorted(running)
    assert [row["due_on"] for row in rows] == sorted(row["due_on"] for row in rows)
    assert len(rows) > MOST_DEADLINES and not [row for row in rows if row["title"].startswith("=")]


def test_the_page_offers_them_and_says_how_many_more_there_are(ask: Ask) -> None:
    page = Page(ask("/requests").text)
    assert {"/deadlines.ics", "/deadlines.csv"} <= set(page.links)
    assert "more. Take all of them away as" in page.text


def test_what_is_confidential_is_for_staff_alone(ask: Ask) -> None:
    assert ask("/deadlines.ics?confidential=1").status_code == 400
    assert ask("/deadlines.csv?confidential=yes").status_code == 400
    assert ask("/deadlines.pdf").status_code == 404
