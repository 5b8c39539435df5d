"""What was acknowledged survives: killed writers, several writers, full disks."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mediawatch.store.backup import copy_record, open_copy
from mediawatch.store.record import create_record, open_record
from mediawatch.store.verify import run_checks

WRITER = [sys.executable, str(Path(__file__).with_name("record_writer.py"))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "record.db"
    create_record(made, "Harbour Trust", "UTC", "2026-03-05T10:00:00+00:00").close()
    return made


def committed(path: Path) -> set[int]:
    """The numbers that stand in the record, after every check."""
    with open_record(path) as record:
        wrong = [failure for check in run_checks(record.db) for failure in check.failures]
        assert wrong == []
        return {int(ref[1:]) for (ref,) in record.db.execute("SELECT ref FROM events")}


def kill_writers(path: Path, times: int) -> None:
    said: set[int] = set()
    chance = random.Random(7)
    for turn in range(times):
        writer = subprocess.Popen(
            [*WRITER, str(path), str(turn * 100_000), "100000"], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.random() * 0.05)
        writer.kill()
        rest = writer.stdout.read()
        writer.wait()
        said.add(turn * 100_000)
        # the last line may be cut off by the kill
        said.update(int(line) for line in rest.split("\n")[:-1])
    assert said <= committed(path), "something that was acknowledged is lost"


@pytest.mark.slow
def test_killed_writers_lose_nothing(path: Path) -> None:
    kill_writers(path, 12)


@pytest.mark.slow
def test_two_hundred_killed_writers_lose_nothing(path: Path) -> None:
    kill_writers(path, 200)


def write_together(path: Path, each: int) -> None:
    writers = [
        subprocess.Popen(
            [*WRITER, str(path), str(n * 100_000), str(each)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(4)
    ]
    reads = 0
    while any(writer.poll() is None for writer in writers):
        with open_record(path, read_only=True) as record:
            record.db.execute("SELECT count(*) FROM timeline").fetchone()
            reads += 1
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0], [
        w.stderr.read() for w in writers if w.stderr
    ]
    for writer in writers:
        assert writer.stderr is not None
        writer.stderr.close()
    assert reads > 0
    assert len(committed(path)) == 4 * each


def test_four_writers_and_a_reader_get_in_each_others_way_without_errors(path: Path) -> None:
    write_together(path, 60)


@pytest.mark.slow
def test_six_thousand_transactions_of_four_writers(path: Path) -> None:
    write_together(path, 1500)


@pytest.mark.skipif(sys.platform == "win32", reason="not on this operating system: no RLIMIT_FSIZE")
@pytest.mark.parametrize("limit", [400_000, 700_000, 1_500_000])
def test_a_full_disk_loses_nothing_and_the_record_is_writable_afterwards(path: Path, limit: int) -> None:
    done = subprocess.run(
        [*WRITER, str(path), "0", "5000", str(limit)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "The disk that holds" in done.stderr and "Make room" in done.stderr
    assert "Traceback" not in done.stderr
    said = {int(line) for line in done.stdout.splitlines()}
    assert said <= committed(path)
    after = subprocess.run([*WRITER, str(path), "900000", "3"], capture_output=True, text=True, timeout=60)
    assert after.returncode == 0, after.stderr
    assert {900_000, 900_001, 900_002} <= committed(path)


def test_a_backup_made_while_somebody_writes_is_whole(path: Path, tmp_path: Path) -> None:
    writer = subprocess.Popen([*WRITER, str(path), "0", "100000"], stdout=subprocess.DEVNULL)
    try:
        while not committed(path):
            time.sleep(0.02)
        for turn in range(5):
            target = tmp_path / f"backup-{turn}.db"
            with open_record(path) as record:
                copy_record(record.db, target)
            copy = open_copy(target)
            assert [failure for check in run_checks(copy) for failure in check.failures] == []
            copy.close()
            assert not Path(f"{target}-wal").exists()
    finally:
        writer.kill()
        writer.wait()
