"""A desk with one report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desks import sit_down
from mediawatch.journeys.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with sit_down(tmp_path / "record.db") as made:
        yield made
