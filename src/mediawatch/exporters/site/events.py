"""What happened, as the public timeline tells it."""

from __future__ import annotations

from dataclasses import dataclass

from mediawatch.exporters.site.content import PublicSite
from mediawatch.model import Precision


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One thing that happened on one day."""

    kind: str
    """said, answered, or what the publisher did: corrected, clarified, apologised, removed, replied"""
    occurred_on: str
    """ISO day, month or year; "" when unknown"""
    precision: Precision
    certain: bool
    claims: tuple[int, ...]
    outlet: int
    answer: int


def list_events(site: PublicSite) -> list[PublicEvent]:
    """Everything that happened, the newest first; what has no date comes last."""
    events = []
    for place in site.places:
        claims = (place.claim,)
        events.append(
            PublicEvent("said", place.published, place.precision, place.certain, claims, place.outlet, 0)
        )
        if place.outcome:
            events.append(PublicEvent(place.outcome, place.outcome_on, "day", True, claims, place.outlet, 0))
    events += [
        PublicEvent("answered", answer.published_on, "day", True, answer.claims, 0, answer.number)
        for answer in site.answers
    ]
    steps = {"said": 0, "answered": 1}
    return sorted(
        events,
        key=lambda event: (
            event.occurred_on,
            steps.get(event.kind, 2),
            event.answer,
            event.outlet,
            event.claims,
        ),
        reverse=True,
    )
