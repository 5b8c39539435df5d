"""Which regulator looks after an outlet, for one medium on one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

KNOWN: Final = ("IPSO", "Impress", "Ofcom", "BBC", "none")
"""Those that the rules which come with mediawatch know, and "none" for an outlet that no regulator looks after."""
UNREGULATED: Final = "none"


@dataclass(frozen=True, slots=True)
class Term:
    """That a regulator looks after an outlet: in one medium or in all, for some time or always."""

    regulator: str
    medium: str
    """"" for every medium"""
    since: str
    """ISO day, or "" for always before"""
    until: str
    """ISO day, the last on which it held, or "" for still"""
    number: int = 0
    """of the row"""


def find_regulator(terms: Iterable[Term], medium: str, day: str) -> str:
    """The regulator, or "" where nobody said.

    What was said of the medium goes before what was said of all, and the later term before the earlier.

    Args:
        day: ISO day, month or year of a publication; "" when unknown, and then the term that holds today counts.
    """
    fitting = [term for term in terms if term.medium in (medium, "") and holds(term, day)]
    best = max(fitting, key=lambda term: (term.medium != "", term.since, term.number), default=None)
    return best.regulator if best else ""


def holds(term: Term, day: str) -> bool:
    """Whether a term holds on a day; of a month or year, on any day of it."""
    if not day:
        return not term.until
    return (not term.since or term.since[: len(day)] <= day) and (
        not term.until or day <= term.until[: len(day)]
    )


def name_regulator(typed: str) -> str:
    """A regulator as it is written; one that is not known stays as it was typed."""
    words = " ".join(typed.split())
    return next((name for name in KNOWN if name.casefold() == words.casefold()), words)
