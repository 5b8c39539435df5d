"""What it costs to look a report up among thousands: the last part of stories.py."""

from __future__ import annotations

import itertools
import random
import statistics
import time
from collections.abc import Sequence
from typing import Final

from reuse import Bars

from mediawatch.reading.stories import StoryIndex

LOOK_UP: Final = 20.0
"""Milliseconds that a look-up may take, on average."""


def measure_cost(reports: Sequence[str], count: int, rng: random.Random, bars: Bars) -> None:
    """Print the time to look one of these reports up among `count` made of their paragraphs."""
    paragraphs = [paragraph for report in reports for paragraph in report.split("\n\n")]
    index = StoryIndex()
    began = time.process_time()
    for number in range(count):
        index.add(number, "\n\n".join(rng.sample(paragraphs, 12)))
    added = 1000 * (time.process_time() - began) / count
    data = index.to_bytes()
    print(f"\n{count:,} reports in the index, {len(data) / 1e6:.0f} MB stored")
    bars.show("milliseconds to add one", added, None, least=False, form=".2f")
    took = []
    for report in rng.sample(list(reports), min(200, len(reports))):
        began = time.process_time()
        index.find(report)
        took.append(1000 * (time.process_time() - began))
    bars.show("milliseconds to look one up, mean", statistics.mean(took), LOOK_UP, least=False, form=".1f")
    began = time.process_time()
    again = StoryIndex.from_bytes(data)
    bars.show("milliseconds to start", 1000 * (time.process_time() - began), None, least=False, form=".0f")
    began = time.process_time()
    again.add(count, reports[0])
    again.find(reports[0])
    came = 1000 * (time.process_time() - began)
    bars.show("milliseconds for one that comes in", came, None, least=False, form=".0f")
    compared = []
    for one, other in itertools.pairwise(rng.sample(list(reports), min(200, len(reports)))):
        began = time.process_time()
        index.compare(one, other)
        compared.append(1000 * (time.process_time() - began))
    bars.show("milliseconds to compare two, mean", statistics.mean(compared), None, least=False, form=".2f")
