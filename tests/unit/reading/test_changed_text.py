"""A page that only looks otherwise says what it said; a sentence that was changed, taken out or put in is seen."""

from __future__ import annotations

import pytest

from mediawatch.reading.changed_text import compare_articles
from mediawatch.reading.intervals import DAY, next_look
from mediawatch.reading.removal import is_another_page, is_gone

ARTICLE = (
    "The trust closed two of its houses last winter. Eleven people moved out of them in all. "
    "“They had asked for it,” its director said to us. The council has not answered our letters."
)


def compare(after: str, page_after: str = "") -> tuple[int, int]:
    found = compare_articles(ARTICLE, after, ARTICLE, page_after or after)
    return len(found.removed), len(found.added)


@pytest.mark.parametrize(
    "after",
    [
        ARTICLE,
        ARTICLE.replace("“", '"').replace("”", '"').replace(". ", ".\n\n"),
        f"Advertisement: save a lot on garden chairs now. {ARTICLE} Read more about the harbour wall here.",
        ARTICLE.replace("Eleven people", "Eleven  people").upper().lower().capitalize(),
    ],
)
def test_what_only_looks_otherwise_is_no_change(after: str) -> None:
    assert compare(after) == (0, 0)


def test_a_sentence_that_is_on_the_page_and_no_longer_taken_for_the_article_is_no_change() -> None:
    assert compare(ARTICLE.partition(". ")[2], ARTICLE) == (0, 0)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (ARTICLE.replace("Eleven", "Nine"), (1, 1)),
        (ARTICLE.replace("has not answered", "has answered"), (1, 0)),
        (ARTICLE.replace("Eleven people moved out of them in all. ", ""), (1, 0)),
        (ARTICLE.replace("The council", "Nobody was put out by it, we now know. The council"), (0, 1)),
    ],
)
def test_a_sentence_that_was_changed_taken_out_or_put_in_is_seen(
    after: str, expected: tuple[int, int]
) -> None:
    assert compare(after) == expected


def test_a_wall_in_place_of_the_report_is_another_page_and_a_shortened_report_is_not() -> None:
    long = " ".join(f"word{number}" for number in range(400))
    assert is_another_page(long, "before you continue we and our partners use cookies on this site")
    assert not is_another_page(long, " ".join(long.split()[:60]))


def test_gone_takes_three_misses_a_day_apart() -> None:
    first, later, next_day = (
        "2026-03-04T10:00:00+00:00",
        "2026-03-04T20:00:00+00:00",
        "2026-03-05T10:00:00+00:00",
    )
    assert not is_gone(9, first, later)
    assert not is_gone(2, first, next_day)
    assert is_gone(3, first, next_day)


def test_looks_thin_out_with_age_and_come_twice_as_often_where_something_is_expected() -> None:
    waits = [
        next_look("2026-03-04", day, expected=False)
        for day in ("2026-03-04", "2026-03-08", "2026-03-20", "2027-03-04")
    ]
    assert waits == sorted(waits) and waits[0] == DAY // 4 and waits[-1] == 60 * DAY
    assert next_look("2026-03-04", "2026-03-08", expected=True) == DAY // 2
    assert next_look("2026-03", "2026-03-08", expected=False) == 60 * DAY
