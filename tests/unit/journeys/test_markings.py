"""Who may see a thing is said once, and its files follow it unless something open shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.contacts import ContactGiven, ContactPlace, add_contact
from mediawatch.journeys.correct import add_note, read_notes, withdraw
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.markings import Disclosed, Marked, check_disclosed, find_ref, mark_thing
from mediawatch.journeys.rebuttals import add_rebuttal
from mediawatch.journeys.requests import OutcomeOptions, RequestOptions, add_request, set_outcome
from mediawatch.journeys.safety import verify_record
from mediawatch.journeys.show import show_thing
from mediawatch.model import Ref
from mediawatch.store.evidence import read_evidence
from mediawatch.store.markings import read_level

K1, FILE1 = Ref("k", 1), Ref("file", 1)


@pytest.fixture
def desk(courier_desk: Desk) -> Desk:
    """A desk with one report."""
    return courier_desk


@pytest.fixture
def letter(tmp_path: Path) -> str:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Ms Calloway", encoding="utf-8")
    return str(path)


def add_letter(desk: Desk, letter: str, **place: object) -> int:
    given = ContactGiven(
        direction="in", channel="letter", on="2026-03-03", summary="A letter.", files=[letter]
    )
    return add_contact(desk, ContactPlace(report=1, **place), given).contact  # type: ignore[arg-type]


def test_the_files_of_a_contact_are_marked_with_it_and_stay_marked_until_opened(
    desk: Desk, letter: str
) -> None:
    add_letter(desk, letter)
    assert mark_thing(desk, K1, "confidential") == Marked(K1, "", "confidential", files=("file 1",))
    assert mark_thing(desk, K1, "privileged") == Marked(K1, "confidential", "privileged", files=("file 1",))
    assert read_level(desk.record.db, FILE1) == "privileged"
    assert mark_thing(desk, K1, "") == Marked(K1, "privileged", "", still=("file 1",))
    assert read_level(desk.record.db, FILE1) == "privileged"
    mark_thing(desk, FILE1, "")
    assert read_level(desk.record.db, FILE1) == ""
    assert verify_record(desk).ok


def test_a_file_that_something_open_shows_stays_open_and_is_named(desk: Desk, letter: str) -> None:
    add_letter(desk, letter)
    add_claim(desk, 1, "It is said.", PinOptions("The Saltmere Trust."))
    add_rebuttal(desk, [1], "It is not so.", [letter])
    assert mark_thing(desk, K1, "confidential").shared == ("file 1",)
    assert read_level(desk.record.db, FILE1) == ""
    mark_thing(desk, FILE1, "confidential")
    assert read_evidence(desk.record.db, 1) == []
    assert [one["file"] for one in read_evidence(desk.record.db, 1, "_counsel")] == ["letter.txt"]


def test_evidence_can_be_marked_as_it_is_added(desk: Desk, letter: str) -> None:
    add_claim(desk, 1, "It is said.", PinOptions("The Saltmere Trust."))
    add_rebuttal(desk, [1], "It is not so.", [letter], "privileged")
    assert read_evidence(desk.record.db, 1) == []
    shown = show_thing(desk, Ref("b", 1)).data["evidence"]
    assert shown[0]["confidentiality"] == "privileged"


def test_what_may_quote_it_is_named(desk: Desk, letter: str) -> None:
    add_letter(desk, letter)
    given = ContactGiven(direction="out", channel="letter", on="2026-03-03", summary="Our answer.")
    add_contact(desk, ContactPlace(exchange=1), given)
    assert mark_thing(desk, K1, "confidential").beside == ("k2",)
    assert mark_thing(desk, Ref("k", 2), "privileged").beside == ("k1",)
    assert mark_thing(desk, K1, "privileged").beside == ()


def test_a_request_is_marked_as_it_is_added_and_its_proof_follows(desk: Desk, letter: str) -> None:
    add_claim(desk, 1, "It is said.", PinOptions("The Saltmere Trust."))
    asked = RequestOptions(kind="apology", addressee="court", level="confidential")
    add_request(desk, ["1"], asked, on="2026-03-06", text="We ask.")
    assert read_level(desk.record.db, Ref("q", 1)) == "confidential"
    set_outcome(desk, 1, OutcomeOptions("refused", proof=letter), on="2026-03-09")
    assert read_level(desk.record.db, FILE1) == "confidential"
    (state,) = desk.record.db.execute("SELECT state FROM claims_overview").fetchone()
    assert state == "open", "what was asked in confidence shows in no state"
    assert show_thing(desk, Ref("c", 1)).data["state"] == "refused"


def test_a_note_is_marked_as_it_is_written(desk: Desk) -> None:
    add_note(desk, Ref("r", 1), "Counsel advises against it.", "privileged")
    add_note(desk, Ref("r", 1), "Rang them.")
    first, second = read_notes(desk.record.db, Ref("r", 1))
    assert (first["number"], first["confidentiality"]) == (1, "privileged")
    assert "confidentiality" not in second


@pytest.mark.parametrize("letter_of_kind", ["r", "c", "w"])
def test_what_others_published_and_what_we_claim_is_not_secret(desk: Desk, letter_of_kind: str) -> None:
    add_claim(desk, 1, "It is said.", PinOptions("The Saltmere Trust."))
    if letter_of_kind == "w":
        with pytest.raises(NotFound):
            mark_thing(desk, Ref("w", 1), "confidential")
        return
    with pytest.raises(NotAllowed, match="cannot be marked"):
        mark_thing(desk, Ref(letter_of_kind, 1), "confidential")


@pytest.mark.parametrize(
    "ref", [Ref("k", 9), Ref("note", 9), Ref("file", 9), Ref("contact search", 9), Ref("q", 9)]
)
def test_what_is_not_there_is_not_marked(desk: Desk, ref: Ref) -> None:
    with pytest.raises(NotFound, match="There is no"):
        mark_thing(desk, ref, "confidential")


def test_files_are_named_by_number_or_by_the_beginning_of_their_digest(desk: Desk, letter: str) -> None:
    add_letter(desk, letter)
    digest = desk.record.db.execute("SELECT sha256 FROM files").fetchone()[0]
    for typed in ("file-1", "file 1", f"file-{digest[:8]}", f"FILE {digest.upper()}"):
        assert find_ref(desk, typed) == FILE1
    with pytest.raises(NotFound, match="begins with deadbeef"):
        find_ref(desk, "file-deadbeef")
    with pytest.raises(InputError, match="no reference"):
        find_ref(desk, "file-beef")
    assert find_ref(desk, "file-123456789") == Ref("file", 123456789)


def test_notes_and_files_are_never_withdrawn(desk: Desk, letter: str) -> None:
    add_letter(desk, letter)
    add_note(desk, Ref("r", 1), "Rang them.")
    for ref in (Ref("note", 1), FILE1):
        with pytest.raises(NotAllowed, match="not withdrawn: it stays"):
            withdraw(desk, ref, "x")


def test_only_what_is_privileged_is_named_one_by_one(desk: Desk, letter: str) -> None:
    add_letter(desk, letter)
    for level, said in (("", "open"), ("confidential", "confidential")):
        mark_thing(desk, K1, level)  # type: ignore[arg-type]
        with pytest.raises(InputError, match=f"k1 is {said}, not privileged"):
            check_disclosed(desk.record.db, Disclosed(privileged=(K1,)))
    mark_thing(desk, K1, "privileged")
    check_disclosed(desk.record.db, Disclosed(privileged=(K1,)))
    with pytest.raises(InputError, match="not among what is handed over"):
        check_disclosed(desk.record.db, Disclosed(privileged=(K1,)), ("q",))
    with pytest.raises(NotFound):
        check_disclosed(desk.record.db, Disclosed(privileged=(Ref("k", 9),)))


@pytest.mark.parametrize("ref", [K1, FILE1, Ref("note", 1)])
def test_whoever_has_the_file_is_shown_it_with_its_level(desk: Desk, letter: str, ref: Ref) -> None:
    add_letter(desk, letter)
    add_note(desk, Ref("r", 1), "Rang them.")
    mark_thing(desk, ref, "privileged")
    assert show_thing(desk, ref).data["confidentiality"] == "privileged"
