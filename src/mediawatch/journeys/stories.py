"""Reports that tell the same story: grouped by a person, or by confirming a suggestion; and taken apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.desk import Desk
from mediawatch.model import Actor, Ref, Span
from mediawatch.store import stories as rows
from mediawatch.store import suggestions, triage
from mediawatch.store.events import sha256
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select_one


@dataclass(frozen=True, slots=True)
class Grouped:
    """A story as it now is."""

    story: int
    """its number; 0 where none is left"""
    first: int
    """the report that was published first"""
    reports: tuple[int, ...]
    """all of them, the first first"""
    shared: tuple[tuple[int, float], ...]
    """how much of each of the others stands in the first: report, and 0 to 1"""
    left: int = 0
    """the report that was taken out"""


def group_reports(desk: Desk, reports: Sequence[int]) -> Grouped:
    """Say that reports tell one story. Those that belong to a story already bring it along.

    Raises:
        NotFound: a report that is not there, or that was withdrawn.
        InputError: fewer than two reports.
        NotAllowed: they are one story already.
    """
    wanted = list(dict.fromkeys(reports))
    if len(wanted) < 2:
        raise InputError("A story has two reports or more.", "Name them: mediawatch report group r3 r7")
    actor = desk.actor()
    with desk.record.write() as db:
        for number in wanted:
            read_thing(db, Ref("r", number))
        there = {rows.find_story(db, number) for number in wanted}
        if len(there) == 1 and 0 not in there:
            raise NotAllowed("These reports are one story already.", "See `mediawatch show`.", "group")
        story = group_in(db, actor, wanted)
        for number in wanted:
            overtake(db, actor, number)
        return describe(db, story)


def group_in(db: Database, actor: Actor, reports: Sequence[int]) -> int:
    """Put reports into one story inside a transaction; gives its number."""
    there = sorted({story for story in (rows.find_story(db, number) for number in reports) if story})
    story = there[0] if there else rows.make_story(db, actor, reports[0])
    for number in reports:
        if not rows.find_story(db, number):
            rows.join(db, actor, story, number, 0.0, ())
    for other in there[1:]:
        for member in rows.read_members(db, other):
            rows.join(db, actor, story, member["report_id"], 0.0, ())
        rows.end_story(db, actor, other)
    arrange(db, actor, story)
    return story


def arrange(db: Database, actor: Actor, story: int) -> None:
    """Let a story begin with the report that was published first, and mark what the others share with it."""
    from mediawatch.reading.stories import StoryIndex

    first, *others = rows.read_members(db, story)
    rows.set_first(db, actor, story, first["report_id"])
    rows.mark_passages(db, actor, first["report_id"], 0.0, ())
    text = read_text(db, first["text_id"])
    ours = read_ours(db, first["report_id"], first["text_id"])
    index = StoryIndex()
    for member in others:
        aside = read_ours(db, member["report_id"], member["text_id"])
        same = index.compare(read_text(db, member["text_id"]), text, aside=aside, other_aside=ours)
        passages = [
            {
                "text": member["text_id"],
                "start": shared.here.start,
                "end": shared.here.end,
                "report": first["report_id"],
                "other_text": first["text_id"],
                "other_start": shared.there.start,
                "other_end": shared.there.end,
            }
            for shared in same.shared
        ]
        rows.mark_passages(db, actor, member["report_id"], round(same.score, 4), passages)


def read_ours(db: Database, report: int, text: int | None) -> list[Span]:
    """The passages of a report's text that are from works of ours: they make no two reports one story."""
    return [
        Span(start, end)
        for start, end in db.execute(
            'SELECT start, "end" FROM citations WHERE report_id = ? AND text_id = ? '
            "AND kind IN ('quotation', 'reuse') AND rejected_at IS NULL AND withdrawn_at IS NULL ORDER BY start",
            (report, text),
        )
    ]


