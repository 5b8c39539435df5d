"""Evidence on the web is looked up again, and what it gives is noted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.approval import approve_rebuttal
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.evidence import support_rebuttal
from mediawatch.journeys.evidence_check import check_evidence
from mediawatch.journeys.rebuttals import add_rebuttal, delete_rebuttal
from mediawatch.store.evidence import read_evidence
from mediawatch.store.rows import select
from mediawatch.store.verify import run_checks

REGISTER = """<!doctype html><html lang="en"><head><title>Register</title></head><body><article><h1>The register</h1>
<p>Harbour Lane Trust is entered under number 1234 since the year 1998, with its accounts of every year.</p>
<p>The accounts of 2025 show a salary of £64,000 for the director, and £1.2m for all staff.</p></article>
</body></html>"""


def count(desk: Desk, table: str, condition: str = "1") -> int:
    return int(desk.record.db.execute(f"SELECT count(*) FROM {table} WHERE {condition}").fetchone()[0])


def failures(desk: Desk) -> list[str]:
    return [failure for check in run_checks(desk.record.db) for failure in check.failures]


@pytest.fixture
def supported(ama: Desk, world: Any) -> str:
    """Rebuttal 1 is supported by an address, and approved."""
    address: str = world.page("/register", REGISTER)
    add_rebuttal(ama, [1], "Nobody was turned away.", [address])
    approve_rebuttal(ama, 1)
    return address


def test_an_address_is_captured_when_it_is_named_and_not_again_while_it_stands(
    ama: Desk, supported: str
) -> None:
    (piece,) = read_evidence(ama.record.db, 1)
    assert piece["found"] == "reachable"
    assert piece["document_id"]
    captures = count(ama, "captures")
    (found,) = check_evidence(ama)
    assert (found.address, found.rebuttals, found.found, found.why) == (supported, (1,), "reachable", "")
    assert count(ama, "captures") == captures, "the same bytes are kept once"
    assert failures(ama) == []


def test_a_page_that_says_something_else_is_captured_again_and_told(
    ama: Desk, supported: str, world: Any
) -> None:
    captures = count(ama, "captures")
    world.page("/register", REGISTER.replace("£64,000", "£164,000"))
    (found,) = check_evidence(ama, [1])
    assert found.found == "changed"
    assert "does not say what it said" in found.why
    assert count(ama, "captures") == captures + 1
    (again,) = check_evidence(ama, [1])
    assert again.found == "changed", "it is compared with what it was when it was named"
    assert count(ama, "captures") == captures + 1
    world.page("/register", REGISTER)
    assert check_evidence(ama, [1])[0].found == "reachable"
    assert failures(ama) == []


@pytest.mark.parametrize(
    ("status", "found"), [(404, "gone"), (410, "gone"), (403, "refused"), (503, "unreachable")]
)
def test_a_page_that_is_not_there_leaves_one_problem_until_it_is_back(
    ama: Desk, supported: str, world: Any, status: int, found: str
) -> None:
    world.page("/register", "<p>No.</p>", status=status)
    for turn in range(2):
        (one,) = check_evidence(ama)
        assert one.found == found
        assert str(status) in one.why
        assert count(ama, "problems", "solved_at IS NULL") == 1, turn
    world.page("/register", REGISTER)
    assert check_evidence(ama)[0].found == "reachable"
    assert count(ama, "problems", "solved_at IS NULL") == 0
    assert failures(ama) == []


def test_an_address_that_gives_nothing_is_unreachable_and_the_rest_goes_on(
    ama: Desk, supported: str, world: Any
) -> None:
    dead = f"http://{world.host}:1/gone"
    support_rebuttal(ama, 1, [dead])
    world.robots("User-agent: *\nDisallow: /register")
    found = {one.address: one.found for one in check_evidence(ama)}
    assert found[dead] == "unreachable"
    assert set(found) == {dead, supported}
    again = {one.address: one.found for one in check_evidence(ama)}
    assert again == found
    assert count(ama, "problems", f"address = '{dead}' AND solved_at IS NULL") <= 2
    (run,) = select(ama.record.db, "SELECT kind, done, failed, ended_at FROM runs ORDER BY id DESC LIMIT 1")
    assert run["kind"] == "check evidence"
    assert run["done"] + run["failed"] == 2
    assert run["ended_at"]


def test_each_address_is_fetched_once_for_all_it_supports(ama: Desk, supported: str, world: Any) -> None:
    add_rebuttal(ama, [2], "She earns £64,000.", [supported])
    before = len(world.asked("/register"))
    (found,) = check_evidence(ama)
    assert found.rebuttals == (1, 2)
    assert len(world.asked("/register")) == before + 1
    assert [piece["found"] for number in (1, 2) for piece in read_evidence(ama.record.db, number)] == [
        "reachable"
    ] * 2


def test_checking_a_draft_leaves_no_trace_of_it_in_the_history(ama: Desk, world: Any) -> None:
    add_rebuttal(ama, [1], "A draft.", [world.page("/register", REGISTER)])
    check_evidence(ama)
    assert count(ama, "events", "ref GLOB 'b*'") == 0
    delete_rebuttal(ama, 1)
    assert check_evidence(ama) == []


def test_a_table_is_there_though_nobody_reads_it(ama: Desk, world: Any) -> None:
    address = world.page("/table.bin", b"\x00\x01\x02" * 400, "application/octet-stream")
    add_rebuttal(ama, [1], "See the table.", [address])
    assert check_evidence(ama)[0].found == "reachable"


def test_evidence_is_added_to_what_is_published_and_taken_from_drafts_alone(
    ama: Desk, supported: str, tmp_path: Path
) -> None:
    table = tmp_path / "visits.csv"
    table.write_text("month;visits", encoding="utf-8")
    assert support_rebuttal(ama, 1, [str(table)]).changed == ("evidence",)
    assert support_rebuttal(ama, 1, [str(table), supported]).changed == (), "each piece once"
    with pytest.raises(NotAllowed, match="approved with its evidence"):
        support_rebuttal(ama, 1, drop=[1])
    add_rebuttal(ama, [2], "She earns £64,000.", [str(table), supported])
    assert support_rebuttal(ama, 2, drop=[1]).changed == ("evidence",)
    assert [piece["address"] for piece in read_evidence(ama.record.db, 2)] == [supported]
    with pytest.raises(NotFound, match="no piece of evidence 2"):
        support_rebuttal(ama, 2, drop=[2])
    with pytest.raises(InputError):
        support_rebuttal(ama, 2)
    with pytest.raises(InputError, match="cannot be read"):
        support_rebuttal(ama, 2, [str(tmp_path)])
    assert failures(ama) == []
    ama.record.db.execute("DELETE FROM evidence WHERE rebuttal_id = 1 AND file_id IS NOT NULL")
    assert failures(ama) == ["evidence 2 of b1 is gone"]


def test_only_rebuttals_that_are_there_are_checked(ama: Desk, supported: str) -> None:
    with pytest.raises(NotFound, match="b7"):
        check_evidence(ama, [7])
