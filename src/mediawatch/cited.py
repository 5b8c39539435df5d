"""One citation as it is read: their words, ours, what differs, and all that is known of it, for screens and exports.

The words in which grades and flags are said to a person stand here too, so that the terminal, the pages and what is
handed over say the same. Offsets are Unicode code points, as in `citing.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from mediawatch.citing import (
    CitationKind,
    First,
    Flag,
    Grade,
    NamedBy,
    Speaker,
    Standing,
)
from mediawatch.model import Precision, Span

Role = Literal["same", "changed", "inserted", "left out", "aside"]
"""What a run of words is: the same on both sides; other words on either side; words that they put in; words of ours
that they left out; words of ours beside the passage, which nobody needs to quote."""
PieceKind = Literal["same", "changed", "inserted", "omitted"]
Verdict = Literal["fair", "misleading", "false"]

GRADES_SAID: Mapping[Grade, str] = MappingProxyType(
    {
        "exact": "They quote us word for word.",
        "normalised": "They quote our words, fitted into their own sentence.",
        "elided": "They leave words of ours out, and show that they do.",
        "cut off": "They cut our sentence off, and do not show it.",
        "silently elided": "They leave words out of our sentence, and do not show it.",
        "altered": "They print other words than we wrote.",
        "reordered or joined": "They put words of ours together that we did not write in a row.",
        "not found": "These words stand in none of our works.",
    }
)
"""What a grade means, in a sentence. docs/citations.md has the rules."""
FLAGS_SAID: Mapping[Flag, str] = MappingProxyType(
    {
        "negation": "A word that denies was dropped or put in: it may now say the opposite.",
        "number": "A number is not the one that we wrote.",
        "unit": "A unit is not the one that we wrote.",
        "date": "A date is not the one that we wrote.",
        "name": "A name is not the one that we wrote.",
        "hedge": "A word of caution (may, some, about) was dropped or put in.",
        "quantifier": "How many or how much (some, all, only) is not what we wrote.",
        "tense": "The tense is another one.",
        "comparison": "A comparison (more, less) is not the one that we wrote.",
    }
)
"""What a flag means, in a sentence."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that have one role. Runs put together are the text, spaces and stops included."""

    words: str
    role: Role


@dataclass(frozen=True, slots=True)
class Piece:
    """Their words above ours, for two lines that stand one over the other."""

    kind: PieceKind
    theirs: str
    """"" for what they left out"""
    ours: str
    """"" for what they put in"""


@dataclass(frozen=True, slots=True)
class Missing:
    """Words of ours that they left out, verbatim."""

    words: str
    where: Literal["before", "within", "after"]
    """before and after: the rest of our sentence on either side of what they quote"""
    shown: bool
    """whether a mark of omission or a bracket stands there"""
    span: Span
    """in the text of our version"""


@dataclass(frozen=True, slots=True)
class CitingReport:
    """The report that cites us."""

    number: int
    title: str
    authors: str
    """names, comma between"""
    outlet: str
    address: str
    published: str
    published_precision: Precision
    published_certain: bool
    capture: int
    """number of the capture that was read"""
    captured_at: str
    digest: str
    """SHA-256 of the archived body"""
    text: int
    """number of the text; 0 where the citation stands in none (a screenshot)"""
    role: Literal["article", "page"]


@dataclass(frozen=True, slots=True)
class CitedWork:
    """The work that is cited, in the version that was compared."""

    number: int
    title: str
    short_title: str
    address: str
    published: str
    published_precision: Precision
    published_certain: bool
    doi: str
    isbn: str
    retired_on: str
    capture: int
    """the first capture that had this version; 0 where no version was compared"""
    captured_at: str
    digest: str
    text: int
    """number of the version's text; 0 for none"""
    stood_from: str
    """moment at which this version was first seen; "" for none"""
    stood_until: str
    """moment from which on something else stood there; "" while it stands"""


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """Another work of ours, or another version, with the same passage."""

    work: int
    title: str
    text: int
    span: Span
    published: str
    seen_from: str
    """moment at which that version was first seen"""
    grade: Grade | Literal[""]
    """"" where it was not compared, as the words are the same"""


