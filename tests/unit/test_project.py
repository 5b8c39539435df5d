"""The project's frame: what make, the lock and the checks before a change promise to whoever works on it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKE = shutil.which("make")
needs_make = pytest.mark.skipif(MAKE is None, reason="make is not installed")


def read_lock() -> list[Requirement]:
    """Each line of constraints.txt that locks a version."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line.strip() and not line.lstrip().startswith("#")]


def run_make(folder: Path, *args: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """make in a folder, without the settings of a make that runs these tests."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        [MAKE or "make", *args],
        cwd=folder,
        env={**clean, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder in which make believes that everything was installed a moment ago."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copyfile(ROOT / name, tmp_path / name)
        os.utime(tmp_path / name, (1_000, 1_000))
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    for moment, name in ((2_000, ".installed"), (3_000, ".installed-dev")):
        (tmp_path / ".venv" / name).touch()
        os.utime(tmp_path / ".venv" / name, (moment, moment))
    return tmp_path


def test_every_version_is_locked_exactly() -> None:
    lock = read_lock()
    assert len(lock) > 50
    assert all(re.fullmatch(r"==[^*,]+", str(locked.specifier)) for locked in lock)


@pytest.mark.parametrize("line", [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]])
def test_every_requirement_is_locked_at_a_version_that_it_allows(line: str) -> None:
    wanted = Requirement(line)
    versions = [
        next(iter(locked.specifier)).version
        for locked in read_lock()
        if canonicalize_name(locked.name) == canonicalize_name(wanted.name)
    ]
    assert versions
    assert all(wanted.specifier.contains(version) for version in versions)


def test_no_cap_on_python() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.11"


@needs_make
def test_make_alone_lists_every_goal() -> None:
    listed = run_make(ROOT)
    goals = re.findall(r"^\.PHONY: (\S+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed.returncode == 0, listed.stderr
    assert {"demo", "test", "lint", "lock", "check-lock"} <= set(goals)
    assert set(re.findall(r"^  make (\S+)", listed.stdout, re.MULTILINE)) == set(goals)


@needs_make
def test_a_second_make_test_installs_nothing(installed: Path) -> None:
    planned = run_make(installed, "--dry-run", "test")
    assert planned.returncode == 0, planned.stderr
    assert "pytest" in planned.stdout
    assert "pip" not in planned.stdout


@needs_make
@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_installs_again(installed: Path, name: str) -> None:
    os.utime(installed / name, (4_000, 4_000))
    planned = run_make(installed, "--dry-run", "test")
    assert "--constraint constraints.txt --editable ." in planned.stdout
    assert "--constraint constraints.txt --group dev" in planned.stdout


@needs_make
def test_an_old_python_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    old = tmp_path / "python-of-old"
    old.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n', encoding="utf-8"
    )
    old.chmod(0o755)
    refused = run_make(tmp_path, "demo", "PYTHON=./python-of-old")
    assert refused.returncode != 0
    assert "needs Python 3.11 or later; Python 3.9.2 is not enough" in refused.stdout
    assert "make demo PYTHON=python3.12" in refused.stdout
    assert not (tmp_path / ".venv").exists()


def test_the_checks_before_a_change_are_a_sound_script_that_allows_no_avoidable_skip() -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    subprocess.run([bash, "-n", ROOT / ".ci" / "run"], check=True)
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    assert "export MEDIAWATCH_NO_AVOIDABLE_SKIPS=1" in script
    assert script.rstrip().endswith("make lint test")


def test_the_record_is_ignored_by_git_and_its_read_me_is_not() -> None:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this is no checkout, or git is not installed")

    def is_ignored(path: str) -> bool:
        return subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0

    assert all(is_ignored(f"db/mediawatch.db{ending}") for ending in ("", "-wal", "-shm"))
    assert is_ignored("db/access.db")
    assert not is_ignored("db/README.md")


def test_no_file_of_ours_grows_past_400_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for folder in ("src", "tests", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    ]
    assert not long


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
