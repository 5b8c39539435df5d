"""Triggers that note of which claims something has changed (`stale_claims`): what standings.py works out anew.

One line for each table and what can happen to it. A claim that was merged stands as another, whose standing it is;
`{row}` is the row as it was (old) or as it is (new).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

STANDING: Final = "coalesce(a.standing_claim_id, a.moved_to, a.claim_id)"
OF_CLAIM: Final = "SELECT coalesce(c.stands_as, c.id) FROM claims c WHERE c.id = {row}.claim_id"
OF_APPEARANCE: Final = f"SELECT {STANDING} FROM appearances a WHERE a.id = {{row}}.appearance_id"
OF_REPORT: Final = f"SELECT {STANDING} FROM appearances a WHERE a.report_id = {{row}}.id"
OF_REBUTTAL: Final = (
    "SELECT coalesce(c.stands_as, c.id) FROM rebuttal_claims r JOIN claims c ON c.id = r.claim_id "
    "WHERE r.rebuttal_id = {row}."
)
OF_REQUEST: Final = (
    f"SELECT {STANDING} FROM request_appearances r JOIN appearances a ON a.id = r.appearance_id "
    "WHERE r.request_id = "
)
OF_OUTLET: Final = (
    f"SELECT {STANDING} FROM reports r JOIN appearances a ON a.report_id = r.id "
    "WHERE r.outlet_id = {row}.id"
)
NAMED: Final = "CAST(substr({row}.ref, 2) AS INTEGER)"
"""The number in a reference."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changes how claims stand."""

    table: str
    events: str
    """INSERT, UPDATE, DELETE, with a bar between; an update may name columns"""
    claims: str
    """a query that gives the numbers of the claims"""
    only: str = ""
    """a condition on the row"""


CHANGES: Final = (
    Change("claims", "INSERT|UPDATE", "SELECT {row}.id UNION SELECT {row}.stands_as WHERE {row}.stands_as IS NOT NULL"),
    Change("appearances", "INSERT|UPDATE", "SELECT coalesce({row}.standing_claim_id, {row}.moved_to, {row}.claim_id)"),
    Change("rebuttal_claims", "INSERT|DELETE", OF_CLAIM),
    Change("rebuttals", "UPDATE", f"{OF_REBUTTAL}id"),
    Change("deliveries", "INSERT", f"{OF_REBUTTAL}rebuttal_id"),
    Change("request_appearances", "INSERT|UPDATE|DELETE", OF_APPEARANCE),
    Change("requests", "UPDATE", f"{OF_REQUEST}{{row}}.id"),
    Change("markings", "INSERT|UPDATE|DELETE", OF_REQUEST + NAMED, "{row}.ref LIKE 'q%'"),
    Change("reports", "UPDATE OF outlet_id, published, published_certain, withdrawn_at", OF_REPORT),
    Change("outlets", "UPDATE OF name", OF_OUTLET),
    Change("users", "UPDATE OF name", "SELECT id FROM claims WHERE stands_as IS NULL"),
    Change(
        "assessments", "INSERT",
        f"SELECT coalesce(c.stands_as, c.id) FROM claims c WHERE c.id = {NAMED}", "{row}.ref LIKE 'c%'",
    ),
)  # fmt: skip


def stale_triggers() -> Iterator[tuple[str, str]]:
    """Name and SQL of each trigger. An update notes the claims of the row as it was and as it is."""
    for change in CHANGES:
        for event in change.events.split("|"):
            kind = event.split()[0]
            rows = {"INSERT": ("new",), "UPDATE": ("old", "new"), "DELETE": ("old",)}[kind]
            name = f"{change.table}_stale_by_{kind.lower()}"
            when = f"WHEN {change.only.format(row=rows[-1])} " if change.only else ""
            noted = " ".join(
                f"INSERT OR IGNORE INTO stale_claims {change.claims.format(row=row)};" for row in rows
            )
            yield name, f"CREATE TRIGGER {name} AFTER {event} ON {change.table} {when}BEGIN {noted} END"
