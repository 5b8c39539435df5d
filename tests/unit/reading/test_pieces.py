"""What of a claim is looked for by itself, and what is too short for it."""

from __future__ import annotations

import pytest

from mediawatch.reading.pieces import MOST_WORDS, can_be_found, cut
from mediawatch.reading.stemmed import StemReader

LONG = (
    "The shelter turned away forty people on the coldest night. Nobody was told about it until a volunteer wrote to "
    "us. It was wrong."
)


def list_pieces(text: str, names: frozenset[int] = frozenset()) -> list[str]:
    return [
        text[piece.span.start : piece.span.end] for piece in cut(1, 0, text, StemReader().read(text), names)
    ]


@pytest.mark.parametrize(
    "wording",
    [
        "a front for the Home Office",
        "state-sponsored spies",
        "What is the shelter and what does it do?",
        "難民を追い返した団体",
        "Der Verein hat gelogen",
    ],
)
def test_a_wording_with_words_of_its_own_can_be_found(wording: str) -> None:
    assert can_be_found(wording)


@pytest.mark.parametrize(
    "wording",
    ["", "…", "spies", "the spies", "it is what it is and so it was", "\u200b", "“—”", "to be or not to be"],
)
def test_one_without_cannot(wording: str) -> None:
    assert not can_be_found(wording)


def test_watched_names_are_no_words_of_its_own() -> None:
    assert can_be_found("the Harbour Lights affair")
    assert not can_be_found("the Harbour Lights affair", names=["Harbour Lights"])
    assert can_be_found("the Harbour Lights spending affair", names=["Harbour Lights"])


def test_a_long_wording_is_looked_for_as_a_whole_and_by_its_longer_sentences() -> None:
    assert list_pieces(LONG) == [
        LONG.rstrip("."),
        "The shelter turned away forty people on the coldest night",
        "Nobody was told about it until a volunteer wrote to us",
    ]


def test_what_an_omission_sets_apart_is_a_piece() -> None:
    text = "we turned away forty people on the coldest night … and nobody was told about it until spring came"
    assert list_pieces(text)[1:] == [
        "we turned away forty people on the coldest night",
        "and nobody was told about it until spring came",
    ]


def test_one_sentence_is_one_piece() -> None:
    assert list_pieces("The shelter turned away forty people on the coldest night.") == [
        "The shelter turned away forty people on the coldest night"
    ]


def test_of_a_very_long_wording_the_beginning_leads() -> None:
    text = "word " * MOST_WORDS + "and some more words behind it"
    pieces = list(cut(1, 0, text, StemReader().read(text), frozenset()))
    assert [(piece.first, piece.past, piece.leads, piece.is_whole) for piece in pieces] == [
        (0, MOST_WORDS, True, False)
    ]


@pytest.mark.parametrize(
    "text", [". " * 50_000 + "and one word", "a. " * 20_000, " " * 100_000 + "two words here. And"]
)
def test_stops_and_spaces_take_linear_time(text: str) -> None:
    list_pieces(text)
