"""Whom a text lets say the words of a quotation: us, somebody else, or nobody whom one could tell.

What counts is the sentence round the quotation, without the quoted words: its word for saying, and whoever stands
nearest to that, before it if anybody does ("KIKIT said"), else behind it ("said KIKIT's director"). That is

- one of our names, unless it is only spoken about ("critics of KIKIT"); of a role with it ("the website of KIKIT")
  the house speaks;
- another name or an outsider ("a minister", "residents"), unless a role and one of our names go with it ("Anna Berg,
  chief executive of KIKIT"); such a person is known from then on;
- "the charity", "a spokesperson", "its website", "she": whoever was named last.

A sentence without a word for saying lets us speak where our name stands right before the mark (KIKIT “is something
…”). A quotation that has nothing beside it goes on with the speaker of the one before in its paragraph.

This is a reading of newspapers' habits and no grammar. Where it can tell nothing it says "unknown", and no rule takes
that for a yes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from mediawatch.citing import Quotation, Speaker
from mediawatch.model import Span
from mediawatch.reading import speaker_words as lists
from mediawatch.reading.mentions import Watch
from mediawatch.reading.sentences import end_of_sentence, start_of_sentence
from mediawatch.reading.speaker_words import NAME, WORD, find_words, has_word

MOST_BESIDE: Final = 220
"""Characters of a sentence that are looked at on either side of a quotation."""
MOST_BEFORE: Final = 600
"""Characters before it in which whoever was named last is looked for."""
MOST_MEANT: Final = 300
"""Characters that "its" reaches back."""
_RIGHT_BEFORE: Final = 40
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’»“)]*\s|\n+")
_APPOSITION_LENGTH: Final = 80
_APPOSITION: Final = re.compile(
    rf"(?:(?!\b(?:said|told|and|but)\b)[^.;:“”\"„«»\n]){{0,{_APPOSITION_LENGTH}}}", re.IGNORECASE
)
"""What may stand between a person and the house that he or she speaks for."""
_WORKS_FOR: Final = re.compile(r"\s*,?\s*who\s+(?:runs|leads|heads|chairs|founded|manages|directs|works)\b")
_BELONGS_TO: Final = re.compile(
    r"\s*[,(–—-]?\s*(?:(?:of|from|at|for|with|von|vom|bei|de|du|van)\s+)?(?:the\s+|der\s+|la\s+)?",
    re.IGNORECASE,
)
_ACCORDING: Final = re.compile(r"\baccording\s+to\s+(?:the\s+)?\Z", re.IGNORECASE)
_PIECE: Final = re.compile(r"[\w'’.-]+\s*")
_RIGHT_BEHIND: Final = re.compile(r"(?:['’]s)?[\s:,–—-]*")
_NO_PERSON: Final = lists.ROLES | lists.HOUSES
_LAST_OF_NAME: Final = re.compile(r"['’]s?$|[.,]+$")


def people_of(watch: Watch) -> set[str]:
    """The last names of the people who are watched for, folded: "Ms Imani said"."""
    return {form.folded.split()[-1] for form in watch.forms if form.name.kind == "person"}


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    kind: str
    """"name" of ours, "other", "outsider", "generic", "pronoun" or "we" """


@dataclass(slots=True)
class Speakers:
    """Who speaks in one text. Quotations are to be asked about in their order."""

    text: str
    ours: Sequence[Span]
    """where our names stand, in order"""
    people: set[str] = field(default_factory=set)
    """last names of people of ours, in lower case"""
    own_text: bool = False
    """whether the text is ours, so that "we" is us"""
    _last: tuple[int, Speaker] = (-1, "unknown")
    """where the last quotation with a known speaker ended, and who that was"""
    _starts: list[int] = field(init=False)
    _sentences: dict[tuple[int, int], Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [span.start for span in self.ours]

    def tell(self, quotation: Quotation, before: int = 0, after: int = -1) -> Speaker:
        """The speaker of a quotation. `before` and `after`: where the quotations next to it end and begin, whose words
        say nothing about this one."""
        earlier, later = self._list_sides(quotation, before, len(self.text) if after < 0 else after)
        sides = [*later, earlier]
        speaker = self._tell_by_verb(later, earlier)
        if speaker == "unknown":
            speaker = self._tell_right_before(quotation, before)
        if speaker == "unknown" and self._goes_on(quotation, sides):
            speaker = self._last[1]
        if speaker != "unknown":
            self._last = (quotation.end, speaker)
        return speaker

    def sentence_of(self, start: int, end: int) -> Span:
        """The sentence round a quotation, or from that in which it begins to that in which it ends."""
        known = self._sentences.get((start, end))
        if known is None:
            known = Span(start_of_sentence(self.text, start), end_of_sentence(self.text, end))
            self._sentences[start, end] = known
        return known

    def are_meant(self, place: int) -> bool:
        """Whether "its" or "the charity's" at a place means us: our name stands before it, in this sentence or the one
        before, and nobody else who could be meant between."""
        ours = self._list_ours(max(0, place - MOST_MEANT), place)
        if not ours or self._is_spoken_about(ours[-1].start, max(0, ours[-1].start - 60)):
            return False
        between = self.text[ours[-1].end : place]
        if len(_SENTENCE_END.findall(between)) > 1 or has_word(between, lists.OUTSIDERS):
            return False
        for name in NAME.finditer(between):
            start, end = self._trim_name(ours[-1].end + name.start(), ours[-1].end + name.end())
            following = WORD.match(self.text, end + 1)
            speaks = following is not None and following.group().lower() in lists.VERBS
            if start < end and (" " in self.text[start:end] or speaks):
                return False
        return True

    def _list_sides(self, quotation: Quotation, before: int, after: int) -> tuple[Span, list[Span]]:
        """The rest of the sentence: before the quotation; and between its parts and behind it."""
        text, parts = self.text, quotation.parts
        sentence = self.sentence_of(quotation.start, quotation.end)
        start, end = sentence.start, sentence.end
        if not text[start : quotation.start].strip():
            start = self._find_introduction(quotation.start)
        between = [Span(one.end, other.start) for one, other in pairwise(parts)]
        later = [side for side in between if "\n" not in text[side.start : side.end]]
        later.append(Span(quotation.end, max(quotation.end, min(end, after, quotation.end + MOST_BESIDE))))
        start = min(quotation.start, max(start, before, quotation.start - MOST_BESIDE))
        return Span(start, quotation.start), later

    def _find_introduction(self, start: int) -> int:
        """Where the sentence before a quotation begins, when it ends in a colon and so introduces it."""
        low = max(0, start - MOST_BESIDE)
        head = self.text[low:start].rstrip()
        if not head.endswith(":"):
            return start
        return start_of_sentence(self.text, low + len(head) - 1)

    def _tell_by_verb(self, later: Sequence[Span], earlier: Span) -> Speaker:
        """Behind a quotation the first word for saying is its own, before it the last."""
        for side in (*later, earlier):
            verbs = list(find_words(self.text, side.start, side.end, listed=lists.VERBS))
            if verbs:
                verb = verbs[-1] if side is earlier else verbs[0]
                found = self._find_subject(side, verb.start(), verb.end())
                if found is not None:
                    return self._resolve(found, side)
        return "unknown"

    def _find_subject(self, side: Span, verb: int, behind: int) -> _Candidate | None:
        """Whoever stands nearest before the verb, else nearest behind it."""
        candidates = self._list_candidates(side)
        earlier = [one for one in candidates if one.end <= verb]
        later = [one for one in candidates if one.start >= behind]
        return earlier[-1] if earlier else later[0] if later else None

    def _list_candidates(self, side: Span) -> list[_Candidate]:
        """Everybody who could speak in a stretch, in order; none within another."""
        text = self.text
        named = self._list_ours(side.start, side.end)
        found = [
            _Candidate(span.start, span.end, "name")
            for span in named
            if not self._is_spoken_about(span.start, side.start)
        ]
        for one in NAME.finditer(text, side.start, side.end):
            start, end = self._trim_name(one.start(), one.end())
            if start < end and not any(span.start < end and start < span.end for span in named):
                kind = "generic" if text[start:end].lower() in _NO_PERSON else "other"
                found.append(_Candidate(start, end, kind))
        found += self._sort_words(side)
        found.sort(key=lambda one: (one.start, -one.end))
        kept: list[_Candidate] = []
        for candidate in found:
            if not kept or candidate.start >= kept[-1].end:
                kept.append(candidate)
        return kept

    def _sort_words(self, side: Span) -> Iterator[_Candidate]:
        """Words in a stretch that stand for somebody."""
        before = former = ""
        for one in WORD.finditer(self.text, side.start, side.end):
            written = one.group()
            word = written.lower()
            if word in lists.OUTSIDERS or before in lists.FORMER or former in lists.FORMER:
                yield _Candidate(*one.span(), "outsider")
            elif word in lists.ROLES or (
                word in lists.HOUSES and (before in lists.ARTICLES or former in lists.ARTICLES)
            ):
                yield _Candidate(*one.span(), "generic")
            elif word in lists.PRONOUNS:
                yield _Candidate(*one.span(), "pronoun")
            elif self.own_text and word in lists.WE and written not in ("US", "i"):
                yield _Candidate(*one.span(), "we")
            before, former = word, before

    def _trim_name(self, start: int, end: int) -> tuple[int, int]:
        """Without words at the beginning that are no name; empty when nothing is left."""
        while start < end:
            word = _PIECE.match(self.text, start, end)
            if word is None or word.group().strip(" .'’").lower() not in lists.NO_NAMES:
                break
            start = word.end()
        return start, end

    def _list_ours(self, start: int, end: int) -> list[Span]:
        at = bisect_left(self._starts, start)
        found = []
        while at < len(self.ours) and self.ours[at].end <= end:
            found.append(self.ours[at])
            at += 1
        return found

    def _is_spoken_about(self, start: int, low: int) -> bool:
        """Whether a name stands behind "of", "about", "against" … and no role before that."""
        before = self.text[max(low, start - 60) : start]
        preposition = lists.ABOUT.search(before)
        if preposition is None or _ACCORDING.search(before):
            return False
        words = " ".join(before[: preposition.start()].split()[-3:])
        return not has_word(words, lists.ROLES) or has_word(words, lists.OUTSIDERS)

    def _resolve(self, found: _Candidate, side: Span) -> Speaker:
        if found.kind in ("name", "we"):
            return "ours"
        if found.kind == "outsider":
            return "other"
        if found.kind == "other":
            last = _LAST_OF_NAME.sub("", self.text[found.start : found.end].split()[-1]).lower()
            if last in self.people or self._goes_with_us(found, side):
                self.people.add(last)
                return "ours"
            return "other"
        if self._goes_with_us(found, side):
            return "ours"
        return self._tell_in_our_text(found) if self.own_text else self._find_last_named(found)

    def _goes_with_us(self, found: _Candidate, side: Span) -> bool:
        """Whether a role and one of our names go with somebody: KIKIT's director Anna Berg; Anna Berg, who runs KIKIT;
        a spokesperson for KIKIT."""
        text = self.text
        for name in self._list_ours(side.start, side.end):
            if name.end <= found.start:
                between = text[name.end : found.start]
                near = len(between) <= _APPOSITION_LENGTH
                if near and has_word(between, lists.ROLES) and not has_word(between, lists.VERBS):
                    return True
            elif name.start >= found.end:
                between = text[found.end : name.start]
                if _APPOSITION.fullmatch(between) and (
                    has_word(between, lists.ROLES)
                    or _WORKS_FOR.match(between)
                    or _BELONGS_TO.fullmatch(between)
                ):
                    return True
        if not self.own_text:
            return False
        low, high = found.start - _APPOSITION_LENGTH, found.end + _APPOSITION_LENGTH
        around = text[max(side.start, low) : min(side.end, high)]
        return has_word(around, lists.ROLES) and has_word(around, lists.WE)

    def _find_last_named(self, found: _Candidate) -> Speaker:
        """Who was meant by a pronoun or by "the charity": whoever was named last, quoted words aside."""
        low = max(0, found.start - MOST_BEFORE)
        ours = [
            span for span in self._list_ours(low, found.start) if not self._is_spoken_about(span.start, low)
        ]
        place = ours[-1].end if ours else -1
        if found.kind == "pronoun":
            other = self._find_last_other(max(low, place), found.start)
            if self._last[0] > max(place, other) and self._last[0] >= low:
                return self._last[1]
            if other > place:
                return "other"
        return "ours" if place >= 0 else "unknown"

    def _find_last_other(self, start: int, end: int) -> int:
        """Where somebody else was named last: an outsider, or by two names; -1 for nobody."""
        last = max(
            (one.end() for one in find_words(self.text, start, end, listed=lists.OUTSIDERS)), default=-1
        )
        for one in NAME.finditer(self.text, start, end):
            if " " in self.text[slice(*self._trim_name(one.start(), one.end()))].strip():
                last = max(last, one.end())
        return last

    def _tell_in_our_text(self, found: _Candidate) -> Speaker:
        """Who was meant where we write: "the charity" and a director are ours; the report, the page, they and theirs
        are those whom we write about."""
        word = self.text[found.start : found.end].lower()
        if found.kind == "pronoun":
            near = self._last[0] >= found.start - MOST_BEFORE
            return "other" if word == "they" else self._last[1] if near else "unknown"
        before = [
            one.group().lower() for one in WORD.finditer(self.text, max(0, found.start - 40), found.start)
        ]
        theirs = any(word in lists.THEIRS for word in before[-3:])
        return "other" if theirs or word in lists.DOCUMENTS else "ours"

    def _tell_right_before(self, quotation: Quotation, before: int) -> Speaker:
        """Whether our name stands right before the mark: KIKIT “is …”, KIKIT’s “…”."""
        low = max(before, quotation.start - _RIGHT_BEFORE)
        ours = self._list_ours(low, quotation.start)
        if not ours or self._is_spoken_about(ours[-1].start, max(0, low - 60)):
            return "unknown"
        between = self.text[ours[-1].end : quotation.start]
        return "ours" if _RIGHT_BEHIND.fullmatch(between) else "unknown"

    def _goes_on(self, quotation: Quotation, sides: Sequence[Span]) -> bool:
        """Whether a quotation has nothing beside it and follows another one in its paragraph, or in the next."""
        ended = self._last[0]
        if ended < 0 or any(WORD.search(self.text, side.start, side.end) for side in sides):
            return False
        between = self.text[ended : quotation.start]
        return len(between) <= MOST_BESIDE + 80 and between.count("\n\n") <= 1
