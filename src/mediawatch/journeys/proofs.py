"""Proofs: a page that is fetched or was saved becomes a capture, anything else a file."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from mediawatch.errors import InputError
from mediawatch.journeys.add import add_address, open_path, read_fetched
from mediawatch.journeys.added import AddOptions
from mediawatch.journeys.desk import Desk
from mediawatch.journeys.receive import receive
from mediawatch.model import Actor, Ref
from mediawatch.store.documents import add_file
from mediawatch.store.reports import read_thing

PAGES = (".html", ".htm", ".mhtml", ".mht")
"""Endings of pages as browsers save them."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that something happened, before it is recorded with it."""

    capture: int = 0
    """number of the capture, where it is a page"""
    name: str = ""
    """name of the file, where it is none"""
    media_type: str = ""
    content: bytes = b""


def keep_proof(desk: Desk, proof: str, retrieved: str = "", report: int = 0) -> Proof:
    """Archive a page, or read a file; `record_proof` then records a file with what it proves.

    Args:
        retrieved: when a saved page was saved; "" takes the file's own time.
        report: the report whose page a saved page shows; 0 where it shows another.

    Raises:
        InputError: there is no such file.
        FetchError: the address did not give a page.
    """
    if "://" in proof:
        return Proof(capture=add_address(desk, proof, AddOptions(), kind="evidence").capture)
    path = Path(proof)
    if not path.is_file():
        raise InputError(f"There is no file {proof!r}.", "The proof is a file or an address.")
    if path.suffix.lower() in PAGES:
        fetched = open_path(desk, path, AddOptions(retrieved=retrieved))
        document = read_thing(desk.record.db, Ref("r", report))["document_id"] if report else 0
        # evidence: the corrected page never takes the place of the text that the quotes are pinned to
        made = receive(desk, fetched, read_fetched(fetched), AddOptions(), kind="evidence", document=document)
        return Proof(capture=made.capture)
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Proof(name=path.name, media_type=media_type, content=path.read_bytes())


def record_proof(db: Database, actor: Actor, proof: Proof) -> tuple[int, int]:
    """The numbers of the capture and of the file that a proof is, 0 for none; a file is kept now."""
    if proof.name:
        return 0, add_file(db, actor, proof.name, proof.media_type, proof.content)[0]
    return proof.capture, 0
