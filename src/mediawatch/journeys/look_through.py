"""Look through the reports that are there for what they cite: all of them, or after a work came or changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from mediawatch.journeys.cite import Seen, find_in_report
from mediawatch.journeys.desk import Desk, ignore
from mediawatch.journeys.graded import Stored
from mediawatch.journeys.shelf import Shelf, open_shelf
from mediawatch.model import Link, Ref, Text
from mediawatch.reading.addresses import find_targets
from mediawatch.reading.catalogue import compile_catalogue, find_address
from mediawatch.reading.folding import fold_words
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.quotations import find_quotations
from mediawatch.store.citations import list_reports_citing
from mediawatch.store.problems import end_run, start_run
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select

BATCH: Final = 200
"""Reports that are read together."""
WRITTEN: Final = 20
"""Reports whose citations are committed together: what is written is safe soon, and nobody else waits long."""
STANDING = "SELECT id FROM reports WHERE withdrawn_at IS NULL AND article_id IS NOT NULL ORDER BY id"

Progress = Callable[[int, int], None]
"""Told how many reports are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking through reports."""

    reports: int
    """how many were looked through"""
    seen: tuple[Seen, ...]
    """citations that are new, or that have a new grade"""


def find_again(desk: Desk, reports: Iterable[int] = (), progress: Progress = ignore) -> Looked:
    """Look through reports, all of them where none is named, and grade again what is there.

    Raises:
        NotFound: no such report.
    """
    wanted = list(dict.fromkeys(reports))
    for report in wanted:
        read_thing(desk.record.db, Ref("r", report))
    wanted = wanted or [row[0] for row in desk.record.db.execute(STANDING).fetchall()]
    run = begin(desk)
    seen = read_all(desk, wanted, progress)
    finish(desk, run, len(wanted))
    return Looked(len(wanted), tuple(seen))


def read_all(desk: Desk, reports: Sequence[int], progress: Progress = ignore) -> list[Seen]:
    """Find and grade what reports cite, WRITTEN of them in one transaction."""
    seen: list[Seen] = []
    for at in range(0, len(reports), WRITTEN):
        actor = desk.actor()
        with desk.record.write() as db:
            for report in reports[at : at + WRITTEN]:
                seen += find_in_report(desk, db, actor, report)
        progress(min(at + WRITTEN, len(reports)), len(reports))
    return seen


def begin(desk: Desk) -> int:
    """Note that reports are being looked through."""
    actor = desk.actor()
    with desk.record.write() as db:
        return start_run(db, actor, "cite")


def finish(desk: Desk, run: int, done: int) -> None:
    """Note that they were, and store of the index what is due."""
    actor = desk.actor()
    with desk.record.write() as db:
        end_run(db, actor, run, done, 0)
        shelf = open_shelf(desk, db)
        if not shelf.is_empty():
            shelf.keep(db)


def look_through(desk: Desk, works: Iterable[int], progress: Progress = ignore) -> Looked:
    """Look through all reports for what they have of works that are new or have changed.

    A report is read whole only where it is likely to cite one of them: it shares words in a row with one, or it bears
    one of our names and quotes, links or names one. Then everything in it is graded, since other works may have the
    same words.
    """
    db = desk.record.db
    shelf = open_shelf(desk, db)
    wanted = set(works)
    numbers = sorted(number for number, version in shelf.versions.items() if version.work in wanted)
    total = int(db.execute("SELECT count(*) FROM reports WHERE withdrawn_at IS NULL").fetchone()[0])
    if not numbers or not total:
        with desk.record.write() as writing:
            open_shelf(desk, writing).keep(writing)
        return Looked(0, ())
    few = pick(shelf, numbers)
    run = begin(desk)
    citing = {report for work in wanted for report in list_reports_citing(db, work)}
    seen: list[Seen] = []
    done = 0
    for batch in read_batches(db):
        chosen = set(choose(few, batch)) | (citing & {report["id"] for report, _ in batch})
        for report, stored in batch:
            if report["id"] <= shelf.learned:
                # its phrases were counted when these works were not there
                few.index.learn_report(stored.text.text)
        seen += read_all(desk, sorted(chosen))
        done += len(batch)
        progress(done, total)
    shelf.index.take_counts(few.index)
    finish(desk, run, done)
    return Looked(done, tuple(seen))


def pick(shelf: Shelf, numbers: Sequence[int]) -> Shelf:
    """A shelf with some versions only."""
    index = PassageIndex()
    for number in numbers:
        own = shelf.find_own(number)
        index.add(number, shelf.texts[number], own=own, work=shelf.versions[number].work)
    index.set_names(shelf.titles)
    kept = {shelf.versions[number].work for number in numbers}
    catalogue = compile_catalogue(
        [shelf.catalogue.works[work] for work in sorted(kept)],
        [shelf.catalogue.versions[number] for number in numbers],
        shelf.names,
    )
    versions = {number: shelf.versions[number] for number in numbers}
    return Shelf(index, catalogue, versions, shelf.texts, names=shelf.names, titles=shelf.titles)


def read_batches(db: Database) -> Iterator[list[tuple[dict[str, Any], Stored]]]:
    """The standing reports with their article texts, BATCH at a time."""
    last = 0
    while True:
        batch = [
            (
                report,
                Stored(
                    report["article_id"],
                    Text(
                        report["text"], "article", "", "",
                        links=tuple(Link(*link) for link in json.loads(report["links"])),
                    ),
                    report["address"],
                ),
            )
            for report in select(
                db,
                "SELECT r.*, t.text AS text, ct.links AS links, k.final_address AS address FROM reports r "
                "JOIN texts t ON t.id = r.article_id JOIN captures k ON k.id = r.capture_id "
                "JOIN capture_texts ct ON ct.capture_id = r.capture_id AND ct.role = 'article' "
                "WHERE r.withdrawn_at IS NULL AND r.id > ? ORDER BY r.id LIMIT ?",
                (last, BATCH),
            )
        ]  # fmt: skip
        if not batch:
            return
        yield batch
        last = batch[-1][0]["id"]


def choose(few: Shelf, batch: Sequence[tuple[dict[str, Any], Stored]]) -> Iterator[int]:
    """The reports of a batch that are likely to have something of the works on a shelf."""
    shared = few.index.find_reused_in([stored.text.text for _, stored in batch])
    for (report, stored), reused in zip(batch, shared, strict=True):
        if reused or (report["mention_count"] and may_cite(few, stored)):
            yield report["id"]


def may_cite(few: Shelf, stored: Stored) -> bool:
    """Whether a report that names us has a quotation, a link or a title that could be of the works on a shelf.

    Looked at roughly, in a fraction of the time that it takes to be sure: what may cite them is read whole.
    """
    text, catalogue = stored.text.text, few.catalogue
    quoted = [quotation.parts for quotation in find_quotations(text)]
    if any(few.index.find_quoted_in(text, quoted)):
        return True
    for link in stored.text.links:
        if any(
            find_address(catalogue, place)
            for place in find_targets(link.address, base_address=stored.address)
        ):
            return True
    words = fold_words(text)
    signs = [max(title.words, key=len) for titles in catalogue.titles.values() for title in titles]
    return any(sign in words for sign in (*signs, *catalogue.of_kind, *catalogue.dois)) or (
        bool(catalogue.isbns) and "isbn" in words
    )
