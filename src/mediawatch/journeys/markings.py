"""Mark a thing confidential or privileged, or open it again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from mediawatch.errors import InputError, NotAllowed, NotFound
from mediawatch.journeys.desk import Desk
from mediawatch.model import Actor, Level, Ref
from mediawatch.reading.references import parse_ref
from mediawatch.store.markings import (
    MARKABLE,
    RANK,
    Audience,
    find_file,
    list_uses,
    raise_level,
    read_level,
    set_level,
)
from mediawatch.store.reports import read_thing

DIGEST = re.compile(r"file[ -]*([0-9a-f]{8,64})", re.IGNORECASE)
"""A file by the beginning of its SHA-256; fewer digits are its number."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What is handed over of the things that not everybody may see."""

    confidential: bool = False
    privileged: tuple[Ref, ...] = ()
    """privileged things that were named one by one"""

    @property
    def audience(self) -> Audience:
        """Who may see what is handed over, privileged things apart."""
        return "_staff" if self.confidential else ""


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of a thing's marking, and of its files."""

    ref: Ref
    before: Level
    level: Level
    files: tuple[str, ...] = ()
    """files that were marked with it"""
    shared: tuple[str, ...] = ()
    """files of it that belong to something else too, and so stayed as they were"""
    still: tuple[str, ...] = ()
    """files of it that stay marked now that it was opened"""
    beside: tuple[str, ...] = ()
    """contacts of the same exchange that more people may see, and that may quote it"""


def find_ref(desk: Desk, typed: str) -> Ref:
    """The thing that a reference names, files also by the beginning of their SHA-256 ("file c0ffee12").

    Raises:
        InputError: it is no reference, or several files begin so.
        NotFound: no file begins so.
    """
    digest = DIGEST.fullmatch(typed.strip())
    if digest is None:
        return parse_ref(typed)
    found = find_file(desk.record.db, digest[1])
    if len(found) > 1:
        raise InputError(f"Several files have a SHA-256 that begins with {digest[1]}.", "Write more of it.")
    if found:
        return Ref("file", found[0])
    if digest[1].isdigit():
        return parse_ref(typed)
    raise NotFound(f"There is no file whose SHA-256 begins with {digest[1]}.", "See `mediawatch list files`.")


def mark_thing(desk: Desk, ref: Ref, level: Level) -> Marked:
    """Say who may see a contact, request, contact search, note or file; "" opens it.

    With a contact or a request its files are marked too, but for those that something else shows.

    Raises:
        NotFound: there is none.
        NotAllowed: a thing of another kind: what was published is not secret, and answers are.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        read_thing(db, ref, withdrawn=True)
        return mark(db, actor, ref, level)


def mark(db: Database, actor: Actor, ref: Ref, level: Level) -> Marked:
    """The same inside an open transaction, for what is marked as it is added."""
    if ref.letter not in MARKABLE:
        raise NotAllowed(
            f"{ref} cannot be marked: only contacts, requests, contact searches, notes and files can.",
            f"Write what is confidential as a note: mediawatch note {ref} --confidential …",
            "mark",
        )
    before = set_level(db, actor, ref, level)
    files, shared, still = [], [], []
    for number in read_files_of(db, ref):
        file = Ref("file", number)
        if not level:
            if read_level(db, file):
                still.append(str(file))
        elif any(is_open(db, use) for use in list_uses(db, number) if use != str(ref)):
            shared.append(str(file))
        else:
            raise_level(db, actor, file, level)
            files.append(str(file))
    beside = list_beside(db, ref, level) if ref.letter == "k" and level else ()
    return Marked(ref, before, level, tuple(files), tuple(shared), tuple(still), tuple(beside))


def list_beside(db: Database, ref: Ref, level: Level) -> Iterator[str]:
    """The standing contacts of an exchange that are marked lower than one of them, or not at all."""
    for (number,) in db.execute(
        "SELECT o.id FROM contacts k JOIN contacts o ON o.thread = k.thread AND o.id <> k.id "
        "WHERE k.id = ? AND k.thread <> '' AND o.withdrawn_at IS NULL ORDER BY o.id",
        (ref.number,),
    ).fetchall():
        if RANK[read_level(db, Ref("k", number))] < RANK[level]:
            yield f"k{number}"


def mark_along(db: Database, actor: Actor, ref: Ref) -> None:
    """Mark what was added to a marked contact or request as high as that is; nothing happens where it is open."""
    level = read_level(db, ref)
    if level:
        mark(db, actor, ref, level)


def check_disclosed(db: Database, disclosed: Disclosed, letters: Sequence[str] = MARKABLE) -> None:
    """Raise InputError for something that is named as privileged and is not, or that is not among what is handed over;
    NotFound where there is no such thing.

    Args:
        letters: the kinds that are handed over.
    """
    for ref in disclosed.privileged:
        read_thing(db, ref)
        level = read_level(db, ref)
        if level != "privileged":
            advice = (
                "It is handed over with --confidential."
                if level
                else "It is handed over without being named."
            )
            raise InputError(f"{ref} is {level or 'open'}, not privileged.", advice)
        if ref.letter not in letters:
            raise InputError(f"{ref} is not among what is handed over here.", "Leave it out.")


def read_files_of(db: Database, ref: Ref) -> list[int]:
    """The files that belong to a contact, or that prove something about a request."""
    sql = {
        "k": "SELECT file_id FROM contact_files WHERE contact_id = ?1 ORDER BY file_id",
        "q": "SELECT proof_file_id FROM request_appearances WHERE request_id = ?1 AND proof_file_id IS NOT NULL "
        "UNION SELECT proof_file_id FROM request_steps WHERE request_id = ?1 AND proof_file_id IS NOT NULL",
    }.get(ref.letter)
    return [number for (number,) in db.execute(sql, (ref.number,)).fetchall()] if sql else []


def is_open(db: Database, use: str) -> bool:
    """Whether everybody may see what a file belongs to; `use` is as `list_uses` gives it."""
    return db.execute("SELECT 1 FROM markings WHERE ref = ?", (use,)).fetchone() is None
