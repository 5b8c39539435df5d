"""What a public site shows: what the organisation has said in public, and where the claims that it answers stand.

It has no place for a name of a user or a speaker, a contact, a note, or a text of a report: what is not here cannot
go out.
"""

from __future__ import annotations

from dataclasses import dataclass

from mediawatch.model import Precision


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """A claim in a report: their words, and where they stand."""

    appearance: int
    claim: int
    outlet: int
    """number of the outlet; 0 where it is not known"""
    title: str
    address: str
    """"" for a cutting or a broadcast, which has none"""
    published: str
    """ISO day, month or year; "" when unknown"""
    precision: Precision
    certain: bool
    quote: str
    """word for word, at most MOST_QUOTED words"""
    outcome: str
    """what the publisher did: corrected, clarified, apologised, removed, replied; "" for nothing that is known"""
    outcome_on: str
    """ISO day; "" without an outcome"""


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    """An answer as we published it."""

    number: int
    title: str
    text: str
    published_on: str
    """ISO day"""
    address: str
    """where else we published it; "" for nowhere"""
    claims: tuple[int, ...]
    superseded_by: int
    """the answer that took its place, where that one is public too; else 0"""
    superseded: bool


@dataclass(frozen=True, slots=True)
class PublicClaim:
    """A claim that we have answered in public."""

    number: int
    wording: str
    places: tuple[PublicPlace, ...]
    """the oldest first"""
    answers: tuple[int, ...]
    """the newest first"""


@dataclass(frozen=True, slots=True)
class PublicOutlet:
    """Who published at least one of the places."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class PublicSite:
    """Everything that goes out."""

    organisation: str
    address: str
    """where the site will stand, ending with a slash; "" where nobody said"""
    record: str
    """the record's UUID, from which permanent names are made"""
    timezone: str
    made_at: str
    """UTC, ISO 8601"""
    claims: tuple[PublicClaim, ...]
    answers: tuple[PublicAnswer, ...]
    """the newest first"""
    outlets: tuple[PublicOutlet, ...]

    def claim(self, number: int) -> PublicClaim:
        return next(claim for claim in self.claims if claim.number == number)

    def answer(self, number: int) -> PublicAnswer:
        return next(answer for answer in self.answers if answer.number == number)

    def outlet(self, number: int) -> str:
        """The name of an outlet; "" for 0."""
        return next((outlet.name for outlet in self.outlets if outlet.number == number), "")

    @property
    def places(self) -> tuple[PublicPlace, ...]:
        """All places, those of one claim together."""
        return tuple(place for claim in self.claims for place in claim.places)
