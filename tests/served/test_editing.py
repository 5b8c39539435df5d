"""Editors approve, send back and judge on the pages: what they read and nothing else, under their own name."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from desks import add_report, sit_down
from mediawatch.journeys import access
from mediawatch.journeys.approval import comment_on_rebuttal
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.rebuttals import (
    add_rebuttal,
    approve_rebuttal,
    change_rebuttal,
    publish_rebuttal,
)
from mediawatch.journeys.settings import change_setting
from mediawatch.store.record import open_record
from mediawatch.store.sqlite import sqlite3
from mediawatch.store.verify import run_checks
from served.test_sign_in import ORIGIN, Browser

WORDS = "the words of a test"
DRAFT = "Nobody was put out.\n\nTwo tenants moved at their own wish <b>in May</b>."
NAMES = {"leader": "Ama Mensah", "staff": "Kofi Owusu", "editor": "Edda Marlowe"}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A claim with three rebuttals: b1 a draft, b2 approved and changed since, b3 published."""
    path = tmp_path / "record.db"
    with sit_down(path) as desk:
        add_report(desk)
        add_claim(desk, 1, "The trust put tenants out.", PinOptions("The Saltmere Trust."))
        add_rebuttal(desk, [1], DRAFT)
        comment_on_rebuttal(desk, 1, "Check the month.")
        add_rebuttal(desk, [1], "We answered the first time.")
        approve_rebuttal(desk, 2)
        change_rebuttal(desk, 2, "We answered the second time.")
        add_rebuttal(desk, [1], "We published this.")
        approve_rebuttal(desk, 3)
        publish_rebuttal(desk, 3, on="2026-03-06", address="https://trust.example/a")
    for role, name in NAMES.items():
        access.add_user(path, name, role, WORDS)  # type: ignore[arg-type]
    return path


def enter(record: Path, role: str, **how: Any) -> Browser:
    browser = Browser(record, **how)
    assert browser.sign_in(NAMES[role], WORDS).status_code == 303
    return browser


def read_form(page: httpx.Response, action: str) -> dict[str, str]:
    """The hidden fields of a form, by the end of its address."""
    for form in re.findall(r"<form action=[^>]*>.*?</form>", page.text, re.DOTALL):
        if re.match(rf'<form action="[^"]*{action}"', form):
            return {
                name: html.unescape(value)
                for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
            }
    raise AssertionError(f"no form {action}")


def send(browser: Browser, place: str, action: str, **typed: str) -> httpx.Response:
    """Fill in a form on a page and send it."""
    form = {**read_form(browser("GET", place), action), **typed}
    return browser("POST", f"{place}/{action}", data=form, headers=ORIGIN)


