"""`mediawatch demo` works an invented case through the real command line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from command import Mediawatch


def test_the_demo_does_each_step_as_one_would_type_it(mediawatch: Mediawatch, sample: Path) -> None:
    done = mediawatch("demo", "--no-serve", "--db", "sample.db", check=0)
    case = tomllib.loads((sample / "case.toml").read_text(encoding="utf-8"))
    typed = [line for line in done.stdout.splitlines() if line.startswith("$ mediawatch ")]
    assert len(typed) == len(case["step"])
    assert typed[0].startswith("$ mediawatch init --organisation ")
    assert str(sample) not in done.stdout
    assert "# Rebuttal timeline" in done.stdout
    assert done.stderr == ""
    claims = json.loads(mediawatch("list", "claims", "--json", "--db", "sample.db", check=0).stdout)
    assert len(claims) == 3
    assert any("; corrected in 1 of 3" in claim["state"] for claim in claims)
    mediawatch("verify", "--db", "sample.db", check=0)


def test_the_demo_never_touches_a_record_that_is_there(mediawatch: Mediawatch, record: Path) -> None:
    before = record.read_bytes()
    refused = mediawatch("demo", "--no-serve", "--db", record, check=2)
    assert "makes a new record" in refused.stderr
    mediawatch("demo", "--no-serve", env={"TMPDIR": str(mediawatch.folder)}, check=0)
    assert record.read_bytes() == before
    assert list(mediawatch.folder.glob("mediawatch-demo-*/sample.db"))
    assert not list(mediawatch.folder.glob("mediawatch-case-*"))


def test_a_demo_that_cannot_be_finished_says_where_it_stopped(mediawatch: Mediawatch) -> None:
    (mediawatch.folder / "a file").write_text("")
    done = mediawatch("demo", "--no-serve", "--db", "a file/sample.db", check=1)
    assert "The demo stopped, since this step ended with 2." in done.stderr
    assert done.stdout.count("$ mediawatch ") == 1
