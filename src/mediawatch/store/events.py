"""The append-only history: who did what when, chained so that a later change shows.

What is chained is a salted digest of each event's payload. Payloads lie in a table of their own, from
which one can be erased by law without breaking the chain; the salt keeps an erased payload from being
guessed by its digest. A chain proves consistency only: whoever can rewrite the whole file can rewrite
the chain, unless its head was kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref

START = "0" * 64
"""What stands in `previous` of the first event."""


def canonical(value: object) -> str:
    """JSON with one spelling only: sorted keys, no spaces, no escapes beyond JSON's own (after RFC 8785)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(data: bytes | str) -> str:
    """SHA-256 as 64 hexadecimal digits; text is taken as UTF-8."""
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def payload_digest(salt: str, payload: str) -> str:
    """The salted digest that stands in the chain."""
    return sha256(f"{salt}\n{payload}")


def link_hash(event_id: int, at: str, user_id: int, verb: str, ref: str, digest: str, previous: str) -> str:
    """The hash of one event, which covers everything before it."""
    return sha256(canonical([event_id, at, user_id, verb, ref, digest, previous]))


def find_or_add_user(db: Database, actor: Actor) -> int:
    """The number of the user who acts; a name that was never seen is added as stated."""
    row = db.execute("SELECT id FROM users WHERE name = ?", (actor.name,)).fetchone()
    if row:
        return int(row[0])
    return int(
        db.execute(
            "INSERT INTO users (name, standing, first_seen_at) VALUES (?, 'stated', ?)",
            (actor.name, actor.now),
        ).lastrowid
    )


def append_event(db: Database, actor: Actor, verb: str, ref: Ref | str, payload: Mapping[str, Any]) -> str:
    """Write one line of history inside the open transaction; gives the chain's new head.

    Args:
        ref: what it is about: a reference, or a plain word ("record", "n3" for a name).
        payload: plain values; the name of the user is added as `by`, and `signed_in` where that is known.
    """
    user_id = find_or_add_user(db, actor)
    last = db.execute("SELECT id, hash FROM events ORDER BY id DESC LIMIT 1").fetchone()
    event_id, previous = (last[0] + 1, last[1]) if last else (1, START)
    text = canonical({**payload, "by": actor.name, **({"signed_in": True} if actor.signed_in else {})})
    salt = secrets.token_hex(16)
    digest = payload_digest(salt, text)
    head = link_hash(event_id, actor.now, user_id, verb, str(ref), digest, previous)
    db.execute(
        "INSERT INTO events (id, at, user_id, verb, ref, digest, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (event_id, actor.now, user_id, verb, str(ref), digest, previous, head),
    )
    db.execute(
        "INSERT INTO event_payloads (event_id, salt, payload) VALUES (?, ?, ?)", (event_id, salt, text)
    )
    return head


def read_head(db: Database) -> tuple[str, int]:
    """The chain's head and its length; START and 0 for a record without history."""
    row = db.execute("SELECT hash, id FROM events ORDER BY id DESC LIMIT 1").fetchone()
    return (str(row[0]), int(row[1])) if row else (START, 0)


def read_last_change(db: Database, refs: Iterable[str]) -> tuple[int, str]:
    """The number and the time (UTC) of the last event about any of these references; (0, "") for none."""
    row = db.execute(
        "SELECT id, at FROM events WHERE ref IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT 1",
        [json.dumps(list(refs))],
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")
