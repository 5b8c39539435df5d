"""Whatever the reports say: a copy is found, and the order of what came and went makes no difference."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.reading.folding import fold_words
from mediawatch.reading.stories import StoryIndex

CHARACTERS = st.characters(codec="utf-8") | st.sampled_from(
    "abcxyz019 '’.,:-—\u00ad\u200b\nßﬁée\u0301한글नि日本“”«»\u00a0_"
)
TEXTS = st.text(CHARACTERS, max_size=80)
VOCABULARY = [
    f"{first}{second}" for first in ("ma", "ti", "ro", "ke", "wü", "sé", "ny") for second in "abcdefghij"
]
REPORTS = st.lists(st.sampled_from(VOCABULARY), max_size=150).map(" ".join)
UNLIKE = st.lists(st.sampled_from([f"x{word}" for word in VOCABULARY]), max_size=30).map(" ".join)
MANY = [f"{one}{other}" for one in VOCABULARY for other in ("la", "mo", "zi")]
COPIED = st.lists(st.sampled_from(MANY), min_size=80, max_size=150, unique=True).map(" ".join)
"""No word twice: what stands in one report many times says nothing about where it is from."""


@settings(deadline=None, max_examples=60)
@given(COPIED, UNLIKE, UNLIKE, st.dictionaries(st.integers(0, 8), REPORTS, max_size=5))
def test_a_copy_is_found_under_any_head(report: str, before: str, after: str, others: dict[int, str]) -> None:
    index = StoryIndex()
    for number, text in others.items():
        index.add(number, text)
    index.add(99, report)
    copy = f"{before}\n\n{report}\n\n{after}"
    found = index.find(copy)
    assert 99 in [candidate.report for candidate in found.candidates]
    same = index.compare(copy, report, common=found.common)
    assert same.is_same
    assert sum(passage.words for passage in same.shared) >= len(report.split())


@settings(deadline=None, max_examples=60)
@given(TEXTS | REPORTS, TEXTS | REPORTS)
def test_shares_lie_in_both_and_are_the_same_from_either_side(one: str, other: str) -> None:
    index = StoryIndex()
    there, back = index.compare(one, other), index.compare(other, one)
    assert (there.score, there.is_same) == (back.score, back.is_same)
    assert 0 <= there.score <= 1
    for passage in there.shared:
        assert 0 <= passage.here.start < passage.here.end <= len(one)
        assert 0 <= passage.there.start < passage.there.end <= len(other)
        assert fold_words(one[passage.here.start : passage.here.end]).strip()
    ends = [passage.here.end for passage in there.shared]
    assert all(end <= passage.here.start for end, passage in zip(ends, there.shared[1:], strict=False))


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.integers(0, 9), REPORTS, max_size=8), REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_changes_nothing(reports: dict[int, str], text: str, random) -> None:
    order = list(reports)
    random.shuffle(order)
    index, other = StoryIndex(), StoryIndex()
    for number in reports:
        index.add(number, reports[number])
    for number in order:
        other.add(number, reports[number])
    for each in [text, *reports.values()]:
        assert index.find(each) == other.find(each)


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.integers(0, 5), REPORTS | TEXTS, max_size=5),
    st.dictionaries(st.integers(6, 20), REPORTS | TEXTS, max_size=12),
    st.booleans(),
)
def test_what_came_and_went_leaves_no_trace(
    reports: dict[int, str], gone: dict[int, str], searched: bool
) -> None:
    index, plain = StoryIndex(), StoryIndex()
    for number, text in reports.items():
        index.add(number, text)
        plain.add(number, text)
    for number, text in gone.items():
        index.add(number, text)
        if searched:
            index.find(text)
    for number in gone:
        index.remove(number)
    for text in [*reports.values(), *gone.values()]:
        assert index.find(text) == plain.find(text)
    assert index.to_bytes() == plain.to_bytes()
    assert StoryIndex.from_bytes(plain.to_bytes()).find("ma ti") == plain.find("ma ti")
