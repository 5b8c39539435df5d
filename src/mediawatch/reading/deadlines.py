"""From a rule and something that happened to a last day, with the sentence that explains it.

No day is given that cannot be explained. Where a date is known to the month, the first and the last day that it
allows are given; where it is known to the year or not at all, there is no day, and a sentence says what is missing.
Where the sources of a rule disagree, each length gives a deadline of its own, and each names the other.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from mediawatch.deadlines import (
    REPORT_STARTS,
    Basis,
    Deadline,
    Length,
    Mark,
    Rule,
    Start,
    State,
    Subject,
)
from mediawatch.errors import InputError
from mediawatch.reading.counting import DaysOff, count, day_of, spread
from mediawatch.reading.explaining import explain, say_doubts

NO_MARKS: Final[Mapping[str, Mark]] = MappingProxyType({})


def applies(rule: Rule, subject: Subject) -> bool:
    """Whether the rule is about what that outlet published in that way. Outlets with an unknown regulator have none."""
    regulators = {name.casefold() for name in rule.outlets}
    return (not regulators or subject.regulator.casefold() in regulators) and (
        not rule.media or subject.medium in rule.media
    )


def find_deadlines(
    rules: Iterable[Rule],
    subject: Subject,
    starts: Sequence[Start],
    basis: Basis,
    marks: Mapping[str, Mark] = NO_MARKS,
) -> Iterator[Deadline]:
    """Every deadline of a subject, in the order of the rules.

    Args:
        starts: what happened, in any order; of the same kind there may be several.
        marks: what a person said of a rule for this subject, by the rule's key.
    """
    for rule in rules:
        if not applies(rule, subject):
            continue
        start, doubt = choose_start(rule, [start for start in starts if start.kind == rule.counts_from])
        if start is not None:
            for deadline in make_deadlines(rule, start, subject, basis, marks.get(rule.key)):
                yield replace(deadline, doubts=(*deadline.doubts, doubt)) if doubt else deadline


def choose_start(rule: Rule, starts: Sequence[Start]) -> tuple[Start | None, str]:
    """The start to count from, and a sentence where there was a choice.

    For our own time the earliest, for theirs the latest: whoever acts by the day that is shown errs on no side.
    One whose day is not known is counted from only where there is no other.
    """
    known = sorted((start for start in starts if start.value), key=lambda start: (start.value, start.told_by))
    if not known:
        return (starts[0] if starts else None), ""
    chosen = known[-1] if rule.whose == "theirs" else known[0]
    if unknown := next((start for start in starts if not start.value), None):
        return chosen, f"The {unknown.told_by} is not known, and might change this day."
    if len({start.value for start in known}) == 1:
        return chosen, ""
    which = "latest" if rule.whose == "theirs" else "earliest"
    return chosen, f"It happened {len(known)} times; the {which} is counted from."


def make_deadlines(
    rule: Rule, start: Start, subject: Subject, basis: Basis, mark: Mark | None = None
) -> tuple[Deadline, ...]:
    """The deadlines of one rule for one start: one, or one for each length on which its sources disagree."""
    if not rule.lengths:
        uid = make_uid(basis.record_uuid, rule, subject, None)
        state = mark.state if mark else "no date"
        return (
            Deadline(
                uid, rule, subject, start, "", "", rule.no_date, state, say_doubts(rule, None, start), mark
            ),
        )
    return tuple(make_deadline(rule, length, start, subject, basis, mark) for length in rule.lengths)


def make_deadline(
    rule: Rule, length: Length, start: Start, subject: Subject, basis: Basis, mark: Mark | None = None
) -> Deadline:
    """One deadline. It has no day where the start has none, or where counting leads beyond what is known."""
    zone = basis.zones[rule.timezone]
    due_on = latest_on = ""
    state: State = "no date"
    try:
        first, last = find_start_days(rule, start, basis)
        off = DaysOff(basis.holidays, rule.bank_holidays, in_all=rule.whose != "theirs")
        counted = count(first, length, start_counts=rule.start_counts, off=off)
        latest = count(last, length, start_counts=rule.start_counts, off=off) if last > first else counted
    except InputError as error:
        told = str(error)
    else:
        due_on, latest_on = counted.last.isoformat(), latest.last.isoformat()
        told = explain(rule, length, start, counted, latest)
        state = find_state(counted.last, latest.last, day_of(basis.now, zone))
    return Deadline(
        uid=make_uid(basis.record_uuid, rule, subject, length),
        rule=rule,
        subject=subject,
        start=start,
        due_on=due_on,
        latest_on=latest_on,
        counted=told,
        state=mark.state if mark else state,
        doubts=say_doubts(rule, length, start),
        mark=mark,
    )


def make_uid(record_uuid: str, rule: Rule, subject: Subject, length: Length | None) -> str:
    """A UUID that says nothing (RFC 7986, 5.3), and the same one as long as record, rule, subject and length last.

    The first length of a rule is not part of it: a rule that is corrected keeps its deadlines, and a calendar moves
    them. Others, on which sources disagree with the first, are. Raises ValueError when `record_uuid` is no UUID.
    """
    which = f" {length.number} {length.unit}" if length and length != rule.lengths[0] else ""
    return str(uuid.uuid5(uuid.UUID(record_uuid), f"deadline {rule.key} {subject.ref}{which}"))


def find_start_days(rule: Rule, start: Start, basis: Basis) -> tuple[date, date]:
    """The first and the last day that a start can mean; mostly they are the same.

    Raises:
        InputError: its day is not known, or only the year; the sentence says what to do.
    """
    if start.at:
        day = day_of(datetime.fromisoformat(start.at), basis.zones[rule.timezone])
        return day, day
    if start.precision not in ("day", "month") or not start.value:
        known = f"only {start.value}" if start.precision == "year" and start.value else "nothing"
        raise InputError(
            f"There is no day: it counts from the {start.told_by}, of which {known} is known.",
            f"Look it up: mediawatch set {start.ref} --published DATE" if start.kind in REPORT_STARTS else "",
        )
    try:
        return spread(start.value)
    except ValueError as error:
        raise InputError(f"There is no day: the {start.told_by} is {start.value!r}.") from error


def find_state(first: date, last: date, today: date) -> State:
    """Where today stands: before the last day, on it (or within the range of it), or after it."""
    if today < first:
        return "upcoming"
    return "due" if today <= last else "passed"
