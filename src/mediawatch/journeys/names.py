"""Watched names: add, retire, try. A changed name re-reads the stored texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from mediawatch.errors import InputError, MediawatchError, NotAllowed, NotFound
from mediawatch.journeys.add import read_fetched
from mediawatch.journeys.desk import Desk
from mediawatch.model import Name, NameKind
from mediawatch.reading.mentions import find_mentions
from mediawatch.store.events import append_event
from mediawatch.store.names import (
    insert_name,
    read_names,
    read_report_texts,
    replace_mentions,
    retire_name_row,
)


@dataclass(frozen=True, slots=True)
class NameChange:
    """A changed name, and what it changed."""

    name: Name
    reread: int
    """reports whose texts were read again"""
    mentions_before: int
    mentions_after: int


@dataclass(frozen=True, slots=True)
class Tried:
    """What a name would find in a file."""

    file: str
    title: str
    finds: tuple[tuple[str, str], ...]
    """the words as they stand, and the sentence round them"""
    why: str = ""
    """why the file could not be read"""


def add_name(desk: Desk, name: Name) -> NameChange:
    """Watch a name from now on, and find it in everything that is stored.

    Raises:
        InputError: an empty name.
        NotAllowed: it is watched already.
    """
    name = replace(name, form=" ".join(name.form.split()))
    if not name.form:
        raise InputError("A watched name cannot be empty.")
    actor = desk.actor()
    with desk.record.write() as db:
        watched = read_names(db)
        if any(other.form == name.form and other.kind == name.kind for other in watched):
            raise NotAllowed(
                f"{name.form!r} is watched already as {name.kind}.",
                f"To change its conditions, retire it first: mediawatch name retire {name.form!r}",
                "add",
            )
        number = insert_name(db, name, actor.now)
        append_event(db, actor, "watched", f"name {number}", asdict(name))
        return reread(db, replace(name, id=number))


def retire_name(desk: Desk, form: str, kind: NameKind | str = "") -> NameChange:
    """Stop watching a name; its mentions leave the lists, the history keeps it.

    Raises:
        NotFound: it is not watched.
        InputError: it is watched as several kinds and none was named.
    """
    actor = desk.actor()
    with desk.record.write() as db:
        found = [name for name in read_names(db) if name.form == form and kind in ("", name.kind)]
        if not found:
            raise NotFound(f"{form!r} is not watched.", "See `mediawatch list names`.")
        if len(found) > 1:
            kinds = ", ".join(name.kind for name in found)
            raise InputError(f"{form!r} is watched as {kinds}.", "Say which with --kind.")
        retire_name_row(db, found[0].id, actor.now)
        append_event(db, actor, "retired", f"name {found[0].id}", asdict(found[0]))
        return reread(db, found[0])


def reread(db: Database, name: Name) -> NameChange:
    """Find today's names in every report's text again."""
    count = "SELECT count(*) FROM mentions"
    before = int(db.execute(count).fetchone()[0])
    watched = read_names(db)
    read = 0
    # all texts are held by number only: a record of thousands of reports is read one at a time
    for report, text_id, text, address in list_texts(db):
        replace_mentions(db, report, text_id, text.text, find_mentions(text, watched, base_address=address))
        read += 1
    return NameChange(name, read, before, int(db.execute(count).fetchone()[0]))


list_texts = read_report_texts


def try_name(name: Name, paths: Sequence[Path]) -> Iterator[Tried]:
    """Show what a name would find in files; needs no record and changes nothing."""
    from mediawatch.archive.files import open_file

    for path in paths:
        try:
            fetched = open_file(
                path.read_bytes(), path.name, retrieved_at=datetime.now(UTC).isoformat(timespec="seconds")
            )
            reading = read_fetched(fetched)
        except OSError as error:
            yield Tried(str(path), "", (), f"it cannot be read ({error.strerror})")
            continue
        except MediawatchError as error:
            yield Tried(str(path), "", (), str(error))
            continue
        if not reading.texts:
            yield Tried(str(path), reading.facts.title, (), reading.why or "it has no text")
            continue
        article = reading.texts[0]
        finds = find_mentions(article, [replace(name, id=1)], base_address=fetched.address)
        yield Tried(
            str(path),
            reading.facts.title,
            tuple(
                (found.surface, article.text[found.sentence.start : found.sentence.end]) for found in finds
            ),
        )
