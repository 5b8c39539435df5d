"""A plain text file is read as it stands, whatever its characters."""

from __future__ import annotations

import pytest

from mediawatch.archive.extract.body import Body
from mediawatch.archive.extract.plain import read, tidy
from mediawatch.errors import ExtractionError

LETTER = "An answer to the parish\n\n„Wir haben verkauft“, said the chair — and nobody asked."


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_the_characters_are_right_in_every_charset(charset: str) -> None:
    reading = read(Body(LETTER.replace("\n", "\r\n").encode(charset), "text/plain"))
    assert reading.texts[0].text == LETTER
    assert reading.texts[0].role == "article"
    assert reading.facts.title == "An answer to the parish"


def test_a_declared_charset_is_used() -> None:
    text = "Смотрели мы долго на реку и на луга, и никто не сказал ни слова о продаже."
    assert read(Body(text.encode("koi8-r"), "text/plain", "koi8-r")).texts[0].text == text


def test_nul_is_stored_safely() -> None:
    text = read(Body(b"one\x00two three", "text/plain")).texts[0].text
    assert text == "one\ufffdtwo three"


def test_line_ends_of_all_kinds_are_one_and_blank_lines_do_not_pile_up() -> None:
    assert tidy("\ufeff".strip("\ufeff") + "a\rb\r\nc\n\n \n\t\n\nd\x0ce\u2028f\n") == "a\nb\nc\n\nd\ne\nf"


@pytest.mark.parametrize("content", [b"   \r\n", b"***\n---", b"\x00\x00"])
def test_a_file_without_a_word_has_no_text(content: bytes) -> None:
    with pytest.raises(ExtractionError) as raised:
        read(Body(content))
    assert raised.value.kind == "no text"


@pytest.mark.parametrize("first", ["A sentence that ends.", "x" * 200])
def test_a_first_line_that_is_a_paragraph_is_no_title(first: str) -> None:
    assert read(Body(f"{first}\nAnd more.".encode())).facts.title == ""
