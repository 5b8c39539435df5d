"""The record is made where it is safe, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediawatch.errors import InputError, RecordError
from mediawatch.journeys.init import NETWORK_FILE_SYSTEMS, find_file_system, init_record

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
fileserver:/export {share} {kind} rw,vers=4.2 0 0
"""


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "the share"
    folder.mkdir()
    return folder


def write_mounts(tmp_path: Path, share: Path, kind: str) -> Path:
    table = tmp_path / "mounts"
    # proc(5): a space in a mount point is written as \\040
    table.write_text(MOUNTS.format(share=str(share).replace(" ", "\\040"), kind=kind), encoding="utf-8")
    return table


@pytest.mark.parametrize("kind", NETWORK_FILE_SYSTEMS)
def test_a_network_drive_is_refused_and_left_empty(tmp_path: Path, share: Path, kind: str) -> None:
    mounts = write_mounts(tmp_path, share, kind)
    with pytest.raises(RecordError, match="network drive"):
        init_record(share / "record.db", organisation="Harbour Trust", timezone="UTC", by="A", mounts=mounts)
    assert list(share.iterdir()) == []


def test_the_innermost_mount_decides(tmp_path: Path, share: Path) -> None:
    mounts = write_mounts(tmp_path, share, "xfs")
    assert find_file_system(share / "deep" / "record.db", mounts) == "xfs"
    assert find_file_system(Path("/srv/record.db"), mounts) == "ext4"
    assert find_file_system(share, tmp_path / "no such table") == ""


def test_a_synced_folder_is_warned_of(tmp_path: Path) -> None:
    made = init_record(tmp_path / "Dropbox" / "r.db", organisation="Harbour Trust", timezone="UTC", by="A")
    assert made.created and "synced folder" in made.warnings[0]


@pytest.mark.parametrize(("organisation", "timezone"), [("  ", "UTC"), ("Harbour Trust", "Mars/Olympus")])
def test_what_cannot_be_is_refused_and_nothing_is_made(
    tmp_path: Path, organisation: str, timezone: str
) -> None:
    with pytest.raises(InputError):
        init_record(tmp_path / "r.db", organisation=organisation, timezone=timezone, by="A")
    assert not (tmp_path / "r.db").exists()
