"""The index over the texts of our works: where a report has its words from us.

    index = PassageIndex()
    index.add(7, text, own=[Span(0, 5200)])
    index.find_quoted(report, quotation.parts)       -> candidate places for one quotation, best first
    index.find_reused(report, quoted=[…])            -> unmarked reuse of eight words or more, each with its places
    index.learn_report(report)                       -> phrases that many reports have by themselves become stock
    PassageIndex.from_bytes(index.to_bytes())        -> the same index, in milliseconds

A text is known by a number of the caller's. Adding and removing take effect at the next search, in time linear in
the size of the index without sorting it again; searching changes nothing. Offsets are code points of the texts as
they were given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np

from mediawatch.citing import Passage
from mediawatch.model import Span
from mediawatch.reading.hashed_words import BLANK, HashedWords, Row, WordReader
from mediawatch.reading.indexed_texts import IndexedTexts, Shelved
from mediawatch.reading.packed import pack, unpack
from mediawatch.reading.phrases import MOST_HITS, STOCK_SHARE, Phrases
from mediawatch.reading.places import Place, find_places
from mediawatch.reading.reuse import Match, find_matches
from mediawatch.reading.stock import (
    FEWEST_OUTSIDE_NAMES,
    WHOLE_PASSAGE,
    Names,
    ReportCounts,
    has_enough_words,
    reads_as_name,
)

MOST_WORKS: Final = 5
"""Works whose places are given for one quotation that stands in none word for word; those that have it are all given,
since the first to have it is wanted. Each comes with the same words in all its versions."""
_NOTHING: Final = np.zeros(0, dtype=np.uint32)
_BORDER: Final = np.array([BLANK], dtype=np.uint32)
_BATCH: Final = 1 << 16
"""Characters of the reports that are searched together: so many stay in a processor's nearer caches."""
_SAME_PASSAGE: Final = 0.5
"""Share of a find that lies in a longer one, from which on it is another place of the same passage."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """Words of a report that stand in our works, without marks round them."""

    span: Span
    """in the report"""
    passages: tuple[Passage, ...]
    """where they stand: the place with most of the words first, then by the number of the text"""
    words: int
    """words in the span"""
    same: int
    """words of the first passage that stand in it, in the same order"""


class PassageIndex:
    """Finds the places in our works that a report quotes or reuses."""

    def __init__(self, *, stock_share: float = STOCK_SHARE, reader: WordReader | None = None) -> None:
        """`stock_share`: the share of the works in which a phrase must stand to be stock, FEWEST_WORKS at least.
        `reader`: one that is there already; it takes some milliseconds to make."""
        self._reader = reader or WordReader()
        self._texts = IndexedTexts((), _NOTHING, _NOTHING, _NOTHING, _NOTHING, stock_share)
        self._reports = ReportCounts(0, np.zeros(0, dtype=np.uint64), _NOTHING)
        self._names = Names(())

    def __len__(self) -> int:
        """How many texts it holds."""
        return len(self._texts.list_numbers())

    def __contains__(self, text_number: int) -> bool:
        return text_number in self._texts.list_numbers()

    def list_numbers(self) -> set[int]:
        """The numbers of the texts that it holds."""
        return self._texts.list_numbers()

    def add(
        self, text_number: int, text: str, *, own: Sequence[Span] | None = None, work: int | None = None
    ) -> None:
        """Take in the text of a work; one with that number is replaced.

        `own`: the passages that are ours, in order and apart from each other: no boilerplate, nothing quoted from
        others; None for all of it. `work`: the number of the work of which this is a version, so that many versions
        do not make a phrase look common; None for a work with this version only.
        """
        self.add_words(text_number, self._reader.read(text), own=own, work=work)

    def add_words(
        self,
        text_number: int,
        words: HashedWords,
        *,
        own: Sequence[Span] | None = None,
        work: int | None = None,
    ) -> None:
        """What `add` does, for a text whose words were read already."""
        self._texts.add(text_number, text_number if work is None else work, words, own)

    def remove(self, text_number: int) -> None:
        """Take a text out; nothing happens when it is not in."""
        self._texts.remove(text_number)

    def count_words(self, text_number: int) -> int:
        """About how many words of ours it holds of a text; 0 for one that is not in."""
        self._settle()
        return sum(text.size for text in self._texts.texts if text.number == text_number)

    def set_names(self, names: Iterable[str]) -> None:
        """The names and titles that a report may have in common with us without reuse, in place of those before."""
        self._names = Names(tuple(self._reader.read(name).hashes.tolist()) for name in names)

    def find_quoted(self, text: str, parts: Sequence[Span]) -> list[Passage]:
        """The places in our works that one quotation may come from, best first; few, and none where nothing is like it.

        `parts`: the quoted words in the report's text. Two words are enough when they stand somewhere as they are;
        changed, dropped and moved words are followed when half of the quotation is there. Where words were joined
        from two places, both are given. Every version of a work is given that has the same words.
        """
        return self.find_quoted_in(text, [parts])[0]

    def find_quoted_in(self, text: str, quotations: Sequence[Sequence[Span]]) -> list[list[Passage]]:
        """What find_quoted gives, for each of the quotations of a report."""
        phrases = self._settle()
        rows = iter(
            self._reader.read_all([text[part.start : part.end] for parts in quotations for part in parts])
        )
        words = [np.concatenate([_NOTHING, *(next(rows).hashes for _ in parts)]) for parts in quotations]
        return [self._choose(places) for places in find_places(phrases, words)]

    def find_reused(self, text: str, *, quoted: Sequence[Span] = ()) -> list[Reuse]:
        """Where a report has eight words or more in a row from our works, or a longer passage with words changed, in
        the order of the report.

        `quoted`: quotations of the report, which are left out. Stock phrases, names and titles are no reuse.
        """
        return self.find_reused_in([text], quoted=[quoted])[0]

    def find_reused_in(
        self, texts: Sequence[str], *, quoted: Sequence[Sequence[Span]] | None = None
    ) -> list[list[Reuse]]:
        """What find_reused gives, for each of many reports: several times as fast for short ones. `quoted` has the
        quotations of each report."""
        self._settle()
        found: list[list[Reuse]] = []
        for low, high in _share_out(texts):
            words = self._reader.read_all(texts[low:high])
            spans = quoted[low:high] if quoted is not None else [()] * (high - low)
            for text, row, matches in zip(texts[low:high], words, self._match(words, spans), strict=True):
                kept = [match for match in matches if not self._is_name(text, row, match)]
                found.append(self._gather(row, kept) if kept else [])
        return found

    def learn_report(self, text: str) -> None:
        """Count the phrases of ours that a report has by themselves. Give every report once, in any order: phrases
        that FEWEST_REPORTS or more of them have are stock from then on."""
        phrases = self._settle()
        words = self._reader.read(text)
        theirs, _ = phrases.find_hits(words.hashes)
        alone = np.ones(len(words), dtype=bool)
        for match in self._match([words], [()])[0]:
            if match.theirs[1] - match.theirs[0] >= WHOLE_PASSAGE:
                alone[match.theirs[0] : match.theirs[1]] = False
        places = np.unique(theirs)
        keys = phrases.list_keys(words.hashes, places[alone[places]])
        phrases.add_stock(self._reports.add(keys))

    def take_counts(self, other: PassageIndex) -> None:
        """Take over what another index counted of phrases that this one has never counted.

        For texts that came later than reports: those reports are counted by an index of the new texts alone.
        """
        phrases = self._settle()
        phrases.add_stock(self._reports.take(other._reports))

    def counts_to_bytes(self) -> bytes:
        """What was counted of reports, as bytes for take_counts_from. It is little beside the index, and changes
        oftener."""
        return pack({"reports": self._reports.reports}, (self._reports.keys, self._reports.counts))

    def take_counts_from(self, data: bytes) -> None:
        """Put what counts_to_bytes gave in place of what was counted. Raises ReadError for bytes that are damaged."""
        description, (keys, counts) = unpack(data)
        self._reports = ReportCounts(description["reports"], keys, counts)
        self._settle().add_stock(self._reports.list_stock())

    def list_stock(self) -> dict[int, Row]:
        """For each text that has stock phrases, which of its words stand in them: bool, one for each word that it was
        added with, and some more."""
        self._settle()
        return self._texts.list_stock()

    def to_bytes(self) -> bytes:
        """The index as bytes, for from_bytes. The same texts added in the same order give the same bytes."""
        self._settle()
        description = {
            "texts": [[text.number, text.work, text.size] for text in self._texts.texts],
            "names": [list(name) for name in self._names.names],
            "reports": self._reports.reports,
        }
        return pack(description, (*self._texts.list_rows(), self._reports.keys, self._reports.counts))

    @classmethod
    def from_bytes(cls, data: bytes) -> PassageIndex:
        """The index that gave these bytes. Raises ReadError when they are damaged or of another format; the index is
        then to be made again from the works."""
        description, rows = unpack(data)
        index = cls()
        words, starts, ends, order, keys, counts = rows
        texts = [Shelved(*text) for text in description["texts"]]
        index._texts = IndexedTexts(texts, words, starts, ends, order)
        index._names = Names(tuple(name) for name in description["names"])
        index._reports = ReportCounts(description["reports"], keys, counts)
        index._settle()
        return index

    def _settle(self) -> Phrases:
        """The table, with everything in it that was added."""
        self._texts.settle(self._reports.list_stock())
        return self._texts.phrases

    def _match(self, texts: Sequence[HashedWords], quoted: Sequence[Sequence[Span]]) -> list[list[Match]]:
        """The matches of each report outside its quotations."""
        rows: list[Row] = []
        bounds: list[int] = []
        size = 0
        for words, spans in zip(texts, quoted, strict=True):
            hashes = words.hashes
            if spans:
                hashes = hashes.copy()
                for first, past in words.find_touched(spans):
                    hashes[first:past] = BLANK
            rows += [hashes, _BORDER]
            bounds.append(size)
            size += len(hashes) + 1
        row = np.concatenate(rows)
        theirs, ours = self._texts.phrases.find_hits(row)
        if len(theirs) > MOST_HITS // 2 and len(texts) > 1:
            # one of them is full of repetition, and must not cost the others their hits
            return [self._match([words], [spans])[0] for words, spans in zip(texts, quoted, strict=True)]
        found: list[list[Match]] = [[] for _ in texts]
        for match in find_matches(row, self._texts.phrases.words, theirs, ours):
            at = bisect_right(bounds, match.theirs[0]) - 1
            found[at].append(match.move(-bounds[at]))
        return found

    def _is_name(self, text: str, words: HashedWords, match: Match) -> bool:
        """Whether a match is hardly more than a name, a title or an address."""
        first, past = match.theirs
        place = words.place(first, past - 1)
        if past - first < 2 * WHOLE_PASSAGE and not has_enough_words(text[place.start : place.end]):
            return True
        if self._names.count_outside(words.hashes[first:past].tolist()) < FEWEST_OUTSIDE_NAMES:
            return True
        return reads_as_name(text[place.start : place.end])

    def _gather(self, words: HashedWords, matches: Sequence[Match]) -> list[Reuse]:
        """Matches as reuse: those of the same words of the report together."""
        groups: list[list[Match]] = []
        starts: list[tuple[int, int]] = []
        longest = 0
        for match in sorted(matches, key=lambda match: (-match.same, match.theirs, match.ours)):
            first, past = match.theirs
            # groups are few at one place, but a long report has very many places
            low = bisect_left(starts, (first - longest, 0))
            near = [number for _, number in starts[low : bisect_left(starts, (past, 0))]]
            for group in (groups[number] for number in sorted(near)):
                shared = min(past, group[0].theirs[1]) - max(first, group[0].theirs[0])
                if shared >= _SAME_PASSAGE * (past - first):
                    if shared >= _SAME_PASSAGE * (group[0].theirs[1] - group[0].theirs[0]):
                        group.append(match)
                    break
            else:
                insort(starts, (first, len(groups)))
                longest = max(longest, past - first)
                groups.append([match])
        found = []
        for group in sorted(groups, key=lambda group: group[0].theirs):
            first, past = group[0].theirs
            ranked = sorted(
                (
                    (-match.same, self._texts.locate(*match.ours, match.same / (past - first)))
                    for match in group
                ),
                key=lambda place: (place[0], place[1].work, place[1].start),
            )
            passages = tuple(dict.fromkeys(passage for _, passage in ranked))
            found.append(Reuse(words.place(first, past - 1), passages, past - first, group[0].same))
        return found

    def _choose(self, places: Sequence[Place]) -> list[Passage]:
        """Places as passages: those that have the very words, else of MOST_WORKS works at most; the versions of a work
        count as one."""
        works: set[int] = set()
        chosen: list[Passage] = []
        for _, alike in groupby(places, key=lambda place: place.score):
            located = [(self._texts.find_text(place.first), place) for place in alike]
            for text, place in sorted(located, key=lambda pair: (pair[0].number, pair[1].first)):
                if not place.same or text.work in works or len(works) < MOST_WORKS:
                    works.add(text.work)
                    chosen.append(self._texts.locate(place.first, place.past, place.score))
        return list(dict.fromkeys(chosen))


def _share_out(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The texts in groups of about _BATCH characters: from, and one past the last."""
    low = size = 0
    for at, text in enumerate(texts):
        if size and size + len(text) > _BATCH:
            yield low, at
            low, size = at, 0
        size += len(text) + 1
    if low < len(texts):
        yield low, len(texts)
