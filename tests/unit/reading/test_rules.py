"""A rule that contradicts itself, or that says nothing of where it comes from, is refused in a clear sentence."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from deadline_rules import make_rule
from mediawatch.deadlines import Length
from mediawatch.errors import InputError
from mediawatch.reading.rules import check_rules, find_contradictions, parse_rules

TODAY = "2026-03-10"

HOUSE = """
regulator = "Harbour Lane"

[[rule]]
key = "house-chase"
name = "Ask again"
counts_from = "request"
length = 5
unit = "working days"
bank_holidays = ["Scotland"]
whose = "theirs"
met_by = ["reply of the publisher"]
means = "Ring the desk."
source = "Our press procedure"
checked_on = 2026-03-02
status = "checked"
"""


def parse(text: str) -> Any:
    return parse_rules(tomllib.loads(text), own=True)


def change(old: str, new: str) -> str:
    assert HOUSE.count(old) == 1
    return HOUSE.replace(old, new)


def test_a_rule_is_read_as_it_is_written() -> None:
    (rule,) = parse(HOUSE)
    assert rule == make_rule(
        5,
        key="house-chase",
        regulator="Harbour Lane",
        name="Ask again",
        counts_from="request",
        whose="theirs",
        met_by=("reply of the publisher",),
        means="Ring the desk.",
        source="Our press procedure",
        checked_on="2026-03-02",
        bank_holidays=("Scotland",),
        own=True,
    )
    assert find_contradictions([rule], today=TODAY) == []


def test_unless_it_says_so_a_rule_is_unchecked_and_begins_the_day_after_in_london() -> None:
    (rule,) = parse(change('status = "checked"', ""))
    assert (rule.status, rule.start_counts, rule.timezone) == ("unchecked", False, "Europe/London")


def test_a_length_for_each_source_is_read_where_sources_disagree() -> None:
    lengths = """
