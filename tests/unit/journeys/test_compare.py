"""Which two wordings are laid beside each other."""

from __future__ import annotations

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.approval import approve_rebuttal
from mediawatch.journeys.compare import compare
from mediawatch.journeys.correct import set_fields
from mediawatch.journeys.deliveries import publish_rebuttal
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.rebuttals import add_rebuttal, change_rebuttal, supersede_rebuttal
from mediawatch.journeys.receive import receive
from mediawatch.model import Fetched, Reading, Ref, Text
from mediawatch.store.rebuttals import digest_words
from mediawatch.store.reports import read_thing

B1 = Ref("b", 1)


def versions(desk: Desk, ref: Ref, *picked: str, approved_only: bool = False) -> tuple[str, str] | None:
    found = compare(desk, ref, *picked, approved_only=approved_only)
    return found and (found.before.text, found.after.text)


@pytest.fixture
def written(ama: Desk) -> Desk:
    """Rebuttal 1 was approved twice, and changed once more."""
    add_rebuttal(ama, [1], "One.")
    for text in ("Two.", "Three."):
        approve_rebuttal(ama, 1)
        change_rebuttal(ama, 1, text)
    return ama


def test_the_newest_is_compared_with_the_one_before_it(written: Desk) -> None:
    assert versions(written, B1) == ("Two.", "Three.")
    found = compare(written, B1)
    assert found is not None
    assert found.after.name.startswith("b1, version 3 (not approved; written on ")
    assert found.before.name.startswith("b1, version 2 (approved on ")


def test_any_two_are_compared_by_their_numbers(written: Desk) -> None:
    assert versions(written, B1, "1") == ("One.", "Three.")
    assert versions(written, B1, "1", "2") == ("One.", "Two.")
    assert versions(written, B1, "3", "1") == ("Three.", "One.")


def test_what_nobody_approved_is_left_out_for_others(written: Desk) -> None:
    assert versions(written, B1, approved_only=True) == ("One.", "Two.")
    with pytest.raises(NotFound, match="no version 3"):
        compare(written, B1, "3", approved_only=True)
    add_rebuttal(written, [1], "A draft.")
    with pytest.raises(NotFound, match="b2 has no text"):
        compare(written, Ref("b", 2), approved_only=True)
    with pytest.raises(NotFound, match="b2 has no text"):
        compare(written, B1, "b2", approved_only=True)


def test_one_version_alone_is_compared_with_what_it_takes_the_place_of(ama: Desk) -> None:
    add_rebuttal(ama, [1], "One.")
    assert compare(ama, B1) is None
    approve_rebuttal(ama, 1)
    publish_rebuttal(ama, 1, on="2026-03-06")
    supersede_rebuttal(ama, 1, "Better.")
    assert versions(ama, Ref("b", 2)) == ("One.", "Better.")
    assert versions(ama, B1, "b2") == ("One.", "Better.")


def test_a_page_has_a_version_for_each_text_that_it_had(ama: Desk) -> None:
    for day, text in (
        ("05", "It closed."),
        ("06", "It closed."),
        ("07", "It did not close."),
        ("08", "It closed."),
    ):
        fetched = Fetched(
            "https://paper.example/a", "https://paper.example/a", 200, (), day.encode(), day.encode(),
            f"2026-03-{day}T09:00:00+00:00",
        )  # fmt: skip
        reading = Reading("read", (Text(text, "article", "x", "1"),))
        document = 0 if day == "05" else int(read_thing(ama.record.db, Ref("r", 3))["document_id"])
        receive(
            ama,
            fetched,
            reading,
            AddOptions(),
            kind="report" if day == "05" else "evidence",
            document=document,
        )
    report = Ref("r", 3)
    assert versions(ama, report) == ("It did not close.", "It closed.")
    assert versions(ama, report, "1", "2") == ("It closed.", "It did not close.")
    found = compare(ama, report)
    assert found is not None
    assert found.after.name == "r3, version 3 (as captured on 8 March 2026, 09:00:00 GMT)"


@pytest.mark.parametrize(("picked", "why"), [
    (("7",), "b1 has no version 7"), (("x",), "is no version"), (("²",), "is no version"),
    (("c1",), "has no versions"), (("b9",), "no rebuttal b9"), (("-1",), "is no version"),
    (("9" * 12,), "is no version"),
])  # fmt: skip
def test_a_version_that_is_not_there_is_refused(written: Desk, picked: tuple[str, ...], why: str) -> None:
    with pytest.raises(InputError, match=why):
        compare(written, B1, *picked)


def test_words_are_set_only_where_they_are_those_that_were_read(ama: Desk, ines: Desk) -> None:
    add_rebuttal(ama, [1], "One.")
    read = digest_words(read_thing(ama.record.db, B1))
    set_fields(ama, B1, {"text": "Two."}, digest=read)
    with pytest.raises(NotAllowed, match="Ama has changed b1"):
        set_fields(ines, B1, {"text": "Three."}, digest=read)
    with pytest.raises(InputError, match="goes with a rebuttal"):
        set_fields(ines, Ref("c", 1), {"claim": "Other words."}, digest=read)
