"""Whatever is claimed and reported: a copy is found, and the order of what came and went makes no difference."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mediawatch.reading.folding import fold_words
from mediawatch.reading.pieces import can_be_found
from mediawatch.reading.repeats import RepeatIndex

CHARACTERS = st.characters(codec="utf-8") | st.sampled_from(
    "aAbcxyz019 '’.,:-–—\u00ad\u200b\ufffe\nßﬁﬀ½…ée\u0301\u0327한글가नि्語日本カ\u3099ำİΣς“”«»\u00a0_"
)
TEXTS = st.text(CHARACTERS, max_size=80)
WORDS = [
    "the",
    "of",
    "and",
    "was",
    "charity",
    "spent",
    "money",
    "shelter",
    "night",
    "turned",
    "away",
    "half",
    "pound",
]
PASSAGES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=30).map(" ".join)
REPORTS = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)
CLAIMS = st.dictionaries(st.integers(0, 8), st.lists(PASSAGES | TEXTS, max_size=3), max_size=6)


def make(claims: dict[int, list[str]], order: list[int] | None = None) -> RepeatIndex:
    index = RepeatIndex()
    for claim in order if order is not None else claims:
        index.add(claim, claims[claim])
    return index


@settings(deadline=None, max_examples=60)
@given(PASSAGES, REPORTS, REPORTS, CLAIMS)
def test_a_copy_is_found_among_any_words(
    claim: str, before: str, after: str, others: dict[int, list[str]]
) -> None:
    assume(can_be_found(claim))
    index = make({**others, 99: [claim]})
    report = f"{before}\n\n{claim}\n\n{after}"
    found = [one for one in index.find(report) if one.claim == 99]
    assert any(one.how == "verbatim" for one in found)
    for one in found:
        if one.how == "verbatim":
            assert report[one.span.start : one.span.end] == claim


# many texts hold no word that can be looked for
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(TEXTS, TEXTS, TEXTS)
def test_a_copy_in_any_script_is_found(claim: str, before: str, after: str) -> None:
    assume(can_be_found(claim))
    report = f"{before}\n\n{claim}\n\n{after}"
    found = make({1: [claim]}).find(report)
    assert any(one.how in ("verbatim", "folded") for one in found)


@settings(deadline=None, max_examples=60)
@given(TEXTS | PASSAGES, TEXTS | REPORTS)
def test_any_wording_is_looked_for_in_any_text(claim: str, report: str) -> None:
    for one in make({1: [claim]}).find(report):
        assert 0 <= one.span.start < one.span.end <= len(report)
        assert 0 < one.score <= 1
        assert one.reason.endswith(".")
        for each in one.differences:
            assert each.theirs is None or 0 <= each.theirs.start < each.theirs.end <= len(report)
            assert each.ours is None or 0 <= each.ours.start < each.ours.end <= len(claim)
        if one.how in ("verbatim", "folded"):
            assert fold_words(report[one.span.start : one.span.end]).strip()


@settings(deadline=None, max_examples=60)
@given(CLAIMS, REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_changes_nothing(claims: dict[int, list[str]], report: str, random) -> None:
    order = list(claims)
    random.shuffle(order)
    assert make(claims).find(report) == make(claims, order).find(report)


@settings(deadline=None, max_examples=60)
@given(CLAIMS, CLAIMS, REPORTS, st.booleans())
def test_what_came_and_went_leaves_no_trace(
    claims: dict[int, list[str]], gone: dict[int, list[str]], report: str, searched: bool
) -> None:
    index = make(claims)
    for claim, wordings in gone.items():
        index.add(claim, wordings)
        if searched:
            index.find(report)
    for claim in gone:
        if claim in claims:
            index.add(claim, claims[claim])
        else:
            index.remove(claim)
    assert len(index) == len(claims)
    assert index.find(report) == make(claims).find(report)


@settings(deadline=None, max_examples=60)
@given(CLAIMS, REPORTS)
def test_searching_changes_nothing(claims: dict[int, list[str]], report: str) -> None:
    index = make(claims)
    first = index.find(report)
    index.find(report[::-1])
    assert index.find(report) == first
