"""Which passages of a work are ours: no furniture, nothing that others said."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mediawatch.model import Name, Span
from mediawatch.reading.mentions import compile_names
from mediawatch.reading.own_passages import find_own, list_repeated
from mediawatch.reading.passages import PassageIndex

WATCH = compile_names([Name("Alder House", "organisation"), Name("Ruth Imani", "person")])
STORY = "Alder House opened a kitchen in the harbour district on Monday."
ABOUT = (
    "Alder House is a charity that has helped families in the harbour district since it was founded in 2009."
)


def ours(text: str, repeated: frozenset[str] = frozenset()) -> list[str]:
    return [text[span.start : span.end].strip() for span in find_own(text, WATCH, repeated=repeated)]


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to make this site work. By continuing you agree to our cookie policy.",
        "This website uses cookies.",
        "© 2024 Alder House. Registered charity 1122334.",
        "Copyright 2024 Alder House, all rights reserved.",
        "Alder House. All rights reserved.",
        "Share this page",
        "Share on Facebook",
        "Read more: Our winter appeal",
        "Sign up to our newsletter",
        "Privacy policy",
        "You may also like",
        "Wir verwenden Cookies, um diese Seite zu verbessern.",
        "Alle Rechte vorbehalten.",
        "Tous droits réservés",
        "Leer más",
    ],
)
def test_furniture_is_not_ours_even_in_one_work(line: str) -> None:
    assert ours(f"{STORY}\n{line}\nIt is open daily.") == [STORY, "It is open daily."]


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law is what keeps our stories ours, and we want it to be fair to families.",
        "Share this story of hope with everybody who has known a winter like that one.",
        "Read more than one book a week and you will see what our reading club is for.",
        "Our campaign asks whether cookies on the websites of charities are lawful at all.",
    ],
)
def test_prose_that_begins_like_furniture_is_ours(line: str) -> None:
    assert ours(f"{STORY}\n{line}") == [f"{STORY}\n{line}"]


def test_lines_of_many_works_are_not_ours_unless_they_are_prose() -> None:
    works = [[f"Story {n} of ours.\nCall 01234 567890\n{ABOUT}"] for n in range(3)]
    repeated = list_repeated(works)
    assert ours(works[0][0], repeated) == ["Story 0 of ours.", ABOUT]
    two = list_repeated(works[:2])
    assert ours(works[0][0], two) == [works[0][0]], (
        "a line of two works may be a statement and its press release"
    )


def test_versions_of_one_work_count_once() -> None:
    assert list_repeated([["Call 01234", "Call  01234!", "Call 01234"]] * 2) == frozenset()
    assert list_repeated([["call 01234"], ["Call 01234"], ["CALL 01234", "x"]]) == {"call 01234"}


def test_the_paragraph_about_us_can_be_quoted_but_not_reused() -> None:
    index = PassageIndex()
    for number in range(12):
        text = f"Story {number} tells of somebody else each time.\n{ABOUT}"
        index.add(number, text, own=find_own(text, WATCH))
    quote = "has helped families in the harbour district"
    assert index.find_quoted(quote, [Span(0, len(quote))])
    assert index.find_reused(ABOUT) == []


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("The minister said: “They close every door in this town.” We do not.", "They close every door in this town."),
        ("The report is called “We are completely independent” and names us.", "We are completely independent"),
        ("“They close every door,” the report says, “and always did.” We do not.", "They close every door,"),
        ("Their report states:\n\nThe house has closed its doors to all families in the district since May.\n\nNo.",
         "The house has closed its doors to all families in the district since May."),
        ("You wrote:\n> They close every door.\n> They always did.\nWe do not.", "They close every door."),
    ],
)  # fmt: skip
def test_what_others_said_is_not_ours(text: str, gone: str) -> None:
    assert gone in text
    assert gone not in " ".join(ours(text))
    assert ours(text)


@pytest.mark.parametrize(
    "text",
    [
        "“We close no door,” said our director, Anna Berg.",
        "Ruth Imani, our chair, said: “We close no door in this town, and never did.”",
        "As we said in March: “No door was closed in this town.”",
        "The charity said: “We close no door in this town, and never did.”",
        "“We close no door in this town, and never did. Whoever comes to us is helped on the day, by people who were "
        "helped here themselves, and nobody is asked for a paper or a name.”",
        "The so-called “report” is wrong.",
    ],
)
def test_what_we_said_in_marks_is_ours(text: str) -> None:
    assert "".join(ours(text)) == text


def test_own_passages_are_in_order_and_apart_and_hold_words() -> None:
    text = f"“They lie,” said a minister.\n\n{STORY}\n\nShare this page\n\n“They lied again,” said a minister.\n…"
    own = find_own(text, WATCH)
    assert own == sorted(own, key=lambda span: span.start)
    assert all(one.end <= other.start for one, other in pairwise(own))
    assert all(any(map(str.isalnum, text[span.start : span.end])) for span in own)
    assert find_own("", WATCH) == []
    assert find_own("… — !", WATCH) == []
