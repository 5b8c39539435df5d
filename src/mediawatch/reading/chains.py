"""The runs of equal words in a quotation and in our text, and the sequence of them that explains it best.

A run is every stretch of the same words in both, as long as it goes, grown from words that stand at most MOST_SEEDS
times in what is read of ours. A run counts for its words, a stop word for less. Going on from one run to the next
costs: little after a mark of omission, more the more words of ours lie between, and most (JUMP) where the next run
stands before the last one or too far behind it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.reading.stop_words import STOP_WORDS
from mediawatch.reading.tokens import Words

MOST_SEEDS: Final = 12
"""Places of a word from which runs are grown: words that are more frequent than this in a passage, like "the", say
nothing about where."""
FARTHEST: Final = 2000
"""Characters of ours that a mark of omission may stand for, as in `standing.MOST_LEFT_OUT`: three or four
paragraphs. Further apart, two passages are two places."""
JUMP: Final = 2.5
"""What going to another place costs, in content words: a place of its own has three at least."""
STEP_BACK: Final = 1.5
"""What going back costs within NEARBY words: halves of a sentence that changed places."""
NEARBY: Final = 60
LEAST_WEIGHT: Final = 2.0
"""Weight of a second place, and of the one that it is joined to: two content words."""
LEAST_PLACE: Final = 4
"""Words in a row that a second place has, or else any name that stands elsewhere too would make one. Going back
nearby, one less will do."""
STOP_WEIGHT: Final = 0.35
_EQUAL: Final = 1e-9
_NEVER: Final = 1e9
_GAP: Final = 0.5
_PER_WORD: Final = 0.02
_PER_PAIR: Final = 0.15
_WIDE: Final = 10
_FEW: Final = 3
_THIN: Final = 1.5
"""Over more than _WIDE missing words, or the end of a sentence, one or two words on one side prove little."""
_MARKED_GAP: Final = 0.1
_MARKED_PER_WORD: Final = 0.002
_MOST_RUNS: Final = 600


@dataclass(frozen=True, slots=True)
class Run:
    t: int
    o: int
    length: int
    weight: float


def find_chain(theirs: Words, ours: Words) -> list[Run]:
    """The best sequence of runs, in the order of the quotation, without overlaps; empty where nothing is shared."""
    weights = [0.0]
    for word in theirs.words:
        weights.append(weights[-1] + (STOP_WEIGHT if word in STOP_WORDS else 1.0))
    return _choose(theirs, ours, _find_runs(theirs, ours, weights), weights)


def _find_runs(theirs: Words, ours: Words, weights: Sequence[float]) -> list[Run]:
    """Maximal runs of equal words, each once, without those that a far heavier run covers."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    wanted = set(theirs.words)
    for at, word in enumerate(ours.words):
        if word in wanted:
            places[word].append(at)
    left, right, windows = theirs.words, ours.words, ours.parts
    reached: dict[int, int] = {}
    runs: list[Run] = []
    for t, word in enumerate(left):
        found = places.get(word)
        if found is None or len(found) > MOST_SEEDS or t in theirs.bracketed:
            continue
        for o in found:
            if reached.get(o - t, -1) > t:
                continue
            first, last = t, t + 1
            shift = o - t
            window = windows[o]
            while (
                first > 0
                and first + shift > 0
                and left[first - 1] == right[first + shift - 1]
                and first - 1 not in theirs.bracketed
                and windows[first + shift - 1] == window
            ):
                first -= 1
            while (
                last < len(left)
                and last + shift < len(right)
                and left[last] == right[last + shift]
                and last not in theirs.bracketed
                and windows[last + shift] == window
            ):
                last += 1
            reached[shift] = last
            runs.append(Run(first, first + shift, last - first, weights[last] - weights[first]))
    return _drop_covered(runs, len(left))


def _drop_covered(runs: list[Run], count: int) -> list[Run]:
    """Without runs whose words lie within one that is heavier by more than a jump and a gap could ever gain."""
    runs.sort(key=lambda run: (-run.weight, run.t, run.o))
    owner: list[Run | None] = [None] * count
    kept: list[Run] = []
    for run in runs:
        over, also = owner[run.t], owner[run.t + run.length - 1]
        if over is not None and over is also and over.weight >= run.weight + JUMP:
            continue
        kept.append(run)
        if len(kept) == _MOST_RUNS:
            break
        for at in range(run.t, run.t + run.length):
            if owner[at] is None:
                owner[at] = run
    kept.sort(key=lambda run: (run.t, run.t + run.length, run.o))
    return kept


def is_jump(ours: Words, end: int, start: int) -> bool:
    """Whether two runs are two places: the second begins before the first ends, in another window, or far off."""
    return (
        start < end
        or ours.parts[start] != ours.parts[end - 1]
        or ours.spans[start][0] - ours.spans[end - 1][1] > FARTHEST
    )


