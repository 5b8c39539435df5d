"""Whatever the works and the reports say, what is found stands there, and what stands there is found."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mediawatch.model import Span
from mediawatch.reading.folding import fold, fold_words
from mediawatch.reading.hashed_words import WordReader
from mediawatch.reading.passages import PassageIndex

CHARACTERS = st.characters(codec="utf-8") | st.sampled_from(
    "aAbcxyz019 '’.,:-–—\u00ad\u200b\ufffe\nßﬁﬀ½…ée\u0301\u0327한글가\u11a8नि्語日本カ\u3099ำİΣς“”«»\u00a0_"
)
TEXTS = st.text(CHARACTERS, max_size=60)
VOCABULARY = [
    f"{first}{second}" for first in ("ma", "ti", "ro", "ke", "wü", "sé", "ny") for second in "abcdefgh"
]
SENTENCES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=60).map(" ".join)
PASSAGES = st.lists(st.sampled_from(VOCABULARY), min_size=8, max_size=50, unique=True).map(" ".join)
"""No word twice: in a passage of repeated words, a report's words may be ascribed to the other place."""
FOREIGN = st.lists(st.sampled_from([f"x{word}" for word in VOCABULARY]), max_size=20).map(" ".join)


@settings(max_examples=300)
@given(TEXTS)
def test_the_words_of_a_text_are_those_of_its_folded_text(text: str) -> None:
    reader = WordReader()
    words = reader.read(text)
    assert words.hashes.tolist() == reader.read(fold(text).text).hashes.tolist()
    for at in range(len(words)):
        place = words.place(at, at)
        assert 0 <= place.start < place.end <= len(text)
        assert fold_words(text[place.start : place.end]).strip()


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_many_texts_are_read_as_each_alone(texts: list[str]) -> None:
    reader = WordReader()
    for text, words in zip(texts, reader.read_all(texts), strict=True):
        alone = reader.read(text)
        assert np.array_equal(words.hashes, alone.hashes)
        assert np.array_equal(words.list_starts(), alone.list_starts())
        assert np.array_equal(words.list_ends(), alone.list_ends())


@given(st.lists(SENTENCES, min_size=1, max_size=5), st.data())
def test_any_slice_of_two_words_or_more_is_found_where_it_stands(
    works: list[str], data: st.DataObject
) -> None:
    index = PassageIndex()
    for number, work in enumerate(works):
        index.add(number, work)
    words = data.draw(st.sampled_from(works)).split()
    assume(len(words) >= 2)
    first = data.draw(st.integers(0, len(words) - 2))
    past = data.draw(st.integers(first + 2, len(words)))
    quote = " ".join(words[first:past]).upper()
    places = index.find_quoted(quote, [Span(0, len(quote))])
    assert places
    for place in places:
        assert fold_words(works[place.work][place.start : place.end]) == fold_words(quote)


@given(PASSAGES, FOREIGN, FOREIGN, st.data())
def test_eight_words_in_a_row_are_found_in_any_report(
    work: str, before: str, after: str, data: st.DataObject
) -> None:
    words = work.split()
    first = data.draw(st.integers(0, len(words) - 8))
    past = data.draw(st.integers(first + 8, len(words)))
    passage = " ".join(words[first:past])
    report = f"{before}\n\n{passage}\n\n{after}"
    index = PassageIndex()
    index.add(1, work)
    found = index.find_reused(report)
    assert len(found) == 1
    assert report[found[0].span.start : found[0].span.end] == passage
    place = found[0].passages[0]
    assert work[place.start : place.end] == passage


@given(
    st.dictionaries(st.integers(0, 9), TEXTS | SENTENCES, max_size=6),
    st.sets(st.integers(0, 9)),
    SENTENCES,
    TEXTS,
)
def test_what_came_and_went_leaves_no_trace(
    works: dict[int, str], gone: set[int], quote: str, extra: str
) -> None:
    index, plain = PassageIndex(), PassageIndex()
    for number, work in works.items():
        index.add(number, work if number not in gone else extra)
        index.find_quoted(quote, [Span(0, len(quote))])
    for number in gone:
        index.remove(number)
    for number, work in works.items():
        if number not in gone:
            plain.add(number, work)
    assert index.to_bytes() == plain.to_bytes()
    assert PassageIndex.from_bytes(plain.to_bytes()).find_reused(quote) == index.find_reused(quote)


@given(TEXTS, TEXTS)
def test_any_text_is_searched_in_any_other(work: str, report: str) -> None:
    index = PassageIndex()
    index.add(1, work)
    for reuse in index.find_reused(report):
        assert 0 <= reuse.span.start < reuse.span.end <= len(report)
        for place in reuse.passages:
            assert 0 <= place.start < place.end <= len(work)
    for place in index.find_quoted(report, [Span(0, len(report))]):
        assert 0 <= place.start < place.end <= len(work)
