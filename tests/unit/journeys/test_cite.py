"""Citations are found when a report or a work comes, keep their number, and stand where they are said to stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mediawatch.journeys.citation_read import read_citation, read_citations
from mediawatch.journeys.citations import reject_citation
from mediawatch.journeys.correct import reinstate, withdraw
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.look import Filters, list_things
from mediawatch.journeys.look_through import find_again, look_through
from mediawatch.journeys.shelf import open_shelf
from mediawatch.model import Ref
from unit.journeys.citing_record import WORK, bring_in, read_failures, report, reread, sit_down

CUT = "We ended eleven tenancies last year"
HIDDEN = "At no time do we seek any visit by the inspectors."
QUOTED = report(f"“{CUT}”, says the Harbour Trust.")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sit_down(tmp_path) as opened:
        yield opened


def listed(desk: Desk, **filters: str) -> list[dict[str, Any]]:
    return list(list_things(desk, "citations", Filters(**filters)))


def grades(desk: Desk) -> list[tuple[int, str]]:
    return desk.record.db.execute("SELECT citation_id, grade FROM citation_grades ORDER BY id").fetchall()


def test_a_report_that_quotes_a_work_is_told_of_in_the_transaction_that_adds_it(desk: Desk) -> None:
    bring_in(desk, WORK, work=True)
    added = bring_in(desk, QUOTED)
    (seen,) = added.citations
    assert (seen.kind, seen.work, seen.grade, seen.quote, seen.new) == ("quotation", 1, "cut off", CUT, True)
    cited = read_citation(desk, seen.citation)
    assert cited.left_out[0].words.startswith("nine of them because the tenant had found a home")
    assert (cited.before, cited.first, cited.stood) == (
        "In 2025 we had thirty-seven tenants, and nineteen of them had come to us straight from treatment.",
        "unknown",
        "then",
    )
    assert read_failures(desk) == []


def test_a_work_that_comes_later_finds_the_reports_that_quote_it(desk: Desk) -> None:
    bring_in(desk, QUOTED)
    bring_in(desk, report("The Harbour Trust was not asked."))
    bring_in(desk, report("Nobody whom we know was asked anything."))
    added = bring_in(desk, WORK, work=True, day="2026-03-01")
    assert added.looked_through == 3
    assert [(one.report, one.grade) for one in added.citations] == [(1, "cut off")]
    assert read_citation(desk, 1).first == "ours"


def test_reuse_is_found_in_a_report_that_names_nobody(desk: Desk) -> None:
    bring_in(desk, report("Our accounts were audited in April and can be read by anybody on our website."))
    added = bring_in(desk, WORK, work=True)
    assert [one.kind for one in added.citations] == ["reuse"]


def test_looking_again_changes_nothing(desk: Desk) -> None:
    bring_in(desk, WORK, work=True)
    bring_in(desk, QUOTED)
    events = desk.record.db.execute("SELECT count(*) FROM events").fetchone()
    assert find_again(desk).seen == ()
    assert look_through(desk, [1]).seen == ()
    assert desk.record.db.execute("SELECT count(*) FROM events").fetchone() == events
    assert len(grades(desk)) == 1


def test_a_report_that_is_read_again_keeps_its_citations_and_their_older_grades(desk: Desk) -> None:
    bring_in(desk, WORK, work=True)
    added = bring_in(desk, QUOTED)
    again = reread(desk, "A new first line.\n" + QUOTED, added, seen="2026-03-09T09:00:00+00:00")
    assert again.ref == "r1"
    assert grades(desk) == [(1, "cut off"), (1, "cut off")], "the same words at another place: graded again"
    cited = read_citation(desk, 1)
    assert cited.still_there
    assert cited.their_context.startswith("“We ended")
    reread(desk, report("It was taken out."), added, seen="2026-03-10T09:00:00+00:00")
    assert [row["citation"] for row in listed(desk)] == [1], "what they printed stays printed"
    assert not read_citation(desk, 1).still_there
    assert read_failures(desk) == []


def test_a_work_that_changes_says_so_of_what_was_quoted_before(desk: Desk) -> None:
    added = bring_in(desk, WORK, work=True, day="2026-03-01")
    bring_in(desk, QUOTED)
    changed = WORK.replace("We ended eleven tenancies last year", "We ended some tenancies last year")
    again = reread(desk, changed, added, seen="2026-03-20T09:00:00+00:00")
    assert (again.ref, again.new_capture) == ("w1", True)
    cited = read_citation(desk, 1)
    assert cited.since_changed
    assert cited.grade == "cut off", "it is held against what stood there when they published"
    assert cited.work is not None
    assert cited.work.stood_until == "2026-03-20T09:00:00+00:00"
    assert [(one.grade, one.work) for one in cited.gradings] == [("cut off", 1), ("cut off", 1)]
    versions = desk.record.db.execute(
        "SELECT turn, newest, replaced_at FROM work_versions ORDER BY turn"
    ).fetchall()
    assert versions == [(1, 0, "2026-03-20T09:00:00+00:00"), (2, 1, "")]
    assert read_failures(desk) == []


def test_a_text_that_comes_back_is_one_version(desk: Desk) -> None:
    added = bring_in(desk, WORK, work=True)
    reread(desk, WORK + " More.", added, seen="2026-03-20T09:00:00+00:00")
    reread(desk, WORK, added, seen="2026-03-21T09:00:00+00:00")
    versions = desk.record.db.execute(
        "SELECT turn, newest, replaced_at, captures FROM work_versions ORDER BY turn"
    ).fetchall()
    assert versions == [(1, 1, "", 2), (2, 0, "2026-03-21T09:00:00+00:00", 1)]


def test_what_was_rejected_is_not_found_again_and_can_be_brought_back(desk: Desk) -> None:
    bring_in(desk, WORK, work=True)
    added = bring_in(desk, QUOTED)
    reject_citation(desk, 1, "everybody says that")
    assert listed(desk) == []
    assert find_again(desk).seen == ()
    reread(desk, "Changed.\n" + QUOTED, added, seen="2026-03-09T09:00:00+00:00")
    assert listed(desk) == []
    reinstate(desk, Ref("x", 1))
    find_again(desk)
    assert [row["ref"] for row in listed(desk)] == ["x1"]
    assert read_failures(desk) == []


def test_withdrawn_things_take_their_citations_with_them(desk: Desk) -> None:
    bring_in(desk, WORK, work=True)
    bring_in(desk, QUOTED)
    for ref in (Ref("x", 1), Ref("r", 1), Ref("w", 1)):
        withdraw(desk, ref, "a mistake")
        assert listed(desk) == [], ref
        assert desk.record.db.execute("SELECT count(*) FROM timeline WHERE citation > 0").fetchone() == (0,)
        reinstate(desk, ref)
        assert len(listed(desk)) == 1, ref
    assert read_failures(desk) == []


def test_a_withdrawn_work_is_no_longer_compared_with(desk: Desk) -> None:
    bring_in(desk, WORK, work=True)
    withdraw(desk, Ref("w", 1), "not ours")
    assert bring_in(desk, QUOTED).citations == ()
    reinstate(desk, Ref("w", 1))
    assert [one.grade for one in find_again(desk).seen] == ["cut off"]


def test_of_two_works_with_the_passage_the_earlier_is_named_and_the_other_listed(desk: Desk) -> None:
    bring_in(desk, WORK + "\nA second printing.", work=True, day="2026-03-03")
    bring_in(desk, WORK, work=True, day="2026-03-01")
    bring_in(desk, report("“Our accounts were audited in April and can be read by anybody on our website.”"))
    (cited,) = read_citations(desk)
    assert cited.work is not None
    assert cited.work.number == 2
    assert [place.work for place in cited.also] == [1]


def test_two_works_with_one_text_are_two_works(desk: Desk) -> None:
    bring_in(desk, WORK, work=True, address="https://harbour.example/a", day="2026-03-02")
    bring_in(desk, WORK, work=True, address="https://harbour.example/b", day="2026-03-01")
    assert len(open_shelf(desk, desk.record.db).index) == 2
    bring_in(desk, QUOTED)
    (cited,) = read_citations(desk)
    assert cited.work is not None
    assert (cited.work.number, [place.work for place in cited.also]) == (2, [1])
    withdraw(desk, Ref("w", 2), "twice")
    assert listed(desk) == []
    find_again(desk)
    assert [row["work"] for row in listed(desk)] == [1], "it is found in the other one"
    assert read_failures(desk) == []


def test_a_work_that_is_a_scan_has_nothing_to_cite(desk: Desk, tmp_path: Path) -> None:
    from mediawatch.journeys.add import add_file
    from mediawatch.journeys.added import AddOptions

    scan = tmp_path / "statement.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    added = add_file(desk, scan, AddOptions(as_work=True))
    assert (added.ref, added.outcome) == ("w1", "no text")
    (seen,) = bring_in(desk, QUOTED).citations
    assert (seen.grade, seen.work) == ("not found", 0), (
        "words that are given as ours, and stand in no text of ours"
    )
    assert open_shelf(desk, desk.record.db).versions == {}
    assert read_failures(desk) == []


def test_of_a_text_longer_than_any_book_the_first_part_is_compared_and_that_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(desk, WORK, work=True)
    monkeypatch.setattr("mediawatch.journeys.cite.MOST_SEARCHED", len(QUOTED))
    monkeypatch.setattr("mediawatch.journeys.receive.MOST_SEARCHED", len(QUOTED))
    added = bring_in(desk, f"{QUOTED}\nAgain “{HIDDEN}”, says the Harbour Trust.")
    assert [one.quote for one in added.citations] == [CUT]
    assert "Only the first" in added.warnings[0]
    assert read_failures(desk) == []


def test_a_work_that_quotes_the_report_is_told_to_be_later_and_is_no_entry_of_the_timeline(
    desk: Desk,
) -> None:
    bring_in(desk, WORK, work=True, day="2026-03-10", seen="2026-03-10T10:00:00+00:00")
    bring_in(desk, report(f"“{WORK.splitlines()[2]}”"), day="2026-03-04")
    (cited,) = read_citations(desk)
    assert cited.first == "theirs"
    assert desk.record.db.execute("SELECT count(*) FROM timeline WHERE kind = 'quoted us'").fetchone() == (0,)


def test_a_statement_that_is_printed_whole_is_one_citation(desk: Desk) -> None:
    long = "\n".join([WORK, WORK.replace("2025", "2024").replace("March", "May").replace("flats", "houses")])
    bring_in(desk, long, work=True, day="2026-03-01")
    bring_in(desk, "Harbour Trust statement\n" + long)
    (cited,) = [one for one in read_citations(desk) if one.kind != "named"]
    assert cited.reprint
    assert cited.headline.startswith("They use a passage of ours as their own words")
    assert read_failures(desk) == []


def test_links_to_one_address_are_one_citation_in_several_places(desk: Desk) -> None:
    bring_in(desk, WORK, work=True, address="https://harbour.example/figures")
    text = report("See the figures here, and the other figures there, and nothing else.")
    links = (
        ("the figures", "https://harbour.example/figures"),
        ("there", "https://harbour.example/figures#a"),
    )
    bring_in(desk, text, links=links)
    (cited,) = read_citations(desk)
    assert (cited.kind, cited.quote, len(cited.parts), cited.grade) == ("link", "the figures", 2, "")
    assert cited.work is not None
    assert cited.headline == "They link to us."
    assert read_failures(desk) == []


def test_a_quotation_that_the_article_text_lost_is_found_on_the_page(desk: Desk) -> None:
    bring_in(desk, WORK, work=True)
    page = QUOTED + "\n“Our accounts were audited in April and can be read by anybody on our website.”"
    bring_in(desk, QUOTED, page=page)
    found = [(row["quote"][:12], row["text"]) for row in listed(desk)]
    assert [quote for quote, _ in found] == ["We ended ele", "Our accounts"]
    assert len({text for _, text in found}) == 2
    assert read_failures(desk) == []


def test_the_same_words_twice_are_two_citations_that_are_told_apart(desk: Desk) -> None:
    bring_in(desk, WORK, work=True)
    text = report(f"“{HIDDEN}” says the Harbour Trust.\nThe mayor read it out: “{HIDDEN}”")
    added = bring_in(desk, text)
    assert [row["citation"] for row in listed(desk)] == [1, 2]
    reread(desk, "First.\n" + text, added, seen="2026-03-09T09:00:00+00:00")
    assert [(row["citation"], row["start"]) for row in listed(desk)] == [
        (1, 7 + text.index(HIDDEN)), (2, 7 + text.rindex(HIDDEN)),
    ]  # fmt: skip


def test_an_empty_record_and_a_work_without_a_text_find_nothing(desk: Desk) -> None:
    assert bring_in(desk, QUOTED).citations == ()
    assert find_again(desk).seen == ()
    from mediawatch.journeys.typed import TypedReport, add_typed

    add_typed(desk, TypedReport("A few words.", outlet="The Tide", published="2026-03-01"))
    assert find_again(desk).seen == ()
    assert read_failures(desk) == []


HOSTILE = {
    "nothing but marks": "“”\"'«»‚‘" * 2000,
    "marks that never close": "“ our accounts were " * 4000,
    "right to left": "قالت المؤسسة: “لم نطلب من أحد أن يغادر” وأضافت أن الحسابات منشورة.",
    "controls": "The Harbour Trust “We ended\x1b[31m eleven\u202e tenancies\u200b last year”",
    "two words": "The Harbour Trust “eleven tenancies”.",
    "a page break": "The Harbour Trust: “We ended eleven tenancies last\n\nThe Tide, page 7\n\nyear, nine of them”.",
    "damage by scanning": "The Harbour Trust: “We ended e1even tenancies last y ear, nine of thern because”",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_bad_texts_are_recorded_whole_and_every_offset_holds(desk: Desk, what: str) -> None:
    bring_in(desk, WORK, work=True)
    bring_in(desk, HOSTILE[what])
    assert read_failures(desk) == []
    for cited in read_citations(desk):
        assert "".join(run.words for run in cited.written) == cited.whole


def test_the_index_is_kept_taken_up_again_and_mended(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, WORK, work=True)
    db = desk.record.db
    stored = db.execute("SELECT packed FROM passage_index").fetchone()[0]
    with sit_down(tmp_path) as another:
        shelf = open_shelf(another, another.record.db)
        assert (len(shelf.index), shelf.unkept) == (1, 0), "nothing had to be taken in"
        assert shelf.index.to_bytes() == stored
    # damaged bytes, and none at all, are no reason to find nothing
    for damage in ("UPDATE passage_index SET packed = x'00'", "DELETE FROM passage_index"):
        with desk.record.write() as writing:
            writing.execute(damage)
        with sit_down(tmp_path) as another:
            shelf = open_shelf(another, another.record.db)
            assert (len(shelf.index), shelf.unkept) == (1, 1)
            with another.record.write() as writing:
                shelf.keep(writing)
    assert db.execute("SELECT packed FROM passage_index").fetchone()[0] == stored


def test_another_program_s_work_is_seen_by_a_desk_that_stays_open(desk: Desk, tmp_path: Path) -> None:
    assert bring_in(desk, report("The Harbour Trust was not asked.")).citations == ()
    with sit_down(tmp_path) as another:
        bring_in(another, WORK, work=True)
    assert [one.grade for one in bring_in(desk, QUOTED).citations] == ["cut off"]


def test_lines_that_many_works_have_are_not_ours_from_then_on(desk: Desk) -> None:
    line = (
        "Donate to the flats on the quay today and share this page with all your friends and neighbours now"
    )
    for number in range(3):
        bring_in(desk, f"Page {number} of ours is about the year {number}.\n{line}", work=True)
    assert bring_in(desk, report(line)).citations == ()
    assert len(open_shelf(desk, desk.record.db).index) == 3
