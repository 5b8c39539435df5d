"""Same story: reports that were copied from each other, or from one agency, whatever head they stand under.

    index = StoryIndex()
    index.add(12, text, aside=[...])
    found = index.find(text, aside=[...])                     -> reports that share passages with it, and what is
    common index.compare(text, other, common=found.common)           -> how much they share, and where

The index keeps a sample of each report's phrases (`fingerprints.py`), not the texts: `find` names the few reports
that are worth a look, and the caller fetches their texts for `compare`, which decides.

What two reports may have in common without being one story does not count: what stands in quotation marks, what is
ours (`aside`: as `passages.PassageIndex.find_reused` finds it), and what many reports have which have little else
in common (`Found.common`: boilerplate, stock phrases, a statement that everybody printed).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mediawatch.errors import ReadError
from mediawatch.model import Span
from mediawatch.reading.fingerprints import LENGTH, Fingerprints, take_fingerprints
from mediawatch.reading.hashed_words import Row, WordReader
from mediawatch.reading.packed import pack, unpack
from mediawatch.reading.quotations import find_quotations
from mediawatch.reading.reasons import tell_story
from mediawatch.reading.shared_passages import OwnWords, share
from mediawatch.suggesting import SameStory

LEAST_SCORE: Final = 0.5
"""Share of the shorter report's own words that must stand in the other one. Measured by benchmarks/stories.py on copies
of real pages: from here on hardly a pair is none of one story, and one pair of copies in seventy has less (both cut,
edited throughout, and with more words of the house than of the agency). A statement that is printed without quotation
marks and is as long as all the rest of a report cannot be told from a copy."""
FEWEST_OWN: Final = 40
"""Own words of the shorter report; of fewer, nothing can be told."""
FEWEST_REPORTS: Final = 5
"""Reports with the same phrase, from which on one asks whether it is boilerplate."""
ALIKE: Final = 0.3
WHOLE: Final = 0.7
"""Share of another report's phrases that a text has, or of the text's own that the other one has, that makes them
alike. A phrase is common when less than half of the reports that have it are alike: what is copied comes whole,
boilerplate comes with something else each time."""
MOST_REPORTS: Final = 1000
"""Reports with the same phrase; what more have is common without a look."""
_WORTH_COMPARING: Final = 0.5
"""Of LEAST_SCORE: the estimate from which on two reports are worth comparing, since it is one of a sample."""
_FARTHEST: Final = 30
"""Words from one phrase of a sample to the next; further apart, something else may stand between them."""
_KIND: Final = "stories"
_FEWEST_SHARED: Final = 3
"""Fingerprints."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that may be the same story."""

    report: int
    estimate: float
    """what SameStory.score will be, judged by the sample, 0 to 1"""


@dataclass(frozen=True, slots=True)
class Found:
    """What the index knows about a text."""

    candidates: tuple[Candidate, ...]
    """the likeliest first, then by number"""
    common: tuple[Span, ...]
    """passages of the text that many reports have which have little else in common with it: boilerplate, stock
    phrases, statements that everybody printed. To be given to `compare`"""