def ask(record: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(record)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def check_record(record: Path) -> None:
    """The record still proves itself."""
    opened = open_record(record, read_only=True)
    try:
        assert [failure for check in run_checks(opened.db) for failure in check.failures] == []
    finally:
        opened.close()


def test_an_editor_approves_what_she_read_under_her_name(record: Path) -> None:
    browser = enter(record, "editor")
    listed = browser("GET", "/rebuttals?state=waiting").text
    assert "Nobody was put out." in listed and "We answered the second time." in listed
    page = browser("GET", "/rebuttals/1")
    assert 'name="q" value=""' in page.text, "the search box holds what was searched for and nothing else"
    assert "Check the month." in page.text and "&lt;b&gt;in May&lt;/b&gt;" in page.text
    answer = send(browser, "/rebuttals/1", "approve")
    assert (answer.status_code, answer.headers["location"]) == (303, "/rebuttals/1")
    page = browser("GET", "/rebuttals/1")
    assert "approved by Edda Marlowe" in page.text
    assert "Nobody was put out." in browser("GET", "/claims/1").text
    assert ask(record, "SELECT by, standing, verb FROM log ORDER BY event DESC LIMIT 1") == [
        ("Edda Marlowe", "signed in", "approved")
    ]
    with open_desk(record, NAMES["editor"]) as desk:
        comment_on_rebuttal(desk, 3, "From the command line.")
    assert ask(record, "SELECT standing FROM log ORDER BY event DESC LIMIT 1") == [("stated",)]
    check_record(record)


def test_what_was_changed_meanwhile_is_not_approved(record: Path) -> None:
    browser = enter(record, "editor")
    form = read_form(browser("GET", "/rebuttals/1"), "approve")
    with open_desk(record, "Noor Whitlock") as desk:
        change_rebuttal(desk, 1, "Something else.")
    answer = browser("POST", "/rebuttals/1/approve", data=form, headers=ORIGIN)
    assert answer.status_code == 409
    assert "Noor Whitlock has changed b1 since these words were read; nothing was changed." in answer.text
    assert "Something else." in answer.text, "she reads the new words at once"
    assert ask(record, "SELECT approved_at FROM rebuttals WHERE id = 1") == [(None,)]
    again = browser("POST", "/rebuttals/1/approve", data=read_form(answer, "approve"), headers=ORIGIN)
    assert again.status_code == 303


def test_what_changed_since_the_last_approval_is_shown(record: Path) -> None:
    page = enter(record, "editor")("GET", "/rebuttals/2").text
    assert "What changed since version 1 was approved" in page
    assert "<del>first</del><ins>second</ins>" in page


def test_an_editor_sends_back_with_what_has_to_change(record: Path) -> None:
    browser = enter(record, "editor")
    empty = send(browser, "/rebuttals/1", "send-back", comment="  ")
    assert empty.status_code == 400 and "The comment is empty." in empty.text
    assert send(browser, "/rebuttals/1", "send-back", comment="It was <June>.").status_code == 303
    page = browser("GET", "/rebuttals/1").text
    assert "Sent back" in page and "It was &lt;June&gt;." in page
    assert ask(record, "SELECT count(*) FROM rebuttal_comments WHERE rebuttal_id = 1") == [(2,)]
    published = browser("GET", "/rebuttals/3").text
    assert "/rebuttals/3/approve" not in published and "/rebuttals/3/send-back" not in published
    check_record(record)


def test_what_was_typed_is_kept_when_it_could_not_be_recorded(record: Path) -> None:
    browser = enter(record, "editor")
    answer = send(browser, "/claims/1", "assess", verdict="sideways", reason="A long reason & more.")
    assert answer.status_code == 400
    assert "&#39;sideways&#39; is no judgement." in answer.text
    assert "A long reason &amp; more.</textarea>" in answer.text
    assert ask(record, "SELECT count(*) FROM assessments") == [(0,)]


def test_an_editor_judges_a_claim_and_takes_it_back(record: Path) -> None:
    browser = enter(record, "editor")
    assert (
        send(browser, "/claims/1", "assess", verdict="misleading", reason="It omits May.").status_code == 303
    )
    page = browser("GET", "/claims/1").text
    assert "We judge it misleading" in page and "It omits May." in page and "Edda Marlowe" in page
    assert send(browser, "/claims/1", "assess", verdict="none", reason="Meant for c2.").status_code == 303
    assert "We judge it misleading" not in browser("GET", "/claims/1").text
    assert ask(record, "SELECT verdict FROM assessments ORDER BY id") == [("misleading",), ("none",)]
    check_record(record)


@pytest.mark.parametrize("role", ["leader", "staff"])
def test_others_read_and_change_nothing(record: Path, role: str) -> None:
    browser = enter(record, role)
    before = ask(record, "SELECT count(*) FROM events")
    for place in ("/rebuttals/1", "/rebuttals/2", "/rebuttals/3", "/claims/1"):
        answer = browser("GET", place)
        assert "/approve" not in answer.text and "/assess" not in answer.text, place
    token = re.search(r'name="csrftoken" value="([^"]+)"', browser("GET", "/claims/1").text)
    assert token
    typed = {
        "csrftoken": token[1], "digest": "0", "comment": "x", "verdict": "false", "reason": "x",
    }  # fmt: skip
    for action in ("/rebuttals/1/approve", "/rebuttals/1/send-back", "/claims/1/assess"):
        refused = browser("POST", action, data=typed, headers=ORIGIN)
        assert refused.status_code == 403 and "This is for editors" in refused.text
    assert ask(record, "SELECT count(*) FROM events") == before
    assert ask(record, "SELECT approved_at FROM rebuttals WHERE id = 1") == [(None,)]


def test_a_leader_sees_no_draft_and_finds_an_answer_with_its_claim(record: Path) -> None:
    browser = enter(record, "leader")
    listed = browser("GET", "/rebuttals").text
    assert "We published this." in listed
    for hidden in ("Nobody was put out", "second time", "first time", "Wait for approval", "Check the month"):
        assert hidden not in listed
    assert browser("GET", "/rebuttals?state=waiting").text.count("is not one of") == 1
    assert browser("GET", "/rebuttals/1").status_code == 404
    assert browser("GET", "/rebuttals/2").status_code == 404
    assert browser("GET", "/rebuttals/3").headers["location"] == "/claims/1#b3"
    assert "Nobody was put out" in enter(record, "staff")("GET", "/rebuttals/1").text


def test_staff_hear_on_the_overview_what_waits(record: Path) -> None:
    assert "2 answers</a> wait for approval" in enter(record, "staff")("GET", "/").text
    assert "for approval" not in enter(record, "leader")("GET", "/").text


def test_nobody_approves_their_own_where_the_record_wants_another(record: Path) -> None:
    with open_desk(record, NAMES["editor"]) as desk:
        change_setting(desk, "approval", "another-person")
        add_rebuttal(desk, [1], "I wrote this myself.")
    browser = enter(record, "editor")
    page = browser("GET", "/rebuttals/4").text
    assert "b4 was written by Edda Marlowe" in page and "/rebuttals/4/approve" not in page
    digest = read_form(browser("GET", "/rebuttals/4"), "send-back")
    answer = browser("POST", "/rebuttals/4/approve", data=digest, headers=ORIGIN)
    assert answer.status_code == 409 and "somebody who did not write it" in answer.text


def test_a_form_without_the_words_that_were_read_approves_nothing(record: Path) -> None:
    browser = enter(record, "editor")
    form = read_form(browser("GET", "/rebuttals/1"), "approve")
    for digest in ("", "  ", "0" * 12, "x" * 5_000):
        answer = browser("POST", "/rebuttals/1/approve", data={**form, "digest": digest}, headers=ORIGIN)
        assert answer.status_code in (400, 409)
    assert ask(record, "SELECT approved_at FROM rebuttals WHERE id = 1") == [(None,)]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example", "host": "localhost"},
        {"origin": "null", "host": "localhost"},
        {"sec-fetch-site": "cross-site", "origin": "http://localhost", "host": "localhost"},
        {"host": "localhost"},
    ],
)
def test_a_form_from_elsewhere_does_nothing(record: Path, headers: dict[str, str]) -> None:
    browser = enter(record, "editor")
    form = read_form(browser("GET", "/rebuttals/1"), "approve")
    assert browser("POST", "/rebuttals/1/approve", data=form, headers=headers).status_code == 403
    without = {"digest": form["digest"]}
    assert browser("POST", "/rebuttals/1/approve", data=without, headers=ORIGIN).status_code == 403
    assert ask(record, "SELECT approved_at FROM rebuttals WHERE id = 1") == [(None,)]


