"""From which work and which version a report has its words: the one that stood then; the earliest; the best."""

from __future__ import annotations

from collections.abc import Sequence

from mediawatch.citing import Passage, Version, Work
from mediawatch.model import PublicationDate, Span
from mediawatch.reading.catalogue import compile_catalogue
from mediawatch.reading.compared import MOST_GRADED, Compared, Comparison
from mediawatch.reading.passages import PassageIndex

OLD = "Every report of the inspectors is on our website. The kitchen is open to all."
NEW = "Every report of the inspectors is on our website unless a court forbids it. The kitchen is closed."


def compare(
    quote: str, versions: Sequence[tuple[Version, str]], day: str, published: dict[int, str] | None = None
) -> tuple[Compared | None, Comparison]:
    """The comparison of a report that is nothing but a quotation."""
    index = PassageIndex()
    for version, text in versions:
        index.add(version.number, text, work=version.work)
    days = published or {}
    works = [
        Work(number, published=PublicationDate(days.get(number, ""), "day", "page"))
        for number in dict.fromkeys(version.work for version, _ in versions)
    ]
    catalogue = compile_catalogue(works, [version for version, _ in versions], [])
    comparison = Comparison(quote, catalogue, {one.number: text for one, text in versions}, day)
    part = Span(0, len(quote))
    return comparison.compare([part], index.find_quoted(quote, [part])), comparison


VERSIONS = [
    (Version(1, 9, "2020-01-01", "2022-01-01"), OLD),
    (Version(2, 9, "2022-01-01", "2024-01-01"), NEW),
    (Version(3, 9, "2024-01-01"), "We have moved."),
]
QUOTE = "Every report of the inspectors is on our website."


def test_the_version_that_stood_when_the_report_was_published_is_compared() -> None:
    found, comparison = compare(QUOTE, VERSIONS, "2021-06-01")
    assert found is not None
    assert (found.version.number, found.stood, found.graded.grade) == (1, "then", "exact")
    assert comparison.has_changed(found), "the newest version no longer has it"


def test_a_version_that_has_the_words_better_is_listed_and_not_put_in_its_place() -> None:
    found, _ = compare(QUOTE, VERSIONS, "2022-06-01")
    assert found is not None
    assert (found.version.number, found.stood, found.graded.grade) == (2, "then", "cut off")
    assert [(other.version, other.work, other.grade) for other in found.others] == [(1, 9, "exact")]


def test_what_is_not_in_the_version_of_that_day_is_looked_for_in_what_stood_before() -> None:
    found, _ = compare("The kitchen is open to all.", VERSIONS, "2024-06-01")
    assert found is not None
    assert (found.version.number, found.stood, found.graded.grade) == (1, "before", "exact")


def test_and_then_in_what_came_later() -> None:
    found, _ = compare("The kitchen is closed.", VERSIONS, "2021-06-01")
    assert found is not None
    assert (found.version.number, found.stood) == (2, "after")


def test_without_a_date_the_best_version_counts_and_of_equals_the_newest() -> None:
    found, _ = compare(QUOTE, VERSIONS, "")
    assert found is not None
    assert (found.version.number, found.stood) == (1, "unknown")
    same = [(Version(1, 9, "2020-01-01", "2022-01-01"), OLD), (Version(2, 9, "2022-01-01"), f"{OLD} More.")]
    found, comparison = compare(QUOTE, same, "")
    assert found is not None
    assert found.version.number == 2
    assert found.earliest.number == 1
    assert not comparison.has_changed(found)


def test_on_the_day_of_a_change_both_versions_stood_and_the_better_counts() -> None:
    found, _ = compare(QUOTE, VERSIONS, "2022-01-01")
    assert found is not None
    assert (found.version.number, found.stood) == (1, "then")


def test_of_two_works_with_the_same_passage_the_earlier_is_named_and_the_other_listed() -> None:
    works = [(Version(1, 5, "2023-01-01"), OLD), (Version(2, 6, "2021-01-01"), f"News.\n\n{OLD}")]
    found, _ = compare(QUOTE, works, "2024-01-01")
    assert found is not None
    assert found.version.work == 6
    assert [(other.work, other.version) for other in found.others] == [(5, 1)]
    start = found.others[0].span.start
    assert OLD[start : found.others[0].span.end].startswith("Every report")


def test_a_date_that_is_known_comes_before_one_that_is_not() -> None:
    works = [(Version(1, 5), OLD), (Version(2, 6), OLD), (Version(3, 7), OLD)]
    found, _ = compare(QUOTE, works, "2024-01-01", {6: "2022-01-01"})
    assert found is not None
    assert found.version.work == 6
    assert [other.work for other in found.others] == [5, 7]


def test_the_work_where_the_grade_is_best_is_named_whatever_its_age() -> None:
    works = [(Version(1, 5, "2020-01-01"), NEW), (Version(2, 6, "2023-01-01"), OLD)]
    found, _ = compare(QUOTE, works, "2024-01-01")
    assert found is not None
    assert (found.version.work, found.graded.grade) == (6, "exact")
    assert [(other.work, other.grade) for other in found.others] == [(5, "cut off")]


def test_a_passage_of_very_many_works_is_named_after_the_earliest_of_them() -> None:
    works = [(Version(n, n, f"20{40 - n}-01-01"), f"Story {n}. {OLD}") for n in range(1, 31)]
    found, _ = compare("the inspectors is on our", works, "2041-01-01")
    assert found is not None
    assert found.version.work == 30
    assert len(found.others) == 29
    assert sum(other.grade is not None for other in found.others) == MOST_GRADED - 1


def test_places_that_hold_too_little_are_no_comparison() -> None:
    comparison = Comparison("x", compile_catalogue([Work(1)], [Version(1, 1)], []), {1: OLD}, "")
    assert comparison.compare([Span(0, 1)], [Passage(1, 0, 10)]) is None
    assert comparison.compare([Span(0, 1)], []) is None
