"""Confirm or reject what was noticed. A decision is remembered; whoever changes their mind says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed
from mediawatch.journeys.claims import PinOptions, pin
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.outcome_suggestions import record_outcome
from mediawatch.journeys.stories import group_in, ungroup_in
from mediawatch.journeys.triage import WAITING, check_undecided, undo_in, write
from mediawatch.journeys.unpin import change_place
from mediawatch.model import Actor, Anchor, QuotePart, Ref, Stance
from mediawatch.store import suggestions as rows
from mediawatch.store.claims import find_appearance, read_appearances
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select_one
from mediawatch.store.triage import count_appearances

CONTEXT = 32
"""Characters kept before and behind a quote, as reading.anchoring keeps them."""

REVERSING = ("disputes", "retracts")
"""Stances that say themselves that the report turns the claim round."""

DECIDED = {"confirmed": "confirmed", "rejected": "rejected", "overtaken": "closed"}


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A suggestion on which somebody decided."""

    suggestion: int
    kind: str
    state: str
    """confirmed, rejected or open"""
    report: int
    claim: int = 0
    """for a repeat"""
    quote: str = ""
    other_report: int = 0
    """for a same story"""
    changed: bool = True
    """False: it was decided so already"""
    by: str = ""
    at: str = ""
    """who decided, and when"""


def confirm_suggestion(
    desk: Desk,
    number: int,
    *,
    stance: str = "",
    speaker: str = "",
    place: str = "",
    although: Sequence[str] = (),
    again: bool = False,
) -> Confirmed:
    """Confirm a suggestion: a repeat becomes an appearance, pinned to exactly its passage; a same story is grouped;
    a report about someone else leaves the inbox.

    Args:
        stance: what the report does with the claim; "" is repeats.
        although: changes of words, by their kinds, that whoever confirms has read and that do not turn the claim round.
        again: somebody rejected it before.

    Raises:
        NotFound: no such suggestion, or what it is about was withdrawn.
        NotAllowed: somebody decided otherwise; or words changed that may turn the claim round, and nothing is said
            about them.
    """
    if stance and stance not in get_args(Stance):
        raise InputError(f"{stance!r} is no stance.", f"There are: {', '.join(get_args(Stance))}.")
    actor = desk.actor()
    with desk.record.write() as db:
        one = rows.read_suggestion(db, number)
        row = read_thing(db, Ref("r", one["report_id"]))
        known = check_open(desk, one, "confirmed", again)
        if known is not None:
            return known
        if one["kind"] != "repeat" and (stance or speaker or place or although):
            raise InputError(
                "--stance, --speaker, --place and --although go with a repeat.",
                f"Suggestion {number} is of another kind ({one['kind']}).",
            )
        if one["kind"] == "repeat":
            check_turns(one, stance, although)
            read_thing(db, Ref("c", one["claim"]))
            rows.decide_suggestion(db, actor, one, "confirmed")
            options = PinOptions(one["passage"], speaker=speaker, stance=stance or "repeats", place=place)
            pin_exactly(db, actor, one, row, options)
        elif one["kind"] == "same story":
            read_thing(db, Ref("r", one["other_report_id"]))
            confirm_story(db, actor, one, row)
        elif one["kind"] == "someone else":
            check_undecided(desk, db, row, "about someone else", None)
            write(db, actor, row, "about someone else", 0)
        else:
            read_thing(db, Ref("q", one["request_id"]))
            rows.decide_suggestion(db, actor, one, "confirmed")
            record_outcome(db, actor, one)
        return describe(rows.read_suggestion(db, number))


def must_be_read(desk: Desk, number: int) -> bool:
    """Whether a suggestion may not be confirmed together with others: something turned, or only the words are alike.

    Raises:
        NotFound: there is no such suggestion.
    """
    one = rows.read_suggestion(desk.record.db, number)
    return bool(one["flags"]) or one["how"] == "paraphrase"


def check_open(desk: Desk, one: dict[str, Any], wanted: str, again: bool) -> Confirmed | None:
    """None where it may be decided; what stands where it was decided just so.

    Raises:
        NotAllowed: somebody decided otherwise, which is told.
    """
    if one["state"] == "open":
        return None
    if one["state"] == wanted:
        return describe(one, changed=False)
    if again:
        return None
    why = f" ({one['why']})" if one["why"] else ""
    raise NotAllowed(
        f"{one['decided_by_name']} {DECIDED[one['state']]} suggestion {one['id']} at "
        f"{desk.minute_of(one['decided_at'])}{why}.",
        f"To decide otherwise: mediawatch suggestion "
        f"{'confirm' if wanted == 'confirmed' else 'reject'} {one['id']} --again",
        "decide",
    )


def check_turns(one: dict[str, Any], stance: str, although: Sequence[str]) -> None:
    """Raise NotAllowed where words changed that may turn the claim round, and nobody has said that they read them."""
    kinds = list(dict.fromkeys(flag["kind"] for flag in one["flags"]))
    unknown = [word for word in although if word not in kinds]
    if unknown:
        raise InputError(
            f"Suggestion {one['id']} has no such change: {', '.join(unknown)}.",
            f"It has: {', '.join(kinds)}." if kinds else "Leave --although away.",
        )
    changes: dict[tuple[str, str], list[str]] = {}
    for flag in one["flags"]:
        changes.setdefault((flag["theirs"], flag["known"]), []).append(flag["kind"])
    # one word may change in two ways ("never" is a negation and a quantifier): who has read it as one has read it
    unread = {words: of for words, of in changes.items() if not set(of) & set(although)}
    if unread and stance not in REVERSING:
        words = "; ".join(
            f"{' and '.join(of)}: {say_words(theirs)} for {say_words(known)}"
            for (theirs, known), of in unread.items()
        )
        instead = " ".join(
            f'--although "{of[0]}"' if " " in of[0] else f"--although {of[0]}" for of in unread.values()
        )
        raise NotAllowed(
            f"The words that changed may turn c{one['claim']} round ({words}).",
            f"If the report denies it, say --stance disputes; if it says the same all the same, say {instead}",
            "confirm",
        )


