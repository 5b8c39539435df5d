"""How like a place is comes in separate figures, and what is not known counts for nothing."""

from __future__ import annotations

from mediawatch.reading.folding import fold
from mediawatch.reading.offers import UNKNOWN, Likeness, Surroundings

TEXT = fold("The charity said: “We’re open — and\u00a0honest.” It raised £15,000 last year.")
START, END = TEXT.text.index("it raised"), TEXT.text.index(" last")


def test_of_an_unknown_place_only_the_quote_is_scored() -> None:
    likeness = UNKNOWN.compare(TEXT, START, END, 0.9)
    assert likeness == Likeness(0.9, None, None, None)
    assert likeness.context is None
    assert likeness.weighed == 0.9


def test_neighbours_are_compared_folded_and_without_the_space_between() -> None:
    likeness = Surroundings('and honest."', "LAST year.").compare(TEXT, START, END, 1.0)
    assert (likeness.prefix, likeness.suffix, likeness.context) == (1, 1, 1)


def test_another_neighbour_is_less_like() -> None:
    likeness = Surroundings("and dishonest. ", "the year before").compare(TEXT, START, END, 1.0)
    assert likeness.prefix is not None
    assert likeness.suffix is not None
    assert likeness.suffix < likeness.prefix < 1


def test_a_neighbour_at_the_edge_of_the_text_has_nothing_to_be_like() -> None:
    assert Surroundings("Before").compare(TEXT, 0, 5, 1.0).prefix == 0
    assert Surroundings("", "After").compare(TEXT, START, len(TEXT.text), 1.0).suffix == 0


def test_position_falls_with_the_distance() -> None:
    at = TEXT.to_original(START, END).start
    assert Surroundings(start=at).compare(TEXT, START, END, 1.0).position == 1
    near = Surroundings(start=at - 5).compare(TEXT, START, END, 1.0).position
    far = Surroundings(start=10 * len(TEXT.original)).compare(TEXT, START, END, 1.0).position
    assert near is not None
    assert 0 < near < 1
    assert far == 0


def test_the_quote_counts_most_and_position_breaks_ties() -> None:
    assert Likeness(0.9, 0.5, 0.5, 0.0).weighed > Likeness(0.7, 0.5, 0.5, 1.0).weighed
    assert Likeness(0.9, 0.5, 0.5, 0.1).weighed < Likeness(0.9, 0.5, 0.5, 0.2).weighed
    assert Likeness(0.8, 1.0, 1.0).weighed > Likeness(0.9, 0.2, 0.2).weighed
