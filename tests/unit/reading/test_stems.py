"""Words of one family have one stem, and number words that of their digits."""

from __future__ import annotations

import pytest

from mediawatch.reading.stems import split_form, stem


@pytest.mark.parametrize(
    "family",
    [
        "claim claims claimed claiming",
        "organisation organisations organised organizing organization",
        "charity charities",
        "spend spends spent spending",
        "stop stops stopped stopping",
        "independent independence independently",
        "mensch menschen",
        "für fuer",
        "naïve naive",
        "ten 10",
        "15,000 15000 15k",
        "third 3rd",
        "director director's",
    ],
)
def test_kin_has_one_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "strangers", ["claim clean", "ten tenth", "10 100", "spend spare", "trust tryst", "police policy"]
)
def test_other_words_have_others(strangers: str) -> None:
    one, other = strangers.split()
    assert stem(one) != stem(other)


def test_a_verb_is_told_from_its_form() -> None:
    assert split_form("provided") == ("provid", "past")
    assert split_form("providing") == ("provid", "going on")
    assert split_form("provides")[1] == "present"
    assert split_form("went") == ("go", "past")
