"""What people type into a search box finds what they mean and is never a syntax error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.reading.search_words import MOST_WORDS, to_fts
from mediawatch.store.sqlite import sqlite3

TEXT = "The exact phrase stands here AND we don’t hide well-known prisons in Café Ünal"


@pytest.fixture(scope="module")
def search() -> Iterator[Any]:
    """Counts the rows of a real FTS5 table, with the record's tokenizer, that a query finds."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE found USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    db.execute("INSERT INTO found VALUES (?)", (TEXT,))
    yield lambda query: db.execute("SELECT count(*) FROM found WHERE found MATCH ?", (query,)).fetchone()[0]
    db.close()


@pytest.mark.parametrize(
    "typed",
    [
        '"exact phrase"',
        "“exact phrase”",
        "phrase exact",
        "pris*",
        "don't",
        "don’t",
        "well-known",
        "cafe UNAL",
        "(exact) [phrase]",
        "here: stands!",
        '"exact',
    ],
)
def test_words_that_stand_there_are_found(search: Any, typed: str) -> None:
    assert search(to_fts(typed)) == 1


@pytest.mark.parametrize(
    "typed",
    ['"phrase exact"', "known-well", "exact OR missing", "NOT", "NEAR(exact phrase)", "priso", "text:exact"],
)
def test_operators_are_words_and_phrases_keep_their_order(search: Any, typed: str) -> None:
    assert search(to_fts(typed)) == 0


@pytest.mark.parametrize("typed", ["", " ", '"', '""', "*", "(((", "--", "…", "💩", "\0", "\ud800"])
def test_nothing_to_look_for_is_an_empty_query(typed: str) -> None:
    assert to_fts(typed) == ""


def test_more_words_than_anybody_types_are_left_out(search: Any) -> None:
    query = to_fts("the " * 5000)
    assert query.count('"the"') == MOST_WORDS
    assert search(query) == 1


@settings(deadline=None)
@given(
    st.text()
    | st.lists(st.sampled_from([*"\"'*()-+^:{}.\0 ", "AND", "NEAR(", "“", "a", "é", "\ud800"])).map("".join)
)
def test_no_input_is_a_syntax_error(search: Any, typed: str) -> None:
    query = to_fts(typed)
    if query:
        assert search(query) in (0, 1)
