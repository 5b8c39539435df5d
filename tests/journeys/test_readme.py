"""The commands of the README do what it says, in the folder that it names."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def read_commands() -> list[list[str]]:
    """Every `mediawatch …` line of the walk-through, in order."""
    walk = README.partition("## A first record")[2].partition("## What can be relied on")[0]
    blocks = re.findall(r"```sh\n(.*?)```", walk, flags=re.DOTALL)
    return [
        shlex.split(line)[1:]
        for block in blocks
        for line in block.splitlines()
        if line.startswith("mediawatch ")
    ]


def test_the_walk_through_works_as_it_stands(mediawatch: Any, sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(sample, folder)
    commands = read_commands()
    assert len(commands) >= 12
    for words in commands:
        done = mediawatch(*words, check=0, cwd=folder)
        assert "Traceback" not in done.stderr
    assert "eleven people" in (folder / "timeline.html").read_text(encoding="utf-8")
    assert (folder / "record-backup.db").stat().st_size > 0


def test_the_other_commands_that_it_names_exist(mediawatch: Any) -> None:
    for name in set(re.findall(r"`mediawatch ([a-z]+)", README)):
        mediawatch(name, "--help", check=0)


def test_the_pages_that_it_names_are_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_first_screen_names_both_targets() -> None:
    first = "\n".join(README.splitlines()[:24])
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert f"make {target}" in first
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE)
