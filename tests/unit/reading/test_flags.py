"""What changed hands is flagged: every negation, every number, and the rest by their lists."""

from __future__ import annotations

import pytest

from mediawatch.citing import Flag
from mediawatch.model import Span
from mediawatch.reading.grading import grade


def flags(theirs: str, ours: str, *names: str) -> tuple[Flag, ...]:
    return grade(theirs, [Span(0, len(theirs))], ours, [], names=names).flags


@pytest.mark.parametrize(
    "word",
    [
        "not", "never", "hardly", "no longer", "rarely", "fail to", "refuse to", "decline to", "cease to", "stop to",
        "lack the means to", "avoid to", "nie", "jamais", "niet", "forget or neglect to", "are unable to", "seldom",
    ],
)  # fmt: skip
def test_a_negation_that_was_dropped_or_added_is_flagged(word: str) -> None:
    ours = f"In this town we {word} share the names of our tenants with anyone."
    theirs = "In this town we share the names of our tenants with anyone."
    assert "negation" in flags(theirs, ours)
    assert "negation" in flags(ours, theirs)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("They do not seek any visit here at night.", "They do not seek to hide any visit here at night."),
        ("Our homes in the town are unsafe for children.", "Our homes in the town are safe for children."),
        (
            "The treatment of our tenants is harmful to them.",
            "The treatment of our tenants is harmless to them.",
        ),
        ("We work with the help of the city council.", "We work without the help of the city council."),
        ("Some of our tenants pay rent in the winter.", "None of our tenants pay rent in the winter."),
        ("We won't take money from the city council.", "We will take money from the city council."),
        (
            "We don’t always help and we do share the names.",
            "We do always help and we don’t share the names.",
        ),
        ("We are for the plan of the city council.", "We are against the plan of the city council."),
        (
            "All who work here are compliant with the law.",
            "All who work here are non-compliant with the law.",
        ),
        (
            "it is the duty of every neighbour to pay",
            "We deny that it is the duty of every neighbour to pay.",
        ),
        (
            "The rent we take is … paid by the city council.",
            "The rent we take is not all paid by the city council.",
        ),
    ],
)
def test_a_reversal_is_flagged_however_it_was_made(theirs: str, ours: str) -> None:
    assert "negation" in flags(theirs, ours)
    assert "negation" in flags(ours, theirs)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("340", "430"), ("1.5", "15"), ("ten", "twelve"), ("15,000", "15"), ("−3", "3"), ("2016", "2019"), ("3rd", "2nd"),
     ("two million", "two thousand"), ("half a", "one")],
)  # fmt: skip
def test_another_number_is_flagged(theirs: str, ours: str) -> None:
    frame = "We have counted {} new cases in the harbour district since we began to count them."
    assert "number" in flags(frame.format(theirs), frame.format(ours))
    assert "number" in flags(frame.format(ours), frame.format(theirs))
    assert "number" in flags(frame.format(""), frame.format(ours))


@pytest.mark.parametrize(
    ("flag", "theirs", "ours"),
    [
        ("unit", "$", "£"),
        ("unit", "hours", "days"),
        ("date", "in March", "in April"),
        ("date", "on Monday", "on Friday"),
        ("date", "in May", "in June"),
        ("name", "with Cedar Court", "with Alder House"),
        ("name", "by the BBC", "by the council"),
        ("hedge", "will", "may"),
        ("hedge", "", "allegedly"),
        ("hedge", "200", "about 200"),
        ("quantifier", "all", "some"),
        ("quantifier", "many", "few"),
        ("tense", "was", "is"),
        ("tense", "worked", "works"),
        ("tense", "wrote", "write"),
        ("comparison", "less", "more"),
        ("comparison", "high", "higher"),
    ],
)
def test_each_kind_is_flagged(flag: Flag, theirs: str, ours: str) -> None:
    frame = "The people of the harbour district say that it {} when the ships come in again."
    assert flag in flags(frame.format(theirs), frame.format(ours))


def test_a_watched_name_is_a_name_wherever_it_stands() -> None:
    ours = "Alder has helped the families of the harbour district for years."
    theirs = "Cedar has helped the families of the harbour district for years."
    assert "name" in flags(theirs, ours, "Alder House")
    assert "name" not in flags(theirs, ours)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("We don't share the names of our tenants.", "We do not share the names of our tenants."),
        (
            "We helped fifteen thousand people in all of the years.",
            "We helped 15,000 people in all of the years.",
        ),
        ("“We help families of all kinds in the town”", "We help families of all kinds in the town."),
        ("We organize help for the families in the town.", "We organise help for the families in the town."),
    ],
)
def test_the_same_in_other_words_is_not_flagged(theirs: str, ours: str) -> None:
    assert set(flags(theirs, ours)) <= {"tense"} - {"tense"}


def test_what_was_cut_off_counts_where_it_governs_the_words() -> None:
    ours = "We do not believe that the tenants steal from us, but 300 of them may. That is all."
    assert "negation" in flags("the tenants steal from us", ours)
    assert flags("We do not believe that the tenants steal from us", ours) == ()
    assert "hedge" in flags(
        "We share the data with police.", "We share the data with police if a court orders it."
    )


def test_a_programme_that_is_called_prevent_prevents_nothing() -> None:
    ours = "All of our staff in the town and the Prevent agenda agree on the rules of the house."
    assert flags("All of our staff in the town agree on the rules of the house.", ours) == ("name",)
