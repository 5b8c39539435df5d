"""Two versions of something beside each other: of an answer, or of a page that was captured more than once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from mediawatch.errors import InputError, NotFound
from mediawatch.exporters.moments import find_zone, say_day, say_time
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.rebuttal_done import say_names
from mediawatch.model import KINDS, Ref, WordPiece
from mediawatch.reading.references import parse_ref
from mediawatch.reading.word_diff import count_changes, diff_words
from mediawatch.store.rebuttals import read_versions, read_writers
from mediawatch.store.reports import read_thing
from mediawatch.store.rows import select, select_one


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of something."""

    ref: Ref
    number: int
    """counted from 1"""
    told: str
    """who approved it when, or when it was captured"""
    text: str

    @property
    def name(self) -> str:
        return f"{self.ref}, version {self.number} ({self.told})"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the words from one version to another."""

    before: Version
    after: Version
    pieces: tuple[WordPiece, ...]
    removed: int
    """words"""
    added: int


def compare(
    desk: Desk, ref: Ref, first: str = "", second: str = "", *, approved_only: bool = False
) -> Comparison | None:
    """Compare two versions; None where there is only one.

    Args:
        ref: a rebuttal, report or work.
        first: number of the older version, or a reference to something else, whose newest version it then is.
        second: likewise of the newer one. With `first` alone that is compared with the newest; with neither, the
            newest with the one before it, or with what it takes the place of.
        approved_only: leave out words that nobody approved yet, as for a page that others read.

    Raises:
        NotFound: no such thing or version.
        InputError: a kind of thing without versions.
    """
    versions = list_versions(desk, ref, approved_only=approved_only)
    if not versions:
        raise NotFound(f"{ref} has no text that could be compared.", f"See `mediawatch show {ref}`.")
    if first:
        before = pick(desk, versions, first, approved_only=approved_only)
        after = pick(desk, versions, second, approved_only=approved_only) if second else versions[-1]
        if not second and is_reference(first):
            before, after = versions[-1], before
    elif len(versions) > 1:
        before, after = versions[-2:]
    else:
        replaced = find_replaced(desk, ref)
        if replaced is None:
            return None
        before, after = replaced, versions[-1]
    pieces = diff_words(before.text, after.text)
    return Comparison(before, after, pieces, *count_changes(pieces))


def is_reference(typed: str) -> bool:
    """Whether what was typed names a thing ("b5") rather than a version ("2")."""
    return typed[:1].lower() in KINDS and typed[1:].isdigit()


def pick(desk: Desk, versions: list[Version], typed: str, *, approved_only: bool = False) -> Version:
    """The version that was typed: its number, or the newest of another thing.

    Raises:
        NotFound, InputError: there is none.
    """
    if is_reference(typed):
        found = list_versions(desk, parse_ref(typed), approved_only=approved_only)
        if not found:
            raise NotFound(f"{typed} has no text that could be compared.")
        return found[-1]
    if not re.fullmatch(r"[0-9]{1,9}", typed):
        raise InputError(
            f"{typed!r} is no version.", "Write its number (2), or what to compare with (b5, w2)."
        )
    wanted = next((version for version in versions if version.number == int(typed)), None)
    if wanted is None:
        numbers = say_names([str(version.number) for version in versions])
        raise NotFound(
            f"{versions[0].ref} has no version {typed}.",
            f"It has version{'s' if len(versions) > 1 else ''} {numbers}.",
        )
    return wanted


def list_versions(desk: Desk, ref: Ref, *, approved_only: bool = False) -> list[Version]:
    """The versions of a rebuttal, report or work, oldest first.

    Raises:
        NotFound: there is no such thing.
        InputError: a kind of thing without versions.
    """
    if ref.letter not in "brw":
        raise InputError(
            f"A {KINDS[ref.letter]} has no versions that could be compared.",
            "Name a rebuttal, a report or one of your works: b3, r12, w2.",
        )
    db = desk.record.db
    row = read_thing(db, ref, withdrawn=True)
    if ref.letter == "b":
        return list_answers(db, ref, row, approved_only=approved_only)
    return list_captures(desk, ref, row)


def list_answers(
    db: Database, ref: Ref, row: dict[str, Any], *, approved_only: bool = False
) -> list[Version]:
    """Each approved version, and the words that nobody approved yet."""
    versions = [
        Version(
            ref,
            version["version"],
            f"approved on {say_day(version['approved_on'], 'day')} by {version['approved_by']}",
            join_title(version),
        )
        for version in read_versions(db, ref.number)
    ]
    if not row["approved_at"] and not approved_only:
        wrote = say_names(read_writers(db, ref.number))
        told = f"not approved; written on {say_day(row['written_on'], 'day')} by {wrote}"
        versions.append(Version(ref, row["version"], told, join_title(row)))
    return versions


def join_title(row: dict[str, Any]) -> str:
    """A text below its title, where it has one."""
    return f"{row['title']}\n\n{row['text']}" if row["title"] else str(row["text"])


def list_captures(desk: Desk, ref: Ref, row: dict[str, Any]) -> list[Version]:
    """Each article text that a page had, from the capture that first gave it; one that came back is there again."""
    zone = find_zone(desk.timezone)
    versions: list[Version] = []
    for capture in select(
        desk.record.db,
        "SELECT k.retrieved_at AS retrieved_at, t.text AS text FROM captures k "
        "JOIN capture_texts ct ON ct.capture_id = k.id AND ct.role = 'article' JOIN texts t ON t.id = ct.text_id "
        "WHERE k.document_id = ? AND k.outcome = 'read' ORDER BY k.retrieved_at, k.id",
        (row["document_id"],),
    ):
        if not versions or versions[-1].text != capture["text"]:
            told = f"as captured on {say_time(capture['retrieved_at'], zone)}"
            versions.append(Version(ref, len(versions) + 1, told, capture["text"]))
    return versions


def find_replaced(desk: Desk, ref: Ref) -> Version | None:
    """The newest version of the rebuttal whose place this one takes."""
    if ref.letter != "b":
        return None
    row = select_one(
        desk.record.db, "SELECT id FROM rebuttals WHERE superseded_by = ? ORDER BY id DESC", (ref.number,)
    )
    return list_versions(desk, Ref("b", row["id"]))[-1] if row else None
