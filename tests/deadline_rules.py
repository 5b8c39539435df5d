"""Rules, subjects and starts for tests of deadlines, with something sensible in every field."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mediawatch.deadlines import Basis, Length, Rule, Start, Subject
from mediawatch.journeys.rules import load_bank_holidays

RECORD = "4c6c2f7e-6d0e-4a43-9e44-0a6f1c5b3f10"


def make_rule(number: int = 20, unit: str = "working days", **fields: Any) -> Rule:
    """A rule of our own invention; 20 working days after publication, ours, unless said otherwise."""
    given: dict[str, Any] = {
        "key": "house-rule",
        "regulator": "IPSO",
        "name": "Complaint",
        "counts_from": "publication",
        "lengths": (Length(number, unit),),  # type: ignore[arg-type]
        "whose": "ours",
        "means": "Complain by then.",
        "status": "checked",
        "checked_on": "2026-01-02",
        "source": "The rule book",
        "bank_holidays": ("England",) if unit == "working days" else (),
    }
    return Rule(**(given | fields))


def make_subject(**fields: Any) -> Subject:
    """A report in a paper under IPSO."""
    given: dict[str, Any] = {
        "ref": "r12",
        "title": "Advice centre closes",
        "outlet": "The Northern Courier",
        "regulator": "IPSO",
        "media": ("web",),
    }
    return Subject(**(given | fields))


def make_start(value: str = "2026-03-03", **fields: Any) -> Start:
    """The publication of that report."""
    precision = {10: "day", 7: "month", 4: "year"}.get(len(value), "unknown")
    given: dict[str, Any] = {
        "kind": "publication",
        "value": value,
        "precision": precision,
        "certain": True,
        "told_by": "publication date of r12",
        "ref": "r12",
    }
    return Start(**(given | fields))


def make_basis(now: str = "2026-03-10T12:00:00+00:00") -> Basis:
    """At a moment of March 2026, with London's clock, New York's, Dubai's, and the real bank holidays."""
    zones = {name: ZoneInfo(name) for name in ("Europe/London", "America/New_York", "Asia/Dubai")}
    return Basis(RECORD, datetime.fromisoformat(now).astimezone(UTC), zones, load_bank_holidays())
