"""Decide about a report in the inbox: is there a claim in it, or only our name, or somebody else's?

Two people may work the same inbox. Whoever decides says what they saw, and what was decided in between stands: it is
read again inside the transaction, and told instead of overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.stories import group_in, ungroup_in
from mediawatch.model import Actor, Ref
from mediawatch.reading.neighbours import look_round
from mediawatch.store import suggestions, triage
from mediawatch.store.reports import read_thing

DECISIONS: dict[str, str] = {
    "claim": "claim",
    "mention": "only a mention",
    "someone-else": "about someone else",
    "later": "later",
    "same-story": "same story",
}
"""What can be said after --as, and how the record keeps it."""

WAITING = ("", "later")
"""What is in the inbox."""

WITH_STORY = ("only a mention", "about someone else", "later")
"""Decisions that hold for every report of the same story that waits: its text is the same."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A report as whoever decides has seen it."""

    triage: str
    triaged_at: str
    appearances: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about a report."""

    report: int
    triage: str
    """as the record keeps it; "" for what is in the inbox again"""
    together: tuple[int, ...] = ()
    """other reports of the same story about which it was decided as well"""
    remembered: int = 0
    """places of a name that are remembered as somebody else's"""
    story_of: int = 0
    """the report with the same story"""
    changed: bool = True
    """False: it was decided so already"""
    by: str = ""
    """who decided"""
    at: str = ""
    """when, UTC"""


def see(db: Database, report: int) -> Seen:
    """What there is to know about a report's decision now."""
    row = read_thing(db, Ref("r", report))
    return Seen(row["triage"], row["triaged_at"] or "", triage.count_appearances(db, report))


def decide(
    desk: Desk,
    report: int,
    decision: str,
    *,
    story_of: int = 0,
    seen: Seen | None = None,
    again: bool = False,
) -> Decided:
    """Decide about a report.

    Args:
        decision: a key of DECISIONS.
        story_of: for same-story: the report that tells the story, too.
        seen: what whoever decides has seen; without it nobody may have decided yet, unless `again`.
        again: decide otherwise than somebody decided before.

    Raises:
        NotFound: no such report.
        InputError: a decision that is none; same-story without the other report.
        NotAllowed: it was decided otherwise, which is told.
    """
    if decision not in DECISIONS:
        raise InputError(f"{decision!r} is no decision.", f"There are: {', '.join(DECISIONS)}.")
    if (decision == "same-story") != bool(story_of):
        raise InputError(
            "Which report tells the same story?" if not story_of else "--story-of goes with --as same-story.",
            f"mediawatch report triage {report} --as same-story --story-of r3",
        )
    if story_of == report:
        raise InputError(f"r{report} is the same story as itself.", "Name the other report with --story-of.")
    wanted = DECISIONS[decision]
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("r", report))
        if story_of:
            read_thing(db, Ref("r", story_of))
        if not again:
            known = check_undecided(desk, db, row, wanted, seen)
            if known is not None:
                return known
        if row["triage"] and row["triage"] not in WAITING:
            undo_in(db, actor, row)
            row = read_thing(db, Ref("r", report))
        return write(db, actor, row, wanted, story_of)


def check_undecided(
    desk: Desk, db: Database, row: dict[str, Any], wanted: str, seen: Seen | None
) -> Decided | None:
    """None where nobody decided since; what stands where it is just what is wanted.

    Raises:
        NotAllowed: somebody decided otherwise, or pinned a claim.
    """
    number = row["id"]
    now = Seen(row["triage"], row["triaged_at"] or "", triage.count_appearances(db, number))
    pinned = now.appearances > (seen.appearances if seen else 0) and wanted != "same story"
    if seen is not None:
        unseen = now != seen
    else:
        unseen = now.triage not in WAITING or (pinned and wanted != "claim")
    if not unseen:
        return None
    by = triage.read_user(db, row["triaged_by"])
    if now.triage == wanted and now.triage not in WAITING:
        return Decided(number, wanted, changed=False, by=by, at=row["triaged_at"])
    if pinned and now.triage in WAITING:
        said = f"A claim is pinned to r{number}"
    elif now.triage:
        said = f"{by} decided about r{number} at {desk.minute_of(now.triaged_at)}: {now.triage}"
    else:
        said = f"The decision on r{number} was taken back in the meantime"
    raise NotAllowed(
        f"{said}.", f"To decide otherwise: mediawatch report triage {number} --as … --again", "triage"
    )


def write(db: Database, actor: Actor, row: dict[str, Any], wanted: str, story_of: int) -> Decided:
    """Put a decision down, with everything that follows from it."""
    number = row["id"]
    together = tuple(triage.read_mates(db, number)) if wanted in WITH_STORY else ()
    if story_of:
        group_in(db, actor, [story_of, number])
    remembered = 0
    for each in (number, *together):
        thing = row if each == number else read_thing(db, Ref("r", each))
        said = f"r{story_of}" if story_of else f"with r{number}" if each != number else ""
        triage.write_decision(
            db, actor, thing, wanted, together=together if each == number else (), said=said
        )
        if wanted == "about someone else":
            remembered += remember(db, actor, each)
        if wanted not in WAITING:
            suggestions.settle(db, actor, each, wanted, story_of)
    return Decided(number, wanted, together, remembered, story_of, by=actor.name, at=actor.now)


def remember(db: Database, actor: Actor, report: int) -> int:
    """Keep the words round every place of a report where one of our names stands; gives how many places."""
    kept: dict[tuple[int, str], dict[str, Any]] = {}
    for place in triage.read_named(db, report):
        words = look_round(place["sentence"], place["start"], place["end"]).to_text()
        kept.setdefault(
            (place["name_id"], words),
            {"name_id": place["name_id"], "surface": place["surface"], "words": words},
        )
    return triage.remember_someone_else(db, actor, report, list(kept.values()))


def undo_decision(desk: Desk, report: int) -> Decided:
    """Take the last decision about a report back, with what followed from it; those made together go back together.

    A claim that was pinned stays: it is withdrawn or unpinned by itself.

    Raises:
        NotFound: no such report.
        NotAllowed: nobody decided about it.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("r", report))
        if not row["triage"]:
            raise NotAllowed(f"Nobody has decided about r{report}.", "See `mediawatch inbox`.", "triage")
        together = undo_in(db, actor, row)
        return Decided(
            report, read_thing(db, Ref("r", report))["triage"], together, by=actor.name, at=actor.now
        )


def undo_in(db: Database, actor: Actor, row: dict[str, Any]) -> tuple[int, ...]:
    """Take a decision back inside a transaction; gives the other reports for which it is taken back as well."""
    said = triage.read_last_decision(db, row) or {"before": dict.fromkeys(triage.DECISION), "together": []}
    together = []
    for number in (row["id"], *said["together"]):
        thing = row if number == row["id"] else read_thing(db, Ref("r", number), withdrawn=True)
        mine = said if number == row["id"] else triage.read_last_decision(db, thing)
        if mine is None or any(thing[column] != row[column] for column in triage.DECISION):
            continue  # somebody decided otherwise about this one since
        if number != row["id"]:
            together.append(number)
        if thing["triage"] == "about someone else":
            triage.forget_someone_else(db, actor, number)
        if thing["triage"] == "same story":
            ungroup_in(db, actor, number, joined_at=thing["triaged_at"])
        suggestions.reopen_settled(db, actor, number, thing["triaged_at"])
        before = {**mine["before"], "triage": mine["before"]["triage"] or ""}
        triage.change_decision(db, actor, thing, before, {"undo": True})
    return tuple(together)
