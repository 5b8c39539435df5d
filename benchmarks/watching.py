"""Watching a world on loopback with faults: is everything found, politely, and nothing twice, also when it is killed?

python benchmarks/watching.py [--seed 1] [--pages 2000] [--kills 50] [--minutes 0]

With --minutes, instead: a world that publishes bit by bit is watched for so long, and the watch is killed now and then.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import watched_world
from watched_world import NAME, PORT, list_sources

from mediawatch.journeys.desk import Desk, open_desk
from mediawatch.journeys.init import init_record
from mediawatch.journeys.sources import SourceOptions, add_source
from mediawatch.journeys.watch import WatchDone, WatchOptions, watch
from mediawatch.reading.addresses import host_of, normalise
from mediawatch.store.leads import Listed, keep_leads

HERE = Path(__file__).parent
ENVIRON = {"MEDIAWATCH_ALLOW_NETWORKS": "127.0.1.0/24"}
PAUSE = 0.05
SERVE = "import sys; sys.path.insert(0, sys.argv[1]); import watched_world; watched_world.main(*sys.argv[2:])"
held: list[bool] = []


@contextmanager
def world(
    seed: int, pages: int, *, faults: bool, spread: float = 0, bare: bool = False
) -> Iterator[dict[str, Any]]:
    """The world in a process of its own; what happened in it is there at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(HERE), str(seed), str(pages), str(int(faults)), str(spread), str(int(bare))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin and process.stdout
    process.stdout.readline()
    told: dict[str, Any] = {}
    try:
        yield told
    finally:
        process.stdin.close()
        told.update(json.loads(process.stdout.read()))
        process.wait(30)


@contextmanager
def desk_at(path: Path) -> Iterator[Desk]:
    """A record with every source, and no other."""
    if not path.exists():
        init_record(path, organisation=NAME, timezone="UTC", by="watch")
        with open_desk(path, "watch", environ=ENVIRON) as desk:
            for kind, address, selector in list_sources():
                add_source(desk, address, SourceOptions(kind, selector=selector))
    with open_desk(path, "watch", environ=ENVIRON) as desk:
        yield desk


def run(path: Path, pause: float = PAUSE, *, again: bool = False) -> WatchDone:
    """One run; `again` reads every source whether it is due or not."""
    with desk_at(path) as desk:
        every = tuple(range(1, len(list_sources()) + 1)) if again else ()
        return watch(desk, WatchOptions(every, pause=pause, retry=1, seconds=4))


def read_reports(path: Path) -> tuple[set[str], list[tuple[str, str, int]], int]:
    """Addresses of the reports; their addresses, text digests and mentions; how many reports there are."""
    with open_desk(path, "watch", read_only=True) as desk:
        rows = desk.record.db.execute(
            "SELECT a.found, t.sha256, r.mention_count FROM reports r JOIN texts t ON t.id = r.article_id "
            "JOIN addresses a ON a.document_id = r.document_id"
        ).fetchall()
        (count,) = desk.record.db.execute("SELECT count(*) FROM reports").fetchone()
    texts = {(sha, mentions) for _, sha, mentions in rows}
    return {row[0] for row in rows}, sorted((sha, "", mentions) for sha, mentions in texts), count


def tell(label: str, value: float, sign: str, bar: float, unit: str = "") -> None:
    """One figure beside its bar."""
    good = value <= bar if sign == "<=" else value >= bar
    held.append(good)
    print(
        f"  {label:<62} {value:10.3f} {unit:<4} bar {sign} {bar:g}   {'held' if good else 'MISSED'}",
        flush=True,
    )


def try_faults(folder: Path, seed: int, pages: int) -> list[tuple[str, str, int]]:
    """Two runs over a world with faults."""
    path = folder / "faults.db"
    with world(seed, pages, faults=True) as told:
        first = run(path)
        time.sleep(3)
        second = run(path, again=True)
        run(path, again=True)
    found, texts, count = read_reports(path)
    names = set(told["names"])
    print(
        f"faults: {first.read:,} and {second.read:,} pages read, {told['visits']:,} visits, "
        f"{count:,} reports of {len(names):,}"
    )
    tell_faults(told, names, found, count)
    tell("sources that answered 304 once they stood still", told["not_modified"], ">=", 40)
    return texts


def tell_faults(told: dict[str, Any], names: set[str], found: set[str], count: int) -> None:
    """The bars that hold however long a world is watched."""
    tell("found of what can be found", len(names & found) / len(names), ">=", 0.995)
    tell("reports that are there twice, or do not name us", count - len(names & found), "<=", 0)
    tell("connections to one host at once", told["most_open"], "<=", 1)
    tell(
        "shortest time from one visit to a host to the next", told["shortest_pause"], ">=", PAUSE * 0.95, "s"
    )
    tell("visits that robots.txt refuses", told["refused_visits"], "<=", 0)


CODE = (
    "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; import watching; "
    "watching.run(Path(sys.argv[2]), 0.05, again=True)"
)
"""A run in a process of its own, which can be killed."""


