"""Whatever is merged and split, in whatever order: each appearance stands with one claim, and all can be undone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediawatch.errors import InputError
from mediawatch.journeys.claims import PinOptions, add_claim, pin_claim
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.merge import merge_claims, put_back, split_claim
from mediawatch.journeys.typed import TypedReport, add_typed
from mediawatch.store.verify import run_checks

CLAIMS, REPORTS = 4, 3

Step = tuple[str, int, int]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "merge", "merge", "split", "split off"]),
        st.integers(1, CLAIMS + 2),
        st.integers(1, CLAIMS + 2),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of four claims, each in three reports."""
    path = tmp_path_factory.mktemp("merge") / "template.db"
    init_record(path, organisation="Saltmere Trust", names=[], timezone="UTC", by="Ada")
    with open_desk(path, "Ada") as desk:
        text = " ".join(f"Sentence number {number} stands here." for number in range(1, CLAIMS + 1))
        for report in range(1, REPORTS + 1):
            add_typed(desk, TypedReport(text=f"{text} ({report})", outlet="The Tide", published="2026-03-04"))
        for claim in range(1, CLAIMS + 1):
            add_claim(desk, 1, f"Claim {claim}.", PinOptions(f"Sentence number {claim} stands"))
            for report in range(2, REPORTS + 1):
                pin_claim(desk, claim, report, PinOptions(f"Sentence number {claim} stands"))
    return path


def read_places(desk: Desk) -> list[tuple[int, int]]:
    return [
        tuple(row)
        for row in desk.record.db.execute("SELECT appearance, claim FROM appearances_overview ORDER BY 1, 2")
    ]


def read_claims(desk: Desk) -> list[tuple[int, int]]:
    return [tuple(row) for row in desk.record.db.execute("SELECT claim, appearances FROM claims_overview")]


class Model:
    """What a person expects, without a database."""

    def __init__(self) -> None:
        self.home = {
            (claim - 1) * REPORTS + report: claim
            for claim in range(1, CLAIMS + 1)
            for report in range(1, REPORTS + 1)
        }
        self.merged: dict[int, int] = {}
        self.claims = CLAIMS

    def top(self, claim: int) -> int:
        while claim in self.merged:
            claim = self.merged[claim]
        return claim

    def places(self) -> list[tuple[int, int]]:
        return sorted((appearance, self.top(home)) for appearance, home in self.home.items())

    def reports(self, claim: int) -> set[int]:
        return {(number - 1) % REPORTS + 1 for number, home in self.home.items() if self.top(home) == claim}

    def take(self, desk: Desk, step: Step) -> Callable[[], object] | None:
        """Do a step in the record and here; gives what undoes it, None where it is refused, as it has to be."""
        kind, one, other = step
        known = one <= self.claims
        if kind == "merge":
            allowed = (
                known
                and other <= self.claims
                and one != other
                and one not in self.merged
                and self.top(other) != one
            )
            refused = self.attempt(lambda: merge_claims(desk, one, other), allowed)
            if refused:
                return None
            self.merged[one] = other
            return lambda: split_claim(desk, one)
        if kind == "split":
            if self.attempt(lambda: split_claim(desk, one), known and one in self.merged):
                return None
            into = self.merged.pop(one)
            return lambda: merge_claims(desk, one, into)
        report = other % REPORTS + 1
        standing = self.top(one)
        there = self.reports(standing) if known else set()
        if self.attempt(lambda: split_claim(desk, one, reports=[report]), report in there and len(there) > 1):
            return None
        self.claims += 1
        new = self.claims
        for number, home in self.home.items():
            if self.top(home) == standing and (number - 1) % REPORTS + 1 == report:
                self.home[number] = new
        return lambda: put_back(desk, new)

    @staticmethod
    def attempt(act: Callable[[], object], allowed: bool) -> bool:
        """Whether it was refused; fails where it should have been and was not, or the other way round."""
        try:
            act()
        except InputError as error:
            assert not allowed, error
            return True
        assert allowed
        return False


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_each_appearance_stands_with_one_claim_and_undoing_all_restores_the_start(
    template: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    path = tmp_path_factory.mktemp("merged") / "record.db"
    shutil.copy(template, path)
    with open_desk(path, "Ada") as desk:
        start, claims = read_places(desk), read_claims(desk)
        model = Model()
        undo = []
        for step in steps:
            undoing = model.take(desk, step)
            if undoing is not None:
                undo.append(undoing)
            assert read_places(desk) == model.places()
        assert [line for check in run_checks(desk.record.db) for line in check.failures] == []
        for undoing in reversed(undo):
            undoing()
        assert read_places(desk) == start
        assert read_claims(desk) == claims
        assert [line for check in run_checks(desk.record.db) for line in check.failures] == []
