"""Grades, places and what was left out; the rules themselves are in tests/golden/grades."""

from __future__ import annotations

import html
import os
import re
import time
from pathlib import Path

import pytest

from mediawatch.citing import Graded, Quotation
from mediawatch.model import Span
from mediawatch.reading.grading import grade
from mediawatch.reading.quotations import find_quotations

SHARED = Path(os.environ.get("MEDIAWATCH_SHARED", Path(__file__).parents[3] / ".." / "shared" / "data"))
OURS = (
    "We opened in 2009.  Most people come to us in winter. We work with the harbour school, the clinic and the "
    "mosque, and at no time do we seek to hide any visit by the inspectors. Every report is on our website."
)


def check(theirs: str, ours: str = OURS, near: tuple[Span, ...] = ()) -> Graded:
    return grade(theirs, [Span(0, len(theirs))], ours, near)


def cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def test_places_are_given_with_their_sentences() -> None:
    found = check("at no time do we seek any visit by the inspectors")
    assert [cut(OURS, span) for span in found.passages] == [
        "at no time do we seek to hide any visit by the inspectors."
    ]
    assert cut(OURS, found.whole).startswith("We work with")
    assert cut(OURS, found.context) == OURS[OURS.index("Most") :]
    assert [(cut(OURS, left.span), left.where) for left in found.left_out] == [
        ("We work with the harbour school, the clinic and the mosque, and", "before"),
        ("to hide", "within"),
    ]


def test_differences_cover_the_quotation_and_the_passage_in_order() -> None:
    theirs = "We work with the harbour school and the church, and at no time do we seek any visit"
    found = check(theirs)
    their_words = " ".join(cut(theirs, d.theirs) for d in found.differences if d.theirs)
    our_words = " ".join(cut(OURS, d.ours) for d in found.differences if d.ours)
    assert re.findall(r"\w+", their_words) == re.findall(r"\w+", theirs)
    assert re.findall(r"\w+", our_words) == re.findall(r"\w+", cut(OURS, found.passages[0]))


def test_a_quotation_of_two_words_is_found_only_as_it_stands() -> None:
    assert check("harbour school").grade == "cut off"
    assert check("school harbour").grade == "not found"
    assert check("harbour mosque").grade == "not found"


@pytest.mark.parametrize("theirs", ["", "…", "“”", "[the charity]", "!?", "  "])
def test_a_quotation_without_words_is_not_found(theirs: str) -> None:
    assert check(theirs) == Graded("not found")
    assert check("we help", "") == Graded("not found")


def test_a_part_that_is_not_in_the_report_is_refused() -> None:
    with pytest.raises(ValueError, match="no span"):
        grade("short", [Span(0, 99)], OURS, [])


def test_near_may_be_rough_and_several() -> None:
    far = "Nothing of ours stands here. " * 300
    text = f"{far}{OURS} {far}"
    place = text.index("at no time")
    for near in (Span(place + 80, place + 90), Span(place - 200, place - 100), Span(0, 5)):
        spans = (near, Span(place, place + 20))
        assert check("Every report is on our website.", text, spans).grade == "exact"


def test_an_openly_shortened_passage_is_found_whole_from_one_end() -> None:
    filler = "Here stands what they left out of it, sentence for sentence. " * 25
    text = (
        "We work with the harbour school and with the clinic. " + filler + "Every report is on our website."
    )
    found = check("We work with the harbour school and with the clinic. … Every report is on our website.", text,
                  (Span(0, 50),))  # fmt: skip
    assert found.grade == "elided"
    assert [cut(text, left.span).startswith("Here stands") for left in found.left_out] == [True]


def test_what_stands_too_far_apart_is_joined_even_with_a_mark() -> None:
    filler = "Here stands what they left out of it, sentence for sentence. " * 60
    text = (
        "We work with the harbour school and with the clinic. " + filler + "Every report is on our website."
    )
    theirs = "We work with the harbour school and with the clinic. … Every report is on our website."
    found = check(theirs, text, (Span(0, 50), Span(len(text) - 30, len(text))))
    assert found.grade == "reordered or joined"
    assert len(found.passages) == 2
    assert cut(text, found.whole) == "We work with the harbour school and with the clinic."


def test_a_second_place_that_the_index_did_not_name_is_found() -> None:
    filler = "Here stands something else that has little to do with it. " * 400
    text = (
        "We work with the harbour school and with the clinic. "
        + filler
        + "Every report is kept on our website."
    )
    theirs = "We work with the harbour school and with the clinic. Every report is kept on our website."
    found = check(theirs, text, (Span(0, 50),))
    assert (found.grade, len(found.passages)) == ("reordered or joined", 2)


