"""From which of our works, and from which of its versions, a report has its words.

Of the works that have them, the one where the grade is best; of equals the one of which more words stand there; then
the one that had them first. At most MOST_GRADED works are compared, the earliest of those that have the very words;
the others are listed.

Of the work's versions, the one that stood when the report was published is compared. Another one only where the words
are not found in that: what stood before it, then what came later. Versions that have the words better than the one
compared are listed with their grade, so that nobody is called a misquoter for having read us a week earlier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.citing import GRADES, Elsewhere, Graded, Passage, Standing, Version
from mediawatch.model import Span
from mediawatch.reading.catalogue import Catalogue
from mediawatch.reading.folding import fold_words
from mediawatch.reading.grading import grade
from mediawatch.reading.standing import sort_by_age, sort_by_nearness, tell_standing
from mediawatch.reading.words import WORD

MOST_GRADED: Final = 5
"""Works that are compared for one quotation."""
CLOSE: Final = 0.1
"""A work that has that much less of the words than another is not compared when they were found in that."""
MOST_VERSIONS: Final = 4
"""Versions of a work that are compared for one quotation."""
_LONGEST_WORDS: Final = 6
_MOST_HITS: Final = 8
_NEVER: Final = "9999"


@dataclass(frozen=True, slots=True)
class Compared:
    """A quotation or reuse beside the version of ours that it is held against."""

    graded: Graded
    version: Version
    stood: Standing
    earliest: Version
    """the oldest version of that work in which it was found"""
    same: int
    """characters of theirs that are ours"""
    others: tuple[Elsewhere, ...]


class Comparison:
    """Compares the words of one report with the works that may have them."""

    def __init__(self, text: str, catalogue: Catalogue, texts: Mapping[int, str], day: str) -> None:
        """`day`: ISO day, month or year of the report's publication, "" when unknown."""
        self._text = text
        self._catalogue = catalogue
        self._texts = texts
        self._day = day

    def compare(self, parts: Sequence[Span], places: Sequence[Passage]) -> Compared | None:
        """The best of the works that have these places; None where none of them has the words after all."""
        by_work: dict[int, dict[int, list[Span]]] = {}
        shares: dict[int, float] = {}
        for place in places:
            work = self._catalogue.versions[place.work].work
            by_work.setdefault(work, {}).setdefault(place.work, []).append(Span(place.start, place.end))
            shares[work] = max(shares.get(work, 0.0), place.share)
        ages = {work: self._find_age(of_work) for work, of_work in by_work.items()}
        close = max(shares.values(), default=0.0) - CLOSE
        found: list[Compared] = []
        listed: list[int] = []
        order = sorted(by_work, key=lambda work: (shares[work] < close, ages[work], work))
        for tried, work in enumerate(order):
            if found and shares[work] < close:
                break  # it has less of the words than one in which they were found
            if tried >= MOST_GRADED or (found and _is_settled(found[-1])):
                listed += [work] if found else []
                continue
            compared = self._compare_work(work, parts, by_work[work])
            if compared is not None:
                found.append(compared)
        if not found:
            return None
        best = max(found, key=lambda one: (GRADES.index(one.graded.grade), one.same, -found.index(one)))
        elsewhere = [_list_place(one) for one in found if one is not best]
        for work in listed:
            number, spans = next(iter(by_work[work].items()))
            elsewhere.append(Elsewhere(number, work, spans[0]))
        elsewhere.sort(key=lambda place: (ages[place.work], place.work))
        return Compared(
            best.graded, best.version, best.stood, best.earliest, best.same, (*best.others, *elsewhere)
        )

    def has_changed(self, compared: Compared) -> bool:
        """Whether the newest version of the work no longer has the passage in these words."""
        newest = self._catalogue.versions_of[compared.version.work][-1]
        if newest.number == compared.version.number:
            return False
        ours, now = self._texts[compared.version.number], fold_words(self._texts[newest.number])
        return not all(
            fold_words(ours[span.start : span.end]).strip() in now for span in compared.graded.passages
        )

    def _find_age(self, of_work: Mapping[int, Sequence[Span]]) -> str:
        """When a work had the words first, for sorting; what is unknown comes last."""
        oldest = sort_by_age(self._catalogue.versions[number] for number in of_work)[0]
        return oldest.since or self._catalogue.works[oldest.work].published.value or _NEVER

    def _compare_work(
        self, work: int, parts: Sequence[Span], places: Mapping[int, Sequence[Span]]
    ) -> Compared | None:
        """The version of a work that is held against the words; None where they are not found in it."""
        versions = self._catalogue.versions_of[work]
        if len(versions) == 1:
            graded = self._grade(parts, versions[0], places[versions[0].number])
            if graded.grade == "not found":
                return None
            stood = tell_standing(versions[0], self._day)
            return Compared(graded, versions[0], stood, versions[0], _count_same(graded), ())
        return self._choose_version(work, parts, places)

    def _choose_version(
        self, work: int, parts: Sequence[Span], places: Mapping[int, Sequence[Span]]
    ) -> Compared | None:
        nearest = sort_by_nearness(self._catalogue.versions_of[work], self._day)
        standing = {version.number: tell_standing(version, self._day) for version in nearest}
        then = [version for version in nearest if standing[version.number] == "then"]
        rest = [version for version in nearest if version not in then and version.number in places]
        if not self._day:
            then, rest = rest[:MOST_VERSIONS], []
        tried: dict[int, Graded] = {}
        best: Version | None = None
        for some in (then, *([version] for version in rest)):
            for version in some[:MOST_VERSIONS]:
                near = places.get(version.number) or self._guess_places(parts, version)
                graded = self._grade(parts, version, near) if near else Graded("not found")
                tried[version.number] = graded
                if graded.grade != "not found" and (best is None or _is_better(graded, tried[best.number])):
                    best = version
            if best is not None or len(tried) >= MOST_VERSIONS:
                break
        if best is None:
            return None
        chosen = tried[best.number]
        if chosen.grade != "exact":
            for version in rest[:MOST_VERSIONS]:
                if version.number not in tried:
                    tried[version.number] = self._grade(parts, version, places[version.number])
        better = [
            Elsewhere(version.number, work, tried[version.number].passages[0], tried[version.number].grade)
            for version in sort_by_age(nearest)
            if version.number in tried and _is_better(tried[version.number], chosen)
        ]
        having = [version for version in nearest if version.number in places or version is best]
        return Compared(
            chosen,
            best,
            standing[best.number],
            sort_by_age(having)[0],
            _count_same(chosen),
            tuple(better),
        )

    def _grade(self, parts: Sequence[Span], version: Version, near: Sequence[Span]) -> Graded:
        return grade(self._text, parts, self._texts[version.number], near, names=self._catalogue.name_words)

    def _guess_places(self, parts: Sequence[Span], version: Version) -> list[Span]:
        """Where the longest words of a quotation stand in a version for which the index gave no place, since another
        version has them better."""
        ours = self._texts[version.number]
        words = {word for part in parts for word in WORD.findall(self._text[part.start : part.end])}
        places = []
        for word in sorted(words, key=lambda word: (-len(word), word))[:_LONGEST_WORDS]:
            at = ours.find(word)
            for _ in range(_MOST_HITS):
                if at < 0:
                    break
                places.append(Span(at, at + len(word)))
                at = ours.find(word, at + len(word))
        return places


def _is_better(graded: Graded, other: Graded) -> bool:
    return GRADES.index(graded.grade) > GRADES.index(other.grade)


def _is_settled(compared: Compared) -> bool:
    """Whether no other work could have the words better."""
    return compared.graded.grade == "exact"


def _count_same(graded: Graded) -> int:
    return sum(
        difference.theirs.end - difference.theirs.start
        for difference in graded.differences
        if difference.kind == "same" and difference.theirs is not None
    )


def _list_place(compared: Compared) -> Elsewhere:
    return Elsewhere(
        compared.version.number, compared.version.work, compared.graded.passages[0], compared.graded.grade
    )
