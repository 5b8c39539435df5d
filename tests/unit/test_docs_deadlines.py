"""docs/deadlines.md says what the rules say, and the rule that it shows is one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from mediawatch.cli.rules_page import write_page
from mediawatch.deadlines import STARTS, WHOSE
from mediawatch.journeys.rules import load_rules
from mediawatch.reading.rules import find_contradictions, parse_rules
from mediawatch.reading.steps import BY_REGULATOR, REPLIES

PAGE = (Path(__file__).parents[2] / "docs" / "deadlines.md").read_text(encoding="utf-8")


def test_the_page_is_made_from_the_rules() -> None:
    assert write_page() + "\n" == PAGE, (
        "docs/deadlines.md is out of date: python -m mediawatch.cli.rules_page > docs/deadlines.md"
    )


def test_every_rule_stands_with_its_key_its_source_and_its_doubt() -> None:
    for rule in load_rules():
        assert f"(`{rule.key}`, {rule.status})" in PAGE
        assert f"[{rule.source}]({rule.address})" in PAGE
        assert rule.doubt in PAGE
        assert rule.found in PAGE


def test_the_rule_that_it_shows_can_be_added() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (rule,) = parse_rules(tomllib.loads(example), own=True)
    assert find_contradictions([rule], others=load_rules(), today="2026-11-26") == []


def test_every_word_for_whose_time_and_for_what_counts_is_explained() -> None:
    assert all(f"| **{word}** |" in PAGE for word in WHOSE)
    assert all(f"\n| {kind} | " in PAGE for kind in STARTS)


def test_the_table_of_steps_is_what_the_program_does() -> None:
    rows = dict(re.findall(r"^\| (\w+) \| [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE))
    for step, kind in BY_REGULATOR.items():
        assert rows[step].startswith(kind)
    for step in REPLIES:
        assert re.search(rf"^\| {step} \| reply of the publisher", PAGE, re.MULTILINE)


def test_nothing_is_shown_without_the_word_that_it_is_no_advice() -> None:
    assert "not legal advice" in PAGE.split("## In short")[0]
