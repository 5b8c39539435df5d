"""The record's file is made whole, opened with care, and written in immediate transactions."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediawatch.errors import NotAllowed, RecordError, StoreError
from mediawatch.store import connection as room
from mediawatch.store.connection import connect
from mediawatch.store.migrations import APPEND_ONLY, expected_triggers, migrations, statements
from mediawatch.store.record import Record, create_record, open_record
from mediawatch.store.sqlite import sqlite3


def test_a_new_record_is_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "record.db"
    create_record(path, "Harbour Trust", "Europe/London", "2026-03-05T10:00:00+00:00").close()
    assert [found.name for found in path.parent.iterdir()] == ["record.db"]


def test_a_record_is_never_made_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(b"something else")
    with pytest.raises(NotAllowed):
        create_record(path, "Harbour Trust", "UTC", "2026-03-05T10:00:00+00:00")
    assert path.read_bytes() == b"something else"


def test_the_connection_is_as_safe_as_promised(record: Record) -> None:
    pragmas = {
        name: record.db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
    }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": room.BUSY_SECONDS * 1000,
        "secure_delete": 1,
    }


def test_a_failed_transaction_leaves_nothing(record: Record) -> None:
    with pytest.raises(ZeroDivisionError), record.write() as db:
        db.execute("INSERT INTO settings VALUES ('contact', 'press@harbour.example')")
        raise ZeroDivisionError
    assert record.db.execute("SELECT count(*) FROM settings").fetchone()[0] == 0
    assert not record.db.conn.in_transaction


def test_a_second_writer_waits_and_is_then_told_why(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "BUSY_SECONDS", 0.05)
    with (
        open_record(record.path) as other,
        record.write(),
        pytest.raises(StoreError, match="Another program is writing"),
        other.write(),
    ):
        pass


def test_there_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="There is no record"):
        open_record(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough" * 40])
def test_a_file_that_is_no_record_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(RecordError):
        open_record(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(str(path))
    other.execute("CREATE TABLE t (a)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match="no mediawatch record"):
        open_record(path)
    assert path.read_bytes() == before


def test_a_newer_record_is_refused_and_unchanged(record: Record) -> None:
    with record.write() as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('mediawatch', 'telepathy', 'x')"
        )
    with pytest.raises(RecordError, match=r"newer mediawatch .*telepathy"):
        open_record(record.path)


@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_record_is_backed_up_before_it_is_changed(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "record.db"
    path.touch()
    db = connect(path)
    db.execute(f"PRAGMA application_id = {room.APPLICATION_ID}")
    migrations.ensure_migrations_table(db)
    db.execute("CREATE TABLE kept_from_before (a)")
    db.close()
    with open_record(path, read_only=read_only) as opened:
        assert opened.db.execute("SELECT count(*) FROM timeline").fetchone()[0] == 0
    backups = [found.name for found in tmp_path.iterdir() if "before" in found.name]
    assert len(backups) == 1
    assert backups[0].startswith("record.before-backbone-desk-citations-"), "named by what was to be done"
    copy = sqlite3.connect(str(tmp_path / backups[0]))
    assert [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE name LIKE 'kept%'")] == [
        "kept_from_before"
    ]
    copy.close()


def test_a_migration_that_fails_leaves_the_record_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediawatch.store import migrations as steps

    path = tmp_path / "record.db"
    path.touch()
    db = connect(path)
    db.execute(f"PRAGMA application_id = {room.APPLICATION_ID}")
    migrations.ensure_migrations_table(db)
    db.close()
    whole = steps.read_script
    monkeypatch.setattr(
        steps,
        "read_script",
        lambda name: whole(name) + ("\nSELECT nonsense;" if name == "tables.sql" else ""),
    )
    with pytest.raises(sqlite3.OperationalError):
        open_record(path)
    db = connect(path)
    assert [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")] == [
        "_sqlite_migrations"
    ]
    assert db.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0] == 0
    db.close()


def test_every_append_only_table_has_its_three_triggers() -> None:
    names = set(expected_triggers())
    for table in APPEND_ONLY:
        assert {f"{table}_never_update", f"{table}_never_delete", f"{table}_never_replace"} <= names


def test_a_script_that_ends_in_mid_statement_is_refused() -> None:
    with pytest.raises(ValueError, match="mid-statement"):
        list(statements("CREATE TABLE a (b);\nCREATE TABLE c ("))


def test_every_view_answers(record: Record) -> None:
    views = [row[0] for row in record.db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    assert "timeline" in views
    for view in views:
        assert record.db.execute(f"SELECT * FROM {view}").fetchall() == []
