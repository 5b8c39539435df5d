"""Deadlines: worked out from reports with open claims, from requests and their steps, and from rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Literal, TextIO

from mediawatch import __version__
from mediawatch.deadlines import REPORT_STARTS, CalendarHead, Deadline, Mark, Rule, StartKind
from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.rules import find_rules, make_basis
from mediawatch.journeys.situation import Situation
from mediawatch.model import Ref
from mediawatch.reading.dates import END_OF_TIME
from mediawatch.reading.deadlines import can_press, find_reach, is_pressing
from mediawatch.reading.deadlines import find_deadlines as count_deadlines
from mediawatch.reading.regulators import UNREGULATED
from mediawatch.store import deadlines as rows
from mediawatch.store.migrations import AUDIENCES
from mediawatch.store.reports import read_thing


@dataclass(frozen=True, slots=True)
class Found:
    """The deadlines of a record, and what they do without."""

    deadlines: tuple[Deadline, ...]
    """by day, those without one last"""
    unknown: tuple[tuple[str, tuple[str, ...]], ...]
    """outlets with something open whose regulator nobody has said, each with the references"""
    unregulated: tuple[str, ...]
    """outlets with something open that have no regulator"""
    left_out: tuple[str, ...]
    """a sentence for each kind of thing that was left out"""


def find_deadlines(
    desk: Desk, *, audience: str = "", refs: Collection[Ref] = (), pressing: bool = False
) -> Found:
    """Every deadline, those that no longer run too; `Deadline.cancelled` and `state` tell them apart.

    Args:
        audience: who will see them, a key of AUDIENCES: "" everybody, "_staff" with confidential requests,
            "_counsel" with privileged ones too. A request that is named is in it whatever it is.
        refs: only of these reports and requests; empty: of all.
        pressing: only those that press (reading.deadlines.is_pressing), for which not everything has to be counted.

    Raises:
        NotFound: a report or request that is not there.
        InputError: a reference to something that has no deadlines.
    """
    for ref in refs:
        if ref.letter not in ("r", "q"):
            raise InputError(f"{ref} has no deadlines.", "Reports (r12) and requests (q4) have.")
        read_thing(desk.record.db, ref, withdrawn=True)
    named = frozenset(str(ref) for ref in refs)
    situation = Situation(desk, AUDIENCES[audience], named)
    rules = [used.rule for used in find_rules(desk) if not used.retired]
    basis = make_basis(situation.record_uuid, rules, situation.now)
    marks = {
        row["uid"]: Mark(row["state"], row["marked_on"], row["marked_by"], row["why"])
        for row in rows.read_marks(desk.record.db)
    }
    if pressing:
        rules = [rule for rule in rules if rule.lengths]
    # a day more: the clocks of a rule may be behind ours
    reach = find_reach(rules, situation.now.date() - timedelta(days=1)) if pressing else {}
    since = min(reach.get(kind, END_OF_TIME) for kind in REPORT_STARTS) if pressing else ""
    counted_from = group_rules(rules)
    found = [
        deadline
        for subject, starts, happened in situation.subjects(
            (lambda starts: can_press(starts, reach)) if pressing else (lambda starts: True), since
        )
        if not named or subject.ref in named
        if not (pressing and subject.ended)
        for deadline in count_deadlines(
            counted_from(frozenset(start.kind for start in starts)),
            subject,
            starts,
            basis,
            happened=happened,
            marks=marks,
        )
        if not pressing or is_pressing(deadline)
    ]
    found.sort(key=lambda deadline: (not deadline.due_on, deadline.due_on))
    running = {deadline.subject.ref: deadline.subject for deadline in found if not deadline.cancelled}
    unknown: dict[str, list[str]] = defaultdict(list)
    for subject in running.values():
        if not subject.regulator:
            unknown[subject.outlet].append(subject.ref)
    return Found(
        deadlines=tuple(found),
        unknown=tuple((outlet, tuple(about)) for outlet, about in sorted(unknown.items())),
        unregulated=tuple(
            sorted({s.outlet for s in running.values() if s.regulator == UNREGULATED and s.outlet})
        ),
        left_out=situation.left_out(),
    )


def group_rules(rules: Sequence[Rule]) -> Callable[[frozenset[StartKind]], list[Rule]]:
    """What gives, in their order, the rules that count from one of some kinds of start: few of all there are."""

    @cache
    def counted_from(kinds: frozenset[StartKind]) -> list[Rule]:
        return [rule for rule in rules if rule.counts_from in kinds]

    return counted_from


def write_calendar(desk: Desk, found: Found, out: TextIO) -> int:
    """Write deadlines as a calendar; gives the number of events. See exporters/ics.py."""
    from mediawatch.exporters.ics import write

    undated = sum(not deadline.due_on for deadline in found.deadlines if not deadline.cancelled)
    left_out = (*found.left_out, *((f"Without a day, and so not in it: {undated}.",) if undated else ()))
    head = CalendarHead(
        desk.organisation, rows.read_record_uuid(desk.record.db), desk.actor().now, left_out, __version__
    )
    return write(head, found.deadlines, out)


def describe(deadline: Deadline) -> dict[str, Any]:
    """A deadline as a program wants it: one flat row, with everything that explains it."""
    rule, subject, start, mark = deadline.rule, deadline.subject, deadline.start, deadline.mark
    return {
        "uid": deadline.uid,
        "due_on": deadline.due_on,
        "latest_on": deadline.latest_on,
        "state": "ended" if deadline.cancelled and deadline.state != "waived" else deadline.state,
        "whose": rule.whose,
        "rule": rule.key,
        "name": rule.name,
        "regulator": rule.regulator,
        "ref": subject.ref,
        "title": subject.title,
        "outlet": subject.outlet,
        "outlet_regulator": subject.regulator,
        "confidentiality": subject.confidential,
        "means": rule.means,
        "counted": deadline.counted,
        "counts_from": start.kind,
        "started_on": start.value,
        "started_precision": start.precision,
        "started_certain": start.certain,
        "told_by": start.told_by,
        "doubts": list(deadline.doubts),
        "status": rule.status,
        "source": rule.source,
        "address": rule.address,
        "checked_on": rule.checked_on,
        "marked_on": mark.on if mark else "",
        "marked_by": mark.by if mark else "",
        "why": mark.why if mark and not subject.ended else deadline.cancelled,
    }


def mark_deadline(
    desk: Desk, key: str, ref: Ref, state: Literal["met", "waived"], *, on: str = "", why: str = ""
) -> tuple[Deadline, ...]:
    """Say that a deadline was met, or that it does not matter; gives the deadlines of which that now holds.

    Where the sources of a rule disagree, it holds of each of its days.

    Args:
        key: of the rule.
        on: the day as typed; empty: today.

    Raises:
        NotFound: no such rule, or it gives nothing for that report or request.
        InputError: a day to come, or a waiver without a reason.
    """
    why = " ".join(why.split())
    if state == "waived" and not why:
        raise InputError("A waiver needs a reason.", 'Say it with --why "we let it go".')
    from mediawatch.journeys.requests import one_day

    actor = desk.actor()
    mark = {"state": state, "marked_on": one_day(on or actor.today, actor.today), "why": why}
    meant = find_meant(desk, key, ref)
    with desk.record.write() as db:
        for deadline in meant:
            rows.write_mark(db, actor, deadline.uid, mark, verb=f"{state} {key}", ref=str(ref))
    return meant


def unmark_deadline(desk: Desk, key: str, ref: Ref) -> tuple[Deadline, ...]:
    """Take back what a person said of a deadline.

    Raises:
        NotFound: no such rule, or it gives nothing for that report or request.
        NotAllowed: nobody said anything of it.
    """
    actor = desk.actor()
    meant = find_meant(desk, key, ref)
    if not any(deadline.mark and deadline.mark.by for deadline in meant):
        shown = next((deadline.mark.why for deadline in meant if deadline.mark), "")
        raise NotAllowed(
            f"Nobody said anything of {key} for {ref}"
            + (f"; {shown} shows that it was met." if shown else "."),
            "",
            "reopen",
        )
    with desk.record.write() as db:
        for deadline in meant:
            rows.delete_mark(db, actor, deadline.uid, verb=f"reopened {key}", ref=str(ref))
    return meant


def find_meant(desk: Desk, key: str, ref: Ref) -> tuple[Deadline, ...]:
    """The deadlines of one rule for one report or request.

    Raises:
        NotFound: there are none; the sentence says which there are.
        InputError: a reference to something that has no deadlines.
    """
    found = find_deadlines(desk, audience="_staff", refs=[ref]).deadlines
    meant = tuple(deadline for deadline in found if deadline.rule.key == key)
    if not meant:
        keys = sorted({deadline.rule.key for deadline in found})
        raise NotFound(
            f"The rule {key!r} gives no deadline for {ref}.",
            f"There are: {', '.join(keys)}."
            if keys
            else f"{ref} has no deadlines: see `mediawatch deadlines {ref}`.",
        )
    return meant
