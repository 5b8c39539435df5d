"""Rules about time, read from the tables of a TOML file, and what is wrong with them.

The rules that come with mediawatch and an organisation's own have one form; docs/deadlines.md describes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, cast, get_args

from mediawatch.deadlines import LONGEST, NATIONS, REPORT_STARTS, STARTS, WHOSE, Length, Rule, Status
from mediawatch.errors import InputError
from mediawatch.model import Medium

MEDIA: Final = get_args(Medium)
STATUSES: Final = get_args(Status)
TEXTS: Final = (
    "key", "regulator", "name", "counts_from", "whose", "means", "status", "source", "address", "found", "doubt",
    "no_date", "timezone",
)  # fmt: skip
LISTS: Final = ("met_by", "outlets", "media", "bank_holidays")
OTHERS: Final = ("length", "unit", "lengths", "checked_on", "start_counts")
NEEDED: Final = ("key", "name", "counts_from", "whose", "means", "source", "checked_on")
LENGTH_FIELDS: Final = ("length", "unit", "source", "address")
LONGEST_TEXT: Final = 2000
"""Characters; what a person has to read beside a date should not be longer."""

_KEY: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def parse_rules(tables: Mapping[str, Any], *, own: bool = False) -> tuple[Rule, ...]:
    """The rules of one TOML file, in its order: a table `[[rule]]` for each, and `regulator` for all or in each.

    Only the form is looked at: which fields there are and what they hold. `find_contradictions` looks at the sense.

    Raises:
        InputError: a field is missing, unknown, or holds something else; the sentence names rule and field.
    """
    unknown = sorted(set(tables) - {"regulator", "rule"})
    if unknown:
        raise InputError(
            f"The file of rules has a field {unknown[0]!r} that means nothing there.",
            "There are: regulator, and a table [[rule]] for each rule.",
        )
    found = tables.get("rule", [])
    if not isinstance(found, list) or not found or not all(isinstance(table, Mapping) for table in found):
        raise InputError("The file holds no rules.", "Begin each rule with a line [[rule]].")
    return tuple(
        parse_rule({"regulator": tables.get("regulator"), **table}, number, own=own)
        for number, table in enumerate(found, start=1)
    )


def parse_rule(table: Mapping[str, Any], number: int = 1, *, own: bool = False) -> Rule:
    """One rule from its table; `number` names it in an error when it has no key.

    Raises:
        InputError: as `parse_rules`.
    """
    key = table.get("key")
    called = f"The rule {key!r}" if isinstance(key, str) and key else f"Rule number {number}"
    for name in table:
        if name not in (*TEXTS, *LISTS, *OTHERS):
            raise InputError(
                f"{called} has a field {name!r} that means nothing.",
                f"There are: {', '.join((*TEXTS, *LISTS, *OTHERS))}.",
            )
    missing = [name for name in ("regulator", *NEEDED) if table.get(name) in (None, "")]
    if missing:
        raise InputError(f"{called} lacks {', '.join(missing)}.", "Say it, so that the day can be explained.")
    texts = {name: read_text(called, name, table[name]) for name in TEXTS if table.get(name) is not None}
    check_word(called, "counts_from", texts["counts_from"], tuple(STARTS))
    check_word(called, "whose", texts["whose"], tuple(WHOSE))
    check_word(called, "status", texts.setdefault("status", "unchecked"), STATUSES)
    lists = {name: read_list(called, name, table[name]) for name in LISTS if name in table}
    for name, words in (("met_by", tuple(STARTS)), ("media", MEDIA), ("bank_holidays", NATIONS)):
        for word in lists.get(name, ()):
            check_word(called, name, word, words)
    start_counts = table.get("start_counts", False)
    if not isinstance(start_counts, bool):
        raise InputError(f"{called}: start_counts is true or false, not {start_counts!r}.")
    return Rule(
        **cast("dict[str, Any]", texts | lists),
        lengths=read_lengths(called, table),
        checked_on=read_day(called, table["checked_on"]),
        start_counts=start_counts,
        own=own,
    )


def read_lengths(called: str, table: Mapping[str, Any]) -> tuple[Length, ...]:
    """The length of a rule, or each of those on which its sources disagree; empty when there is none."""
    listed = table.get("lengths", [])
    if not isinstance(listed, list) or not all(isinstance(item, Mapping) for item in listed):
        raise InputError(f"{called}: lengths are tables with length, unit, source and address.")
    if listed and ("length" in table or "unit" in table):
        raise InputError(
            f"{called} has a length of its own and a list of lengths.",
            "Keep one of them: a list is for doubt.",
        )
    if not listed:
        listed = [{name: table[name] for name in ("length", "unit") if name in table}]
    return tuple(length for item in listed if (length := read_length(called, item)))


def read_length(called: str, item: Mapping[str, Any]) -> Length | None:
    """One length; None where neither number nor unit is said."""
    unknown = sorted(set(item) - set(LENGTH_FIELDS))
    if unknown:
        raise InputError(f"{called} has a length with a field {unknown[0]!r} that means nothing.")
    number, unit = item.get("length"), item.get("unit")
    if number is None and unit is None:
        return None
    if number is None:
        raise InputError(
            f"{called} has a unit ({unit!r}) and no length.", "Say how many, or leave the unit out."
        )
    if unit is None:
        raise InputError(
            f"{called} has a length ({number!r}) and no unit.", f"Say one of {say_list(LONGEST)}."
        )
    if not isinstance(number, int) or isinstance(number, bool):
        raise InputError(f"{called}: a length is a whole number, not {number!r}.")
    unit = read_text(called, "unit", unit)
    check_word(called, "unit", unit, tuple(LONGEST))
    texts = {name: read_text(called, name, item[name]) for name in ("source", "address") if name in item}
    return Length(number, cast("Any", unit), **texts)


def read_text(called: str, name: str, value: object) -> str:
    """A text of one line."""
    if not isinstance(value, str):
        raise InputError(f"{called}: {name} is a text in quotation marks, not {value!r}.")
    if len(value) > LONGEST_TEXT:
        raise InputError(f"{called}: {name} has {len(value):,} characters; {LONGEST_TEXT:,} are enough.")
    return " ".join(value.split())


def read_list(called: str, name: str, value: object) -> tuple[str, ...]:
    """A list of texts, none of them twice."""
    if not isinstance(value, list):
        raise InputError(f'{called}: {name} is a list, such as ["IPSO"], not {value!r}.')
    words = tuple(read_text(called, name, word) for word in value)
    if len(set(words)) < len(words) or "" in words:
        raise InputError(f"{called}: {name} names something twice, or nothing.")
    return words


def read_day(called: str, value: object) -> str:
    """An ISO day, from a date of TOML or from a text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise InputError(f"{called}: checked_on is a day such as 2026-03-04, not {value!r}.") from error


