"""References name one thing, or it is asked which."""

from __future__ import annotations

import pytest

from mediawatch.errors import InputError
from mediawatch.model import Ref
from mediawatch.reading.references import parse_ref


@pytest.mark.parametrize(
    ("typed", "letter", "expected"),
    [
        ("r12", "", Ref("r", 12)),
        (" R12 ", "", Ref("r", 12)),
        ("12", "c", Ref("c", 12)),
        ("c12", "c", Ref("c", 12)),
        ("c007", "", Ref("c", 7)),
    ],
)
def test_a_reference_is_a_letter_and_a_number(typed: str, letter: str, expected: Ref) -> None:
    assert parse_ref(typed, letter=letter) == expected


@pytest.mark.parametrize("typed", ["", "r", "r0", "0", "z9", "r-1", "r1x", "rr1", "r" + "9" * 19, "r１２"])
def test_what_is_no_reference_is_refused_with_the_kinds(typed: str) -> None:
    with pytest.raises(InputError, match="r report, c claim"):
        parse_ref(typed)


def test_a_bare_number_is_asked_back_where_several_kinds_are_possible() -> None:
    with pytest.raises(InputError, match=r"12 could be of any kind.*r12"):
        parse_ref("12")


def test_another_kind_than_the_one_asked_for_is_refused() -> None:
    with pytest.raises(InputError, match="r7 is a report, and a claim is asked for"):
        parse_ref("r7", letter="c")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("note 3", Ref("note", 3)), ("note-3", Ref("note", 3)), ("Note3", Ref("note", 3)), ("file-007", Ref("file", 7)),
        ("contact search 2", Ref("contact search", 2)), ("contact-search-2", Ref("contact search", 2)),
        ("search-2", Ref("contact search", 2)),
    ],
)  # fmt: skip
def test_what_has_no_letter_is_named_by_its_word(typed: str, expected: Ref) -> None:
    assert parse_ref(typed) == expected
    assert parse_ref(expected.typed) == expected
    assert parse_ref(str(expected)) == expected


@pytest.mark.parametrize(
    "typed", ["note", "note-", "note 0", "notes-3", "file-c0ffee12", "contact-3", "search"]
)
def test_a_word_without_its_number_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="r report"):
        parse_ref(typed)


def test_a_note_is_no_report() -> None:
    with pytest.raises(InputError, match="note 3 is no report"):
        parse_ref("note-3", letter="r")
