"""One claim, many wordings: merge two claims that say the same, split one that says two things.

A merged claim keeps its number, its appearances and its answers, and stands as the one that it was merged into until
it is split off again. Splitting appearances off makes a new claim; `put_back` returns them to where they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.desk import Desk
from mediawatch.model import Actor, Ref
from mediawatch.reading.texts import clean_text
from mediawatch.store import claims as rows
from mediawatch.store.events import append_event
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select_one, update


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a claim that was merged."""

    claim: int
    into: int
    """the claim that was named"""
    standing: int
    """the claim as which both now stand"""
    appearances: int
    """of the standing claim, now"""
    judged: str
    """a judgement of the merged claim that the standing one lacks; "" for none"""


@dataclass(frozen=True, slots=True)
class Split:
    """What became of a claim that was split."""

    claim: int
    """the one that was split"""
    new: int
    """the one that now stands by itself"""
    appearances: int
    """of the new one, now"""
    left: int
    """of the old one, now"""
    answered: bool
    """whether the old one has answers, which the new one does not inherit"""
    was_merged: bool
    """whether the new one is an earlier claim that was merged"""


def merge_claims(desk: Desk, claim: int, into: int) -> Merged:
    """Make a claim another wording of a second one.

    Raises:
        NotFound: no such claim, or it was withdrawn.
        NotAllowed: with itself, in a circle, or merged already.
    """
    if claim == into:
        raise NotAllowed(f"c{claim} cannot be merged with itself.", "Name two claims.", "merge")
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("c", claim))
        read_thing(db, Ref("c", into))
        standing = rows.find_standing(db, into)
        if standing != into:
            read_thing(db, Ref("c", standing))
        if row["merged_into"] == into:
            raise NotAllowed(f"c{claim} is another wording of c{into} already.", "", "merge")
        if row["merged_into"]:
            raise NotAllowed(
                f"c{claim} is another wording of c{row['merged_into']} already.",
                f"Take it out first: mediawatch claim split {claim}",
                "merge",
            )
        if standing == claim:
            raise NotAllowed(
                f"c{into} is another wording of c{claim}, so merging c{claim} with it would go round in a circle.",
                f"Take c{into} out first: mediawatch claim split {into}",
                "merge",
            )
        set_merged(db, actor, claim, row["merged_into"], into)
        rows.place_again(db, [claim])
        return Merged(
            claim,
            into,
            standing,
            len(rows.read_appearances(db, standing)),
            "" if read_verdict(db, standing) else read_verdict(db, claim),
        )


def set_merged(db: Database, actor: Actor, claim: int, before: int | None, into: int | None) -> None:
    """Note what a claim is another wording of, and chain that."""
    update(db, "claims", claim, {"merged_into": into})
    append_event(
        db,
        actor,
        "merged" if into else "split",
        Ref("c", claim),
        {
            "before": {"merged_into": before},
            "after": {"merged_into": into},
            "with": f"c{into or before}",
        },
    )


def read_verdict(db: Database, claim: int) -> str:
    """The judgement of a claim that stands; "" for none."""
    row = select_one(db, "SELECT verdict FROM assessments_overview WHERE ref = ?", (f"c{claim}",))
    return str(row["verdict"]) if row else ""


def split_claim(
    desk: Desk, claim: int, *, appearances: Sequence[int] = (), reports: Sequence[int] = (), wording: str = ""
) -> Split:
    """Take a claim out of the one that it was merged into, or split appearances off to a new claim.

    Args:
        appearances: their numbers, as `show` gives them.
        reports: all appearances in these reports.
        wording: of the new claim; "" takes that of the old one.

    Raises:
        NotFound: no such claim, or none of its appearances is meant.
        InputError: it is not said what to split off.
        NotAllowed: nothing would stay with the old claim.
    """
    wording = " ".join(clean_text(wording).split())
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("c", claim))
        if appearances or reports:
            return split_off(db, actor, row, appearances, reports, wording)
        if not row["merged_into"]:
            raise InputError(
                f"c{claim} stands by itself; say which of its appearances to split off.",
                f"With --report r12 or --appearance 5, as `mediawatch show c{claim}` numbers them.",
            )
        if wording:
            raise InputError(
                f"c{claim} has a wording of its own, which --claim would not change.",
                f"Change it afterwards: mediawatch set c{claim} --claim …",
            )
        standing = rows.find_standing(db, claim)
        set_merged(db, actor, claim, row["merged_into"], None)
        rows.place_again(db, [claim, standing])
        return describe_split(db, standing, claim, was_merged=True)


