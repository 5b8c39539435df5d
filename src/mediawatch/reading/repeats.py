"""Known claims in a new report: where it says again what was said before, in the same words or in others.

    index = RepeatIndex()
    index.add(7, ["Half of every pound goes on salaries.", "Harbour Lights spends half of its income on staff."])
    index.find(report)          -> repeats in the order of the report, each with its reason

A claim is known by a number of the caller's, and by its wordings: the quotes of its appearances, and the sentence
that we put it in. To look for one new claim in old reports, make an index of that claim alone.

A wording is looked for as a whole (`wordings.py`, `likeness.py`), and of a long one also parts that stand in a report
word for word (`passages.py`). What was changed in it is laid open by `turns.py`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.citing import Difference
from mediawatch.model import Span
from mediawatch.reading.folding import fold_words
from mediawatch.reading.hashed_words import Row
from mediawatch.reading.likeness import compare, find_copies, is_enough, list_needed
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.reasons import tell_repeat, tell_turns
from mediawatch.reading.sentences import sentence_around
from mediawatch.reading.stemmed import STOP_FROM, Stemmed, StemReader
from mediawatch.reading.turns import compare_loosely, lay_beside
from mediawatch.reading.wordings import MOST_PLACES, Wordings
from mediawatch.reading.words import WORD
from mediawatch.suggesting import LIKENESSES, Likeness, Repeat

FEWEST_WORDS: Final = 3
FEWEST_TELLING: Final = 2
"""A wording with fewer words, or fewer that are neither stop words nor watched names, stands everywhere."""
LEAST_ORDERED: Final = 0.6
"""Weight of a wording that must stand in a report in order, or moved together, for it to be called edited; what has
less of it, and is enough all the same, is a paraphrase."""
FEWEST_WORDS_OF_PART: Final = 8
FEWEST_TELLING_OF_PART: Final = 4
"""Of a part of a wording that stands in a report one after the other, where the rest does not. Only wordings twice as
long are looked for in parts."""


@dataclass(frozen=True, slots=True)
class _Shelved:
    """A wording in its slot."""

    claim: int
    number: int
    text: str
    read: Stemmed


@dataclass(frozen=True, slots=True)
class _Find:
    """A wording, or a part of it, at a place of a report."""

    shelved: _Shelved
    how: Likeness
    score: float
    span: Span
    part: Span | None = None
    """what of the wording stands there, where it is a part"""
    same: int = 0
    """words of the wording that stand there"""

    def rank(self) -> tuple[float, int, int, int]:
        return (-self.score, LIKENESSES.index(self.how), self.shelved.number, self.span.start)


class RepeatIndex:
    """Finds known claims in reports. Adding and removing take effect at the next search; searching changes nothing."""

    def __init__(self) -> None:
        self._reader = StemReader()
        self._texts: dict[int, tuple[str, ...]] = {}
        self._slots: dict[int, list[int]] = {}
        self._waiting: set[int] = set()
        self._shelf: dict[int, _Shelved] = {}
        self._free: list[int] = []
        self._wordings = Wordings()
        self._passages = PassageIndex(stock_share=0.0)
        self._in_parts: set[int] = set()
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
            del self._shelf[slot]
            self._wordings.remove(slot)
            if slot in self._in_parts:
                self._passages.remove(slot)
                self._in_parts.remove(slot)
            heapq.heappush(self._free, slot)

    def set_names(self, names: Iterable[str]) -> None:
        """The watched forms of words, in place of those before: they stand in every report about us, and so say little
        about which claim it repeats; and a name that was exchanged may turn a claim round."""
        names = tuple(names)
        self._name_tokens = _read_names(self._reader, names)
        self._name_words = frozenset(word for name in names for word in WORD.findall(fold_words(name)))
        self._wordings.set_names(self._name_tokens)
        self._passages.set_names(names)
        for claim, texts in list(self._texts.items()):
            self.add(claim, texts)  # which wordings are too short depends on the names

    def learn_report(self, text: str) -> None:
        """Count the phrases of claims that a report has by themselves, as `PassageIndex.learn_report` does: what many
        reports have is a stock phrase, and no part of a claim that was repeated."""
        self._settle()
        self._passages.learn_report(text)

    def find(self, text: str) -> list[Repeat]:
        """The claims that a report repeats: by place, then by claim. Of each claim the best wording at each place, and
        MOST_PLACES places at most."""
        self._settle()
        if not self._shelf:
            return []
        read = self._reader.read(text)
        found: dict[int, list[_Find]] = {}
        for find in [*self._find_whole(text, read), *self._find_parts(text)]:
            found.setdefault(find.shelved.claim, []).append(find)
        chosen = [find for finds in found.values() for find in _choose(finds)]
        chosen.sort(key=lambda find: (find.span.start, find.span.end, find.shelved.claim))
        return [self._describe(text, find) for find in chosen]

    def _settle(self) -> None:
        """Read what was added."""
        if self._waiting:
            waiting = [
                (claim, number, text)
                for claim in sorted(self._waiting)
                for number, text in enumerate(self._texts[claim])
            ]
            self._waiting = set()
            read = self._reader.read_all([text for _, _, text in waiting])
            for (claim, number, text), words in zip(waiting, read, strict=True):
                if _can_be_found(words, self._name_tokens):
                    self._shelve(_Shelved(claim, number, text, words))
        self._wordings.settle(self._needed)

    def _shelve(self, shelved: _Shelved) -> None:
        slot = heapq.heappop(self._free) if self._free else len(self._shelf)
        self._shelf[slot] = shelved
        self._slots.setdefault(shelved.claim, []).append(slot)
        self._wordings.add(slot, shelved.read)
        if len(shelved.read) >= 2 * FEWEST_WORDS_OF_PART:
            self._passages.add_words(slot, shelved.read.words, work=shelved.claim)
            self._in_parts.add(slot)

    def _find_whole(self, text: str, read: Stemmed) -> list[_Find]:
        """Wordings that stand in the report as a whole, or enough of them."""
        found: list[_Find] = []
        tokens: list[int] = read.tokens.tolist()
        copied: dict[int, list[Span]] = {}
        for window in self._wordings.find_windows(read):
            shelved = self._shelf[window.slot]
            copies = copied.get(window.slot)
            if copies is None:
                finds = self._find_copies(text, read, shelved)
                copies = copied[window.slot] = [find.span for find in finds]
                found += finds
            wording = self._wordings.get(window.slot)
            comparison = compare(tokens, window, wording)
            if comparison is None or not is_enough(comparison, wording):
                continue
            span = read.words.place(comparison.first, comparison.past - 1)
            if not any(_overlap(span, copy) for copy in copies):
                how: Likeness = "edited" if comparison.ordered >= LEAST_ORDERED else "paraphrase"
                found.append(_Find(shelved, how, comparison.score, span, same=comparison.same))
        return found

    def _find_copies(self, text: str, read: Stemmed, shelved: _Shelved) -> list[_Find]:
        """Where all words of a wording stand one after the other."""
        wording = shelved.read.words
        whole = wording.place(0, len(wording) - 1)
        found = []
        for first in find_copies(read.words.hashes, wording.hashes, MOST_PLACES):
            span = read.words.place(first, first + len(wording) - 1)
            same = text[span.start : span.end] == shelved.text[whole.start : whole.end]
            found.append(_Find(shelved, "verbatim" if same else "folded", 1.0, span, same=len(wording)))
        return found

    def _find_parts(self, text: str) -> list[_Find]:
        """Parts of long wordings that stand in the report word for word, or nearly."""
        found: list[_Find] = []
        for reuse in self._passages.find_reused(text) if self._in_parts else ():
            for passage in reuse.passages:
                shelved = self._shelf[passage.work]
                part = Span(passage.start, passage.end)
                words = shelved.read.words.find_inside([part])
                tokens = shelved.read.tokens[words[0][0] : words[0][1]] if words else shelved.read.tokens[:0]
                if _count_telling(tokens, self._name_tokens) >= FEWEST_TELLING_OF_PART:
                    weights = self._wordings.get(passage.work).weights
                    share = min(1.0, reuse.same / len(tokens))
                    score = share * sum(weights[words[0][0] : words[0][1]]) / sum(weights)
                    found.append(_Find(shelved, "edited", score, reuse.span, part, reuse.same))
        return found

    def _describe(self, text: str, find: _Find) -> Repeat:
        """A find with what differs in it, and its reason."""
        shelved, span = find.shelved, find.span
        part = find.part or Span(0, len(shelved.text))
        differences: tuple[Difference, ...] = ()
        if find.how == "paraphrase":
            span = sentence_around(text, span.start, span.end)
            turns = compare_loosely(text, span, shelved.text, self._name_words)
        else:
            laid, turns = lay_beside(text, span, shelved.text, part, self._name_words)
            if find.how == "edited":
                differences = laid
        told = tell_repeat(find.how, find.same, len(shelved.read), is_part=find.part is not None)
        return Repeat(
            shelved.claim,
            shelved.number,
            span,
            find.how,
            round(min(1.0, find.score), 3),
            told + tell_turns(turns),
            turns,
            differences,
        )


def can_be_found(wording: str, *, names: Iterable[str] = ()) -> bool:
    """Whether a wording has enough words of its own to be looked for in reports."""
    reader = StemReader()
    return _can_be_found(reader.read(wording), _read_names(reader, names))


def _can_be_found(read: Stemmed, names: frozenset[int]) -> bool:
    return len(read) >= FEWEST_WORDS and _count_telling(read.tokens, names) >= FEWEST_TELLING


def _count_telling(tokens: Row, names: frozenset[int]) -> int:
    """How many different words are neither stop words nor watched names."""
    return len({token for token in tokens.tolist() if token < STOP_FROM} - names)


def _read_names(reader: StemReader, names: Iterable[str]) -> frozenset[int]:
    """The tokens of the words of names, stop words aside."""
    return frozenset(
        token for read in reader.read_all(list(names)) for token in read.tokens.tolist() if token < STOP_FROM
    )


def _choose(finds: Sequence[_Find]) -> list[_Find]:
    """Of the finds of one claim the best at each place, MOST_PLACES at most."""
    chosen: list[_Find] = []
    for find in sorted(finds, key=_Find.rank):
        if len(chosen) < MOST_PLACES and not any(_overlap(find.span, other.span) for other in chosen):
            chosen.append(find)
    return chosen


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
