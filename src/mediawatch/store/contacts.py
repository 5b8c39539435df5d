"""Contacts with outlets, their files and threads, and the searches for an approach before publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from mediawatch.model import Actor, Ref
from mediawatch.store.chained import insert_all_chained, insert_chained, update_chained
from mediawatch.store.documents import add_file
from mediawatch.store.reports import added
from mediawatch.store.rows import select, select_one

SAME = ("report_id", "request_id", "outlet_id", "direction", "channel", "them", "us", "occurred_on", "occurred_at",
        "summary")  # fmt: skip
"""What makes two contacts that were typed in one and the same."""


def insert_contact(db: Database, actor: Actor, columns: Mapping[str, Any]) -> int:
    """A new contact; gives its number. `columns` are those of the table but for who added it when."""
    # the reference is known only when the row is there, and the event has to name it
    (number,) = db.execute(
        "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'contacts'"
    ).fetchone()
    row = {"id": number, **columns, **added(db, actor)}
    return insert_chained(db, actor, "contacts", row, verb="contacted", ref=Ref("k", number))


def attach_files(
    db: Database, actor: Actor, contact: int, files: Sequence[tuple[str, str, bytes]]
) -> list[int]:
    """Keep files (name, media type, bytes) and note that they belong to a contact; gives their numbers, each once."""
    numbers = list(dict.fromkeys(add_file(db, actor, *file)[0] for file in files))
    rows = [{"contact_id": contact, "file_id": number} for number in numbers]
    insert_all_chained(db, actor, "contact_files", rows, verb="attached", ref=Ref("k", contact))
    return numbers


def note_references(db: Database, actor: Actor, contact: int, references: Sequence[str]) -> None:
    """Note which earlier mails a mail names."""
    rows = [{"contact_id": contact, "message_id": message} for message in dict.fromkeys(references)]
    insert_all_chained(db, actor, "contact_references", rows, verb="refers", ref=Ref("k", contact))


def join_thread(db: Database, actor: Actor, contact: int, thread: str) -> None:
    """Say with which mail the exchange of a contact began."""
    update_chained(
        db, actor, "contacts", {"id": contact}, {"thread": thread}, verb="joined", ref=Ref("k", contact)
    )


def find_same(db: Database, columns: Mapping[str, Any]) -> int:
    """A standing contact that says the same; 0 for none."""
    same = " AND ".join(f'"{column}" IS :{column}' for column in SAME)
    row = db.execute(
        f"SELECT id FROM contacts WHERE withdrawn_at IS NULL AND {same} ORDER BY id",
        {column: columns.get(column, "") for column in SAME},
    ).fetchone()
    return int(row[0]) if row else 0


def find_message(db: Database, message_id: str) -> dict[str, Any] | None:
    """The contact with that Message-ID, withdrawn or not."""
    if not message_id:
        return None
    return select_one(db, "SELECT * FROM contacts WHERE message_id = ?", (message_id,))


def find_by_file(db: Database, digest: str) -> dict[str, Any] | None:
    """The contact to which the file with that SHA-256 belongs, withdrawn or not; a standing one first."""
    return select_one(
        db,
        "SELECT k.* FROM files f JOIN contact_files c ON c.file_id = f.id JOIN contacts k ON k.id = c.contact_id "
        "WHERE f.sha256 = ? AND k.channel = 'mail' ORDER BY k.withdrawn_at IS NOT NULL, k.id",
        (digest,),
    )


def find_exchange(db: Database, message_id: str, references: Sequence[str]) -> list[dict[str, Any]]:
    """Every contact of the exchanges to which a mail belongs, oldest first.

    Those are the contacts that it names, that name it, or that name a mail which it names too, and all that are in one
    thread with one of them (RFC 5322, 3.6.4).
    """
    names = sorted({name for name in (message_id, *references) if name})
    if not names:
        return []
    places = ", ".join("?" for _ in names)
    return list(
        select(
            db,
            f"""WITH near AS (
                    SELECT id, thread FROM contacts WHERE message_id IN ({places})
                    UNION
                    SELECT k.id, k.thread FROM contact_references r JOIN contacts k ON k.id = r.contact_id
                    WHERE r.message_id IN ({places})
                )
                SELECT * FROM contacts
                WHERE id IN (SELECT id FROM near) OR thread IN (SELECT thread FROM near WHERE thread <> '')
                ORDER BY occurred_on, occurred_at, id""",
            (*names, *names),
        )
    )


def is_in_company(db: Database, contact: int) -> bool:
    """Whether a contact belongs to an exchange with others."""
    return bool(
        db.execute(
            "SELECT 1 FROM contacts k JOIN contacts o ON o.thread = k.thread AND o.id <> k.id "
            "WHERE k.id = ? AND k.thread <> ''",
            (contact,),
        ).fetchone()
    )


def find_like(db: Database, participants: Sequence[str], since: str, until: str) -> list[dict[str, Any]]:
    """Standing mails between those days in which one of these addresses took part, newest first."""
    places = ", ".join("?" for _ in participants)
    return list(
        select(
            db,
            f"""SELECT * FROM contacts k
                WHERE withdrawn_at IS NULL AND channel = 'mail' AND occurred_on BETWEEN ? AND ?
                  AND EXISTS (SELECT 1 FROM json_each(k.participants) WHERE value IN ({places}))
                ORDER BY occurred_on DESC, occurred_at DESC, id DESC LIMIT 200""",
            (since, until, *participants),
        )
    )


def read_files(db: Database, contact: int) -> list[dict[str, Any]]:
    """The files of a contact: number, name, media_type, length, sha256, confidentiality."""
    return list(
        select(
            db,
            "SELECT f.id AS number, f.name, f.media_type, f.length, f.sha256, f.confidentiality "
            "FROM contact_files c JOIN seen_files_counsel f ON f.id = c.file_id WHERE c.contact_id = ? ORDER BY f.id",
            (contact,),
        )
    )


def insert_search(db: Database, actor: Actor, columns: Mapping[str, Any]) -> int:
    """A new search for an approach before publication; gives its number."""
    row = {**columns, **added(db, actor)}
    return insert_chained(db, actor, "contact_searches", row, verb="searched")


def find_same_search(db: Database, columns: Mapping[str, Any]) -> int:
    """A standing search that says the same; 0 for none."""
    same = " AND ".join(f'"{column}" IS :{column}' for column in columns)
    row = db.execute(
        f"SELECT id FROM contact_searches WHERE withdrawn_at IS NULL AND {same} ORDER BY id", dict(columns)
    ).fetchone()
    return int(row[0]) if row else 0
