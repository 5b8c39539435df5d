"""Mails belong together by what they name; subject and people only make one ask."""

from __future__ import annotations

import pytest

from mediawatch.reading.exchanges import are_alike, choose_thread, plain_subject


@pytest.mark.parametrize(
    ("message", "references", "threads", "chosen"),
    [
        ("<c>", ("<a>", "<b>"), ("<a>",), "<a>"),
        ("<c>", ("<a>", "<b>"), ("", "<x>", "<y>"), "<x>"),
        ("<c>", ("<a>", "<b>"), (), "<a>"),
        ("<c>", (), (), "<c>"),
        ("", ("<a>",), (), "<a>"),
        ("", (), (), ""),
    ],
)
def test_an_exchange_began_with_the_oldest_mail_that_is_known(
    message: str, references: tuple[str, ...], threads: tuple[str, ...], chosen: str
) -> None:
    assert choose_thread(message, references, threads) == chosen


@pytest.mark.parametrize(
    "subject",
    [
        "Your comment on tenancies", "Re: Your comment on tenancies", "RE: FWD: your  comment on tenancies",
        "AW: WG: Your comment on tenancies", "[press] Re[2]: Your comment on tenancies",
        "Réf: Your comment on tenancies", "Fw : Your comment on tenancies",
    ],
)  # fmt: skip
def test_a_subject_is_the_same_whoever_answers_it(subject: str) -> None:
    assert plain_subject(subject) == "your comment on tenancies"


@pytest.mark.parametrize("subject", ["", "Re:", "Re: " * 200, "[list] " * 90])
def test_a_subject_of_nothing_but_prefixes_is_empty(subject: str) -> None:
    assert plain_subject(subject)[:8] in ("", "re:", "[list]", "[list")


def test_a_word_that_begins_like_a_prefix_stays() -> None:
    assert plain_subject("Regulator: a question") == "regulator: a question"


def test_alike_needs_a_telling_subject_and_people_at_both_ends() -> None:
    subject, people = "Your comment on tenancies", ["carys@courier.example", "press@trust.example"]
    assert are_alike(f"Re: {subject}", people, subject, [*people, "else@trust.example"])
    assert not are_alike("Re: Hello", people, "Hello", people)
    assert not are_alike(subject, people, "Another question altogether", people)
    assert not are_alike(subject, people, subject, ["other@paper.example", "press@trust.example"])
    assert not are_alike("", people, "", people)
