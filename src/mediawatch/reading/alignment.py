"""Words of a quotation laid beside words of our text: which are the same, which were changed, put in, left out.

The runs of equal words come from `chains.py`. What lies between two of them, and at the ends within our sentence, is
compared word by word here (Levenshtein), and words that differ are the same if they are only written otherwise
(`spellings.py`). Exact and deterministic; nothing outside the windows is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from mediawatch.reading.chains import Run, find_chain, is_jump
from mediawatch.reading.spellings import begin_apart, end_apart, same_words
from mediawatch.reading.tokens import Words

_MOST_COMPARED: Final = 400
"""Words between two runs that are compared one by one; a longer stretch is changed as a whole."""
_MOST_BESIDE: Final = 6
"""Words that can be missing between a lone stop word and a run, elsewhere than at our sentence's ends."""
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


Bounds = Callable[[int, int], tuple[int, int]]
"""For numbers of a first and a last word of ours: the numbers between which their sentences lie."""


def align(theirs: Words, ours: Words, bounds: Bounds) -> Alignment:
    """The best alignment of all words of a quotation; without stretches when they share no run of words.

    `bounds` keeps changed words at the ends within our sentence.
    """
    chain = find_chain(theirs, ours)
    if not chain:
        return Alignment(())
    places: list[list[Run]] = [[chain[0]]]
    for before, run in pairwise(chain):
        if is_jump(ours, before.o + before.length, run.o):
            places.append([run])
        else:
            places[-1].append(run)
    return Alignment(tuple(_fill(theirs, ours, places, at, bounds) for at in range(len(places))))


def _fill(theirs: Words, ours: Words, places: list[list[Run]], at: int, bounds: Bounds) -> tuple[Op, ...]:
    """The operations of one place: its runs, what lies between them, and what is left at its ends."""
    runs = places[at]
    first, last = runs[0], runs[-1]
    t_from = places[at - 1][-1].t + places[at - 1][-1].length if at else 0
    t_to = len(theirs.words) if at + 1 == len(places) else last.t + last.length
    low, high = first.o, last.o + last.length
    if t_from < first.t or last.t + last.length < t_to:
        low, high = bounds(first.o, last.o + last.length - 1)
    ops = _fill_head(theirs, ours, t_from, first.t, low, first.o)
    t, o = first.t, first.o
    for run in runs:
        ops += _compare(theirs, ours, t, run.t, o, run.o)
        t, o = run.t + run.length, run.o + run.length
        ops.append(Op("same", run.t, t, run.o, o))
    return _shift_gaps(theirs, ours, _merge(ops + _fill_tail(theirs, ours, t, t_to, o, high)))


def _fill_head(theirs: Words, ours: Words, t0: int, t1: int, low: int, o1: int) -> list[Op]:
    """Their words before the first run: where they stand a few words before it or begin our sentence (stop words
    make no run of their own), or else beside as many of ours right before it."""
    peeled: list[Op] = []
    while piece := _same_piece(theirs, ours, t0, t1, low, o1, at_end=True):
        peeled.insert(0, piece)
        t1, o1 = piece.t0, piece.o0
    count = t1 - t0
    for place in range(o1 - count, low - 1, -1):
        missing = o1 - place - count
        near = missing <= _MOST_BESIDE or place == low
        if count and near and ours.words[place : place + count] == theirs.words[t0:t1]:
            return [
                Op("same", t0, t1, place, place + count),
                Op("omitted", t1, t1, place + count, o1),
                *peeled,
            ]
    ops = _compare(theirs, ours, t0, t1, max(low, o1 - count), o1)
    while ops and ops[0].kind == "omitted":
        ops.pop(0)
    return ops + peeled


def _fill_tail(theirs: Words, ours: Words, t0: int, t1: int, o0: int, high: int) -> list[Op]:
    """Their words after the last run, as in `_fill_head`."""
    peeled: list[Op] = []
    while piece := _same_piece(theirs, ours, t0, t1, o0, high, at_end=False):
        peeled.append(piece)
        t0, o0 = piece.t1, piece.o1
    count = t1 - t0
    for place in range(o0, high - count + 1):
        near = place - o0 <= _MOST_BESIDE or place == high - count
        if count and near and ours.words[place : place + count] == theirs.words[t0:t1]:
            return [*peeled, Op("omitted", t0, t0, o0, place), Op("same", t0, t1, place, place + count)]
    ops = _compare(theirs, ours, t0, t1, o0, min(high, o0 + count))
    while ops and ops[-1].kind == "omitted":
        ops.pop()
    return peeled + ops


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
    from rapidfuzz.distance import Levenshtein  # not before something differs

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


