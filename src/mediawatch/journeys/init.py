"""Make the record of an organisation."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mediawatch.errors import InputError, RecordError
from mediawatch.journeys.desk import default_user, open_desk
from mediawatch.model import Actor, Name
from mediawatch.store.events import append_event
from mediawatch.store.names import insert_name, read_names
from mediawatch.store.record import create_record

SYNCED_FOLDERS = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud",
    "nextcloud",
    "owncloud",
    "syncthing",
)
"""Parts of folder names by which programs that copy files behind one's back are known."""

NETWORK_FILE_SYSTEMS = (
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "webdav",
)
"""File systems on which SQLite's write-ahead log does not work (sqlite.org, "Write-Ahead Logging", 2)."""


MOUNTS = Path("/proc/self/mounts")
"""Where Linux lists what is mounted; other systems have no such file."""


@dataclass(frozen=True, slots=True)
class InitDone:
    """What `init` did."""

    path: Path
    created: bool
    """False: the record was there and nothing was changed"""
    names_added: tuple[Name, ...]
    warnings: tuple[str, ...]


def guess_timezone() -> str:
    """The time zone of this machine, "UTC" when it does not say."""
    try:
        from tzlocal import get_localzone_name

        name = get_localzone_name() or "UTC"
        ZoneInfo(name)
    except Exception:  # it is a guess: every failure of the look-up means the same
        return "UTC"
    return name


def init_record(
    path: Path,
    *,
    organisation: str,
    names: Sequence[Name] = (),
    timezone: str = "",
    by: str = "",
    mounts: Path = MOUNTS,
) -> InitDone:
    """Make the record, with the organisation's own name watched from the start.

    Args:
        timezone: an IANA name; "" is this machine's.
        mounts: the table of mounted file systems.

    Raises:
        InputError: no organisation, an unknown time zone, an empty name.
        RecordError: a folder that cannot be written to, a network drive, a file that is no record.
    """
    if path.exists():
        with open_desk(path, by):
            return InitDone(path, False, (), ())
    organisation = organisation.strip()
    if not organisation:
        raise InputError("The record needs the name of the organisation.", "Say it with --organisation NAME.")
    timezone = timezone or guess_timezone()
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            f"There is no time zone {timezone!r}.", "Write it as Europe/London or America/New_York."
        ) from error
    if any(not name.form.strip() for name in names):
        raise InputError("A watched name cannot be empty.")
    file_system = find_file_system(path, mounts)
    if file_system in NETWORK_FILE_SYSTEMS:
        raise RecordError(
            f"{path.parent} is on a network drive ({file_system}), where the record can be damaged.",
            "Keep it on a disk of this machine: --db FILE.",
        )
    synced = next((part for part in path.parts if any(word in part.lower() for word in SYNCED_FOLDERS)), "")
    warnings = (
        (
            f"{path.parent} looks like a synced folder ({synced}). A program that copies the record while it is "
            "written can damage it; keep it elsewhere and put backups there.",
        )
        if synced
        else ()
    )
    now = datetime.now(UTC)
    actor = Actor(
        by.strip() or default_user(os.environ),
        now.isoformat(timespec="seconds"),
        now.astimezone(zone).date().isoformat(),
    )
    watched = [Name(organisation, "organisation"), *names]
    unique = {(name.form.strip(), name.kind): name for name in watched}
    with create_record(path, organisation, timezone, actor.now) as record, record.write() as db:
        append_event(db, actor, "created", "record", {"organisation": organisation, "timezone": timezone})
        for name in unique.values():
            number = insert_name(db, name, actor.now)
            append_event(db, actor, "watched", f"name {number}", asdict(name))
        added = tuple(read_names(db))
    return InitDone(path, True, added, warnings)


def find_file_system(path: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system that holds a path; "" where the system does not tell (only Linux does, proc(5))."""
    place = path.absolute()
    best, kind = "", ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in lines:
        _, mount, file_system, *_ = line.split()
        mount = mount.replace("\\040", " ")
        if place.is_relative_to(mount) and len(mount) >= len(best):
            best, kind = mount, file_system
    return kind
