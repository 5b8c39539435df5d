"""What somebody judges of a claim stands beside its state, with reason and evidence; the newest counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.assess import assess_claim
from mediawatch.journeys.claims import PinOptions, add_claim
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.look import Filters, list_things
from mediawatch.journeys.merge import merge_claims, split_claim
from mediawatch.journeys.show import show_thing
from mediawatch.journeys.timeline import TimelineFilters, read_timeline
from mediawatch.model import Ref

from .conftest import AddReport


@pytest.fixture
def claimed(desk: Desk, add_report: AddReport) -> Desk:
    add_report("No nurse has set foot in Second Landing. Nobody answers the telephone at Saltmere Trust.")
    add_claim(desk, 1, "No nurse came.", PinOptions("No nurse has set foot"))
    add_claim(desk, 1, "The telephone is dead.", PinOptions("Nobody answers the telephone"))
    return desk


def judged(desk: Desk, verdict: str) -> list[int]:
    return [row["claim"] for row in list_things(desk, "claims", Filters(assessed=verdict))]


def test_the_newest_judgement_stands_and_the_older_ones_stay(claimed: Desk, tmp_path: Path) -> None:
    letter = tmp_path / "rota.txt"
    letter.write_text("Tuesdays.", encoding="utf-8")
    assess_claim(claimed, 1, "misleading", "They left out Tuesdays.", on="2026-03-05")
    done = assess_claim(claimed, 1, "false", "The rota shows it.", evidence=[str(letter)])
    assert (done.before, done.evidence) == ("misleading", 1)
    assert (judged(claimed, "false"), judged(claimed, "misleading"), judged(claimed, "none")) == (
        [1],
        [],
        [2],
    )
    row = next(iter(list_things(claimed, "claims")))
    assert (row["state"], row["assessment"], row["assessed_by"]) == ("open", "false", "Ada")
    said = dict(show_thing(claimed, Ref("c", 1)).sections)["Judgements"]
    assert [(one["judged"], one["reason"]) for one in said] == [  # type: ignore[index]
        ("false", "The rota shows it."), ("misleading", "They left out Tuesdays."),
    ]  # fmt: skip
    assert "rota.txt" in said[0]["evidence"]  # type: ignore[index]


def test_the_timeline_tells_of_the_judgement_that_stands(claimed: Desk) -> None:
    assess_claim(claimed, 1, "misleading", "They left out Tuesdays.", on="2026-03-05")
    assess_claim(claimed, 1, "false", "The rota shows it.", on="2026-03-06")
    _, entries = read_timeline(claimed, TimelineFilters(claim=1))
    told = [(entry.occurred_on, entry.detail, entry.by) for entry in entries if entry.kind == "assessed"]
    assert told == [("2026-03-06", "false: The rota shows it.", "Ada")]


def test_a_judgement_can_be_taken_back_and_stays_in_the_record(claimed: Desk) -> None:
    assess_claim(claimed, 1, "false", "The rota shows it.")
    assess_claim(claimed, 1, "none", "That was meant for c2.")
    assert judged(claimed, "none") == [1, 2]
    _, entries = read_timeline(claimed, TimelineFilters())
    assert not [entry for entry in entries if entry.kind == "assessed"]
    with pytest.raises(NotAllowed, match="nothing to take back"):
        assess_claim(claimed, 1, "none", "Again.")


def test_a_merged_claim_keeps_its_judgement_to_itself_and_says_so(claimed: Desk) -> None:
    assess_claim(claimed, 2, "opinion", "A matter of taste.")
    assert merge_claims(claimed, 2, 1).judged == "opinion"
    assert judged(claimed, "none") == [1]
    with pytest.raises(NotAllowed, match="another wording of c1"):
        assess_claim(claimed, 2, "false", "x")
    split_claim(claimed, 2)
    assert judged(claimed, "opinion") == [2]


def test_what_is_no_judgement_is_refused_and_leaves_nothing(claimed: Desk, tmp_path: Path) -> None:
    for claim, verdict, reason, extra, error in (
        (1, "rubbish", "x", {}, InputError),
        (1, "fair", "a verdict on citations", {}, InputError),
        (1, "false", "  \n", {}, InputError),
        (9, "false", "x", {}, NotFound),
        (1, "false", "x", {"on": "2026-03"}, InputError),
        (1, "false", "x", {"on": "3/4/2026"}, InputError),
        (1, "false", "x", {"evidence": [str(tmp_path / "nowhere.pdf")]}, InputError),
    ):
        with pytest.raises(error):
            assess_claim(claimed, claim, verdict, reason, **extra)  # type: ignore[arg-type]
    assert judged(claimed, "none") == [1, 2]