def say_words(words: str) -> str:
    """Words in quotation marks, or that there are none."""
    return f"“{' '.join(words.split())}”" if words.strip() else "nothing"


def pin_exactly(
    db: Database, actor: Actor, one: dict[str, Any], report: dict[str, Any], options: PinOptions
) -> None:
    """Pin a claim to the passage of a suggestion; nothing more happens where it is pinned there already."""
    there = find_appearance(db, one["claim"], report["id"], one["text_id"], one["start"], one["end"])
    if there:
        return
    text = select_one(
        db,
        "SELECT t.id AS text_id, t.text AS text, ct.role AS role, ct.pages AS pages, ct.capture_id AS capture_id "
        "FROM texts t JOIN capture_texts ct ON ct.text_id = t.id JOIN captures k ON k.id = ct.capture_id "
        "WHERE t.id = ? AND k.document_id = ? ORDER BY ct.capture_id DESC",
        (one["text_id"], report["document_id"]),
    )
    if text is None:
        raise NotAllowed(
            f"The text of suggestion {one['id']} is not one of r{report['id']}.",
            "Run `mediawatch verify`.",
            "pin",
        )
    words = text["text"]
    anchor = Anchor(
        (QuotePart(one["start"], one["end"], words[one["start"] : one["end"]]),),
        words[max(0, one["start"] - CONTEXT) : one["start"]],
        words[one["end"] : one["end"] + CONTEXT],
        "exact",
    )
    pin(
        db,
        actor,
        one["claim"],
        {**report, "capture_id": text["capture_id"]},
        {**text, "pages": json.loads(text["pages"])},
        anchor,
        options,
        new_claim=False,
    )


def confirm_story(db: Database, actor: Actor, one: dict[str, Any], row: dict[str, Any]) -> None:
    """Group two reports; one that waits in the inbox has been looked at by that."""
    if row["triage"] in WAITING and not count_appearances(db, row["id"]):
        write(db, actor, row, "same story", one["other_report_id"])
    else:
        group_in(db, actor, [one["other_report_id"], row["id"]])
    now = rows.read_suggestion(db, one["id"])
    if now["state"] != "confirmed":
        rows.decide_suggestion(db, actor, now, "confirmed")


def reject_suggestion(desk: Desk, number: int, why: str = "", *, again: bool = False) -> Confirmed:
    """Reject a suggestion; the same thing is never suggested again.

    Args:
        again: somebody confirmed it before; what followed from that is taken back.

    Raises:
        NotFound: no such suggestion.
        NotAllowed: somebody decided otherwise.
    """
    why = " ".join(why.split())
    actor = desk.actor()
    with desk.record.write() as db:
        one = rows.read_suggestion(db, number)
        known = check_open(desk, one, "rejected", again)
        if known is not None:
            return known
        if one["state"] == "confirmed":
            take_back_in(db, actor, one)
            one = rows.read_suggestion(db, number)
        rows.decide_suggestion(db, actor, one, "rejected", why)
        return describe(rows.read_suggestion(db, number))


def take_back(desk: Desk, number: int) -> Confirmed:
    """Open a suggestion again on which somebody decided, and take back what followed.

    Raises:
        NotFound: no such suggestion.
        NotAllowed: nobody decided on it.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        one = rows.read_suggestion(db, number)
        if one["state"] == "open":
            raise NotAllowed(
                f"Nobody has decided on suggestion {number}.", "See `mediawatch list suggestions`."
            )
        take_back_in(db, actor, one)
        return describe(rows.read_suggestion(db, number))


def take_back_in(db: Database, actor: Actor, one: dict[str, Any]) -> None:
    """Open a suggestion again inside a transaction, and take back what followed from confirming it."""
    report = read_thing(db, Ref("r", one["report_id"]), withdrawn=True)
    if one["state"] == "confirmed" and one["kind"] == "repeat":
        for place in read_appearances(db, one["claim"], report["id"]):
            if (place["text_id"], place["start"], place["end"]) == (one["text_id"], one["start"], one["end"]):
                why = f"suggestion {one['id']} was taken back"
                columns = {"withdrawn_at": actor.now, "withdrawn_why": why}
                change_place(db, actor, place, columns, "unpinned", {"why": why})
    elif one["state"] == "confirmed" and report["triaged_at"] == one["decided_at"]:
        undo_in(db, actor, report)
    elif one["state"] == "confirmed" and one["kind"] == "same story":
        ungroup_in(db, actor, report["id"])
    now = rows.read_suggestion(db, one["id"])
    if now["state"] != "open":
        rows.decide_suggestion(db, actor, now, "open")


def describe(one: dict[str, Any], *, changed: bool = True) -> Confirmed:
    """A suggestion as it now is."""
    return Confirmed(
        one["id"],
        one["kind"],
        one["state"],
        one["report_id"],
        one["claim"],
        one["passage"],
        one["other_report_id"] or 0,
        changed,
        one["decided_by_name"],
        one["decided_at"] or "",
    )
