"""What is stored can be stored."""

from __future__ import annotations

from mediawatch.reading.texts import clean_text


def test_nul_and_lone_surrogates_become_the_replacement_character() -> None:
    assert clean_text("a\0b\ud800c\udc00d") == "a\ufffdb\ufffdc\ufffdd"


def test_two_surrogates_that_make_a_pair_become_the_character() -> None:
    assert clean_text("\ud83d\ude00") == "😀"


def test_all_else_is_kept() -> None:
    ordinary = "Café\n\u202eétranger\u202c \x1b[31m 😀"
    assert clean_text(ordinary) == ordinary
