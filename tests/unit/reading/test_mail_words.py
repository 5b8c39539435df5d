"""What is new in a mail stands in its summary; what it quotes does not."""

from __future__ import annotations

import pytest

from mediawatch.reading.mail_words import (
    SUMMARY_LENGTH,
    find_new_words,
    find_web_addresses,
    shorten_text,
    summarise_mail,
)


@pytest.mark.parametrize(
    "below",
    [
        "> we will say that\n> you did it",
        "On Tue, 3 Mar 2026 at 10:00, Ines <a@b.example> wrote:\n> we will say that",
        "On Tue, 3 Mar 2026 at 10:00, Ines Calloway <ines.calloway@trust.example>\nwrote:\n\n> we will say that",
        "Am 03.03.2026 um 10:00 schrieb Ines:\n> wir schreiben",
        "Le mar. 3 mars 2026 à 10:00, Ines a écrit :\n> nous",
        "-----Original Message-----\nFrom: Ines\n\nwe will say that",
        "________________________________\nFrom: Ines\nSent: Tuesday",
        "Begin forwarded message:\n\nFrom: Ines",
        "-- \nCarys Lund, The Courier",
    ],
)
def test_what_is_quoted_forwarded_or_signed_is_not_new(below: str) -> None:
    assert find_new_words(f"Thank you.\n\nNo.\n\n{below}") == "Thank you.\n\nNo."


def test_an_answer_below_what_it_quotes_is_new() -> None:
    assert (
        find_new_words("On Tuesday Ines wrote:\n> Will you?\n\nWe will.\n> And when?\nSoon.")
        == "We will.\nSoon."
    )


def test_a_sentence_that_only_looks_like_an_attribution_stays() -> None:
    said = "On Tuesday she wrote to us.\nThe report says: nothing."
    assert find_new_words(said) == said


def test_where_everything_is_quoted_the_subject_speaks() -> None:
    assert summarise_mail("Re:  your\n comment", "> all of it\n> quoted") == "Re: your comment"
    assert summarise_mail("", "") == "(a mail without words)"


def test_a_summary_ends_with_a_sentence_and_says_that_something_follows() -> None:
    text = "We ask you three things. " * 40
    short = shorten_text(text)
    assert short.endswith("things. […]")
    assert len(short) <= SUMMARY_LENGTH + 4
    assert shorten_text("word " * 300).endswith("word […]")
    assert len(shorten_text("x" * 5000)) <= SUMMARY_LENGTH + 4
    assert shorten_text("Two  words\n\nhere. ") == "Two words\n\nhere."


def test_web_addresses_come_without_the_signs_of_the_sentence() -> None:
    text = (
        "See https://courier.example/a, (https://courier.example/b_(c)), <https://courier.example/d>. "
        "Again: https://courier.example/a; and HTTP://courier.example/E!"
    )
    assert find_web_addresses(text) == [
        "https://courier.example/a",
        "https://courier.example/b_(c)",
        "https://courier.example/d",
        "HTTP://courier.example/E",
    ]


@pytest.mark.parametrize(
    "text",
    ["On " * 100_000, "on x\n" * 50_000, ">" * 300_000, "--" * 150_000, "http://" + "a" * 300_000, "." * 300_000,
     "On " + "x " * 150_000 + "wrote:", "\n" * 300_000],
)  # fmt: skip
def test_a_text_made_to_be_slow_is_read_all_the_same(text: str) -> None:
    summarise_mail("", text)
    find_web_addresses(text)