def check_word(called: str, name: str, word: str, words: Sequence[str]) -> None:
    """Raise InputError unless the word is one of those that can be said."""
    if word in words:
        return
    is_rule = "-" in word and _KEY.fullmatch(word)
    if name == "counts_from" and (is_rule or re.search(r"\b(?:deadline|last day)\b", word.casefold())):
        raise InputError(
            f"{called} counts from {word!r}, which is itself a last day, and not from something that happened.",
            f"A rule counts from one of: {say_list(words)}.",
        )
    raise InputError(f"{called}: {name} cannot be {word!r}.", f"There are: {say_list(words)}.")


def say_list(words: Iterable[str]) -> str:
    return ", ".join(words)


def check_rules(rules: Sequence[Rule], *, others: Sequence[Rule] = (), today: str) -> None:
    """Raise InputError with every contradiction in the rules, unless there is none.

    Args:
        others: rules that hold already, and whose keys are taken.
        today: ISO day.
    """
    wrong = find_contradictions(rules, others=others, today=today)
    if wrong:
        raise InputError(" ".join(wrong), "Mend the file; nothing of it was taken over.")


def find_contradictions(rules: Sequence[Rule], *, others: Sequence[Rule] = (), today: str) -> list[str]:
    """A sentence for each thing in the rules that cannot be so."""
    wrong: list[str] = []
    keys = [rule.key for rule in others]
    for rule in rules:
        if rule.key in keys:
            wrong.append(f"There are two rules with the key {rule.key!r}.")
        keys.append(rule.key)
        wrong += [f"The rule {rule.key!r} {what}." for what in contradicts_itself(rule, today)]
    return wrong


def contradicts_itself(rule: Rule, today: str) -> list[str]:
    """What one rule says that cannot be so, each to be read after its name."""
    units = {length.unit for length in rule.lengths}
    sayings = {(length.number, length.unit) for length in rule.lengths}
    checks = {
        "has a key that is not of lower-case letters, digits and single hyphens": not _KEY.fullmatch(
            rule.key
        ),
        "has no length, and does not say with no_date why": not rule.lengths and not rule.no_date,
        "has a length, and says with no_date that there is none": bool(rule.lengths and rule.no_date),
        "lists the same length twice": len(sayings) < len(rule.lengths),
        "has several lengths, so its sources disagree, and is called checked": (
            len(rule.lengths) > 1 and rule.status == "checked"
        ),
        "has several lengths and does not say which source gives which": (
            len(rule.lengths) > 1 and not all(length.source for length in rule.lengths)
        ),
        "counts working days and does not say whose bank_holidays are left out": (
            "working days" in units and not rule.bank_holidays
        ),
        "names bank_holidays and counts no working days": (
            "working days" not in units and bool(rule.bank_holidays)
        ),
        "is unchecked and does not say in doubt what is not sure": rule.status == "unchecked"
        and not rule.doubt,
        f"was checked on {rule.checked_on}, which is still to come": rule.checked_on > today,
        "counts from a broadcast and does not hold for broadcasts": (
            rule.counts_from == "broadcast" and bool(rule.media) and "broadcast" not in rule.media
        ),
        "is met by what it counts from": rule.counts_from in rule.met_by,
        "is met by a publication, which is nothing that anybody does in time": not REPORT_STARTS.isdisjoint(
            rule.met_by
        ),
        "is their time to answer and counts from a publication, when nobody has asked them anything": (
            rule.whose == "theirs" and rule.counts_from in REPORT_STARTS
        ),
        "has an address that does not begin with https:// or http://": not all(
            re.match(r"https?://[^\s]+$", address)
            for address in (rule.address, *(length.address for length in rule.lengths))
            if address
        ),
    }
    wrong = [what for what, holds in checks.items() if holds]
    for length in rule.lengths:
        if length.number < 1:
            wrong.append(f"has a length of {length.number} {length.unit}; the least is 1")
        elif length.number > LONGEST[length.unit]:
            wrong.append(f"has a length of {length.number} {length.unit}; the most is {LONGEST[length.unit]}")
    return wrong
