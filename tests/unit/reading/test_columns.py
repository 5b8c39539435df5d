"""What the columns of somebody's spreadsheet mean is guessed, shown, and corrected by a word."""

from __future__ import annotations

import pytest

from mediawatch.errors import InputError
from mediawatch.reading.columns import (
    FIELDS,
    find_head,
    guess_columns,
    order_dates,
    read_mapping,
    write_day,
)

ROWS = [
    ["Coverage 2019", "", "", ""],
    ["Date", "News Paper", "Headline", "Web address"],
    ["4/3/2019", "The Courier", "Line closed", "https://courier.example/a"],
]


def test_the_heads_are_found_below_a_title() -> None:
    head = find_head(ROWS)
    assert (head.first, head.data) == (1, 2)
    assert head.names == ("Date", "News Paper", "Headline", "Web address")


def test_each_field_is_guessed_by_its_name() -> None:
    head = find_head(ROWS)
    guessed = {mapped.field: mapped.name for mapped in guess_columns(head, ROWS[2:])}
    assert guessed == {"address": "Web address", "title": "Headline", "published": "Date"}


def test_a_column_without_a_name_is_known_by_what_stands_in_it() -> None:
    rows = [["https://a.example/1", "3 March 2019"], ["https://a.example/2", "4 March 2019"]]
    head = find_head(rows)
    assert head.names == ("column A", "column B")
    guessed = {mapped.field: (mapped.column, mapped.why) for mapped in guess_columns(head, rows)}
    assert guessed == {"address": (0, "by what stands in it"), "published": (1, "by what stands in it")}


def test_heads_that_span_columns_are_joined_with_those_below() -> None:
    rows = [
        ["Article", "", "Ours", ""],
        ["Title", "URL", "when", "what"],
        ["A", "https://a.example/", "", ""],
    ]
    assert find_head(rows).names == ("Title", "URL", "Ours when", "Ours what")


def test_every_word_for_a_column_names_one_field_only() -> None:
    words = [word for known in FIELDS.values() for word in known]
    assert len(words) == len(set(words))


def test_what_a_person_says_wins_over_the_guess() -> None:
    head = find_head(ROWS)
    mapping = read_mapping(
        ["outlet=news paper", "title=D", "published="], head, guess_columns(head, ROWS[2:])
    )
    assert {mapped.field: (mapped.column, mapped.why) for mapped in mapping} == {
        "outlet": (1, "you said so"),
        "title": (3, "you said so"),
    }


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("headline=Headline", "says no field"),
        ("title", "says no field"),
        ("title=Nowhere", "no column 'Nowhere'"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(said: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read_mapping([said], find_head(ROWS), [])


def test_one_column_is_not_two_fields() -> None:
    with pytest.raises(InputError, match=r"given for (title and for outlet|outlet and for title)"):
        read_mapping(["title=C", "outlet=C"], find_head(ROWS), [])


def test_two_columns_of_one_name_are_told_apart_by_letter() -> None:
    head = find_head([["Title", "Notes", "Notes"], ["a", "b", "c"]])
    with pytest.raises(InputError, match=r"Say which by its letter: B, C\."):
        read_mapping(["note=notes"], head, [])


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["3/4/2026", "25/4/2026"], "day first"),
        (["3/4/2026", "4/25/2026"], "month first"),
        (["3/4/2026"], ""),
        (["25/4/2026", "4/25/2026"], ""),
        (["2026-04-03"], ""),
    ],
)
def test_a_column_tells_how_its_days_are_written(column: list[str], order: str) -> None:
    assert order_dates(column) == order


def test_days_are_written_as_the_record_writes_them() -> None:
    assert write_day("3/4/2026", "day first") == "2026-04-03"
    assert write_day("3.4.26", "month first") == "2026-03-04"
    assert write_day("2026-04-03T10:15", "") == "2026-04-03"
    assert write_day("3/4/2026", "") == "3/4/2026"
    assert write_day("3 April 2026", "day first") == "3 April 2026"
