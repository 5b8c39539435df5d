"""A record that an earlier program made is brought up to date, and nothing in it is lost."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from mediawatch.model import Actor
from mediawatch.store.chained import insert_chained
from mediawatch.store.migrations import AUDIENCES, expected_views
from mediawatch.store.record import Record, open_record
from mediawatch.store.verify import run_checks

BEFORE_DESK = Path(__file__).parents[2] / "golden" / "records" / "before-desk.db.gz"
"""The record of `mediawatch demo` as the program made it before there was a desk."""


def test_a_record_from_before_the_desk_opens_and_agrees_with_itself(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(gzip.decompress(BEFORE_DESK.read_bytes()))
    with open_record(path) as record:
        assert [line for check in run_checks(record.db) for line in check.failures] == []
        counts = [record.db.execute(f"SELECT count(*) FROM {view}").fetchone()[0] for view in
                  ("claims_overview", "appearances_overview", "reports_overview", "requests_overview")]  # fmt: skip
        assert counts == [3, 5, 4, 1]
        states = record.db.execute("SELECT state FROM claims_overview ORDER BY claim").fetchall()
        assert states == [("answered; corrected in 1 of 3",), ("answered",), ("open",)]
        record.db.execute("UPDATE requests SET kind = 'right to erasure'")
        found = record.db.execute("SELECT rowid FROM rebuttals_index WHERE rebuttals_index MATCH 'nurse'")
        assert found.fetchall() == [(3,)], "answers are found in the index that was made anew"
    (backup,) = (found.name for found in tmp_path.iterdir() if "before" in found.name)
    assert backup.startswith("record.before-desk-citations-"), "named by what was to be done"


def test_each_audience_sees_what_is_for_it_and_no_more(record: Record, actor: Actor) -> None:
    with record.write() as db:
        db.execute("INSERT INTO users (name, standing, first_seen_at) VALUES ('Ada', 'stated', '')")
        for ref, level in (("q2", "confidential"), ("q3", "privileged")):
            row = {"ref": ref, "level": level, "marked_at": actor.now, "marked_by": 1}
            insert_chained(db, actor, "markings", row, verb="marked", ref=ref)
        for _ in range(3):
            db.execute(
                "INSERT INTO requests (kind, addressee, recipient, text, asked_on, recorded_at, recorded_by) "
                "VALUES ('correction', 'publisher', '', '', '2026-03-04', '', 1)"
            )
    seen = {
        ending: [row[0] for row in record.db.execute(f"SELECT request FROM requests_overview{ending}")]
        for ending in AUDIENCES
    }
    assert seen == {"": [1], "_staff": [1, 2], "_counsel": [1, 2, 3]}


def test_a_view_for_staff_reads_none_for_everybody_where_there_is_one_for_staff() -> None:
    views = expected_views()
    apart = {name.removesuffix("_staff") for name in views if name.endswith("_staff")}
    assert {"timeline", "requests_overview", "contacts_overview", "claims_overview"} <= apart
    for name in apart:
        for ending in AUDIENCES:
            words = set(re.findall(r"\w+", views[name + ending].split(" AS", 1)[1]))
            assert not words & {other + wrong for other in apart for wrong in AUDIENCES if wrong != ending}
