"""How much of a claim's wording stands in a window of a report, in its order, moved, or scattered.

The window's best stretch of words in the wording's order is found first (`places.compare_words`). What it has not is
looked for again near it, as words in a row that were moved; what is left may still stand there, scattered. Enough is
enough by one rule (`is_enough`), which asks for more of a short wording than of a long one, since any few words stand
together somewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from mediawatch.reading.hashed_words import Row
from mediawatch.reading.places import Place, compare_words
from mediawatch.reading.stemmed import STOP_FROM
from mediawatch.reading.wordings import Window, Wording

LEAST_SHARE: Final = 0.45
SHORTNESS: Final = 1.5
"""A wording of n telling words must have LEAST_SHARE + SHORTNESS / n of its weight in a report: .6 for ten. Measured
with benchmarks/repeats.py on passages with 15 to 40 % of words edited, seeds 1 and 2: this finds .90 of them at a
precision of .988; .5 and 1.5 find .85 at .995, .35 and 2.0 find .93 at .972. The last false finds are passages in which
a page says again in other words what it said before."""
MOST_SHARE: Final = 0.9
"""The most that is asked for, of wordings with three telling words or fewer."""
FEWEST_SAME: Final = 5
"""Words that must be there in any case. What stands there word for word is found without this rule."""
FEWEST_OF_PART: Final = 8
"""The same for a sentence of a longer wording: of two or three, one is often short."""
MOST_TELLING: Final = 200
"""Telling words past which the rule asks for hardly less."""
SCATTERED: Final = 0.75
"""What a word counts that stands near but neither in order nor in a row."""
MOVED: Final = 0.9
"""What a word counts that was moved together with others."""
_NOT_HERE: Final = -1
_TAKEN: Final = -2
"""Tokens of the wording, and of the window, that have their partner already."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a stretch of a report has of a wording."""

    first: int
    past: int
    """words of the report, from the first that belongs to it to behind the last"""
    score: float
    """weight of the wording's words that stand there, moved and scattered ones counting less; 0 to 1"""
    ordered: float
    """weight of those that stand there in order, or were moved together"""
    same: int
    """words of the wording that are there, in whatever place"""


def list_needed() -> Row:
    """For each number of telling words, the score that is enough: 0 to MOST_TELLING words."""
    numbers = np.arange(MOST_TELLING + 1)
    numbers[0] = 1
    return np.minimum(MOST_SHARE, LEAST_SHARE + SHORTNESS / numbers)


def find_copies(hashes: Row, wording: Row, most: int) -> list[int]:
    """The first words of the places where all words of a wording stand in a row; `most` at most."""
    count = len(wording)
    if count > len(hashes):
        return []
    places = (hashes[: len(hashes) - count + 1] == wording[0]).nonzero()[0]
    for at in range(1, count):
        if not len(places):
            return []
        places = places[hashes[places + at] == wording[at]]
    kept: list[int] = []
    for place in places.tolist():
        if not kept or place >= kept[-1] + count:
            kept.append(place)
    return kept[:most]


def compare(tokens: Sequence[int], window: Window, wording: Wording) -> Comparison | None:
    """What the tokens of a report have of a wording in and round a window; None where nothing stands in order."""
    ours, weights = wording.tokens, wording.weights
    size = len(ours)
    total = sum(weights)
    low = max(0, window.first - size // 2 - 2)
    near = list(tokens[low : window.past + size // 2 + 2])
    main = _find_best(ours, near, weights)
    if main is None:
        return None
    same = set(main.same)
    taken = _pair(ours, near, main)
    ordered = sum(weights[at] for at in same)
    score = main.score * total  # less for words between that the wording has not
    reach = size - len(same) + len(same) // 3 + 4
    start, end = max(0, main.first - reach), min(len(near), main.past + reach)
    if size - len(same) >= 2:
        left = [_NOT_HERE if at in same else token for at, token in enumerate(ours)]
        free = [_TAKEN if at in taken else near[at] for at in range(start, end)]
        moved = _find_best(left, free, [0.0 if at in same else weight for at, weight in enumerate(weights)])
        if moved is not None and len(moved.same) >= 2:
            gained = sum(weights[at] for at in moved.same)
            ordered, score = ordered + gained, score + MOVED * gained
            same |= set(moved.same)
            taken |= {start + at for at in _pair(left, free, moved)}
    first, last = _frame(taken, near)
    scattered = Counter(near[at] for at in range(start, end) if at not in taken and near[at] < STOP_FROM)
    for at, token in enumerate(ours):
        if at not in same and scattered[token] > 0:
            scattered[token] -= 1
            same.add(at)
            score += SCATTERED * weights[at]
    return Comparison(
        low + first,
        low + last + 1,
        score / total,
        ordered / total,
        len(same),
    )


def is_enough(comparison: Comparison, wording: Wording, *, is_part: bool = False) -> bool:
    """Whether that is a repeat, and not chance. `is_part`: the wording is one sentence of a longer one."""
    if comparison.same < (FEWEST_OF_PART if is_part else FEWEST_SAME):
        return False
    needed = min(MOST_SHARE, LEAST_SHARE + SHORTNESS / max(wording.telling, 1))
    return comparison.score >= needed - 1e-9


def _find_best(ours: list[int], near: list[int], weights: list[float]) -> Place | None:
    """The stretch that has most of the wording's weight in order."""
    return max(compare_words(ours, near, weights), key=lambda place: place.score, default=None)


def _pair(ours: Sequence[int], near: Sequence[int], place: Place) -> set[int]:
    """The words of the window that stand for the words of a place, from the left."""
    taken: set[int] = set()
    at = place.first
    for number in place.same:
        while near[at] != ours[number]:
            at += 1
        taken.add(at)
        at += 1
    return taken


def _frame(taken: set[int], near: Sequence[int]) -> tuple[int, int]:
    """The first and the last of the words that stand for words of the wording, without stop words that stand apart."""
    places = sorted(taken)
    return _find_edge(places, near, 1), -_find_edge([-place for place in reversed(places)], near, -1)


def _find_edge(places: Sequence[int], near: Sequence[int], sign: int) -> int:
    """The first of some places, counted from one end, that stands in a run of places with a telling word."""
    edge = places[0]
    for before, place in pairwise(places):
        if near[sign * before] < STOP_FROM:
            return edge
        if place > before + 1:
            edge = place
    return edge
