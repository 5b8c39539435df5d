"""Another Cage is an actor: what speaks for someone else, and what speaks for us."""

from __future__ import annotations

import pytest

from mediawatch.reading.neighbours import Doubt, Neighbourhood, Seen, find_doubt, look_round


def seen(sentence: str, name: str = "Cage", number: int = 1, report: int = 0) -> Seen:
    start = sentence.index(name)
    return Seen(number, name, look_round(sentence, start, start + len(name)), report)


ACTOR = seen("The film with Nicolas Cage won an award for its editing.", report=5)
US = seen("A spokesman for the group Cage criticised the ministry over detention.", report=2)


@pytest.mark.parametrize(
    ("sentence", "before", "after"),
    [
        ("The actor Nicolas Cage said no.", "nicolas", ""),
        ("We saw Cage Warriors last night.", "", "warriors"),
        ("It was late. Cage said no.", "", ""),
        ("Mr Cage said no.", "", ""),
        ("The Cage said no.", "", ""),
        ("Cage", "", ""),
        ("“Nicolas” Cage’s film", "nicolas", ""),
        ("ask Nicolas, Cage or others", "", ""),
        ("DR CAGE", "", ""),
        ("das Stadion, Cage-Arena genannt", "", "arena"),
    ],
)  # fmt: skip
def test_the_word_beside_a_name_counts_where_it_is_written_like_a_part_of_it(
    sentence: str, before: str, after: str
) -> None:
    name = "CAGE" if "CAGE" in sentence else "Cage"
    near = seen(sentence, name).near
    assert (near.before, near.after) == (before, after)


def test_the_words_round_a_name_are_those_that_say_something() -> None:
    assert ACTOR.near.words == {"film", "nicolas", "won", "award", "editing"}
    long = "far " + "near " * 12 + "Cage " + "there " * 12 + "away"
    assert seen(long).near.words == {"near"}, (
        "twelve words on either side, without those that stand everywhere"
    )


def test_what_is_kept_comes_back_as_it_was() -> None:
    assert Neighbourhood.from_text(ACTOR.near.to_text()) == ACTOR.near


def test_the_same_word_beside_the_name_is_enough() -> None:
    doubt = find_doubt([seen("Yesterday Nicolas Cage was seen in Rome.")], [ACTOR], [US])
    assert doubt == Doubt(
        0, 5, "the word beside it", 0.9,
        "“Nicolas” stands before “Cage” here as in r5, which was about someone else.",
    )  # fmt: skip


def test_later_places_of_the_bare_name_do_not_speak_against_it() -> None:
    mentions = [seen("Yesterday Nicolas Cage was seen in Rome."), seen("Cage wore a hat.")]
    assert find_doubt(mentions, [ACTOR], [US]) is not None
    assert find_doubt(list(reversed(mentions)), [ACTOR], [US]).mention == 1  # type: ignore[union-attr]


def test_many_of_the_same_words_round_it_are_offered_with_the_words() -> None:
    doubt = find_doubt([seen("Whatever award the film won, Cage was there for its editing.")], [ACTOR], [US])
    assert doubt is not None
    assert doubt.how == "the words round it"
    assert "(award, editing, film, won)" in doubt.reason
    assert 0.4 <= doubt.score <= 0.9


def test_few_words_in_common_say_nothing() -> None:
    assert find_doubt([seen("A film about Cage and its work on detention.")], [ACTOR], [US]) is None


def test_words_that_stand_round_it_where_it_is_us_say_nothing() -> None:
    ours = seen("Nicolas of the group Cage won an award for a film with good editing.", report=3)
    assert find_doubt([seen("Yesterday Nicolas Cage was seen in Rome.")], [ACTOR], [ours]) is None
    assert find_doubt([seen("Whatever award the film won, Cage was there.")], [ACTOR], [ours]) is None


def test_a_neighbour_of_ours_anywhere_in_the_report_settles_it() -> None:
    ours = seen("They asked Cage International for comment.", report=3)
    mentions = [
        seen("Yesterday Nicolas Cage was seen in Rome."),
        seen("He was not asked by Cage International."),
    ]
    assert find_doubt(mentions, [ACTOR], [ours]) is None


def test_a_second_name_of_ours_that_nothing_speaks_against_settles_it() -> None:
    mentions = [
        seen("Yesterday Nicolas Cage was seen in Rome."),
        seen("Harbour Trust was there as well.", "Harbour Trust", 2),
    ]
    assert find_doubt(mentions, [ACTOR], []) is None
    assert find_doubt(mentions[:1], [ACTOR], []) is not None


def test_what_was_said_of_one_name_says_nothing_of_another() -> None:
    assert find_doubt([seen("Yesterday Nicolas Cage was seen.", number=2)], [ACTOR], []) is None
    assert find_doubt([], [ACTOR], []) is None
