"""What citations cost in the record: the works made ready, a report that comes in, a work that comes in.

    python benchmarks/citing.py [FOLDER] [--works N] [--reports N] [--seed N]

FOLDER holds pages as *.html or *.html.gz (default: ../shared/data/pages), from which works and reports are made.

Milliseconds are those that this process has a processor for, since other programs disturb.

- start: our works made ready from the stored index, as each `add` does it; the fastest of nine, in a process where
  numpy is loaded. The bar is 100 ms at 500 works.
- one report of 8 kB against all works, everything found and graded: without storing (the fastest of three, and of
  those the median over all reports; the bar is 20 ms), and with it.
- one more work: every report looked through for it, in reports per second.
- verify: every offset of every citation, in citations per second.

Ends with a summary line; exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from reused_texts import Paragraphs, make_document, make_works, read_paragraphs

from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.cite import find
from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.graded import read_texts
from mediawatch.journeys.init import init_record
from mediawatch.journeys.look_through import look_through
from mediawatch.journeys.receive import receive
from mediawatch.journeys.shelf import open_shelf
from mediawatch.model import Fetched, Name, PageFacts, PublicationDate, Reading, Ref, Text
from mediawatch.store.reports import read_thing
from mediawatch.store.verify_citations import find_misplaced

START_BAR = 100.0
REPORT_BAR = 20.0
REPORT_CHARACTERS = 8000
NAMES = [Name("Harbour Trust", "organisation"), Name("harbour.example", "domain")]
HERE = Path(__file__).resolve().parent.parent


def bring_in(desk: Desk, text: str, number: int, *, work: bool) -> tuple[str, float]:
    """Record a text as a report or a work, without fetching or extracting; gives its reference and the milliseconds."""
    body = text.encode("utf-8")
    host = "harbour.example" if work else f"paper{number % 50}.example"
    address = f"https://{host}/{number}"
    fetched = Fetched(
        address, address, 200, (("Content-Type", "text/html"),), body, body, "2026-03-04T09:00:00+00:00"
    )
    day = PublicationDate("2026-03-01" if work else "2026-03-03", "day", "page")
    reading = Reading(
        "read",
        (Text(text, "article", "benchmark", "1"),),
        PageFacts(title=" ".join(text.split()[:8]), published=day),
        media_type="text/html",
    )
    before = time.process_time()
    added = receive(desk, fetched, reading, AddOptions(as_work=work))
    return added.ref, (time.process_time() - before) * 1000


def quote(passage: str, rng: random.Random) -> str:
    """A passage as a report gives it: now and then between marks, now and then as ours."""
    return rng.choice(
        ("{}", "“{}”, said the Harbour Trust.", "The Harbour Trust says: “{}”", "“{}” it wrote.")
    ).format(passage)


def make_report(texts: Paragraphs, works: list[str], rng: random.Random, *, citing: bool) -> str:
    """A report of 8 kB, with some passages of ours where it is `citing`."""
    passages = [(8, 14, False), (15, 40, False), (15, 40, True)] if citing else []
    made = make_document(texts, works, rng, size=REPORT_CHARACTERS, passages=passages)
    text = made.text
    for planted in sorted(made.planted, key=lambda one: -one.place.start):
        start, end = planted.place.start, planted.place.end
        text = text[:start] + quote(text[start:end], rng) + text[end:]
    return text if rng.random() < 0.5 else f"The Harbour Trust was asked.\n\n{text}"


def median(values: list[float]) -> float:
    return statistics.median(values)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent / "shared" / "data" / "pages")
    parser.add_argument("--works", type=int, default=500)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)
    texts = read_paragraphs(chosen.folder, rng)
    works = make_works(texts, rng, characters=0, count=chosen.works + 1)
    print(f"{platform.machine()}, Python {platform.python_version()}, seed {chosen.seed}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        init_record(path, organisation="Harbour Trust", names=NAMES, timezone="Europe/London", by="Benchmark")
        with open_desk(path, "Benchmark") as desk:
            for number, work in enumerate(works[:-1]):
                bring_in(desk, work, number, work=True)
            with desk.record.write() as db:
                open_shelf(desk, db).keep(db, now=True)
            print(f"{chosen.works:,} works of {sum(map(len, works)) / 1e6:.1f} MB")
            starts = []
            for _ in range(9):
                desk.shelf = None
                before = time.process_time()
                open_shelf(desk, desk.record.db)
                starts.append((time.process_time() - before) * 1000)
            start = min(starts)
            print(f"start: {start:.0f} ms (the bar is {START_BAR:.0f})")
            finding: list[float] = []
            storing: list[float] = []
            plain: list[float] = []
            for number in range(chosen.reports):
                citing = number % 4 == 0
                ref, spent = bring_in(desk, make_report(texts, works, rng, citing=citing), number, work=False)
                (storing if citing else plain).append(spent)
                row = read_thing(desk.record.db, Ref("r", int(ref[1:])))
                stored = read_texts(desk.record.db, row["capture_id"])[0]
                spans = []
                for _ in range(3):
                    before = time.process_time()
                    find(open_shelf(desk, desk.record.db), stored, row)
                    spans.append((time.process_time() - before) * 1000)
                finding.append(min(spans))
            citations = desk.record.db.execute("SELECT count(*) FROM citations").fetchone()[0]
            report = median(finding)
            print(f"{chosen.reports:,} reports, {citations:,} citations")
            print(
                f"one report, found and graded: {report:.1f} ms, 95 of 100 within "
                f"{sorted(finding)[len(finding) * 95 // 100]:.1f} ms (the bar is {REPORT_BAR:.0f})"
            )
            print(
                f"recorded whole: {median(plain):.1f} ms without citations, {median(storing):.1f} ms with some"
            )
            ref, _ = bring_in(desk, works[-1], chosen.works, work=True)
            before = time.process_time()
            looked = look_through(desk, [int(ref[1:])])
            spent = time.process_time() - before
            print(
                f"one more work: {looked.reports:,} reports looked through in {spent:.1f} s, "
                f"{looked.reports / spent:,.0f}/s, {len(looked.seen)} citations"
            )
            before = time.process_time()
            checked, failures = find_misplaced(desk.record.db)
            spent = time.process_time() - before
            print(
                f"verify: {checked:,} citations and gradings, {checked / spent:,.0f}/s, {len(failures)} wrong"
            )
    missed = [
        name
        for name, wrong in (
            ("start", start > START_BAR),
            ("report", report > REPORT_BAR),
            ("verify", bool(failures)),
        )
        if wrong
    ]
    print(
        f"SUMMARY start {start:.0f} ms, report {report:.1f} ms: {'missed: ' + ', '.join(missed) if missed else 'ok'}"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
