"""The benchmarks lie outside the package: their folder is put where Python looks for modules."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))
