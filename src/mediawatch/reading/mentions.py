"""Where a text bears one of our names.

A name in words is found by folding, at the borders that `words.splits_name` describes: "Cage" is in "Cage's" and
"Cage-backed", not in "Cagey", "Cage_2", "4Cage" or "Cages". Plurals and inflections are not guessed: whoever
wants them watches them as a name. At one place the longest name wins and gives one mention.

A domain is found where a link leads to it or below it, through web archives and redirectors too where the
address shows it, and where it is written out in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mediawatch.model import Mention, Name, Span, Text
from mediawatch.reading.addresses import find_targets, host_of, is_within
from mediawatch.reading.folding import FoldedText, fold, fold_keeping_case, fold_words
from mediawatch.reading.sentences import sentence_around
from mediawatch.reading.words import count_words, is_word_character, splits_name

NEAR_WORDS: Final = 12
"""How far `near` and `not_near` reach, in words on either side: about one sentence with the name in its middle
(sentences in English newspapers have 20 to 25 words), so that a condition speaks of what is said about the name and
not of the rest of the page."""

_NEAR_CHARACTERS: Final = 60 * NEAR_WORDS
"""Characters looked at for them: words are shorter than this on average in every language, and it bounds the work."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A name made ready for looking."""

    name: Name
    folded: str
    domain: str
    """for a domain: its host; else empty"""
    exact: str
    """for a case-sensitive name: its form folded in everything but case; else empty"""
    near: tuple[str, ...]
    not_near: tuple[str, ...]


