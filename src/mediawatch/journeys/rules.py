"""Rules about time: those that come with mediawatch, read from the package, and an organisation's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mediawatch.deadlines import BankHolidays, Basis, Rule
from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.desk import Desk
from mediawatch.reading.bank_holidays import parse_bank_holidays
from mediawatch.reading.rules import check_rules, parse_rule, parse_rules
from mediawatch.store import deadlines as rows

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


@dataclass(frozen=True, slots=True)
class RuleInUse:
    """A rule, and whether the organisation counts by it."""

    rule: Rule
    retired: bool


def find_rules(desk: Desk) -> list[RuleInUse]:
    """Every rule that the record knows: those of the program, then the organisation's own."""
    kept = {row["key"]: row for row in rows.read_own_rules(desk.record.db)}
    coming = [
        RuleInUse(rule, rule.key in kept and kept[rule.key]["retired_at"] is not None)
        for rule in load_rules()
    ]
    own = [
        RuleInUse(parse_rule(row["rule"], own=True), row["retired_at"] is not None)
        for row in kept.values()
        if row["rule"]
    ]
    return [*coming, *own]


def add_rules(desk: Desk, text: str) -> list[RuleInUse]:
    """Add the rules of a TOML file, all or none; gives those that were added or changed.

    An own rule that was retired comes back as the file has it, with the deadlines that it had before.

    Raises:
        InputError: no TOML, a field that is missing or means nothing, a contradiction, a key that is taken.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The file is no TOML: {error}.", "docs/deadlines.md shows a rule.") from error
    parsed = parse_rules(tables, own=True)
    for rule in parsed:
        check_zone(rule)
    actor = desk.actor()
    with desk.record.write() as db:
        known = find_rules(desk)
        others = [used.rule for used in known if not (used.retired and used.rule.own)]
        check_rules(parsed, others=others, today=actor.today)
        for rule, table in zip(parsed, tables["rule"], strict=True):
            whole = {"regulator": tables.get("regulator"), **table}
            rows.write_rule(db, actor, rule.key, {name: plain(value) for name, value in whole.items()}, None)
    return [RuleInUse(rule, False) for rule in parsed]


def retire_rule(desk: Desk, key: str) -> Rule:
    """Count no more by a rule, the organisation's own or one of the program.

    Raises:
        NotFound: there is none.
        NotAllowed: it is retired already.
    """
    used = find_rule(desk, key)
    if used.retired:
        raise NotAllowed(
            f"The rule {key!r} is retired already.", f"mediawatch rule reinstate {key}", "retire"
        )
    return change_rule(desk, used.rule, retire=True)


def reinstate_rule(desk: Desk, key: str) -> Rule:
    """Count by a retired rule again.

    Raises:
        NotFound: there is none.
        NotAllowed: it is not retired.
    """
    used = find_rule(desk, key)
    if not used.retired:
        raise NotAllowed(f"The rule {key!r} is not retired.", "", "reinstate")
    return change_rule(desk, used.rule, retire=False)


def change_rule(desk: Desk, rule: Rule, *, retire: bool) -> Rule:
    """Retire a rule or bring it back. For a rule of the program the record keeps no more than that it is retired."""
    actor = desk.actor()
    with desk.record.write() as db:
        kept = {row["key"]: row["rule"] for row in rows.read_own_rules(db)}
        rows.write_rule(db, actor, rule.key, kept.get(rule.key, {}), actor.now if retire else None)
    return rule


def find_rule(desk: Desk, key: str) -> RuleInUse:
    """The rule with that key.

    Raises:
        NotFound: there is none.
    """
    for used in find_rules(desk):
        if used.rule.key == key:
            return used
    raise NotFound(f"There is no rule {key!r}.", "See `mediawatch deadlines --rules`.")


def check_zone(rule: Rule) -> None:
    """Raise InputError unless the machine knows the rule's time zone."""
    try:
        ZoneInfo(rule.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            f"The rule {rule.key!r} has a time zone {rule.timezone!r} that is not known here.",
            "Give one such as Europe/London.",
        ) from error


def plain(value: object) -> object:
    """A value of TOML as JSON can hold it."""
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
