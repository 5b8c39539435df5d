"""Take one appearance of a claim out of lists, counts and exports, and bring it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.desk import Desk
from mediawatch.model import Actor, Ref
from mediawatch.store import claims as rows
from mediawatch.store.events import append_event
from mediawatch.store.reports import read_thing


@dataclass(frozen=True, slots=True)
class Unpinned:
    """An appearance that was taken out or brought back."""

    claim: int
    report: int
    appearance: int
    quote: str
    left: int
    """appearances that the claim now has"""
    requests: tuple[int, ...]
    """requests that are about it"""


def unpin(desk: Desk, claim: int, report: int, why: str, appearance: int = 0) -> Unpinned:
    """Take an appearance out, with a reason; it stays in the log and can come back.

    Args:
        appearance: its number, where the claim stands several times in the report.

    Raises:
        NotFound: no such claim or report, or the claim is not pinned there.
        InputError: no reason; or it is pinned there several times, and it is not said which is meant.
    """
    why = " ".join(why.split())
    if not why:
        raise InputError("Taking an appearance out needs a reason.", 'Say it with --why "the wrong claim".')
    actor = desk.actor()
    with desk.record.write() as db:
        place = choose(db, claim, report, appearance, withdrawn=False)
        columns = {"withdrawn_at": actor.now, "withdrawn_why": why}
        return change_place(db, actor, place, columns, "unpinned", {"why": why})


def repin(desk: Desk, claim: int, report: int, appearance: int = 0) -> Unpinned:
    """Bring back an appearance that was taken out.

    Raises:
        NotFound: no such claim or report, or none was taken out there.
        NotAllowed: the claim was pinned to the same place anew.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        place = choose(db, claim, report, appearance, withdrawn=True)
        if rows.find_appearance(db, claim, report, place["text_id"], place["start"], place["end"]):
            raise NotAllowed(f"c{claim} is pinned to that place of r{report} again already.", "", "repin")
        columns = {"withdrawn_at": None, "withdrawn_why": None}
        why = {"was unpinned because": place["withdrawn_why"]}
        return change_place(db, actor, place, columns, "pinned again", why)


def choose(db: Database, claim: int, report: int, appearance: int, *, withdrawn: bool) -> dict[str, Any]:
    """The one appearance that is meant.

    Raises:
        NotFound: there is none.
        InputError: there are several, and it is not said which.
    """
    read_thing(db, Ref("c", claim))
    read_thing(db, Ref("r", report))
    there = rows.read_appearances(db, claim, report, withdrawn=withdrawn)
    found = [place for place in there if appearance in (0, place["id"])]
    if not found:
        raise NotFound(
            f"No appearance of c{claim} was taken out of r{report}."
            if withdrawn
            else f"c{claim} is not pinned to r{report}{f' as appearance {appearance}' if appearance else ''}.",
            f"See `mediawatch {'log' if withdrawn else 'show'} c{claim}`.",
        )
    if len(found) > 1:
        numbers = "; ".join(f"{place['id']}: “{place['quote']}”" for place in found)
        raise InputError(
            f"c{claim} stands several times in r{report} ({numbers}).", "Say which with --appearance NUMBER."
        )
    return found[0]


def change_place(
    db: Database,
    actor: Actor,
    place: dict[str, Any],
    columns: dict[str, Any],
    verb: str,
    said: dict[str, Any],
) -> Unpinned:
    """Take an appearance out or bring it back, and chain that."""
    sets = ", ".join(f"{column} = ?" for column in columns)
    db.execute(f"UPDATE appearances SET {sets} WHERE id = ?", (*columns.values(), place["id"]))
    append_event(
        db,
        actor,
        verb,
        f"appearance {place['id']}",
        {"after": columns, "claim": f"c{place['standing']}", "report": f"r{place['report_id']}", **said},
    )
    requests = db.execute(
        "SELECT ra.request_id FROM request_appearances ra JOIN requests q ON q.id = ra.request_id "
        "WHERE ra.appearance_id = ? AND q.withdrawn_at IS NULL ORDER BY ra.request_id",
        (place["id"],),
    ).fetchall()
    return Unpinned(
        place["standing"],
        place["report_id"],
        place["id"],
        place["quote"],
        len(rows.read_appearances(db, place["standing"])),
        tuple(number for (number,) in requests),
    )
