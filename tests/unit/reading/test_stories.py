"""Copies of a report are told from reports that only have something in common."""

from __future__ import annotations

import pytest

from mediawatch.errors import ReadError
from mediawatch.model import Span
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.stories import LEAST_SCORE, StoryIndex

AGENCY = [
    "The night shelter in Saltmere turned away forty people on the coldest night of the year, according to two "
    "volunteers who kept a list at the door.",
    "The list, which was seen by this agency, has first names, ages and the hour at which each person came. Nine of "
    "them were under twenty, and one had walked from the hospital in slippers.",
    "“We had beds for sixty and we let in sixty,” the director, Ruth Calloway, told reporters on Friday. “There is "
    "nothing that I would do otherwise, and I sleep soundly.”",
    "The county pays for half of the beds. Its head of housing, Peter Marsh, did not return calls on Thursday, but an "
    "email from his office shows that he knew of the queue by nine in the evening.",
    "Temperatures fell to minus eleven degrees in the harbour, where ice held the ferry until noon. Two of those who "
    "were sent away spent the night in the waiting room of the pier, which a guard had left open for them.",
]
OTHER = [
    "Ferries between Saltmere and the island will cost a tenth more from May, the company announced on Monday after a "
    "year of losses that it blames on fuel and on the harbour dues.",
    "Commuters who hold a yearly card are spared until the autumn. Students, who were promised a cheaper fare two "
    "years ago, will wait for it a little longer, a letter to the council says.",
    "The last rise was fought over for months. This time the council has no say, since it sold its share in the "
    "company when the new pier was built, and nobody on the benches seemed to remember why.",
]
STATEMENT = (
    "We are sorry for every person who stood in the cold that night. We have since opened twenty more beds, hired two "
    "people for the door and asked the county for the money to keep both through the winter, and we will say here what "
    "it answers."
)
FOOTER = (
    "The Courier is printed in Saltmere on Tuesdays and Fridays. Letters are welcome and may be cut. Whoever has seen "
    "something that should be in the paper calls the desk by day or leaves a note in the box at the gate; all names "
    "are kept."
)


