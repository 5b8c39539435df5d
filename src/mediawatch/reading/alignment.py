"""Words of a quotation laid beside words of our text: which are the same, which were changed, put in, left out.

1. **Runs.** Every stretch of the same words in both, as long as it goes, grown from words that stand at most
   MOST_SEEDS times in the windows of our text.
2. **Chain.** The runs that together explain the quotation best, in its order. A run counts for its words (a stop
   word for less); going on from one run to the next costs: little after a mark of omission, more the more words of
   ours lie between, and most (JUMP) where the next run stands before the last one or too far behind it.
3. **Filling.** What lies between two runs, and at the ends within our sentence, is compared word by word
   (Levenshtein), and words that differ are the same if they are only written otherwise (`spellings.py`).

Exact and deterministic; nothing outside the windows is looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz.distance import Levenshtein

from mediawatch.reading.spellings import same_words
from mediawatch.reading.stop_words import STOP_WORDS
from mediawatch.reading.tokens import Words

MOST_SEEDS: Final = 12
"""Places of a word from which runs are grown: words that are more frequent than this in a passage, like "the", say
nothing about where."""
FARTHEST: Final = 2000
"""Characters of ours that a mark of omission may stand for, as in `anchoring.MOST_LEFT_OUT`: three or four
paragraphs. Further apart, two passages are two places."""
JUMP: Final = 2.5
"""What going to another place costs, in content words: a place of its own has three at least."""
LEAST_PLACE: Final = 4
"""Words in a row that a second place has, or else any name that stands elsewhere too would make one."""
STOP_WEIGHT: Final = 0.35
_GAP: Final = 0.6
_PER_WORD: Final = 0.02
_PER_PAIR: Final = 0.15
_MARKED_GAP: Final = 0.1
_MARKED_PER_WORD: Final = 0.002
_MOST_RUNS: Final = 600
_MOST_COMPARED: Final = 400
"""Words between two runs that are compared one by one; a longer stretch is changed as a whole."""
_LONGEST_PIECE: Final = 4
"""Words that can be one word, or number, written otherwise: two hundred and five."""

OpKind = Literal["same", "written otherwise", "changed", "inserted", "omitted"]


@dataclass(frozen=True, slots=True)
class Op:
    """Words of theirs (from t0 to before t1) beside words of ours (o0 to o1); numbers in their `Words`."""

    kind: OpKind
    t0: int
    t1: int
    o0: int
    o1: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The places of ours that a quotation was made of."""

    stretches: tuple[tuple[Op, ...], ...]
    """one sequence for each place, in the order of the quotation; together they cover all its words"""


@dataclass(frozen=True, slots=True)
class _Run:
    t: int
    o: int
    length: int
    weight: float


Bounds = Callable[[int, int], tuple[int, int]]
"""For numbers of a first and a last word of ours: the numbers between which their sentences lie."""


def align(theirs: Words, ours: Words, bounds: Bounds) -> Alignment:
    """The best alignment of all words of a quotation; without stretches when they share no run of words.

    `bounds` keeps changed words at the ends within our sentence.
    """
    weights = [0.0]
    for word in theirs.words:
        weights.append(weights[-1] + (STOP_WEIGHT if word in STOP_WORDS else 1.0))
    chain = _find_chain(theirs, ours, _find_runs(theirs, ours, weights), weights)
    if not chain:
        return Alignment(())
    places: list[list[_Run]] = [[chain[0]]]
    for before, run in zip(chain, chain[1:], strict=False):
        if _is_jump(ours, before.o + before.length, run.o):
            places.append([run])
        else:
            places[-1].append(run)
    return Alignment(tuple(_fill(theirs, ours, places, at, bounds) for at in range(len(places))))