def read_text(db: Database, text: int | None) -> str:
    """A text by its number; "" for a report that has none."""
    row = select_one(db, "SELECT text FROM texts WHERE id = ?", (text,))
    return str(row["text"]) if row else ""


def ungroup_report(desk: Desk, report: int, why: str = "") -> Grouped:
    """Take a report out of its story; that it is the same story is never suggested again.

    Where it was looked at only as the same story as another, it waits in the inbox again.

    Raises:
        NotFound: no such report.
        NotAllowed: it belongs to no story.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("r", report))
        story = rows.find_story(db, report)
        if not story:
            raise NotAllowed(
                f"r{report} belongs to no story.", f"See `mediawatch show r{report}`.", "ungroup"
            )
        others = [member for member in rows.read_members(db, story) if member["report_id"] != report]
        remember_apart(db, actor, report, others[0]["report_id"], why)
        ungroup_in(db, actor, report)
        if row["triage"] == "same story":
            nothing = {"triage": "", "triaged_at": None, "triaged_by": None}
            triage.change_decision(db, actor, row, nothing, {"said": "ungrouped"})
        return describe(db, story, left=report)


def ungroup_in(db: Database, actor: Actor, report: int, *, joined_at: str = "") -> None:
    """Take a report out of its story inside a transaction; a story of one report ends.

    Args:
        joined_at: only where it joined at that time.
    """
    story = rows.find_story(db, report)
    if not story:
        return
    members = rows.read_members(db, story)
    mine = next(member for member in members if member["report_id"] == report)
    if joined_at and mine["joined_at"] != joined_at:
        return
    rows.leave(db, actor, report)
    left = [member["report_id"] for member in members if member["report_id"] != report]
    if len(left) > 1:
        arrange(db, actor, story)
        return
    for number in left:
        rows.leave(db, actor, number)
    rows.end_story(db, actor, story)


def remember_apart(db: Database, actor: Actor, report: int, other: int, why: str) -> None:
    """Note that two reports are not one story, as a suggestion that somebody rejected."""
    said = why or "ungrouped"
    there = suggestions.find_suggestions(
        db,
        "g.kind = 'same story' AND (g.report_id = ?1 OR g.other_report_id = ?1)",
        (report,),
    )
    for one in there:
        if one["state"] != "rejected" and suggestions.are_one_story(
            db, one["report_id"], one["other_report_id"]
        ):
            suggestions.decide_suggestion(db, actor, one, "rejected", said)
    mark = pair_mark(report, other)
    if not suggestions.is_known(db, [mark]):
        noticed = suggestions.Noticed(
            "same story", report, mark, "by hand", 0.0, f"Somebody took r{report} and r{other} apart.",
            other_report=other,
        )  # fmt: skip
        (number,) = suggestions.insert_suggestions(db, actor, report, [noticed])
        suggestions.decide_suggestion(db, actor, suggestions.read_suggestion(db, number), "rejected", said)


def pair_mark(one: int, other: int) -> str:
    """The fingerprint of "these two are one story", whichever of them is new."""
    return sha256(f"same story|r{min(one, other)}|r{max(one, other)}")


def overtake(db: Database, actor: Actor, report: int) -> None:
    """Close the open suggestions that a report is the same story as one with which it now is."""
    for one in suggestions.find_suggestions(
        db,
        "g.kind = 'same story' AND g.state = 'open' AND (g.report_id = ?1 OR g.other_report_id = ?1)",
        (report,),
    ):
        if suggestions.are_one_story(db, one["report_id"], one["other_report_id"]):
            suggestions.decide_suggestion(db, actor, one, "overtaken", "grouped by hand")


def describe(db: Database, story: int, *, left: int = 0) -> Grouped:
    """A story as it now is."""
    members: list[dict[str, Any]] = rows.read_members(db, story)
    numbers = tuple(member["report_id"] for member in members)
    shared = tuple((member["report_id"], member["score"]) for member in members[1:])
    return Grouped(story if members else 0, numbers[0] if numbers else 0, numbers, shared, left)
