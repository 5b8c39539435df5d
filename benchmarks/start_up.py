"""What `--help` and wrong arguments cost, beside the import of click alone, which nothing can be quicker than.

    python benchmarks/start_up.py [RUNS]

Each round runs every command line once and `python -c "import click"` before each of them, so that a busy
moment of the machine strikes both. A figure is the median over at least 15 rounds; the bar is 1.5 × click's.
Exit code 1 when one misses it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

BAR = 1.5
"""Times the import of click (issue 3, point 11)."""

ROUNDS = 15

LINES = (
    ["--help"],
    ["--version"],
    ["add", "--help"],
    ["claim", "add", "--help"],
    ["list", "--help"],
    ["rebuttal", "--help"],
    ["lst"],
    ["claim", "ad"],
    ["--no-such-option"],
    ["add", "--no-such-option"],
    ["list", "nonsense"],
    ["show", "zzz"],
    ["withdraw", "r1"],
)
"""Help on every level, and each way to be wrong."""


def main() -> int:
    """Run the rounds, print each figure beside the bar, and give the exit code."""
    rounds = max(ROUNDS, int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    command = Path(sys.executable).with_name("mediawatch")
    start = [str(command)] if command.exists() else [sys.executable, "-m", "mediawatch"]
    click = [sys.executable, "-c", "import click"]
    for argv in (click, *([*start, *line] for line in LINES)):
        measure(argv)  # the first run writes the .pyc files
    alone: dict[int, list[float]] = {number: [] for number in range(len(LINES))}
    ours: dict[int, list[float]] = {number: [] for number in range(len(LINES))}
    for _ in range(rounds):
        for number, line in enumerate(LINES):
            alone[number].append(measure(click))
            ours[number].append(measure([*start, *line]))
    missed = 0
    worst = 0.0
    for number, line in enumerate(LINES):
        took, floor = statistics.median(ours[number]), statistics.median(alone[number])
        # of neighbouring runs, so that what else the machine does weighs on both
        ratio = statistics.median(
            mine / theirs for mine, theirs in zip(ours[number], alone[number], strict=True)
        )
        worst = max(worst, ratio)
        missed += ratio > BAR
        print(
            f"mediawatch {' '.join(line):<18} {took * 1000:6.1f} ms, import click {floor * 1000:6.1f} ms: "
            f"{ratio:.2f} × (bar {BAR:.2f} ×) {'ok' if ratio <= BAR else 'MISSED'}"
        )
    print(
        f"start_up: {len(LINES) - missed} of {len(LINES)} within {BAR} × import click; the slowest {worst:.2f} ×; "
        f"medians of {rounds} alternating rounds"
    )
    return 1 if missed else 0


def measure(argv: list[str]) -> float:
    """Seconds that one process takes, from start to end."""
    began = time.perf_counter()
    subprocess.run(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ, check=False)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