def _find_runs(theirs: Words, ours: Words, weights: Sequence[float]) -> list[_Run]:
    """Maximal runs of equal words, each once, without those that a far heavier run covers."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(ours.words):
        places[word].append(at)
    left, right, windows = theirs.words, ours.words, ours.parts
    reached: dict[int, int] = {}
    runs: list[_Run] = []
    for t, word in enumerate(left):
        found = places.get(word)
        if found is None or len(found) > MOST_SEEDS:
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
                and windows[first + shift - 1] == window
            ):
                first -= 1
            while (
                last < len(left)
                and last + shift < len(right)
                and left[last] == right[last + shift]
                and windows[last + shift] == window
            ):
                last += 1
            reached[shift] = last
            runs.append(_Run(first, first + shift, last - first, weights[last] - weights[first]))
    return _drop_covered(runs, len(left))


def _drop_covered(runs: list[_Run], count: int) -> list[_Run]:
    """Without runs whose words lie within one that is heavier by more than a jump and a gap could ever gain."""
    runs.sort(key=lambda run: (-run.weight, run.t, run.o))
    owner: list[_Run | None] = [None] * count
    kept: list[_Run] = []
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


def _is_jump(ours: Words, end: int, start: int) -> bool:
    """Whether two runs are two places: the second begins before the first ends, in another window, or far off."""
    return (
        start < end
        or ours.parts[start] != ours.parts[end - 1]
        or ours.spans[start][0] - ours.spans[end - 1][1] > FARTHEST
    )


def _find_chain(theirs: Words, ours: Words, runs: list[_Run], weights: Sequence[float]) -> list[_Run]:
    """The heaviest sequence of runs, cut where they overlap. Of equal ones, the first in the order of ours."""
    marks = sorted(theirs.omissions)
    best: list[tuple[float, int]] = []
    counts: list[int] = []
    """words of the place that a run belongs to, for the best sequence that ends with it"""
    for at, run in enumerate(runs):
        score, previous, count = run.weight, -1, run.length
        end = run.t + run.length
        for number in range(at):
            before = runs[number]
            reached = before.t + before.length
            if reached >= end or before.t >= run.t:
                continue
            start = max(run.t, reached)
            place = run.o + start - run.t
            jumps = _is_jump(ours, before.o + before.length, place)
            if jumps and min(counts[number], end - start) < LEAST_PLACE:
                continue
            cost = JUMP if jumps else _price(marks, before, start, place)
            gained = best[number][0] + weights[end] - weights[start] - cost
            if gained > score + 1e-9:
                score, previous = gained, number
                count = end - start + (0 if jumps else counts[number])
        best.append((score, previous))
        counts.append(count)
    if not best:
        return []
    number = max(range(len(best)), key=lambda at: (best[at][0], -at))
    chain: list[_Run] = []
    while number >= 0:
        chain.append(runs[number])
        number = best[number][1]
    chain.reverse()
    cut = [chain[0]]
    for run in chain[1:]:
        overlap = max(0, cut[-1].t + cut[-1].length - run.t)
        cut.append(_Run(run.t + overlap, run.o + overlap, run.length - overlap, run.weight))
    return cut


def _price(marks: Sequence[int], before: _Run, start: int, place: int) -> float:
    """What going on costs from a run to the word `start` of theirs at `place` of ours, behind it."""
    t_end, o_end = before.t + before.length, before.o + before.length
    missing, added = place - o_end, start - t_end
    if missing == 0 and added == 0:
        return 0.0
    if any(t_end <= mark <= start for mark in marks):
        return _MARKED_GAP + _MARKED_PER_WORD * missing
    pairs = min(missing, added)
    return min(JUMP, _GAP + _PER_PAIR * pairs + _PER_WORD * (missing - pairs))


def _fill(theirs: Words, ours: Words, places: list[list[_Run]], at: int, bounds: Bounds) -> tuple[Op, ...]:
    """The operations of one place: its runs, what lies between them, and what is left at its ends."""
    runs = places[at]
    first, last = runs[0], runs[-1]
    t_from = places[at - 1][-1].t + places[at - 1][-1].length if at else 0
    t_to = len(theirs.words) if at + 1 == len(places) else last.t + last.length
    low, high = first.o, last.o + last.length
    if t_from < first.t or last.t + last.length < t_to:
        low, high = bounds(first.o, last.o + last.length - 1)
    head = max(low, first.o - (first.t - t_from))
    ops = _compare(theirs, ours, t_from, first.t, head, first.o)
    while ops and ops[0].kind == "omitted":
        ops.pop(0)
    t, o = first.t, first.o
    for run in runs:
        ops += _compare(theirs, ours, t, run.t, o, run.o)
        t, o = run.t + run.length, run.o + run.length
        ops.append(Op("same", run.t, t, run.o, o))
    tail = min(high, o + (t_to - t))
    ending = _compare(theirs, ours, t, t_to, o, tail)
    while ending and ending[-1].kind == "omitted":
        ending.pop()
    return _merge(ops + ending)


def _compare(theirs: Words, ours: Words, t0: int, t1: int, o0: int, o1: int) -> list[Op]:
    """Operations for a stretch in which the words differ."""
    if t0 == t1 and o0 == o1:
        return []
    if t0 == t1:
        return [Op("omitted", t0, t1, o0, o1)]
    if o0 == o1:
        return [Op("inserted", t0, t1, o0, o1)]
    if t1 - t0 > _MOST_COMPARED or o1 - o0 > _MOST_COMPARED:
        return [Op("changed", t0, t1, o0, o1)]
    ops: list[Op] = []
    differing: list[int] = []
    left, right = theirs.words[t0:t1], ours.words[o0:o1]
    for code in Levenshtein.opcodes(right, left):
        if code.tag == "equal":
            ops += _settle(theirs, ours, differing)
            differing = []
            ops.append(
                Op("same", t0 + code.dest_start, t0 + code.dest_end, o0 + code.src_start, o0 + code.src_end)
            )
            continue
        begins = differing[:3:2] if differing else [t0 + code.dest_start, o0 + code.src_start]
        differing = [begins[0], t0 + code.dest_end, begins[1], o0 + code.src_end]
    return ops + _settle(theirs, ours, differing)


def _settle(theirs: Words, ours: Words, stretch: Sequence[int]) -> list[Op]:
    """A stretch of words that differ: pieces that are only written otherwise at its ends, the rest changed."""
    if not stretch:
        return []
    t0, t1, o0, o1 = stretch
    head: list[Op] = []
    tail: list[Op] = []
    while piece := _same_piece(theirs, ours, t0, t1, o0, o1, at_end=False):
        head.append(piece)
        t0, o0 = piece.t1, piece.o1
    while piece := _same_piece(theirs, ours, t0, t1, o0, o1, at_end=True):
        tail.append(piece)
        t1, o1 = piece.t0, piece.o0
    tail.reverse()
    if t0 == t1 and o0 == o1:
        return head + tail
    kind: OpKind = "omitted" if t0 == t1 else "inserted" if o0 == o1 else "changed"
    return [*head, Op(kind, t0, t1, o0, o1), *tail]


def _same_piece(
    theirs: Words, ours: Words, t0: int, t1: int, o0: int, o1: int, *, at_end: bool
) -> Op | None:
    """A few words at one end of both stretches that are the same written otherwise; the longest such."""
    for count in range(min(_LONGEST_PIECE, t1 - t0), 0, -1):
        for other in range(min(_LONGEST_PIECE, o1 - o0), 0, -1):
            t, o = (t1 - count, o1 - other) if at_end else (t0, o0)
            left, right = theirs.words[t : t + count], ours.words[o : o + other]
            if (left == right and not at_end) or same_words(left, right) or _is_mended(theirs, t, count, right):
                return Op("written otherwise", t, t + count, o, o + other)
    return None


def _is_mended(theirs: Words, t: int, count: int, right: Sequence[str]) -> bool:
    """Whether their word shows by a bracket where it departs from ours: help[s], cit[ies]."""
    outside = theirs.mended.get(t, "")
    return count == 1 and len(right) == 1 and len(outside) > 1 and right[0].startswith(outside[:-1])


def _merge(ops: Sequence[Op]) -> tuple[Op, ...]:
    """Neighbours of one kind as one."""
    merged: list[Op] = []
    for op in ops:
        if merged and merged[-1].kind == op.kind and op.kind != "written otherwise":
            merged[-1] = Op(op.kind, merged[-1].t0, op.t1, merged[-1].o0, op.o1)
        else:
            merged.append(op)
    return tuple(merged)
