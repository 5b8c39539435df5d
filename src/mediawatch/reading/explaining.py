"""How a day was counted, and what is not sure about it, in sentences for a person."""

from __future__ import annotations

from datetime import timedelta

from mediawatch.deadlines import Length, Rule, Start
from mediawatch.reading.counting import Counted, say_day, say_left_out, weekday_before


def explain(rule: Rule, length: Length, start: Start, first: Counted, last: Counted) -> str:
    """How a day was counted; `first` and `last` differ where only the month of the start is known.

    "20 working days after 3 March 2026 (publication date of r12), without Saturdays, Sundays and 3 April (Good
    Friday): Wednesday 1 April 2026."
    """
    sentences = []
    if first.last != last.last:
        sentences.append(
            f"Of the {start.told_by} only the month is known, so the last day lies between "
            f"{say_day(first.last, weekday=True)} and {say_day(last.last, weekday=True)}. "
            f"The first of these, counted from the beginning of that month:"
        )
    sentences.append(say_counting(rule, length, start, first))
    if first.no_such_day:
        sentences.append(f"There is no {first.no_such_day}, so that month's last day it is.")
    if rule.whose == "theirs":
        after = last.last + timedelta(days=1)
        sentences.append(f"We may go further from {say_day(after, weekday=True)} on.")
    elif (before := weekday_before(first.last)) != first.last:
        sentences.append(f"Act by {say_day(before, weekday=True)}.")
    return " ".join(sentences)


def say_counting(rule: Rule, length: Length, start: Start, counted: Counted) -> str:
    """The sum itself, in one sentence."""
    said = (
        f"{say_length(length)} {'beginning with' if rule.start_counts else 'after'} "
        f"{say_day(counted.start)} ({start.told_by})"
    )
    if length.unit == "working days":
        nations = " and ".join(rule.bank_holidays)
        if counted.left_out:
            said += f", without Saturdays, Sundays and {say_left_out(counted.left_out, counted.last)}"
        else:
            said += f", without Saturdays and Sundays (no bank holiday of {nations} lies between)"
    return f"{said}: {say_day(counted.last, weekday=True)}."


def say_doubts(rule: Rule, length: Length | None, start: Start) -> tuple[str, ...]:
    """What is not sure, a sentence each: the rule itself, a disagreement, a guessed date."""
    doubts = []
    if rule.status == "unchecked":
        doubts.append("This rule is unchecked.")
    if length and len(rule.lengths) > 1:
        others = "; ".join(
            f"{say_length(other)} ({other.source})" for other in rule.lengths if other != length
        )
        doubts.append(
            f"Sources disagree: {say_length(length)} is what {length.source} says; others say {others}."
        )
    if rule.doubt:
        doubts.append(rule.doubt)
    if length and start.value and not start.certain:
        doubts.append(f"The {start.told_by} is a guess, and so is this day.")
    if start.remark:
        doubts.append(start.remark)
    return tuple(doubts)


def say_length(length: Length) -> str:
    """ "4 months", "1 year", "1 working day"."""
    unit = length.unit if length.number != 1 else length.unit.removesuffix("s")
    return f"{length.number} {unit}"
