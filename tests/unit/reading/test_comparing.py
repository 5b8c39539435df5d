"""A quotation that a person points at is compared as they say."""

from __future__ import annotations

from mediawatch.citing import Found, Version, Work
from mediawatch.model import Name, PublicationDate, Span
from mediawatch.reading.catalogue import compile_catalogue
from mediawatch.reading.comparing import compare_words
from mediawatch.reading.passages import PassageIndex

TEXTS = {
    11: "We opened the hall in May, and nobody was asked to leave it without somewhere to go.",
    12: "We opened the hall in June, and nobody was asked to leave it without somewhere to go.",
    20: "Nobody was asked to leave. We sell second-hand books on Saturdays and Sundays.",
}
VERSIONS = [
    Version(11, 1, "2026-01-01", "2026-03-01"),
    Version(12, 1, "2026-03-01"),
    Version(20, 2, "2026-02-01"),
]
MARCH = PublicationDate("2026-03-20", "day", "page")


def compare(words: str, *, work: int = 0, day: PublicationDate = MARCH) -> Found:
    index = PassageIndex()
    for version in VERSIONS:
        index.add(version.number, TEXTS[version.number], work=version.work)
    catalogue = compile_catalogue([Work(1), Work(2)], VERSIONS, [Name("Harbour Trust", "organisation")])
    return compare_words(words, [Span(0, len(words))], index, catalogue, TEXTS, work=work, published=day)


def test_the_version_that_stood_when_they_published_is_compared() -> None:
    now = compare("We opened the hall in May, and nobody was asked to leave it")
    assert (now.work, now.version, now.graded and now.graded.grade) == (1, 12, "altered")
    assert [(other.version, other.grade) for other in now.others] == [(11, "cut off")], (
        "an older one has it better"
    )
    then = compare("We opened the hall in May, and nobody", day=PublicationDate("2026-02-10", "day", "page"))
    assert (then.version, then.stood, then.since_changed) == (11, "then", True)


def test_only_the_work_that_was_named_is_compared() -> None:
    assert compare("nobody was asked to leave").work == 2, "where it is graded best"
    assert compare("nobody was asked to leave", work=1).version == 12
    missing = compare("We sell second-hand books on Saturdays", work=1)
    assert (missing.work, missing.version, missing.graded and missing.graded.grade) == (1, 0, "not found")


def test_words_of_nobody_are_not_found() -> None:
    nothing = compare("The mayor was late again")
    assert (nothing.work, nothing.graded and nothing.graded.grade, nothing.first) == (
        0,
        "not found",
        "unknown",
    )
