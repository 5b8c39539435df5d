"""Verify the record, back it up, bring a backup back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mediawatch.archive import warc
from mediawatch.errors import IntegrityError, RecordError, WarcError
from mediawatch.journeys.desk import Desk
from mediawatch.store.backup import copy_record, open_copy
from mediawatch.store.events import append_event, read_head, sha256
from mediawatch.store.record import open_record
from mediawatch.store.verify import Check, run_checks


@dataclass(frozen=True, slots=True)
class Verified:
    """What `verify` found."""

    checks: tuple[Check, ...]
    chain_head: str
    events: int

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made and checked."""

    path: Path
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was brought back."""

    path: Path
    previous: Path | None
    """where the record that stood there lies now"""
    events: int


def verify_record(desk: Desk, progress: Callable[[Check], None] = lambda check: None) -> Verified:
    """Run every check; `progress` is called after each."""
    checks = []
    for check in run_checks(desk.record.db):
        progress(check)
        checks.append(check)
    archive = check_archive(desk)
    progress(archive)
    head, events = read_head(desk.record.db)
    return Verified((*checks, archive), head, events)


def note_verified(desk: Desk, found: Verified) -> None:
    """Note in the history that all of it agreed up to a head of its chain.

    Raises:
        IntegrityError: something did not agree.
    """
    if not found.ok:
        raise IntegrityError("What does not agree with itself is not noted as verified.")
    with desk.record.write() as db:
        told = {
            "events": found.events,
            "chain_head": found.chain_head,
            "checks": [c.name for c in found.checks],
        }
        append_event(db, desk.actor(), "verified", "record", told)


def check_archive(desk: Desk) -> Check:
    """Every archived record opens as WARC and gives back the body whose digest is recorded."""
    failures, count = [], 0
    for number, record, digest in desk.record.db.execute(
        "SELECT a.capture_id, a.record, k.body_sha256 FROM archived a JOIN captures k ON k.id = a.capture_id"
    ):
        count += 1
        try:
            body = warc.read(record).raw_body
        except WarcError as error:
            failures.append(f"the archived bytes of capture {number} do not open: {error}")
            continue
        if sha256(body) != digest:
            failures.append(f"the archived bytes of capture {number} are not those that were received")
    return Check("archive", count, tuple(failures))


def back_up(desk: Desk, target: Path) -> BackedUp:
    """Copy the record to a file, also while others write; the copy is checked before it appears.

    Raises:
        NotAllowed: there is a file of that name.
        RecordError: it cannot be written there.
    """
    if target.is_dir():
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
        target = target / f"{desk.record.path.stem}-{stamp}.db"
    copy_record(desk.record.db, target)
    digest = hashlib.sha256()
    with target.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return BackedUp(target, target.stat().st_size, digest.hexdigest())


def restore(path: Path, backup: Path) -> Restored:
    """Put a backup in the record's place; the record that stood there is kept beside it.

    The backup is verified first; nothing is touched when it does not agree with itself.

    Raises:
        RecordError: the backup is no record, or the place cannot be written to.
        IntegrityError: the backup does not agree with itself.
    """
    copy = open_copy(backup)
    try:
        wrong = [failure for check in run_checks(copy) for failure in check.failures]
        if wrong:
            raise IntegrityError(
                f"The backup {backup} does not agree with itself: {wrong[0]}.",
                "Nothing was changed. Choose an earlier backup.",
            )
        if path.resolve() == backup.resolve():
            raise RecordError(f"{backup} is the record itself.", "Name a backup.")
        previous = set_aside(path) if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        copy_record(copy, path)
    finally:
        copy.close()
    with open_record(path) as record:
        _, events = read_head(record.db)
    return Restored(path, previous, events)


def set_aside(path: Path) -> Path:
    """Move a record (good or damaged) out of the way, with what lies beside it."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    previous = path.with_name(f"{path.stem}.before-restore-{stamp}{path.suffix}")
    for ending in ("-wal", "-shm", ""):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.rename(previous.with_name(previous.name + ending))
    return previous
