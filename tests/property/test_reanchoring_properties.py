"""A quote whose words still stand is never lost, and one whose words do not stand is never pinned."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mediawatch.errors import InputError, QuoteAmbiguous
from mediawatch.model import Anchor
from mediawatch.reading.anchoring import check_anchor, find_quote
from mediawatch.reading.folding import fold, fold_words
from mediawatch.reading.nearest import find_nearest
from mediawatch.reading.reanchoring import reanchor
from mediawatch.reading.wording_places import split_at_omissions

WORDS = st.sampled_from(
    [
        "we",
        "never",
        "hid",
        "the",
        "café",
        "£15,000",
        "don’t",
        "oﬃce",
        "co\u00adop",
        "no",
        "not",
        "a",
        "3.5",
        "KITE",
    ]
)
OTHER_WORDS = st.sampled_from(["jumbled", "zebra", "quixotic", "hymn", "frosty", "vexed", "bulky", "glyph"])
GLUE = st.sampled_from([" ", " ", " ", "  ", "\n", "\u00a0", ", ", ". ", " — ", " “", "” ", "\n\n"])


def texts(words: st.SearchStrategy[str], *, fewest: int) -> st.SearchStrategy[str]:
    pieces = st.lists(st.tuples(words, GLUE), min_size=fewest, max_size=40)
    return pieces.map(lambda chosen: "".join(word + glue for word, glue in chosen))


TEXTS = texts(WORDS, fewest=6)


def draw_anchor(text: str, data: st.DataObject) -> Anchor:
    """A quote of some words in a row, or of two such parts, pinned where it stands."""
    tokens = text.split()
    first = data.draw(st.integers(0, len(tokens) - 2))
    last = data.draw(st.integers(first + 2, min(len(tokens), first + 12)))
    quote = " ".join(tokens[first:last])
    rest = tokens[last + 1 : last + 4]
    if len(rest) > 1 and data.draw(st.booleans()):
        quote = f"{quote} […] {' '.join(rest)}"
    anchor = None
    with suppress(InputError):
        try:
            anchor = find_quote(fold(text), quote)
        except QuoteAmbiguous as error:
            anchor = find_quote(fold(text), quote, nth=data.draw(st.integers(1, len(error.places))))
    assume(anchor is not None)
    assert anchor is not None
    return anchor


@settings(deadline=None)
@given(TEXTS, st.data())
def test_in_the_same_text_a_quote_is_anchored_as_it_was(text: str, data: st.DataObject) -> None:
    anchor = draw_anchor(text, data)
    found = reanchor(fold(text), anchor)
    assert (found.state, found.changes, found.offer) == ("anchored", (), None)
    assert found.anchor is not None
    assert found.anchor.parts == anchor.parts


@settings(deadline=None)
@given(TEXTS, texts(OTHER_WORDS, fewest=0), texts(OTHER_WORDS, fewest=0), st.data())
def test_text_put_in_before_and_after_never_loses_a_quote(
    text: str, before: str, after: str, data: st.DataObject
) -> None:
    anchor = draw_anchor(text, data)
    newer = f"{before}\n\n{text}\n\n{after}"
    found = reanchor(fold(newer), anchor)
    assert found.state in ("anchored", "moved")
    assert found.anchor is not None
    assert check_anchor(newer, found.anchor.parts) == ()
    assert [fold_words(part.exact) for part in found.anchor.parts] == [
        fold_words(part.exact) for part in anchor.parts
    ]


@settings(deadline=None)
@given(TEXTS, TEXTS, st.data())
def test_whatever_became_of_it_is_consistent(text: str, newer: str, data: st.DataObject) -> None:
    anchor = draw_anchor(text, data)
    found = reanchor(fold(newer), anchor)
    folded = [fold_words(part.exact).strip() for part in anchor.parts]
    if found.anchor:
        assert found.state in ("anchored", "moved")
        assert check_anchor(newer, found.anchor.parts) == ()
        assert [letters(part.exact) for part in found.anchor.parts] == list(map(letters, folded))
    elif found.offer:
        assert found.state == "altered"
        assert all(newer[part.start : part.end] == part.exact for part in found.offer.parts)
        assert "".join(change.after for change in found.changes) == found.offer.words
    else:
        assert found.state == "gone"
    if found.instead:
        assert 0 <= found.instead.start <= found.instead.end <= len(newer)


@settings(deadline=None)
@given(TEXTS, texts(OTHER_WORDS, fewest=2))
def test_words_of_nowhere_are_never_anchored_and_never_offered(text: str, quote: str) -> None:
    assert find_nearest(fold(text), split_at_omissions(quote)) is None
    with suppress(InputError):
        raise AssertionError(find_quote(fold(text), quote))


def letters(words: str) -> str:
    return "".join(character for character in fold_words(words) if character.isalnum())