def start_run(path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", CODE, str(HERE), str(path)], env={**os.environ, **ENVIRON})


def try_hours(folder: Path, seed: int, pages: int, minutes: float) -> None:
    """A world with faults that publishes bit by bit, watched every half minute; one run in four is killed."""
    path = folder / "hours.db"
    chance = random.Random(seed)
    with desk_at(path):
        pass
    runs = killed = 0
    with world(seed, pages, faults=True, spread=minutes * 60 * 0.95) as told:
        ends = time.monotonic() + minutes * 60
        while time.monotonic() < ends:
            process = start_run(path)
            runs += 1
            if chance.random() < 0.25:
                time.sleep(chance.uniform(0.5, 8))
                killed += process.poll() is None
                process.kill()
            process.wait()
            time.sleep(min(30.0, max(0.0, ends - time.monotonic())))
        for _ in range(2):
            time.sleep(3)
            run(path, again=True)
    found, _, count = read_reports(path)
    names = set(told["names"])
    print(
        f"{minutes:g} minutes: {runs} runs, {killed} killed, {told['visits']:,} visits, "
        f"{count:,} reports of {len(names):,}, {path.stat().st_size / 1e6:.0f} MB"
    )
    tell_faults(told, names, found, count)


def try_kills(folder: Path, seed: int, pages: int, kills: int, texts: list[tuple[str, str, int]]) -> None:
    """The same world, the run killed at random, and then let end."""
    path = folder / "killed.db"
    chance = random.Random(seed)
    with desk_at(path):
        pass
    with world(seed, pages, faults=True):
        for _ in range(kills):
            process = start_run(path)
            time.sleep(chance.uniform(0.5, 2.0))
            process.kill()
            process.wait()
        for _ in range(3):
            run(path, again=True)
            time.sleep(3)
    tell(f"reports that differ after {kills} kills", len(set(texts) ^ set(read_reports(path)[1])), "<=", 0)


def try_speed(folder: Path, seed: int, pages: int) -> None:
    """The same world without faults or pauses, beside a plain loop."""
    path = folder / "speed.db"
    with world(seed, pages, faults=False):
        began = time.perf_counter()
        done = run(path, 0)
        ours = time.perf_counter() - began
        began = time.perf_counter()
        read, named = plain_loop()
        plain = time.perf_counter() - began
    print(
        f"speed: {done.read:,} pages in {ours:.1f} s; plain loop {read:,} in {plain:.1f} s, {named} of them name us"
    )
    tell(
        "throughput beside requests + feedparser + trafilatura", (done.read / ours) / (read / plain), ">=", 3
    )


def plain_loop() -> tuple[int, int]:
    """What one would write in an afternoon."""
    import feedparser
    import requests
    import trafilatura
    from bs4 import BeautifulSoup

    seen: set[str] = set()
    named = 0
    with requests.Session() as session:
        session.trust_env = False
        for kind, address, selector in list_sources():
            body = session.get(address, timeout=10).content
            if kind == "feed":
                links = [entry.link for entry in feedparser.parse(body).entries]
            elif kind == "sitemap":
                links = [place.text for place in BeautifulSoup(body, "xml").find_all("loc")]
            else:
                links = [link["href"] for link in BeautifulSoup(body, "lxml").select(selector)]
            for link in links:
                if link in seen or "/private/" in link:
                    continue
                seen.add(link)
                text = trafilatura.extract(session.get(link, timeout=10).content) or ""
                named += NAME in text
    return len(seen), named


def try_known(folder: Path) -> None:
    """A record that knows 100,000 addresses: memory, and statements where nothing has changed."""
    path = folder / "known.db"
    with desk_at(path) as desk, desk.record.write() as db:
        there = f"http://127.0.1.9:{PORT}/k/"
        for start in range(0, 100_000, 10_000):
            listed = (
                Listed(
                    f"{there}{n}",
                    f"{there}{n}",
                    "127.0.1.9",
                    f"Story {n}",
                    "",
                )
                for n in range(start, start + 10_000)
            )
            keep_leads(db, 1, listed, "2026-03-04T00:00:00+00:00")
        db.execute("UPDATE leads SET state = 'no name'")
    counts = []
    with world(1, 400, faults=False):
        run(path, 0)
        for many in (10, 20, 40):
            statements = 0

            def count(_: str) -> None:
                nonlocal statements
                statements += 1

            with desk_at(path) as desk:
                desk.record.db.conn.set_trace_callback(count)
                watch(desk, WatchOptions(tuple(range(1, many + 1)), pause=0))
                desk.record.db.conn.set_trace_callback(None)
            counts.append(statements)
    print(f"known: statements with 10, 20, 40 sources that answer 304: {counts}")
    tell("statements with 40 such sources beside those with 10", counts[2] / counts[0], "<=", 4.2)
    tell(
        "memory with 100,000 known addresses",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "<=",
        300,
        "MB",
    )


def try_unchanged(folder: Path, seed: int) -> None:
    """Sources that list 10,000 addresses, all of them known."""
    path = folder / "unchanged.db"
    made = watched_world.World(seed, 10_000, faults=False, bare=True)
    made.build()
    with desk_at(path) as desk, desk.record.write() as db:
        for number, entries in enumerate(made.entries.values(), 1):
            listed = (
                Listed(address, normalise(address), host_of(address), title, "") for address, title in entries
            )
            keep_leads(db, number, listed, "2026-03-04T00:00:00+00:00")
        db.execute("UPDATE leads SET state = 'no name'")
    with world(seed, 10_000, faults=False, bare=True) as told:
        done = run(path, 0)
    print(f"unchanged: {done.sources} sources list 10,000 known addresses: {told['visits']} visits")
    tell("pages read over 10,000 unchanged leads", done.read, "<=", 0)
    tell("visits for each source, robots.txt with them", told["visits"] / done.sources, "<=", 2)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=0)
    given = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if given.minutes:
            try_hours(folder, given.seed, given.pages, given.minutes)
        else:
            try_known(folder)
            try_unchanged(folder, given.seed)
            try_speed(folder, given.seed, given.pages)
            texts = try_faults(folder, given.seed, given.pages)
            try_kills(folder, given.seed, given.pages, given.kills, texts)
    print(
        f"watching, seed {given.seed}: {sum(held)} of {len(held)} bars held in {time.perf_counter() - began:.0f} s: "
        f"{'ok' if all(held) else 'MISSED'}"
    )
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