_STARTING: Final = 4
_BREAKERS: Final = ("\u00ad", "\u200b", "\u2060", "\ufeff", "\ufffe", "\u034f", "\u200c", "\u200d")
"""Signs within words that folding drops; a text that has one is looked through properly."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Names made ready for looking; made once by compile_names and used for many texts."""

    forms: tuple[_Form, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a form stands in a folded text."""

    start: int
    end: int
    form: _Form


def compile_names(names: Sequence[Name]) -> Watch:
    """The names made ready for find_mentions. A name that folds to nothing is never found."""
    forms = []
    for name in names:
        domain = _domain_of(name.form) if name.kind == "domain" else ""
        folded = fold_words(domain or name.form).strip(" ")
        if folded:
            exact = fold_keeping_case(name.form).strip(" ") if name.case_sensitive and not domain else ""
            near, not_near = (_fold_all(words) for words in (name.near, name.not_near))
            forms.append(_Form(name, folded, domain, exact, near, not_near))
    return Watch(tuple(forms))


def find_mentions(text: Text, names: Sequence[Name] | Watch, *, base_address: str = "") -> list[Mention]:
    """The mentions of the names in a text, in order of their start.

    `base_address` is the page's own address, for links that are relative to it. A domain that is written out
    and linked at the same place is one mention, of kind "link".
    """
    watch = names if isinstance(names, Watch) else compile_names(names)
    links = list(_find_links(text, watch, base_address))
    linked = {(mention.name_id, mention.start, mention.end) for mention in links}
    found = links
    for mention in _find_names(fold(text.text), watch):
        covered = any(
            name_id == mention.name_id and start <= mention.start and mention.end <= end
            for name_id, start, end in linked
        )
        if not covered:
            found.append(mention)
    return sorted(found, key=lambda mention: (mention.start, mention.end, mention.kind))


def may_bear(text: str, watch: Watch) -> bool:
    """Whether a text could bear one of the names: False only where it certainly bears none. Costs a small part of
    finding them: it looks for the first letters of each name's longest word, as folding.py would leave them."""
    if any(sign in text for sign in _BREAKERS):
        return True
    plain = unicodedata.normalize("NFKC", text).casefold()
    return any(_find_start(form.folded) in plain for form in watch.forms)


def _find_start(folded: str) -> str:
    """Letters that stand wherever a name stands."""
    return max(re.findall(r"\w+", folded), key=len, default="")[:_STARTING]


def find_places(text: FoldedText, watch: Watch) -> list[Span]:
    """Where the names stand in a folded text, as find_mentions finds them in words: spans of the original, in order."""
    return sorted((Span(*place) for place in _choose_places(text, watch)), key=lambda span: span.start)


def _domain_of(form: str) -> str:
    """The host that was meant by a domain as people write it: with or without scheme, www. or a path."""
    host = host_of(form if "://" in form else f"https://{form.strip()}")
    return host.removeprefix("www.")


def _fold_all(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(folded for folded in (fold_words(word).strip(" ") for word in words) if folded)


def _find_names(text: FoldedText, watch: Watch) -> Iterator[Mention]:
    """Text mentions."""
    for (start, end), place in _choose_places(text, watch).items():
        yield Mention(
            name_id=place.form.name.id,
            kind="text",
            start=start,
            end=end,
            surface=text.original[start:end],
            sentence=sentence_around(text.original, start, end),
        )


def _choose_places(text: FoldedText, watch: Watch) -> dict[tuple[int, int], _Place]:
    """The places of the names by start and end in the original. The longest names take their places first, so that
    shorter ones find them taken."""
    places: dict[tuple[int, int], _Place] = {}
    for form in watch.forms:
        for place in _find_form(text, form):
            there = places.get((place.start, place.end))
            if there is None or (_is_as_written(text, place) and not _is_as_written(text, there)):
                places[place.start, place.end] = place
    taken = bytearray(len(text.text)) if places else bytearray()
    chosen: dict[tuple[int, int], _Place] = {}
    for place in sorted(places.values(), key=lambda place: (place.start - place.end, place.start)):
        if taken.find(1, place.start, place.end) >= 0:
            continue
        taken[place.start : place.end] = b"\1" * (place.end - place.start)
        span = text.to_original(place.start, place.end)
        chosen[span.start, span.end] = place
    return chosen


def _find_form(text: FoldedText, form: _Form) -> Iterator[_Place]:
    """Every place of one form that has the right borders, case and neighbourhood."""
    folded, wanted = text.text, form.folded
    start = folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        place = _Place(start, end, form)
        if _has_borders(folded, place) and _has_case(text, place) and _has_neighbours(folded, place):
            yield place
        start = folded.find(wanted, start + 1)


def _has_borders(folded: str, place: _Place) -> bool:
    """Whether the place is not part of a longer word, or of another host name."""
    if not _is_whole_word(folded, place.start, place.end):
        return False
    if not place.form.domain:
        return True
    before, after = folded[max(0, place.start - 1) : place.start], folded[place.end : place.end + 2]
    continues = len(after) == 2 and after[0] in ".-" and is_word_character(after[1])
    return before != "-" and not continues


def _has_case(text: FoldedText, place: _Place) -> bool:
    return not place.form.exact or _as_written(text, place) == place.form.exact


def _is_as_written(text: FoldedText, place: _Place) -> bool:
    """Whether the text writes the name as it is watched: of "KIKIT" and "Kikit" the one that stands there."""
    return _as_written(text, place) == place.form.name.form


def _as_written(text: FoldedText, place: _Place) -> str:
    span = text.to_original(place.start, place.end)
    return fold_keeping_case(text.original[span.start : span.end])


def _has_neighbours(folded: str, place: _Place) -> bool:
    """Whether the words round the place are as the name asks."""
    form = place.form
    if not form.near and not form.not_near:
        return True
    if any(_is_near(folded, word, place) for word in form.not_near):
        return False
    return not form.near or any(_is_near(folded, word, place) for word in form.near)


def _is_near(folded: str, word: str, place: _Place) -> bool:
    """Whether a word stands within NEAR_WORDS words, and elsewhere than inside the name itself."""
    low, high = max(0, place.start - _NEAR_CHARACTERS), place.end + _NEAR_CHARACTERS
    start = folded.rfind(word, low, place.start + len(word) - 1)
    while start >= 0:
        if _is_whole_word(folded, start, start + len(word)):
            if count_words(folded[start : place.start]) <= NEAR_WORDS:
                return True
            break
        start = folded.rfind(word, low, start + len(word) - 1)
    end = _find_end(folded, word, max(0, place.end - len(word) + 1), high)
    while end >= 0:
        if _is_whole_word(folded, end - len(word), end):
            return count_words(folded[place.end : end]) <= NEAR_WORDS
        end = _find_end(folded, word, end - len(word) + 1, high)
    return False


def _find_end(folded: str, word: str, start: int, stop: int) -> int:
    """The end of the first occurrence of a word from `start`; -1 when there is none before `stop`."""
    found = folded.find(word, start, stop)
    return found + len(word) if found >= 0 else -1


def _is_whole_word(folded: str, start: int, end: int) -> bool:
    return not (splits_name(folded, start, at_end=False) or splits_name(folded, end, at_end=True))


def _find_links(text: Text, watch: Watch, base_address: str) -> Iterator[Mention]:
    """Link mentions: one for each link and domain."""
    domains = [form for form in watch.forms if form.domain]
    if not domains:
        return
    length = len(text.text)
    for link in text.links:
        targets = find_targets(link.address, base_address=base_address)
        hosts = [host_of(target) for target in targets]
        start = min(max(link.start, 0), length)
        end = min(max(link.end, start), length)
        for form in domains:
            leads = next(
                (target for target, host in zip(targets, hosts, strict=True) if is_within(host, form.domain)),
                "",
            )
            if leads:
                yield Mention(
                    name_id=form.name.id,
                    kind="link",
                    start=start,
                    end=end,
                    surface=text.text[start:end],
                    sentence=sentence_around(text.text, start, end),
                    address=leads,
                )
