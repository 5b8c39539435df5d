"""docs/claims.md is a working day: every command in it runs as it stands, in the folder that it names."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from command import Mediawatch

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")


def read_commands() -> list[list[str]]:
    """Every line of the page's blocks, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


def test_the_day_works_as_it_is_told(mediawatch: Mediawatch, sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(sample, folder)
    commands = read_commands()
    assert len(commands) >= 30
    said: list[tuple[str, str]] = []
    for words in commands:
        assert words[0] == "mediawatch"
        done = mediawatch(*words[1:], check=0, cwd=folder)
        assert "Traceback" not in done.stderr
        said.append((" ".join(words[1:3]), done.stdout))
    first = next(out for command, out in said if command == "list suggestions")
    assert "r2" in first
    assert "it may say something else" in first

    def rows(*args: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(mediawatch(*args, "--json", check=0, cwd=folder).stdout)
        return found

    (claim,) = rows("list", "claims")
    assert (claim["ref"], claim["assessment"], claim["appearances"], claim["other_wordings"]) == (
        "c1", "misleading", 3, 2,
    )  # fmt: skip
    assert [row["ref"] for row in rows("inbox")] == ["r4"]
    assert rows("list", "stories") == []


def test_what_the_page_says_of_keys_is_what_they_do() -> None:
    from mediawatch.cli.triage import ACTS, KEYS

    assert set(KEYS) == set(ACTS)
    for key in re.findall(r"(?<!`)`([^`\s])`(?!`)", PAGE):
        assert key in ACTS, key
