"""Whoever moves, shortens or rewords a citation with a tool of their own is found out."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediawatch.journeys.citations import ByHand, add_citation
from mediawatch.store.verify_citations import covers, find_misplaced, is_row
from unit.journeys.citing_record import WORK, bring_in, read_failures, report, sit_down

TAMPERING = {
    "its quote": ("citations", "UPDATE citations SET quote = 'We ended no tenancies'", "its words"),
    "its beginning": ("citations", "UPDATE citations SET start = start + 1", "beginning and end"),
    "its parts": ("citations", "UPDATE citations SET parts = '[[5, 9], [2, 4]]'", "in a row"),
    "what stands before": ("citations", "UPDATE citations SET prefix = 'x'", "stands before"),
    "what stands behind": ("citations", "UPDATE citations SET suffix = 'x'", "stands behind"),
    "its text": ("citation_grades", "UPDATE citation_grades SET text_id = work_text_id", "its capture is none"),
    "its version": ("citation_grades", "UPDATE citation_grades SET work_text_id = text_id", "its version is none"),
    "our passage": ("citation_grades", "UPDATE citation_grades SET passages = '[[0, 12]]'", "our passage"),
    "where our passage begins": ("citation_grades", "UPDATE citation_grades SET work_start = 0", "beginning and end"),
    "our whole passage": ("citation_grades", "UPDATE citation_grades SET whole_start = whole_end", "whole passage"),
    "a passage out of the text": ("citation_grades", "UPDATE citation_grades SET passages = '[[9000, 9010]]'", "stand"),
    "a grade that is graver": (
        "citation_grades", "UPDATE citation_grades SET others = '[\"not found\"]'", "graver"
    ),
    "a flag that does not exist": ("citation_grades", "UPDATE citation_grades SET flags = '[\"colour\"]'", "exist"),
    "the grade": ("citation_grades", "UPDATE citation_grades SET grade = 'not found', others = '[]'", "go together"),
    "what was left out": (
        "citation_grades",
        "UPDATE citation_grades SET left_out = json_set(left_out, '$[0].words', 'nothing')",
        "left out",
    ),
    "what differs": (
        "citation_grades", "UPDATE citation_grades SET differences = '[[\"same\", [1, 2], [3, 4]]]'", "cover"
    ),
    "which side differs": (
        "citation_grades",
        "UPDATE citation_grades SET differences = json_set(differences, '$[0][0]', 'omitted')",
        "wrong side",
    ),
    "no differences": ("citation_grades", "UPDATE citation_grades SET differences = '[]'", "how it differs"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_shows_by_the_offsets_and_by_the_history(tmp_path: Path, what: str) -> None:
    table, statement, said = TAMPERING[what]
    with sit_down(tmp_path) as desk:
        bring_in(desk, WORK, work=True)
        bring_in(desk, report("“We ended eleven tenancies last year”, says the Harbour Trust."))
        assert read_failures(desk) == []
        db = desk.record.db
        triggers = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        assert db.execute(statement).rowcount == 1
        for _, sql in triggers:
            db.execute(sql)
        assert any(said in line for line in find_misplaced(db)[1]), find_misplaced(db)
        assert any("is not what the history tells" in line for line in read_failures(desk))


def test_a_screenshot_stands_in_no_text_and_holds(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    with sit_down(tmp_path) as desk:
        bring_in(desk, WORK, work=True)
        bring_in(desk, report("The Harbour Trust was not asked."))
        add_citation(desk, 1, ByHand(work=1, screenshot=picture))
        assert find_misplaced(desk.record.db) == (2, [])


def test_what_is_between_words_need_not_be_covered() -> None:
    text = "We ended (eleven) tenancies."
    assert covers(text, [(0, 28)], [(0, 8), (10, 16), (18, 27)])
    assert not covers(text, [(0, 28)], [(0, 8), (18, 27)])
    assert not covers(text, [(0, 28)], [(0, 8), (10, 99)])
    assert covers(text, [(3, 8)], [(0, 28)])
    assert is_row([(0, 2), (2, 4)], 4)
    assert not is_row([(0, 2), (1, 4)], 4)
    assert not is_row([(3, 2)], 4)
