"""Quotes pinned in an invented article, and what is said of each when the article was corrected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mediawatch.reading.anchoring import check_anchor, find_quote
from mediawatch.reading.folding import fold
from mediawatch.reading.reanchoring import reanchor

HERE = Path(__file__).parent
AS_PINNED = (HERE / "as_pinned.txt").read_text(encoding="utf-8")
NEWER = (HERE / "newer.txt").read_text(encoding="utf-8")
CASES: list[dict[str, Any]] = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['state']}: {case['quote'][:40]}")
def test_what_became_of_the_quote_is_as_written_down(case: dict[str, Any]) -> None:
    anchor = find_quote(fold(AS_PINNED), case["quote"], nth=case.get("nth", 0))
    found = reanchor(fold(NEWER), anchor)
    assert found.state == case["state"]
    assert (found.anchor.quote if found.anchor else None) == case.get("now")
    if found.anchor:
        assert check_anchor(NEWER, found.anchor.parts) == ()
        assert found.anchor.suffix.startswith(case.get("followed_by", ""))
    assert (found.offer.words if found.offer else None) == case.get("offered")
    changed = [[each.before, each.after] for each in found.changes if each.kind != "same"]
    assert changed == case.get("changed", [])
    instead = NEWER[found.instead.start : found.instead.end] if found.instead else None
    assert instead == case.get("instead")
