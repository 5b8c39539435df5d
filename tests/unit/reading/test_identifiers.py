"""DOIs and ISBNs, as they are written and as they are compared."""

from __future__ import annotations

import pytest

from mediawatch.reading.identifiers import find_dois, find_isbns, normalise_doi, normalise_isbn


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("See 10.1000/182.", "10.1000/182"),
        ("(doi:10.1000/ABC-12)", "10.1000/abc-12"),
        ("https://doi.org/10.1016/S0140-6736(20)30183-5, it says", "10.1016/s0140-6736(20)30183-5"),
        ("“10.1000/x;y”", "10.1000/x;y"),
        ("[10.1000/182]", "10.1000/182"),
    ],
)
def test_a_doi_ends_before_what_closes_its_sentence(text: str, doi: str) -> None:
    (found,) = find_dois(text)
    assert found[1] == doi
    assert text[found[0].start : found[0].end].lower() == doi


@pytest.mark.parametrize("text", ["version 10.1 / 2", "110.1000/182", "10.12/3", "10.1000/", "10.1000/ 182"])
def test_other_numbers_are_no_doi(text: str) -> None:
    assert list(find_dois(text)) == []


def test_every_writing_of_a_doi_is_the_same() -> None:
    for typed in (
        "10.1000/182",
        "doi:10.1000/182",
        "https://doi.org/10.1000%2F182",
        "HTTPS://DX.DOI.ORG/10.1000/182",
    ):
        assert normalise_doi(typed) == "10.1000/182"
    assert normalise_doi("none") == ""


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 978-0-306-40615-7",
        "ISBN-13: 9780306406157",
        "ISBN 0-306-40615-2",
        "isbn 0306406152",
        "978-0-306-40615-7",
    ],
)
def test_every_writing_of_an_isbn_is_the_same(text: str) -> None:
    (found,) = find_isbns(f"({text}).")
    assert found[1] == "9780306406157"
    assert f"({text})."[found[0].start : found[0].end] == text


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 978-0-306-40615-8",
        "ISBN 0-306-40615-3",
        "call 0306406152 now",
        "9780306406157",
        "978-0-306-40615",
    ],
)
def test_a_number_with_a_wrong_check_digit_or_without_its_word_is_none(text: str) -> None:
    assert list(find_isbns(text)) == []


def test_ten_digits_with_an_x_become_thirteen() -> None:
    assert normalise_isbn("0-8044-2957-X") == "9780804429573"
    assert normalise_isbn("080442957X") == "9780804429573"
    assert normalise_isbn("12") == ""
