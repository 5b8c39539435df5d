"""Every command of docs/desk.md does what the page says, in the order of the day."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from command import Mediawatch

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[2] / "docs" / "desk.md").read_text(encoding="utf-8")


def test_the_day_works_as_it_stands(mediawatch: Mediawatch, sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(sample, folder)
    lines = [
        line for block in re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL) for line in block.splitlines()
    ]
    assert len(lines) > 30
    for line in lines:
        program, *words = shlex.split(line)
        assert program == "mediawatch"
        mediawatch(*words, check=0, cwd=folder)
    first, second = json.loads(mediawatch("list", "claims", "--json", check=0).stdout)
    assert first["state"] == "answered; corrected in 1 of 2"
    assert first["assessment"] == "misleading"
    assert second["state"] == "open"
    told = mediawatch("timeline", check=0).stdout
    for sentence in (
        "The Saltmere Courier asked us",
        "did not contact us before publication",
        "We answered after 3 days",
        "The Saltmere Courier acknowledged our request",
        "The Saltmere Courier corrected it",
        "quoted us",
    ):
        assert sentence in told, sentence
    assert "waits" in mediawatch("today", check=0).stdout.lower()
