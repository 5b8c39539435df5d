"""How a claim stands is kept beside it, and is always what its appearances, answers and requests say."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from mediawatch.store.migrations import AUDIENCES
from mediawatch.store.record import Record, open_record
from mediawatch.store.sqlite import sqlite3
from mediawatch.store.standings import find_untrue


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A record with claims, answers and a correction, from before standings were kept."""
    found = next(Path(__file__).parents[2].rglob("before-desk*.gz"))
    path = tmp_path / "record.db"
    path.write_bytes(gzip.decompress(found.read_bytes()))
    return path


def read_states(record: Record, audience: str = "") -> list[str]:
    rows = record.db.execute(f"SELECT state FROM claims_overview{audience} ORDER BY claim").fetchall()
    return [row[0] for row in rows]


def test_an_older_record_has_them_once_it_is_opened(older: Path) -> None:
    with open_record(older) as record:
        assert record.db.execute("SELECT count(*) FROM stale_claims").fetchone() == (0,)
        (kept,) = record.db.execute("SELECT count(*) FROM claim_standings").fetchone()
        assert kept == len(AUDIENCES) * len(read_states(record)) > 0
        assert list(find_untrue(record.db)) == []


def test_what_is_read_in_mid_transaction_counts_what_was_just_written(older: Path) -> None:
    with open_record(older) as record, record.write() as db:
        assert read_states(record)[1] == "answered"
        db.execute("UPDATE rebuttals SET withdrawn_at = '2026-03-06T10:00:00+00:00'")
        assert read_states(record)[1] == "open"
    with open_record(older) as record:
        assert read_states(record)[1] == "open"
        assert list(find_untrue(record.db)) == []


def test_a_transaction_that_fails_leaves_them_as_they_were(older: Path) -> None:
    with open_record(older) as record:
        before = read_states(record)
        with pytest.raises(RuntimeError), record.write() as db:
            db.execute("UPDATE rebuttals SET withdrawn_at = '2026-03-06T10:00:00+00:00'")
            raise RuntimeError("the power went")
        assert read_states(record) == before
        assert record.db.execute("SELECT count(*) FROM stale_claims").fetchone() == (0,)


def test_a_change_by_another_program_is_seen_though_nothing_was_kept_of_it(older: Path) -> None:
    open_record(older).close()
    raw = sqlite3.connect(str(older))
    raw.execute("UPDATE rebuttals SET withdrawn_at = '2026-03-06T10:00:00+00:00'")
    raw.commit()
    raw.close()
    with open_record(older, read_only=True) as record:
        assert read_states(record)[1] == "open"


def test_a_confidential_request_changes_what_staff_see_and_nothing_for_everybody_else(older: Path) -> None:
    with open_record(older) as record:
        with record.write() as db:
            db.execute("INSERT INTO markings SELECT 'q' || id, 'confidential', asked_on, 1 FROM requests")
        assert read_states(record)[0] == "answered"
        assert read_states(record, "_staff")[0] == "answered; corrected in 1 of 3"
        with record.write() as db:
            db.execute("DELETE FROM markings")
        assert read_states(record)[0] == "answered; corrected in 1 of 3"


def test_whoever_writes_a_standing_by_hand_is_found_out(older: Path) -> None:
    with open_record(older) as record:
        record.db.execute(
            "UPDATE claim_standings SET state = 'answered' WHERE state = 'open' AND audience = ''"
        )
        assert list(find_untrue(record.db)) == ["c3 does not stand as is kept"]
        record.db.execute("DELETE FROM claim_standings WHERE audience = '_staff' AND claim = 1")
        assert "c1 does not stand as is kept for staff" in list(find_untrue(record.db))
