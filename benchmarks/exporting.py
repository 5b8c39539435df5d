"""The timeline of ten thousand events as a file of each format: how long it takes, and how much memory.

python benchmarks/exporting.py [--events 10000] [--seed 1]

Each format is written by a process of its own from a record that was made for it; what it took is what the operating
system says of that process and, for a PDF, of the one that it starts. Bars hold for ten thousand events on two cores.
Beside it: the same document with python-docx used as its manual says, on a twentieth of the events.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from grown_record import grow

from mediawatch.journeys.desk import open_desk

BARS = {"docx": (5, 100), "xlsx": (3, 100), "csv": (2, 100), "html": (0, 100), "md": (0, 100), "json": (0, 100),
        "jsonl": (0, 100), "atom": (0, 100), "ics": (0, 100), "pdf": (30, 1536)}  # fmt: skip
"""Seconds (0: none was set) and megabytes, by format."""
EVENTS_PER_REPORT = 2.2
"""What a grown record has, about: published, found, claims and answers."""
NAIVE_PART = 20

WRITE = """
import json, resource, sys, time
from pathlib import Path
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.timeline import TimelineFilters, save_timeline
record, form, out = sys.argv[1:4]
start = time.perf_counter()
with open_desk(Path(record), "benchmark", read_only=True) as desk:
    events = save_timeline(desk, TimelineFilters(), form, Path(out))
took = time.perf_counter() - start
most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([events, took, most // 1024]))
"""

NAIVE = """
import sys, time
from pathlib import Path
import docx
from mediawatch.exporters import story
from mediawatch.exporters.moments import find_zone
from mediawatch.journeys.desk import open_desk
from mediawatch.journeys.timeline import TimelineFilters, read_timeline
from itertools import islice
with open_desk(Path(sys.argv[1]), "benchmark", read_only=True) as desk:
    head, entries = read_timeline(desk, TimelineFilters())
    passages = [story.tell(entry, find_zone(head.timezone)) for entry in islice(entries, int(sys.argv[2]))]
start = time.perf_counter()
made = docx.Document()
for passage in passages:
    made.add_heading(f"{passage.day}: {passage.happened}", 2)
    for words in passage.words:
        made.add_paragraph(words.whose, style="Caption")
        made.add_paragraph(words.text, style="Quote")
    for fact in passage.facts:
        made.add_paragraph(f"{fact.label}: {fact.value}")
made.save(sys.argv[3])
print(time.perf_counter() - start)
"""


def run(code: str, *arguments: str) -> str:
    """What a Python process prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, timeout=500
    )
    if done.returncode:
        sys.exit(f"{' '.join(arguments)}: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout.strip()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    from mediawatch.exporters import BINARY_EXPORTERS, EXPORTERS
    from mediawatch.exporters.pdf import is_there

    held = True
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        record = folder / "record.db"
        grow(record, int(asked.events / EVENTS_PER_REPORT), asked.seed)
        with open_desk(record, "benchmark", read_only=True) as desk:
            (events,) = desk.record.db.execute("SELECT count(*) FROM timeline").fetchone()
        print(f"{events:,} events, {os.cpu_count()} cores")
        share = max(1.0, events / 10_000)
        took: dict[str, float] = {}
        for form in (*EXPORTERS, *BINARY_EXPORTERS):
            if form == "pdf" and not is_there():
                print("  pdf    not tried: typst is not installed (pip install 'mediawatch[pdf]')")
                continue
            out = folder / f"timeline.{form}"
            number, took[form], megabytes = json.loads(run(WRITE, str(record), form, str(out)))
            seconds, most = BARS[form]
            fits = (not seconds or took[form] <= seconds * share) and megabytes <= most and number == events
            held = held and fits
            bar = f"bar <= {seconds * share:.1f} s, {most} MB" if seconds else f"bar <= {most} MB"
            size = out.stat().st_size / 1e6
            said = "held" if fits else "MISSED"
            print(
                f"  {form:<6} {took[form]:6.2f} s  {megabytes:5d} MB  {size:6.1f} MB of file   {bar}   {said}"
            )
        few = max(1, events // NAIVE_PART)
        naive = float(run(NAIVE, str(record), str(few), str(folder / "naive.docx")))
        print(
            f"  python-docx as its manual says, {few:,} events: {naive:.2f} s without reading them; ours reads and "
            f"writes {events:,} in {took['docx']:.2f} s"
        )
    print(f"exporting, seed {asked.seed}: {'every bar held' if held else 'a bar is MISSED'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