@dataclass(frozen=True, slots=True)
class Grading:
    """One grading of a citation."""

    grade: Grade | Literal[""]
    flags: tuple[Flag, ...]
    work: int
    rules: str
    """version of the grading rules"""
    graded_at: str
    graded_by: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a person says of a citation."""

    verdict: Verdict
    reason: str
    by: str
    on: str
    """day"""
    evidence: tuple[str, ...]
    """addresses, and names of files"""


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation with everything that belongs to it."""

    number: int
    kind: CitationKind
    found: Literal["by machine", "by hand"]
    report: CitingReport
    work: CitedWork | None
    """None where the words stand in none of our works"""
    quote: str
    """their words, without marks"""
    prefix: str
    """up to 32 characters before the first of them"""
    suffix: str
    """up to 32 characters behind the last"""
    start: int
    """in the report's text, where the first part begins"""
    end: int
    """where the last part ends"""
    parts: tuple[Span, ...]
    their_context: str
    """the sentences of the report round their words; "" where there are none"""
    address: str
    """the address of ours that they link to; "" for none"""
    grade: Grade | Literal[""]
    """"" for a link, a name or a screenshot, where nothing is compared"""
    others: tuple[Grade, ...]
    """the other grades that hold, in their order of precedence"""
    flags: tuple[Flag, ...]
    passage: str
    """our words, from the first that they quote to the last; places far apart joined by " […] " """
    passages: tuple[Span, ...]
    """in the text of our version"""
    whole: str
    """our whole sentences round the passage"""
    whole_span: Span
    before: str
    """the sentence of ours before these, "" for none"""
    after: str
    """the sentence of ours after these"""
    said: tuple[Run, ...]
    """their words in runs: same, changed, inserted; what stands between two parts is left away"""
    written: tuple[Run, ...]
    """our whole sentences in runs: same, changed, left out, aside"""
    pieces: tuple[Piece, ...]
    """their words over ours, in the order of theirs; what they cut off before and after is the first and the last"""
    left_out: tuple[Missing, ...]
    speaker: Speaker
    """whom the report lets say the words"""
    first: First
    """who had the words first"""
    stood: Standing
    """when our version stood, seen from the report's publication"""
    since_changed: bool
    """whether our newest version no longer has the passage"""
    still_there: bool
    """whether the newest text of the report still has their words"""
    reprint: bool
    """whether the report is hardly more than this passage, or has nearly all of our text"""
    named_by: NamedBy
    """by what the report names the work"""
    named_work: int
    """the work that they name or link to with their words; 0 for none"""
    also: tuple[OtherPlace, ...]
    """where else the passage stands, the earlier first"""
    gradings: tuple[Grading, ...]
    """every grading, newest first"""
    assessment: Assessed | None
    claims: tuple[int, ...]
    """claims that are pinned to it"""
    rebuttals: tuple[int, ...]
    """rebuttals that have it as evidence"""
    file: str
    """name of the picture of a screenshot; "" for none"""
    file_digest: str
    added_on: str
    added_by: str
    rejected_why: str = ""
    """why a person rejected it; "" where nobody did"""
    withdrawn_why: str = ""

    @property
    def ref(self) -> str:
        return f"x{self.number}"

    @property
    def headline(self) -> str:
        """What the grade and the gravest flag show, in one or two sentences."""
        return say_headline(self)


def say_headline(cited: Cited) -> str:
    """What one should see first."""
    if cited.kind == "link":
        return "They link to us."
    if cited.kind == "named":
        return "They name a publication of ours."
    if cited.kind == "screenshot" and not cited.grade:
        return "They show a picture of a publication of ours."
    if not cited.grade:
        return "They cite us; nothing was compared."
    said = say_cut(cited) if cited.grade == "cut off" else GRADES_SAID[cited.grade]
    if cited.kind == "reuse":
        said = "They use a passage of ours as their own words, without quotation marks. " + (
            "" if cited.grade in ("exact", "normalised", "cut off") else said
        )
    flagged = FLAGS_SAID[cited.flags[0]] if cited.flags else ""
    return " ".join(f"{said} {flagged}".split())


def say_cut(cited: Cited) -> str:
    """Where they cut our sentence off."""
    ends = {missing.where for missing in cited.left_out if not missing.shown}
    if {"before", "after"} <= ends:
        return "They begin and stop in the middle of our sentence, and do not show it."
    if "after" in ends:
        return "They stop in the middle of our sentence, and do not show it."
    if "before" in ends:
        return "They begin in the middle of our sentence, and do not show it."
    return GRADES_SAID["cut off"]
