"""Of whom a name speaks, judged by the words round it: another Cage is an actor, another Northgate a station.

When a person says that a report is about someone else, the words round our name there are remembered. A new report that
has the name with those words round it may be about that someone, too. Words that also stand round the name where it is
us tell nothing. This is a guess to be offered, never more: the reason names the words and the report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.reading.folding import fold_words
from mediawatch.reading.mentions import NEAR_WORDS
from mediawatch.reading.stop_words import STOP_WORDS
from mediawatch.reading.words import WORD

LEAST_SHARED: Final = 3
"""Words that two neighbourhoods have in common before that means anything: two happen by chance in most topics."""

LEAST_SHARE: Final = 0.4
"""Share of the smaller neighbourhood that has to be common."""

NEXT_TO_IT: Final = 0.9
"""The score where the very word beside the name is the same ("Nicolas Cage"); shared words score their share."""

_TITLES: Final = frozenset((
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "st", "herr", "frau",
    "monsieur", "madame", "mme", "señor", "señora",
))  # fmt: skip
"""Words with a capital before anybody's name."""

_WRITTEN: Final = re.compile(r"\w[\w'’\-]*")
"""A word as it is written, with its capitals."""

_GAP: Final = re.compile(r"[ \t\n\r\xa0'\"“”‘’\-–]*")
"""What may stand between a name and the word that belongs to it."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The words round a name in its sentence."""

    before: str
    """the word with a capital directly before it, folded; "" where there is none"""
    after: str
    """the one directly behind it"""
    words: frozenset[str]
    """the words within NEAR_WORDS on either side that say something, folded"""

    def to_text(self) -> str:
        """For keeping."""
        return json.dumps(
            {"before": self.before, "after": self.after, "words": sorted(self.words)}, ensure_ascii=False
        )

    @classmethod
    def from_text(cls, kept: str) -> Neighbourhood:
        """What `to_text` gave."""
        said = json.loads(kept)
        return cls(said["before"], said["after"], frozenset(said["words"]))


@dataclass(frozen=True, slots=True)
class Seen:
    """A name in its sentence."""

    name: int
    """number of the watched name"""
    surface: str
    """as it stands there"""
    near: Neighbourhood
    report: int = 0
    """in which report, where that matters"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a report may be about someone else."""

    mention: int
    """which of the mentions shows it best: its place among those that were given, from 0"""
    report: int
    """the report that was about someone else"""
    how: str
    """"the word beside it" or "the words round it" """
    score: float
    """0 to 1"""
    reason: str
    """one sentence for a person"""


def look_round(sentence: str, start: int, end: int) -> Neighbourhood:
    """The neighbourhood of the name that stands from `start` to `end` of a sentence."""
    before = list(_WRITTEN.finditer(sentence[:start]))[-NEAR_WORDS:]
    after = list(_WRITTEN.finditer(sentence[end:]))[:NEAR_WORDS]
    left = before[-1] if before and _GAP.fullmatch(sentence[before[-1].end() : start]) else None
    right = after[0] if after and _GAP.fullmatch(sentence[end : end + after[0].start()]) else None
    words = {
        word.group()
        for found in (*before, *after)
        for word in WORD.finditer(fold_words(found.group()))
        if len(word.group()) > 1 and word.group() not in STOP_WORDS
    }
    return Neighbourhood(_name_like(left), _name_like(right), frozenset(words - _TITLES))


def _name_like(found: re.Match[str] | None) -> str:
    """The folded word where it is written like part of a name; "" else."""
    if found is None or not found.group()[:1].isupper():
        return ""
    folded = fold_words(found.group()).strip(" ").removesuffix("'s")
    return "" if folded in STOP_WORDS or folded in _TITLES else folded


def find_doubt(mentions: Sequence[Seen], others: Sequence[Seen], ours: Sequence[Seen]) -> Doubt | None:
    """Why a report with these mentions may be about someone else; None where nothing speaks for it.

    Args:
        mentions: every place of the report where one of our names stands in words.
        others: places in reports that were about someone else.
        ours: places in reports that were about us.

    Each name in the report has to be doubtful in one place, and none may have a neighbour that it has where it is us.
    """
    best: Doubt | None = None
    doubtful: set[int] = set()
    for number, mention in enumerate(mentions):
        known = [one.near for one in ours if one.name == mention.name]
        if _is_ours(mention.near, known):
            return None
        common = frozenset().union(*(near.words for near in known)) if known else frozenset()
        for other in others:
            if other.name != mention.name:
                continue
            doubt = _compare(number, mention, other, common)
            if doubt is not None:
                doubtful.add(mention.name)
                if best is None or doubt.score > best.score:
                    best = doubt
    return best if doubtful == {mention.name for mention in mentions} else None


def _is_ours(near: Neighbourhood, known: Sequence[Neighbourhood]) -> bool:
    """Whether the word beside the name is one that stands beside it where it is us."""
    return any(
        (near.before and near.before == one.before) or (near.after and near.after == one.after)
        for one in known
    )


def _compare(number: int, mention: Seen, other: Seen, common: frozenset[str]) -> Doubt | None:
    """What two places of a name have in common that ours do not have."""
    for side, mine, theirs in (
        ("before", mention.near.before, other.near.before),
        ("behind", mention.near.after, other.near.after),
    ):
        if mine and mine == theirs and mine not in common:
            reason = (
                f"“{mine.capitalize()}” stands {side} “{mention.surface}” here as in r{other.report}, "
                "which was about someone else."
            )
            return Doubt(number, other.report, "the word beside it", NEXT_TO_IT, reason)
    here, there = mention.near.words - common, other.near.words - common
    shared = here & there
    share = len(shared) / max(1, min(len(here), len(there)))
    if len(shared) < LEAST_SHARED or share < LEAST_SHARE:
        return None
    words = ", ".join(sorted(shared)[:6])
    reason = (
        f"The words round “{mention.surface}” ({words}) stand round it in r{other.report} too, "
        "which was about someone else."
    )
    return Doubt(number, other.report, "the words round it", round(min(share, NEXT_TO_IT), 3), reason)
