"""Leads: addresses that sources list, each once, with what became of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.store.rows import select, select_one


@dataclass(frozen=True, slots=True)
class Listed:
    """A lead as a source lists it, made ready to be kept."""

    address: str
    normalised: str
    host: str
    title: str
    published: str
    copy: str = ""
    """where a web archive has a copy of it"""


def keep_leads(db: Database, source: int, listed: Iterable[Listed], now: str) -> int:
    """Keep what a source lists; gives how many addresses are new to the record."""
    new = 0
    for lead in listed:
        row = db.execute("SELECT id, copy FROM leads WHERE normalised = ?", (lead.normalised,)).fetchone()
        if row is None:
            document = db.execute(
                "SELECT document_id FROM addresses WHERE normalised = ? AND until IS NULL", (lead.normalised,)
            ).fetchone()
            number = db.execute(
                "INSERT INTO leads (address, normalised, host, title, published, first_seen_at, state, document_id, "
                "copy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    lead.address, lead.normalised, lead.host, lead.title, lead.published, now,
                    "known" if document else "waiting", document[0] if document else None, lead.copy,
                ),
            ).lastrowid  # fmt: skip
            new += 1
        else:
            number = row[0]
            if lead.copy and not row[1]:
                offer_copy(db, number, lead.copy)
        db.execute("INSERT OR IGNORE INTO lead_sightings VALUES (?, ?, ?)", (number, source, now))
    return new


def offer_copy(db: Database, number: int, copy: str) -> None:
    """A lead has a copy in an archive; one that gave nothing is read again from there."""
    db.execute(
        "UPDATE leads SET copy = ?, state = CASE state WHEN 'failed' THEN 'waiting' ELSE state END, "
        "attempts = CASE state WHEN 'failed' THEN 0 ELSE attempts END WHERE id = ?",
        (copy, number),
    )


def list_waiting(db: Database, now: str, sources: Sequence[int], per_host: int) -> list[dict[str, Any]]:
    """Leads that may be read now, host by host, at most `per_host` of each, the newest first.

    Args:
        sources: only what one of these lists; empty for all that are watched.
    """
    seen_by = f"g.source_id IN ({', '.join(map(str, sources))}) AND" if sources else ""
    return list(
        select(
            db,
            f"""
            SELECT * FROM (
                SELECT e.id, e.address, e.normalised, e.host, e.title, e.published, e.attempts, e.copy,
                       row_number() OVER (PARTITION BY e.host ORDER BY e.id DESC) AS turn
                FROM leads e LEFT JOIN host_states h ON h.host = e.host
                WHERE e.state = 'waiting' AND e.next_at <= :now AND coalesce(h.wait_until, '') <= :now
                  AND EXISTS (SELECT 1 FROM lead_sightings g JOIN sources s ON s.id = g.source_id
                              WHERE g.lead_id = e.id AND {seen_by} s.retired_at IS NULL AND s.paused_at IS NULL)
            ) WHERE turn <= :most ORDER BY host, turn
            """,
            {"now": now, "most": per_host},
        )
    )


def settle_lead(
    db: Database, number: int, state: str, now: str, *, why: str = "", how: str = "", names: int = 0,
    document: int = 0,
) -> None:  # fmt: skip
    """Note what became of a lead."""
    db.execute(
        "UPDATE leads SET state = ?, why = ?, how = ?, read_at = ?, next_at = '', attempts = attempts + 1, "
        "names_id = ?, document_id = coalesce(?, document_id) WHERE id = ?",
        (state, why, how, now, names or None, document or None, number),
    )


def put_off(db: Database, number: int, until: str, why: str, now: str) -> None:
    """Try a lead again later."""
    db.execute(
        "UPDATE leads SET attempts = attempts + 1, next_at = ?, why = ?, read_at = ? WHERE id = ?",
        (until, why, now, number),
    )


def keep_names(db: Database, forms: Sequence[str]) -> int:
    """The number under which these names are kept."""
    said = json.dumps(sorted(forms), ensure_ascii=False)
    db.execute("INSERT OR IGNORE INTO watched_names (forms) VALUES (?)", (said,))
    return int(db.execute("SELECT id FROM watched_names WHERE forms = ?", (said,)).fetchone()[0])


def read_lead(db: Database, normalised: str) -> dict[str, Any] | None:
    """A lead by its address, with the names that were looked for."""
    return select_one(
        db,
        "SELECT e.*, coalesce(n.forms, '[]') AS names FROM leads e LEFT JOIN watched_names n ON n.id = e.names_id "
        "WHERE e.normalised = ?",
        (normalised,),
    )


def read_sightings(db: Database, lead: int) -> list[dict[str, Any]]:
    """Which sources list a lead, and since when."""
    return list(
        select(
            db,
            "SELECT g.source_id AS source, s.title, s.address, g.seen_at FROM lead_sightings g "
            "JOIN sources s ON s.id = g.source_id WHERE g.lead_id = ? ORDER BY g.seen_at, g.source_id",
            (lead,),
        )
    )


def set_host(db: Database, host: str, wait_until: str, failures: int, why: str) -> None:
    """Remember of a host how long to leave it alone."""
    db.execute(
        "INSERT INTO host_states VALUES (?, ?, ?, ?) ON CONFLICT (host) DO UPDATE SET "
        "wait_until = excluded.wait_until, failures = excluded.failures, why = excluded.why",
        (host, wait_until, failures, why),
    )


def read_host(db: Database, host: str) -> dict[str, Any]:
    """What is remembered of a host."""
    row = select_one(db, "SELECT * FROM host_states WHERE host = ?", (host,))
    return row or {"host": host, "wait_until": "", "failures": 0, "why": ""}


def forget_host(db: Database, host: str) -> None:
    """A host answers as it should."""
    db.execute("DELETE FROM host_states WHERE host = ?", (host,))