def split_off(
    db: Database,
    actor: Actor,
    row: dict[str, Any],
    appearances: Sequence[int],
    reports: Sequence[int],
    wording: str,
) -> Split:
    """Give some appearances of a claim to a new claim."""
    claim = rows.find_standing(db, row["id"])
    read_thing(db, Ref("c", claim))
    there = rows.read_appearances(db, claim)
    chosen = [place for place in there if place["report_id"] in reports or place["id"] in appearances]
    for sentence, asked, column in (
        ("c{claim} has no appearance {missing}.", appearances, "id"),
        ("c{claim} is not pinned to r{missing}.", reports, "report_id"),
    ):
        missing = set(asked) - {place[column] for place in chosen}
        if missing:
            raise NotFound(
                sentence.format(claim=claim, missing=min(missing)), f"See `mediawatch show c{claim}`."
            )
    if len(chosen) == len(there):
        raise NotAllowed(
            f"Those are all the appearances of c{claim}, so nothing would be left of it.",
            f"To say it otherwise: mediawatch set c{claim} --claim …",
            "split",
        )
    new = rows.insert_claim(db, actor, wording or row["wording"])
    append_event(
        db, actor, "claimed", Ref("c", new), {"wording": wording or row["wording"], "split_from": f"c{claim}"}
    )
    append_event(db, actor, "split", Ref("c", claim), {"with": f"c{new}", "places": len(chosen)})
    for place in chosen:
        move(db, actor, place, new, claim, new)
    rows.place_again(db, [claim, new])
    return describe_split(db, claim, new, was_merged=False)


def put_back(desk: Desk, claim: int) -> Merged:
    """Return what was split off to a claim to where it was; the claim becomes another wording of the one it came from.

    Raises:
        NotFound: no such claim, or the one that it came from was withdrawn.
        NotAllowed: nothing was split off to it, or it does not stand by itself.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        row = read_thing(db, Ref("c", claim))
        if row["merged_into"]:
            raise NotAllowed(
                f"c{claim} is another wording of c{row['merged_into']}.",
                f"Take it out first: mediawatch claim split {claim}",
                "split",
            )
        origin = read_origin(db, claim)
        moved = rows.read_moved(db, claim)
        if not (origin and moved):
            raise NotAllowed(
                f"Nothing was split off to c{claim}.", f"See `mediawatch show c{claim}`.", "split"
            )
        standing = rows.find_standing(db, origin)
        read_thing(db, Ref("c", standing))
        if standing == claim:
            raise NotAllowed(
                f"c{origin} has become another wording of c{claim}.",
                f"Take it out first: mediawatch claim split {origin}",
                "split",
            )
        for place in moved:
            move(db, actor, place, read_former_home(db, place["id"], claim), claim, standing)
        set_merged(db, actor, claim, None, origin)
        rows.place_again(db, [claim])
        judged = "" if read_verdict(db, standing) else read_verdict(db, claim)
        return Merged(claim, origin, standing, len(rows.read_appearances(db, standing)), judged)


def read_origin(db: Database, claim: int) -> int:
    """The claim from which one was split off; 0 for one that was not."""
    row = db.execute(
        "SELECT p.payload ->> 'split_from' FROM events e JOIN event_payloads p ON p.event_id = e.id "
        "WHERE e.ref = ? AND e.verb = 'claimed'",
        (f"c{claim}",),
    ).fetchone()
    return int(row[0].removeprefix("c")) if row and row[0] else 0


def read_former_home(db: Database, appearance: int, claim: int) -> int | None:
    """To which claim an appearance had been moved before it was split off to this one; None: to none."""
    row = db.execute(
        "SELECT p.payload ->> '$.before.moved_to' FROM events e JOIN event_payloads p ON p.event_id = e.id "
        "WHERE e.ref = ? AND e.verb = 'moved' AND p.payload ->> '$.after.moved_to' = ? ORDER BY e.id",
        (f"appearance {appearance}", claim),
    ).fetchone()
    return int(row[0]) if row and row[0] is not None else None


def move(
    db: Database, actor: Actor, place: dict[str, Any], home: int | None, before: int, after: int
) -> None:
    """Give an appearance another home, and chain that.

    Args:
        home: the claim that it is moved to; None is the one that it was pinned to.
        before: as which claim it stood.
        after: as which it stands now.
    """
    db.execute("UPDATE appearances SET moved_to = ? WHERE id = ?", (home, place["id"]))
    append_event(
        db,
        actor,
        "moved",
        f"appearance {place['id']}",
        {
            "before": {"moved_to": place["moved_to"]},
            "after": {"moved_to": home},
            "claim": f"c{before}",
            "with": f"c{after}",
        },
    )


def describe_split(db: Database, claim: int, new: int, *, was_merged: bool) -> Split:
    """Both claims as they now are."""
    answered = db.execute("SELECT 1 FROM answered_claims WHERE standing_claim = ?", (claim,)).fetchone()
    return Split(
        claim,
        new,
        len(rows.read_appearances(db, new)),
        len(rows.read_appearances(db, claim)),
        bool(answered),
        was_merged,
    )
