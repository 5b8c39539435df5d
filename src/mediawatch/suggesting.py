"""The ground of suggestions: what a program noticed in a report, and a person has to confirm or reject.

A **repeat** is a known claim in a new report; a **same story** is a report that another one was copied from, or that
was copied from the same. Nothing here is decided: each says how it was noticed, and how sure one can be.

Offsets are Unicode code points into the original texts, start inclusive, end exclusive, as in `model.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from mediawatch.citing import Difference, Flag
from mediawatch.model import Span

Likeness = Literal["verbatim", "folded", "edited", "paraphrase"]
LIKENESSES: Final[tuple[Likeness, ...]] = ("verbatim", "folded", "edited", "paraphrase")
"""How near a report's words are to those of a claim, the nearest first. Verbatim: the same characters. Folded: the same
words; case, marks and typesetting differ. Edited: mostly the same words, some changed, moved, put in or left out.
Paraphrase: many of the same words or of their kin, in whatever order; a machine knows words, not what they mean."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that may turn a claim round: a negation, a number, a name … that only one side has."""

    kind: Flag
    theirs: str
    """the report's words, as they stand there; "" where it has none"""
    known: str
    """the claim's words; "" where it has none"""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage of a report that says what a known claim says, or nearly so."""

    claim: int
    """number of the claim"""
    wording: int
    """which of its wordings was found: its place among those that were given, from 0"""
    span: Span
    """in the report's text, from the first word to the last"""
    how: Likeness
    score: float
    """0 to 1: how much of the wording stands there, its words weighed by how rare they are; 1 for all of it"""
    reason: str
    """one sentence for a person"""
    turns: tuple[Turn, ...] = ()
    """in the order of the words; such a repeat may say the opposite, and is never confirmed without being read"""
    differences: tuple[Difference, ...] = ()
    """for laying both side by side: theirs is in the report's text, ours in the wording. Empty for verbatim and folded
    ones, and for paraphrases, where too little stands in the same order"""

    @property
    def must_be_read(self) -> bool:
        """Whether nobody may confirm it together with others: something turned, or only the words are alike."""
        return bool(self.turns) or self.how == "paraphrase"


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """The same passage in two reports, give or take a few words."""

    here: Span
    """in the report that was asked about"""
    there: Span
    """in the other one"""
    words: int
    """words that both have in the same order"""


@dataclass(frozen=True, slots=True)
class SameStory:
    """How much of one report stands in another."""

    score: float
    """0 to 1: the share of the shorter report's own words that stand in the other one in long runs. Quotations,
    passages of ours and what many reports have are no report's own words"""
    words: int
    """those words, counted"""
    shared: tuple[SharedPassage, ...]
    """all passages that both have, for marks, quotations too: in the order of the report that was asked about"""
    is_same: bool
    """whether that is enough to suggest that both are one story (`reading.stories.LEAST_SCORE`)"""
    reason: str
    """one sentence for a person"""
