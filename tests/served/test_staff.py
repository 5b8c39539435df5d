"""Staff who are signed in see what is confidential, marked as such; nobody sees here what is privileged."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mediawatch.exporters import things
from mediawatch.web.views import PUBLIC_VIEWS
from planted import LEVELS, OPEN, PASSWORD, Planted, plant_with_users, words_of
from served.test_sign_in import Browser, list_places
from taken_apart import read_words, unfold

CONFIDENTIAL, PRIVILEGED = (words_of(level) for level in LEVELS)
BINARY = ("docx", "xlsx", "pdf")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant_with_users(tmp_path_factory.mktemp("staff") / "record.db")


@pytest.fixture(scope="module", params=("leader", "staff"))
def reader(planted: Planted, request: pytest.FixtureRequest) -> tuple[str, Browser]:
    browser = Browser(planted.path)
    assert browser.sign_in(request.param, PASSWORD).status_code == 303
    return request.param, browser


def fetch(browser: Browser, place: str) -> tuple[int, str]:
    """Status, and what a person reads there."""
    answer = browser("GET", place)
    ending = place.partition("?")[0].rpartition(".")[2]
    if answer.status_code != 200:
        return answer.status_code, ""
    if ending in BINARY:
        return 200, read_words(answer.content, ending)
    return 200, unfold(answer.text) if ending == "ics" else answer.text


def shown(text: str, words: list[str]) -> list[str]:
    return [word for word in words if word in text]


@pytest.mark.slow
def test_a_leader_sees_nothing_marked_anywhere_and_staff_nothing_privileged(
    reader: tuple[str, Browser],
) -> None:
    role, browser = reader
    seen: set[str] = set()
    numbered = [f"/{kind}/{number}" for kind in ("reports", "requests", "outlets") for number in range(1, 6)]
    for place in (*list_places(), *numbered, "/search?q=zqc*", "/search?q=zqp*", f"/search?q={OPEN}"):
        # what was looked for stands on the page as it was typed, star and all
        text = re.sub(r"zq[cp](?:\*|%2A)", "", fetch(browser, place)[1])
        assert shown(text, PRIVILEGED) == [], place
        if role == "leader":
            assert shown(text, CONFIDENTIAL) == [], place
        elif shown(text, CONFIDENTIAL):
            seen.add(place)
    if role != "leader":
        assert {"/timeline", "/reports/1", "/requests", "/search?q=zqc*"} <= seen
        assert not [place for place in seen if place.startswith("/timeline.")], "no file has it by itself"
        endings = tuple(f".{form}" for form in ("csv", "xlsx", "json", "jsonl", *things.FORMS))
        assert not [place for place in seen if place.endswith(endings)]


def test_what_is_confidential_is_marked_where_staff_meet_it(reader: tuple[str, Browser]) -> None:
    role, browser = reader
    for place in ("/timeline", "/reports/1", "/requests", "/search?q=zqcsubject"):
        there = '<span class="tag apart">Confidential</span>' in fetch(browser, place)[1]
        assert there == (role != "leader"), place


@pytest.mark.parametrize(
    "format", ["md", "html", "csv", "json", "jsonl", "atom", "ics", "xlsx", "docx", "pdf"]
)
def test_a_timeline_holds_it_where_staff_ask_for_it_and_says_so(
    reader: tuple[str, Browser], format: str
) -> None:
    role, browser = reader
    status, text = fetch(browser, f"/timeline.{format}?confidential=1")
    if role == "leader":
        assert status == 400
        return
    assert status == 200
    assert "zqcsubject" in text and role in text
    assert "Not for everybody: it holds what is confidential" in text
    assert shown(text, PRIVILEGED) == []


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "jsonl", *things.FORMS])
def test_so_does_a_list_of_requests(reader: tuple[str, Browser], format: str) -> None:
    role, browser = reader
    status, text = fetch(browser, f"/requests.{format}?confidential=1")
    assert status == (400 if role == "leader" else 200)
    assert ("zqcletter" in text) == (role != "leader")
    assert shown(text, PRIVILEGED) == []


def test_nonsense_about_it_is_refused(reader: tuple[str, Browser]) -> None:
    answer = reader[1]("GET", "/timeline.md?confidential=yes")
    assert answer.status_code == 400 and "says nothing about what is confidential" in answer.text


def test_the_views_of_staff_are_tables_with_a_title_and_only_for_them(reader: tuple[str, Browser]) -> None:
    role, browser = reader
    for view in PUBLIC_VIEWS:
        answer = browser("GET", f"/record/{view}_staff")
        if role == "leader":
            assert answer.status_code in (403, 404), view
        elif answer.status_code == 200:
            assert "with what is confidential" in answer.text
            assert shown(answer.text, PRIVILEGED) == [], view
    listed = browser("GET", "/record").text
    assert ("with what is confidential" in listed) == (role != "leader")


def test_nobody_who_need_not_sign_in_sees_any_of_it(planted: Planted, tmp_path: Path) -> None:
    browser = Browser(planted.path, required=False)
    for place in ("/timeline", "/reports/1", "/requests"):
        assert shown(fetch(browser, place)[1], [*CONFIDENTIAL, *PRIVILEGED]) == []
    assert browser("GET", "/timeline.md?confidential=1").status_code == 400
