"""What a person says of citations is kept beside what a program can show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound, QuoteNotFound
from mediawatch.journeys.citation_read import read_citation, read_citations
from mediawatch.journeys.citations import (
    ByHand,
    add_citation,
    add_claim_at,
    assess_citation,
    pin_claim_at,
    reject_citation,
)
from mediawatch.journeys.claims import PinOptions
from mediawatch.journeys.correct import reinstate, set_fields, withdraw
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.look_through import find_again
from mediawatch.journeys.rebuttals import add_rebuttal
from mediawatch.journeys.show import show_thing
from mediawatch.model import Ref
from mediawatch.store.evidence import read_evidence
from unit.journeys.citing_record import WORK, bring_in, read_failures, report, reread, sit_down

PARAPHRASE = "nobody had to leave without a place to go"
REPORT = report(f"“We ended eleven tenancies last year”, says the Harbour Trust; {PARAPHRASE}, it adds.")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sit_down(tmp_path) as opened:
        bring_in(opened, WORK, work=True)
        bring_in(opened, REPORT)
        yield opened


def test_a_citation_by_hand_is_compared_with_the_work_that_was_named(desk: Desk) -> None:
    done = add_citation(desk, 1, ByHand(quote=PARAPHRASE, work=1))
    assert (done.citation, done.kind, done.grade) == (2, "quotation", "not found")
    cited = read_citation(desk, 2)
    assert (cited.found, cited.quote, cited.work and cited.work.number) == ("by hand", PARAPHRASE, 1)
    assert cited.headline == "These words stand in none of our works."
    assert read_failures(desk) == []


def test_words_with_an_omission_are_pinned_in_their_parts(desk: Desk) -> None:
    done = add_citation(desk, 1, ByHand(quote="The council met […] on its list again"))
    cited = read_citation(desk, done.citation)
    assert cited.quote == "The council met […] on its list again"
    assert len(cited.parts) == 2
    assert read_failures(desk) == []


def test_what_a_person_added_is_graded_again_and_never_replaced(desk: Desk) -> None:
    add_citation(desk, 1, ByHand(quote=PARAPHRASE, work=1))
    again = WORK.replace("nobody was asked to leave without somewhere to go", PARAPHRASE)
    reread(desk, again, bring_in(desk, WORK, work=True), seen="2026-03-20T09:00:00+00:00")
    find_again(desk)
    cited = read_citation(desk, 2)
    assert [one.grade for one in cited.gradings][-1] == "not found"
    assert (cited.found, cited.quote) == ("by hand", PARAPHRASE)
    assert len(list(read_citations(desk))) == 2
    assert read_failures(desk) == []


def test_the_same_words_are_not_added_twice_nor_after_they_were_rejected(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="x1"):
        add_citation(desk, 1, ByHand(quote="ended eleven tenancies last year"))
    reject_citation(desk, 1, "no")
    with pytest.raises(NotAllowed, match="rejected"):
        add_citation(desk, 1, ByHand(quote="We ended eleven tenancies last year"))
    assert "reinstate x1" in str(_error(desk))


def _error(desk: Desk) -> BaseException:
    with pytest.raises(NotAllowed) as caught:
        add_citation(desk, 1, ByHand(quote="We ended eleven tenancies last year"))
    return caught.value


def test_what_cannot_be_a_citation_is_refused_and_nothing_is_stored(desk: Desk, tmp_path: Path) -> None:
    before = desk.record.db.execute("SELECT count(*) FROM events").fetchone()
    with pytest.raises(InputError):
        add_citation(desk, 1, ByHand())
    with pytest.raises(InputError, match="of what"):
        add_citation(desk, 1, ByHand(screenshot=tmp_path / "x.png"))
    with pytest.raises(InputError, match="cannot be read"):
        add_citation(desk, 1, ByHand(screenshot=tmp_path / "x.png", work=1))
    with pytest.raises(QuoteNotFound):
        add_citation(desk, 1, ByHand(quote="words that stand nowhere in it"))
    with pytest.raises(NotFound):
        add_citation(desk, 1, ByHand(quote=PARAPHRASE, work=9))
    with pytest.raises(NotFound):
        add_citation(desk, 9, ByHand(quote=PARAPHRASE))
    assert desk.record.db.execute("SELECT count(*) FROM events").fetchone() == before


def test_a_screenshot_is_kept_as_a_file(desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "shot.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    done = add_citation(desk, 1, ByHand(screenshot=picture, work=1))
    cited = read_citation(desk, done.citation)
    assert (cited.kind, cited.grade, cited.file, cited.quote) == ("screenshot", "", "shot.png", "")
    assert cited.headline == "They show a picture of a publication of ours."
    with pytest.raises(NotAllowed):
        add_citation(desk, 1, ByHand(screenshot=picture, work=1))
    find_again(desk)
    assert read_citation(desk, done.citation).still_there
    assert read_failures(desk) == []


def test_a_judgement_has_a_name_and_a_reason_and_those_before_it_stay(desk: Desk, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editor")
    assess_citation(desk, 1, "fair", "They left out an aside.")
    assess_citation(desk, 1, "misleading", "They did not.", [str(letter)])
    judged = read_citation(desk, 1).assessment
    assert judged is not None
    assert (judged.verdict, judged.by, judged.evidence) == ("misleading", "Amira Osei", ("letter.txt",))
    assert desk.record.db.execute("SELECT count(*) FROM assessments").fetchone() == (2,)
    assert desk.record.db.execute("SELECT assessment FROM citations_overview").fetchall() == [("misleading",)]
    assess_citation(desk, 1, "none", "Meant for another.")
    assert read_citation(desk, 1).assessment is None
    for verdict, reason in (("none", "again"), ("bad", "x"), ("fair", " ")):
        with pytest.raises(InputError):
            assess_citation(desk, 1, verdict, reason)
    assert read_failures(desk) == []


def test_a_citation_becomes_a_claim_and_another_place_of_one(desk: Desk) -> None:
    pinned = add_claim_at(desk, 1, "They say that we put people out.", PinOptions("", stance="reports"))
    assert (pinned.claim, pinned.quote) == (1, "We ended eleven tenancies last year")
    with pytest.raises(NotAllowed, match="already"):
        pin_claim_at(desk, 1, 1, PinOptions(""))
    bring_in(desk, report("“We ended eleven tenancies last year”, wrote the Harbour Trust. Really."))
    pin_claim_at(desk, 1, 2, PinOptions(""))
    assert read_citation(desk, 2).claims == (1,)
    assert desk.record.db.execute(
        "SELECT count(*) FROM appearances WHERE citation_id IS NOT NULL"
    ).fetchone() == (2,)
    with pytest.raises(InputError):
        add_claim_at(desk, 1, "  ", PinOptions(""))
    assert read_failures(desk) == []


def test_a_screenshot_has_no_words_to_pin_a_claim_to(desk: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "shot.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    add_citation(desk, 1, ByHand(screenshot=picture, work=1))
    with pytest.raises(NotAllowed, match="no words"):
        add_claim_at(desk, 2, "They show our page.", PinOptions(""))


def test_a_citation_is_evidence_of_an_answer(desk: Desk) -> None:
    add_claim_at(desk, 1, "They say that we put people out.", PinOptions(""))
    add_rebuttal(desk, [1], "We did not.", ["x1"])
    (evidence,) = read_evidence(desk.record.db, 1)
    assert (evidence["citation"], evidence["quote"]) == (1, "We ended eleven tenancies last year")
    assert read_citation(desk, 1).rebuttals == (1,)
    with pytest.raises(NotFound):
        add_rebuttal(desk, [1], "We did not.", ["x9"])
    with pytest.raises(InputError):
        assess_citation(desk, 1, "false", "because", ["x1"])


def test_which_work_is_cited_can_be_said(desk: Desk) -> None:
    bring_in(desk, "Something else altogether of ours, about the garden.", work=True)
    changed = set_fields(desk, Ref("x", 1), {"work": "w2"})
    assert (changed.before, changed.after) == ({"work": ""}, {"work": "w2"})
    cited = read_citation(desk, 1)
    assert (cited.grade, cited.work and cited.work.number) == ("not found", 2)
    find_again(desk)
    assert read_citation(desk, 1).grade == "not found", "what a person said is not overruled"
    set_fields(desk, Ref("x", 1), {"work": ""})
    find_again(desk)
    assert read_citation(desk, 1).grade == "cut off"
    assert read_failures(desk) == []


def test_a_withdrawn_citation_is_not_found_again(desk: Desk) -> None:
    withdraw(desk, Ref("x", 1), "entered by mistake")
    assert find_again(desk).seen == ()
    assert list(read_citations(desk)) == []
    with pytest.raises(NotFound):
        assess_citation(desk, 1, "fair", "x")
    reinstate(desk, Ref("x", 1))
    assert len(list(read_citations(desk))) == 1


def test_a_report_and_a_work_show_their_citations(desk: Desk) -> None:
    for ref in (Ref("r", 1), Ref("w", 1)):
        (rows,) = [content for heading, content in show_thing(desk, ref).sections if heading == "Citations"]
        assert isinstance(rows, list)
        assert (rows[0]["citation"], rows[0]["grade"]) == ("x1", "cut off")
