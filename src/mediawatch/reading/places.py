"""Where in our works the words of one quotation may come from.

A quotation is looked for word for word first. Only when it stands nowhere, places are collected that have the most
of it: words count by how rare they are in our works, and two that stand together count more than each alone. Each
place is compared with the quotation word by word, and given when enough of it stands there. A quotation that was
joined from two places has its words in both: what the best place has not is looked for again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mediawatch.reading.hashed_words import BREAK, Row
from mediawatch.reading.phrases import LENGTH, Phrases

LEAST_SHARE: Final = 0.4
"""Of a quotation's words, or of their weight, that a place must have; the grade tells whether it is enough."""
LEAST_OF_SHORT: Final = 0.5
"""The same for quotations of fewer than SHORT words."""
SHORT: Final = 8
LEAST_REST: Final = 3
"""Words that are worth looking for at a second place."""

_MOST_EXACT: Final = 400
_LEAST_UNITS: Final = 24
_MOST_VOTES: Final = 800
_MOST_WINDOWS: Final = 5
_LEAST_VOTES: Final = 0.5
"""Of the best window's votes, that another one must have to be compared."""
_SURELY: Final = 0.75
_NEARLY_ALL: Final = 0.8
"""A place with so much of a quotation is hardly in doubt: windows with fewer votes than this share of the best one's
are not looked at any more."""
_MOST_COMPARED: Final = 400
"""Words of a quotation that are compared. Longer ones are whole paragraphs, of which the beginning tells the place."""
_SKIP_COST: Final = 0.08
"""What a word of ours that the quotation has not takes from a place's score, as a share of an average word."""
_LEFT_AWAY: Final = -1
"""Stands for words of the quotation that have their place already."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of ours, counted in the row of all our words; the second number is one past the last."""

    first: int
    past: int
    score: float
    """weight of the quotation's words that stand there, 0 to 1; 1 when it stands there word for word"""
    same: tuple[int, ...] = ()
    """which words of the quotation those are; empty for all of them"""


@dataclass(frozen=True, slots=True)
class _Wording:
    """The words of a quotation, and what the table has of them: the first row and the number of rows that begin with
    each word, with each pair, and with each run of LENGTH words."""

    words: Row
    weights: Row
    """how much each word tells about its place: the logarithm of its rarity, 1 at least"""
    lows: Row
    """of each word, and behind them of each pair"""
    counts: Row
    run_lows: Row
    run_counts: Row


def find_places(phrases: Phrases, quotations: Sequence[Row]) -> list[list[Place]]:
    """For each quotation the places that have most of its words, best first; none for fewer than two words.

    A quotation is given as the words of its parts, one after the other, in uint32.
    """
    if not len(phrases):
        return [[] for _ in quotations]
    return [_find_one(phrases, wording) for wording in _look_up(phrases, quotations)]


def _find_one(phrases: Phrases, wording: _Wording) -> list[Place]:
    count = len(wording.words)
    if count < 2:
        return []
    exact = _find_exact(phrases, wording)
    if exact:
        return [Place(place, place + count, 1.0) for place in exact]
    wording = _shorten(wording)
    wanted = np.ones(len(wording.words), dtype=bool)
    found = _find_like(phrases, wording, wanted)
    if found:
        wanted[list(found[0].same)] = False
        if wanted.sum() >= LEAST_REST:
            known = {(place.first, place.past) for place in found}
            part = float(wording.weights[wanted].sum() / wording.weights.sum())
            rest = [
                replace(place, score=place.score * part) for place in _find_like(phrases, wording, wanted)
            ]
            found[1:1] = [place for place in rest if (place.first, place.past) not in known][:2]
    return found


def _look_up(phrases: Phrases, quotations: Sequence[Row]) -> Iterator[_Wording]:
    """All quotations looked up at once, since each look costs more than what is looked for."""
    breaks = np.full(LENGTH - 1, BREAK, dtype=np.uint32)
    words = np.concatenate([row for quotation in quotations for row in (quotation, breaks)] or [breaks])
    pair, third, fourth = (np.append(words[step:], breaks[:step]) for step in range(1, LENGTH))
    lows, counts = phrases.count(words)
    pair_lows, pair_counts = phrases.count(words, pair)
    run_lows, run_counts = phrases.count(words, pair, third, fourth)
    weights = np.maximum(np.log(len(phrases) / np.maximum(counts, 0.5)), 1.0)
    at = 0
    for quotation in quotations:
        end = at + len(quotation)
        pairs, runs = slice(at, max(at, end - 1)), slice(at, max(at, end - LENGTH + 1))
        yield _Wording(
            quotation,
            weights[at:end],
            np.concatenate((lows[at:end], pair_lows[pairs])),
            np.concatenate((counts[at:end], pair_counts[pairs])),
            run_lows[runs],
            run_counts[runs],
        )
        at = end + len(breaks)


def _shorten(wording: _Wording) -> _Wording:
    """The first _MOST_COMPARED words."""
    count, most = len(wording.words), _MOST_COMPARED
    if count <= most:
        return wording
    kept = np.r_[:most, count : count + most - 1]
    return replace(
        wording,
        words=wording.words[:most],
        weights=wording.weights[:most],
        lows=wording.lows[kept],
        counts=wording.counts[kept],
    )