[[rule.lengths]]
length = 7
unit = "days"
source = "The blog"
[[rule.lengths]]
length = 1
unit = "months"
source = "The handbook"
address = "https://handbook.example/"
"""
    text = change('length = 5\nunit = "working days"\nbank_holidays = ["Scotland"]\n', "") + lengths
    (rule,) = parse(text)
    assert rule.lengths == (
        Length(7, "days", "The blog"),
        Length(1, "months", "The handbook", "https://handbook.example/"),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (change("length = 5\n", ""), "The rule 'house-chase' has a unit ('working days') and no length."),
        (change('unit = "working days"\n', ""), "The rule 'house-chase' has a length (5) and no unit."),
        (change("length = 5", "length = 5.5"), "a length is a whole number, not 5.5"),
        (change("length = 5", "length = true"), "a length is a whole number, not True"),
        (change("length = 5", 'length = "5"'), "a length is a whole number, not '5'"),
        (change('"working days"', '"fortnights"'), "unit cannot be 'fortnights'"),
        (change('"working days"', "3"), "unit is a text in quotation marks, not 3"),
        (change('counts_from = "request"', 'counts_from = "full moon"'), "counts_from cannot be 'full moon'"),
        (
            change('counts_from = "request"', 'counts_from = "ipso-complaint"'),
            "counts from 'ipso-complaint', which is itself a last day, and not from something that happened",
        ),
        (
            change('counts_from = "request"', 'counts_from = "our deadline"'),
            "counts from 'our deadline', which is itself a last day",
        ),
        (change('whose = "theirs"', 'whose = "nobody\'s"'), 'whose cannot be "nobody\'s"'),
        (change('["Scotland"]', '["France"]'), "bank_holidays cannot be 'France'"),
        (change('["Scotland"]', '"Scotland"'), "bank_holidays is a list"),
        (change('["Scotland"]', '["Scotland", "Scotland"]'), "names something twice"),
        (change('["reply of the publisher"]', '["a miracle"]'), "met_by cannot be 'a miracle'"),
        (change("2026-03-02", '"in March"'), "checked_on is a day such as 2026-03-04, not 'in March'"),
        (change("2026-03-02", "2026-03-02T10:00:00"), "checked_on is a day"),
        (change('status = "checked"', 'status = "sure"'), "status cannot be 'sure'"),
        (change('status = "checked"', "start_counts = 1"), "start_counts is true or false, not 1"),
        (change('source = "Our press procedure"\n', ""), "The rule 'house-chase' lacks source."),
        (change('source = "Our press procedure"', 'source = ""'), "lacks source"),
        (change('regulator = "Harbour Lane"\n', ""), "The rule 'house-chase' lacks regulator."),
        (change('key = "house-chase"\n', ""), "Rule number 1 lacks key."),
        (change('name = "Ask again"', 'nmae = "Ask again"'), "The rule 'house-chase' has a field 'nmae'"),
        (
            change('regulator = "Harbour Lane"', 'regulator = "Harbour Lane"\nrules = 1'),
            "has a field 'rules'",
        ),
        (change("[[rule]]", "[rule]"), "The file holds no rules."),
        ("", "The file holds no rules."),
        (change("Ring the desk.", "Ring. " * 500), "means has 3,000 characters"),
        (
            HOUSE + '[[rule.lengths]]\nlength = 7\nunit = "days"\n',
            "a length of its own and a list of lengths",
        ),
        (
            change('length = 5\nunit = "working days"\n', "")
            + '[[rule.lengths]]\nlength = 7\nunits = "days"\n',
            "has a length with a field 'units'",
        ),
        (
            change("length = 5\n", 'lengths = "5 days"\n').replace('unit = "working days"\n', ""),
            "lengths are tables",
        ),
    ],
)
def test_a_form_that_cannot_be_is_refused_with_the_name_of_the_rule(text: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(text)
    assert sentence in caught.value.message


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"key": "House Rule"}, "has a key that is not of lower-case letters"),
        ({"key": "house--rule"}, "has a key that is not of lower-case letters"),
        ({"key": "house-rule@elsewhere"}, "has a key that is not of lower-case letters"),
        ({"lengths": (), "bank_holidays": ()}, "has no length, and does not say with no_date why"),
        ({"no_date": "Ask."}, "has a length, and says with no_date that there is none"),
        ({"lengths": (Length(0, "days"),), "bank_holidays": ()}, "has a length of 0 days; the least is 1"),
        ({"lengths": (Length(-7, "days"),), "bank_holidays": ()}, "has a length of -7 days; the least is 1"),
        (
            {"lengths": (Length(400, "months"),), "bank_holidays": ()},
            "has a length of 400 months; the most is 120",
        ),
        ({"lengths": (Length(10**30, "working days"),)}, "the most is 2600"),
        ({"bank_holidays": ()}, "counts working days and does not say whose bank_holidays are left out"),
        ({"lengths": (Length(7, "days"),)}, "names bank_holidays and counts no working days"),
        ({"status": "unchecked"}, "is unchecked and does not say in doubt what is not sure"),
        ({"checked_on": "2026-03-11"}, "was checked on 2026-03-11, which is still to come"),
        (
            {"counts_from": "broadcast", "media": ("print",)},
            "counts from a broadcast and does not hold for broadcasts",
        ),
        ({"whose": "theirs"}, "is their time to answer and counts from a publication"),
        ({"counts_from": "appeal", "met_by": ("appeal",)}, "is met by what it counts from"),
        ({"met_by": ("publication",), "counts_from": "request"}, "is met by a publication"),
        ({"address": "ipso.co.uk/rules"}, "has an address that does not begin with https://"),
        ({"address": "javascript:alert(1)"}, "has an address that does not begin with https://"),
        (
            {"lengths": (Length(7, "days", "A"), Length(9, "days", "B")), "bank_holidays": ()},
            "has several lengths, so its sources disagree, and is called checked",
        ),
        (
            {"lengths": (Length(7, "days", "A"), Length(9, "days")), "bank_holidays": ()},
            "has several lengths and does not say which source gives which",
        ),
        (
            {"lengths": (Length(7, "days", "A"), Length(7, "days", "B")), "bank_holidays": ()},
            "lists the same length twice",
        ),
    ],
)
def test_a_contradiction_is_named(fields: dict[str, Any], sentence: str) -> None:
    rule = make_rule(**fields)
    assert any(sentence in wrong for wrong in find_contradictions([rule], today=TODAY))


def test_a_key_stands_for_one_rule() -> None:
    rule = make_rule()
    wrong = ["There are two rules with the key 'house-rule'."]
    assert find_contradictions([rule, rule], today=TODAY) == wrong
    assert find_contradictions([rule], others=[rule], today=TODAY) == wrong
    assert find_contradictions([rule], others=[make_rule(key="other")], today=TODAY) == []


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InputError) as caught:
        check_rules([make_rule(0, "days"), make_rule(key="B")], today=TODAY)
    assert "the least is 1" in caught.value.message
    assert "'B' has a key" in caught.value.message
    check_rules([make_rule()], today=TODAY)
