"""What became of a pinned quote in a newer text of the same report.

- **anchored**: its words stand in the same place: at the same offset, or beside the same neighbours.
- **moved**: its words stand elsewhere.
- **altered**: something like them stands there (`nearest.py`). It is offered with both wordings, and never pinned.
- **gone**: nothing like them does.

Words are the same when they fold to the same (`folding.py`). Where they stand several times, what stood before and
after them, and where, chooses. Of what moved or is gone, what stands between its old neighbours is told too: it may
be the correction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from mediawatch.model import Anchor, Span, WordPiece
from mediawatch.reading.anchoring import make_anchor
from mediawatch.reading.folding import FoldedText, fold_words
from mediawatch.reading.offers import Likeness, Offer, Surroundings
from mediawatch.reading.word_diff import diff_words
from mediawatch.reading.wording_places import (
    MOST_LEFT_OUT,
    Chain,
    chain_places,
    find_places,
    stands_at,
    stands_exactly,
)

SAME_NEIGHBOUR: Final = 0.85
"""Least likeness of what stands before and after a quote, or of one of them that is long, for the same place."""
LONG_NEIGHBOUR: Final = 16
"""Characters from which on one neighbour is enough."""
_MOST_WEIGHED: Final = 200
"""Places that are compared by their surroundings, those nearest to the old one."""


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What became of a quote."""

    state: Literal["anchored", "moved", "altered", "gone"]
    likeness: Likeness | None = None
    """of the place where it stands, or of what is offered; None when it is gone"""
    anchor: Anchor | None = None
    """anchored and moved: where its words stand now, with their neighbours of now"""
    offer: Offer | None = None
    """altered: the place that is like it"""
    changes: tuple[WordPiece, ...] = ()
    """altered: the old wording beside the offered one, each in one line"""
    instead: Span | None = None
    """moved and gone: what now stands between its old neighbours (empty where it was cut out), None where they do not
    both stand"""


def reanchor(text: FoldedText, anchor: Anchor) -> Reanchored:
    """What became of a quote, pinned in another text, in this one. Takes some milliseconds for a megabyte."""
    known = Surroundings(anchor.prefix, anchor.suffix, anchor.start)
    if chains := _find_chains(text, anchor):
        chain, likeness = _choose(text, chains, known)
        found = make_anchor(text, chain, _tell_how(text, chain, anchor))
        if found.start == anchor.start or _is_same_place(likeness, known):
            return Reanchored("anchored", likeness, found)
        return Reanchored("moved", likeness, found, instead=_find_instead(text, anchor))
    from mediawatch.reading.nearest import find_nearest

    offer = find_nearest(text, [part.exact for part in anchor.parts], known)
    if offer is None:
        return Reanchored("gone", instead=_find_instead(text, anchor))
    old = " […] ".join(" ".join(part.exact.split()) for part in anchor.parts)
    return Reanchored("altered", offer.likeness, offer=offer, changes=diff_words(old, offer.words))


def _find_chains(text: FoldedText, anchor: Anchor) -> list[Chain]:
    """Where all parts stand in their order: the old place first, if they stand there."""
    chains = chain_places([find_places(text, part.exact) for part in anchor.parts])
    if all(stands_at(text, part) for part in anchor.parts):
        chains.insert(
            0, tuple((text.from_original(part.start), text.from_original(part.end)) for part in anchor.parts)
        )
    return chains


def _choose(text: FoldedText, chains: list[Chain], known: Surroundings) -> tuple[Chain, Likeness]:
    old = text.from_original(known.start)
    near = sorted(chains, key=lambda chain: abs(chain[0][0] - old))[:_MOST_WEIGHED]
    weighed = [(chain, known.compare(text, chain[0][0], chain[-1][1], 1.0)) for chain in near]
    return max(weighed, key=lambda each: each[1].weighed)


def _tell_how(text: FoldedText, chain: Chain, anchor: Anchor) -> Literal["exact", "folded"]:
    exact = (stands_exactly(text, place, part.exact) for place, part in zip(chain, anchor.parts, strict=True))
    return "exact" if all(exact) else "folded"


def _is_same_place(likeness: Likeness, known: Surroundings) -> bool:
    if (likeness.context or 0.0) >= SAME_NEIGHBOUR:
        return True
    sides = ((likeness.prefix, known.prefix), (likeness.suffix, known.suffix))
    return any(
        (score or 0.0) >= SAME_NEIGHBOUR and len(fold_words(words).strip(" ")) >= LONG_NEIGHBOUR
        for score, words in sides
    )


def _find_instead(text: FoldedText, anchor: Anchor) -> Span | None:
    """What stands between the old neighbours, where both still stand in their order and are not far apart."""
    prefix, suffix = fold_words(anchor.prefix).strip(" "), fold_words(anchor.suffix).strip(" ")
    if min(len(prefix), len(suffix)) < LONG_NEIGHBOUR:
        return None
    folded = text.text
    at = folded.find(prefix)
    while at >= 0:
        start = at + len(prefix)
        end = folded.find(suffix, start, start + MOST_LEFT_OUT + len(suffix))
        if end >= 0:
            between = folded[start:end].lstrip(" ")
            start = end - len(between)
            return text.to_original(start, start + len(between.rstrip(" ")))
        at = folded.find(prefix, at + 1)
    return None