def _choose(theirs: Words, ours: Words, runs: list[Run], weights: Sequence[float]) -> list[Run]:
    """The heaviest sequence of runs, cut where they overlap. Of equal ones, the first in the order of ours."""
    marks = sorted(theirs.omissions)
    best: list[tuple[float, int]] = []
    counts: list[tuple[int, float]] = []
    """words of the place that a run belongs to, and their weight, for the best sequence that ends with it"""
    for at, run in enumerate(runs):
        score, previous, so_far = run.weight, -1, (run.length, run.weight)
        end = run.t + run.length
        for number in range(
            at - 1, -1, -1
        ):  # the nearest first, so that the others are soon known to be worse
            before = runs[number]
            start = max(run.t, before.t + before.length)
            if start >= end or before.t >= run.t:
                continue
            if best[number][0] + weights[end] - weights[start] < score - _EQUAL:
                continue
            start = _begin_after(before, run, start, end)
            added = weights[end] - weights[start]
            cost, jumps = _price(theirs, ours, marks, weights, before, run, start, counts[number])
            gained = best[number][0] + added - cost
            if gained > score + _EQUAL or (previous >= 0 and gained > score - _EQUAL):
                score, previous = gained, number
                count, weight = (0, 0.0) if jumps else counts[number]
                so_far = (count + end - start, weight + added)
        best.append((score, previous))
        counts.append(so_far)
    if not best:
        return []
    number = max(range(len(best)), key=lambda at: (best[at][0], -at))
    chain: list[Run] = []
    while number >= 0:
        chain.append(runs[number])
        number = best[number][1]
    chain.reverse()
    cut = [chain[0]]
    for run in chain[1:]:
        last = cut[-1]
        overlap = max(0, last.t + last.length - run.t)
        twice = last.o + last.length - run.o - overlap
        if 0 < twice < run.length - overlap and run.o + overlap > last.o:
            overlap += twice
        cut.append(Run(run.t + overlap, run.o + overlap, run.length - overlap, run.weight))
    return cut


def _is_exchange(theirs: Words, ours: Words, before: Run, run: Run, start: int, end: int) -> bool:
    """Whether one of two runs that lie apart would stand beside the other but for a word: then that word was
    changed, and the other place is chance (The Nanowave 55, where ours has 45 here and 55 elsewhere)."""
    for first, last, shift in (
        (before.t, start, run.o - run.t),
        (start, end, before.o - before.t),
    ):
        if not 0 <= first + shift <= last + shift <= len(ours.words):
            continue
        allowed = max(1, (last - first) // 5)
        for at in range(first, last):
            allowed -= theirs.words[at] != ours.words[at + shift]
            if allowed < 0:
                break
        else:
            return True
    return False


def _is_wide(ours: Words, end: int, start: int) -> bool:
    """Whether a gap of ours is wide, or holds the end of a sentence."""
    if start - end > _WIDE:
        return True
    return start > end and any(
        stop in ours.text[ours.spans[end - 1][1] : ours.spans[start][0]] for stop in ".!?"
    )


def _begin_after(before: Run, run: Run, start: int, end: int) -> int:
    """Where in theirs a run begins that follows another: behind a word that they have twice and we once, too."""
    place = run.o + start - run.t
    twice = before.o + before.length - place
    return start + twice if 0 < twice < end - start and place > before.o else start


def _price(
    theirs: Words,
    ours: Words,
    marks: Sequence[int],
    weights: Sequence[float],
    before: Run,
    run: Run,
    start: int,
    so_far: tuple[int, float],
) -> tuple[float, bool]:
    """What going on costs from a run to word `start` of theirs in the next one, and whether that is another place.

    `so_far`: how many words the place of the first run has, and their weight.
    """
    reached, o_end, end = before.t + before.length, before.o + before.length, run.t + run.length
    place = run.o + start - run.t
    missing, added = place - o_end, start - reached
    if missing == 0 and added == 0:
        return 0.0, False
    marked = bisect_right(marks, start) > bisect_left(marks, reached)
    jumps = is_jump(ours, o_end, place)
    # what both runs have says nothing for the first
    both = max(0, min(so_far[0], reached - run.t))
    fewest = min(so_far[0] - both, end - start)
    alone = so_far[1] - weights[reached] + weights[reached - both]
    thin = min(alone, weights[end] - weights[start]) < LEAST_WEIGHT
    if jumps:
        back = -NEARBY <= missing < 0
        if thin or fewest < LEAST_PLACE - back:
            return _NEVER, True
        if not marked and _is_exchange(theirs, ours, before, run, start, end):
            return _NEVER, True
        return (STEP_BACK if back else JUMP), True
    if marked:
        return _MARKED_GAP + _MARKED_PER_WORD * missing, False
    level = run.o - run.t == before.o - before.t  # only words exchanged one for one lie between
    wide = not level and _is_wide(ours, o_end, place)
    if wide and start - before.t > 1 and _is_exchange(theirs, ours, before, run, start, end):
        return _NEVER, False
    pairs = min(missing, added)
    cost = _GAP + _PER_PAIR * pairs + _PER_WORD * (missing - pairs)
    return min(JUMP, cost + _THIN * (thin and wide and fewest < _FEW)), False
