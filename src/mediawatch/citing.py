"""The ground of citation tracking: what passes between rooms when a report is compared with one of our works.

Offsets are Unicode code points into the original texts, start inclusive, end exclusive, as in `model.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from mediawatch.model import UNKNOWN_DATE, PublicationDate, Span

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
Speaker = Literal["ours", "other", "unknown"]
"""Whom a report lets say the words."""
First = Literal["ours", "theirs", "unknown"]
"""Who published the words first."""
Standing = Literal["then", "before", "after", "unknown"]
"""When a version of ours stood, as seen from a report's publication: "before" had been changed by then, "after" came
later; "unknown" where a date is missing, or where nothing is known of what stood there then."""
NamedBy = Literal["", "title", "short title", "publication", "DOI", "ISBN", "address", "domain"]
"""By what a report names a work of ours; "publication": by its kind alone ("on its website")."""
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
    share: float = field(default=1.0, compare=False)
    """of the words that were looked for, by how much each tells, those that stand there; 1 where all do"""


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


@dataclass(frozen=True, slots=True)
class Work:
    """One of our publications, as far as reports can name it or link to it."""

    number: int
    title: str = ""
    short_titles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """where it stands and where it stood, as found; old ones too"""
    doi: str = ""
    """"10.1000/182", or an address of doi.org"""
    isbn: str = ""
    """of ten or thirteen digits, joints or not"""
    published: PublicationDate = UNKNOWN_DATE


@dataclass(frozen=True, slots=True)
class Version:
    """A text of a work, with the time in which it stood."""

    number: int
    """number of that text in the PassageIndex; no two versions share one"""
    work: int
    since: str = ""
    """ISO day, month or year; "" when unknown"""
    until: str = ""
    """ISO day, month or year from which on something else stood there; "" while it stands"""
    seen_only: bool = False
    """True: `since` is when it was first seen, and it may have stood before"""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place of ours that has the same passage."""

    version: int
    work: int
    span: Span
    grade: Grade | None = None
    """the grade of the quotation beside this place; None where it was not compared, as the words are the same"""


@dataclass(frozen=True, slots=True)
class Found:
    """One citation that was found in a report's text."""

    kind: CitationKind
    parts: tuple[Span, ...]
    """in the report's text: the quoted words without their marks, the reused words, or the words that link or name"""
    start: int
    """the same with its marks, from the first part to the last"""
    end: int
    work: int = 0
    """number of the work that is cited; 0 where it is none that we know, or where the words are in none"""
    version: int = 0
    """number of the version that they are compared with; 0 for none"""
    graded: Graded | None = None
    """for quotations and reuse; spans of ours lie in the text of `version`"""
    speaker: Speaker = "unknown"
    """for quotations"""
    first: First = "unknown"
    """for quotations and reuse"""
    stood: Standing = "unknown"
    """when `version` stood, seen from the report's publication"""
    since_changed: bool = False
    """whether the work's newest version no longer has the passage"""
    others: tuple[Elsewhere, ...] = ()
    """where else the passage stands: other works, the earlier first, and versions of this work that have it better"""
    named_by: NamedBy = ""
    """for links and named citations"""
    named_work: int = 0
    """for a quotation: the work that its sentence names or that its words link to; 0 for none. Where that is another
    one than `work`, the words are not where the report says"""
    address: str = ""
    """for a link: where it leads in the end, out of redirectors and archives"""
    beside: int = -1
    """number, in the list of finds, of the quotation that a link or a named citation goes with; -1 for none"""
    reprint: bool = False
    """for reuse: the report is hardly more than this passage, or has nearly all of our text"""
