"""How like a place of a text is to a quote: its words, what stands before and after, and where, each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mediawatch.model import QuotePart, Span
from mediawatch.reading.folding import FoldedText, fold_words

_WEIGHTS: Final = (50.0, 20.0, 20.0, 2.0)
"""Of quote, prefix, suffix and position, as Hypothesis weighs them (match-quote.ts of its client)."""
_SPACES: Final = 4
"""Characters of white space that may stand between a quote and what is compared beside it."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a place is to what was sought; each from 0 to 1, None where there was nothing to compare with."""

    quote: float
    """of the words: 1 when all of them stand there in their order with nothing between"""
    prefix: float | None = None
    """of what stands right before"""
    suffix: float | None = None
    """of what stands right after"""
    position: float | None = None
    """1 at the place itself, 0 at the other end of the text"""

    @property
    def context(self) -> float | None:
        """Of what stands before and after; of the one, where the other is not known."""
        known = [score for score in (self.prefix, self.suffix) if score is not None]
        return sum(known) / len(known) if known else None

    @property
    def weighed(self) -> float:
        """One figure, for choosing between places: that of the quote alone where nothing else is known."""
        scores = zip(_WEIGHTS, (self.quote, self.prefix, self.suffix, self.position), strict=True)
        known = [(weight, score) for weight, score in scores if score is not None]
        return sum(weight * score for weight, score in known) / sum(weight for weight, _ in known)


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that is like a quote, for a person to judge; what stands there is not what was sought."""

    parts: tuple[QuotePart, ...]
    """in order; as many as the quote has, or fewer where one is not found"""
    likeness: Likeness

    @property
    def span(self) -> Span:
        """From the first part to the last, in the original."""
        return Span(self.parts[0].start, self.parts[-1].end)

    @property
    def words(self) -> str:
        """What stands there, in one line, parts joined by an omission mark."""
        return " […] ".join(" ".join(part.exact.split()) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of a place besides its words. Empty, and -1, where it is not known."""

    prefix: str = ""
    """what stood right before, as typed or stored"""
    suffix: str = ""
    start: int = -1
    """where the quote began, in an original text"""

    def compare(self, text: FoldedText, start: int, end: int, quote: float) -> Likeness:
        """The likeness of a place of a folded text whose words are so like the quote's."""
        position = None
        if self.start >= 0:
            away = abs(text.to_original(start, end).start - self.start)
            position = max(0.0, 1 - away / max(1, len(text.original)))
        return Likeness(
            quote, _compare_before(text, self.prefix, start), _compare_after(text, self.suffix, end), position
        )


UNKNOWN: Final = Surroundings()


def _compare_before(text: FoldedText, prefix: str, start: int) -> float | None:
    wanted = fold_words(prefix).strip(" ")
    there = text.text[max(0, start - len(wanted) - _SPACES) : start].strip(" ")
    return _compare(wanted, there[-len(wanted) :]) if wanted else None


def _compare_after(text: FoldedText, suffix: str, end: int) -> float | None:
    wanted = fold_words(suffix).strip(" ")
    there = text.text[end : end + len(wanted) + _SPACES].strip(" ")
    return _compare(wanted, there[: len(wanted)]) if wanted else None


def _compare(wanted: str, there: str) -> float:
    from rapidfuzz.distance import Indel  # only where something did not stand as it was given

    return float(Indel.normalized_similarity(wanted, there))
