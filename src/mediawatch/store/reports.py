"""Reports and works: the rows that extend documents, and the outlets that publish."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from mediawatch.errors import NotFound
from mediawatch.model import Actor, PublicationDate, Ref
from mediawatch.store.events import find_or_add_user
from mediawatch.store.rows import insert, select_one

TABLES: dict[str, str] = {
    "r": "reports",
    "w": "works",
    "c": "claims",
    "b": "rebuttals",
    "q": "requests",
    "k": "contacts",
    "x": "citations",
    "s": "sources",
    "note": "notes",
    "file": "files",
    "contact search": "contact_searches",
}
"""Where each kind of reference lives."""

NOUNS: dict[str, str] = {
    "r": "report",
    "w": "work",
    "c": "claim",
    "b": "rebuttal",
    "q": "request",
    "k": "contact",
    "x": "citation",
    "s": "source",
    "note": "note",
    "file": "file",
    "contact search": "contact search",
}

COLUMNS: dict[str, str] = {"files": "id, sha256, name, media_type, length, added_at, added_by"}
"""What is read of a row, where that is not all: the bytes of a file may be many."""


def read_thing(db: Database, ref: Ref, *, withdrawn: bool = False) -> dict[str, Any]:
    """The row that a reference names.

    Raises:
        NotFound: there is none, or it was withdrawn (unless `withdrawn` asks for those too).
    """
    table = TABLES.get(ref.letter)
    if table is None:
        raise NotFound(f"{ref} names a kind of thing that this record does not hold yet.")
    row = select_one(db, f"SELECT {COLUMNS.get(table, '*')} FROM {table} WHERE id = ?", (ref.number,))
    noun = NOUNS[ref.letter]
    called = str(ref) if noun == ref.letter else f"{noun} {ref}"
    if row is None:
        raise NotFound(f"There is no {called}.", f"See `mediawatch list {table.replace('_', '-')}`.")
    if row.get("withdrawn_at") and not withdrawn:
        raise NotFound(
            f"{called[0].upper()}{called[1:]} was withdrawn ({row['withdrawn_why']}).",
            f"Bring it back with `mediawatch reinstate {ref.typed}`.",
        )
    return row


def find_report(db: Database, document: int) -> int:
    """The report of a document, withdrawn or not; 0 when it has none."""
    row = db.execute("SELECT id FROM reports WHERE document_id = ?", (document,)).fetchone()
    return int(row[0]) if row else 0


def find_article(db: Database, document: int) -> int:
    """The number of the article text of a document's report; 0 for none."""
    row = db.execute("SELECT article_id FROM reports WHERE document_id = ?", (document,)).fetchone()
    return int(row[0] or 0) if row else 0


def find_work(db: Database, document: int) -> int:
    """The work of a document, withdrawn or not; 0 when it has none."""
    row = db.execute("SELECT id FROM works WHERE document_id = ?", (document,)).fetchone()
    return int(row[0]) if row else 0


def date_columns(published: PublicationDate) -> dict[str, Any]:
    """A publication date as the columns that hold it."""
    return {
        "published": published.value,
        "published_precision": published.precision,
        "published_origin": published.origin,
        "published_certain": int(published.certain),
    }


def insert_report(db: Database, actor: Actor, columns: dict[str, Any], published: PublicationDate) -> int:
    """A new report; `columns` are document_id, outlet_id, medium, title, authors, language, place, capture_id,
    article_id."""
    return insert(db, "reports", {**columns, **date_columns(published), **added(db, actor)})


def insert_work(db: Database, actor: Actor, columns: dict[str, Any], published: PublicationDate) -> int:
    """A new work; `columns` are document_id, title, authors, language, capture_id, article_id."""
    return insert(db, "works", {**columns, **date_columns(published), **added(db, actor)})


def added(db: Database, actor: Actor) -> dict[str, Any]:
    """The columns that say when and by whom a row was added."""
    return {"added_at": actor.now, "added_on": actor.today, "added_by": find_or_add_user(db, actor)}


def find_or_add_outlet(db: Database, name: str, *, domain: str = "") -> int:
    """The outlet of that name, or that publishes on that domain; a new one when neither is known.

    A domain that an outlet already has wins over the name a page gives itself.
    """
    known = find_outlet_by_domain(db, domain)
    if known:
        return known
    wanted = name.strip() or domain
    row = db.execute("SELECT id FROM outlets WHERE name = ?", (wanted,)).fetchone()
    number = int(row[0]) if row else insert(db, "outlets", {"name": wanted})
    if domain:
        db.execute("INSERT INTO outlet_domains (domain, outlet_id) VALUES (?, ?)", (domain, number))
    return number


def find_outlet_by_domain(db: Database, domain: str) -> int:
    """The outlet that publishes on a domain or on one that it is part of (news.paper.example); 0 for none."""
    labels = domain.split(".") if domain else []
    for first in range(len(labels) - 1):
        row = db.execute(
            "SELECT outlet_id FROM outlet_domains WHERE domain = ?", (".".join(labels[first:]),)
        ).fetchone()
        if row:
            return int(row[0])
    return 0


def find_outlet(db: Database, name: str) -> int:
    """The outlet of exactly that name (case aside); 0 when there is none."""
    row = db.execute("SELECT id FROM outlets WHERE name = ?", (name.strip(),)).fetchone()
    return int(row[0]) if row else 0