def _same_piece(theirs: Words, ours: Words, t0: int, t1: int, o0: int, o1: int, *, at_end: bool) -> Op | None:
    """A few words at one end of both stretches that are the same, or are so written otherwise; as few as can be."""
    if t0 == t1 or o0 == o1:
        return None
    if not theirs.mended:
        last, our_last = theirs.words[t1 - 1], ours.words[o1 - 1]
        if end_apart(last, our_last) if at_end else begin_apart(theirs.words[t0], ours.words[o0]):
            return None
    for total in range(2, 2 * _LONGEST_PIECE + 1):
        for count in range(max(1, total - _LONGEST_PIECE), min(_LONGEST_PIECE, total - 1) + 1):
            other = total - count
            if count > t1 - t0 or other > o1 - o0:
                continue
            t, o = (t1 - count, o1 - other) if at_end else (t0, o0)
            left, right = theirs.words[t : t + count], ours.words[o : o + other]
            if left == right:
                return Op("same", t, t + count, o, o + other)
            if same_words(left, right) or _is_mended(theirs, t, count, right):
                return Op("written otherwise", t, t + count, o, o + other)
    return None


def _is_mended(theirs: Words, t: int, count: int, right: Sequence[str]) -> bool:
    """Whether their word shows by a bracket where it departs from ours: help[s], cit[ies]."""
    outside = theirs.mended.get(t, "")
    return count == 1 and len(right) == 1 and len(outside) > 1 and right[0].startswith(outside[:-1])


def _shift_gaps(theirs: Words, ours: Words, ops: tuple[Op, ...]) -> tuple[Op, ...]:
    """The same with each gap at the likeliest of its places.

    Of "with the [police and with the] council" as well "the [police and with the] council" can be missing as "the
    police and with". A gap stands where they set a mark, else where stops of ours surround it, else commas.
    """
    shifted = list(ops)
    for at in range(1, len(shifted) - 1):
        before, gap, after = shifted[at - 1 : at + 2]
        if gap.kind != "omitted" or before.kind != "same" or after.kind != "same":
            continue
        low = high = 0
        while (
            low > 1 - (before.o1 - before.o0) and ours.words[gap.o0 + low - 1] == ours.words[gap.o1 + low - 1]
        ):
            low -= 1
        while high < after.o1 - after.o0 - 1 and ours.words[gap.o0 + high] == ours.words[gap.o1 + high]:
            high += 1
        if low == high:
            continue
        fits = [(_fitness(theirs, ours, gap, by), -abs(by), by) for by in range(low, high + 1)]
        shift = max(fits)[2]
        shifted[at - 1] = Op("same", before.t0, before.t1 + shift, before.o0, before.o1 + shift)
        shifted[at] = Op("omitted", gap.t0 + shift, gap.t1 + shift, gap.o0 + shift, gap.o1 + shift)
        shifted[at + 1] = Op("same", after.t0 + shift, after.t1, after.o0 + shift, after.o1)
    return tuple(shifted)


def _fitness(theirs: Words, ours: Words, gap: Op, by: int) -> int:
    """How likely words are missing just there."""
    if gap.t0 + by in theirs.omissions:
        return 3
    borders = [ours.text[ours.spans[at + by - 1][1] : ours.spans[at + by][0]] for at in (gap.o0, gap.o1)]
    for fitness, signs in ((2, ".!?"), (1, ",;:–—")):
        if all(any(sign in border for sign in signs) for border in borders):
            return fitness
    return 0


def _merge(ops: Sequence[Op]) -> tuple[Op, ...]:
    """Neighbours of one kind as one."""
    merged: list[Op] = []
    for op in ops:
        if merged and merged[-1].kind == op.kind and op.kind != "written otherwise":
            merged[-1] = Op(op.kind, merged[-1].t0, op.t1, merged[-1].o0, op.o1)
        else:
            merged.append(op)
    return tuple(merged)
