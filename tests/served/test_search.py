"""One box over everything: kinds, outlets, names and days with their numbers, and phrases as they stand."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest

from command import Mediawatch
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.look import Filters
from mediawatch.journeys.search import search_record
from served.pages import Page


def look(ask: Any, **query: Any) -> str:
    answer = ask("/search", params={"q": "heating", **query})
    assert answer.status_code == 200
    return str(answer.text)


def read_choices(page: str, field: str) -> dict[str, int]:
    """What a field offers, with the number beside each."""
    options = re.search(rf'<select id="{field}".*?</select>', page, re.DOTALL)
    found = re.findall(r'<option value="([^"]+)"[^>]*>.*? \((\d+)\)</option>', options[0]) if options else []
    return {html.unescape(value): int(number) for value, number in found}


def count_reports(page: str) -> int:
    """The number on the chip of the reports; 0 where there is none."""
    found = re.search(r">Reports <b>(\d+)</b>", page)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("field", ["outlet", "name"])
def test_each_choice_finds_as_many_reports_as_it_says(ask: Any, field: str) -> None:
    choices = read_choices(look(ask), field)
    assert len(choices) >= 2
    for value, number in choices.items():
        assert count_reports(look(ask, **{field: value})) == number, value
        assert count_reports(look(ask, **{field: value.upper()})) == number, "case does not count"


def test_choices_are_counted_under_the_other_filters(ask: Any) -> None:
    everything = read_choices(look(ask), "outlet")
    (outlet, _), *_ = everything.items()
    narrowed = look(ask, outlet=outlet)
    assert read_choices(narrowed, "outlet") == everything, "its own field offers what it offered"
    names = read_choices(narrowed, "name")
    assert names
    for name, number in names.items():
        assert count_reports(look(ask, outlet=outlet, name=name)) == number
    assert read_choices(look(ask, since="2100"), "outlet") == {}


MENTIONING = "SELECT m.report_id FROM mentions m JOIN names n ON n.id = m.name_id WHERE n.form = ?"
ABOUT = {
    "claim": f"SELECT 'c' || claim FROM appearances_overview WHERE report IN ({MENTIONING})",
    "citation": f"SELECT 'x' || citation FROM citations_overview WHERE report IN ({MENTIONING})",
    "rebuttal": "SELECT 'b' || rebuttal_id FROM answered_claims WHERE standing_claim IN "
    f"(SELECT claim FROM appearances_overview WHERE report IN ({MENTIONING}))",
}
WORDED = "SELECT claim_text FROM claims_overview UNION SELECT quote FROM citations_overview UNION SELECT text FROM {}"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample case, in which reports cite us."""
    folder = tmp_path_factory.mktemp("sample")
    runner = Mediawatch(folder)
    runner("demo", "--no-serve", "--db", folder / "sample.db", check=0)
    runner.close()
    return folder / "sample.db"


@pytest.mark.parametrize("kind", ABOUT)
def test_a_name_narrows_to_what_stands_in_reports_that_mention_it(sample: Path, kind: str) -> None:
    narrowed = 0
    with open_desk(sample, "Reader", read_only=True) as desk:
        db = desk.record.db
        texts = " ".join(row[0] for row in db.execute(WORDED.format("rebuttal_versions")))
        names = [*(row[0] for row in db.execute("SELECT DISTINCT form FROM names")), "Nobody of ours"]
        for word in sorted({word.lower() for word in re.findall(r"[a-zA-Z]{5,}", texts)}):
            every = {hit.ref for hit in search_record(desk, word, kind=kind, limit=500)}
            for name in names if every else ():
                about = {row[0] for row in db.execute(ABOUT[kind], (name,))}
                hits = search_record(desk, word, filters=Filters(name=name.upper()), kind=kind, limit=500)
                assert {hit.ref for hit in hits} == every & about, (word, name)
                narrowed += not every <= about
    assert narrowed


def test_days_bound_what_is_found(ask: Any) -> None:
    dated = [
        str(day) for day in re.findall(r"Report \d+ · [^<]*?, (\d{1,2} \w+ \d{4})", Page(look(ask)).text)
    ]
    assert dated
    everything = count_reports(look(ask))
    assert count_reports(look(ask, since="1990", until="2100")) <= everything
    assert count_reports(look(ask, until="1990")) == 0
    before = count_reports(look(ask, until="2026-02"))
    after = count_reports(look(ask, since="2026-03"))
    assert before + after == count_reports(look(ask, since="1990"))


def test_a_filter_stays_when_a_kind_is_chosen_and_can_be_taken_away(ask: Any) -> None:
    (outlet, _), *_ = read_choices(look(ask), "outlet").items()
    page = Page(look(ask, outlet=outlet, since="2020"))
    kinds = [link for link in page.links if "kind=report" in link]
    assert kinds and all("outlet=" in link and "since=2020" in link for link in kinds)
    assert "/search?q=heating" in page.links


def test_several_words_can_be_asked_for_as_they_stand(ask: Any) -> None:
    page = Page(look(ask, q="music hold"))
    link = next(link for link in page.links if "q=%22music+hold%22" in link)
    assert "Nothing found" in Page(ask(link).text).text
    assert "Nothing found" not in Page(look(ask, q="hold music")).text
    assert "Only as one phrase" not in look(ask, q='"hold music"')
    assert "Only as one phrase" not in look(ask, q="music")


@pytest.mark.parametrize("field", ["outlet", "name", "since", "until", "kind"])
@pytest.mark.parametrize("value", ["'; DROP TABLE reports", "\x00", "x" * 10_000, "\u202e", "-1", "<b>", "%"])
def test_nonsense_in_a_filter_is_a_page(ask: Any, field: str, value: str) -> None:
    page = look(ask, **{field: value})
    assert Page(page).wrong == []
    assert value != "<b>" or 'value="<b>"' not in page
