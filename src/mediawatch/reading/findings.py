"""From an alignment to what it shows: the grades that hold, the flags, what was left out, and where it stands.

The rules are those of `grading.py`; each is one small function here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from mediawatch.citing import FLAGS, GRADES, Difference, Flag, Grade, Graded, LeftOut
from mediawatch.model import Span
from mediawatch.reading.alignment import Alignment, Op
from mediawatch.reading.borders import add_neighbours, begins_sentence, ends_sentence, with_stop
from mediawatch.reading.chains import FARTHEST
from mediawatch.reading.flags import GOVERNING, OPENLY, find_flags, next_clause
from mediawatch.reading.sentences import end_of_sentence, sentence_around
from mediawatch.reading.stop_words import STOP_WORDS
from mediawatch.reading.tokens import Words
from mediawatch.reading.typesetting import ends_alike, is_attribution, is_furniture, same_characters

MOST_IN_PLACE: Final = 8
"""Words of ours for which a bracket may stand ([the charity]) without hiding anything; more is an omission, shown."""
FAR_MORE: Final = 3
"""Words that a changed stretch of ours has beyond theirs, from which on it was also shortened."""

_STOPS: Final = ".!?…;:"

_Stretch = tuple[Words, Sequence[int], Words, Sequence[int], Sequence[Flag]]


@dataclass(slots=True)
class _Findings:
    """What has been found so far."""

    said: Words
    parts: Sequence[Span]
    written: Words
    grades: set[Grade] = field(default_factory=set)
    left_out: list[LeftOut] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    stretches: list[_Stretch] = field(default_factory=list)
    moved: list[Op] = field(default_factory=list)
    quoted: set[int] = field(default_factory=set)
    """words of ours that are quoted, where there are several places: what one leaves out another may have"""
    joints: list[Op] = field(default_factory=list)
    """omissions over which two places were joined"""


def judge(
    said: Words, parts: Sequence[Span], written: Words, alignment: Alignment, names: AbstractSet[str]
) -> Graded:
    """The grade of an aligned quotation, with all that belongs to it. `names`: folded words."""
    found = _Findings(said, parts, written)
    ops = [op for stretch in alignment.stretches for op in stretch]
    if len(alignment.stretches) > 1:
        found.quoted = {at for op in ops if op.kind == "same" for at in range(op.o0, op.o1)}
    found.moved = _find_moved(found, ops)
    if len(alignment.stretches) > 1 or found.moved:
        found.grades.add("reordered or joined")
    for op in ops:
        _add_differences(found, op)
        _judge_op(found, op)
    passages = tuple(
        _passage(written, place) for stretch in alignment.stretches for place in _split(stretch, found.joints)
    )
    near = [span for span in passages if abs(span.start - passages[0].start) <= FARTHEST]
    low, high = min(span.start for span in near), max(span.end for span in near)
    whole = sentence_around(written.text, low, high)
    first, last = alignment.stretches[0][0], alignment.stretches[-1][-1]
    _judge_beginning(found, first, whole if low == passages[0].start else None)
    _judge_end(found, last, whole if high == passages[-1].end else None)
    _judge_marks(found, ops)
    ordered: list[Grade] = [each for each in GRADES if each in found.grades] or ["exact"]
    order = {"before": 0, "within": 1, "after": 2}
    return Graded(
        ordered[0],
        tuple(ordered[1:]),
        find_flags(found.stretches, names),
        passages,
        whole,
        add_neighbours(written.text, whole),
        tuple(sorted(found.left_out, key=lambda each: order[each.where])),
        tuple(found.differences),
    )


def _split(stretch: Sequence[Op], joints: Sequence[Op]) -> list[Sequence[Op]]:
    """The places of a stretch, cut where two were joined."""
    cuts = [-1, *(at for at, op in enumerate(stretch) if op in joints), len(stretch)]
    return [stretch[low + 1 : high] for low, high in pairwise(cuts)]


def _passage(written: Words, stretch: Sequence[Op]) -> Span:
    first = next(op for op in stretch if op.o0 < op.o1)
    start, end = written.spans[first.o0][0], written.spans[stretch[-1].o1 - 1][1]
    return Span(start, with_stop(written.text, end))


def _find_moved(found: _Findings, ops: Sequence[Op]) -> list[Op]:
    """Stretches whose words are all ours, in another order or at another place."""
    said, written = found.said, found.written
    changed = [
        op
        for op in ops
        if op.kind == "changed"
        and Counter(said.words[op.t0 : op.t1]) == Counter(written.words[op.o0 : op.o1])
    ]
    differing = [op for op in ops if op.kind in ("changed", "inserted", "omitted")]
    mine = Counter(word for op in differing for word in said.words[op.t0 : op.t1])
    yours = Counter(
        written.words[at] for op in differing for at in range(op.o0, op.o1) if at not in found.quoted
    )
    if mine == yours:
        return differing
    dropped = [op for op in ops if op.kind == "omitted"]
    for added in ops:
        if added.kind != "inserted":
            continue
        words = Counter(said.words[added.t0 : added.t1])
        for op in dropped:
            if op not in changed and Counter(written.words[op.o0 : op.o1]) == words:
                changed += [added, op]
                break
    return changed


def _add_differences(found: _Findings, op: Op) -> None:
    """The differences that an operation stands for: one for each part of the quotation that it touches."""
    said, written = found.said, found.written
    if op.kind == "omitted":
        found.differences.append(Difference("omitted", None, written.span(op.o0, op.o1)))
        return
    kind = "same" if op.kind == "written otherwise" else op.kind
    cuts = [op.t0, *(at for at in range(op.t0 + 1, op.t1) if said.parts[at] != said.parts[at - 1]), op.t1]
    for low, high in pairwise(cuts):
        ours = None
        if op.kind == "same":
            ours = written.span(op.o0 + low - op.t0, op.o0 + high - op.t0)
        elif op.kind != "inserted" and low == op.t0:
            ours = written.span(op.o0, op.o1)
        # words of ours stand beside the first part only; what the next part adds is put in
        shown = kind if ours is not None else "inserted"
        found.differences.append(Difference(shown, said.span(low, high), ours))


def _judge_op(found: _Findings, op: Op) -> None:
    said, written = found.said, found.written
    if op.kind == "same":
        if not _is_set_alike(found, op):
            found.grades.add("normalised")
        return
    if op.kind == "written otherwise":
        found.grades.add("normalised")
        return
    if op.kind == "inserted" and is_furniture(said, op.t0, op.t1):
        return
    if op.kind == "omitted" and (
        is_furniture(written, op.o0, op.o1) or is_attribution(written, op.o0, op.o1)
    ):
        return
    moved = op in found.moved
    shown = op.kind != "inserted" and _is_shown(said, op.t0, op.t1)
    if op.kind != "inserted" and not moved:
        _judge_missing(found, op, shown)
    bracketed = op.t0 < op.t1 and all(at in said.bracketed for at in range(op.t0, op.t1))
    if op.t0 < op.t1 and not moved:
        found.grades.add("normalised" if bracketed else "altered")
    ours: Sequence[int] = [at for at in range(op.o0, op.o1) if at not in found.quoted]
    kinds: Sequence[Flag] = OPENLY if bracketed else FLAGS
    if op.kind == "omitted" and (shown or op in found.joints):
        following = next_clause(written, op.o0, op.o1, before=False)
        ours, kinds = sorted({*following, *next_clause(written, op.o0, op.o1, before=True)}), GOVERNING
    found.stretches.append((said, range(op.t0, op.t1), written, ours, kinds))


def _judge_missing(found: _Findings, op: Op, shown: bool) -> None:
    """What is missing of ours inside the quotation."""
    missing = op.o1 - op.o0
    if op.kind == "changed" and missing < op.t1 - op.t0 + FAR_MORE and not shown:
        return
    bracket = any(at in found.said.bracketed for at in range(max(0, op.t0 - 1), op.t1 + 1))
    marked = any(at in found.said.omissions for at in range(op.t0, op.t1 + 1))
    found.left_out.append(LeftOut(found.written.span(op.o0, op.o1), "within", shown))
    if shown:
        found.grades.add("normalised" if bracket and not marked and missing <= MOST_IN_PLACE else "elided")
    elif _joins_sentences(found, op):
        found.grades.add("reordered or joined")
        found.joints += [op] if op.kind == "omitted" else []
    else:
        found.grades.add("silently elided")


def _is_shown(said: Words, t0: int, t1: int) -> bool:
    """Whether a mark of omission stands among or beside their words from t0 to t1, or a bracket does."""
    return any(at in said.omissions for at in range(t0, t1 + 1)) or any(
        at in said.bracketed for at in range(max(0, t0 - 1), min(len(said.words), t1 + 1))
    )


def _joins_sentences(found: _Findings, op: Op) -> bool:
    """Whether the words on both sides of a gap belong to two sentences of ours, and either what is missing does so
    too, or they made one sentence of the two."""
    said, written = found.said, found.written
    if not (0 < op.o0 < op.o1 < len(written.words) and 0 < op.t0 <= op.t1 < len(said.words)):
        return False
    before, after = written.spans[op.o0 - 1], written.spans[op.o1]
    if end_of_sentence(written.text, before[1]) >= after[0]:
        return False
    if written.spans[op.o1 - 1][1] > end_of_sentence(written.text, written.spans[op.o0][1]):
        return True
    between = said.text[said.spans[op.t0 - 1][1] : said.spans[op.t1][0]]
    return not any(stop in between for stop in _STOPS)


def _is_set_alike(found: _Findings, op: Op) -> bool:
    """Whether the words of a "same" operation stand with the same case and punctuation."""
    said, written = found.said, found.written
    shift = op.o0 - op.t0
    low = op.t0
    for at in range(op.t0, op.t1):
        if at in said.mended or (at in said.bracketed and at + shift not in written.bracketed):
            return False
        if at + 1 == op.t1 or said.parts[at + 1] != said.parts[at]:
            theirs = said.text[said.spans[low][0] : said.spans[at][1]]
            ours = written.text[written.spans[low + shift][0] : written.spans[at + shift][1]]
            if not same_characters(theirs, ours):
                return False
            low = at + 1
    return True


def _judge_beginning(found: _Findings, op: Op, whole: Span | None) -> None:
    """`whole` begins with the sentence in which the quotation does; it is looked for where it is not known."""
    written, said = found.written, found.said
    at = op.o0
    start = written.spans[at][0] if at < len(written.spans) else len(written.text)
    sentence = whole or sentence_around(written.text, start, min(start + 1, len(written.text)))
    if begins_sentence(written.text, sentence, start):
        return
    first = bisect_left(written.spans, (sentence.start, 0))
    if _is_quoted(found, first, at):
        return
    shown = 0 in said.omissions or 0 in said.bracketed
    end = written.spans[at - 1][1] if at and written.spans[at - 1][0] >= sentence.start else start
    found.left_out.append(LeftOut(Span(sentence.start, end), "before", shown))
    _judge_cut(found, shown, 0 in said.omissions, at - first)
    found.stretches.append((said, (), written, next_clause(written, first, at, before=True), GOVERNING))


def _judge_end(found: _Findings, op: Op, whole: Span | None) -> None:
    """`whole` ends with the sentence in which the quotation does; it is looked for where it is not known."""
    written, said = found.written, found.said
    last = op.o1 - 1
    end = written.spans[last][1]
    sentence = whole or sentence_around(written.text, written.spans[last][0], end)
    count = len(said.words)
    stop = bisect_left(written.spans, (sentence.end, 0))
    if _is_quoted(found, last + 1, stop):
        return
    if ends_sentence(written.text, sentence, end):
        tail = said.text[said.spans[-1][1] : found.parts[said.parts[-1]].end]
        following = written.spans[last + 1][0] if last + 1 < len(written.spans) else len(written.text)
        if count not in said.omissions and not ends_alike(tail, written.text[end : min(following, end + 12)]):
            found.grades.add("normalised")
        return
    shown = count in said.omissions or count - 1 in said.bracketed
    start = written.spans[last + 1][0] if last + 1 < stop else end
    found.left_out.append(LeftOut(Span(start, sentence.end), "after", shown))
    _judge_cut(found, shown, count in said.omissions, stop - last - 1)
    found.stretches.append((said, (), written, next_clause(written, last + 1, stop, before=False), GOVERNING))


def _is_quoted(found: _Findings, first: int, last: int) -> bool:
    """Whether some words of ours stand elsewhere in the quotation, but for stop words."""
    if first >= last or found.quoted.isdisjoint(range(first, last)):
        return False
    words = found.written.words
    return all(at in found.quoted or words[at] in STOP_WORDS for at in range(first, last))


def _judge_cut(found: _Findings, shown: bool, marked: bool, missing: int) -> None:
    """The rest of a sentence on one side of the quotation."""
    if not shown:
        found.grades.add("cut off")
    elif marked or missing > MOST_IN_PLACE:
        found.grades.add("elided")
    else:
        found.grades.add("normalised")


def _judge_marks(found: _Findings, ops: Sequence[Op]) -> None:
    """Marks of omission where nothing is missing, and that are not ours."""
    said, written = found.said, found.written
    if not said.omissions or "elided" in found.grades:
        return
    ours = {
        op.o0 + at - op.t0 for op in ops if op.kind == "same" for at in said.omissions if op.t0 <= at <= op.t1
    }
    if not ours or not ours <= written.omissions:
        found.grades.add("normalised")
