"""Rebuttals: drafts that leave no trace, approved versions that stay, and where they went."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor
from mediawatch.store.events import find_or_add_user, sha256
from mediawatch.store.markings import Audience, seen_by
from mediawatch.store.rows import insert, select, update


def insert_draft(
    db: Database, actor: Actor, text: str, claims: Sequence[int], *, kind: str = "answer", title: str = ""
) -> int:
    """A draft that will answer these claims; gives its number."""
    number = insert(db, "rebuttals", {"text": text, "kind": kind, "title": title, **written(db, actor)})
    note_writer(db, actor, number)
    set_claims(db, number, claims)
    return number


def written(db: Database, actor: Actor) -> dict[str, Any]:
    """The columns that say when and by whom a text was written."""
    return {
        "written_at": actor.now,
        "written_on": actor.today,
        "written_by": find_or_add_user(db, actor),
    }


def note_writer(db: Database, actor: Actor, rebuttal: int) -> None:
    """Note that somebody wrote in the text that is not approved yet."""
    db.execute(
        "INSERT OR IGNORE INTO rebuttal_writers (rebuttal_id, user_id) VALUES (?, ?)",
        (rebuttal, find_or_add_user(db, actor)),
    )


def read_writers(db: Database, rebuttal: int) -> list[str]:
    """The names of everybody who wrote in the text as it stands, in the order in which they were first seen."""
    return [
        name
        for (name,) in db.execute(
            "SELECT u.name FROM users u WHERE u.id IN (SELECT user_id FROM rebuttal_writers WHERE rebuttal_id = ?1 "
            "UNION SELECT written_by FROM rebuttals WHERE id = ?1) ORDER BY u.id",
            (rebuttal,),
        )
    ]


def set_claims(db: Database, rebuttal: int, claims: Sequence[int]) -> None:
    """Have a rebuttal answer these claims and no others."""
    db.execute("DELETE FROM rebuttal_claims WHERE rebuttal_id = ?", (rebuttal,))
    for claim in claims:
        insert(db, "rebuttal_claims", {"rebuttal_id": rebuttal, "claim_id": claim})


def delete_draft(db: Database, number: int) -> None:
    """Remove a draft whole, with its comments; the record's triggers refuse it for one that was approved."""
    db.execute("UPDATE rebuttals SET superseded_by = NULL WHERE superseded_by = ?", (number,))
    db.execute("DELETE FROM rebuttals WHERE id = ?", (number,))


def was_approved(db: Database, rebuttal: int) -> bool:
    """Whether a version of it was ever approved: from then on it leaves traces."""
    return bool(
        db.execute("SELECT 1 FROM rebuttal_versions WHERE rebuttal_id = ? LIMIT 1", (rebuttal,)).fetchone()
    )


def digest_words(rebuttal: dict[str, Any]) -> str:
    """Twelve hexadecimal digits that stand for a rebuttal's title and text as somebody read them."""
    return sha256(f"{rebuttal['title']}\n\n{rebuttal['text']}")[:12]


def approve(db: Database, actor: Actor, rebuttal: dict[str, Any], on: str) -> None:
    """Keep the words, approved on that day, as a version that never changes."""
    user = find_or_add_user(db, actor)
    insert(
        db,
        "rebuttal_versions",
        {
            "rebuttal_id": rebuttal["id"],
            "version": rebuttal["version"],
            "text": rebuttal["text"],
            "approved_at": actor.now,
            "approved_on": on,
            "approved_by": user,
            "title": rebuttal["title"],
            "writers": json.dumps(read_writers(db, rebuttal["id"]), ensure_ascii=False),
        },
    )
    db.execute("DELETE FROM rebuttal_writers WHERE rebuttal_id = ?", (rebuttal["id"],))
    update(
        db,
        "rebuttals",
        rebuttal["id"],
        {
            "approved_at": actor.now,
            "approved_on": on,
            "approved_by": user,
            "sent_back_at": None,
            "sent_back_by": None,
        },
    )


def change_words(db: Database, actor: Actor, rebuttal: dict[str, Any], words: dict[str, str]) -> None:
    """Another text or title; where the old one was approved it becomes the next version, not approved yet."""
    update(
        db,
        "rebuttals",
        rebuttal["id"],
        {**words, **written(db, actor), **reopened(rebuttal), "sent_back_at": None, "sent_back_by": None},
    )
    note_writer(db, actor, rebuttal["id"])


def reopened(rebuttal: dict[str, Any]) -> dict[str, Any]:
    """The columns that make the next version of what was approved; nothing where it is not."""
    if not rebuttal["approved_at"]:
        return {}
    return {
        "version": rebuttal["version"] + 1,
        "approved_at": None,
        "approved_on": None,
        "approved_by": None,
    }


def send_back(db: Database, actor: Actor, rebuttal: dict[str, Any]) -> None:
    """Note that a text has to be written again; what was approved becomes the next version."""
    update(
        db,
        "rebuttals",
        rebuttal["id"],
        {**reopened(rebuttal), "sent_back_at": actor.now, "sent_back_by": find_or_add_user(db, actor)},
    )


def insert_comment(db: Database, actor: Actor, rebuttal: dict[str, Any], body: str) -> int:
    """A remark beside the version as it stands; gives its number."""
    return insert(
        db,
        "rebuttal_comments",
        {
            "rebuttal_id": rebuttal["id"],
            "version": rebuttal["version"],
            "body": body,
            "said_at": actor.now,
            "said_by": find_or_add_user(db, actor),
        },
    )


