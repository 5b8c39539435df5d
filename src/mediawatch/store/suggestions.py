"""What the program noticed in a report, and what somebody decided about it. Nothing is ever suggested twice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from mediawatch.errors import NotFound
from mediawatch.model import Actor, Ref
from mediawatch.store.chained import insert_all_chained, update_chained
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import select

SuggestionKind = Literal["repeat", "same story", "someone else", "outcome"]


@dataclass(frozen=True, slots=True)
class Noticed:
    """One thing that was noticed."""

    kind: SuggestionKind
    report: int
    fingerprint: str
    """the same for the same thing, whenever it is noticed"""
    how: str
    """how it was found, in a word or two"""
    score: float
    """0 to 1"""
    reason: str
    """one sentence for a person"""
    passage: str = ""
    text: int = 0
    """number of the text in which the passage stands; 0 for none"""
    start: int = 0
    end: int = 0
    claim: int = 0
    """for a repeat"""
    other_report: int = 0
    """for a same story, and for somebody else: the report that it is like"""
    request: int = 0
    """for an outcome"""
    flags: tuple[Mapping[str, str], ...] = ()
    """changes that may turn the claim round: kind, theirs, known"""


def insert_suggestions(db: Database, actor: Actor, report: int, noticed: Sequence[Noticed]) -> list[int]:
    """Keep what was noticed, under one event; gives the numbers."""
    return insert_all_chained(
        db,
        actor,
        "suggestions",
        [
            {
                "kind": one.kind,
                "report_id": one.report,
                "claim_id": one.claim or None,
                "other_report_id": one.other_report or None,
                "request_id": one.request or None,
                "text_id": one.text or None,
                "start": one.start,
                "end": one.end,
                "passage": one.passage,
                "how": one.how,
                "score": round(one.score, 4),
                "reason": one.reason,
                "flags": [dict(flag) for flag in one.flags],
                "fingerprint": one.fingerprint,
                "suggested_at": actor.now,
                "suggested_on": actor.today,
            }
            for one in noticed
        ],
        verb="suggested",
        ref=Ref("r", report),
    )


def read_suggestion(db: Database, number: int) -> dict[str, Any]:
    """One suggestion with its flags as a list, and `claim`: the number as which its claim stands.

    Raises:
        NotFound: there is none.
    """
    for row in find_suggestions(db, "g.id = ?", (number,)):
        return row
    raise NotFound(f"There is no suggestion {number}.", "See `mediawatch list suggestions`.")


def read_suggestions_of(db: Database, report: int) -> list[dict[str, Any]]:
    """Every suggestion about a report, whatever became of it, as `read_suggestion` gives them."""
    return find_suggestions(db, "g.report_id = ?", (report,))


def find_suggestions(db: Database, condition: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    """Suggestions by a condition over `suggestions g`, oldest first."""
    return [
        {**row, "flags": json.loads(row["flags"])}
        for row in select(
            db,
            "SELECT g.*, coalesce(c.stands_as, g.claim_id, 0) AS claim, coalesce(u.name, '') AS decided_by_name "
            "FROM suggestions g LEFT JOIN claims c ON c.id = g.claim_id LEFT JOIN users u ON u.id = g.decided_by "
            f"WHERE {condition} ORDER BY g.id",
            values,
        )
    ]


def is_known(db: Database, fingerprints: Sequence[str]) -> set[str]:
    """Those of these fingerprints that there is a suggestion for already."""
    places = ", ".join("?" for _ in fingerprints)
    return {
        found
        for (found,) in db.execute(
            f"SELECT fingerprint FROM suggestions WHERE fingerprint IN ({places})", tuple(fingerprints)
        )
    }


def decide_suggestion(
    db: Database, actor: Actor, suggestion: Mapping[str, Any], state: str, why: str = ""
) -> None:
    """Note what was decided: confirmed, rejected, overtaken, or open again."""
    open_again = state == "open"
    update_chained(
        db,
        actor,
        "suggestions",
        {"id": suggestion["id"]},
        {
            "state": state,
            "decided_at": None if open_again else actor.now,
            "decided_by": None if open_again else find_or_add_user(db, actor),
            "why": why,
        },
        verb="opened again" if open_again else state,
        ref=Ref("r", suggestion["report_id"]),
    )


def move_suggestion(db: Database, actor: Actor, suggestion: Mapping[str, Any], noticed: Noticed) -> None:
    """Point an open suggestion to where its passage stands in a newer text."""
    update_chained(
        db,
        actor,
        "suggestions",
        {"id": suggestion["id"]},
        {"text_id": noticed.text, "start": noticed.start, "end": noticed.end, "passage": noticed.passage},
        verb="found again",
        ref=Ref("r", suggestion["report_id"]),
    )


def settle(db: Database, actor: Actor, report: int, triage: str, story_of: int = 0) -> None:
    """Close the open suggestions that a decision about a report has decided as well.

    Args:
        triage: the decision, as the record keeps it.
        story_of: for a same story, the other report.
    """
    for one in find_suggestions(db, "g.report_id = ? AND g.state = 'open'", (report,)):
        if one["kind"] == "someone else":
            confirmed = triage == "about someone else"
        elif one["kind"] == "same story" and triage == "same story":
            confirmed = are_one_story(db, one["other_report_id"], story_of)
        elif triage == "about someone else":
            confirmed = False
        else:
            continue
        decide_suggestion(db, actor, one, "confirmed" if confirmed else "overtaken", f"decided: {triage}")


def are_one_story(db: Database, one: int, other: int) -> bool:
    """Whether two reports are the same one, or belong to the same story."""
    return (
        one == other
        or db.execute(
            "SELECT 1 FROM story_reports a JOIN story_reports b ON b.story_id = a.story_id "
            "WHERE a.report_id = ? AND b.report_id = ?",
            (one, other),
        ).fetchone()
        is not None
    )


def reopen_settled(db: Database, actor: Actor, report: int, decided_at: str) -> None:
    """Open again what `settle` closed at that time."""
    for one in find_suggestions(
        db,
        "g.report_id = ? AND g.state IN ('confirmed', 'overtaken') AND g.decided_at = ? AND g.why LIKE 'decided: %'",
        (report, decided_at),
    ):
        decide_suggestion(db, actor, one, "open")


def overtake_repeats(db: Database, actor: Actor, appearance: Mapping[str, Any], claim: int) -> None:
    """Close the open suggestions that somebody has made true by hand: the claim is pinned to their passage."""
    for one in find_suggestions(
        db,
        "g.kind = 'repeat' AND g.state = 'open' AND g.report_id = ? AND g.text_id = ? "
        'AND g.start < ? AND g."end" > ?',
        (appearance["report_id"], appearance["text_id"], appearance["end"], appearance["start"]),
    ):
        if one["claim"] == claim:
            decide_suggestion(db, actor, one, "overtaken", "pinned by hand")
