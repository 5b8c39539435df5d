"""The ground of citation tracking: what passes between rooms when a report is compared with one of our works.

Offsets are Unicode code points into the original texts, start inclusive, end exclusive, as in `model.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from mediawatch.model import Span

Grade = Literal[
    "not found", "reordered or joined", "altered", "silently elided", "cut off", "elided", "normalised", "exact",
]  # fmt: skip
GRADES: Final[tuple[Grade, ...]] = (
    "not found", "reordered or joined", "altered", "silently elided", "cut off", "elided", "normalised", "exact",
)  # fmt: skip
"""In their order of precedence: where several hold, the first names the citation."""
Flag = Literal["negation", "number", "unit", "date", "name", "hedge", "quantifier", "tense", "comparison"]
FLAGS: Final[tuple[Flag, ...]] = (
    "negation", "number", "unit", "date", "name", "hedge", "quantifier", "tense", "comparison",
)  # fmt: skip
"""What changed hands, in the order in which it is shown."""
NOWHERE: Final = Span(0, 0)
"""The place of what was not found."""
CitationKind = Literal["quotation", "reuse", "link", "named", "screenshot"]
QuotationStyle = Literal[
    "double", "single", "straight", "straight single", "german", "german single", "swedish", "guillemets",
    "reversed guillemets", "angle", "reversed angle", "corner", "block",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a report sets between quotation marks."""

    parts: tuple[Span, ...]
    """the quoted words without their marks; several where an attribution splits them, or a paragraph's end"""
    style: QuotationStyle
    start: int
    """where the first mark stands; without marks, where the words begin"""
    end: int
    """behind the last mark"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the text of one of our works."""

    work: int
    """number of that text"""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of theirs beside words of ours. All differences of a citation, in the order of their words, cover the
    quotation and our passages."""

    kind: Literal["same", "changed", "inserted", "omitted"]
    """"same" also covers another spelling of the same words (organisation, organization)"""
    theirs: Span | None
    """in the report's text; None for what they left out"""
    ours: Span | None
    """in the work's text; None for what they put in"""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of ours that the quotation does not have."""

    span: Span
    """in the work's text, from the first word to the last, with the stop that ends the sentence"""
    where: Literal["before", "within", "after"]
    """before and after: the rest of our sentence on either side of what they quote"""
    shown: bool
    """whether a mark of omission or a bracket stands there"""


@dataclass(frozen=True, slots=True)
class Graded:
    """A quotation compared with the passage that it was taken from."""

    grade: Grade
    others: tuple[Grade, ...] = ()
    """the other grades that hold, in their order of precedence; never "exact" """
    flags: tuple[Flag, ...] = ()
    """in the order of FLAGS"""
    passages: tuple[Span, ...] = ()
    """the places in our text, in the order of their words: one, or several where places were joined or reordered;
    empty when nothing was found"""
    whole: Span = NOWHERE
    """our whole sentences round the passages; round the first alone where they lie far apart"""
    context: Span = NOWHERE
    """`whole` with the sentence before it and the one after it"""
    left_out: tuple[LeftOut, ...] = ()
    differences: tuple[Difference, ...] = ()