def read_comments(db: Database, rebuttal: int) -> list[dict[str, Any]]:
    """The remarks beside a rebuttal, oldest first: comment, by, at, version."""
    return list(
        select(
            db,
            "SELECT m.body AS comment, u.name AS by, m.said_at AS at, m.version AS version FROM rebuttal_comments m "
            "JOIN users u ON u.id = m.said_by WHERE m.rebuttal_id = ? ORDER BY m.id",
            (rebuttal,),
        )
    )


def insert_delivery(
    db: Database,
    actor: Actor,
    rebuttal: dict[str, Any],
    on: str,
    address: str,
    outlet: int,
    *,
    at: str = "",
    channel: str = "",
    recipient: str = "",
    contact: int = 0,
    request: int = 0,
) -> int:
    """Note where an approved rebuttal went; gives the delivery's number."""
    return insert(
        db,
        "deliveries",
        {
            "rebuttal_id": rebuttal["id"],
            "version": rebuttal["version"],
            "occurred_on": on,
            "address": address,
            "outlet_id": outlet or None,
            "recorded_at": actor.now,
            "recorded_by": find_or_add_user(db, actor),
            "channel": channel,
            "recipient": recipient,
            "contact_id": contact or None,
            "request_id": request or None,
            "occurred_at": at,
        },
    )


def read_deliveries(db: Database, rebuttal: int, audience: Audience = "_counsel") -> list[dict[str, Any]]:
    """Where a rebuttal went, oldest first: the rows of deliveries_overview as somebody sees them."""
    sql = "SELECT * FROM deliveries_overview WHERE rebuttal = ? ORDER BY occurred_on, occurred_at, delivery"
    return list(select(db, seen_by(db, sql, audience), (rebuttal,)))


def read_answered(db: Database, rebuttal: int) -> list[dict[str, Any]]:
    """The claims that stand and that a rebuttal answers: claim and wording."""
    return list(
        select(
            db,
            "SELECT c.id AS claim, c.wording AS wording FROM answered_claims rc "
            "JOIN claims c ON c.id = rc.standing_claim WHERE rc.rebuttal_id = ? ORDER BY c.id",
            (rebuttal,),
        )
    )


def read_answers_to(db: Database, claim: int) -> list[dict[str, Any]]:
    """The approved answers to a claim that none took the place of, the first published first: rebuttal, title, text,
    approved_on, approved_by, published_on ("" for none). The words are those that went out, else the last approved."""
    return list(
        select(
            db,
            """SELECT b.id AS rebuttal, v.title AS title, v.text AS text, v.approved_on AS approved_on,
                      u.name AS approved_by, o.published_on AS published_on
               FROM answered_claims a
               JOIN rebuttals b ON b.id = a.rebuttal_id AND b.superseded_on IS NULL
               JOIN rebuttals_overview o ON o.rebuttal = b.id
               JOIN rebuttal_versions v ON v.rebuttal_id = b.id AND v.version = coalesce(
                   (SELECT max(d.version) FROM deliveries d WHERE d.rebuttal_id = b.id),
                   (SELECT max(x.version) FROM rebuttal_versions x WHERE x.rebuttal_id = b.id))
               JOIN users u ON u.id = v.approved_by
               WHERE a.standing_claim = ? ORDER BY o.published_on = '', o.published_on, b.id""",
            (claim,),
        )
    )


def is_delivered(db: Database, rebuttal: int) -> bool:
    """Whether it went anywhere."""
    return bool(db.execute("SELECT 1 FROM deliveries WHERE rebuttal_id = ? LIMIT 1", (rebuttal,)).fetchone())


def read_versions(db: Database, rebuttal: int) -> list[dict[str, Any]]:
    """The approved versions, oldest first: version, title, text, approved_at, approved_on, approved_by, writers."""
    rows = list(
        select(
            db,
            "SELECT v.version AS version, v.title AS title, v.text AS text, v.approved_at AS approved_at, "
            "v.approved_on AS approved_on, u.name AS approved_by, v.writers AS writers FROM rebuttal_versions v "
            "JOIN users u ON u.id = v.approved_by WHERE v.rebuttal_id = ? ORDER BY v.version",
            (rebuttal,),
        )
    )
    for row in rows:
        # versions that were approved before writers were kept name none
        row["writers"] = json.loads(row["writers"] or "[]")
    return rows


def read_claims_of(db: Database, rebuttal: int) -> list[int]:
    """The claims that a rebuttal answers."""
    return [
        row["claim_id"]
        for row in select(
            db, "SELECT claim_id FROM rebuttal_claims WHERE rebuttal_id = ? ORDER BY claim_id", (rebuttal,)
        )
    ]


def read_state(db: Database, rebuttal: dict[str, Any]) -> str:
    """draft, sent back, approved, published or superseded."""
    if rebuttal["superseded_by"] and rebuttal["superseded_on"]:
        return "superseded"
    if is_delivered(db, rebuttal["id"]):
        return "published"
    if rebuttal["approved_at"]:
        return "approved"
    return "sent back" if rebuttal["sent_back_at"] else "draft"


def find_superseded(db: Database, rebuttal: int) -> list[int]:
    """The published rebuttals whose place a draft will take when it is published."""
    rows = db.execute(
        "SELECT id FROM rebuttals WHERE superseded_by = ? AND superseded_on IS NULL", (rebuttal,)
    )
    return [int(number) for (number,) in rows.fetchall()]
