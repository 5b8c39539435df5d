"""An organisation adds rules of its own and retires others; what contradicts itself is taken over by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from affair import Affair, make_record
from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.rules import add_rules, find_rules, load_rules, reinstate_rule, retire_rule
from mediawatch.store.verify import run_checks


@pytest.fixture
def affair(tmp_path: Path) -> Iterator[Affair]:
    with open_desk(make_record(tmp_path / "record.db"), "Ada Okafor", environ={}) as desk:
        yield Affair(desk)
        assert [failure for check in run_checks(desk.record.db) for failure in check.failures] == []


HOUSE = """
regulator = "Harbour Lane"
[[rule]]
key = "house-chase"
name = "Ask again"
counts_from = "request"
length = 5
unit = "days"
whose = "theirs"
met_by = ["reply of the publisher"]
means = "Ring the desk."
source = "Our press procedure"
checked_on = 2026-03-02
status = "checked"
"""


def test_an_organisation_s_own_rule_counts_like_the_others(affair: Affair) -> None:
    request = affair.request(affair.claim(affair.report("2026-03-04")), "2026-03-10")
    add_rules(affair.desk, HOUSE)
    assert affair.days(courts=True)["house-chase q1"] == "2026-03-15"
    affair.step(request, "offered", "2026-03-12")
    assert affair.states()["house-chase q1"] == "met"


def test_a_retired_rule_is_changed_by_adding_it_again(affair: Affair) -> None:
    affair.request(affair.claim(affair.report("2026-03-04")), "2026-03-10")
    add_rules(affair.desk, HOUSE)
    with pytest.raises(InputError, match="two rules with the key 'house-chase'"):
        add_rules(affair.desk, HOUSE.replace("length = 5", "length = 6"))
    retire_rule(affair.desk, "house-chase")
    assert "house-chase q1" not in affair.days(courts=True)
    add_rules(affair.desk, HOUSE.replace("length = 5", "length = 6"))
    assert affair.days(courts=True)["house-chase q1"] == "2026-03-16"


def test_a_rule_of_the_program_can_be_retired_and_brought_back_but_not_replaced(affair: Affair) -> None:
    affair.claim(affair.report("2026-03-04"))
    retire_rule(affair.desk, "defamation-scotland")
    assert "defamation-scotland r1" not in affair.days(courts=True)
    assert [used.rule.key for used in find_rules(affair.desk) if used.retired] == ["defamation-scotland"]
    with pytest.raises(NotAllowed, match="retired already"):
        retire_rule(affair.desk, "defamation-scotland")
    with pytest.raises(InputError, match="two rules with the key 'defamation-scotland'"):
        add_rules(affair.desk, HOUSE.replace("house-chase", "defamation-scotland"))
    reinstate_rule(affair.desk, "defamation-scotland")
    assert "defamation-scotland r1" in affair.days(courts=True)
    with pytest.raises(NotAllowed, match="not retired"):
        reinstate_rule(affair.desk, "defamation-scotland")
    with pytest.raises(NotFound, match="There is no rule 'nothing'"):
        retire_rule(affair.desk, "nothing")


def test_of_a_file_with_a_contradiction_nothing_is_taken_over(affair: Affair) -> None:
    good, bad = (
        HOUSE,
        HOUSE.split("[[rule]]")[1].replace("house-chase", "house-other").replace("length = 5", "length = 0"),
    )
    with pytest.raises(InputError, match="the least is 1"):
        add_rules(affair.desk, f"{good}\n[[rule]]{bad}")
    assert [used.rule for used in find_rules(affair.desk)] == list(load_rules())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[rule]\n", "The file is no TOML"),
        (HOUSE + 'timezone = "Europe/Lundun"\n', "a time zone 'Europe/Lundun' that is not known here"),
        (HOUSE.replace('"Our press procedure"', '""'), "lacks source"),
    ],
)
def test_a_file_that_cannot_be_is_refused(affair: Affair, text: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        add_rules(affair.desk, text)
    assert sentence in caught.value.message
