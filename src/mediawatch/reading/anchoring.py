"""Pinning a quote to the place where its words stand.

A quote is found as it was typed, else by folding (`folding.py`), and never otherwise: words that differ are never
pinned, however near they are; the nearest passage is only offered in the error. What comes out are the words of
the text, not those that were typed.

- A quote begins and ends where words do (`words.splits_quote`). One that begins or ends in punctuation needs that
  punctuation in the text, and no word border there.
- An omission mark (… or ..., with or without brackets) splits a quote into parts. They are pinned in their order,
  each at the nearest place after the one before, at most MOST_LEFT_OUT characters on; where the first part stands
  several times, the tightest sequence counts. A part has two words or more: a lone word stands everywhere. A mark
  that the text has itself splits nothing.
- Quotation marks typed round the quote, or round a part, are left off where the text has none there.
- Of several places one is chosen by its number or by the words right before or after it, never by guessing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal

from mediawatch.errors import InputError, QuoteAmbiguous, QuoteNotFound
from mediawatch.model import Anchor, QuotePart
from mediawatch.reading.folding import DOUBLE_QUOTES, SINGLE_QUOTES, FoldedText, fold_words
from mediawatch.reading.nearest import find_nearest
from mediawatch.reading.words import count_words, is_word_character, splits_quote

CONTEXT: Final = 32
"""Characters of prefix and suffix, as W3C's annotation tools keep them (Hypothesis' TextQuoteAnchor)."""
MOST_LEFT_OUT: Final = 2000
"""Characters that an omission mark may stand for: three or four paragraphs. Further apart, two passages are no longer
one quotation, and any two phrases of a long report would make one."""
MOST_PLACES: Final = 20
"""Places that an error lists."""
MOST_COUNTED: Final = 10_000
"""Places that are looked at; more are in no text that people read."""
_OMISSION: Final = re.compile(
    r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.{3,}|\.\s\.\s\.)\s*"
)
_WHITE_SPACE: Final = re.compile(r"\s+")
_ALL_MARKS: Final = DOUBLE_QUOTES + SINGLE_QUOTES

_Place = tuple[int, int]
"""Start and end in the folded text."""
_Chain = tuple[_Place, ...]
"""The place of each part, in order."""
_Finder = Callable[[FoldedText, str], list[_Place]]
_How = Literal["exact", "folded"]


def find_quote(text: FoldedText, quote: str, *, prefix: str = "", suffix: str = "", nth: int = 0) -> Anchor:
    """The place of a quote, with 32 characters of context on either side.

    `nth` (from 1) chooses among several places in the order of the text; `prefix` and `suffix` keep those with
    these words right before or after, punctuation between left aside.

    Raises InputError for an empty quote, for one word, and for an `nth` that there is not; QuoteAmbiguous with the
    places when several are left; QuoteNotFound with the nearest passage when there is none.
    """
    typed = quote.strip()
    _check(typed)
    chains, how = _find_chains(text, typed)
    if not chains:
        raise QuoteNotFound(
            "These words do not stand in the text.",
            "Copy them from there: only a quote that is right word for word is pinned.",
            best=find_nearest(text, typed),
        )
    kept = [chain for chain in chains if _has_context(text, chain, fold_words(prefix), fold_words(suffix))]
    if not kept:
        raise QuoteNotFound(
            "The words stand in the text, but not with that before or after them.",
            "Leave the prefix and the suffix away to see the places.",
            best=_show(text, chains[0]),
        )
    return _make_anchor(text, _choose(text, kept, nth), how)


def check_anchor(text: str, parts: Iterable[QuotePart]) -> tuple[str, ...]:
    """What is wrong with an anchor: one sentence for each part whose words do not stand at its place, or that comes
    before the part it should follow. Empty when every part is right."""
    wrong = []
    end_before = 0
    for number, part in enumerate(parts, start=1):
        if not 0 <= part.start < part.end <= len(text) or text[part.start : part.end] != part.exact:
            wrong.append(f"Part {number} does not stand at {part.start} to {part.end}.")
        elif part.start < end_before:
            wrong.append(f"Part {number} begins before the one that it follows ends.")
        end_before = max(end_before, part.end)
    return tuple(wrong) if end_before else ("It has no parts.",)


def _check(typed: str) -> None:
    words = count_words(fold_words(typed))
    if words == 0:
        raise InputError("The quote is empty.", "Give the words as they stand in the text.")
    if words == 1:
        raise InputError("A quote of one word can stand anywhere.", "Give some of the words round it too.")


def _find_chains(text: FoldedText, typed: str) -> tuple[list[_Chain], _How]:
    """Every place of the quote, and how it was found: "exact" or "folded"."""
    for wording in _without_marks(typed):
        places = _find_exactly(text, wording)
        if places:
            return [(place,) for place in places], "exact"
    for wording in _without_marks(fold_words(typed).strip(" ")):
        places = _find_folded(text, wording)
        if places:
            return [(place,) for place in places], "folded"
    parts = [part for part in _OMISSION.split(typed) if part]
    if len(parts) == 1 and parts[0] == typed:
        return [], "folded"
    if any(count_words(fold_words(part)) < 2 for part in parts):
        raise InputError(
            "A part of the quote has only one word, or none.",
            "Give two words or more on each side of an omission mark.",
        )
    chains = _chain([_first_found(_find_exactly, text, part) for part in parts])
    if chains:
        return chains, "exact"
    return _chain([_first_found(_find_folded, text, fold_words(part).strip(" ")) for part in parts]), "folded"


def _first_found(find: _Finder, text: FoldedText, part: str) -> list[_Place]:
    """The places of a part, with the quotation marks typed round it if the text has them, else without."""
    for wording in _without_marks(part):
        places = find(text, wording)
        if places:
            return places
    return []


def _without_marks(wording: str) -> Iterator[str]:
    """The wording as it is, then without the quotation marks at its ends, as few left off as will do.

    A lone single mark may be an apostrophe (the dogs', 'tis) and is left off only where there is one at both ends.
    """
    yield wording
    body = wording.lstrip(_ALL_MARKS)
    opening = wording[: len(wording) - len(body)]
    core = body.rstrip(_ALL_MARKS)
    closing = body[len(core) :]
    if any(mark in DOUBLE_QUOTES for mark in closing):
        yield opening + core
    if any(mark in DOUBLE_QUOTES for mark in opening):
        yield core + closing
    if opening and closing:
        yield core


def _find_exactly(text: FoldedText, wording: str) -> list[_Place]:
    """Folded places at which the original has the very characters."""
    wanted = fold_words(wording)
    starts = _find_all(text.original, wording)
    places = ((text.from_original(start), text.from_original(start + len(wording))) for start in starts)
    # the comparison refuses a letter whose accent goes on behind the quote
    whole = (place for place in places if text.text[slice(*place)] == wanted and _is_whole(text, place))
    return list(islice(whole, MOST_COUNTED))


def _find_folded(text: FoldedText, wording: str) -> list[_Place]:
    """Folded places of a folded wording."""
    places = ((start, start + len(wording)) for start in _find_all(text.text, wording))
    return list(islice((place for place in places if _is_whole(text, place)), MOST_COUNTED))


def _find_all(text: str, wording: str) -> Iterator[int]:
    start = text.find(wording) if wording else -1
    while start >= 0:
        yield start
        start = text.find(wording, start + 1)


def _is_whole(text: FoldedText, place: _Place) -> bool:
    """Whether a place begins and ends where words do, and letters with their accents."""
    start, end = place
    if splits_quote(text, start) or splits_quote(text, end):
        return False
    span = text.to_original(start, end)
    return text.from_original(span.start) == start and text.from_original(span.end) == end


def _chain(parts: Sequence[list[_Place]]) -> list[_Chain]:
    """The tightest sequences of places, one of each part in order."""
    starts = [[start for start, _ in places] for places in parts]
    tightest: dict[_Place, _Chain] = {}
    for first in parts[0]:
        chain = [first]
        for places, begins in zip(parts[1:], starts[1:], strict=True):
            end = chain[-1][1]
            following = bisect_left(begins, end)
            if following == len(begins) or begins[following] - end > MOST_LEFT_OUT:
                break
            chain.append(places[following])
        else:
            tightest[chain[-1]] = tuple(chain)  # a later first part with the same last one is nearer to it
    return list(tightest.values())


def _has_context(text: FoldedText, chain: _Chain, prefix: str, suffix: str) -> bool:
    """Whether the folded prefix and suffix stand right before and after, punctuation between left aside."""
    start, end = chain[0][0], chain[-1][1]
    before = text.text[max(0, start - len(prefix) - CONTEXT) : start]
    after = text.text[end : end + len(suffix) + CONTEXT]
    return _bare(before, right=True).endswith(_bare(prefix, right=True)) and _bare(
        after, right=False
    ).startswith(_bare(suffix, right=False))


def _bare(words: str, *, right: bool) -> str:
    """Without what is no word at the right end, or else at the left."""
    places = [place for place, character in enumerate(words) if is_word_character(character)]
    if not places:
        return ""
    return words[: places[-1] + 1] if right else words[places[0] :]


def _choose(text: FoldedText, chains: Sequence[_Chain], nth: int) -> _Chain:
    if nth == 0 and len(chains) == 1:
        return chains[0]
    more = " or more" if len(chains) == MOST_COUNTED else ""
    count = f"{len(chains)}{more} place{'s' if len(chains) > 1 else ''}"
    if nth == 0:
        raise QuoteAmbiguous(
            f"The quote stands in {count}.",
            "Say which with --nth, or with --prefix or --suffix.",
            [_show(text, chain) for chain in chains[:MOST_PLACES]],
        )
    if not 1 <= nth <= len(chains):
        raise InputError(f"The quote stands in {count}; there is no number {nth}.", "Count from 1.")
    return chains[nth - 1]


def _make_anchor(text: FoldedText, chain: _Chain, how: _How) -> Anchor:
    spans = [text.to_original(*place) for place in chain]
    parts = tuple(QuotePart(span.start, span.end, text.original[span.start : span.end]) for span in spans)
    start, end = parts[0].start, parts[-1].end
    return Anchor(
        parts=parts,
        prefix=text.original[max(0, start - CONTEXT) : start],
        suffix=text.original[end : end + CONTEXT],
        how=how,
    )


def _show(text: FoldedText, chain: _Chain) -> str:
    """A place with the words round it, the quote in square brackets, in one line."""
    start = text.to_original(*chain[0]).start
    end = text.to_original(*chain[-1]).end
    words = text.original[start:end]
    if len(words) > 2 * CONTEXT:
        words = f"{words[:CONTEXT]} … {words[-CONTEXT:]}"
    before = text.original[max(0, start - CONTEXT) : start]
    after = text.original[end : end + CONTEXT]
    return _WHITE_SPACE.sub(" ", f"…{before}[{words}]{after}…")