def write(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def invent(number: int, paragraphs: int = 3) -> list[str]:
    """A report of its own: no six words in a row of it stand in another one."""
    return [
        " ".join(f"w{number}x{paragraph}y{word}" for word in range(40)) + "."
        for paragraph in range(paragraphs)
    ]


COPIES = {
    "another head": write("Forty sent away", *AGENCY),
    "cut at the end": write(*AGENCY[:3]),
    "own introduction": write("Our town has a shame to live with, and it has a number: forty.", *AGENCY[1:]),
    "a paragraph added": write(*AGENCY[:2], invent(5)[0], *AGENCY[2:]),
    "a brief": write(AGENCY[0], AGENCY[1]),
    "other marks and spaces": write(*AGENCY)
    .replace("“", "«")
    .replace("”", "»")
    .replace(" ", "\u00a0")
    .upper(),
    "some words changed": write(*AGENCY).replace("turned away", "sent off").replace("volunteers", "helpers"),
}


@pytest.fixture
def index() -> StoryIndex:
    made = StoryIndex()
    made.add(1, write(*AGENCY))
    made.add(2, write(*OTHER))
    return made


@pytest.mark.parametrize("how", COPIES)
def test_a_copy_is_found_and_is_the_same_story(index: StoryIndex, how: str) -> None:
    found = index.find(COPIES[how])
    assert [candidate.report for candidate in found.candidates] == [1]
    same = index.compare(COPIES[how], write(*AGENCY), common=found.common)
    assert same.is_same
    assert same.score >= LEAST_SCORE


def test_shared_passages_are_marked_in_both_with_their_quotations(index: StoryIndex) -> None:
    text, other = COPIES["own introduction"], write(*AGENCY)
    (passage,) = index.compare(text, other).shared
    assert text[passage.here.start : passage.here.end] == write(*AGENCY[1:]).rstrip(".")
    assert other[passage.there.start : passage.there.end] == write(*AGENCY[1:]).rstrip(".")
    assert passage.words > 100


def test_an_added_paragraph_parts_the_marks(index: StoryIndex) -> None:
    text = COPIES["a paragraph added"]
    shared = index.compare(text, write(*AGENCY)).shared
    assert [text[each.here.start : each.here.start + 12] for each in shared] == [
        AGENCY[0][:12],
        AGENCY[2][1:13],
    ]


def test_an_unrelated_report_has_no_candidates(index: StoryIndex) -> None:
    found = index.find(write(*invent(1)))
    assert (found.candidates, found.common) == ((), ())
    same = index.compare(write(*invent(1)), write(*AGENCY))
    assert (same.score, same.words, same.shared, same.is_same) == (0.0, 0, (), False)


def test_a_quoted_statement_makes_no_story() -> None:
    quoted = f"“{STATEMENT}”"
    one, other = write(*invent(1), quoted), write(invent(2)[0], quoted, *invent(2)[1:])
    index = StoryIndex()
    index.add(1, one)
    assert index.find(other).candidates == ()
    same = index.compare(other, one)
    assert (same.score, same.is_same) == (0.0, False)
    assert len(same.shared) == 1


def test_our_statement_printed_without_marks_makes_no_story() -> None:
    ours = PassageIndex()
    ours.add(1, STATEMENT)
    one, other = write(invent(1)[0], STATEMENT), write(STATEMENT, invent(2)[0])
    aside = [reuse.span for reuse in ours.find_reused(one)]
    other_aside = [reuse.span for reuse in ours.find_reused(other)]
    index = StoryIndex()
    index.add(1, one, aside=aside)
    assert index.find(other, aside=other_aside).candidates == ()
    assert not index.compare(other, one, aside=other_aside, other_aside=aside).is_same
    assert index.compare(other, one).score > 0.4


def test_what_many_reports_have_with_something_else_each_time_is_common() -> None:
    index = StoryIndex()
    for number in range(1, 8):
        index.add(number, write(*invent(number, 5), FOOTER))
    text = write(*invent(99, 1), FOOTER)
    found = index.find(text)
    assert found.candidates == ()
    (common,) = found.common
    assert FOOTER[60:-60] in text[common.start : common.end]
    assert index.compare(text, write(*invent(1, 5), FOOTER), common=found.common).score < 0.3


def test_what_many_copies_have_is_not_common() -> None:
    index = StoryIndex()
    for number in range(1, 12):
        index.add(number, write(*invent(number, 1), *AGENCY))
    for number in range(20, 30):
        index.add(number, write(*invent(number, 5), FOOTER))
    found = index.find(write(*AGENCY, FOOTER))
    assert [candidate.report for candidate in found.candidates] == list(range(1, 12))
    assert len(found.common) == 1
    brief = index.find(write(*AGENCY[:2]))
    assert [candidate.report for candidate in brief.candidates] == list(range(1, 12))
    assert brief.common == ()


def test_the_reports_own_number_is_left_out(index: StoryIndex) -> None:
    index.add(3, COPIES["another head"])
    assert [one.report for one in index.find(write(*AGENCY), ignored=1).candidates] == [3]


def test_the_likeliest_come_first(index: StoryIndex) -> None:
    index.add(3, write(*AGENCY[:3], *invent(3, 3)))
    index.add(4, write(*AGENCY[:4]))
    found = index.find(write(*AGENCY)).candidates
    assert [one.report for one in found] == [1, 4, 3]
    assert found[0].estimate == 1.0
    assert found[2].estimate < 0.9


def test_too_few_own_words_tell_nothing(index: StoryIndex) -> None:
    short = "Forty people were turned away, a list shows. “" + STATEMENT + "”"
    same = index.compare(short, short)
    assert not same.is_same
    assert same.reason == "The shorter report has 8 words of its own, too few to tell."


def test_the_reason_counts_words(index: StoryIndex) -> None:
    text = write(*AGENCY[:2], invent(1)[0])
    same = index.compare(text, write(*AGENCY[:3]))
    assert (
        same.reason
        == f"{same.words} of the shorter report’s 70 own words stand in the other one, in long runs."
    )


def test_a_report_is_replaced_and_taken_out(index: StoryIndex) -> None:
    index.add(1, write(*OTHER))
    assert index.find(write(*AGENCY)).candidates == ()
    assert [one.report for one in index.find(write(*OTHER)).candidates] == [1, 2]
    index.remove(2)
    index.remove(99)
    assert (len(index), 1 in index, 2 in index) == (1, True, False)
    assert [one.report for one in index.find(write(*OTHER)).candidates] == [1]


def test_many_that_come_and_go_leave_the_others(index: StoryIndex) -> None:
    for number in range(100, 200):
        index.add(number, write(*invent(number)))
    for number in range(100, 199):
        index.remove(number)
    assert [one.report for one in index.find(write(*invent(199))).candidates] == [199]
    assert [one.report for one in index.find(write(*AGENCY)).candidates] == [1]
    assert index.find(write(*invent(150))).candidates == ()


def test_stored_and_read_back_it_finds_the_same_and_goes_on(index: StoryIndex) -> None:
    index.add(9, write(*invent(9)))
    index.remove(9)
    again = StoryIndex.from_bytes(index.to_bytes())
    assert again.to_bytes() == index.to_bytes()
    assert again.find(COPIES["another head"]) == index.find(COPIES["another head"])
    again.add(9, COPIES["a brief"])
    assert [one.report for one in again.find(write(*AGENCY)).candidates] == [1, 9]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:10], lambda data: data[:-1], lambda data: PassageIndex().to_bytes()]
)
def test_stored_bytes_that_are_damaged_or_of_something_else_are_refused(index: StoryIndex, damage) -> None:
    with pytest.raises(ReadError, match="Make it again"):
        StoryIndex.from_bytes(damage(index.to_bytes()))


@pytest.mark.parametrize("text", ["", " ", "“…” — !", "\u200b" * 500, "five words and no more", "\ud800"])
def test_texts_that_hold_nothing_have_no_candidates(index: StoryIndex, text: str) -> None:
    index.add(7, text)
    assert index.find(text).candidates == ()
    same = index.compare(text, text)
    assert not same.is_same
    assert index.compare(text, write(*AGENCY)).shared == ()


def test_spans_that_are_put_aside_may_lie_anywhere(index: StoryIndex) -> None:
    text = write(*AGENCY)
    assert index.find(text, aside=[Span(0, len(text))]).candidates == ()
    assert not index.compare(text, text, aside=[Span(0, len(text))]).is_same
    assert index.compare(text, text, aside=[Span(len(text), len(text))]).score == 1.0


def test_hostile_texts_take_linear_time() -> None:
    """Ten times the text must not take a hundred times as long: quadratic work would, and ends the test run."""
    index = StoryIndex()
    texts = [
        "word " * 80_000,
        "one two three four five six seven eight nine ten. " * 2_000,
        "“!?… —" * 16_000,
        "\u200b" * 400_000,
        "שלום " * 80_000,
        "日本語文" * 25_000,
        "x" * 400_000,
        '"a" ' * 25_000,
        "\n\n".join(AGENCY * 100),
    ]
    for number, text in enumerate(texts):
        index.add(number, text)
    for text in texts:
        index.find(text)
        index.compare(text, text[: len(text) // 2])
