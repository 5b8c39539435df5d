"""Every command of docs/rebuttals.md does what the page says, in the order in which it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from command import Mediawatch

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[2] / "docs" / "rebuttals.md").read_text(encoding="utf-8")


def test_the_page_works_as_it_stands(mediawatch: Mediawatch, sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(sample, folder)
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 20
    for line in lines:
        program, *words = shlex.split(line)
        assert program == "mediawatch"
        mediawatch(*words, check=0, cwd=folder)
    states = mediawatch("list", "rebuttals", "--csv", check=0).stdout
    assert '"published"' in states
    assert "was written by" in mediawatch("rebuttal", "approve", 2, "--by", "Test Officer", check=2).stderr
    told = mediawatch("timeline", check=0).stdout
    assert "We sent our answer to Clear Streets Alliance (the editor) by letter" in told
    assert "We published our statement “What our accounts say” on our site" in told
    mediawatch("verify", check=0)
