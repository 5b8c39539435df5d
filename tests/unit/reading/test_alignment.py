"""Words are laid beside words: exactly, in order, with the gaps where they are likeliest."""

from __future__ import annotations

import pytest

from mediawatch.model import Span
from mediawatch.reading.alignment import align
from mediawatch.reading.tokens import Words, read_words

Shown = list[tuple[str, str, str]]


def lay(theirs: str, ours: str) -> list[Shown]:
    said = read_words(theirs, [Span(0, len(theirs))])
    written = read_words(ours, [Span(0, len(ours))])
    found = align(said, written, lambda first, last: (0, len(written.words)))
    return [
        [(op.kind, join(said, op.t0, op.t1), join(written, op.o0, op.o1)) for op in stretch]
        for stretch in found.stretches
    ]


def join(words: Words, first: int, last: int) -> str:
    return " ".join(words.words[first:last])


def test_the_same_words_are_one_run() -> None:
    assert lay("help all families", "We help all families here") == [
        [("same", "help all families", "help all families")]
    ]


def test_omitted_inserted_and_changed_words_are_told_apart() -> None:
    ours = "we never share the names of our tenants with the police"
    assert lay("we share the names of our tenants with the police", ours)[0][1] == ("omitted", "", "never")
    assert lay("we never gladly share the names of our tenants", ours)[0][1] == ("inserted", "gladly", "")
    assert lay("we often share the names of our tenants", ours)[0][1] == ("changed", "often", "never")


def test_words_changed_at_the_ends_stand_beside_the_nearest_of_ours() -> None:
    assert lay("they help all poor families there", "in winter we help all poor families here") == [
        [("changed", "they", "we"), ("same",) + ("help all poor families",) * 2, ("changed", "there", "here")]
    ]


def test_other_spellings_count_as_the_same() -> None:
    shown = lay("the organization paid fifteen thousand pounds", "the organisation paid 15,000 pounds")[0]
    assert [kind for kind, _, _ in shown] == [
        "same",
        "written otherwise",
        "same",
        "written otherwise",
        "same",
    ]


@pytest.mark.parametrize(
    ("theirs", "missing"),
    [
        ("we work with the … council every day", "police and with the"),
        ("we work … with the council every day", "with the police and"),
        ("we work with … the council every day", "the police and with"),
    ],
)
def test_a_gap_stands_where_they_set_a_mark(theirs: str, missing: str) -> None:
    ours = "we work with the police and with the council every day"
    assert [op[2] for op in lay(theirs, ours)[0] if op[0] == "omitted"] == [missing]


def test_a_whole_sentence_is_missing_rather_than_pieces_of_two() -> None:
    ours = "We help families. We never close. We lend nothing to anyone."
    assert ("omitted", "", "we never close") in lay("We help families. We lend nothing to anyone.", ours)[0]


def test_two_places_are_two_stretches() -> None:
    ours = "Rent is due on Monday. Doors are never locked at night. Help is free for everyone here."
    found = lay("Help is free for everyone here. Rent is due on Monday.", ours)
    assert [stretch[0][2] for stretch in found] == ["help is free for everyone here", "rent is due on monday"]


def test_a_name_that_stands_elsewhere_too_is_no_second_place() -> None:
    ours = "The Harbour Council pays. We help all the poor families of the town every single winter."
    found = lay("We help all the poor Harbour Council families of the town every single winter.", ours)
    assert len(found) == 1


def test_nothing_shared_is_nothing_found() -> None:
    assert lay("a b c", "x y z") == []
    assert lay("a b c", "") == []


def test_words_that_stand_everywhere_are_found_with_their_neighbours() -> None:
    ours = "the cat and the dog and " * 40 + "the one green parrot sang"
    assert lay("and the one green parrot sang", ours) == [
        [("same",) + ("and the one green parrot sang",) * 2]
    ]