def test_a_stock_phrase_that_is_nearly_ours_is_not_ours() -> None:
    ours = "The ministry did not immediately respond to a request for comment on the matter."
    assert check("would respond shortly to a request for comment", ours).grade == "not found"
    assert check("respond to a request for comment", ours).grade == "cut off"


def test_a_short_sentence_with_one_word_exchanged_is_still_ours() -> None:
    ours = "It is a big house. I have my four dogs. They bark."
    found = check("I have my eight dogs", ours)
    assert (found.grade, found.flags) == ("altered", ("number",))


def test_a_changed_word_that_stands_elsewhere_too_makes_no_second_place() -> None:
    ours = "Article 4 is about talks between members. Article 5 is one of the core principles of the pact."
    found = check("Article 4 is one of the core principles of the pact.", ours)
    assert (found.grade, found.flags) == ("altered", ("number",))


def test_a_changed_number_that_stands_elsewhere_is_flagged_all_the_same() -> None:
    ours = "We liked the Nanowave 55 best. It is warm. The Nanowave 45 shown here is the same bag, but with less down."
    found = check("The Nanowave 55 shown here is the same bag, but with less down.", ours)
    assert (found.grade, found.flags) == ("altered", ("number",))


def test_a_broken_word_and_a_soft_hyphen_change_no_words() -> None:
    assert check("Most peo\u00ad\nple come to us in winter.").grade == "exact"
    assert check("Most peo-\nple come to us in winter.").grade == "normalised"
    assert check("Most people\n   come to us\u00a0in winter.").grade == "exact"
    assert (
        check(
            "Most people come to us in the ﬁrst winter.", OURS.replace("in winter", "in the first winter")
        ).grade
        == "exact"
    )


def test_right_to_left_text_is_compared_like_any_other() -> None:
    ours = "نحن نساعد جميع العائلات في الحي كل يوم. لا نغلق أبوابنا أبدا."
    assert check("نحن نساعد جميع العائلات في الحي كل يوم", ours).grade == "exact"
    assert check("نحن نساعد العائلات في الحي كل يوم", ours).grade == "silently elided"


def test_their_page_header_within_a_quotation_is_not_theirs_to_answer_for() -> None:
    theirs = "We work with the harbour\n\nAnnual Review 12\n\nschool, the clinic and the mosque"
    assert check(theirs).grade == "cut off"


def test_an_attribution_in_our_own_text_is_no_omission() -> None:
    ours = "“We close no door,” said Ms Okoro, “and nobody is turned away.” The trust is old."
    assert check("We close no door, and nobody is turned away", ours).grade == "exact"


def test_one_quotation_takes_a_millisecond_or_so_and_a_long_work_no_longer() -> None:
    passage = OURS[OURS.index("We work") : OURS.index(" Every")]
    theirs = passage.replace("to hide ", "")
    times = []
    for text in (OURS, "Other things are said here, and more of them. " * 2200 + OURS):
        place = text.index("We work")
        began = time.process_time()
        for _ in range(50):
            assert check(theirs, text, (Span(place, place + 80),)).grade == "silently elided"
        times.append((time.process_time() - began) / 50)
    assert max(times) < 0.01


@pytest.mark.shared
def test_the_kikit_pair_comes_out_as_its_readme_says() -> None:
    folder = SHARED / "kikit"
    if not folder.is_dir():
        pytest.skip(f"the real texts are not there: {folder}")
    ours = (folder / "statement.txt").read_text(encoding="utf-8")
    page = (folder / "report-standin.html").read_text(encoding="utf-8")
    report = html.unescape(re.sub(r"<[^>]+>", "", page))

    def graded(quotation: Quotation) -> Graded:
        return grade(report, quotation.parts, ours, [], names=["KIKIT", "Upstanding Neighbourhoods"])

    found = [each for each in find_quotations(report) if "completely" not in cut(report, each.parts[0])]
    first, second = (graded(each) for each in found)
    assert first.grade == "cut off"
    after = [cut(ours, left.span) for left in first.left_out if left.where == "after"]
    assert after == ["for and question when our workers are being directly challenged."]
    assert second.grade == "silently elided"
    assert [cut(ours, left.span) for left in second.left_out if left.where == "within"] == ["to hide"]
    assert "negation" in second.flags


def test_a_word_exchanged_at_the_beginning_of_the_second_sentence_leaves_it_one_passage() -> None:
    ours = (
        "They stayed in Geneva before the attack. Two agents of the secret service were seen in the harbour."
    )
    found = check(ours.replace("Two", "Ten"), ours)
    assert (found.grade, found.others, found.flags, len(found.passages)) == ("altered", (), ("number",), 1)
