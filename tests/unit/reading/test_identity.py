"""A citation is the same in another text, and after a rule made it a word longer."""

from __future__ import annotations

from mediawatch.reading.identity import Known, make_key, match_finds


def known(number: int, words: str, start: int = 0, *, text: int = 1, kind: str = "quotation") -> Known:
    return Known(number, kind, text, start, start + len(words), make_key(kind, words))


def test_the_same_words_are_the_same_whatever_their_typography() -> None:
    assert make_key("quotation", "We “never”  slept") == make_key("reuse", "we 'never' slept.")
    assert make_key("quotation", "We slept") != make_key("quotation", "We never slept")


def test_a_link_is_known_by_where_it_leads_and_a_name_by_its_work() -> None:
    assert make_key("link", "here", address="https://a.example/") == make_key(
        "link", "there", address="https://a.example/"
    )
    assert make_key("named", "the report", work=2) == make_key("named", "Winter figures", work=2)
    assert make_key("named", "its website") != make_key("named", "its accounts")
    assert make_key("named", "our words") != make_key("quotation", "our words")


def test_twins_keep_their_order_in_another_text() -> None:
    there = [known(4, "nobody was asked", 10), known(7, "nobody was asked", 90)]
    moved = [known(0, "nobody was asked", 30, text=2), known(1, "nobody was asked", 110, text=2)]
    assert match_finds(there, moved) == [4, 7]
    assert match_finds(there, [known(0, "nobody was asked", 90)]) == [7], (
        "the one in the same place goes first"
    )


def test_words_that_overlap_in_one_text_are_one_citation() -> None:
    there = [known(4, "nobody was asked to leave", 10, kind="reuse")]
    assert match_finds(there, [known(0, "nobody was asked to leave early", 10)]) == [4]
    assert match_finds(there, [known(0, "nobody was asked to leave early", 10, text=2)]) == [0]
    assert match_finds(there, [known(0, "leave early and quietly then", 31)]) == [0], (
        "a common word is not enough"
    )


def test_no_citation_is_given_twice() -> None:
    there = [known(4, "nobody was asked", 10)]
    assert match_finds(there, [known(0, "nobody was asked", 10), known(1, "nobody was asked", 50)]) == [4, 0]
    assert match_finds([], [known(0, "nobody was asked")]) == [0]
