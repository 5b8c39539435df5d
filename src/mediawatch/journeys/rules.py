"""The rules about time that come with mediawatch: read from the package, not from the record."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from mediawatch.deadlines import BankHolidays, Basis, Rule
from mediawatch.reading.bank_holidays import parse_bank_holidays
from mediawatch.reading.rules import parse_rules

FILES = ("ipso", "impress", "ofcom", "bbc", "courts")
"""Files of rules, in the order in which they are shown."""


@cache
def load_rules() -> tuple[Rule, ...]:
    """The rules that come with mediawatch, file by file."""
    return tuple(rule for name in FILES for rule in parse_rules(read_toml(name)))


@cache
def load_bank_holidays() -> BankHolidays:
    """The bank holidays that come with mediawatch."""
    return parse_bank_holidays(read_toml("bank-holidays"))


def read_toml(name: str) -> dict[str, Any]:
    """One file of the folder `rules`."""
    text = (resources.files("mediawatch") / "rules" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def make_basis(record_uuid: str, rules: Iterable[Rule], now: datetime) -> Basis:
    """What the counts of a record rest on, at this moment.

    Args:
        now: with a time zone.
    """
    zones = {name: ZoneInfo(name) for name in {rule.timezone for rule in rules}}
    return Basis(record_uuid, now, zones, load_bank_holidays())
