"""A month for the board: one sentence, three charts, what was answered, what was put right, what is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlite_utils import Database

from mediawatch.errors import InvalidDate
from mediawatch.exporters.charts import Chart, Series
from mediawatch.exporters.moments import say_day, say_days
from mediawatch.exporters.summary import Line, Section, Summary
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import Disclosed
from mediawatch.journeys.timeline import count_kept_back, make_head
from mediawatch.reading.dates import END_OF_TIME, parse_day
from mediawatch.reading.lags import measure_speed, say_median
from mediawatch.store.rows import select

MONTHS_SHOWN = 12
MOST_OUTLETS = 8
MOST_LINES = 12
"""Things of a kind that stand in a summary; the lists have them all."""

STATES = (Series("No answer", "open"), Series("Answered", "answered"), Series("Put right", "put-right"))
RIGHTED = "('corrected', 'clarified', 'apologised', 'removed', 'replied')"

STANDING = f"""
SELECT substr(v.first_published, 1, 7) AS month, v.state = 'open' AS open,
       v.state <> 'open' AND NOT EXISTS (SELECT 1 FROM standing_places p WHERE p.claim = v.claim
                                         AND p.state NOT IN {RIGHTED}) AS righted
FROM claims_overview v WHERE length(v.first_published) >= 7
"""
"""Each claim with the month of its first publication and how it stands; put right only where it is so everywhere."""

BY_OUTLET = f"""
SELECT outlet, sum(open) AS open, sum(NOT open AND righted) AS righted, sum(NOT open AND NOT righted) AS answered
FROM (SELECT outlet, claim, max(state = 'open') AS open, min(state IN {RIGHTED}) AS righted
      FROM standing_places GROUP BY outlet, claim)
