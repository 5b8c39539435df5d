"""Where a claim stands, as a plain adjective in a tag, and the few groups that people filter by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Group:
    """States that a reader sees as one."""

    label: str
    """on a filter"""
    where: str
    """SQL over the column `state` of claims_overview"""


GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "open": Group("No answer yet", "state = 'open'"),
        "answered": Group("Answered", "state IN ('answered', 'answered; refused')"),
        "asked": Group("Correction asked", "state LIKE '%correction asked'"),
        "corrected": Group("Corrected", "state LIKE '%corrected%'"),
        "refused": Group("Refused", "state = 'refused'"),
    }
)
"""The groups are disjoint and together hold every state of claims_overview."""

SAID: Mapping[str, str] = MappingProxyType(
    {
        "open": "No answer yet",
        "answered": "Answered",
        "answered; refused": "Answered; correction refused",
        "refused": "Correction refused",
        "replied": "Reply published",
        "no answer": "Asked, no reply",
    }
)
"""States that are said otherwise than the views name them; all others are said as they are."""

GOOD = ("corrected", "clarified", "apologised", "removed", "replied")
"""Outcomes that put something right."""


def say_state(state: str) -> str:
    """A state in sentence case: "No answer yet", "Answered; corrected in 3 of 9", "Apology asked"."""
    return SAID.get(state, state[:1].upper() + state[1:])


def tone_of(state: str) -> str:
    """The style of a state's tag: open, answered, put-right, asked or refused; the words say it too."""
    if state == "open":
        return "open"
    # what came of it says more than that we answered
    did, _, became = state.partition("; ")
    if (became or did).startswith(GOOD):
        return "put-right"
    if (became or did).endswith(" asked"):
        return "asked"
    return "answered" if did == "answered" else "refused"


KINDS_SAID: Mapping[str, str] = MappingProxyType(
    {
        "quotation": "Quotation",
        "reuse": "Our words without quotation marks",
        "link": "Link to us",
        "named": "Names a publication of ours",
        "screenshot": "Picture of a publication of ours",
    }
)
"""What a kind of citation is called."""


def tone_of_grade(grade: str) -> str:
    """The style of a grade's tag; the words say it too."""
    if grade in ("exact", "normalised"):
        return "answered"
    if grade in ("elided", ""):
        return "refused"
    return "open"