def test_with_a_proxy_that_signs_people_in_the_origin_is_what_counts(record: Path) -> None:
    browser = Browser(record, header="X-Forwarded-User")
    who = {"x-forwarded-user": NAMES["editor"]}
    form = read_form(browser("GET", "/rebuttals/1", headers=who), "approve")
    browser.cookies = httpx.Cookies()
    foreign = {**who, "origin": "https://evil.example", "host": "localhost"}
    assert browser("POST", "/rebuttals/1/approve", data=form, headers=foreign).status_code == 403
    assert browser("POST", "/rebuttals/1/approve", data=form, headers=who).status_code == 403
    assert ask(record, "SELECT approved_at FROM rebuttals WHERE id = 1") == [(None,)]
    browser.cookies = httpx.Cookies()
    mine = browser("POST", "/rebuttals/1/approve", data=form, headers={**who, **ORIGIN})
    assert mine.status_code == 303


def test_an_editor_who_was_removed_or_signed_out_changes_nothing(record: Path) -> None:
    browser = enter(record, "editor")
    form = read_form(browser("GET", "/rebuttals/1"), "approve")
    access.remove_user(record, NAMES["editor"])
    answer = browser("POST", "/rebuttals/1/approve", data=form, headers=ORIGIN)
    assert answer.status_code == 302 and answer.headers["location"].startswith("/sign-in")
    assert ask(record, "SELECT approved_at FROM rebuttals WHERE id = 1") == [(None,)]


def test_nonsense_in_the_address_is_explained(record: Path) -> None:
    browser = enter(record, "editor")
    form = read_form(browser("GET", "/rebuttals/1"), "approve")
    for place, status in (
        ("/rebuttals/9/approve", 404),
        ("/rebuttals/x%00/approve", 404),
        ("/claims/99/assess", 404),
    ):
        answer = browser("POST", place, data={**form, "verdict": "false", "reason": "x"}, headers=ORIGIN)
        assert answer.status_code == status, place
    assert browser("GET", "/rebuttals/1/approve").headers["location"] == "/rebuttals/1"
    assert browser("PUT", "/rebuttals/1/approve", headers=ORIGIN).status_code in (302, 403, 405)


def test_nobody_acts_where_nobody_signs_in(record: Path) -> None:
    browser = Browser(record, required=False)
    assert browser("GET", "/rebuttals/1").status_code == 404
    answer = browser("POST", "/rebuttals/1/approve", data={"digest": "0"}, headers=ORIGIN)
    assert answer.status_code in (403, 404, 405)


def test_a_busy_record_is_said_and_nothing_is_half_done(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediawatch.store.connection.BUSY_SECONDS", 0.2)
    browser = enter(record, "editor")
    form = read_form(browser("GET", "/rebuttals/1"), "approve")
    holder = sqlite3.connect(record, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        answer = browser("POST", "/rebuttals/1/approve", data=form, headers=ORIGIN)
        holder.execute("ROLLBACK")
    finally:
        holder.close()
    assert answer.status_code == 503, answer.text
    assert ask(record, "SELECT approved_at FROM rebuttals WHERE id = 1") == [(None,)]
    assert browser("POST", "/rebuttals/1/approve", data=form, headers=ORIGIN).status_code == 303
