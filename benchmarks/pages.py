"""The served pages on a record that has grown for years, with somebody writing to it; beside stock Datasette on it.

python benchmarks/pages.py [--seed 1] [--reports 5000 100000]
"""

from __future__ import annotations

import argparse
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import requests
from grown_record import APPEARANCE_EVERY, CITATION_EVERY, grow

from mediawatch.journeys.correct import add_note
from mediawatch.journeys.desk import open_desk
from mediawatch.model import Ref

ROUNDS = 5
MIDDLE, NEARLY_ALL, SEARCHED = 50.0, 200.0, 250.0
"""Milliseconds: the bars of the middle page, of 95 in 100 pages, and of 95 in 100 searches."""
HEAVIEST = 60.0
"""Thousands of bytes of a page without the text of a report."""
TEXT = re.compile(rb'<p class="para"[^>]*>.*?</p>', re.DOTALL)
WORDS = ("the", "saltmere", '"saltmere trust"', "cladihu", "said the")
STOCK = (
    "import sys, uvicorn; from datasette.app import Datasette; from datasette.plugins import pm; "
    "import mediawatch.web; pm.unregister(mediawatch.web); "
    "site = Datasette([sys.argv[1]], settings={'sql_time_limit_ms': 10000}); "
    "uvicorn.run(site.app(), port=int(sys.argv[2]), log_level='error')"
)


def list_pages(reports: int) -> Iterator[str]:
    """Our pages, lists at their beginning and further on, things at the beginning and at the end of the record."""
    last = reports // APPEARANCE_EVERY * APPEARANCE_EVERY
    yield from (
        "",
        "about",
        "sources",
        "works",
        "works/3",
        "requests",
        "timeline",
        "timeline?page=3",
        "timeline?claim=5",
    )
    yield from (
        "reports",
        "reports?page=20",
        "reports?since=2020-01-01",
        "reports?shown=claims",
        f"reports/{last}",
    )
    yield from ("claims", "claims?page=3", "claims?state=open", "claims/1", "claims/40")
    yield from ("citations", f"citations/{reports // CITATION_EVERY}")


@contextmanager
def serving(arguments: Sequence[str]) -> Iterator[str]:
    """A server in a process of its own; gives its address."""
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout
        if "-c" in arguments:
            address = f"http://127.0.0.1:{arguments[-1]}/"
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", int(arguments[-1]))) == 0:
                        break
                time.sleep(0.05)
        else:
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found, "the server says where it is"
            address = found.group()
        yield address
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Somebody who writes a note ten times a second."""
    stopped = threading.Event()

    def write() -> None:
        with open_desk(path, "Ada Bell") as desk:
            while not stopped.wait(0.1):
                add_note(desk, Ref("r", 1), "Rang the paper again.")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def measure(session: requests.Session, address: str) -> tuple[float, int]:
    """Milliseconds of one answer, and its bytes without a report's text."""
    began = time.perf_counter()
    answer = session.get(address, timeout=60)
    took = (time.perf_counter() - began) * 1000
    return (took if answer.ok else float("inf")), len(TEXT.sub(b"", answer.content))


def high(times: Sequence[float]) -> float:
    """What 95 in 100 stay within."""
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


def tell(label: str, value: float, bar: float, unit: str = "ms") -> bool:
    print(f"  {label:<44} {value:9.1f} {unit}   bar <= {bar:g}   {'held' if value <= bar else 'MISSED'}")
    return value <= bar


def try_record(path: Path, reports: int) -> bool:
    """Every page of one record some times over."""
    session = requests.Session()
    session.trust_env = False
    command = [sys.executable, "-m", "mediawatch", "--db", str(path), "serve", "--port", "0"]
    with serving(command) as address, writing(path):
        pages = {
            page: [measure(session, address + page) for _ in range(ROUNDS)] for page in list_pages(reports)
        }
        searches = {
            word: [measure(session, f"{address}search?q={word}")[0] for _ in range(ROUNDS)] for word in WORDS
        }
    print(f"{reports:,} reports, {path.stat().st_size / 1e6:,.0f} MB")
    for page, answers in pages.items():
        middle = statistics.median(took for took, _ in answers)
        print(f"    /{page:<40} {middle:9.1f} ms {answers[0][1] / 1000:8.1f} kB")
    for word, times in searches.items():
        print(f"    search {word:<35} {statistics.median(times):9.1f} ms")
    every = [took for answers in pages.values() for took, _ in answers]
    held = [
        tell("our pages, the middle one", statistics.median(every), MIDDLE),
        tell("our pages, 95 in 100", high(every), NEARLY_ALL),
        tell("searches, 95 in 100", high([took for times in searches.values() for took in times]), SEARCHED),
        tell(
            "the heaviest page, without a report's text",
            max(weight for answers in pages.values() for _, weight in answers) / 1000,
            HEAVIEST,
            "kB",
        ),
    ]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving([sys.executable, "-c", STOCK, str(path), str(port)]) as address:
        for page in (
            "reports_overview",
            "claims_overview",
            "texts?_search=saltmere",
            "texts_index?_search=saltmere",
        ):
            times = [measure(session, f"{address}{path.stem}/{page}")[0] for _ in range(2)]
            print(f"    stock Datasette, {page:<26} {statistics.median(times):9.1f} ms")
    return all(held)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=int, nargs="+", default=[5_000, 100_000])
    given = parser.parse_args()
    held = []
    with tempfile.TemporaryDirectory() as folder:
        for reports in given.reports:
            path = Path(folder) / f"grown{reports}.db"
            grow(path, reports, given.seed)
            held.append(try_record(path, reports))
    print(f"pages, seed {given.seed}: {'every bar is held' if all(held) else 'a bar is MISSED'}")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
