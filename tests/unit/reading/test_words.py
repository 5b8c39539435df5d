"""Where words begin and end, for names and, more strictly, for quotes."""

from __future__ import annotations

import pytest

from mediawatch.reading.folding import fold
from mediawatch.reading.words import WORD, count_words, splits_name, splits_quote


@pytest.mark.parametrize(
    ("folded", "words"),
    [
        ("we raised £15,000 in-house", ["we", "raised", "15,000", "in-house"]),
        ("don't ask", ["don't", "ask"]),
        ("我们没有", ["我", "们", "没", "有"]),
        ('"" - …', []),
    ],
)
def test_words_are_counted_as_a_reader_counts(folded: str, words: list[str]) -> None:
    assert WORD.findall(folded) == words
    assert count_words(folded) == len(words)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("non-compliant with", "compliant with"),
        ("raised £15,000", "raised £15"),
        ("at 3.5 per cent", "at 3"),
        ("the report's claim", "the report"),
        ("she cat sat", "he cat"),
        ("under_score it", "score it"),
        ("the R&D budget", "D budget"),
        ("una col·lecció gran", "lecció gran"),
    ],
)
def test_a_quote_may_not_cut_words_numbers_or_compounds(text: str, part: str) -> None:
    start = text.index(part)
    folded = fold(text)
    assert splits_quote(folded, start) or splits_quote(folded, start + len(part))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("we—compliant with the law—said", "compliant with the law"),
        ("“compliant with”, he said", "compliant with"),
        ("(compliant with)", "compliant with"),
        ("the dogs’ home", "the dogs"),
        ("paid £15,000.", "£15,000"),
        ("我们没有", "没有"),
    ],
)
def test_a_quote_may_begin_and_end_at_punctuation(text: str, part: str) -> None:
    folded = fold(text)
    start = folded.text.index(part)
    assert not splits_quote(folded, start)
    assert not splits_quote(folded, start + len(part))


def test_scripts_without_spaces_have_no_borders_to_ask_for() -> None:
    text = "我们的kikitカゲ"
    assert not splits_name(text, 3, at_end=False)
    assert not splits_name(text, 8, at_end=True)


def test_a_run_of_katakana_is_one_word() -> None:
    assert splits_name("カゲロウ", 2, at_end=True)


def test_korean_particles_may_follow_a_name_but_nothing_precedes_it() -> None:
    assert not splits_name("키킷은", 2, at_end=True)
    assert splits_name("새키킷", 1, at_end=False)


def test_vowel_signs_belong_to_their_word() -> None:
    assert splits_name("रामायण", 2, at_end=True)
