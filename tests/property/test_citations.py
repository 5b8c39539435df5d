"""Whatever a report says: its citations lie where they say, are found when they stand there, and come out again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.citing import GRADES, Found, Version, Work
from mediawatch.model import Link, Name, PublicationDate, Text
from mediawatch.reading.catalogue import Catalogue, compile_catalogue
from mediawatch.reading.citations import find_citations
from mediawatch.reading.mentions import compile_names
from mediawatch.reading.own_passages import find_own
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.standing import sort_by_nearness, tell_first, tell_standing

NAMES = [Name("Alder House", "organisation"), Name("alder-house.example", "domain")]
NOUNS = [
    "harbour",
    "kitchen",
    "clinic",
    "school",
    "tenant",
    "trustee",
    "garden",
    "letter",
    "winter",
    "police",
    "ferry",
]
VERBS = ["helps", "pays", "visits", "keeps", "shares", "opens", "paints", "repairs", "never leaves", "hides"]
ENDS = ["openly", "at night", "every week", "for 12 years", "without help", "in the town", "by hand"]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence of eight words and more."""
    subject, place, other = (draw(st.sampled_from(NOUNS)) for _ in range(3))
    ends = draw(st.lists(st.sampled_from(ENDS), min_size=1, max_size=3, unique=True))
    return f"Our {subject} {draw(st.sampled_from(VERBS))} the {place} of {other}s {' '.join(ends)}."


WORKS = st.lists(st.lists(sentences(), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4)
ODD = st.text(
    st.sampled_from("“”„\"'‘’«»‹› \n\n>…[]().,:abc Alder House said its website \u202b\u05d0\u05d1\u00ad"),
    max_size=120,
)
DAYS = st.sampled_from(["", "2020", "2021-06", "2021-06-15", "2022-01-01", "2030"])


def look(works: list[str], report: Text, day: str) -> tuple[list[Found], Catalogue, dict[int, str]]:
    texts = dict(enumerate(works, start=1))
    versions = [Version(n, n, f"202{n}-01-01") for n in texts]
    catalogue = compile_catalogue([Work(n, f"Winter Story Number {n}") for n in texts], versions, NAMES)
    index = PassageIndex()
    for number, text in texts.items():
        index.add(number, text, own=find_own(text, catalogue.speaking))
    published = PublicationDate(day, "day", "page")
    return find_citations(report, index, catalogue, texts, published=published), catalogue, texts


@settings(deadline=None, max_examples=60)
@given(WORKS, st.data(), DAYS)
def test_a_sentence_of_ours_in_marks_is_always_found_and_exact(
    works: list[str], data: st.DataObject, day: str
) -> None:
    work = data.draw(st.sampled_from(works))
    sentence = data.draw(st.sampled_from(work.rstrip(".").split(". "))) + "."
    text = f"The town talked of other things all day.\n\n“{sentence}” That is all.\n\nAnd it rained on the ferry."
    found, _, texts = look(works, Text(text, "article", "test", "1"), day)
    (one,) = (one for one in found if one.kind == "quotation")
    assert one.graded is not None
    assert one.graded.grade == "exact"
    assert texts[one.version][one.graded.passages[0].start : one.graded.passages[0].end] == sentence
    earliest = min(number for number, written in texts.items() if sentence in written)
    assert one.version == earliest


@settings(deadline=None, max_examples=80)
@given(WORKS, st.lists(ODD | sentences(), max_size=6).map("".join), DAYS, st.data())
def test_every_find_lies_where_it_says_and_comes_out_again(
    works: list[str], text: str, day: str, data: st.DataObject
) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    address = st.sampled_from(["https://alder-house.example/x", "https://elsewhere.example/", "%%", ""])
    links = tuple(
        Link(min(a), max(a), b) for a, b in data.draw(st.lists(st.tuples(spans, address), max_size=3))
    )
    report = Text(text, "article", "test", "1", links=links)
    found, catalogue, texts = look(works, report, day)
    assert found == look(works, report, day)[0]
    assert [(one.start, -one.end) for one in found] == sorted((one.start, -one.end) for one in found)
    for number, one in enumerate(found):
        assert 0 <= one.start < one.end <= len(text)
        assert all(one.start <= part.start < part.end <= one.end for part in one.parts)
        assert one.beside == -1 or (one.beside != number and found[one.beside].kind == "quotation")
        assert (one.kind in ("quotation", "reuse")) == (one.graded is not None)
        if one.graded is None:
            continue
        assert one.graded.grade in GRADES
        assert (one.version == 0) == (one.graded.grade == "not found")
        assert one.version == 0 or catalogue.versions[one.version].work == one.work
        for span in one.graded.passages:
            assert 0 <= span.start < span.end <= len(texts[one.version])
        for other in one.others:
            assert other.version != one.version
            assert 0 <= other.span.start < other.span.end <= len(texts[other.version])
    graded = [one for one in found if one.graded is not None]
    for one, other in pairwise(graded):
        assert one.end <= other.start, "nothing is found twice"


@settings(deadline=None)
@given(st.lists(ODD | sentences(), max_size=8).map("".join))
def test_own_passages_are_apart_and_in_order_in_any_text(text: str) -> None:
    own = find_own(text, compile_names(NAMES))
    assert all(0 <= span.start < span.end <= len(text) for span in own)
    assert all(one.end <= other.start for one, other in pairwise(own))


@given(DAYS, DAYS, st.booleans())
def test_who_was_first_is_the_same_seen_from_either_side(ours: str, theirs: str, seen_only: bool) -> None:
    first = tell_first(ours, theirs)
    turned = {"ours": "theirs", "theirs": "ours", "unknown": "unknown"}[first]
    assert tell_first(theirs, ours) == turned
    assert tell_first(ours, theirs, seen_only=seen_only) in (first, "unknown")


@given(st.lists(st.tuples(DAYS, DAYS), max_size=5), DAYS)
def test_versions_are_sorted_and_none_is_lost(times: list[tuple[str, str]], day: str) -> None:
    versions = [Version(n, 1, since, until) for n, (since, until) in enumerate(times, start=1)]
    nearest = sort_by_nearness(versions, day)
    assert sorted(one.number for one in nearest) == [one.number for one in versions]
    standing = [tell_standing(one, day) for one in nearest]
    order = {"then": 0, "before": 1, "unknown": 2, "after": 2}
    assert not day or standing == sorted(standing, key=lambda one: order[one])
