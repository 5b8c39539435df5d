"""The rules that come with mediawatch are sound, sourced, and say what could not be checked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from mediawatch.deadlines import NATIONS, REPORT_STARTS, Rule
from mediawatch.journeys.rules import FILES, load_bank_holidays, load_rules, read_toml
from mediawatch.reading.rules import find_contradictions
from rules.make_bank_holidays import DIVISIONS, make_file

FOLDER = Path(__file__).parents[3] / "src" / "mediawatch" / "rules"
RULES = load_rules()


def test_no_rule_contradicts_itself_or_another() -> None:
    assert find_contradictions(RULES, today="2026-11-26") == []


def test_every_file_of_rules_is_read() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == {*FILES, "bank-holidays"}
    assert len(RULES) == sum(len(read_toml(name)["rule"]) for name in FILES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_rule_says_where_it_was_found_and_what_meets_it(rule: Rule) -> None:
    assert rule.address.startswith(("http://", "https://"))
    assert rule.found.endswith(".")
    assert rule.means.endswith(".")
    assert rule.met_by
    assert not rule.own
    assert date.fromisoformat(rule.checked_on) >= date(2026, 11, 25)


def find(key: str) -> Rule:
    return next(rule for rule in RULES if rule.key == key)


@pytest.mark.parametrize(
    ("key", "length", "whose", "counts_from", "status"),
    [
        ("ipso-complaint", (4, "months"), "ours", "publication", "checked"),
        ("ipso-complaint-online", (12, "months"), "discretion", "publication", "checked"),
        ("ipso-referral", (28, "days"), "theirs", "referral to the publisher", "checked"),
        ("ipso-process-review", (14, "days"), "ours", "decision after an investigation", "checked"),
        ("impress-acknowledgement", (7, "days"), "theirs", "complaint to the publisher", "checked"),
        ("impress-final-letter", (21, "days"), "theirs", "complaint to the publisher", "checked"),
        ("ofcom-fairness", (20, "working days"), "ours", "broadcast", "checked"),
        ("ofcom-fairness-after-reply", (20, "working days"), "ours", "final response", "checked"),
        ("ofcom-standards", (20, "working days"), "ours", "broadcast", "checked"),
        ("ofcom-after-bbc", (20, "working days"), "ours", "final response", "unchecked"),
        ("bbc-stage-1a", (30, "working days"), "ours", "publication", "checked"),
        ("bbc-stage-1b", (20, "working days"), "ours", "reply at stage 1a", "unchecked"),
        ("bbc-stage-2", (20, "working days"), "ours", "reply at stage 1b", "unchecked"),
        ("bbc-answer-1a", (10, "working days"), "theirs", "complaint at stage 1a", "unchecked"),
        ("bbc-answer-1b", (20, "working days"), "theirs", "complaint at stage 1b", "unchecked"),
        ("bbc-answer-2", (35, "working days"), "theirs", "complaint at stage 2", "unchecked"),
        ("defamation-england-and-wales", (1, "years"), "ours", "first publication", "checked"),
        ("defamation-scotland", (1, "years"), "ours", "first publication", "checked"),
    ],
)
def test_the_rules_are_as_they_were_gathered(
    key: str, length: tuple[int, str], whose: str, counts_from: str, status: str
) -> None:
    rule = find(key)
    assert [(found.number, found.unit) for found in rule.lengths] == [length]
    assert (rule.whose, rule.counts_from, rule.status) == (whose, counts_from, status)


def test_where_ipso_disagrees_with_itself_both_times_stand_with_their_pages() -> None:
    rule = find("ipso-review")
    assert [(length.number, length.unit) for length in rule.lengths] == [(7, "days"), (35, "days")]
    assert all(length.source and length.address for length in rule.lengths)
    assert rule.status == "unchecked"
    assert "ipso.co.uk" in rule.doubt


def test_fairness_complaints_about_the_bbc_go_to_ofcom_without_the_bbc() -> None:
    assert find("ofcom-fairness").outlets == ("Ofcom", "BBC")
    assert find("ofcom-standards").outlets == ("Ofcom",)


def test_northern_ireland_gets_no_date_for_a_claim_in_court() -> None:
    rule = find("defamation-northern-ireland")
    assert rule.lengths == ()
    assert "Ask a lawyer" in rule.no_date


def test_a_court_s_time_runs_whether_or_not_anybody_regulates_the_outlet() -> None:
    assert {rule.key for rule in RULES if not rule.outlets} == {
        "defamation-england-and-wales",
        "defamation-scotland",
        "defamation-northern-ireland",
    }


def test_nobody_s_time_to_answer_runs_before_they_were_asked() -> None:
    assert all(rule.counts_from not in REPORT_STARTS for rule in RULES if rule.whose == "theirs")


def test_the_bank_holidays_are_those_that_the_package_holidays_knows() -> None:
    made = re.sub(r"^# Made by .*$", "", make_file(), flags=re.MULTILINE).rstrip("\n")
    kept = re.sub(
        r"^# Made by .*$", "", (FOLDER / "bank-holidays.toml").read_text(encoding="utf-8"), flags=re.MULTILINE
    ).rstrip("\n")
    assert kept == made, (
        "run: python tests/rules/make_bank_holidays.py > src/mediawatch/rules/bank-holidays.toml"
    )


def test_every_nation_has_its_bank_holidays_and_none_falls_on_a_weekend() -> None:
    known = load_bank_holidays()
    assert set(known.days) == set(NATIONS)
    assert known.days["England"] == known.days["Wales"]
    for days in known.days.values():
        assert all(day.weekday() < 5 for day in days)
        assert {day.year for day in days} == set(range(known.first_year, known.last_year + 1))
    assert len(DIVISIONS) == 3


@pytest.mark.parametrize(
    ("nation", "day", "name"),
    [
        ("England", "2026-04-06", "Easter Monday"),
        ("Scotland", "2026-04-06", ""),
        ("Scotland", "2026-01-02", "New Year Holiday"),
        ("Scotland", "2026-11-30", "Saint Andrew's Day"),
        ("Northern Ireland", "2026-07-13", "Battle of the Boyne (substitute day)"),
        ("Northern Ireland", "2026-03-17", "Saint Patrick's Day"),
        ("Wales", "2022-09-19", "State Funeral of Queen Elizabeth II"),
        ("England", "2020-05-08", "May Day"),
        ("England", "2027-12-27", "Christmas Day (substitute day)"),
    ],
)
def test_some_that_a_person_would_look_up(nation: str, day: str, name: str) -> None:
    assert load_bank_holidays().days[nation].get(date.fromisoformat(day), "") == name  # type: ignore[index]
