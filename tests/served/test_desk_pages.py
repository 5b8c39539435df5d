"""What leaders see of the desk's work: judgements, other wordings, stories."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mediawatch.journeys.assess import assess_claim
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.merge import merge_claims
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
