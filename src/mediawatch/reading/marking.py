"""A graded quotation set out for the eye: which words of each side are the same, changed, put in, left out.

Everything is made from the texts and the spans that grading gave; nothing is compared again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from mediawatch.cited import Missing, Piece, Role, Run
from mediawatch.citing import Difference, Graded
from mediawatch.model import Span
from mediawatch.reading.sentences import sentence_around

GAP: Final = " […] "
"""Between passages that do not stand together."""
_OURS: Final[dict[str, Role]] = {"same": "same", "changed": "changed", "omitted": "left out"}
_THEIRS: Final[dict[str, Role]] = {"same": "same", "changed": "changed", "inserted": "inserted"}


@dataclass(frozen=True, slots=True)
class Marked:
    """Both sides of a citation in runs."""

    said: tuple[Run, ...]
    written: tuple[Run, ...]
    pieces: tuple[Piece, ...]
    left_out: tuple[Missing, ...]
    passage: str
    whole: str
    before: str
    after: str


def mark(theirs: str, parts: Sequence[Span], ours: str, graded: Graded) -> Marked:
    """What a graded quotation shows, in words.

    Args:
        theirs: the report's text, in which `parts` are the quoted words.
        ours: the text of the version that it was compared with.
    """
    stretches = find_stretches(ours, graded)
    return Marked(
        said=tuple(_mark_said(theirs, parts, graded.differences)),
        written=tuple(_mark_written(ours, stretches, graded)),
        pieces=tuple(_set_over(theirs, parts, ours, graded)),
        left_out=tuple(
            Missing(ours[left.span.start : left.span.end], left.where, left.shown, left.span)
            for left in graded.left_out
        ),
        passage=GAP.join(ours[span.start : span.end] for span in graded.passages),
        whole=GAP.join(ours[span.start : span.end] for span in stretches),
        before=ours[graded.context.start : graded.whole.start].strip(),
        after=ours[graded.whole.end : graded.context.end].strip(),
    )


def find_stretches(ours: str, graded: Graded) -> list[Span]:
    """Our whole sentences round every passage, in the order of our text, those that touch as one."""
    if not graded.passages:
        return []
    whole = graded.whole
    spans = [whole] + [
        sentence_around(ours, passage.start, passage.end)
        for passage in graded.passages
        if not whole.start <= passage.start <= passage.end <= whole.end
    ]
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if merged and not ours[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _mark_said(theirs: str, parts: Sequence[Span], differences: Sequence[Difference]) -> Iterator[Run]:
    placed = [(one.theirs, _THEIRS[one.kind]) for one in differences if one.theirs is not None]
    for at, part in enumerate(parts):
        if at:
            yield Run(" ", "aside")
        yield from _run_through(theirs, part, placed, "same" if not placed else "aside")


def _mark_written(ours: str, stretches: Sequence[Span], graded: Graded) -> Iterator[Run]:
    placed: list[tuple[Span, Role]] = [(left.span, "left out") for left in graded.left_out]
    placed += [(one.ours, _OURS[one.kind]) for one in graded.differences if one.ours is not None]
    for at, stretch in enumerate(stretches):
        if at:
            yield Run(GAP, "aside")
        yield from _run_through(ours, stretch, placed, "aside")


def _run_through(text: str, span: Span, placed: Sequence[tuple[Span, Role]], other: Role) -> Iterator[Run]:
    """The text of a span in runs. What stands between two words of one role has that role too."""
    roles: list[Role | None] = [None] * (span.end - span.start)
    for place, role in placed:
        for at in range(max(place.start, span.start), min(place.end, span.end)):
            roles[at - span.start] = role
    borders = [at for at in range(1, len(roles)) if roles[at] != roles[at - 1]]
    runs = [(low, high, roles[low]) for low, high in pairwise([0, *borders, len(roles)]) if low < high]
    kept: list[tuple[str, Role]] = []
    for number, (low, high, placed_role) in enumerate(runs):
        words = text[span.start + low : span.start + high]
        role = placed_role or other
        if placed_role is None and not any(map(str.isalnum, words)):
            before = runs[number - 1][2] if number else None
            after = runs[number + 1][2] if number + 1 < len(runs) else None
            role = before if before is not None and after in (before, None) else other
        if kept and kept[-1][1] == role:
            kept[-1] = (kept[-1][0] + words, role)
        else:
            kept.append((words, role))
    for words, role in kept:
        yield Run(words, role)


def _set_over(theirs: str, parts: Sequence[Span], ours: str, graded: Graded) -> Iterator[Piece]:
    """Their words over ours; what was cut off before and after them is the first piece and the last."""
    for left in graded.left_out:
        if left.where == "before":
            yield Piece("omitted", "", ours[left.span.start : left.span.end])
    said = _lengthen([one.theirs for one in graded.differences], theirs, parts)
    bounds = [graded.whole, *(left.span for left in graded.left_out)]
    written = _lengthen([one.ours for one in graded.differences], ours, bounds)
    for one, mine, yours in zip(graded.differences, said, written, strict=True):
        yield Piece(one.kind, mine, yours)
    for left in graded.left_out:
        if left.where == "after":
            yield Piece("omitted", "", ours[left.span.start : left.span.end])


def _lengthen(spans: Sequence[Span | None], text: str, bounds: Sequence[Span]) -> list[str]:
    """The words of each span with the marks that touch them, as far as no other span has them and no bound ends."""
    edges = sorted(
        {edge for span in spans if span is not None for edge in (span.start, span.end)}
        | {edge for bound in bounds for edge in (bound.start, bound.end)}
    )
    made = []
    for span in spans:
        if span is None:
            made.append("")
            continue
        low = edges[max(0, bisect_left(edges, span.start) - 1)]
        high = edges[min(len(edges) - 1, bisect_right(edges, span.end))]
        before, after = text[low : span.start], text[span.end : high]
        if any(map(str.isalnum, before)) or not before:
            before = " "
        if any(map(str.isalnum, after)) or not after:
            after = " "
        # between two words stand the marks that close the one, a space, and those that open the other
        opening = "" if before != before.rstrip() else before.split()[-1]
        closing = "" if after != after.lstrip() else after.split()[0]
        made.append(f"{opening}{text[span.start : span.end]}{closing}")
    return made
