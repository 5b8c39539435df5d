"""Quotes of an invented statement, each with what must come of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mediawatch import errors
from mediawatch.reading.anchoring import check_anchor, find_quote
from mediawatch.reading.folding import fold

HERE = Path(__file__).parent
STATEMENT = (HERE / "statement.txt").read_text(encoding="utf-8")
CASES: list[dict[str, Any]] = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["quote"][:40])
def test_the_quote_is_pinned_or_refused_as_written_down(case: dict[str, Any]) -> None:
    options = {key: case[key] for key in ("nth", "prefix", "suffix") if key in case}
    if "error" in case:
        with pytest.raises(errors.InputError) as caught:
            find_quote(fold(STATEMENT), case["quote"], **options)
        assert type(caught.value).__name__ == case["error"]
        assert getattr(caught.value, "best", "") == case.get("best", getattr(caught.value, "best", ""))
        return
    anchor = find_quote(fold(STATEMENT), case["quote"], **options)
    assert check_anchor(STATEMENT, anchor.parts) == ()
    assert [part.exact for part in anchor.parts] == case["parts"]
    assert anchor.how == case["how"]
    assert anchor.suffix.startswith(case.get("followed_by", ""))
