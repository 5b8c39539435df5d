"""What leaders see of the desk's work: judgements, other wordings, stories."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mediawatch.journeys.assess import assess_claim
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.merge import merge_claims
from mediawatch.journeys.stories import group_reports
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.web.serve import build
from served.pages import Page
from served.records import fill

Ask = Any


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """The invented record of tests/served/records.py, after a day at the desk."""
    path = tmp_path_factory.mktemp("desk") / "record.db"
    init_record(path, organisation="Harbour Lane Trust", names=[], timezone="Europe/London", by="Amira Dent")
    with open_desk(path, "Amira Dent") as desk:
        fill(desk)
        work(desk)
    site = build(path)
    return lambda wanted: asyncio.run(site.client.get(wanted))


def work(desk: Desk) -> None:
    """Claim 7 is another wording of claim 2; claim 1 is judged."""
    merge_claims(desk, 7, 2)
    group_reports(desk, [1, 2])
    repeated = "Again: the board had spent £1.9m on consultants while repairs were cut again, tenants of the Trust say."
    add_typed(desk, TypedReport(text=repeated, outlet="The Echo", published="2026-03-20", title="Again"))
    letter = desk.record.path.with_name("rota.txt")
    letter.write_text("An invented rota.", encoding="utf-8")
    assess_claim(
        desk, 1, "misleading", "It counts </p>follow-up calls.", evidence=[str(letter)], on="2026-03-06"
    )


def test_a_judgement_stands_beside_the_state_and_apart_from_it(ask: Ask) -> None:
    page = Page(ask("/claims/1").text)
    assert page.wrong == []
    assert "Answered We judge it misleading" in page.text
    assert "What we judge of it Misleading. It counts </p>follow-up calls." in page.text
    assert "rota.txt" in page.text
    assert "We judged the claim misleading" in page.text
    assert "We judge it misleading" in Page(ask("/claims").text).text
    assert "judge it" not in Page(ask("/claims/2").text).text


def test_a_merged_claim_leads_to_the_one_that_it_is_part_of(ask: Ask) -> None:
    answer = ask("/claims/7")
    assert (answer.status_code, answer.headers["location"]) == (302, "/claims/2")
    page = Page(ask("/claims/2").text)
    assert "In other words: Calls were filed so that the regulator would not see them. (claim 7)" in page.text
    assert "/claims/7" not in "".join(Page(ask("/claims").text).links)
    assert ask("/claims/99").status_code == 404


def test_a_story_is_told_on_each_of_its_reports_and_once_on_the_timeline(ask: Ask) -> None:
    page = Page(ask("/reports/2").text)
    assert page.wrong == []
    assert "The same story as The Saltmarsh Courier had first, 4 March 2026." in page.text
    first = Page(ask("/reports/1").text)
    assert "The same story in Tenants Watch." in first.text
    timeline = ask("/timeline?report=2").text
    assert "the same story as r1" in timeline
    assert timeline.count("We recorded the report") == 1
    assert "The same story" not in Page(ask("/reports/3").text).text


def test_what_waits_for_a_decision_is_counted_and_not_told(ask: Ask) -> None:
    claim, report = Page(ask("/claims/3").text), Page(ask("/reports/5").text)
    assert "1 more report may repeat it; nobody has confirmed that yet" in claim.text
    assert "1 suggestion about this report waits for a decision" in report.text
    assert claim.wrong == report.wrong == []
    assert "consultants while repairs were cut again" not in claim.text
