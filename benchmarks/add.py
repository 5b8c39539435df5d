"""Cost of adding a page, from disk to committed, beside reading it with trafilatura alone.

    python benchmarks/add.py [FOLDER] [--pages N] [--many N] [--seed N]

FOLDER holds pages as *.html or *.html.gz (default: ../shared/data/pages). Two figures:

- ratio: the whole of `mediawatch add FILE --url …` (read, two texts, what the page says about itself,
  mentions, WARC, history, commit) over trafilatura with metadata on the same bytes, in the same process,
  page by page in turn; the bar is 1.3.
- memory: the resident size after --many pages over that after the first tenth of them; the bar is 1.1.

Ends with a summary line; exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import os
import platform
import random
import sys
import tempfile
import time
from pathlib import Path

import trafilatura
from trafilatura.meta import reset_caches

from mediawatch.errors import MediawatchError
from mediawatch.journeys.add import add_file
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.model import Name

RATIO_BAR = 1.3
MEMORY_BAR = 1.1
UNUSUAL_DATE = b"<html><body><p class='date'>Puerto Azul, Isla 26, Abril, 2022 7:43</p></body></html>"
HERE = Path(__file__).resolve().parent.parent
NAMES = [
    Name("KIKIT", "alias", case_sensitive=True),
    Name("Red Cross", "organisation"),
    Name("University", "programme"),
    Name("example.org", "domain"),
]


def read_pages(folder: Path) -> list[bytes]:
    """The bytes of every page in a folder."""
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.html.gz"))]
    return pages + [path.read_bytes() for path in sorted(folder.glob("*.html"))]


def resident_megabytes() -> float:
    """The resident size of this process; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def add_one(desk: Desk, file: Path, number: int) -> bool:
    """Add a page; whether it became a report (a page that is no article is recorded as a failure)."""
    try:
        return bool(add_file(desk, file, AddOptions(address=f"https://bench.example/{number}")).ref)
    except MediawatchError:
        return False


def measure_ratio(desk: Desk, pages: list[bytes], folder: Path) -> tuple[float, float, int]:
    """Seconds for adding and for trafilatura over all pages, and how many became reports."""
    ours = theirs = 0.0
    kept = 0
    # both are warm before the clock runs: imports, compiled patterns, lexicons; a date that no pattern knows makes
    # dateparser compile those of all its languages, which takes seconds once and would fall on whoever comes first
    for number, page in enumerate([*pages[:8], UNUSUAL_DATE]):
        file = folder / f"warm-{number}.html"
        file.write_bytes(page)
        add_one(desk, file, 10_000_000 + number)
        trafilatura.bare_extraction(page, with_metadata=True)
    for number, page in enumerate(pages):
        file = folder / f"page-{number}.html"
        file.write_bytes(page)
        # in turn, each first as often as the other, and no page is known from a moment ago: trafilatura's
        # and htmldate's caches made the second reading of a page twice as fast as the first, whoever came second
        for which in (0, 1) if number % 2 else (1, 0):
            reset_caches()
            started = time.perf_counter()
            if which:
                kept += add_one(desk, file, number)
                ours += time.perf_counter() - started
            else:
                trafilatura.bare_extraction(file.read_bytes(), with_metadata=True)
                theirs += time.perf_counter() - started
        file.unlink()
    return ours, theirs, kept


def measure_memory(desk: Desk, pages: list[bytes], folder: Path, many: int, seed: int) -> tuple[float, float]:
    """Resident size after a tenth of the pages and after all of them."""
    chance = random.Random(seed)
    # the smallest tenth: ten thousand of the largest would take an hour and hold no more at a time
    small = sorted(pages, key=len)[: max(1, len(pages) // 10)]
    first = 0.0
    started = time.perf_counter()
    for number in range(many):
        # every page is another one: bytes, text and address
        page = chance.choice(small)
        words = " ".join(f"w{chance.randrange(10**6)}" for _ in range(12))
        page = page.replace(b"</p>", f" {words}.</p>".encode(), 1)
        file = folder / "many.html"
        file.write_bytes(page)
        add_one(desk, file, 1_000_000 + number)
        if number + 1 == max(1, many // 10):
            gc.collect()
            first = resident_megabytes()
    gc.collect()
    seconds = time.perf_counter() - started
    print(f"{many:,} pages added in {seconds:.0f} s ({1000 * seconds / many:.1f} ms a page)")
    return first, resident_megabytes()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent / "shared" / "data" / "pages")
    parser.add_argument("--pages", type=int, default=300, help="pages for the ratio")
    parser.add_argument("--many", type=int, default=10_000, help="pages for the memory; 0 leaves it out")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    pages = read_pages(asked.folder)
    if not pages:
        print(f"There are no pages (*.html, *.html.gz) in {asked.folder}.", file=sys.stderr)
        return 2
    print(f"machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    random.Random(asked.seed).shuffle(pages)
    missed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        init_record(folder / "record.db", organisation="Bench Trust", names=NAMES, timezone="UTC", by="bench")
        with open_desk(folder / "record.db", "bench") as desk:
            ours, theirs, kept = measure_ratio(desk, pages[: asked.pages], folder)
            count = min(asked.pages, len(pages))
            ratio = ours / theirs
            print(f"pages {count}, of which reports {kept}, refused as no article {count - kept}")
            print(f"mediawatch add     {1000 * ours / count:7.1f} ms a page")
            print(f"trafilatura alone  {1000 * theirs / count:7.1f} ms a page")
            print(f"ratio {ratio:.2f} (bar {RATIO_BAR})")
            if ratio > RATIO_BAR:
                missed.append("ratio")
            if asked.many:
                first, last = measure_memory(desk, pages, folder, asked.many, asked.seed)
                growth = last / first if first else 1.0
                print(f"memory {first:.0f} MB, then {last:.0f} MB: growth {growth:.2f} (bar {MEMORY_BAR})")
                if growth > MEMORY_BAR:
                    missed.append("memory")
    print(f"add: {'missed ' + ', '.join(missed) if missed else 'all bars met'} (ratio {ratio:.2f})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
