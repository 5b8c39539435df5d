"""Our works on one shelf: everything that reports are compared with, ready in milliseconds.

The index over the works' texts is stored in the record and brought up to date here: texts that came are taken in,
those of withdrawn works are taken out, and nothing is made anew unless the stored bytes are missing or damaged.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlite_utils import Database

from mediawatch.citing import Version, Work
from mediawatch.errors import ReadError
from mediawatch.journeys.desk import Desk
from mediawatch.model import Name, PublicationDate, Span
from mediawatch.reading.catalogue import Catalogue, compile_catalogue
from mediawatch.reading.own_passages import find_own
from mediawatch.reading.passages import PassageIndex
from mediawatch.reading.repeated_lines import RepeatedLines
from mediawatch.store.events import sha256
from mediawatch.store.names import read_names
from mediawatch.store.works import (
    StoredIndex,
    keep_counts,
    keep_index,
    read_index,
    read_lines,
    read_newest_change,
    read_text,
    read_texts_after,
    read_versions,
    read_works,
)

MOST_LEARNED: Final = 8
"""Reports whose phrases may be counted in memory only: so many are read again at the next start, a millisecond or two
for each."""
LEAST_SHARE_KEPT: Final = 100
"""The index is stored when more than one in so many of its texts is not in what is stored: a work that comes does not
have the whole of it written, and a start never has to take in many."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """One version of a work as the record has it. Its number in the index is that of its first capture."""

    work: int
    capture: int
    text_id: int


class Texts(Mapping[int, str]):
    """The texts of versions by their number, read when they are asked for."""

    def __init__(self, db: Database, versions: Mapping[int, Shelved]) -> None:
        self._db = db
        self._versions = versions
        self._read: dict[int, str] = {}

    def __getitem__(self, number: int) -> str:
        if number not in self._read:
            self._read[number] = read_text(self._db, self._versions[number].text_id)
        return self._read[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._versions)

    def __len__(self) -> int:
        return len(self._versions)


@dataclass(slots=True)
class Shelf:
    """Our works, ready for comparing."""

    index: PassageIndex
    catalogue: Catalogue
    versions: Mapping[int, Shelved]
    """by the number of their first capture"""
    texts: Texts
    changed: tuple[int, int] = (-1, -1)
    """the last events about works and names when it was made"""
    state: str = ""
    """what the names and titles in the index were made of"""
    learned: int = 0
    """the last report whose phrases are counted"""
    unkept: int = 0
    """texts that came or went since the index was stored"""
    kept_learned: int = 0
    names: Sequence[Name] = ()
    """that are watched"""
    titles: tuple[str, ...] = ()
    """names and titles, which a report may share with us"""
    lines: RepeatedLines = field(default_factory=RepeatedLines)
    """lines that stand in many works"""

    def is_empty(self) -> bool:
        """Whether there is no work to cite."""
        return not self.catalogue.works

    def find_own(self, number: int) -> list[Span]:
        """The passages of a version that are ours."""
        text = self.texts[number]
        return find_own(text, self.catalogue.watch, repeated=self.lines.list_repeated(text))

    def learn(self, report: int, text: str) -> None:
        """Count the phrases of a report that was not counted yet."""
        if report > self.learned:
            self.index.learn_report(text)
            self.learned = report

    def keep(self, db: Database, *, now: bool = False) -> None:
        """Store what is due, or everything that is not stored yet `now`."""
        if self.unkept and (now or self.unkept * LEAST_SHARE_KEPT > len(self.versions)):
            lines = self.lines.to_dict()
            # where no work came they were not read, and are what they were
            kept = json.dumps(lines, separators=(",", ":")) if lines else ""
            counts, packed = self.index.counts_to_bytes(), self.index.to_bytes()
            keep_index(db, StoredIndex(self.state, self.learned, counts, packed, kept))
            self.unkept = 0
        elif self.learned - self.kept_learned >= (1 if now else MOST_LEARNED):
            keep_counts(db, self.learned, self.index.counts_to_bytes())
        else:
            return
        self.kept_learned = self.learned


def open_shelf(desk: Desk, db: Database) -> Shelf:
    """The shelf as the record now is; the one that this desk opened before, where nothing changed."""
    changed = read_newest_change(db)
    held = desk.shelf
    if held is not None and held.changed == changed:
        return held
    works = read_works(db)
    versions = {row["capture"]: row for row in read_versions(db)} if works else {}
    names = read_names(db)
    shelf = held if held is not None else load(db)
    shelf.versions = {
        capture: Shelved(row["work"], capture, row["text"]) for capture, row in versions.items()
    }
    shelf.texts = Texts(db, shelf.versions)
    shelf.changed, shelf.names = changed, names
    known = {row["id"]: read_work(row) for row in works}
    shelf.catalogue = compile_catalogue(
        list(known.values()),
        [read_version(desk, row, known[row["work"]]) for row in versions.values()],
        names,
    )
    take_in(db, shelf)
    forms = {name.form for name in names if name.kind != "domain"}
    for work in known.values():
        forms |= {work.title, *work.short_titles}
    shelf.titles = tuple(sorted(forms - {""}))
    state = sha256("\n".join(shelf.titles))
    if state != shelf.state:
        shelf.index.set_names(shelf.titles)
        shelf.state = state
    for report, text in read_texts_after(db, shelf.learned, MOST_LEARNED) if works else ():
        shelf.learn(report, text)
    desk.shelf = shelf
    return shelf


def load(db: Database) -> Shelf:
    """The shelf as it was stored; an empty one where none is, or where its bytes cannot be read."""
    empty = compile_catalogue([], [], [])
    stored = read_index(db)
    if stored is not None:
        with contextlib.suppress(ReadError):
            # derived from the works: where it is damaged or of another format, it is made again from them
            index = PassageIndex.from_bytes(stored.packed)
            index.take_counts_from(stored.counts)
            learned = stored.learned
            return Shelf(
                index, empty, {}, Texts(db, {}), state=stored.state, learned=learned, kept_learned=learned
            )
    return Shelf(PassageIndex(), empty, {}, Texts(db, {}))


def take_in(db: Database, shelf: Shelf) -> None:
    """Take in the texts that came, and out those that went."""
    there = shelf.index.list_numbers()
    for number in there - shelf.versions.keys():
        shelf.index.remove(number)
        shelf.unkept += 1
    wanted = shelf.versions.keys() - there
    if not wanted:
        return
    if there and not shelf.lines.to_dict():
        shelf.lines = RepeatedLines(json.loads(read_lines(db) or "{}"))
    furnished: set[int] = set()
    for number in sorted(wanted):
        furnished |= shelf.lines.add(shelf.versions[number].work, shelf.texts[number])
    # a line that has become furniture is no longer ours in the works that had it first
    wanted |= {number for number, version in shelf.versions.items() if version.work in furnished}
    for number in sorted(wanted):
        shelf.index.add(
            number, shelf.texts[number], own=shelf.find_own(number), work=shelf.versions[number].work
        )
        shelf.unkept += 1


def read_work(row: dict[str, Any]) -> Work:
    """A row of `works` as reading knows it."""
    return Work(
        number=row["id"],
        title=row["title"],
        short_titles=tuple(title for title in row["short_title"].split("\n") if title),
        addresses=tuple(row["addresses"]),
        doi=row["doi"],
        isbn=row["isbn"],
        published=PublicationDate(
            row["published"],
            row["published_precision"],
            row["published_origin"],
            bool(row["published_certain"]),
        ),
    )


def read_version(desk: Desk, row: dict[str, Any], work: Work) -> Version:
    """A row of `work_versions` as reading knows it, in days of the record's time zone.

    A first version is taken to have stood since the work was published, or since the last change that its page
    gives; nothing is known of others before they were first seen.
    """
    since, seen_only = desk.day_of(row["first_seen_at"]), True
    if row["turn"] == 1:
        published = work.published
        day = published.value if published.certain and published.precision == "day" else ""
        told = max(day, row["modified"])
        if "" < told <= since:
            since, seen_only = told, False
    until = desk.day_of(row["replaced_at"]) if row["replaced_at"] else row["retired_on"]
    return Version(number=row["capture"], work=row["work"], since=since, until=until, seen_only=seen_only)
