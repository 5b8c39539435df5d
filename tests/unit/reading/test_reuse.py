"""Words of ours in a report without marks are found, and stock phrases, names and titles are not."""

from __future__ import annotations

import pytest

from mediawatch.model import Span
from mediawatch.reading.passages import PassageIndex, Reuse

WORK = (
    "Our drop-in centre on Quay Street has room for sixty people a night, and on cold nights nobody is sent away. "
    "We fund it from donations alone, since the county ended its grant in April, and we publish every pound we spend."
)
LEAD = "The mayor visited the docks on Tuesday and spoke with traders."
TAIL = "Traffic was diverted for an hour; police reported no incidents."


@pytest.fixture
def index() -> PassageIndex:
    made = PassageIndex()
    made.add(1, WORK)
    return made


def set_in(passage: str) -> tuple[str, Span]:
    """A report with a passage in it, and its place."""
    return f"{LEAD} {passage} {TAIL}", Span(len(LEAD) + 1, len(LEAD) + 1 + len(passage))


def show(text: str, found: list[Reuse]) -> list[tuple[str, str]]:
    """What stands in the report and in the work."""
    return [
        (text[reuse.span.start : reuse.span.end], WORK[reuse.passages[0].start : reuse.passages[0].end])
        for reuse in found
    ]


@pytest.mark.parametrize(
    "passage",
    [
        "has room for sixty people a night, and",
        "on cold nights nobody is sent away. We fund it from donations alone",
        WORK,
    ],
)
def test_eight_words_in_a_row_are_found_with_their_place(index: PassageIndex, passage: str) -> None:
    report, _ = set_in(passage)
    bare = passage.rstrip(".")
    assert show(report, index.find_reused(report)) == [(bare, bare)]


def test_seven_words_are_not(index: PassageIndex) -> None:
    report, _ = set_in("has room for sixty people a night")
    assert index.find_reused(report) == []


@pytest.mark.parametrize(
    "passage",
    [
        "We fund it from gifts alone, since the county ended its grant in May, and we publish every pound we spend",
        "We fund it from donations alone, since the county ended its grant, and we publish every single pound we spend",
        "on Quay Street there is room for sixty people a night, and on cold nights nobody gets sent away",
    ],
)
def test_a_long_passage_with_words_changed_is_found(index: PassageIndex, passage: str) -> None:
    report, place = set_in(passage)
    [found] = index.find_reused(report)
    assert place.start <= found.span.start
    assert found.span.end <= place.end
    assert found.span.end - found.span.start > 0.8 * len(passage)
    assert found.same < found.words


def test_words_within_quotations_are_left_to_the_quotations(index: PassageIndex) -> None:
    report, place = set_in("“on cold nights nobody is sent away. We fund it from donations alone”")
    assert index.find_reused(report, quoted=[place]) == []
    half = Span(place.start, report.index("We fund"))
    assert index.find_reused(report, quoted=[half]) == []


def test_reuse_does_not_run_over_a_quotation(index: PassageIndex) -> None:
    report, _ = set_in(WORK)
    middle = report.index("nobody is sent")
    found = index.find_reused(report, quoted=[Span(middle, middle + 14)])
    assert len(found) == 2
    assert found[0].span.end <= middle
    assert found[1].span.start >= middle + 14


def test_a_report_that_is_our_statement_reprinted_is_one_find(index: PassageIndex) -> None:
    [found] = index.find_reused(WORK)
    assert (found.span.start, found.span.end) == (0, len(WORK) - 1)
    assert found.same == found.words


def test_the_same_passage_in_two_works_is_one_find_with_both_places(index: PassageIndex) -> None:
    index.add(2, f"Annual report. {WORK}")
    report, _ = set_in("on cold nights nobody is sent away. We fund it")
    [found] = index.find_reused(report)
    assert [passage.work for passage in found.passages] == [1, 2]


def test_a_phrase_of_many_works_is_stock_and_its_versions_are_not_many(index: PassageIndex) -> None:
    phrase = "every penny that you give goes to those who need it"
    report, _ = set_in(phrase)
    for number in range(10, 30):
        index.add(number, f"{phrase}. This is version {number}.", work=10)
    assert index.find_reused(report)
    for number in range(30, 36):
        index.add(number, f"{phrase}. This is work {number}.")
    assert index.find_reused(report) == []
    assert index.find_quoted(phrase, [Span(0, len(phrase))])


def test_a_phrase_of_many_reports_becomes_stock_and_a_reprinted_statement_does_not(
    index: PassageIndex,
) -> None:
    phrase, _ = set_in("on cold nights nobody is sent away")
    report, _ = set_in("and on cold nights nobody is sent away")
    assert index.find_reused(report)
    for _ in range(12):
        index.learn_report(phrase)
        index.learn_report(f"{LEAD} {WORK}")
    assert index.find_reused(report) == []
    assert index.find_reused(f"{LEAD} {WORK}")
    again = PassageIndex.from_bytes(index.to_bytes())
    assert again.find_reused(report) == []
    index.add(3, "Another work comes and the phrase stays stock.")
    assert index.find_reused(report) == []


@pytest.mark.parametrize(
    "name",
    [
        "the Royal Institute for the Prevention of Flooding and Storm Damage",
        "www.quay-street.example/what-we-do/drop-in/for-sixty-people.html",
    ],
)
def test_names_and_addresses_are_no_reuse(index: PassageIndex, name: str) -> None:
    index.add(2, f"We work with {name} since 2011.")
    report, _ = set_in(f"They met {name} later.")
    assert index.find_reused(report) == []


def test_titles_of_ours_are_no_reuse_when_they_are_given(index: PassageIndex) -> None:
    title = "How we kept a small town warm through the long winter"
    index.add(2, f"{title}\n\nThe text goes on here.")
    report, _ = set_in(f"Its paper, {title}, was read by few.")
    assert index.find_reused(report)
    index.set_names([title])
    assert index.find_reused(report) == []


def test_german_nouns_are_no_name() -> None:
    work = "Der Verein veröffentlicht jede Spende und Ausgabe auf seiner Seite."
    index = PassageIndex()
    index.add(1, work)
    assert index.find_reused(f"Gestern im Rathaus: {work} Danach war Pause.")


def test_scripts_without_spaces_count_characters() -> None:
    work = "我们从来没有拒绝过任何需要帮助的人。"
    index = PassageIndex()
    index.add(1, work)
    [found] = index.find_reused(f"报道说{work[:-1]}，记者补充道。")
    assert (found.span.start, found.span.end) == (3, 3 + len(work) - 1)


def test_many_reports_at_once_give_what_each_gives(index: PassageIndex) -> None:
    reports = [
        set_in("has room for sixty people a night, and")[0],
        "",
        TAIL,
        WORK,
        "a\u0301 नमस्ते दुनिया " + WORK,
    ]
    quoted = [[], [], [], [Span(0, 20)], []]
    assert index.find_reused_in(reports, quoted=quoted) == [
        index.find_reused(report, quoted=spans) for report, spans in zip(reports, quoted, strict=True)
    ]


def test_passages_of_two_reports_are_never_joined(index: PassageIndex) -> None:
    words = WORK.split()
    halves = [" ".join(words[:6]), " ".join(words[6:12])]
    assert index.find_reused_in(halves) == [[], []]
