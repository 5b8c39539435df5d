"""Works that a report names by what they are: "KIKIT's website", "its annual report 2023", "a statement by KIKIT".

Only what is ours counts: our name stands right before the noun, or behind "of" or "by" after it; or "its", "their" or
"the charity's" stands before it and means us (`Speakers.are_meant`). The work is named by its kind and year, where just
one of ours is of that kind and year; else it is only known that we are cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mediawatch.citing import Found
from mediawatch.model import Span
from mediawatch.reading.catalogue import KINDS, Catalogue, level_kind
from mediawatch.reading.speaker_words import ARTICLES, HOUSES, THEIRS
from mediawatch.reading.speakers import Speakers
from mediawatch.reading.tokens import FoldedWords


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ALONE: Final = _listed(
    "website webpage homepage report statement accounts strategy newsletter leaflet brochure blog briefing webseite "
    "internetseite jahresbericht tätigkeitsbericht pressemitteilung stellungnahme jaarverslag site rapport communiqué "
    "informe memoria comunicado"
)
"""Nouns that name a publication by themselves; "site" only in French."""
_BEFORE: Final = {
    "report": _listed("annual impact trustees' trustees’"), "review": _listed("annual"), "accounts": _listed("annual"),
    "statements": _listed("financial"), "statement": _listed("press public"), "release": _listed("press news media"),
    "site": _listed("web"), "page": _listed("web home facebook twitter instagram linkedin"),
    "account": _listed("facebook twitter instagram linkedin"), "feed": _listed("twitter instagram"),
    "post": _listed("blog facebook linkedin instagram"),
}  # fmt: skip
"""Words that make one noun with the next."""
_BEHIND: Final = {
    "rapport": _listed("annuel d'activité"), "informe": _listed("anual"), "memoria": _listed("anual"),
    "site": _listed("internet web"), "sitio": _listed("web"), "página": _listed("web"),
}  # fmt: skip
"""Words that make one noun with the one before."""
_NOUNS: Final = _ALONE | _BEFORE.keys() | _BEHIND.keys()
_ONLY_FRENCH: Final = frozenset({"site"})
_FRENCH_OWNERS: Final = frozenset({"son", "leur"})
_SOME: Final = _listed(
    "own official latest most recent recently published public online new first eigenen offiziellen neuen aktuellen"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_YEAR_ABOUT: Final = _listed("for of from in für de")
_BY: Final = _listed("of by from von der des de du")
_ISSUED: Final = _listed("published filed issued released written")
_MOST_SOME: Final = 4
_KIND: Final = re.compile(KINDS, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Noun:
    """A noun for a publication; numbers of words, the last one past the end."""

    first: int
    past: int


def find_kinds(
    words: FoldedWords, catalogue: Catalogue, names: Sequence[Span], speakers: Speakers
) -> Iterator[Found]:
    """Works that are named by what they are, in the order of the report."""
    ranges = [words.range_of(name) for name in names]
    begins = dict(ranges)
    ends = {past: first for first, past in ranges}
    end = 0
    for at in [at for at, word in enumerate(words.words) if word in _NOUNS] if names else ():
        noun = _read_noun(words.words, at)
        if noun is None or noun.first < end:
            continue
        place = _find_owner(words, noun, begins, ends, speakers)
        if place is not None:
            end = max(place[1], noun.past)
            yield _name_work(words, place, noun, catalogue)


def _read_noun(words: Sequence[str], at: int) -> _Noun | None:
    word = words[at]
    behind = words[at + 1] if at + 1 < len(words) else ""
    if behind in _BEHIND.get(word, ()):
        return _Noun(at, at + 2)
    if at and words[at - 1] in _BEFORE.get(word, ()):
        accounts = word == "report" and list(words[at + 1 : at + 3]) == ["and", "accounts"]
        return _Noun(at - 1, at + 3 if accounts else at + 1)
    if word in _ONLY_FRENCH and not (at and words[at - 1] in _FRENCH_OWNERS):
        return None
    return _Noun(at, at + 1) if word in _ALONE else None


def _find_owner(
    words: FoldedWords, noun: _Noun, begins: dict[int, int], ends: dict[int, int], speakers: Speakers
) -> tuple[int, int] | None:
    """From whom to what a phrase reaches in which a publication is ours: numbers of words; None where it is not."""
    read = words.words
    past = _read_year(read, noun.past)
    start = noun.first
    while start > max(0, noun.first - _MOST_SOME) and start not in ends and _is_some(read[start - 1]):
        start -= 1
    if start in ends:
        return ends[start], past
    if start and read[start - 1] in THEIRS and speakers.are_meant(words.span(start - 1, start).start):
        return start - 1, past
    house = read[start - 1].removesuffix("'s") if start > 1 else ""
    if house in HOUSES and house != read[start - 1] and read[start - 2] in ARTICLES:
        if speakers.are_meant(words.span(start - 2, start).start):
            return start - 2, past
        return None
    behind = past
    if behind < len(read) and read[behind] in _ISSUED:
        behind += 1
    if behind < len(read) and read[behind] in _BY:
        behind += 1
        behind += behind < len(read) and read[behind] in ARTICLES
        if behind in begins:
            return start, begins[behind]
    return None


def _is_some(word: str) -> bool:
    return word in _SOME or _YEAR.fullmatch(word) is not None


def _read_year(read: Sequence[str], at: int) -> int:
    """Behind the year that follows a noun, and the one that follows that: for 2022/23."""
    about = at + 1 if at < len(read) and read[at] in _YEAR_ABOUT else at
    if about >= len(read) or not _YEAR.fullmatch(read[about]):
        return at
    about += 1
    if about < len(read) and len(read[about]) in (2, 4) and read[about].isdecimal():
        about += 1
    return about


def _name_work(words: FoldedWords, place: tuple[int, int], noun: _Noun, catalogue: Catalogue) -> Found:
    span = words.span(*place)
    named = Found("named", (span,), span.start, span.end, named_by="publication")
    kind = _KIND.fullmatch(" ".join(words.words[noun.first : noun.past]).removesuffix(" and accounts"))
    if kind is None:
        return named
    stated = [word for word in words.words[place[0] : place[1]] if _YEAR.fullmatch(word)]
    fits = [
        number
        for number in catalogue.of_kind.get(level_kind(kind.group()), ())
        if not stated or int(stated[0]) in catalogue.years[number]
    ]
    exact = [number for number in fits if stated and stated[0] in catalogue.works[number].title]
    for some in (exact, fits):
        if len(some) == 1:
            return replace(named, work=some[0])
    return named
