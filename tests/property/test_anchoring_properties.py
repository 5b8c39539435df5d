"""What stands in a text is pinned to the character, and what does not is never pinned."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mediawatch.errors import InputError, QuoteAmbiguous, QuoteNotFound
from mediawatch.reading.anchoring import check_anchor, find_quote
from mediawatch.reading.folding import fold, fold_words

WORDS = st.sampled_from(
    [
        "we",
        "never",
        "hid",
        "the",
        "café",
        "£15,000",
        "non-stop",
        "don’t",
        "Straße",
        "oﬃce",
        "co\u00adop",
        "no",
        "not",
        "a",
        "3.5",
        "KITE",
    ]
)
GLUE = st.sampled_from([" ", " ", " ", "  ", "\n", "\u00a0", ", ", ". ", " — ", " “", "” ", "\ufffe\n"])
TEXTS = st.lists(st.tuples(WORDS, GLUE), min_size=4, max_size=60)


def places_of(text: str, quote: str) -> tuple[str, ...]:
    """The words that were pinned, or none where several places were possible."""
    with suppress(QuoteAmbiguous):
        anchor = find_quote(fold(text), quote)
        assert check_anchor(text, anchor.parts) == ()
        return tuple(part.exact for part in anchor.parts)
    return ()


@settings(deadline=None)
@given(TEXTS, st.data())
def test_any_words_of_a_text_are_found_as_they_stand(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(pieces) - 2))
    last = data.draw(st.integers(first + 2, len(pieces)))
    text = "".join(word + glue for word, glue in pieces)
    start = len("".join(word + glue for word, glue in pieces[:first]))
    quote = "".join(word + glue for word, glue in pieces[first : last - 1]) + pieces[last - 1][0]
    assume(all(glue != "\ufffe\n" for _, glue in pieces))
    with suppress(QuoteAmbiguous):
        anchor = find_quote(fold(text), quote)
        assert (anchor.how, anchor.quote, anchor.start) == ("exact", quote, start)
    nth = len(_starts(text, quote, start))
    anchor = find_quote(fold(text), quote, nth=nth)
    assert (anchor.how, anchor.quote, anchor.start) == ("exact", quote, start)
    folded = find_quote(fold(text), fold_words(quote), nth=1)
    assert fold_words(folded.quote) == fold_words(quote)


def _starts(text: str, quote: str, last: int) -> list[int]:
    """Where the quote stands on whole words, up to and with the one at `last`, counted without the code under test."""
    joining = "-'’.,"
    found = []
    for start in range(last + 1):
        end = start + len(quote)
        if not text.startswith(quote, start):
            continue
        before, after = text[:start], text[end:]
        whole_before = not before or not (
            before[-1].isalnum() or (before[-1] in joining and before[-2:-1].isalnum())
        )
        whole_after = not after or not (after[0].isalnum() or (after[0] in joining and after[1:2].isalnum()))
        joined = before.endswith("\ufffe\n") or after.startswith("\ufffe\n")
        if whole_before and whole_after and not joined:
            found.append(start)
    return found


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_quote_with_one_word_changed_is_never_pinned(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    words = [word for word, _ in pieces]
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 3))
    last = data.draw(st.integers(first + 3, min(len(words), first + 12)))
    changed = words[first:last]
    place = data.draw(st.integers(0, len(changed) - 1))
    changed[place] = data.draw(
        st.sampled_from(["always", "x", "16,000", "ware", changed[place] + "s", "un" + changed[place]])
    )
    with pytest.raises(QuoteNotFound):
        find_quote(fold(text), " ".join(changed))


@settings(deadline=None)
@given(
    st.text(alphabet="ab-'’\u0301\u00ad\u200b .,1ﬁ“…—我_\n", max_size=60),
    st.text(alphabet="ab-'’\u0301\u00ad .,1ﬁ“…—我_\n", max_size=8),
)
def test_what_is_pinned_has_the_words_that_were_typed(text: str, quote: str) -> None:
    with suppress(InputError):
        parts = places_of(text, quote)
        pinned = "".join(fold_words(part) for part in parts)
        if parts:
            assert _letters(pinned) == _letters(fold_words(quote))


def _letters(words: str) -> str:
    return "".join(character for character in words if character.isalnum() or character in "_\u0301")


HOSTILE = {
    "marks": "“" * 1_000_000,
    "one word": "x" * 1_000_000,
    "two words": "a b " * 250_000,
    "news": "the cat sat on a mat. " * 45_000,
}
QUOTES = [
    "a b",
    "we do hide not",
    "“x y”",
    "a b … a b",
    "x" * 500 + " " + "x" * 500,
    "a " * 300 + "c",
    "the cat sat upon a mat",
]


@pytest.mark.parametrize("quote", QUOTES)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_megabyte_is_searched_in_a_second_or_so(text: str, quote: str) -> None:
    folded = fold(text)
    began = time.perf_counter()
    with suppress(InputError):
        find_quote(folded, quote)
    # the slowest takes 0.7 s on a slow machine; quadratic work would take hours
    assert time.perf_counter() - began < 5
