"""A repeat laid beside the claim: which words differ, and which of these may turn the claim round.

What differs is told by `alignment.py`, and what it may mean by `flags.py`; both were made for quotations of our words
and do the same for a claim in a report. A negation that governs the repeated words from outside counts too: "it is not
true that …" before them in the report, or before them in the claim where only the rest of it is repeated.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from mediawatch.citing import FLAGS, Difference, Flag
from mediawatch.model import Span
from mediawatch.reading.alignment import Op, OpKind, align
from mediawatch.reading.flags import GOVERNING, find_flags, list_bearers, next_clause
from mediawatch.reading.sentences import sentence_around
from mediawatch.reading.stems import stem
from mediawatch.reading.tokens import Words, read_words
from mediawatch.suggesting import Turn

LONGEST_EXCHANGE: Final = 4
"""Words at either end of a claim that stand for others in the report; when more are missing, it was cut off there."""
FROM_OUTSIDE: Final[tuple[Flag, ...]] = ("negation",)
"""Kinds that count round a repeat: "denied that …" turns it round, "said that …" does not."""
OF_PARAPHRASES: Final[tuple[Flag, ...]] = ("negation", "number")
"""Kinds that tell something where hardly a word is the same."""
_MOST_SHOWN: Final = 8
"""Words of a turn that are shown where none of them bears it alone."""
_KINDS: Final[dict[OpKind, OpKind]] = {"inserted": "omitted", "omitted": "inserted"}
"""What the claim has beside the report, seen from the report."""


def lay_beside(
    text: str, span: Span, wording: str, part: Span, names: AbstractSet[str]
) -> tuple[tuple[Difference, ...], tuple[Turn, ...]]:
    """The differences between a passage of a report and a part of a wording, and what they may turn round.

    `names` are folded single words. Without differences where they have no run of words in common.
    """
    sentence = sentence_around(text, span.start, span.end)
    written = read_words(text, [sentence])
    said = read_words(wording, [part])
    starts = [start for start, _ in written.spans]

    def find_bounds(first: int, last: int) -> tuple[int, int]:
        around = sentence_around(text, written.spans[first][0], written.spans[last][1])
        return bisect_left(starts, around.start), bisect_right(starts, around.end - 1)

    stretches = align(said, written, find_bounds).stretches
    if not stretches:
        return (), ()
    turns = _Turns(said, written, names)
    ops = [op for stretch in stretches for op in stretch]
    for at, op in enumerate(ops):
        if op.kind not in ("same", "written otherwise"):
            turns.judge(op, at == 0, _is_cut(op, at, len(ops)), _is_moved(said, written, op, ops))
    ordered = sorted(ops, key=lambda op: op.o0)
    for op, following in pairwise(ordered):
        turns.compare((), range(op.o1, following.o0), GOVERNING)
    first, past = ordered[0].o0, ordered[-1].o1
    turns.compare((), next_clause(written, 0, first, before=True), FROM_OUTSIDE)
    turns.compare((), next_clause(written, past, len(written.words), before=False), FROM_OUTSIDE)
    found = [*turns.found, *_judge_rest(wording, part, turns)]
    differences = tuple(
        _make_difference(said, written, op, _is_cut(op, at, len(ops))) for at, op in enumerate(ops)
    )
    return differences, tuple(dict.fromkeys(found))


def compare_loosely(
    text: str, span: Span, wording: str, part: Span, names: AbstractSet[str]
) -> tuple[Turn, ...]:
    """What a paraphrase may turn round: negations and numbers that only one side has."""
    written, said = read_words(text, [span]), read_words(wording, [part])
    theirs, known = Counter(map(stem, written.words)), Counter(map(stem, said.words))
    turns = _Turns(said, written, names)
    turns.compare(
        [at for at, word in enumerate(said.words) if known[stem(word)] != theirs[stem(word)]],
        [at for at, word in enumerate(written.words) if known[stem(word)] != theirs[stem(word)]],
        OF_PARAPHRASES,
    )
    return tuple(turns.found)


class _Turns:
    """Collects turns."""

    def __init__(self, said: Words, written: Words, names: AbstractSet[str]) -> None:
        self.said = said
        self.written = written
        self.names = names
        self.found: list[Turn] = []

    def judge(self, op: Op, is_first: bool, is_cut: bool, is_moved: bool) -> None:
        """Add what words that differ may turn round."""
        known: Sequence[int] = range(op.t0, op.t1)
        theirs: Sequence[int] = range(op.o0, op.o1)
        if is_moved:
            self.compare(known, theirs, GOVERNING)
        elif is_cut:  # only the clause next to what is left bears on it
            beside = next_clause(self.said, op.t0, op.t1, before=is_first)
            self.compare(beside, next_clause(self.written, op.o0, op.o1, before=is_first), GOVERNING)
        else:
            self.compare(known, theirs, FLAGS)

    def compare(self, known: Sequence[int], theirs: Sequence[int], kinds: Sequence[Flag]) -> None:
        """Add the kinds that are not the same among some words of the claim and some of the report."""
        if not known and not theirs:
            return
        for kind in find_flags([(self.said, known, self.written, theirs, kinds)], self.names):
            turn = Turn(
                kind,
                _show(self.written, theirs, kind, self.names),
                _show(self.said, known, kind, self.names),
            )
            self.found.append(turn)


def _is_cut(op: Op, at: int, count: int) -> bool:
    """Whether the claim was cut off there, at one of its ends."""
    return op.t1 - op.t0 > LONGEST_EXCHANGE and at in (0, count - 1) and op.kind in ("changed", "inserted")


def _is_moved(said: Words, written: Words, op: Op, ops: Sequence[Op]) -> bool:
    """Whether the same words stand elsewhere in the other, so that nothing came or went."""
    if op.kind == "changed":
        return Counter(said.words[op.t0 : op.t1]) == Counter(written.words[op.o0 : op.o1])
    partner: OpKind = "omitted" if op.kind == "inserted" else "inserted"
    words = said.words[op.t0 : op.t1] or written.words[op.o0 : op.o1]
    return any(
        other.kind == partner
        and (said.words[other.t0 : other.t1] or written.words[other.o0 : other.o1]) == words
        for other in ops
    )


def _judge_rest(wording: str, part: Span, turns: _Turns) -> list[Turn]:
    """What governs a part of a claim from the rest of it, which is not repeated."""
    if part.start == 0 and part.end == len(wording):
        return []
    whole = read_words(wording, [Span(0, len(wording))])
    first = bisect_left(whole.spans, (part.start, 0))
    past = bisect_left(whole.spans, (part.end, 0))
    rest = _Turns(whole, turns.written, turns.names)
    rest.compare(next_clause(whole, 0, first, before=True), (), FROM_OUTSIDE)
    rest.compare(next_clause(whole, past, len(whole.words), before=False), (), FROM_OUTSIDE)
    return rest.found


def _show(words: Words, numbers: Sequence[int], kind: Flag, names: AbstractSet[str]) -> str:
    """The words that bear a turn, as they stand in the text."""
    bearers = list_bearers(words, numbers, kind, names)
    if not bearers:
        bearers = [*numbers] if len(numbers) <= _MOST_SHOWN else []
    shown = ""
    for at in bearers:
        start, end = words.spans[at]
        joint = "" if not shown else " " if at - 1 in bearers else " … "
        shown += joint + words.text[start:end]
    return shown


def _make_difference(said: Words, written: Words, op: Op, is_cut: bool) -> Difference:
    kind = "omitted" if is_cut else _KINDS.get(op.kind, op.kind)
    return Difference(
        "same" if kind == "written otherwise" else kind,
        written.span(op.o0, op.o1) if op.o0 < op.o1 and not is_cut else None,
        said.span(op.t0, op.t1) if op.t0 < op.t1 else None,
    )