class StoryIndex:
    """Finds reports that share passages with a text, among tens of thousands."""

    def __init__(self) -> None:
        self._reader = WordReader()
        self._fingerprints = Fingerprints()
        self._last: tuple[tuple[str, tuple[Span, ...]], OwnWords] | None = None
        self._slots: dict[int, int] = {}
        self._reports: list[int] = []
        """by slot: the report, or -1 for one that was removed"""
        self._sizes: list[int] = []
        """by slot: fingerprints"""

    def __len__(self) -> int:
        """How many reports it holds."""
        return len(self._slots)

    def __contains__(self, report: int) -> bool:
        return report in self._slots

    def add(self, report: int, text: str, *, aside: Sequence[Span] = ()) -> None:
        """Take in the text of a report; one with that number is replaced. `aside`: what of it is ours."""
        self.remove(report)
        read = self._read(text, aside)
        fingerprints = np.unique(take_fingerprints(read.words.hashes, read.own)[0])
        slot = len(self._reports)
        self._slots[report] = slot
        self._reports.append(report)
        self._sizes.append(len(fingerprints))
        self._fingerprints.add(slot, fingerprints)

    def remove(self, report: int) -> None:
        """Take a report out; nothing happens when it is not in."""
        slot = self._slots.pop(report, None)
        if slot is None:
            return
        self._reports[slot] = -1
        if len(self._reports) > 2 * len(self._slots) + _FEWEST_SHARED:
            self._compact()

    def find(self, text: str, *, aside: Sequence[Span] = (), ignored: int = -1) -> Found:
        """The reports that may be the same story as a text. `ignored`: the number of the text's own report."""
        read = self._read(text, aside)
        taken, firsts = take_fingerprints(read.words.hashes, read.own)
        known, places = np.unique(taken, return_inverse=True)
        hits, slots, counts = self._fingerprints.find(known, MOST_REPORTS)
        reports = np.array([*self._reports, -1], dtype=np.int64)[slots]
        kept = (reports >= 0) & (reports != ignored)
        hits, slots = hits[kept], slots[kept]
        common = (counts > MOST_REPORTS) | self._find_common(len(known), hits, slots)
        candidates = self._list_candidates(int((~common).sum()), hits, slots, common)
        return Found(tuple(candidates), tuple(_join(read, firsts, common[places])))

    def compare(
        self,
        text: str,
        other: str,
        *,
        aside: Sequence[Span] = (),
        other_aside: Sequence[Span] = (),
        common: Sequence[Span] = (),
    ) -> SameStory:
        """How much two reports have in common beyond what anybody may have. The index itself is not asked.

        `aside`, `other_aside`: what of them is ours; `common`: as `find` gave it for the first.
        """
        here = self._read(text, aside)
        shared = share(here, _read_own(self._reader, other, other_aside), common)
        score = shared.words / shared.of if shared.of else 0.0
        is_same = score >= LEAST_SCORE and shared.of >= FEWEST_OWN
        reason = tell_story(shared.words, shared.of, is_short=shared.of < FEWEST_OWN)
        return SameStory(round(score, 3), shared.words, shared.passages, is_same, reason)

    def to_bytes(self) -> bytes:
        """The index as bytes, for from_bytes. Indexes of the same reports give the same bytes when the reports were
        added in the same order."""
        self._compact()
        return pack(
            {"kind": _KIND, "reports": self._reports, "sizes": self._sizes}, self._fingerprints.list_rows()
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> StoryIndex:
        """The index that gave these bytes. Raises ReadError when they are damaged or of another format; the index is
        then to be made again from the reports."""
        description, rows = unpack(data)
        if description.get("kind") != _KIND:
            raise ReadError(
                "This is no stored index of stories.", "Make it again from the texts of the reports."
            )
        index = cls()
        index._reports = description["reports"]
        index._sizes = description["sizes"]
        index._slots = {report: slot for slot, report in enumerate(index._reports)}
        index._fingerprints = Fingerprints(rows)
        return index

    def _read(self, text: str, aside: Sequence[Span]) -> OwnWords:
        """The words of a text, and which are its own. The last one is remembered: one text is compared with many."""
        if self._last is not None and self._last[0] == (text, tuple(aside)):
            return self._last[1]
        read = _read_own(self._reader, text, aside)
        self._last = ((text, tuple(aside)), read)
        return read

    def _find_common(self, size: int, hits: Row, slots: Row) -> Row:
        """Which fingerprints are common: bool."""
        counts = np.bincount(hits, minlength=size)
        if not len(hits) or int(counts.max()) < FEWEST_REPORTS:
            return np.zeros(size, dtype=bool)
        ones, of = np.unique(slots, return_inverse=True)
        shared = np.bincount(of)
        alike = (shared >= ALIKE * np.array(self._sizes, dtype=np.int64)[ones]) | (shared >= WHOLE * size)
        having = np.bincount(hits, alike[of], minlength=size)
        common: Row = (counts >= FEWEST_REPORTS) & (2 * having < counts)
        return common

    def _list_candidates(self, size: int, hits: Row, slots: Row, common: Row) -> list[Candidate]:
        """The reports that share enough of the fingerprints that are not common, of which the text has `size`."""
        ones, of = np.unique(slots, return_inverse=True)
        shared = np.bincount(of, ~common[hits], minlength=len(ones))
        left = np.array(self._sizes, dtype=np.int64)[ones] - np.bincount(
            of, common[hits], minlength=len(ones)
        )
        estimates = shared / np.maximum(np.minimum(left, size), 1)
        enough = (estimates >= _WORTH_COMPARING * LEAST_SCORE) & (shared >= _FEWEST_SHARED)
        found = [
            Candidate(self._reports[slot], round(min(estimate, 1.0), 3))
            for slot, estimate in zip(ones[enough].tolist(), estimates[enough].tolist(), strict=True)
        ]
        return sorted(found, key=lambda candidate: (-candidate.estimate, candidate.report))

    def _compact(self) -> None:
        """Number the slots anew, without those that were removed."""
        alive = np.array(self._reports, dtype=np.int64) >= 0
        if alive.all():
            return
        self._fingerprints.keep(alive, alive.cumsum() - 1)
        self._sizes = [size for size, report in zip(self._sizes, self._reports, strict=True) if report >= 0]
        self._reports = [report for report in self._reports if report >= 0]
        self._slots = {report: slot for slot, report in enumerate(self._reports)}


def _read_own(reader: WordReader, text: str, aside: Sequence[Span]) -> OwnWords:
    """The words of a text, without those that are quoted and those that are put aside."""
    words = reader.read(text)
    quoted = [part for quotation in find_quotations(text) for part in quotation.parts]
    return OwnWords(words, np.ones(len(words), dtype=bool)).put_aside([*quoted, *aside])


def _join(read: OwnWords, firsts: Row, common: Row) -> list[Span]:
    """The passages in which phrases of a sample are common, from the first to the last of those that follow each
    other."""
    spans: list[Span] = []
    places = firsts.tolist()
    at = 0
    marked = common.tolist()
    while at < len(marked):
        if not marked[at]:
            at += 1
            continue
        last = at
        while last + 1 < len(marked) and marked[last + 1] and places[last + 1] - places[last] <= _FARTHEST:
            last += 1
        spans.append(read.words.place(places[at], places[last] + LENGTH - 1))
        at = last + 1
    return spans
