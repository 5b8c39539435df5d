"""Pinning a quote to the place where its words stand.

A quote is found as it was typed, else by folding (`folding.py`), and never otherwise: words that differ are never
pinned, however near they are; the nearest passage (`nearest.py`) is only offered in the error. What comes out are the
words of the text, not those that were typed. `wording_places.py` says where words stand.

- An omission mark splits a quote into parts of two words or more: a lone word stands everywhere. A mark that the text
  has itself splits nothing.
- Of several places one is chosen by its number or by the words right before or after it, never by guessing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from mediawatch.errors import InputError, QuoteAmbiguous, QuoteNotFound
from mediawatch.model import Anchor, QuotePart
from mediawatch.reading.folding import FoldedText, fold_words
from mediawatch.reading.offers import Surroundings
from mediawatch.reading.wording_places import (
    MOST_COUNTED,
    Chain,
    Place,
    chain_places,
    find_places,
    split_at_omissions,
    stands_exactly,
)
from mediawatch.reading.words import count_words, is_word_character

CONTEXT: Final = 32
"""Characters of prefix and suffix, as W3C's annotation tools keep them (Hypothesis' TextQuoteAnchor)."""
MOST_PLACES: Final = 20
"""Places that an error lists."""
_WHITE_SPACE: Final = re.compile(r"\s+")


def find_quote(text: FoldedText, quote: str, *, prefix: str = "", suffix: str = "", nth: int = 0) -> Anchor:
    """The place of a quote, with 32 characters of context on either side.

    `nth` (from 1) chooses among several places in the order of the text; `prefix` and `suffix` keep those with
    these words right before or after, punctuation between left aside.

    Raises InputError for an empty quote, for one word, and for an `nth` that there is not; QuoteAmbiguous with the
    places when several are left; QuoteNotFound with the nearest passage when there is none.
    """
    typed = quote.strip()
    _check(typed)
    chains, how = _find(text, typed)
    if not chains:
        raise _offer_nearest(text, typed, Surroundings(prefix, suffix))
    before, after = fold_words(prefix), fold_words(suffix)
    kept = [each for each in chains if _has_context(text, each, before, after)]
    if not kept:
        raise QuoteNotFound(
            "The words stand in the text, but not with that before or after them.",
            "Leave the prefix and the suffix away to see the places.",
            best=_show(text, chains[0]),
            likeness=1.0,
        )
    return make_anchor(text, _choose(text, kept, nth), how)


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


def _find(text: FoldedText, typed: str) -> tuple[list[Chain], Literal["exact", "folded"]]:
    """Every place of the quote, and how it was found. The exact spelling decides between two foldings."""
    wholes = find_places(text, typed)
    if wholes:
        return _prefer_exact(text, [typed], [wholes])
    parts = split_at_omissions(typed)
    if parts == (typed,):
        return [], "folded"
    if any(count_words(fold_words(part)) < 2 for part in parts):
        raise InputError(
            "A part of the quote has only one word, or none.",
            "Give two words or more on each side of an omission mark.",
        )
    return _prefer_exact(text, parts, [find_places(text, part) for part in parts])


def _prefer_exact(
    text: FoldedText, parts: Sequence[str], places: Sequence[Sequence[Place]]
) -> tuple[list[Chain], Literal["exact", "folded"]]:
    exact = [
        [place for place in each if stands_exactly(text, place, part)]
        for part, each in zip(parts, places, strict=True)
    ]
    chains = chain_places(exact)
    return (chains, "exact") if chains else (chain_places(places), "folded")


def _offer_nearest(text: FoldedText, typed: str, known: Surroundings) -> QuoteNotFound:
    from mediawatch.reading.nearest import find_nearest

    parts = split_at_omissions(typed)
    offer = find_nearest(text, parts, known)
    if offer is None and parts != (typed,):
        offer = find_nearest(text, [typed], known)  # the mark may be the text's own
    return QuoteNotFound(
        "These words do not stand in the text.",
        "Copy them from there: only a quote that is right word for word is pinned.",
        best=offer.words if offer else "",
        likeness=offer.likeness.quote if offer else 0.0,
    )


def _has_context(text: FoldedText, chain: Chain, prefix: str, suffix: str) -> bool:
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


def _choose(text: FoldedText, chains: Sequence[Chain], nth: int) -> Chain:
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


def make_anchor(text: FoldedText, chain: Chain, how: Literal["exact", "folded"]) -> Anchor:
    """What is stored of a place: its words as they stand, and what stands before and after."""
    spans = [text.to_original(*place) for place in chain]
    parts = tuple(QuotePart(span.start, span.end, text.original[span.start : span.end]) for span in spans)
    start, end = parts[0].start, parts[-1].end
    return Anchor(
        parts=parts,
        prefix=text.original[max(0, start - CONTEXT) : start],
        suffix=text.original[end : end + CONTEXT],
        how=how,
    )


def _show(text: FoldedText, chain: Chain) -> str:
    """A place with the words round it, the quote in square brackets, in one line."""
    start = text.to_original(*chain[0]).start
    end = text.to_original(*chain[-1]).end
    words = text.original[start:end]
    if len(words) > 2 * CONTEXT:
        words = f"{words[:CONTEXT]} … {words[-CONTEXT:]}"
    before = text.original[max(0, start - CONTEXT) : start]
    after = text.original[end : end + CONTEXT]
    return _WHITE_SPACE.sub(" ", f"…{before}[{words}]{after}…")
