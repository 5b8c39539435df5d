"""Grading keeps its promises for any quotation."""

from __future__ import annotations

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mediawatch.citing import FLAGS, GRADES
from mediawatch.model import Span
from mediawatch.reading.grading import grade

NOUNS = [
    "harbour",
    "kitchen",
    "clinic",
    "school",
    "tenant",
    "trustee",
    "visit",
    "garden",
    "letter",
    "winter",
    "police",
]
VERBS = ["helps", "pays", "visits", "keeps", "shares", "opens", "paints", "repairs", "never leaves", "hides"]
ADVERBS = [
    "openly",
    "today",
    "at night",
    "every week",
    "for 12 years",
    "without help",
    "in the town",
    "by hand",
]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence of six words and more."""
    parts = [
        f"{draw(st.sampled_from(['the', 'our', 'every', 'no']))} {draw(st.sampled_from(NOUNS))}",
        draw(st.sampled_from(VERBS)),
        f"the {draw(st.sampled_from(NOUNS))} of {draw(st.sampled_from(NOUNS))}s",
        *draw(st.lists(st.sampled_from(ADVERBS), min_size=1, max_size=3, unique=True)),
    ]
    words = " ".join(parts)
    return words[0].upper() + words[1:] + "."


TEXTS = st.lists(sentences(), min_size=1, max_size=9)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_an_exact_slice_on_sentence_bounds_is_exact(text: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    ours, theirs = " ".join(text), " ".join(text[first:last])
    start = len(" ".join([*text[:first], ""])) if first else 0
    found = grade(f"“{theirs}”", [Span(1, len(theirs) + 1)], ours, [Span(start, start + len(theirs))])
    assert (found.grade, found.others, found.flags, found.left_out) == ("exact", (), (), ())
    assert [ours[span.start : span.end] for span in found.passages] == [theirs]


@settings(deadline=None)
@given(sentences(), st.booleans(), st.data())
def test_an_omission_is_reported_whole(ours: str, shown: bool, data: st.DataObject) -> None:
    words = ours.split()
    # a word that stands twice may be taken for the other one, and then the omission lies elsewhere
    assume(len({word.strip(".").lower() for word in words}) == len(words))
    low = data.draw(st.integers(1, len(words) - 2))
    high = data.draw(st.integers(low + 1, len(words) - 1))
    theirs = " ".join([*words[:low], *(["…"] if shown else []), *words[high:]])
    assume(
        " ".join([*words[:low], *words[high:]]).lower() not in ours.lower()
    )  # cut off as well as shortened
    found = grade(theirs, [Span(0, len(theirs))], ours, [Span(0, len(ours))])
    if found.grade == "not found":  # too little is left for anybody to say whose words these are
        assert len(words) - (high - low) < 6
        return
    missing = " ".join(ours[left.span.start : left.span.end] for left in found.left_out)
    kept = " ".join(theirs[d.theirs.start : d.theirs.end] for d in found.differences if d.theirs)
    assert sorted(re.findall(r"\w+", f"{missing} {kept}".lower())) == sorted(re.findall(r"\w+", ours.lower()))
    assert found.grade == ("elided" if shown else "silently elided")
    assert all(left.shown == shown for left in found.left_out)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.data())
def test_whatever_comes_out_agrees_with_itself_and_comes_out_again(
    ours: list[str], others: list[str], data: st.DataObject
) -> None:
    text = " ".join(ours)
    words = re.findall(r"\S+", " ".join([*others, *ours]))
    theirs = " ".join(data.draw(st.lists(st.sampled_from([*words, "…", "[the]", "not"]), max_size=30)))
    near = [Span(0, len(text))] if data.draw(st.booleans()) else []
    found = grade(theirs, [Span(0, len(theirs))], text, near)
    assert found == grade(theirs, [Span(0, len(theirs))], text, near)
    assert [found.grade, *found.others] == [each for each in GRADES if each in (found.grade, *found.others)]
    assert list(found.flags) == [each for each in FLAGS if each in found.flags]
    assert (found.grade == "not found") == (not found.passages)
    spans = [
        *found.passages,
        *(left.span for left in found.left_out),
        *(d.ours for d in found.differences if d.ours),
    ]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert found.context.start <= found.whole.start <= found.whole.end <= found.context.end
    said = [d.theirs for d in found.differences if d.theirs]
    assert said == sorted(said, key=lambda span: span.start)
    for difference in found.differences:
        assert difference.theirs or difference.ours


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_can_be_graded(theirs: str, ours: str) -> None:
    assert grade(theirs, [Span(0, len(theirs))], ours, []).grade in GRADES
    assert grade(ours, [Span(0, len(ours))], ours, []).grade in GRADES
