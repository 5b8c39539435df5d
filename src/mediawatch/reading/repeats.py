"""Known claims in a new report: where it says again what was said before, in the same words or in others.

    index = RepeatIndex()
    index.add(7, ["Half of every pound goes on salaries.", "Harbour Lights spends half of its income on staff."])
    index.find(report)          -> repeats in the order of the report, each with its reason

A claim is known by a number of the caller's, and by its wordings: the quotes of its appearances, and the sentence
that we put it in. To look for one new claim in old reports, make an index of that claim alone.

A wording is looked for as a whole, and of a long one each sentence too (`pieces.py`, `wordings.py`, `likeness.py`), and
runs of words that stand in a report as they are (`passages.py`). What was changed is laid open by `turns.py`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.citing import Difference
from mediawatch.model import Span
from mediawatch.reading.folding import fold_words
from mediawatch.reading.hashed_words import Row, WordReader
from mediawatch.reading.likeness import compare, find_copies, is_enough, list_needed
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.pieces import Piece, can_be_found, count_telling, cut, read_names
from mediawatch.reading.reasons import tell_repeat, tell_turns
from mediawatch.reading.reuse import FEWEST_WORDS
from mediawatch.reading.sentences import sentence_around
from mediawatch.reading.stemmed import Stemmed, StemReader
from mediawatch.reading.turns import compare_loosely, lay_beside
from mediawatch.reading.wordings import MOST_PLACES, Wordings
from mediawatch.reading.words import WORD
from mediawatch.suggesting import LIKENESSES, Likeness, Repeat

__all__ = ["RepeatIndex", "can_be_found"]

LEAST_ORDERED: Final = 0.6
"""Weight of a wording that must stand in a report in order, or moved together, for it to be called edited; what has
less of it, and is enough all the same, is a paraphrase."""
FEWEST_TELLING_OF_RUN: Final = 4
"""Telling words of a run that stands in a report as it does in a wording, where the rest does not."""
_TWICE: Final = 2
"""A run is looked for only in wordings that are twice as long as the shortest run (`reuse.FEWEST_WORDS`)."""


@dataclass(frozen=True, slots=True)
class _Find:
    """A piece of a wording at a place of a report."""

    piece: Piece
    how: Likeness
    score: float
    """of the whole wording"""
    span: Span
    part: Span
    """what of the wording it was compared with"""
    same: int
    """words of the wording that stand there"""

    is_run: bool = False
    """whether only a run of its words was looked for"""

    def rank(self) -> tuple[int, float, int, int, int, int]:
        """The best first: whole wordings, in which changed words at the ends are seen, then sentences, then runs."""
        tier = 2 if self.is_run else int(not self.piece.leads)
        return (tier, -self.score, LIKENESSES.index(self.how), -self.same, self.piece.number, self.span.start)


class RepeatIndex:
    """Finds known claims in reports. Adding and removing take effect at the next search; searching changes nothing."""

    def __init__(self) -> None:
        reader = WordReader()
        self._reader = StemReader(reader)
        self._texts: dict[int, tuple[str, ...]] = {}
        self._slots: dict[int, list[int]] = {}
        self._waiting: set[int] = set()
        self._pieces: dict[int, Piece] = {}
        self._leading: dict[tuple[int, int], int] = {}
        self._free: list[int] = []
        self._wordings = Wordings()
        self._passages = PassageIndex(stock_share=0.0, reader=reader)
        self._settled = True
        self._name_tokens: frozenset[int] = frozenset()
        self._name_words: frozenset[str] = frozenset()
        self._needed = list_needed()

    def __len__(self) -> int:
        """How many claims it holds."""
        return len(self._texts)

    def __contains__(self, claim: int) -> bool:
        return claim in self._texts

    def add(self, claim: int, wordings: Sequence[str]) -> None:
        """Take in a claim with its wordings; one with that number is replaced.

        A wording that is too short to tell anything (`can_be_found`) is passed over.
        """
        self.remove(claim)
        self._texts[claim] = tuple(wordings)
        self._waiting.add(claim)

    def remove(self, claim: int) -> None:
        """Take a claim out; nothing happens when it is not in."""
        self._texts.pop(claim, None)
        self._waiting.discard(claim)
        for slot in self._slots.pop(claim, ()):
            piece = self._pieces.pop(slot)
            self._wordings.remove(slot)
            if piece.leads:
                del self._leading[claim, piece.number]
                self._passages.remove(slot)
            heapq.heappush(self._free, slot)
        self._settled = False

    def set_names(self, names: Iterable[str]) -> None:
        """The watched forms of words, in place of those before: they stand in every report about us, and so say little
        about which claim it repeats; and a name that was exchanged may turn a claim round."""
        names = tuple(names)
        self._name_tokens = read_names(self._reader, names)
        self._name_words = frozenset(word for name in names for word in WORD.findall(fold_words(name)))
        self._wordings.set_names(self._name_tokens)
        self._passages.set_names(names)
        for claim, texts in list(self._texts.items()):
            self.add(claim, texts)  # which wordings are too short depends on the names

    def learn_report(self, text: str) -> None:
        """Count the phrases of claims that a report has by themselves, as `PassageIndex.learn_report` does: what ten
        reports have and one in a hundred is a stock phrase, which says little about which claim is repeated. Give every
        report once, in any order, after the claims."""
        self._read_waiting()
        self._passages.learn_report(text)
        self._settled = False

    def find(self, text: str) -> list[Repeat]:
        """The claims that a report repeats: by place, then by claim. Of each claim the best wording at each place, and
        MOST_PLACES places at most."""
        self._settle()
        if not self._pieces:
            return []
        read = self._reader.read(text)
        found: dict[int, list[_Find]] = {}
        for find in [*self._find_pieces(text, read), *self._find_runs(text)]:
            found.setdefault(find.piece.claim, []).append(find)
        chosen = [find for finds in found.values() for find in _choose(finds)]
        chosen.sort(key=lambda find: (find.span.start, find.span.end, find.piece.claim))
        return [self._describe(text, find) for find in chosen]

    def _settle(self) -> None:
        """Read what was added, and weigh all anew where something came or went."""
        if not self._settled:
            self._read_waiting()
            self._wordings.settle(self._needed, self._list_stock())
            self._settled = True

    def _read_waiting(self) -> None:
        """Give what was added its slots."""
        waiting = [
            (claim, number, text)
            for claim in sorted(self._waiting)
            for number, text in enumerate(self._texts[claim])
        ]
        self._waiting = set()
        read = self._reader.read_all([text for _, _, text in waiting])
        for (claim, number, text), words in zip(waiting, read, strict=True):
            for piece in cut(claim, number, text, words, self._name_tokens):
                self._shelve(piece)

    def _shelve(self, piece: Piece) -> None:
        slot = heapq.heappop(self._free) if self._free else len(self._pieces)
        self._pieces[slot] = piece
        self._slots.setdefault(piece.claim, []).append(slot)
        self._wordings.add(slot, piece.tokens, piece.claim, is_part=not piece.leads)
        if piece.leads:
            self._leading[piece.claim, piece.number] = slot
            self._passages.add_words(slot, piece.read.words, work=piece.claim)

    def _list_stock(self) -> dict[int, Row]:
        """Which words of each piece stand in stock phrases, where any does."""
        stock = self._passages.list_stock()
        if not stock:
            return {}
        return {
            slot: stock[leading][piece.first : piece.past]
            for slot, piece in self._pieces.items()
            if (leading := self._leading[piece.claim, piece.number]) in stock
        }

    def _find_pieces(self, text: str, read: Stemmed) -> list[_Find]:
        """Pieces of which enough stands in the report."""
        found: list[_Find] = []
        tokens: list[int] = read.tokens.tolist()
        copied: dict[int, list[Span]] = {}
        for window in self._wordings.find_windows(read):
            piece = self._pieces[window.slot]
            copies = copied.get(window.slot)
            if copies is None:
                finds = self._find_copies(text, read, piece)
                copies = copied[window.slot] = [find.span for find in finds]
                found += finds
            wording = self._wordings.get(window.slot)
            comparison = compare(tokens, window, wording)
            if comparison is None or not is_enough(comparison, wording, is_part=not piece.leads):
                continue
            span = read.words.place(comparison.first, comparison.past - 1)
            if not any(_overlap(span, copy) for copy in copies):
                how: Likeness = "edited" if comparison.ordered >= LEAST_ORDERED else "paraphrase"
                score = comparison.score * _share(piece)
                found.append(_Find(piece, how, score, span, _whole_span(piece), comparison.same))
        return found

    def _find_copies(self, text: str, read: Stemmed, piece: Piece) -> list[_Find]:
        """Where all words of a piece stand one after the other."""
        hashes, part = piece.hashes, piece.span
        found = []
        for first in find_copies(read.words.hashes, hashes, MOST_PLACES):
            span = read.words.place(first, first + len(hashes) - 1)
            how: Likeness = "edited"
            if piece.is_whole:
                same = text[span.start : span.end] == piece.text[part.start : part.end]
                how = "verbatim" if same else "folded"
            found.append(_Find(piece, how, _share(piece), span, _whole_span(piece), len(hashes)))
        return found

    def _find_runs(self, text: str) -> list[_Find]:
        """Runs of words of long wordings that stand in the report as they are, or nearly."""
        found: list[_Find] = []
        for reuse in self._passages.find_reused(text):
            for passage in reuse.passages:
                piece = self._pieces[passage.work]
                if len(piece.read) < _TWICE * FEWEST_WORDS:
                    continue
                part = Span(passage.start, passage.end)
                first, past = piece.read.words.find_inside([part])[0]
                if count_telling(piece.read.tokens[first:past], self._name_tokens) >= FEWEST_TELLING_OF_RUN:
                    score = min(reuse.same, past - first) / len(piece.read)
                    # words that were exchanged right beside the run are seen in the rest of the sentence
                    part = sentence_around(piece.text, part.start, part.end)
                    found.append(_Find(piece, "edited", score, reuse.span, part, reuse.same, is_run=True))
        return found

    def _describe(self, text: str, find: _Find) -> Repeat:
        """A find with what differs in it, and its reason."""
        piece, span = find.piece, find.span
        differences: tuple[Difference, ...] = ()
        if find.how == "paraphrase":
            span = sentence_around(text, span.start, span.end)
            turns = compare_loosely(text, span, piece.text, find.part, self._name_words)
        else:
            laid, turns = lay_beside(text, span, piece.text, find.part, self._name_words)
            if find.how == "edited":
                differences = laid
                span = _widen(span, laid)
        told = tell_repeat(find.how, find.same, len(piece.read))
        return Repeat(
            piece.claim,
            piece.number,
            span,
            find.how,
            round(min(1.0, find.score), 3),
            told + tell_turns(turns),
            turns,
            differences,
        )


def _share(piece: Piece) -> float:
    """How much of its wording a piece is."""
    return (piece.past - piece.first) / len(piece.read)


def _whole_span(piece: Piece) -> Span:
    """The piece in its wording; all of it, with the marks round it, where it is the whole."""
    return Span(0, len(piece.text)) if piece.is_whole else piece.span


def _widen(span: Span, differences: Sequence[Difference]) -> Span:
    """The span with the words at its ends that stand for others of the claim."""
    theirs = [span, *(each.theirs for each in differences if each.theirs is not None)]
    return Span(min(each.start for each in theirs), max(each.end for each in theirs))


def _choose(finds: Sequence[_Find]) -> list[_Find]:
    """Of the finds of one claim the best at each place, MOST_PLACES at most."""
    chosen: list[_Find] = []
    for find in sorted(finds, key=_Find.rank):
        if len(chosen) < MOST_PLACES and not any(_overlap(find.span, other.span) for other in chosen):
            chosen.append(find)
    return chosen


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