def _find_exact(phrases: Phrases, wording: _Wording) -> list[int]:
    """Where the words stand one after the other, in the order of our works."""
    words = wording.words
    count = len(words)
    length, lows, counts = LENGTH, wording.run_lows, wording.run_counts
    if count < LENGTH:
        length, lows, counts = 2, wording.lows[count:], wording.counts[count:]
    rarest = int(counts.argmin())
    if not counts[rarest]:
        return []
    run = words[rarest : rarest + length].tolist()
    places = phrases.list_places(run, int(lows[rarest]), int(counts[rarest])) - rarest
    places = places[(places >= 0) & (places + count <= len(phrases.words))]
    for at, word in enumerate(words.tolist()):
        if not len(places):
            return []
        places = places[phrases.words[places + at] == word]
    return [int(place) for place in places[:_MOST_EXACT]]


def _find_like(phrases: Phrases, wording: _Wording, wanted: Row) -> list[Place]:
    """The places that have most of the wanted words, best first."""
    count, left = len(wanted), int(wanted.sum())
    size = 2 * count + 8
    places, units = _collect_votes(phrases, wording, wanted)
    scores = np.concatenate((wording.weights, wording.weights[:-1] + wording.weights[1:]))
    theirs = np.where(wanted, wording.words.astype(np.int64), _LEFT_AWAY).tolist()
    rarity = np.where(wanted, wording.weights, 0.0).tolist()
    found: dict[tuple[int, int], Place] = {}
    for window, votes in _rank_windows(places, units, scores, size):
        if votes < _NEARLY_ALL and any(place.score >= _SURELY for place in found.values()):
            break
        low = max(0, window * (size // 2) - count)
        ours = phrases.words[low : low + size + 2 * count].tolist()
        for place in compare_words(theirs, ours, rarity):
            if _is_enough(place, count, left):
                moved = replace(place, first=place.first + low, past=place.past + low)
                found[moved.first, moved.past] = moved
    return sorted(found.values(), key=lambda place: (-place.score, place.first))


def _collect_votes(phrases: Phrases, wording: _Wording, wanted: Row) -> tuple[Row, Row]:
    """Where wanted words and pairs of them stand, the rarest first until there are enough: the place, and which word or
    pair it is."""
    units = np.concatenate((wanted, wanted[:-1] & wanted[1:])) & (wording.counts > 0)
    rarest = units.nonzero()[0]
    # as many as it has words, or the votes of a quotation joined from two places might all come from the first
    most = max(_LEAST_UNITS, len(wanted))
    rarest = rarest[wording.counts[rarest].argsort(kind="stable")[:most]]
    enough = int(wording.counts[rarest].cumsum().searchsorted(_MOST_VOTES, "right"))
    rarest = rarest[: max(1, enough)]
    taken = np.minimum(wording.counts[rarest], _MOST_VOTES)
    return phrases.list_rows(wording.lows[rarest], taken), rarest.repeat(taken)


def _rank_windows(places: Row, units: Row, scores: Row, size: int) -> list[tuple[int, float]]:
    """Stretches of `size` words, counted in half stretches, that have the most votes; each unit votes once. With each
    of them its votes as a share of the best one's."""
    if not len(places):
        return []
    half = places // (size // 2)
    ballots = np.concatenate((half, half - 1)) * len(scores) + np.concatenate((units, units))
    ballots.sort()
    ballots = ballots[np.concatenate(([True], ballots[1:] != ballots[:-1]))]
    windows = ballots // len(scores)
    firsts = np.concatenate(([0], (windows[1:] != windows[:-1]).nonzero()[0] + 1))
    totals = np.add.reduceat(scores[ballots % len(scores)], firsts)
    best = (-totals).argsort(kind="stable")
    best = best[totals[best] >= _LEAST_VOTES * totals[best[0]]][: 3 * _MOST_WINDOWS]
    ranked: dict[int, float] = {}
    shares = (totals[best] / totals[best[0]]).tolist()
    for window, share in zip(windows[firsts[best]].tolist(), shares, strict=True):
        # the words on either side are compared with a window, so that its neighbours have nothing to add
        if not any(abs(window - other) <= 1 for other in ranked):
            ranked[window] = share
    return list(ranked.items())[:_MOST_WINDOWS]


def compare_words(theirs: list[int], ours: list[int], weights: list[float]) -> Iterator[Place]:
    """The stretches of one window that have words of the quotation close together."""
    from rapidfuzz.distance import Indel  # only a quotation that does not stand there word for word needs it

    total = sum(weights)
    cost = _SKIP_COST * total / sum(weight > 0 for weight in weights)
    best: Place | None = None
    score = 0.0
    first = past = 0
    same: tuple[int, ...] = ()
    for block in Indel.opcodes(theirs, ours):
        if block.tag != "equal":
            continue
        gained = sum(weights[block.src_start : block.src_end])
        left = score - _price(ours[past : block.dest_start], cost)
        if left <= 0:
            if best is not None:
                yield best
            best, left, first, same = None, 0.0, block.dest_start, ()
        score, past = left + gained, block.dest_end
        same += tuple(range(block.src_start, block.src_end))
        if best is None or score / total > best.score:
            best = Place(first, past, score / total, same)
    if best is not None:
        yield best


def _price(skipped: Sequence[int], cost: float) -> float:
    """What words of ours take from a score that the quotation has not; no place goes over a border."""
    return float("inf") if BREAK in skipped else cost * len(skipped)


def _is_enough(place: Place, size: int, wanted: int) -> bool:
    """Whether a place has two of the wanted words or more, and enough of them or of their weight."""
    least = LEAST_SHARE if size >= SHORT else LEAST_OF_SHORT
    return len(place.same) >= 2 and max(len(place.same) / wanted, place.score) >= least
