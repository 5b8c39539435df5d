"""Two wordings beside each other: exact, and as a person would say what was changed."""

from __future__ import annotations

import random

import pytest

from mediawatch.model import WordPiece
from mediawatch.reading import word_diff
from mediawatch.reading.word_diff import count_changes, diff_words


def marked(before: str, after: str) -> str:
    """What became of the words, with marks; what stayed as it is written now."""
    said = []
    for piece in diff_words(before, after):
        if piece.kind == "same":
            said.append(piece.after)
        else:
            said.append(f"<{piece.before}>" if piece.before else "")
            said.append(f"({piece.after})" if piece.after else "")
    return "".join(said)


@pytest.mark.parametrize(("before", "after", "shown"), [
    ("spent £1.9m on consultants.", "spent £1.2m on staff.", "spent< £1.9m>( £1.2m) on< consultants>( staff)."),
    ("A very good day", "A good day", "A< very> good day"),
    ("It is not true.", "It is true.", "It is< not> true."),
    ("We don’t know.", "We do know.", "We< don’t>( do) know."),
    ("a non‑compliant house", "a compliant house", "a< non‑compliant>( compliant) house"),
    ("71% of all", "72% of all", "<71%>(72%) of all"),
    ("raised €15,000 then", "raised €15,500 then", "raised< €15,000>( €15,500) then"),
    ("“True”", "‘True’", "<“>(‘)True<”>(’)"),
    ("true", "True", "<true>(True)"),
    ("café", "cafe\u0301", "<café>(cafe\u0301)"),
    ("我们没有关闭", "我们关闭", "我们<没有>关闭"),
    ("One.\n\nTwo is here.\n\nThree.", "One.\n\nThree.", "One.<\n\nTwo is here.>\n\nThree."),
    ("One. Two. Three.", "One. Two. Two. Three.", "One. Two.( Two.) Three."),
    ("", "new", "(new)"),
    ("old", "", "<old>"),
    ("", "", ""),
    (" \n ", "", ""),
])  # fmt: skip
def test_what_changed_is_said_as_a_person_would_say_it(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


def test_a_text_that_was_only_wrapped_anew_is_the_same() -> None:
    (piece,) = diff_words("one two\nthree  four\n", "one\ntwo three four")
    assert piece == WordPiece("same", "one two\nthree  four\n", "one\ntwo three four")
    assert count_changes([piece]) == (0, 0)


def test_words_in_common_by_chance_do_not_break_a_new_sentence_up() -> None:
    pieces = diff_words(
        "The cat sat on the mat and it was the end of the story for everybody.",
        "A dog lay under a tree while the rain fell over London.",
    )
    assert [piece.kind for piece in pieces] == ["changed", "same"]
    assert count_changes(pieces) == (16, 12)


def test_a_word_that_stayed_between_two_single_changes_is_shown_to_have_stayed() -> None:
    assert [piece.kind for piece in diff_words("nine of ten", "eight of eleven")] == [
        "changed",
        "same",
        "changed",
    ]


def test_words_are_counted_and_signs_are_not() -> None:
    assert count_changes(diff_words("It is so.", "It is so; nobody doubts it!")) == (0, 3)


def long_text(words: int, seed: int, *, lines: bool) -> list[str]:
    pick = random.Random(seed)
    return [
        ("\n" if lines and pick.random() < 0.02 else "") + f"w{pick.randrange(3000)}" for _ in range(words)
    ]


@pytest.mark.parametrize("lines", [True, False])
def test_a_text_too_long_for_one_comparison_is_still_exact(
    monkeypatch: pytest.MonkeyPatch, lines: bool
) -> None:
    monkeypatch.setattr(word_diff, "_LARGEST_TABLE", 40_000)
    words = long_text(3000, 1, lines=lines)
    changed = [*words]
    changed[1500] = "other"
    before, after = " ".join(words), " ".join(changed)
    pieces = diff_words(before, after)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.after for piece in pieces) == after
    if lines:
        assert count_changes(pieces) == (1, 1), "lines that are the same lead to the one that is not"


def test_a_text_of_too_many_lines_keeps_its_beginning_and_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_diff, "_LARGEST_TABLE", 100)
    lines = [f"line {number}" for number in range(50)]
    before, after = "\n".join(lines), "\n".join([*lines[:20], "other", *lines[21:]])
    assert marked(before, after) == before.replace("\nline 20", "<\nline 20>(\nother)")
    assert marked(before, before) == before


def test_two_long_statements_are_compared_while_one_waits() -> None:
    words = long_text(12_000, 2, lines=False)
    pick = random.Random(3)
    changed = [word if pick.random() > 0.05 else "other" for word in words]
    removed, added = count_changes(diff_words(" ".join(words), " ".join(changed)))
    assert removed == added == changed.count("other")
