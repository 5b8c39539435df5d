"""Our works on one shelf: everything that reports are compared with, ready in milliseconds.

The index over the works' texts is stored in the record and brought up to date here: texts that came are taken in,
those of withdrawn works are taken out, and nothing is made anew unless the stored bytes are missing or damaged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlite_utils import Database

from mediawatch.citing import Version, Work
from mediawatch.errors import ReadError
from mediawatch.journeys.desk import Desk
from mediawatch.model import Name, PublicationDate
from mediawatch.reading.catalogue import Catalogue, compile_catalogue
from mediawatch.reading.passages import PassageIndex
from mediawatch.store.events import sha256
from mediawatch.store.names import read_names
from mediawatch.store.works import (
    keep_index,
    read_index,
    read_text,
    read_texts_after,
    read_versions,
    read_works,
)

MOST_LEARNED: Final = 32
"""Reports whose phrases may be counted in memory only: so many are read again at the next start, in some ms."""
LEAST_SHARE_KEPT: Final = 20
"""The index is stored when one in so many of its texts is not in what is stored: a long list of works does not write
the whole index for each, and a start never has to take in more."""


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
    versions: dict[int, Shelved]
    """by the number of their first capture"""
    texts: Texts
    state: str
    """what the shelf was made of"""
    learned: int
    """the last report whose phrases are counted"""
    unkept: int = 0
    """texts that came or went since the index was stored"""
    kept_learned: int = 0
    names: tuple[str, ...] = field(default=())

    def is_empty(self) -> bool:
        """Whether there is no work to cite."""
        return not self.catalogue.works

    def learn(self, report: int, text: str) -> None:
        """Count the phrases of a report that was not counted yet."""
        if report > self.learned:
            self.index.learn_report(text)
            self.learned = report

    def is_due(self) -> bool:
        """Whether it should be stored now."""
        return (
            self.unkept * LEAST_SHARE_KEPT > len(self.versions)
            or self.learned - self.kept_learned >= MOST_LEARNED
        )

    def keep(self, db: Database, *, now: bool = False) -> None:
        """Store the index where that is due, or `now`."""
        if (now and (self.unkept or self.learned > self.kept_learned)) or self.is_due():
            keep_index(db, self.state, self.learned, self.index.to_bytes())
            self.unkept, self.kept_learned = 0, self.learned


def open_shelf(desk: Desk, db: Database) -> Shelf:
    """The shelf as the record now is; the one that this desk opened before, where nothing changed."""
    works = read_works(db)
    versions = {row["capture"]: row for row in read_versions(db)} if works else {}
    names = read_names(db)
    state = describe(works, versions, names)
    held = desk.shelf
    if held is not None and held.state == state:
        return held
    shelf = held if held is not None else load(db)
    shelf.versions = {
        capture: Shelved(row["work"], capture, row["text"]) for capture, row in versions.items()
    }
    shelf.texts = Texts(db, shelf.versions)
    shelf.state = state
    known = {row["id"]: read_work(row) for row in works}
    shelf.catalogue = compile_catalogue(
        list(known.values()),
        [read_version(desk, row, known[row["work"]]) for row in versions.values()],
        names,
    )
    bring_up_to_date(shelf, works, names)
    for report, text in read_texts_after(db, shelf.learned, MOST_LEARNED) if works else ():
        shelf.learn(report, text)
    desk.shelf = shelf
    return shelf


def load(db: Database) -> Shelf:
    """The shelf as it was stored; an empty one where none is, or where its bytes cannot be read."""
    stored = read_index(db)
    index, learned = PassageIndex(), 0
    if stored is not None:
        try:
            index, learned = PassageIndex.from_bytes(stored[2]), stored[1]
        except ReadError:
            # derived from the works and damaged, or of another format: it is made again from them
            index, learned = PassageIndex(), 0
    nothing: dict[int, Shelved] = {}
    empty = compile_catalogue([], [], [])
    return Shelf(index, empty, nothing, Texts(db, nothing), "", learned, kept_learned=learned)


def bring_up_to_date(shelf: Shelf, works: list[dict[str, Any]], names: list[Name]) -> None:
    """Take in the texts that came, and out those that went."""
    there = shelf.index.list_numbers()
    for number in there - shelf.versions.keys():
        shelf.index.remove(number)
        shelf.unkept += 1
    for number in sorted(shelf.versions.keys() - there):
        shelf.index.add(number, shelf.texts[number], work=shelf.versions[number].work)
        shelf.unkept += 1
    known = {name.form for name in names if name.kind != "domain"}
    for work in works:
        known |= {work["title"], *work["short_title"].split("\n")}
    shelf.names = tuple(sorted(known - {""}))
    shelf.index.set_names(shelf.names)


def describe(works: list[dict[str, Any]], versions: Mapping[int, Any], names: list[Name]) -> str:
    """Everything that a shelf is made of, so that a change of any of it shows."""
    told = [
        [
            [
                work["id"], work["title"], work["short_title"], work["doi"], work["isbn"], work["published"],
                work["published_precision"], work["published_certain"], work["retired_on"], work["addresses"],
            ]
            for work in works
        ],
        [[row["work"], row["capture"], row["text"], row["replaced_at"]] for row in versions.values()],
        [[name.form, name.kind, name.case_sensitive] for name in names],
    ]  # fmt: skip
    return sha256(json.dumps(told, ensure_ascii=False))


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
    since = desk.day_of(row["first_seen_at"])
    if row["turn"] == 1:
        published = work.published
        told = max(
            published.value if published.certain and published.precision == "day" else "", row["modified"]
        )
        since = told if "" < told < since else since
    until = desk.day_of(row["replaced_at"]) if row["replaced_at"] else row["retired_on"]
    return Version(number=row["capture"], work=row["work"], since=since, until=until, seen_only=True)
