"""A deadline carries its day, its explanation and its doubts; without an explanation there is no day."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from deadline_rules import RECORD, make_basis, make_rule, make_start, make_subject
from mediawatch.deadlines import Deadline, Length, Mark
from mediawatch.reading.deadlines import (
    applies,
    choose_start,
    find_deadlines,
    find_met,
    is_pressing,
    make_deadlines,
)


def only(rule, start=None, subject=None, now: str = "2026-03-10T12:00:00+00:00") -> Deadline:
    (made,) = make_deadlines(rule, start or make_start(), subject or make_subject(), make_basis(now))
    return made


def test_twenty_working_days_are_explained_with_what_was_left_out() -> None:
    deadline = only(make_rule(20))
    assert deadline.due_on == deadline.latest_on == "2026-03-31"
    assert deadline.counted == (
        "20 working days after 3 March 2026 (publication date of r12), without Saturdays and Sundays "
        "(no bank holiday of England lies between): Tuesday 31 March 2026."
    )
    over_easter = only(make_rule(5), make_start("2026-03-30"))
    assert over_easter.counted == (
        "5 working days after 30 March 2026 (publication date of r12), without Saturdays, Sundays and "
        "3 April (Good Friday) and 6 April (Easter Monday): Wednesday 8 April 2026."
    )


def test_a_month_s_end_and_a_weekend_are_explained() -> None:
    deadline = only(make_rule(4, "months"), make_start("2025-10-31"))
    assert deadline.due_on == "2026-02-28"
    assert deadline.counted == (
        "4 months after 31 October 2025 (publication date of r12): Saturday 28 February 2026. "
        "There is no 31 February 2026, so that month's last day it is. Act by Friday 27 February 2026."
    )


def test_their_time_says_from_when_we_may_go_further_and_is_no_reason_to_act_earlier() -> None:
    deadline = only(make_rule(28, "days", whose="theirs"), make_start("2026-02-28"))
    assert deadline.counted.endswith(
        "Saturday 28 March 2026. We may go further from Sunday 29 March 2026 on."
    )
    assert "Act by" not in deadline.counted


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-03-30T22:59:59+00:00", "upcoming"),
        ("2026-03-30T23:00:00+00:00", "due"),  # midnight in London, where the clocks have gone on
        ("2026-03-31T22:59:59+00:00", "due"),
        ("2026-03-31T23:00:00+00:00", "passed"),
    ],
)
def test_the_day_ends_at_midnight_where_the_regulator_is(now: str, state: str) -> None:
    assert only(make_rule(20), now=now).state == state


def test_a_rule_of_another_country_goes_by_another_clock() -> None:
    rule = make_rule(20, timezone="America/New_York")
    assert only(rule, now="2026-04-01T03:59:59+00:00").state == "due"
    assert only(rule, now="2026-04-01T04:00:00+00:00").state == "passed"


def test_a_start_that_is_known_to_the_second_has_the_day_of_the_regulator_s_clock() -> None:
    broadcast = make_start("2026-06-30", at="2026-06-30T23:30:00+00:00")
    assert only(make_rule(1, "days"), broadcast).due_on == "2026-07-02"
    assert only(make_rule(1, "days", timezone="America/New_York"), broadcast).due_on == "2026-07-01"


def test_of_several_nations_ours_ends_with_the_first_and_theirs_with_the_last() -> None:
    start = make_start("2026-03-10")
    nations = ("England", "Scotland", "Northern Ireland")  # by themselves 9, 8 and 10 April
    assert only(make_rule(20, bank_holidays=nations), start).due_on == "2026-04-08"
    assert only(make_rule(20, bank_holidays=nations, whose="discretion"), start).due_on == "2026-04-08"
    assert only(make_rule(20, bank_holidays=nations, whose="theirs"), start).due_on == "2026-04-10"


def test_a_month_gives_a_range_and_says_so() -> None:
    deadline = only(make_rule(4, "months"), make_start("2026-03"))
    assert (deadline.due_on, deadline.latest_on) == ("2026-07-01", "2026-07-31")
    assert deadline.counted == (
        "Of the publication date of r12 only the month is known, so the last day lies between Wednesday 1 July 2026 "
        "and Friday 31 July 2026. The first of these, counted from the beginning of that month: "
        "4 months after 1 March 2026 (publication date of r12): Wednesday 1 July 2026."
    )
    assert only(make_rule(4, "months"), make_start("2026-03"), now="2026-07-15T12:00:00+00:00").state == "due"


@pytest.mark.parametrize(
    ("value", "known"),
    [("2026", "only 2026 is known"), ("", "nothing is known")],
)
def test_a_year_or_nothing_gives_no_day_and_says_what_to_look_up(value: str, known: str) -> None:
    deadline = only(make_rule(20), make_start(value))
    assert (deadline.due_on, deadline.latest_on, deadline.state) == ("", "", "no date")
    assert deadline.counted == (
        f"There is no day: it counts from the publication date of r12, of which {known}. "
        "Look it up: mediawatch set r12 --published DATE"
    )


def test_a_date_that_is_none_gives_no_day() -> None:
    deadline = only(make_rule(20), make_start("2026-02-30"))
    assert deadline.due_on == ""
    assert deadline.counted == "There is no day: the publication date of r12 is '2026-02-30'."


def test_a_guess_says_so() -> None:
    doubts = only(make_rule(20), make_start(certain=False)).doubts
    assert doubts == ("The publication date of r12 is a guess, and so is this day.",)
    assert only(make_rule(20)).doubts == ()


def test_a_rule_without_a_length_gives_its_reason_in_place_of_a_day() -> None:
    rule = make_rule(
        lengths=(), bank_holidays=(), no_date="Ask a lawyer.", status="unchecked", doubt="Not confirmed."
    )
    deadline = only(rule, make_start(certain=False))
    assert (deadline.due_on, deadline.state, deadline.counted) == ("", "no date", "Ask a lawyer.")
    assert deadline.doubts == ("This rule is unchecked.", "Not confirmed.")


def test_sources_that_disagree_give_each_a_day_that_names_the_others() -> None:
    lengths = (Length(7, "days", "the blog"), Length(35, "days", "the process page"))
    rule = make_rule(lengths=lengths, bank_holidays=(), status="unchecked", doubt="They disagree.")
    short, long = make_deadlines(rule, make_start(), make_subject(), make_basis())
    assert (short.due_on, long.due_on) == ("2026-03-10", "2026-04-07")
    assert (
        "Sources disagree: 7 days is what the blog says; others say 35 days (the process page)."
        in short.doubts
    )
    assert (
        "Sources disagree: 35 days is what the process page says; others say 7 days (the blog)."
        in long.doubts
    )
    assert short.uid == f"house-rule-r12@{RECORD}"
    assert long.uid == f"house-rule-35-days-r12@{RECORD}"


def test_the_uid_lasts_while_everything_else_changes() -> None:
    before = only(make_rule(20))
    after = only(
        make_rule(25, name="Another name", source="Another page"),
        make_start("2026-03-05"),
        make_subject(title="Another title", revision=9),
        now="2026-05-01T00:00:00+00:00",
    )
    assert before.uid == after.uid
    assert UUID(before.uid.partition("@")[2]) == UUID(RECORD)
    others = [
        only(make_rule(20, key="other-rule")).uid,
        only(make_rule(20), subject=make_subject(ref="r13")).uid,
        only(make_rule(20), subject=make_subject(ref="q12")).uid,
    ]
    assert len({before.uid, *others}) == 4


@pytest.mark.parametrize(
    ("outlets", "media", "regulator", "medium", "holds"),
    [
        (("IPSO",), (), "IPSO", "web", True),
        (("IPSO",), (), "ipso", "web", True),
        (("IPSO",), (), "Impress", "web", False),
        (("IPSO",), (), "none", "web", False),
        (("IPSO",), (), "", "web", False),
        ((), (), "none", "web", True),
        ((), (), "", "web", True),
        (("Ofcom", "BBC"), ("broadcast",), "BBC", "broadcast", True),
        (("Ofcom", "BBC"), ("broadcast",), "BBC", "web", False),
    ],
)
def test_a_rule_is_about_certain_outlets_and_media(
    outlets: tuple[str, ...], media: tuple[str, ...], regulator: str, medium: str, holds: bool
) -> None:
    rule = make_rule(outlets=outlets, media=media)
    assert applies(rule, make_subject(regulator=regulator, media=(medium,))) is holds


def test_a_request_about_a_page_and_a_programme_falls_under_the_rules_for_both() -> None:
    subject = make_subject(media=("broadcast", "web"))
    assert applies(make_rule(media=("broadcast",)), subject)
    assert applies(make_rule(media=("web",)), subject)
    assert not applies(make_rule(media=("print",)), subject)


@pytest.mark.parametrize(
    ("whose", "value"), [("ours", "2026-03-02"), ("discretion", "2026-03-02"), ("theirs", "2026-03-09")]
)
def test_of_several_starts_the_one_is_taken_that_errs_on_no_side(whose: str, value: str) -> None:
    starts = [
        make_start(value, told_by=f"step {value}") for value in ("2026-03-05", "2026-03-02", "2026-03-09")
    ]
    chosen, doubt = choose_start(make_rule(whose=whose), starts)
    assert chosen is not None
    assert chosen.value == value
    assert (
        doubt == f"It happened 3 times; the {'latest' if whose == 'theirs' else 'earliest'} is counted from."
    )


def test_a_start_whose_day_is_not_known_is_counted_from_only_where_there_is_no_other() -> None:
    known, unknown = make_start("2026-03-02"), make_start("", told_by="publication date of r9")
    chosen, doubt = choose_start(make_rule(), [unknown, known])
    assert chosen == known
    assert doubt == "The publication date of r9 is not known, and might change this day."
    assert choose_start(make_rule(), [unknown]) == (unknown, "")
    assert choose_start(make_rule(), []) == (None, "")
    assert choose_start(make_rule(), [known, known]) == (known, "")


def test_what_happened_since_the_start_meets_a_rule() -> None:
    rule = make_rule(met_by=("complaint to the regulator",))
    before, after, later = (
        make_start(value, kind="complaint to the regulator", told_by=f"step of {value}")
        for value in ("2026-03-02", "2026-03-04", "2026-03-09")
    )
    assert find_met(rule, make_start(), [later, before, after]) == Mark(
        "met", "2026-03-04", "", "step of 2026-03-04"
    )
    assert find_met(rule, make_start(), [before, make_start("2026-03-05", kind="appeal")]) is None
    assert find_met(make_rule(), make_start(), [after]) is None


def test_a_person_s_word_goes_before_what_the_record_shows() -> None:
    rule = make_rule(met_by=("complaint to the regulator",))
    happened = [make_start("2026-03-04", kind="complaint to the regulator")]
    said = Mark("waived", "2026-03-06", "Ada Okafor", "We let it go.")
    uid = only(rule).uid
    arguments = ([rule], make_subject(), [make_start()], make_basis())
    (shown,) = find_deadlines(*arguments, happened=happened)
    (told,) = find_deadlines(*arguments, happened=happened, marks={uid: said})
    assert (shown.state, shown.cancelled) == ("met", "")
    assert (told.state, told.cancelled) == ("waived", "waived on 2026-03-06 by Ada Okafor: We let it go.")


def test_a_doubt_about_the_start_stands_beside_those_of_the_rule() -> None:
    starts = [make_start("2026-03-03", remark="The outlet had published before."), make_start("2026-03-05")]
    (deadline,) = find_deadlines([make_rule(doubt="Perhaps.")], make_subject(), starts, make_basis())
    assert deadline.doubts == (
        "Perhaps.",
        "The outlet had published before.",
        "It happened 2 times; the earliest is counted from.",
    )


def test_only_rules_that_count_from_what_happened_give_deadlines() -> None:
    rules = [
        make_rule(),
        make_rule(key="later", counts_from="appeal"),
        make_rule(key="other", outlets=("BBC",)),
    ]
    assert [d.rule.key for d in find_deadlines(rules, make_subject(), [make_start()], make_basis())] == [
        "house-rule"
    ]


def test_beyond_what_is_known_there_is_no_day_but_a_reason() -> None:
    deadline = only(make_rule(20), make_start("2045-12-20"))
    assert deadline.due_on == ""
    assert deadline.counted == "Bank holidays are known from 2000 to 2045 only."


@pytest.mark.parametrize(
    ("fields", "pressing"),
    [
        ({"state": "upcoming"}, True),
        ({"state": "due"}, True),
        ({"state": "passed"}, False),
        ({"state": "met", "mark": Mark("met", "2026-03-04", "")}, False),
        ({"state": "waived", "mark": Mark("waived", "2026-03-04", "Ada")}, False),
        ({"state": "upcoming", "subject": make_subject(ended="r12 was withdrawn")}, False),
        ({"state": "no date"}, True),
        ({"state": "no date", "rule": make_rule(lengths=(), no_date="Ask.")}, False),
        ({"state": "passed", "rule": make_rule(whose="theirs")}, True),
    ],
)
def test_what_presses_is_what_somebody_has_to_do_something_about(
    fields: dict[str, object], pressing: bool
) -> None:
    assert is_pressing(replace(only(make_rule(20)), **fields)) is pressing