GROUP BY outlet ORDER BY open + righted + answered DESC, outlet LIMIT {MOST_OUTLETS}
"""

PUT_RIGHT = f"""
SELECT claim_text, outlet, outcome, outcome_on, min(claim) AS claim, count(*) AS places FROM request_places
WHERE substr(outcome_on, 1, 7) = :month AND outcome IN {RIGHTED} AND request IN (SELECT request FROM requests_overview)
GROUP BY claim, outlet, outcome, outcome_on ORDER BY outcome_on, claim
"""


def read_summary(desk: Desk, month: str = "") -> Summary:
    """The summary of a month, as everybody may see it.

    Args:
        month: as typed ("2026-03", "March 2026"); "" is the month before today's.

    Raises:
        InvalidDate: it is no month.
    """
    chosen = read_month(month, desk.actor().today)
    db = desk.record.db
    said = say_day(chosen, "month")
    head = make_head(desk, (("month", said),))
    head = replace(head, left_out=(*head.left_out, *count_kept_back(db, Disclosed())))
    return Summary(
        head=head,
        month=said,
        sentence=say_month(db, desk.organisation, chosen, said),
        charts=(chart_months(db, chosen), chart_speed(db, chosen), chart_outlets(db)),
        sections=tuple(
            Section(title, tuple(lines[:MOST_LINES]), len(lines), empty)
            for title, lines, empty in (
                (
                    f"Answered in {said}",
                    list(list_answered(db, chosen)),
                    "Nothing was answered for the first time.",
                ),
                (f"Put right in {said}", list(list_put_right(db, chosen)), "Nothing was put right."),
                ("Open now, the longest waiting first", list(list_open(db)), "Every claim has an answer."),
            )
        ),
    )


def read_month(typed: str, today: str) -> str:
    """An ISO month.

    Raises:
        InvalidDate: a day, a year, or nothing that is a date.
    """
    if not typed:
        year, month = int(today[:4]), int(today[5:7]) - 1
        return f"{year - 1:04}-12" if month == 0 else f"{year:04}-{month:02}"
    value = parse_day(typed, today=END_OF_TIME).value
    if len(value) != 7:
        raise InvalidDate(f"{typed!r} is no month.", "Write it as 2026-03.")
    return value


def list_months(last: str) -> list[str]:
    """The twelve ISO months that end with this one."""
    number = int(last[:4]) * 12 + int(last[5:7]) - 1
    return [
        f"{month // 12:04}-{month % 12 + 1:02}"
        for month in range(number - MONTHS_SHOWN + 1, number + 1)
        if month >= 12
    ]


def say_month(db: Database, organisation: str, month: str, said: str) -> str:
    """The whole in two sentences."""
    values = {"month": month}

    def count(sql: str) -> int:
        return int(db.execute(f"SELECT count(*) FROM {sql}", values).fetchone()[0])

    reports = count("reports_listed WHERE substr(published, 1, 7) = :month")
    claims = count("claims_overview WHERE substr(first_published, 1, 7) = :month")
    answered = count("claims_overview WHERE substr(first_answered_on, 1, 7) = :month")
    righted = count(f"({PUT_RIGHT})")
    waiting = count("claims_overview WHERE state = 'open'")
    now = (
        f"{number(waiting, 'claim')} {'has' if waiting == 1 else 'have'} no answer yet."
        if waiting
        else ("Every claim has an answer.")
    )
    corrections = (
        f"{number(righted, 'thing')} {'was' if righted == 1 else 'were'}" if righted else "nothing was"
    )
    return (
        f"In {said}, {number(reports, 'report')} about {organisation} {'was' if reports == 1 else 'were'} published, "
        f"with {number(claims, 'new claim')}; we answered {number(answered, 'claim')} for the first time, and "
        f"{corrections} put right. {now}"
    )


def number(how_many: int, one: str) -> str:
    """ "no claims", "1 claim", "1,204 claims"."""
    return f"{how_many:,} {one}{'' if how_many == 1 else 's'}" if how_many else f"no {one}s"


def chart_months(db: Database, month: str) -> Chart:
    """Claims by the month of their first publication, as they stand now."""
    months = list_months(month)
    counted = {each: [0, 0, 0] for each in months}
    for row in select(db, STANDING):
        if row["month"] in counted:
            counted[row["month"]][0 if row["open"] else 2 if row["righted"] else 1] += 1
    # the empty months before the first that has any are left out
    while len(months) > 2 and not any(counted[months[0]]):
        months.pop(0)
    rows = tuple((say_day(each, "month"), tuple(counted[each])) for each in months)
    made = sum(sum(numbers) for _, numbers in rows)
    waiting = sum(numbers[0] for _, numbers in rows)
    says = f"First published in these months: {number(made, 'claim')}; {waiting or 'none'} without an answer now."
    return Chart("Claims by month", says, "First published", STATES, rows)


def chart_speed(db: Database, month: str) -> Chart:
    """Days to our first answer, of claims answered in the twelve months."""
    first = list_months(month)[0]
    lags = [
        row["lag_days"]
        for row in select(
            db,
            "SELECT lag_days FROM claims_overview WHERE first_answered_on <> '' "
            "AND substr(first_answered_on, 1, 7) BETWEEN :first AND :last",
            {"first": first, "last": month},
        )
    ]
    speed = measure_speed(lags)
    says = (
        f"Half of our first answers in these twelve months came {say_median(speed.median)}."
        if speed.median is not None
        else "No answer in these twelve months can be measured."
    )
    if speed.uncounted:
        says += f" {speed.uncounted} not counted: the day of publication is not known."
    rows = tuple((label, (counted,)) for label, counted in speed.buckets)
    return Chart("How fast we answered", says, "After publication", (Series("Claims", "answered"),), rows)


def chart_outlets(db: Database) -> Chart:
    """Claims by outlet, as they stand now."""
    found = list(select(db, BY_OUTLET))
    rows = tuple(
        (row["outlet"] or "Outlet unknown", (row["open"], row["answered"], row["righted"])) for row in found
    )
    says = "No claim is pinned to a report yet."
    if found:
        most = rows[0]
        says = f"{most[0]} has made most: {number(sum(most[1]), 'claim')}, {most[1][0] or 'none'} without an answer."
    return Chart("Claims by outlet", says, "Outlet", STATES, rows)


def list_answered(db: Database, month: str) -> Iterator[Line]:
    """Claims that were answered for the first time in the month."""
    for row in select(
        db,
        "SELECT claim, claim_text, first_answered_on, lag_days FROM claims_overview "
        "WHERE substr(first_answered_on, 1, 7) = :month ORDER BY first_answered_on, claim",
        {"month": month},
    ):
        lag = row["lag_days"]
        after = (
            ""
            if lag is None
            else f", {say_days(lag)} after publication"
            if lag >= 0
            else ", before publication"
        )
        yield Line(
            f"c{row['claim']}", row["claim_text"], f"{say_day(row['first_answered_on'], 'day')}{after}"
        )


def list_put_right(db: Database, month: str) -> Iterator[Line]:
    """What was corrected, clarified, removed, apologised for or replied to in the month."""
    for row in select(db, PUT_RIGHT, {"month": month}):
        places = f" in {row['places']} places" if row["places"] > 1 else ""
        yield Line(
            f"c{row['claim']}",
            row["claim_text"],
            f"{row['outlet'] or 'Outlet unknown'}: {row['outcome']}{places}, {say_day(row['outcome_on'], 'day')}",
        )


def list_open(db: Database) -> Iterator[Line]:
    """Claims without an answer, the longest waiting first."""
    for row in select(
        db,
        "SELECT claim, claim_text, waiting_since, appearances, answer FROM claims_overview WHERE state = 'open' "
        "ORDER BY waiting_since, claim",
    ):
        since = row["waiting_since"]
        precision = {10: "day", 7: "month", 4: "year"}.get(len(since), "unknown")
        said = [f"since {say_day(since, precision)}"] if since else []  # type: ignore[arg-type]  # one of them
        if row["appearances"] > 1:
            said.append(f"in {row['appearances']} places")
        if row["answer"] in ("drafted", "approved"):
            said.append(
                {"drafted": "an answer is drafted", "approved": "an answer is approved, not sent"}[
                    row["answer"]
                ]
            )
        yield Line(f"c{row['claim']}", row["claim_text"], ", ".join(said))
