"""From a rule and something that happened to a last day, with the sentence that explains it.

No day is given that cannot be explained. Where a date is known to the month, the first and the last day that it
allows are given; where it is known to the year or not at all, there is no day, and a sentence says what is missing.
Where the sources of a rule disagree, each length gives a deadline of its own, and each names the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
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
    Unit,
)
from mediawatch.errors import InputError
from mediawatch.reading.counting import DaysOff, count, day_of, spread
from mediawatch.reading.explaining import explain, say_doubts, say_length

NO_MARKS: Final[Mapping[str, Mark]] = MappingProxyType({})


def applies(rule: Rule, subject: Subject) -> bool:
    """Whether the rule is about what that outlet published in that way. Outlets with an unknown regulator have none."""
    regulator = subject.regulator.casefold()
    return (not rule.outlets or any(name.casefold() == regulator for name in rule.outlets)) and (
        not rule.media or not set(rule.media).isdisjoint(subject.media)
    )


def find_deadlines(
    rules: Iterable[Rule],
    subject: Subject,
    starts: Sequence[Start],
    basis: Basis,
    *,
    happened: Sequence[Start] = (),
    marks: Mapping[str, Mark] = NO_MARKS,
) -> Iterator[Deadline]:
    """Every deadline of a subject, in the order of the rules.

    Args:
        starts: what is counted from, in any order; of the same kind there may be several.
        happened: what may have met a rule: the same, and more from other requests about the same reports.
        marks: what a person said, by UID; it goes before what the record shows.
    """
    for rule in rules:
        if not applies(rule, subject):
            continue
        start, doubt = choose_start(rule, [start for start in starts if start.kind == rule.counts_from])
        if start is None:
            continue
        shown = find_met(rule, start, happened)
        for deadline in make_deadlines(rule, start, subject, basis):
            mark = marks.get(deadline.uid, shown)
            yield replace(
                deadline,
                state=mark.state if mark else deadline.state,
                mark=mark,
                doubts=(*deadline.doubts, doubt) if doubt else deadline.doubts,
            )


def find_met(rule: Rule, start: Start, happened: Sequence[Start]) -> Mark | None:
    """That the record shows the rule met: the first thing of the right kind that happened since its start."""
    since = sorted(
        (thing.value, thing.told_by)
        for thing in happened
        if thing.kind in rule.met_by and thing.value and thing.value >= start.value
    )
    return Mark("met", since[0][0], "", since[0][1]) if since else None


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


def make_deadlines(rule: Rule, start: Start, subject: Subject, basis: Basis) -> tuple[Deadline, ...]:
    """The deadlines of one rule for one start: one, or one for each length on which its sources disagree."""
    if rule.lengths:
        return tuple(make_deadline(rule, length, start, subject, basis) for length in rule.lengths)
    uid = make_uid(basis.record_uuid, rule, subject, None)
    return (
        Deadline(uid, rule, subject, start, "", "", rule.no_date, "no date", say_doubts(rule, None, start)),
    )


def make_deadline(rule: Rule, length: Length, start: Start, subject: Subject, basis: Basis) -> Deadline:
    """One deadline. It has no day where the start has none, or where counting leads beyond what is known."""
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
        state = find_state(counted.last, latest.last, day_of(basis.now, basis.zones[rule.timezone]))
    uid = make_uid(basis.record_uuid, rule, subject, length)
    doubts = say_doubts(rule, length, start)
    return Deadline(uid, rule, subject, start, due_on, latest_on, told, state, doubts)


def make_uid(record_uuid: str, rule: Rule, subject: Subject, length: Length | None) -> str:
    """The same text as long as record, rule, subject and length last; no other record has it.

    The first length of a rule is not part of it: a rule that is corrected keeps its deadlines, and a calendar moves
    them. Others, on which sources disagree with the first, are.
    """
    which = f"-{say_length(length).replace(' ', '-')}" if length and length != rule.lengths[0] else ""
    return f"{rule.key}{which}-{subject.ref}@{record_uuid}"


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


def is_pressing(deadline: Deadline) -> bool:
    """Whether somebody still has to do something: it runs, or their time is over and we may go further.

    So does one whose day is missing because a date is; not one of a rule that never gives a day.
    """
    if deadline.cancelled or deadline.mark:
        return False
    if deadline.state == "passed":
        return deadline.whose == "theirs"
    return bool(deadline.rule.lengths)


LONGEST_UNIT: Final[Mapping[Unit, int]] = MappingProxyType(
    {"days": 1, "working days": 3, "months": 31, "years": 366}
)
"""Days that one unit never exceeds; of working days not even with every bank holiday in a row."""
SPARE: Final = 31
"""Days on top: the zone of a clock, a last day that moves on, a month known as a whole."""


def find_reach(rules: Iterable[Rule], today: date) -> Mapping[str, str]:
    """For each kind of start the first ISO day from which a deadline can still be pressing.

    Of what began before it every time of ours is over. It is "" where what never ends presses too: their time, after
    which we may go further. Kinds that are missing never press.
    """
    reach: dict[str, str] = {}
    for rule in rules:
        for length in rule.lengths:
            days = length.number * LONGEST_UNIT[length.unit] + SPARE
            first = "" if rule.whose == "theirs" else (today - timedelta(days=days)).isoformat()
            reach[rule.counts_from] = min(reach.get(rule.counts_from, first), first)
    return reach


def can_press(starts: Iterable[Start], reach: Mapping[str, str]) -> bool:
    """Whether one of these may give a deadline that is pressing; see find_reach."""
    return any(
        start.kind in reach
        and (
            bool(start.at)
            or len(start.value) < len("2026-03")
            or start.value >= reach[start.kind][: len(start.value)]
        )
        for start in starts
    )
