"""Long text from options, files, and text of several encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediawatch.cli.long_text import decode, fill_in, read_long_text
from mediawatch.errors import InputError


def test_text_may_come_from_the_option_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text("two\nlines", encoding="utf-8")
    assert read_long_text("typed", None, option="--text") == "typed"
    assert read_long_text(None, str(file), option="--text") == "two\nlines"
    assert read_long_text(None, None, option="--text") is None
    assert read_long_text("", None, option="--text") == ""


def test_text_that_is_given_twice_is_refused(tmp_path: Path) -> None:
    for typed, file, piped in (("a", "b", False), ("a", None, True), (None, "b", True)):
        with pytest.raises(InputError, match="twice"):
            read_long_text(typed, file, option="--text", piped=piped)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.txt cannot be read"):
        read_long_text(None, str(tmp_path / "nothing.txt"), option="--text")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_as_editors_save_it(encoding: str) -> None:
    assert decode("“so”\r\n– said".encode(encoding), "x") == "“so”\n– said"


def test_an_old_code_page_is_asked_back_rather_than_guessed() -> None:
    with pytest.raises(InputError, match="not UTF-8"):
        decode("“so”".encode("cp1252"), "answer.txt")


def test_without_a_terminal_no_form_opens_and_the_option_is_named() -> None:
    with pytest.raises(InputError, match=r"The text is missing\. Say --text\."):
        fill_in(lambda: "form", str, missing="The text is missing.", advice="Say --text.")
